//! The cells of one row whose extent is known.

use super::clean::trimmed;
use super::layout::{Form, Layout};
use super::{due, units};
use crate::lexicon::{Column, Lexicon};
use crate::span::to_u32;
use std::ops::Range;

/// Times of a row that are looked at.
const TIMES: usize = 8;
/// Letters that a task has at least.
const LETTERS: usize = 2;

/// A cell: its words, its columns, and where a name follows another at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) range: Range<usize>,
    pub(super) columns: Range<usize>,
    pub(super) breaks: Vec<usize>,
}

impl Piece {
    pub(super) fn new(range: Range<usize>, columns: Range<usize>) -> Self {
        Self { range, columns, breaks: Vec::new() }
    }

    /// The first column, and how many.
    pub(super) fn area(&self) -> (u32, u32) {
        (to_u32(self.columns.start), to_u32(self.columns.len().max(1)))
    }
}

/// The cells of the row behind its number; none where they cannot be told apart.
pub(super) fn pieces(
    lexicon: &Lexicon,
    words: &str,
    layout: &Layout,
    row: Range<usize>,
) -> Option<Vec<Piece>> {
    let row = trimmed(words, &row);
    let spaced = || at_spaces(lexicon, words, layout, &row);
    let glued =
        || (layout.form == Form::UnitsFirst).then(|| units_first(lexicon, words, layout, &row));
    spaced().or_else(|| glued().flatten())
}

/// Exactly as many words between spaces as there are columns, with units where units belong.
fn at_spaces(
    lexicon: &Lexicon,
    words: &str,
    layout: &Layout,
    row: &Range<usize>,
) -> Option<Vec<Piece>> {
    let mut cells = Vec::with_capacity(layout.columns);
    let mut at = row.start;
    for piece in words[row.clone()].split([' ', '\n']) {
        if !piece.is_empty() {
            cells.push(at..at + piece.len());
        }
        at += piece.len() + 1;
        if cells.len() >= layout.columns {
            return None;
        }
    }
    let fits = cells.len() + 1 == layout.columns;
    let mut placed = cells.iter().zip(layout.kinds.iter().skip(1));
    let holds = |(cell, column): (&Range<usize>, &Column)| match column {
        Column::Role(_) => units::start_of_list(lexicon, &words[cell.clone()]) == Some(0),
        Column::Due => due::at_start(lexicon, &words[cell.clone()]).is_some(),
        _ => true,
    };
    let fits = fits && placed.all(holds);
    let pieces = cells.into_iter().enumerate();
    fits.then(|| pieces.map(|(at, range)| Piece::new(range, at + 1..at + 2)).collect())
}

/// A task, its units, and perhaps by when.
fn units_first(
    lexicon: &Lexicon,
    words: &str,
    layout: &Layout,
    row: &Range<usize>,
) -> Option<Vec<Piece>> {
    let at_end = || Some((units::list(lexicon, words, row.clone())?, None));
    let inside = || behind_sentence(lexicon, words, row);
    let (list, rest) = match (layout.due, layout.others) {
        (None, None) => at_end()?,
        (None, Some(_)) => {
            let parts = before_others(lexicon, words, inside().or_else(at_end)?);
            let single = |list: &Range<usize>| units::are_single(lexicon, &words[list.clone()]);
            Some(parts).filter(|(list, _)| single(list))?
        }
        (Some(_), _) => before_time(lexicon, words, row).or_else(inside)?,
    };
    let task = trimmed(words, &(row.start..list.start));
    let says = words[task.clone()].chars().filter(|c| c.is_alphabetic()).take(LETTERS).count();
    let mut pieces = vec![Piece::new(task, layout.tasks.clone())];
    pieces.extend(in_roles(lexicon, words, layout, list)?);
    let due = layout.due.map(|due| due..due + 1);
    let columns = due.or(layout.others.map(|first| first..layout.columns));
    let rest = rest.zip(columns).map(|(rest, columns)| Piece::new(rest, columns));
    pieces.extend(rest.filter(|piece| !piece.range.is_empty()));
    (says == LETTERS).then_some(pieces)
}

/// Parts what follows the last name of a list at once: 省财政厅|全省.
fn before_others(lexicon: &Lexicon, words: &str, (list, rest): Parts) -> Parts {
    let is_empty = rest.as_ref().is_none_or(Range::is_empty);
    match units::known_end(lexicon, &words[list.clone()]).filter(|_| is_empty) {
        Some(len) => (list.start..list.start + len, Some(list.start + len..list.end)),
        None => (list, rest),
    }
}

type Parts = (Range<usize>, Option<Range<usize>>);

/// Units straight before a time, the last such place, and the time with what stands behind.
fn before_time(lexicon: &Lexicon, words: &str, row: &Range<usize>) -> Option<Parts> {
    let times: Vec<Range<usize>> = due::all(lexicon, words, row.clone()).collect();
    times.iter().rev().take(TIMES).find_map(|time| {
        let before = trimmed(words, &(row.start..time.start));
        let list = units::list(lexicon, words, before)?;
        Some((list, Some(trimmed(words, &(time.start..row.end)))))
    })
}

/// Units behind the last sentence, and what stands behind them.
fn behind_sentence(lexicon: &Lexicon, words: &str, row: &Range<usize>) -> Option<Parts> {
    let stop = words[row.clone()].rfind('。')? + row.start + '。'.len_utf8();
    let tail = trimmed(words, &(stop..row.end));
    let len = units::run(lexicon, &words[tail.clone()]);
    let list = tail.start..tail.start + len;
    (len > 0).then(|| (list.clone(), Some(trimmed(words, &(list.end..row.end)))))
}

/// The units in their columns. Where there are several columns, what parts them must be clear.
pub(super) fn in_roles(
    lexicon: &Lexicon,
    words: &str,
    layout: &Layout,
    list: Range<usize>,
) -> Option<Vec<Piece>> {
    let joints = units::joints(lexicon, &words[list.clone()]);
    let joints: Vec<usize> = joints.into_iter().map(|at| at + list.start).collect();
    if layout.roles.len() == 1 {
        return Some(vec![Piece { range: list, columns: layout.roles.clone(), breaks: joints }]);
    }
    let parts = parts(words, &list, &joints);
    let fits = parts.len() == layout.roles.len();
    let placed = parts.into_iter().zip(layout.roles.clone());
    fits.then(|| placed.map(|(part, column)| Piece::new(part, column..column + 1)).collect())
}

/// A list cut at spaces and where a name follows another at once.
fn parts(words: &str, list: &Range<usize>, joints: &[usize]) -> Vec<Range<usize>> {
    let spaces = words[list.clone()].match_indices([' ', '\n']).map(|(at, _)| at + list.start);
    let mut cuts: Vec<usize> = spaces.chain(joints.iter().copied()).chain([list.end]).collect();
    cuts.sort_unstable();
    let mut start = list.start;
    let parts =
        cuts.into_iter().map(|cut| trimmed(words, &(std::mem::replace(&mut start, cut)..cut)));
    parts.filter(|part| !part.is_empty()).collect()
}
