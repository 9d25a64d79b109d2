//! Signs that the standard takes for words and people do not, and the other way round.
//!
//! `**（一）清淤河道。**清淤`: the stars close nothing by the standard, since a full stop stands before
//! them and no space behind. `138****1234`: they hide digits.

use super::pipes;
use super::sheet::Sheet;
use std::ops::Range;

/// Letters that the mark of a footnote has at most.
const LABEL: usize = 16;

/// Corrects which signs are words, once everything is read.
pub(super) fn sweep(sheet: &mut Sheet) {
    let text = sheet.text;
    for run in runs(text, b'*') {
        match run.len() {
            _ if hides_digits(text, &run) => sheet.cover(run),
            1 => {}
            _ => sheet.uncover(run),
        }
    }
    for gap in gaps(text) {
        sheet.cover(gap);
    }
    for bar in lone_bars(text) {
        sheet.uncover(bar..bar + 1);
    }
    for mark in note_marks(text) {
        sheet.uncover(mark);
    }
    for run in runs(text, b'#').filter(|run| opens_heading(text, run)) {
        sheet.uncover(run);
    }
}

/// The runs of a sign.
fn runs(text: &str, sign: u8) -> impl Iterator<Item = Range<usize>> + '_ {
    let bytes = text.as_bytes();
    let mut end = 0;
    memchr::memchr_iter(sign, bytes).filter_map(move |at| {
        if at < end {
            return None;
        }
        end = at + bytes[at..].iter().take_while(|byte| **byte == sign).count();
        Some(at..end)
    })
}

/// The bars at an edge of a line that parts no cells: what tables leave that laid out a page.
fn lone_bars(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        if words.starts_with('|') != words.ends_with('|') || words == "|" {
            let mut bars = pipes::bars(line).map(|at| start + at);
            found.extend(bars.next().filter(|_| bars.next().is_none()));
        }
        start += line.len();
    }
    found
}

/// `[^1]`: marks of footnotes, which may stand in another stretch of the text.
fn note_marks(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    memchr::memmem::find_iter(text.as_bytes(), "[^").filter_map(|at| {
        let label = &text.as_bytes()[at + 2..];
        let len = label.iter().take(LABEL).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        (len > 0 && label.get(len) == Some(&b']')).then_some(at..at + len + 3)
    })
}

/// Letters and digits on both sides.
fn hides_digits(text: &str, run: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let before = run.start.checked_sub(1).and_then(|at| bytes.get(at));
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    is_digit(before) && is_digit(bytes.get(run.end))
}

/// `（____项）`: what is left open for somebody to fill in, and no rule across the page.
fn gaps(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.contains(|c: char| c != '_' && !c.is_whitespace()) {
            let gaps = runs(line, b'_').filter(|run| run.len() > 2);
            found.extend(gaps.map(|run| start + run.start..start + run.end));
        }
        start += line.len();
    }
    found
}

/// `##一、总体要求`: a heading without the space that the standard asks for; `#话题#` is none.
fn opens_heading(text: &str, run: &Range<usize>) -> bool {
    let before = text[..run.start].trim_end_matches([' ', '\t']);
    if run.len() > 6 || !(before.is_empty() || before.ends_with(['\n', '\r'])) {
        return false;
    }
    let behind = text[run.end..].lines().next().unwrap_or_default();
    let is_word = behind.chars().next().is_some_and(|c| !c.is_ascii() && !c.is_whitespace());
    is_word && !behind.contains('#')
}
