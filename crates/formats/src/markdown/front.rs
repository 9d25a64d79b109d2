//! Front matter: names and values between two lines of dashes at the beginning of a text.

use super::sheet::Sheet;
use super::stretch::lines;
use gongwen::document::BlockKind;
use std::ops::Range;

/// Lines that front matter has at most.
const LINES: usize = 300;

/// The byte behind front matter, where a text begins with it.
pub(super) fn end(text: &str) -> Option<usize> {
    let body = text.trim_start_matches(['\u{FEFF}', '\n', '\r']);
    let mut at = text.len() - body.len();
    let (mut names, mut last) = (0, "");
    for (number, line) in body.split_inclusive('\n').take(LINES).enumerate() {
        at += line.len();
        let words = line.trim_end();
        match number {
            0 if words != "---" => return None,
            0 => {}
            _ if matches!(words, "---" | "...") => return (names > 0).then_some(at),
            _ if name(words).is_some() => names += 1,
            _ if goes_on(words, last) => {}
            _ => return None,
        }
        last = words;
    }
    None
}

/// The length of the name that a line of front matter begins with, before its colon.
fn name(line: &str) -> Option<usize> {
    let words = line.trim_start();
    let len = words.find(':')?;
    let rest = &words[len + 1..];
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let is_named = len > 0 && words[..len].chars().all(is_name);
    let is_apart = rest.is_empty() || rest.starts_with([' ', '\t']);
    (is_named && is_apart).then_some(line.len() - words.len() + len)
}

/// True for a line that belongs to the name above: an item, an indented line, a comment. Front matter
/// holds no blank lines, but for those of a longer value.
fn goes_on(line: &str, above: &str) -> bool {
    match line.trim_start() {
        "" => above.starts_with([' ', '\t']),
        words => words.len() < line.len() || words.starts_with(['#', '-', '}', ']']),
    }
}

/// Each name with a value on its line is a fact.
pub(super) fn read(sheet: &mut Sheet, range: Range<usize>) {
    for line in lines(sheet.text, range) {
        let words = sheet.text[line.clone()].trim_end();
        let Some(colon) = name(words) else { continue };
        let start = line.start + words.len() - words.trim_start().len();
        let value = value(words, colon + 1);
        if value.is_empty() {
            continue;
        }
        let value = line.start + value.start..line.start + value.end;
        sheet.cover(start..line.start + colon + 2);
        sheet.cover(value.clone());
        sheet.block(BlockKind::Fact, start..value.end);
    }
}

/// The value behind a byte of a line, without quotation marks around it. Signs for a value on the
/// lines below are none.
fn value(line: &str, from: usize) -> Range<usize> {
    let rest = line[from..].trim_start();
    let start = line.len() - rest.len();
    let quoted = ['"', '\'']
        .into_iter()
        .find(|quote| rest.len() > 1 && rest.starts_with(*quote) && rest.ends_with(*quote));
    match rest {
        "|" | ">" | "|-" | ">-" | "[]" | "{}" | "null" | "~" => start..start,
        _ if quoted.is_some() => start + 1..line.len() - 1,
        _ => start..line.len(),
    }
}
