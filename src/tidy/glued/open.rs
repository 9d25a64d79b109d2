//! Rows in which other columns stand between the task and the units: 1南苑小区河东10套市水利局.
//!
//! The units end the row. What stands before them begins with the task; where that ends nothing shows, so
//! that it goes to the task. Where each row names one body more than it must, the first of them stands in
//! the column before the units.

use super::clean::trimmed;
use super::layout::Layout;
use super::row::Piece;
use super::rows::Row;
use super::units;
use crate::chars::is_han;
use crate::lexicon::{Column, Lexicon};
use std::ops::Range;

/// A row whose units are found.
struct Found {
    row: usize,
    task: Range<usize>,
    /// The names, each behind another at once.
    names: Vec<Range<usize>>,
}

/// Parts the rows whose cells could not be told apart.
pub(super) fn resolve(lexicon: &Lexicon, words: &str, layout: &Layout, rows: &mut [Row]) {
    let fits = layout.ends_in_units && !layout.tasks.is_empty() && layout.due.is_none();
    if !fits || layout.bound + 1 != layout.columns {
        return;
    }
    let unread = rows.iter().enumerate().filter_map(|(at, row)| Some((at, unread(layout, row)?)));
    let found: Vec<Found> =
        unread.filter_map(|(row, range)| find(lexicon, words, row, range)).collect();
    let before = layout.bound.checked_sub(1).and_then(|at| layout.kinds.get(at));
    let is_open = matches!(before, Some(Column::Unknown | Column::Other));
    let takes_first = is_open && found.iter().all(|found| found.names.len() > 1);
    for found in found {
        let row = &mut rows[found.row];
        *row = cells(layout, row[0].clone(), found, usize::from(takes_first));
    }
}

/// The words behind the number of a row that is not parted.
fn unread(layout: &Layout, row: &Row) -> Option<Range<usize>> {
    match &row[..] {
        [_, piece] if piece.columns == (layout.bound..layout.bound + 1) => {
            Some(piece.range.clone())
        }
        _ => None,
    }
}

fn find(lexicon: &Lexicon, words: &str, row: usize, range: Range<usize>) -> Option<Found> {
    let list = units::list(lexicon, words, range.clone())?;
    let task = trimmed(words, &(range.start..list.start));
    let says = words[task.clone()].chars().any(char::is_alphabetic);
    let joints = units::joints(lexicon, &words[list.clone()]);
    let starts: Vec<usize> =
        [list.start].into_iter().chain(joints.iter().map(|at| list.start + at)).collect();
    let ends = starts.iter().skip(1).copied().chain([list.end]);
    let names: Vec<Range<usize>> = starts.iter().zip(ends).map(|(at, end)| *at..end).collect();
    let is_sure = begins_surely(lexicon, words, list.start)
        && names.iter().all(|name| units::are_single(lexicon, &words[name.clone()]));
    (says && is_sure).then_some(Found { row, task, names })
}

/// False for a level that may end the name of a place: 实验|区交通公司.
fn begins_surely(lexicon: &Lexicon, words: &str, at: usize) -> bool {
    let level = lexicon.organisations.level_words.at_start(&words[at..]);
    level.is_none() || !words[..at].ends_with(is_han)
}

/// The cells of a row, so many names of which stand in the column before the units.
fn cells(layout: &Layout, number: Piece, found: Found, before: usize) -> Row {
    let Found { task, names, .. } = found;
    let (others, units) = names.split_at(before);
    let (first, unit) = (layout.bound - before, layout.bound);
    let task = Piece::new(task, layout.tasks.start..first);
    let others = others.iter().map(|name| Piece::new(name.clone(), first..unit));
    let whole = units.first().map_or(0, |name| name.start)..units.last().map_or(0, |n| n.end);
    let breaks = units.iter().skip(1).map(|name| name.start).collect();
    let units = Piece { range: whole, columns: unit..unit + 1, breaks };
    [number, task].into_iter().chain(others).chain([units]).collect()
}
