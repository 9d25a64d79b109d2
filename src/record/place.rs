//! Translates ranges of the clean text to spans of the text layer.

use crate::chars::{fold, is_space, is_zero_width, radical, signs};
use crate::document::TextLayer;
use crate::span::{Span, Spanned, TextRange};
use crate::tidy::{self, Tidy};
use std::ops::Range;

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
        let mut value = String::with_capacity(range.len() as usize);
        let mut space = false;
        for (start, end) in self.tidy.map.raw_pieces(range) {
            let piece = &self.layer.text()[start..end];
            let mut copied = 0;
            for (at, c) in signs(piece) {
                if copied < at {
                    value.push_str(&piece[copied..at]);
                    space = false;
                }
                copied = at + c.len_utf8();
                if is_space(c) || c.is_whitespace() {
                    space |= !is_zero_width(c);
                    continue;
                }
                let latin = |c: char| fold(c).is_ascii_alphanumeric();
                if space && latin(c) && value.chars().next_back().is_some_and(latin) {
                    value.push(' ');
                }
                space = false;
                value.push(if ('\u{2E80}'..='\u{2FDF}').contains(&c) { radical(c) } else { c });
            }
            if copied < piece.len() {
                value.push_str(&piece[copied..]);
                space = false;
            }
        }
        value
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
