//! The rows under a head: they count 1, 2, 3, and each ends where the next number stands.

use super::clean::trimmed;
use super::layout::{Form, Layout};
use super::row::{self, Piece};
use super::{due, open, units};
use crate::chars::is_han;
use crate::lexicon::Lexicon;
use crate::marker::{self, Style};
use std::ops::Range;

/// Bytes of the longest row.
const LONGEST: usize = 3_000;
/// Bytes of the longest last row whose end only its line shows.
const UNREAD: usize = 600;
/// Numbers that are tried for the end of a row.
const TRIED: usize = 24;
/// Times that are tried for the end of a row.
const TIMES: usize = 24;
/// Characters of the longest name of a group of rows.
const GROUP: usize = 40;
/// Bytes of the longest such name.
const GROUP_BYTES: usize = 160;
/// Bytes behind a time that belong to it: 6月底|前.
const BEHIND: usize = 6;
/// Rows that show a table.
const ENOUGH: usize = 2;

/// A row, or the name of a group of rows: its cells.
pub(super) type Row = Vec<Piece>;

/// The rows behind a head that ends at a byte.
pub(super) fn find(lexicon: &Lexicon, words: &str, layout: &Layout, from: usize) -> Vec<Row> {
    let mut reader = Reader { lexicon, words, layout, rows: Vec::new(), numbered: 0 };
    match layout.form {
        Form::DueFirst => reader.by_time(from),
        Form::UnitsFirst | Form::Open => reader.by_number(from),
    }
    if layout.form == Form::Open {
        open::resolve(lexicon, words, layout, &mut reader.rows);
    }
    if reader.numbered < ENOUGH { Vec::new() } else { reader.rows }
}

struct Reader<'r> {
    lexicon: &'r Lexicon,
    words: &'r str,
    layout: &'r Layout,
    rows: Vec<Row>,
    numbered: usize,
}

/// A number that may begin a row.
#[derive(Clone, Copy, Debug)]
struct Number {
    value: usize,
    at: usize,
    /// The byte behind it.
    end: usize,
}

impl Reader<'_> {
    fn by_number(&mut self, from: usize) {
        let Some(first) = self.numbers(from, GROUP_BYTES, &[1]).into_iter().next() else { return };
        self.group(from..first.at);
        let mut number = first;
        while let Some((next, end)) = self.next(number).or_else(|| self.next_whole(number)) {
            self.row(number, end);
            self.group(end..next.at);
            number = next;
        }
        let end = self.end_of_last(number);
        if let Some(end) = end {
            self.row(number, end);
        }
    }

    /// The number of the row behind another, or of the first of a new group, and where this row ends.
    fn next(&self, row: Number) -> Option<(Number, usize)> {
        let numbers = self.numbers(row.end, LONGEST, &[row.value + 1, 1]);
        numbers.into_iter().filter(|next| next.value != row.value).find_map(|next| {
            let end = self.end_before(row, next.at)?;
            let whole = trimmed(self.words, &(row.end..end)).end
                == trimmed(self.words, &(row.end..next.at)).end;
            (next.value > 1 || !whole).then_some((next, end))
        })
    }

    /// The next number behind a row whose cells cannot be told apart: the row ends as rows do, and the one
    /// behind it is whole.
    fn next_whole(&self, row: Number) -> Option<(Number, usize)> {
        let numbers = self.numbers(row.end, LONGEST, &[row.value + 1]);
        let likely = numbers.into_iter().filter(|next| self.ends_like_row(row.end, next.at));
        let next = { likely.take(ENOUGH) }.find(|next| self.is_whole(*next))?;
        Some((next, next.at))
    }

    fn is_whole(&self, row: Number) -> bool {
        let behind = self.numbers(row.end, LONGEST, &[row.value + 1]);
        match &behind[..] {
            [] => self.end_by_cells(row).is_some(),
            next => next.iter().take(ENOUGH).any(|next| self.ends_here(row, next.at)),
        }
    }

    /// True where units or a time end.
    fn ends_like_row(&self, from: usize, end: usize) -> bool {
        let row = trimmed(self.words, &(from..end));
        let least = row.end.saturating_sub(GROUP_BYTES).max(row.start);
        let start = (least..row.end).find(|at| self.words.is_char_boundary(*at));
        let times = start.map(|start| due::all(self.lexicon, self.words, start..row.end));
        units::end(self.lexicon, &self.words[row.clone()])
            || times.is_some_and(|mut times| times.any(|time| row.end - time.end <= BEHIND))
    }

    /// Where a row ends that is followed by another, a name of a group or a total before it set aside.
    fn end_before(&self, row: Number, next: usize) -> Option<usize> {
        let asides = self.asides(row.end, next);
        [next].into_iter().chain(asides).find(|end| self.ends_here(row, *end))
    }

    fn ends_here(&self, row: Number, end: usize) -> bool {
        match self.layout.form {
            Form::Open if self.layout.ends_in_units => {
                units::end(self.lexicon, &self.words[row.end..end])
            }
            Form::Open => true,
            _ => row::pieces(self.lexicon, self.words, self.layout, row.end..end).is_some(),
        }
    }

    /// Where a total or the name of a group can begin that stands before a byte.
    fn asides(&self, from: usize, before: usize) -> Vec<usize> {
        let least = before.saturating_sub(GROUP_BYTES).max(from);
        let Some(start) = (least..before).find(|at| self.words.is_char_boundary(*at)) else {
            return Vec::new();
        };
        let part = &self.words[start..before];
        let begins = |rest: &str| {
            let marked = || {
                marker::at_start(rest)
                    .is_some_and(|m| matches!(m.style, Style::Han | Style::HanBracket))
            };
            self.lexicon.table_words.totals.at_start(rest).is_some()
                || self
                    .lexicon
                    .table_words
                    .notes
                    .at_start(rest)
                    .is_some_and(|(note, ())| rest[note.len()..].starts_with(':'))
                || marked()
        };
        let places = part.char_indices().map(|(at, _)| at).filter(|at| begins(&part[*at..]));
        places.map(|at| start + at).collect()
    }

    fn group(&mut self, range: Range<usize>) {
        let range = trimmed(self.words, &range);
        let says = self.words[range.clone()].chars().any(char::is_alphanumeric);
        if says && self.words[range.clone()].chars().count() <= GROUP {
            self.rows.push(vec![Piece::new(range, 0..self.layout.columns)]);
        }
    }

    fn row(&mut self, number: Number, end: usize) {
        let cells = row::pieces(self.lexicon, self.words, self.layout, number.end..end);
        let cells = cells.unwrap_or_else(|| self.unread(number.end..end));
        self.push(Piece::new(number.at..number.end, 0..1), cells);
    }

    fn push(&mut self, number: Piece, cells: Vec<Piece>) {
        self.numbered += 1;
        self.rows.push([number].into_iter().chain(cells).collect());
    }

    /// Words whose cells cannot be told apart stand where no task is named.
    fn unread(&self, range: Range<usize>) -> Vec<Piece> {
        let range = trimmed(self.words, &range);
        let column = self.layout.bound;
        if range.is_empty() { Vec::new() } else { vec![Piece::new(range, column..column + 1)] }
    }

    /// Where the last row ends: at a line end, a space, a total or a note, with all its cells before; else
    /// where its line ends.
    fn end_of_last(&self, row: Number) -> Option<usize> {
        let line = self.end_of_line(row);
        self.end_by_cells(row).or((line - row.end <= UNREAD).then_some(line))
    }

    fn end_of_line(&self, row: Number) -> usize {
        let limit = self.words.floor_char_boundary(row.end + LONGEST);
        let rest = &self.words[row.end..limit];
        let lead = rest.len() - rest.trim_start().len();
        rest[lead..].find('\n').map_or(limit, |at| row.end + lead + at)
    }

    /// The first place at which all cells of a last row stand before it.
    fn end_by_cells(&self, row: Number) -> Option<usize> {
        let line = self.end_of_line(row);
        let rest = &self.words[row.end..line];
        let asides = self.asides(row.end, line);
        let spaces = rest.match_indices([' ', '\n']).map(|(at, _)| row.end + at);
        let known = self.layout.due.and_then(|_| self.end_of_known_time(row.end..line));
        let mut ends: Vec<usize> =
            spaces.chain(asides).chain(known).filter(|at| *at < line).collect();
        ends.sort_unstable();
        ends.into_iter().chain([line]).find(|end| self.ends_here(row, *end))
    }

    /// Behind the time that another row has, too: 持续实施.
    fn end_of_known_time(&self, within: Range<usize>) -> Option<usize> {
        let due = self.layout.due?;
        let cells = self.rows.iter().flatten().filter(|cell| cell.columns == (due..due + 1));
        let mut ends: Vec<usize> = Vec::new();
        for cell in cells.rev().take(TRIED) {
            let time = &self.words[cell.range.clone()];
            ends.extend(
                self.words[within.clone()].find(time).map(|at| within.start + at + time.len()),
            );
        }
        ends.into_iter().max()
    }

    /// The places at which one of the numbers stands as the number of a row.
    fn numbers(&self, from: usize, bytes: usize, wanted: &[usize]) -> Vec<Number> {
        let end = self.words.floor_char_boundary(from + bytes);
        let mut found = Vec::new();
        let mut at = from;
        while let Some(digit) = self.words[at..end].find(|c: char| c.is_ascii_digit()) {
            let start = at + digit;
            let digits = digits(&self.words[start..]);
            let hits = wanted.iter().filter_map(|value| self.number(start, digits, *value));
            found.extend(hits);
            at = start + digits;
            if found.len() >= TRIED || at >= end {
                break;
            }
        }
        found
    }

    /// The number at a place, before words or before a list of its own: `11.` may be 1 and `1.`.
    fn number(&self, at: usize, digits: usize, value: usize) -> Option<Number> {
        let text = value.to_string();
        let run = &self.words[at..at + digits];
        let rest = run.strip_prefix(text.as_str())?;
        let end = at + text.len();
        let behind = &self.words[end..];
        let opens_list = rest == "1" && behind[1..].starts_with(['.', '、']);
        let stands = rest.is_empty() && self.is_before_words(at, end);
        let before = self.words[..at].chars().next_back();
        let free = !before.is_some_and(|c| {
            c.is_ascii_alphanumeric() || matches!(c, '.' | '第' | '〔' | '[' | '-')
        });
        (free && (opens_list || stands)).then_some(Number { value, at, end })
    }

    /// A word follows, and the number counts nothing: no 3月, no 3家.
    fn is_before_words(&self, at: usize, end: usize) -> bool {
        let rest = self.words[end..].trim_start_matches([' ', '\n', '.', '、']);
        let word = rest.starts_with(|c: char| is_han(c) || matches!(c, '“' | '《' | '(' | '1'));
        word && due::at_start(self.lexicon, &self.words[at..]).is_none()
    }

    /// Rows with a time before their units: each such place ends a row, and the number that is due stands
    /// before it.
    fn by_time(&mut self, from: usize) {
        let (mut start, mut value) = (from, 1);
        while let Some((number, time, list)) = self.next_time(start, value) {
            self.lead(start..number.at);
            let cells = self.cells_by_time(number, time, list.clone());
            self.numbered += 1;
            self.rows.push(cells);
            (start, value) = (list.end, value + 1);
        }
    }

    /// The next time that is followed by a unit and has the number that is due before it.
    fn next_time(&self, from: usize, value: usize) -> Option<(Number, Range<usize>, Range<usize>)> {
        let end = self.words.floor_char_boundary(from + LONGEST);
        let times = due::all(self.lexicon, self.words, from..end).take(TIMES);
        { times }.find_map(|time| {
            let number = self.last_number(from..time.start, value)?;
            let behind = self.words[time.end..end].trim_start();
            let start = end - behind.len();
            let len = units::sure_run(self.lexicon, behind);
            (len > 0).then(|| (number, time, start..start + len))
        })
    }

    /// The last place at which a number stands, before 、 if there is such a place.
    fn last_number(&self, within: Range<usize>, value: usize) -> Option<Number> {
        let numbers = self.numbers_in(within, value);
        let marks = |number: &&Number| self.words[number.end..].starts_with(['、', '.']);
        numbers.iter().rev().find(marks).or(numbers.last()).copied()
    }

    fn numbers_in(&self, within: Range<usize>, value: usize) -> Vec<Number> {
        let mut found = Vec::new();
        let mut at = within.start;
        while let Some(digit) = self.words[at..within.end].find(|c: char| c.is_ascii_digit()) {
            let start = at + digit;
            let digits = digits(&self.words[start..within.end]);
            found.extend(self.number(start, digits, value));
            at = start + digits;
        }
        found
    }

    /// What stands between two rows: other columns of the row before, or the name of a group.
    fn lead(&mut self, range: Range<usize>) {
        let range = trimmed(self.words, &range);
        let columns = self.layout.others.map(|first| first..self.layout.columns);
        match (self.rows.last_mut(), columns) {
            _ if range.is_empty() => {}
            (Some(row), Some(columns)) => row.push(Piece::new(range, columns)),
            _ => self.group(range),
        }
    }

    fn cells_by_time(&self, number: Number, time: Range<usize>, list: Range<usize>) -> Row {
        let tasks = &self.layout.tasks;
        let task = trimmed(self.words, &(number.end..time.start));
        let due = self.layout.due.unwrap_or(tasks.end);
        let units = row::in_roles(self.lexicon, self.words, self.layout, list.clone());
        let mut row = Vec::new();
        match units {
            Some(units) if tasks.len() > 1 => {
                row.push(Piece::new(number.at..task.end, tasks.end - 1..tasks.end));
                row.push(Piece::new(time, due..due + 1));
                row.extend(units);
            }
            Some(units) => {
                row.push(Piece::new(number.at..number.end, 0..1));
                row.push(Piece::new(task, tasks.clone()));
                row.push(Piece::new(time, due..due + 1));
                row.extend(units);
            }
            None => {
                row.push(Piece::new(number.at..number.end, 0..1));
                row.extend(self.unread(number.end..list.end));
            }
        }
        row
    }
}

/// The bytes of the digits at the start.
fn digits(words: &str) -> usize {
    words.bytes().take_while(u8::is_ascii_digit).count()
}
