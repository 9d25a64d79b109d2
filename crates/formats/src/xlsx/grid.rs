//! A sheet as rows and columns: merged cells resolved, what is hidden or empty left out.

use super::cells::Cells;
use super::hidden::Hidden;
use calamine::Dimensions;
use gongwen::document::Area;
use gongwen::span::to_u32;
use std::collections::{BTreeMap, BTreeSet};

/// The rows of a sheet that show something.
#[derive(Debug, Default)]
pub(super) struct Grid {
    /// The cells of each row. Columns are numbered without gaps.
    pub(super) rows: Vec<Vec<(Area, String)>>,
    /// Cells with words that are hidden.
    pub(super) hidden: usize,
}

impl Grid {
    /// Places the cells: a merged one stands in the first shown row and column that it covers.
    pub(super) fn new(mut cells: Cells, merges: &[Dimensions], hidden: &Hidden) -> Self {
        let merges = shown(merges, hidden, &mut cells);
        let before = cells.len();
        cells.retain(|(row, column), _| {
            !hidden.rows.contains(row) && !hidden.columns.contains(column)
        });
        let hidden = before - cells.len();
        let columns = numbered(cells.keys().map(|(_, column)| *column));
        let numbers = numbered(cells.keys().map(|(row, _)| *row));
        let mut rows: BTreeMap<u32, Vec<(Area, String)>> = BTreeMap::new();
        for ((row, column), words) in cells {
            let end = merges.get(&(row, column)).copied().unwrap_or((row, column));
            let area = Area {
                column: columns[&column],
                columns: count(&columns, column, end.1),
                rows: count(&numbers, row, end.0),
            };
            rows.entry(row).or_default().push((area, words));
        }
        Self { rows: rows.into_values().collect(), hidden }
    }
}

/// Consecutive numbers for those that are used.
fn numbered(used: impl Iterator<Item = u32>) -> BTreeMap<u32, u32> {
    used.collect::<BTreeSet<u32>>().into_iter().zip(0..).collect()
}

fn count(used: &BTreeMap<u32, u32>, first: u32, last: u32) -> u32 {
    to_u32(used.range(first..=last.max(first)).count())
}

/// The last row and column of each merged cell, by the first of them that are shown. Words under a
/// merged cell are not shown, but were somebody's: they stay where they are.
fn shown(
    merges: &[Dimensions],
    hidden: &Hidden,
    cells: &mut Cells,
) -> BTreeMap<(u32, u32), (u32, u32)> {
    let mut shown = BTreeMap::new();
    let (rows, columns) = (runs(&hidden.rows), runs(&hidden.columns));
    for merge in merges {
        let first = (behind(&rows, merge.start.0), behind(&columns, merge.start.1));
        if first.0 > merge.end.0 || first.1 > merge.end.1 {
            continue;
        }
        let Some(words) = cells.remove(&merge.start) else { continue };
        cells.entry(first).or_insert(words);
        shown.insert(first, merge.end);
    }
    shown
}

/// The runs of consecutive numbers in a set, each with its end.
fn runs(numbers: &BTreeSet<u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut().filter(|run| run.1 == *number) {
            Some(run) => run.1 = number.saturating_add(1),
            None => runs.push((*number, number.saturating_add(1))),
        }
    }
    runs
}

/// The first number from `at` on that lies in no run.
fn behind(runs: &[(u32, u32)], at: u32) -> u32 {
    let run = runs.partition_point(|run| run.1 <= at);
    runs.get(run).filter(|run| run.0 <= at).map_or(at, |run| run.1)
}
