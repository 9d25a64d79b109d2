//! Rows of a table before they are written: which of them show something, and which cells go on from
//! the row above.

use gongwen::document::{Area, BlockKind};
use std::collections::BTreeMap;

/// A place in a row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Slot {
    /// Its first column.
    pub(super) column: u32,
    /// How many columns it covers.
    pub(super) columns: u32,
    /// What it holds.
    pub(super) words: String,
    /// The format says that it goes on from the row above.
    pub(super) goes_on: bool,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GridRow<C> {
    /// [`BlockKind::Row`] or [`BlockKind::Head`].
    pub(super) kind: BlockKind,
    /// Its cells, from left to right.
    pub(super) cells: Vec<C>,
}

impl Slot {
    fn is_blank(&self) -> bool {
        self.words.trim().is_empty()
    }
}

/// The rows that show something, each cell once, with the columns and rows that it covers.
pub(super) fn placed(rows: Vec<GridRow<Slot>>) -> Vec<GridRow<(Area, String)>> {
    let mut placed: Vec<GridRow<(Area, String)>> = Vec::new();
    // The row and the place in it of the last cell of each column.
    let mut above: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for row in rows {
        if row.cells.iter().all(Slot::is_blank) {
            continue;
        }
        let mut cells = Vec::new();
        for slot in row.cells {
            let from = above.get(&slot.column).filter(|_| slot.goes_on && slot.is_blank());
            if let Some((row, cell)) = from {
                placed[*row].cells[*cell].0.rows += 1;
                continue;
            }
            above.insert(slot.column, (placed.len(), cells.len()));
            let area = Area { column: slot.column, columns: slot.columns.max(1), rows: 1 };
            cells.push((area, slot.words));
        }
        placed.push(GridRow { kind: row.kind, cells });
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::{GridRow, Slot, placed};
    use gongwen::document::BlockKind;

    #[test]
    fn a_cell_that_goes_on_covers_the_rows_that_show_something() {
        let slot = |column, words: &str, goes_on| Slot {
            column,
            columns: 1,
            words: words.to_owned(),
            goes_on,
        };
        let row = |cells| GridRow { kind: BlockKind::Row { table: 0 }, cells };
        let rows = placed(vec![
            row(vec![slot(0, "甲", false), slot(1, "子", false)]),
            row(vec![slot(0, "", true), slot(1, "丑", false)]),
            row(vec![slot(0, "", true), slot(1, " ", false)]),
            row(vec![slot(0, "", true), slot(1, "寅", false)]),
            row(vec![slot(0, "乙", true), slot(2, "", true)]),
        ]);
        let shown: Vec<Vec<(u32, u32, &str)>> = rows
            .iter()
            .map(|row| row.cells.iter().map(|(a, w)| (a.column, a.rows, w.as_str())).collect())
            .collect();
        let expected: [&[(u32, u32, &str)]; 4] = [
            &[(0, 3, "甲"), (1, 1, "子")],
            &[(1, 1, "丑")],
            &[(1, 1, "寅")],
            &[(0, 1, "乙"), (2, 1, "")],
        ];
        assert_eq!(shown, expected);
    }
}
