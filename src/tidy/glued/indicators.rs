//! Tables of indicators whose rows stand in one line: `序号主要指标2025年属性1达标率≥95%约束性2床位数(张)80预期性`.
//!
//! The word that closes a row (约束性) and the running number behind it prove where the row ends. What it is
//! to reach are the last numbers before that word, one a column; where several readings are left that give
//! each column a number, the row stays in one cell.

use super::clean::trimmed;
use super::head;
use super::row::Piece;
use crate::lexicon::Lexicon;
use std::ops::Range;

/// Bytes of the longest head.
const HEAD: usize = 160;
/// Bytes of the longest row.
const ROW: usize = 300;
/// Bytes of the numbers of a row.
const VALUES: usize = 80;
/// Rows that show a table.
const ENOUGH: usize = 3;
/// Digits of a year.
const YEAR: usize = 4;
/// Digits and points of the longest value.
const DIGITS: usize = 12;
/// Columns of values at most.
const MANY: usize = 4;

/// The cells of the head and of each row of all such tables.
pub(super) fn find(lexicon: &Lexicon, words: &str) -> Vec<Vec<Vec<Piece>>> {
    let starts = head::starts(lexicon, words);
    let heads = starts.into_iter().filter_map(|start| Head::at(lexicon, words, start));
    let tables = heads.map(|head| head.rows(lexicon, words));
    tables.filter(|rows| rows.len() > ENOUGH).collect()
}

/// The names of the columns: number, indicator, values, what closes a row.
struct Head {
    names: Vec<Range<usize>>,
    end: usize,
}

impl Head {
    fn at(lexicon: &Lexicon, words: &str, start: usize) -> Option<Self> {
        let window = &words[start..words.floor_char_boundary(start + HEAD)];
        let (close, nature, ()) = lexicon.table_words.natures.find(window)?;
        let number = head::number_name(lexicon, window)?;
        let years = years(&window[..close]);
        let first = *years.first().filter(|at| **at > number)?;
        let name = trimmed(window, &(number..first));
        let compact: String = window[name.clone()].split_whitespace().collect();
        lexicon.table_words.indicators.at_end(&compact)?;
        let ends = years.iter().skip(1).copied().chain([close]);
        let values = years.iter().zip(ends).map(|(at, end)| trimmed(window, &(*at..end)));
        let end = close + nature.len();
        let last = std::iter::once(close..end);
        let names = [0..number, name].into_iter().chain(values).chain(last);
        let names = names.map(|name| start + name.start..start + name.end).collect();
        (years.len() <= MANY).then_some(Self { names, end: start + end })
    }

    /// The head and the rows under it, which count up.
    fn rows(&self, lexicon: &Lexicon, words: &str) -> Vec<Vec<Piece>> {
        let names = self.names.iter().enumerate();
        let mut rows: Vec<Vec<Piece>> =
            vec![names.map(|(at, name)| Piece::new(name.clone(), at..at + 1)).collect()];
        let mut at = self.end;
        while let Some(number) = number(words, at, rows.len())
            && let Some(close) = close(lexicon, words, number.end)
        {
            at = close.end;
            rows.push(self.row(lexicon, words, number, close));
        }
        rows
    }

    fn row(
        &self,
        lexicon: &Lexicon,
        words: &str,
        number: Range<usize>,
        close: Range<usize>,
    ) -> Vec<Piece> {
        let last = self.names.len() - 1;
        let cells = trimmed(words, &(behind_separator(words, number.end)..close.start));
        let next = words[number.clone()].parse().map_or(0, |number: u32| number + 1).to_string();
        let (name, values) = match parted(lexicon, words, cells.clone(), last - 2) {
            Some((start, values)) if !holds_number(&words[cells.start..start], &next) => {
                (trimmed(words, &(cells.start..start)), values)
            }
            _ => (cells, Vec::new()),
        };
        let values = values.into_iter().enumerate();
        let values = values.map(|(at, value)| Piece::new(value, at + 2..at + 3));
        [Piece::new(number, 0..1), Piece::new(name, 1..2)]
            .into_iter()
            .chain(values)
            .chain([Piece::new(close, last..last + 1)])
            .collect()
    }
}

/// The number of a row at a byte.
fn number(words: &str, at: usize, value: usize) -> Option<Range<usize>> {
    let rest = words.get(at..)?.trim_start();
    let start = words.len() - rest.len();
    let number = value.to_string();
    rest.starts_with(&number).then(|| start..start + number.len())
}

/// `1.`, `2、`: the byte behind the sign that parts a number from its row.
fn behind_separator(words: &str, at: usize) -> usize {
    words.len() - words[at..].trim_start_matches(['.', '、', '．', ' ']).len()
}

/// True where the next row begins inside the name, whose own row lost the word that closes it.
fn holds_number(name: &str, next: &str) -> bool {
    name.match_indices(next).any(|(at, _)| {
        let before = name[..at].chars().next_back();
        before.is_some_and(|c| c.is_whitespace() || c.is_ascii_digit() || matches!(c, ')' | '%'))
    })
}

/// The word that closes the row whose name begins at a byte.
fn close(lexicon: &Lexicon, words: &str, from: usize) -> Option<Range<usize>> {
    let row = &words[from..words.floor_char_boundary(from + ROW)];
    let (at, word, ()) = lexicon.table_words.bindings.find(row)?;
    Some(from + at..from + at + word.len())
}

/// Where years begin: 2025年.
fn years(words: &str) -> Vec<usize> {
    let ends = words.match_indices('年').map(|(at, _)| at);
    let digits = |at: &usize| words[..*at].bytes().rev().take_while(u8::is_ascii_digit).count();
    ends.filter(|at| digits(at) == YEAR).map(|at| at - YEAR).collect()
}

/// Where the numbers of a row begin, and each of them, where only one reading gives so many.
fn parted(
    lexicon: &Lexicon,
    words: &str,
    row: Range<usize>,
    columns: usize,
) -> Option<(usize, Vec<Range<usize>>)> {
    let least = row.end.saturating_sub(VALUES).max(row.start + 1);
    let starts = (least..row.end).filter(|at| words.is_char_boundary(*at));
    let mut starts = starts.filter(|at| {
        let before = words[row.start..*at].chars().next_back();
        before.is_some_and(|c| c.is_alphabetic() || matches!(c, ')' | '”' | ' '))
    });
    let (start, readings) = starts.find_map(|at| {
        let mut readings = Vec::new();
        read(lexicon, words, at..row.end, columns, &mut Vec::new(), &mut readings);
        (!readings.is_empty()).then_some((at, readings))
    })?;
    let mut fitting = readings.iter().filter(|reading| is_shown(words, reading));
    let only = fitting.next().filter(|_| fitting.next().is_none())?;
    Some((start, only.clone()))
}

/// True where something other than digits stands between each two values: 9|5 is no reading of 95.
fn is_shown(words: &str, values: &[Range<usize>]) -> bool {
    values.windows(2).all(|pair| {
        let last = words[..pair[0].end].chars().next_back();
        let next = words[pair[0].end..].chars().next();
        !last.is_some_and(|c| c.is_ascii_digit())
            || !next.is_some_and(|c| c.is_ascii_digit() || c == '.')
    })
}

/// All ways to take the words for so many values.
fn read(
    lexicon: &Lexicon,
    words: &str,
    rest: Range<usize>,
    columns: usize,
    taken: &mut Vec<Range<usize>>,
    readings: &mut Vec<Vec<Range<usize>>>,
) {
    if rest.is_empty() && taken.len() == columns {
        readings.push(taken.clone());
    }
    if rest.is_empty() || taken.len() == columns {
        return;
    }
    for len in ends(lexicon, &words[rest.clone()]) {
        let value = rest.start..rest.start + len;
        let behind = &words[value.end..rest.end];
        let next = value.end + behind.len() - behind.trim_start().len();
        taken.push(value);
        read(lexicon, words, next..rest.end, columns, taken, readings);
        taken.pop();
    }
}

/// The bytes that a value at the start may have: `-`, `≥95%`, 60万人以上.
fn ends(lexicon: &Lexicon, words: &str) -> Vec<usize> {
    let dashes = words.len() - words.trim_start_matches(['-', '—', '/']).len();
    if dashes > 0 {
        return vec![dashes];
    }
    let sign = lexicon.targets.before.at_start(words).map_or(0, |(word, _)| word.len());
    let digits = &words[sign..];
    let run = digits.bytes().take_while(|c| c.is_ascii_digit() || *c == b'.').count();
    let mut ends: Vec<usize> = (1..=run.min(DIGITS))
        .filter(|len| is_number(&digits[..*len]))
        .map(|len| sign + len)
        .collect();
    if ends.last() == Some(&(sign + run)) {
        ends.pop();
        ends.push(sign + run + measure(lexicon, &digits[run..]));
    }
    ends
}

/// The bytes of a measure and of what bounds the number behind it.
fn measure(lexicon: &Lexicon, words: &str) -> usize {
    let measure = lexicon.measures.at_start(words).map_or(0, |(word, _)| word.len());
    let bound = lexicon.targets.after.at_start(&words[measure..]);
    measure + bound.map_or(0, |(word, _)| word.len())
}

/// 0.3, 100: no 007, no 1.
fn is_number(digits: &str) -> bool {
    let whole = digits.split('.').next().unwrap_or_default();
    let points = digits.bytes().filter(|c| *c == b'.').count();
    points < 2
        && !digits.ends_with('.')
        && !whole.is_empty()
        && (whole == "0" || !whole.starts_with('0'))
}
