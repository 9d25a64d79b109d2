//! The words of a raw text in normal width, with the way back: what stands between cells is looked for
//! in them.

use crate::chars::{MARKUP, fold, is_space};
use std::ops::Range;

/// The words, and for each of their bytes the byte of the raw text.
pub(super) struct Clean {
    /// In normal width; a space for every kind of it, and line ends.
    pub(super) words: String,
    places: Vec<usize>,
}

impl Clean {
    /// The words of a range of `raw`.
    pub(super) fn of(raw: &str, range: Range<usize>) -> Self {
        let part = raw.get(range.clone()).unwrap_or_default();
        let mut clean = Self {
            words: String::with_capacity(part.len()),
            places: Vec::with_capacity(part.len() + 1),
        };
        for (at, c) in part.char_indices().filter(|(_, c)| *c != MARKUP) {
            clean.words.push(plain(c));
            clean.places.resize(clean.words.len(), range.start + at);
        }
        clean.places.push(range.end);
        clean
    }

    /// The bytes of the raw text that hold the words of a range, without spaces at its ends.
    pub(super) fn raw(&self, range: &Range<usize>) -> Range<usize> {
        let range = self.trimmed(range);
        let place = |at: usize| self.places.get(at).copied().unwrap_or_default();
        place(range.start)..place(range.end).max(place(range.start))
    }

    /// Where a byte of the raw text stands among the words.
    pub(super) fn at(&self, raw: usize) -> usize {
        self.places.partition_point(|place| *place < raw).min(self.words.len())
    }

    /// The range without spaces at its ends.
    pub(super) fn trimmed(&self, range: &Range<usize>) -> Range<usize> {
        trimmed(&self.words, range)
    }
}

fn plain(c: char) -> char {
    match fold(c) {
        '\r' | '\n' => '\n',
        c if is_space(c) || c.is_whitespace() || c.is_control() => ' ',
        c => c,
    }
}

/// A range of `words` without spaces at its ends.
pub(super) fn trimmed(words: &str, range: &Range<usize>) -> Range<usize> {
    let part = words.get(range.clone()).unwrap_or_default();
    let start = range.end - part.trim_start().len();
    start..start + part.trim().len()
}

#[cfg(test)]
mod tests {
    use super::Clean;

    #[test]
    fn words_lead_back_to_their_bytes() {
        let raw = "文\u{FF11}\u{3000}（甲）\n";
        let clean = Clean::of(raw, "文".len()..raw.len());
        assert_eq!(clean.words, "1 (甲)\n");
        let range = clean.raw(&(1..clean.words.len()));
        assert_eq!(&raw[range.clone()], "（甲）");
        assert_eq!(clean.at(range.start), 2);
    }
}
