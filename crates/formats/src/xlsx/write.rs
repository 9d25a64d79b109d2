//! Sheets to blocks of the text layer.

use super::grid::Grid;
use super::title;
use crate::Limits;
use crate::draft::Draft;
use gongwen::diagnostic::Code;
use gongwen::document::{Area, BlockKind};

/// The cells of a row.
type Row = [(Area, String)];

/// Writes sheets into a draft.
pub(super) struct Writer<'d> {
    draft: &'d mut Draft,
    limit: u32,
    tables: u32,
    hidden: usize,
    is_full: bool,
}

impl<'d> Writer<'d> {
    pub(super) fn new(limits: &Limits, draft: &'d mut Draft) -> Self {
        Self { draft, limit: limits.chars, tables: 0, hidden: 0, is_full: false }
    }

    /// Says what was wrong with a sheet.
    pub(super) fn trouble(&mut self, code: Code, message: &str) {
        self.draft.note(code, format!("{message}; what could be read is kept"));
    }

    /// Writes a sheet: its name where it has one of its own, its title, the lines above the table, the table, the lines below it.
    pub(super) fn sheet(&mut self, name: &str, grid: Grid) {
        self.hidden += grid.hidden;
        if grid.rows.is_empty() || self.is_full {
            return;
        }
        self.draft.sheet();
        let is_of_table = rows_of_table(&grid.rows);
        let first = is_of_table.iter().position(|is| *is).unwrap_or(grid.rows.len());
        let last = is_of_table.iter().rposition(|is| *is).unwrap_or(0);
        let title = title::row_of(&grid.rows, first);
        let words = title.and_then(|row| grid.rows[row].first()).map(|(_, words)| words.as_str());
        let is_named = title::is_name(name, words.unwrap_or_default());
        if is_named {
            self.line(BlockKind::Heading(1), name);
        }
        let level = if is_named { 2 } else { 1 };
        for (index, row) in grid.rows.iter().enumerate() {
            match () {
                () if (first..=last).contains(&index) => self.row(row),
                () if title == Some(index) => self.lines(BlockKind::Heading(level), row),
                () => self.lines(BlockKind::Paragraph, row),
            }
        }
        self.tables = self.tables.saturating_add(1);
    }

    /// Says what was left out.
    pub(super) fn finish(self) {
        if self.hidden > 0 {
            let message = format!("{} cells of hidden rows and columns were left out", self.hidden);
            self.draft.note(Code::HiddenText, message);
        }
    }

    fn row(&mut self, row: &Row) {
        if self.is_full {
            return;
        }
        self.draft.block(BlockKind::Row { table: self.tables });
        for (area, words) in row {
            self.draft.cell(*area);
            self.words(words.trim());
        }
    }

    fn lines(&mut self, kind: BlockKind, row: &Row) {
        row.iter().for_each(|(_, words)| self.line(kind, words));
    }

    fn line(&mut self, kind: BlockKind, words: &str) {
        self.draft.block(kind);
        self.words(words.trim());
    }

    fn words(&mut self, words: &str) {
        for c in words.chars().filter(|c| *c != '\r') {
            if self.draft.len() >= self.limit {
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
}

/// Which rows have more than one cell, or one that they share with another row.
fn rows_of_table(rows: &[Vec<(Area, String)>]) -> Vec<bool> {
    let mut covered = 0;
    let is_of_table = |(at, row): (usize, &Vec<(Area, String)>)| {
        let is_covered = at < covered;
        let down = row.iter().map(|(area, _)| area.rows as usize).max().unwrap_or(1);
        covered = covered.max(at + down);
        is_covered || row.len() > 1 || down > 1
    };
    rows.iter().enumerate().map(is_of_table).collect()
}
