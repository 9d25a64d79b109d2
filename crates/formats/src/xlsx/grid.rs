//! A sheet as rows and columns: merged cells resolved, what is hidden or empty left out.

use super::cells::Cells;
use super::hidden::Hidden;
use calamine::Dimensions;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes that merged cells may add to a sheet.
const REPEATED: usize = 16 << 20;

/// Bytes that a cell takes besides its words.
const CELL: usize = 64;

/// The rows of a sheet that show something.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// Words by column, for each row. Columns are numbered without gaps.
    pub(super) rows: Vec<BTreeMap<usize, String>>,
    pub(super) columns: usize,
    /// Cells with words that are hidden.
    pub(super) hidden: usize,
    /// Merged cells were not repeated all the way down.
    pub(super) is_cut: bool,
}

impl Grid {
    /// Resolves merged cells: down repeated in every row that shows something else, across once.
    pub(super) fn new(mut cells: Cells, merges: &[Dimensions], hidden: &Hidden) -> Self {
        let is_cut = repeat(merges, hidden, &mut cells);
        let before = cells.len();
        cells.retain(|(row, column), _| {
            !hidden.rows.contains(row) && !hidden.columns.contains(column)
        });
        let hidden = before - cells.len();
        let used: BTreeSet<u32> = cells.keys().map(|(_, column)| *column).collect();
        let columns: BTreeMap<u32, usize> =
            used.into_iter().enumerate().map(|(index, column)| (column, index)).collect();
        let mut rows: BTreeMap<u32, BTreeMap<usize, String>> = BTreeMap::new();
        for ((row, column), words) in cells {
            rows.entry(row).or_default().insert(columns[&column], words);
        }
        Self { rows: rows.into_values().collect(), columns: columns.len(), hidden, is_cut }
    }
}

/// Gives the words of each merged cell to the rows that it covers. True where there were too many.
fn repeat(merges: &[Dimensions], hidden: &Hidden, cells: &mut Cells) -> bool {
    let rows: BTreeSet<u32> = cells.keys().map(|(row, _)| *row).collect();
    let mut added = 0;
    for merge in merges {
        let (top, left) = merge.start;
        let column = (left..=merge.end.1).find(|column| !hidden.columns.contains(column));
        let Some(column) = column else { continue };
        let Some(words) = cells.get(&(top, left)).cloned() else { continue };
        if column != left {
            cells.remove(&(top, left));
        }
        if top > merge.end.0 {
            continue;
        }
        for row in rows.range(top..=merge.end.0) {
            // Words under a merged cell are not shown, but were somebody's: they stay.
            cells.entry((*row, column)).or_insert_with(|| words.clone());
            added += words.len() + CELL;
            if added > REPEATED {
                return true;
            }
        }
    }
    false
}
