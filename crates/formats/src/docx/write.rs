//! Items to blocks of the text layer: which tables are tables, and how their columns stand.

use super::item::{Cell, Item, TableRow};
use crate::draft::Draft;
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
                Item::Paragraph(line) => {
                    let kind = line.heading.map_or(BlockKind::Paragraph, BlockKind::Heading);
                    self.line(kind, &line.text);
                }
                Item::Boxed(text) => self.line(BlockKind::Box, text),
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
            self.draft.push(c);
        }
    }

    fn fill_up(&mut self) {
        if !std::mem::replace(&mut self.is_full, true) {
            let message = format!("the text is longer than {} characters", self.limit);
            self.draft.note(Code::LimitReached, message);
        }
    }

    fn table(&mut self, rows: &[TableRow]) {
        let columns = columns(rows);
        let table = self.tables;
        self.tables = self.tables.saturating_add(1);
        // The row and cell where each column's words began.
        let mut above: BTreeMap<u16, &Cell> = BTreeMap::new();
        let mut is_heading = true;
        for row in rows {
            if self.is_full {
                return;
            }
            let cells: Vec<(usize, String)> = row
                .cells
                .iter()
                .map(|cell| (columns[&cell.column], words(cell, &mut above)))
                .collect();
            if cells.iter().all(|(_, words)| words.trim().is_empty()) {
                continue;
            }
            is_heading &= row.cells.len() == 1 && row.cells[0].column == 0;
            if is_heading {
                row.cells.iter().for_each(|cell| self.items(&cell.items));
                continue;
            }
            self.draft.block(BlockKind::Row { table });
            self.row(columns.len(), &cells);
        }
    }

    fn row(&mut self, columns: usize, cells: &[(usize, String)]) {
        if self.draft.len() as usize + columns > self.limit as usize {
            return self.fill_up();
        }
        let mut at = 0;
        for (column, words) in cells {
            (at..*column).for_each(|_| self.draft.cell_end());
            at = *column;
            self.words(words);
        }
        (at + 1..columns).for_each(|_| self.draft.cell_end());
    }
}

/// The words of a cell: those of the cell above where that goes on.
fn words<'r>(cell: &'r Cell, above: &mut BTreeMap<u16, &'r Cell>) -> String {
    if cell.is_continued
        && let Some(begun) = above.get(&cell.column)
    {
        return begun.words();
    }
    above.insert(cell.column, cell);
    cell.words()
}

/// The columns that cells begin at, numbered from the left. A grid may have lines that no cell of
/// the table begins at; they are no columns to a reader.
fn columns(rows: &[TableRow]) -> BTreeMap<u16, usize> {
    let starts: BTreeSet<u16> =
        rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).collect();
    starts.into_iter().enumerate().map(|(index, column)| (column, index)).collect()
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
