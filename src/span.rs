//! The two coordinates, and values with a place.
//!
//! A [`Span`] counts code points of the text layer and is what a record shows. A [`TextRange`] counts bytes of
//! the clean text and is internal. [`crate::tidy::OffsetMap`] translates the second to the first.

use std::ops::{Deref, Range};

/// The two ends of a [`Span`] or a [`TextRange`]: to be read, never to be written, so that no end can
/// come to stand before its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Ends {
    /// The first of what the range holds.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl Ends {
    fn new(start: u32, end: u32) -> Self {
        Self { start, end: end.max(start) }
    }
}

/// Half-open range of Unicode code points in the text layer. `start` and `end` are read through
/// [`Ends`]; another range is made with [`Span::new`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span(Ends);

impl Span {
    /// A span from `start` to `end`; an end before the start is moved up to it.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Self(Ends::new(start, end))
    }

    /// The number of code points.
    #[must_use]
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// True where the span holds no words.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True where `other` lies inside this span.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl Deref for Span {
    type Target = Ends;

    fn deref(&self) -> &Ends {
        &self.0
    }
}

/// A value together with the place that it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// What was read.
    pub value: T,
    /// Where it stands in the text layer.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Binds a value to its place.
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// Half-open range of bytes in the clean text. `start` and `end` are read through [`Ends`]; another
/// range is made with [`TextRange::new`], [`TextRange::with_start`] and [`TextRange::with_end`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct TextRange(Ends);

impl TextRange {
    /// A range from `start` to `end`; an end before the start is moved up to it.
    #[must_use]
    pub fn new(start: u32, end: u32) -> Self {
        Self(Ends::new(start, end))
    }

    /// The range from another start on.
    #[must_use]
    pub fn with_start(self, start: u32) -> Self {
        Self::new(start, self.end)
    }

    /// The range up to another end.
    #[must_use]
    pub fn with_end(self, end: u32) -> Self {
        Self::new(self.start, end)
    }

    /// The range of `part`, which must be a slice at byte `offset` of `self`'s words.
    #[must_use]
    pub fn within(self, offset: usize, len: usize) -> Self {
        let start = self.start + to_u32(offset);
        Self::new(start, start + to_u32(len))
    }

    /// The number of bytes.
    #[must_use]
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// True where the range holds no words.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words at this range.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// True where `other` lies inside this range.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True where the two ranges share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// This range without the spaces at its two ends.
    #[must_use]
    pub fn trim(self, text: &str) -> Self {
        let words = self.of(text);
        let left = words.len() - words.trim_start().len();
        self.within(left, words.trim().len())
    }
}

impl Deref for TextRange {
    type Target = Ends;

    fn deref(&self) -> &Ends {
        &self.0
    }
}

impl From<Range<usize>> for TextRange {
    fn from(range: Range<usize>) -> Self {
        Self::new(to_u32(range.start), to_u32(range.end))
    }
}

/// An offset in 32 bits, which texts of less than 4 GiB fit into: readers refuse larger files.
#[must_use]
pub fn to_u32(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Span, TextRange};

    #[test]
    fn ranges_know_their_words_and_neighbours() {
        let text = "一、 目标 ";
        let range = TextRange::from(6..text.len());
        assert_eq!(range.of(text), " 目标 ");
        assert_eq!(range.trim(text).of(text), "目标");
        assert!(range.contains(range.trim(text)));
        assert!(!TextRange::new(0, 3).overlaps(TextRange::new(3, 6)));
        assert_eq!(TextRange::new(0, 3).cover(TextRange::new(6, 9)), TextRange::new(0, 9));
    }

    #[test]
    fn a_backward_span_is_empty() {
        assert!(Span::new(4, 2).is_empty());
        assert_eq!(TextRange::new(9, 1).of("abc"), "");
        assert!(TextRange::new(4, 9).with_start(12).is_empty());
        assert!(TextRange::new(4, 9).with_end(1).is_empty());
    }
}
