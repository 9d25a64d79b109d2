//! The cells of a table by row and column; a cell that covers several shows in each of them.

use crate::find::Context;
use crate::span::TextRange;
use crate::tidy::{Cell, Row};
use std::ops::Range;

/// Columns of a table of tasks. More are a sheet of numbers.
const MOST: u32 = 24;

/// Rows of one table, as they follow each other.
pub(super) struct Grid<'t> {
    pub(super) rows: Vec<&'t Row>,
    /// For each row and column, the row and the place in it of the cell that shows there.
    shown: Vec<Vec<Option<(usize, usize)>>>,
    pub(super) columns: usize,
}

impl<'t> Grid<'t> {
    /// None for a sheet of numbers.
    pub(super) fn new(rows: &[&'t Row]) -> Option<Self> {
        let ends = rows.iter().flat_map(|row| &row.cells);
        let columns = ends.map(|cell| cell.area.column.saturating_add(cell.area.columns)).max()?;
        let columns = (columns <= MOST).then_some(columns as usize)?;
        let mut shown = Vec::with_capacity(rows.len());
        // The cell of each column, and how many rows it still covers.
        let mut above: Vec<Option<((usize, usize), u32)>> = vec![None; columns];
        for (at, row) in rows.iter().enumerate() {
            for (index, cell) in row.cells.iter().enumerate() {
                let first = cell.area.column as usize;
                let last = (first + cell.area.columns as usize).min(columns);
                above[first.min(last)..last].fill(Some(((at, index), cell.area.rows)));
            }
            shown.push(above.iter().map(|cell| cell.map(|(place, _)| place)).collect());
            for cell in &mut above {
                *cell = cell.filter(|(_, left)| *left > 1).map(|(place, left)| (place, left - 1));
            }
        }
        Some(Self { rows: rows.to_vec(), shown, columns })
    }

    /// The cell that shows at a row and column.
    pub(super) fn at(&self, row: usize, column: usize) -> Option<&'t Cell> {
        let (from, index) = (*self.shown.get(row)?.get(column)?)?;
        self.rows[from].cells.get(index)
    }

    /// The same, where it begins in that row.
    pub(super) fn own(&self, row: usize, column: usize) -> Option<&'t Cell> {
        let (from, _) = (*self.shown.get(row)?.get(column)?)?;
        self.at(row, column).filter(|_| from == row)
    }

    /// The cells that begin in a row.
    pub(super) fn cells(&self, row: usize) -> &'t [Cell] {
        self.rows.get(row).map_or(&[], |row| &row.cells)
    }

    /// So many rows from one on, or fewer.
    pub(super) fn below(&self, from: usize, most: usize) -> Range<usize> {
        from..self.rows.len().min(from.saturating_add(most))
    }

    /// The words of a whole row.
    pub(super) fn range(&self, row: usize) -> TextRange {
        self.rows[row].range
    }
}

/// True for a cell that is a line drawn between rows: `---`, `:--`.
pub(super) fn is_drawn(context: &Context, cell: &Cell) -> bool {
    let words = cell.range.of(context.text);
    words.chars().all(|c| matches!(c, '-' | ':' | '—' | '─' | '=' | ' '))
}
