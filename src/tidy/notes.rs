//! Marks of notes that stand in a text as signs, `增长5%[1]`, `达到100¹公里`, and the notes below it.
//!
//! A number in square brackets or a raised one is a mark behind a word, a number or a sign; at the start of a
//! line it is the note, where the text above has that mark.

use super::Place;
use super::lines::RawLine;
use crate::chars::{fold, is_han, signs};
use std::collections::BTreeMap;
use std::ops::Range;

/// The raised digits, from 0 on.
const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
/// Bytes of the longest mark: brackets of full width around two digits.
const LONGEST: usize = 12;

/// The marks of a text, in order.
pub(super) fn marks(raw: &str) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    for (at, _) in signs(raw).filter(|(_, c)| is_opening(*c)) {
        let is_inside = marks.last().is_some_and(|last| at < last.end);
        let Some(len) = sign(&raw[at..]).filter(|_| !is_inside) else { continue };
        if is_mark(&raw[..at], &raw[at..at + len], &raw[at + len..]) {
            marks.push(at..at + len);
        }
    }
    marks
}

/// The same stretches with those of the format, which come first.
pub(super) fn with_marks(markup: &[Range<usize>], marks: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let is_free = |mark: &Range<usize>| {
        let next = markup.partition_point(|range| range.end <= mark.start);
        markup.get(next).is_none_or(|range| mark.end <= range.start)
    };
    let mut all: Vec<Range<usize>> = marks.into_iter().filter(is_free).collect();
    all.extend_from_slice(markup);
    all.sort_by_key(|range| range.start);
    all
}

/// Sets the lines aside that begin with a mark of the text above them.
pub(super) fn set_aside(raw: &str, marks: &[Range<usize>], lines: &mut [RawLine]) {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for mark in marks {
        first.entry(&raw[mark.clone()]).or_insert(mark.start);
    }
    for line in lines.iter_mut().filter(|line| line.row.is_none() && line.place == Place::Text) {
        let Some(words) = raw.get(line.start..line.end).filter(|_| !first.is_empty()) else {
            continue;
        };
        let mark = sign(words).and_then(|len| first.get(&words[..len]));
        if mark.is_some_and(|mark| *mark < line.start) {
            line.place = Place::Note;
        }
    }
}

fn is_opening(c: char) -> bool {
    matches!(c, '[' | '［') || RAISED.contains(&c)
}

/// The bytes of `[1]`, `［12］` or `¹²` at the start.
fn sign(words: &str) -> Option<usize> {
    let end = |c: char| !RAISED.contains(&c);
    let raised = words.find(end).unwrap_or(words.len());
    if raised > 0 {
        return Some(raised).filter(|len| *len <= LONGEST / 2);
    }
    let inner = words.strip_prefix(['[', '［'])?;
    let digits = inner.chars().take(3).take_while(|c| fold(*c).is_ascii_digit());
    let digits: Vec<usize> = digits.map(char::len_utf8).collect();
    let rest = &inner[digits.iter().sum::<usize>()..];
    let behind = rest.strip_prefix([']', '］'])?;
    (1..=2).contains(&digits.len()).then(|| words.len() - behind.len())
}

/// True where a sign between these words is a mark: not in `国发[98]5号`, `m²`, `10⁴`.
fn is_mark(before: &str, sign: &str, behind: &str) -> bool {
    let Some(last) = before.chars().next_back().map(fold) else { return false };
    let is_raised = sign.starts_with(RAISED);
    let next = behind.chars().next().map(fold);
    let goes_on = next.is_some_and(|c| c.is_ascii_digit() || matches!(c, '号' | '第'));
    let is_base = || {
        let number = before.chars().rev().take_while(|c| fold(*c).is_ascii_digit()).count();
        number == 2 && before.ends_with("10")
    };
    match last {
        _ if goes_on => false,
        '米' | '里' => !is_raised,
        c if c.is_ascii_digit() => !is_raised || !is_base(),
        c => is_han(c) || matches!(c, '%' | ')' | '”' | '》' | '。' | ',' | ';'),
    }
}

#[cfg(test)]
mod tests {
    use super::marks;
    use crate::diagnostic::Notes;
    use crate::document::TextLayer;
    use crate::lexicon::Lexicon;
    use crate::tidy::{Place, tidy};

    #[test]
    fn numbers_in_brackets_and_raised_ones_are_marks_behind_words() {
        for (text, found) in [
            ("增长5%[1]。", &["[1]"][..]),
            ("达到100¹公里，泵站²建成", &["¹", "²"]),
            ("县水利局［12］牵头。[3]", &["［12］", "[3]"]),
            ("面积10m²、20平方米²、3×10⁴", &[]),
            ("国发[98]5号、国发[2024]5号", &[]),
            ("[1]清淤\n¹注\n下列 [1]", &[]),
        ] {
            let words: Vec<&str> = marks(text).into_iter().map(|mark| &text[mark]).collect();
            assert_eq!(words, found, "{text}");
        }
    }

    #[test]
    fn a_line_that_begins_with_a_mark_of_the_text_above_is_a_note() {
        let text = "一、清淤100¹公里，增长5%[1]。\n[1] 以去年为基数。\n¹ 指县级河道。\n[2] 巡河。";
        let tidy = tidy(Lexicon::builtin(), &TextLayer::new(text), &mut Notes::default());
        let lines = tidy.lines.iter().map(|line| (line.place, line.range.of(&tidy.text)));
        let expected = [
            (Place::Text, "一、清淤100公里,增长5%。"),
            (Place::Note, "[1]以去年为基数。"),
            (Place::Note, "¹指县级河道。"),
            (Place::Text, "[2]巡河。"),
        ];
        assert_eq!(lines.collect::<Vec<_>>(), expected);
    }
}
