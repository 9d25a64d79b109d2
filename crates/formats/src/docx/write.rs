//! Items to blocks of the text layer: which tables are tables, and how their columns stand.

use super::item::{Cell, Item, TableRow};
use crate::draft::Draft;
use crate::rows::{GridRow, Slot, placed};
use gongwen::diagnostic::Code;
use gongwen::document::BlockKind;
use std::collections::{BTreeMap, BTreeSet};

/// Writes items into a draft.
pub(super) struct Writer<'d> {
    draft: &'d mut Draft,
    /// Characters that the text layer may have.
    limit: u32,
    tables: u32,
    is_full: bool,
}

impl<'d> Writer<'d> {
    pub(super) fn new(limit: u32, draft: &'d mut Draft) -> Self {
        Self { draft, limit, tables: 0, is_full: false }
    }

    /// True where nothing more is taken.
    pub(super) fn is_full(&self) -> bool {
        self.is_full
    }

    /// Writes a story.
    pub(super) fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Paragraph(line) => self.line(line.kind, &line.text),
                Item::Aside(kind, text) => self.line(*kind, text),
                Item::Table(rows) if is_layout(rows) => {
                    let cells = rows.iter().flat_map(|row| &row.cells);
                    cells
                        .filter(|cell| !cell.is_continued)
                        .for_each(|cell| self.items(&cell.items));
                }
                Item::Table(rows) => self.table(rows),
            }
        }
    }

    /// Writes one block. Tabs and line ends at its end are not seen.
    pub(super) fn line(&mut self, kind: BlockKind, text: &str) {
        let text = text.trim_matches(['\n', '\r']).trim_end_matches('\t');
        if !text.trim().is_empty() {
            self.draft.block(kind);
            self.words(text);
        }
    }

    fn words(&mut self, text: &str) {
        for c in text.chars() {
            if self.is_full || self.draft.len() >= self.limit {
                return self.fill_up();
            }
            self.draft.push_shown(c);
        }
    }

    fn fill_up(&mut self) {
        if !std::mem::replace(&mut self.is_full, true) {
            let message = format!("the text is longer than {} characters", self.limit);
            self.draft.note(Code::LimitReached, message);
        }
    }

    fn table(&mut self, rows: &[TableRow]) {
        let table = self.tables;
        self.tables = self.tables.saturating_add(1);
        // Rows of one cell above the first row of several are headings of the table.
        let is_title = |row: &TableRow| row.cells.iter().all(|cell| cell.column == 0);
        let titles = rows.iter().take_while(|row| row.cells.len() < 2 && is_title(row));
        let titles = titles.count();
        for row in &rows[..titles] {
            row.cells.iter().for_each(|cell| self.items(&cell.items));
        }
        let columns = columns(rows);
        let rows = rows[titles..].iter().map(|row| slots(row, &columns, table)).collect();
        for row in placed(rows) {
            if self.is_full {
                return;
            }
            self.draft.block(row.kind);
            for (area, words) in row.cells {
                self.draft.cell(area);
                self.words(&words);
            }
        }
    }
}

fn slots(row: &TableRow, columns: &BTreeMap<u16, u32>, table: u32) -> GridRow<Slot> {
    let end = |index: usize| row.cells.get(index + 1).map_or(row.end, |next| next.column);
    let width = |from: u16, to: u16| columns.range(from..to.max(from)).count();
    let cells = row.cells.iter().enumerate().map(|(index, cell)| Slot {
        column: columns[&cell.column],
        columns: u32::try_from(width(cell.column, end(index))).unwrap_or(1),
        words: if cell.is_continued { String::new() } else { cell.words() },
        goes_on: cell.is_continued,
    });
    let kind = if row.is_head { BlockKind::Head { table } } else { BlockKind::Row { table } };
    GridRow { kind, cells: cells.collect() }
}

/// The columns that cells begin at, numbered from the left. A grid may have lines that no cell of
/// the table begins at; they are no columns to a reader.
fn columns(rows: &[TableRow]) -> BTreeMap<u16, u32> {
    let starts: BTreeSet<u16> =
        rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).collect();
    starts.into_iter().zip(0..).collect()
}

/// True for a table that only lays out a page: one cell in each row, one row of whole paragraphs,
/// or cells that hold tables themselves.
fn is_layout(rows: &[TableRow]) -> bool {
    let cells = || rows.iter().flat_map(|row| &row.cells);
    let has_table = |cell: &Cell| {
        cell.items.iter().any(|item| matches!(item, Item::Table(rows) if !is_layout(rows)))
    };
    let has_paragraphs = |cell: &Cell| cell.items.len() > 1;
    rows.iter().all(|row| row.cells.len() < 2)
        || rows.len() == 1 && cells().any(has_paragraphs)
        || cells().any(has_table)
}
