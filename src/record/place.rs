//! Translates ranges of the clean text to spans of the text layer.

use crate::chars::{fold, is_space, is_zero_width, radical, signs};
use crate::document::TextLayer;
use crate::span::{Span, Spanned, TextRange};
use crate::tidy::{self, Tidy};
use std::ops::Range;

/// Words that are put together.
struct Value {
    words: String,
    /// A space was passed by behind them.
    space: bool,
}

impl Value {
    /// Adds a piece of the text as it is, but for spaces and radicals.
    fn add(&mut self, piece: &str) {
        let mut copied = 0;
        for (at, c) in signs(piece) {
            let is_blank = is_blank(c);
            let is_behind_space = self.space && copied == at;
            let is_radical = is_radical(c);
            if !is_blank && !is_behind_space && !is_radical {
                continue;
            }
            self.copy(&piece[copied..at]);
            copied = at + c.len_utf8();
            if is_blank {
                self.space |= !is_zero_width(c);
            } else {
                self.push(if is_radical { radical(c) } else { c });
            }
        }
        self.copy(&piece[copied..]);
    }

    fn copy(&mut self, words: &str) {
        if !words.is_empty() {
            self.words.push_str(words);
            self.space = false;
        }
    }

    /// A space between Latin words is one of the words.
    fn push(&mut self, c: char) {
        let latin = |c: char| fold(c).is_ascii_alphanumeric();
        if self.space && latin(c) && self.words.chars().next_back().is_some_and(latin) {
            self.words.push(' ');
        }
        self.space = false;
        self.words.push(c);
    }
}

fn is_blank(c: char) -> bool {
    !matches!(c, '!'..='~') && (is_space(c) || c.is_whitespace())
}

fn is_radical(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{2FDF}')
}

/// Translates places and reads values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'t> {
    layer: &'t TextLayer,
    tidy: &'t Tidy,
}

impl<'t> Place<'t> {
    pub(super) fn new(layer: &'t TextLayer, tidy: &'t Tidy) -> Self {
        Self { layer, tidy }
    }

    /// The place in the text layer.
    pub(super) fn span(&self, range: TextRange) -> Span {
        let (start, end) = self.tidy.map.raw(range);
        self.layer.span(start, end)
    }

    /// The words as written, without line breaks and without spaces that only set type.
    pub(super) fn value(&self, range: TextRange) -> String {
        let mut value = Value { words: String::with_capacity(range.len() as usize), space: false };
        for (start, end) in self.tidy.map.raw_pieces(range) {
            value.add(&self.layer.text()[start..end]);
        }
        value.words
    }

    /// The words with their place.
    pub(super) fn valued(&self, range: TextRange) -> Spanned<String> {
        Spanned::new(self.value(range), self.span(range))
    }

    /// The place of whole lines. A page number stands behind the paragraph that runs on over it, in the
    /// clean text, but ends before it.
    pub(super) fn lines(&self, lines: Range<usize>) -> Span {
        let Some(first) = self.tidy.lines.get(lines.start).filter(|_| !lines.is_empty()) else {
            return Span::default();
        };
        let own = self.tidy.lines.get(lines).unwrap_or_default();
        let text = own.iter().rfind(|line| line.place == tidy::Place::Text);
        let ends = text.into_iter().chain(own.last()).map(|line| self.span(line.range).end);
        Span::new(self.span(first.range).start, ends.max().unwrap_or_default())
    }
}
