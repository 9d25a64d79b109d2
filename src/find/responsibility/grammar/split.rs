//! Splits words at separators that stand outside all brackets and quotes.

use super::brackets::{closes, opens};
use crate::chars::{is_han, signs};
use crate::span::TextRange;

const OPEN_QUOTES: [char; 4] = ['“', '‘', '《', '「'];
const CLOSE_QUOTES: [char; 4] = ['”', '’', '》', '」'];

/// How a character moves the depth.
fn step(c: char) -> i32 {
    if c.is_ascii_alphanumeric() || is_han(c) {
        0
    } else if opens(c) || OPEN_QUOTES.contains(&c) {
        1
    } else if closes(c) || CLOSE_QUOTES.contains(&c) {
        -1
    } else {
        0
    }
}

/// The characters of `text` that stand outside all brackets, with their offsets.
pub(crate) fn outside(text: &str) -> impl Iterator<Item = (usize, char)> {
    unbracketed(text.char_indices())
}

/// The same without most Han characters, for whoever looks for punctuation.
pub(crate) fn signs_outside(text: &str) -> impl Iterator<Item = (usize, char)> {
    unbracketed(signs(text))
}

fn unbracketed(chars: impl Iterator<Item = (usize, char)>) -> impl Iterator<Item = (usize, char)> {
    let mut depth = 0;
    chars.filter(move |(_, c)| {
        let change = step(*c);
        depth = (depth + change).max(0);
        depth == 0 && change == 0
    })
}

/// The pieces between separators, which are signs and no Han characters; empty ones too.
#[must_use]
pub(crate) fn split(text: &str, range: TextRange, separates: fn(char) -> bool) -> Vec<TextRange> {
    let words = range.of(text);
    let mut pieces = Vec::new();
    let mut start = 0;
    for (at, c) in signs_outside(words).filter(|(_, c)| separates(*c)) {
        pieces.push(range.within(start, at - start));
        start = at + c.len_utf8();
    }
    pieces.push(range.within(start, words.len() - start));
    pieces
}

/// The offset where the bracket at the end of `text` opens, if it ends in one.
#[must_use]
pub(crate) fn bracket_at_end(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices().rev() {
        if closes(c) {
            depth += 1;
        } else if opens(c) {
            depth -= 1;
        }
        if depth <= 0 {
            return (at < text.len() - c.len_utf8()).then_some(at);
        }
    }
    None
}

/// The offset past the bracket that `text` begins with, if it begins with one.
#[must_use]
pub(crate) fn bracket_at_start(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        if opens(c) {
            depth += 1;
        } else if closes(c) {
            depth -= 1;
        }
        if depth <= 0 {
            return (at > 0).then_some(at + c.len_utf8());
        }
    }
    None
}
