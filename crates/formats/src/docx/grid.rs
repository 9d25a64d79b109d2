//! Columns of a table whose cells are meant to begin at one line and miss it by a hair.

use super::item::TableRow;
use super::xml::Node;
use std::collections::{BTreeMap, BTreeSet};

/// Lines that are nearer to each other than this, in twentieths of a point, look like one: 4 mm.
const NEAR: u32 = 227;

/// Rows times columns that are looked at.
const LARGEST: usize = 1 << 21;

/// Lets cells begin at the same column where their lines lie side by side and no row needs both.
pub(super) fn align(table: Node<'_>, rows: &mut [TableRow]) {
    let places = places(table);
    let starts: BTreeSet<u16> =
        rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column).collect();
    if rows.len().saturating_mul(starts.len()) > LARGEST {
        return;
    }
    let place = |column: u16| places.get(usize::from(column)).copied();
    let mut lines: BTreeMap<u16, u16> = BTreeMap::new();
    let mut last = None;
    for start in starts {
        let is_near = |line: u16| {
            let distance = place(start).zip(place(line)).map(|(here, there)| here - there);
            distance.is_some_and(|distance| distance < NEAR)
        };
        let line = last.filter(|line| is_near(*line) && !has_both(rows, &lines, *line, start));
        last = line.or(Some(start));
        lines.insert(start, line.unwrap_or(start));
    }
    for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
        cell.column = lines.get(&cell.column).copied().unwrap_or(cell.column);
    }
}

/// True where a row has cells at a line and at the next start.
fn has_both(rows: &[TableRow], lines: &BTreeMap<u16, u16>, line: u16, start: u16) -> bool {
    rows.iter().any(|row| {
        let has = |wanted: &dyn Fn(u16) -> bool| row.cells.iter().any(|cell| wanted(cell.column));
        has(&|column| column == start) && has(&|column| lines.get(&column) == Some(&line))
    })
}

/// Where each line of the grid lies.
fn places(table: Node<'_>) -> Vec<u32> {
    let grid = table.child("tblGrid").into_iter().flat_map(|grid| grid.children());
    let widths = grid.map(|column| column.attr("w").and_then(|width| width.parse::<u32>().ok()));
    let mut places = vec![0_u32];
    for width in widths.take(1024) {
        let last = places.last().copied().unwrap_or(0);
        places.push(last.saturating_add(width.unwrap_or(NEAR)));
    }
    places
}
