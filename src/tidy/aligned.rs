//! Columns of spaces: a cell stands where the name of its column stands, so that an empty one before it
//! shows.

use super::lines::RawLine;
use crate::chars::columns;
use std::ops::Range;

/// Columns of a terminal that a cell may stand away from its name.
const NEAR: u32 = 2;
/// Cells of a row that show its columns.
const ENOUGH: usize = 2;

/// Where cells begin, in columns of a terminal. `cells` are counted from the start of the line.
pub(super) fn starts(raw: &str, line: &RawLine, cells: &[Range<usize>]) -> Vec<u32> {
    let before = &raw[..line.start];
    let edge = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let (mut at, mut width) = (edge, 0);
    let starts = cells.iter().map(|cell| {
        let to = line.start + cell.start;
        width += raw[at..to].chars().map(columns).fold(0u32, u32::saturating_add);
        at = to;
        width
    });
    starts.collect()
}

/// The column of each cell of a line with fewer cells than the head has.
pub(super) fn placed(
    raw: &str,
    line: &RawLine,
    cells: &[Range<usize>],
    head: &[u32],
) -> Option<Vec<usize>> {
    if !(ENOUGH..head.len()).contains(&cells.len()) {
        return None;
    }
    let mut next = 0;
    let column = |start: u32| {
        let found = head[next..].iter().position(|name| name.abs_diff(start) <= NEAR)? + next;
        next = found + 1;
        Some(found)
    };
    starts(raw, line, cells).into_iter().map(column).collect()
}
