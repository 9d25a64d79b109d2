//! The text layer: decoded text, counted in code points, with the way back to the file's bytes.

use super::structure::Structure;
use crate::span::{Span, to_u32};
use std::ops::Range;

/// Bytes of text between two remembered counts.
const STRIDE: usize = 64;

/// The decoded text that extraction reads, with the way back to the file's bytes.
#[derive(Clone, Debug, Default)]
pub struct TextLayer {
    text: String,
    /// Code points before each multiple of [`STRIDE`] bytes.
    counts: Vec<u32>,
    /// The block that each multiple of [`STRIDE`] code points lies in.
    blocks: Vec<u32>,
    chars: u32,
    bytes: ByteMap,
    structure: Structure,
}

/// A span with the bytes of its words in the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Placed {
    pub(crate) span: Span,
    start: usize,
    end: usize,
}

/// Where each code point stands in the archived file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ByteMap {
    /// There is no file, or its bytes are not text.
    #[default]
    None,
    /// The file is UTF-8; its text begins after so many bytes.
    Utf8(u32),
    /// Start of each code point, and the end of the last.
    Table(Vec<u32>),
    /// First byte and one past the last byte of each code point, in markup, where other bytes stand
    /// between them.
    Places(Vec<(u32, u32)>),
}

impl TextLayer {
    /// A text layer from memory, without a file behind it.
    pub fn new(text: impl Into<String>) -> Self {
        Self::with_bytes(text.into(), ByteMap::None)
    }

    /// A text layer whose code points stand in a file.
    #[must_use]
    pub fn with_bytes(text: String, bytes: ByteMap) -> Self {
        let mut counts = Vec::with_capacity(text.len() / STRIDE + 1);
        let (mut blocks, mut chars) = (Vec::new(), 0);
        for (block, at) in text.as_bytes().chunks(STRIDE).zip(0..) {
            counts.push(chars);
            chars += starts_in(block);
            if blocks.len() * STRIDE < chars as usize {
                blocks.push(at);
            }
        }
        Self { text, counts, blocks, chars, bytes, structure: Structure::default() }
    }

    /// The same text with what its format knows about it.
    #[must_use]
    pub fn with_structure(self, structure: Structure) -> Self {
        Self { structure, ..self }
    }

    /// The same text up to a byte of it, with what is known about that part.
    #[must_use]
    pub fn cut(mut self, byte: usize) -> Self {
        self.text.truncate(byte);
        self.text.shrink_to_fit();
        let chars = starts_in(self.text.as_bytes());
        match &mut self.bytes {
            ByteMap::None | ByteMap::Utf8(_) => {}
            // With the end of the last.
            ByteMap::Table(starts) => {
                starts.truncate(chars as usize + 1);
                starts.shrink_to_fit();
            }
            ByteMap::Places(places) => {
                places.truncate(chars as usize);
                places.shrink_to_fit();
            }
        }
        let structure = self.structure.part(&(0..byte), 0..chars);
        Self::with_bytes(self.text, self.bytes).with_structure(structure)
    }

    /// The text between two bytes of it, with what its format knows about that part, and without
    /// the way back to the file.
    #[must_use]
    pub fn part(&self, range: Range<usize>) -> Self {
        let chars = self.span(range.start, range.end);
        let structure = self.structure.part(&range, chars.start..chars.end);
        Self::new(&self.text[range]).with_structure(structure)
    }

    /// The first so many characters of the text.
    #[must_use]
    pub fn first(self, chars: u32) -> Self {
        let byte = self.offset(chars);
        if byte == self.text.len() { self } else { self.cut(byte) }
    }

    /// Where the characters stand in the file.
    #[must_use]
    pub fn byte_map(&self) -> &ByteMap {
        &self.bytes
    }

    /// What the format knows about the text.
    #[must_use]
    pub fn structure(&self) -> &Structure {
        &self.structure
    }

    /// The page on which a span begins, counted from 1, where the format has pages.
    #[must_use]
    pub fn page(&self, span: Span) -> Option<u32> {
        let pages = &self.structure.pages;
        let begun = pages.partition_point(|start| *start <= span.start);
        (!pages.is_empty()).then(|| to_u32(begun.max(1)))
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text without what is known about it.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// The number of code points.
    #[must_use]
    pub fn len(&self) -> u32 {
        self.chars
    }

    /// True where there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The words at a span; what lies outside the text is left out.
    #[must_use]
    pub fn words(&self, span: Span) -> &str {
        self.words_of(&self.placed(span))
    }

    /// The bytes of the text at a span.
    pub(crate) fn placed(&self, span: Span) -> Placed {
        Placed { span, start: self.offset(span.start), end: self.offset(span.end) }
    }

    /// The words at a place.
    pub(crate) fn words_of(&self, place: &Placed) -> &str {
        self.text.get(place.start..place.end).unwrap_or_default()
    }

    /// The span of a range of bytes of the text.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.char_at(start), self.char_at(end))
    }

    /// The place of a span in the archived file, where that is known.
    #[must_use]
    pub fn file_bytes(&self, span: Span) -> Option<(u64, u64)> {
        self.bytes_of(&self.placed(span))
    }

    /// The same for a place.
    pub(crate) fn bytes_of(&self, place: &Placed) -> Option<(u64, u64)> {
        let span = place.span;
        match &self.bytes {
            ByteMap::None => None,
            ByteMap::Utf8(shift) => {
                let shifted = |byte: usize| u64::from(*shift) + byte as u64;
                Some((shifted(place.start), shifted(place.end)))
            }
            ByteMap::Table(starts) => {
                let place = |c: u32| starts.get(c as usize).copied().map(u64::from);
                Some((place(span.start)?, place(span.end)?))
            }
            ByteMap::Places(places) => between(places, span),
        }
    }

    /// The code points before a byte of the text.
    fn char_at(&self, byte: usize) -> u32 {
        let byte = byte.min(self.text.len());
        let block = byte / STRIDE;
        let Some(before) = self.counts.get(block) else { return self.chars };
        before + starts_in(&self.text.as_bytes()[block * STRIDE..byte])
    }

    /// The byte of the text at which a code point starts.
    pub(crate) fn offset(&self, char: u32) -> usize {
        if char >= self.chars {
            return self.text.len();
        }
        let near = self.blocks.get(char as usize / STRIDE).map_or(0, |block| *block as usize);
        let counts = self.counts.get(near..).unwrap_or_default();
        let behind = counts.iter().take_while(|count| **count <= char).count();
        let block = (near + behind).saturating_sub(1);
        let mut left = char - self.counts.get(block).copied().unwrap_or_default();
        let mut at = block * STRIDE;
        let bytes = self.text.as_bytes();
        // Eight bytes at a time as long as the character begins behind them.
        while let Some(eight) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            let starts = starts_in_eight(*eight);
            if starts > left {
                return at + nth_start(*eight, left);
            }
            left -= starts;
            at += 8;
        }
        let starts = bytes[at..].iter().enumerate().filter(|(_, byte)| is_start(**byte));
        { starts }.nth(left as usize).map_or(bytes.len(), |(behind, _)| at + behind)
    }
}

/// From the first byte of any character of a span to the last byte of any of them: a merged cell
/// stands in the text more than once, so places need not rise.
fn between(places: &[(u32, u32)], span: Span) -> Option<(u64, u64)> {
    let inside = places.get(span.start as usize..span.end as usize)?;
    if inside.is_empty() {
        let end = places[..span.start as usize].last().map_or(0, |place| place.1);
        return Some((u64::from(end), u64::from(end)));
    }
    let start = inside.iter().map(|place| place.0).min()?;
    let end = inside.iter().map(|place| place.1).max()?;
    Some((u64::from(start), u64::from(end)))
}

/// True for the first byte of a code point.
fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// Code points that start in these bytes.
fn starts_in(bytes: &[u8]) -> u32 {
    let (eights, rest) = bytes.as_chunks();
    let starts: u32 = eights.iter().map(|eight| starts_in_eight(*eight)).sum();
    starts + to_u32(rest.iter().filter(|byte| is_start(**byte)).count())
}

/// Eight bytes that are one each.
const ONES: u64 = u64::MAX / 0xFF;

/// The same for eight bytes at once.
#[inline]
fn starts_in_eight(eight: [u8; 8]) -> u32 {
    (starts(eight).wrapping_mul(ONES) >> 56) as u32
}

/// Where the first code point of eight bytes starts that has `nth` others before it.
#[inline]
fn nth_start(eight: [u8; 8], nth: u32) -> usize {
    let from = (0..nth).fold(starts(eight), |starts, _| starts & starts.wrapping_sub(1));
    from.trailing_zeros() as usize / 8
}

/// One for each of eight bytes that starts a code point, by its first two bits; the others are zero.
#[inline]
fn starts(eight: [u8; 8]) -> u64 {
    let bits = u64::from_le_bytes(eight);
    (!(bits >> 7) | bits >> 6) & ONES
}

#[cfg(test)]
mod tests {
    use super::{ByteMap, TextLayer};
    use crate::document::{Block, BlockKind, Structure};
    use crate::span::Span;

    #[test]
    fn code_points_and_bytes_agree_everywhere() {
        let text: String = "a公𠀀文\n".repeat(90);
        let layer = TextLayer::with_bytes(text.clone(), ByteMap::Utf8(3));
        for (index, (at, c)) in text.char_indices().enumerate() {
            let span = layer.span(at, at + c.len_utf8());
            assert_eq!(span, Span::new(index as u32, index as u32 + 1));
            assert_eq!(layer.words(span), c.to_string());
            assert_eq!(layer.file_bytes(span).unwrap().0, at as u64 + 3);
        }
        assert_eq!(layer.len() as usize, text.chars().count());
        assert_eq!(layer.words(Span::new(4_000, 5_000)), "");
    }

    #[test]
    fn a_part_of_a_text_knows_what_it_knew_of_the_whole() {
        let text = "一二\n三四\n五六\n";
        let starts = (0..10).collect();
        let structure = Structure {
            blocks: vec![
                Block::new(BlockKind::Heading(1), 0..6),
                Block::new(BlockKind::Paragraph, 7..20),
                Block::new(BlockKind::Footnote, 14..20),
            ],
            markup: vec![3..6, 10..13, 17..20],
            pages: vec![0, 3, 6],
            sheets: vec![0, 7, 14],
        };
        let whole = TextLayer::with_bytes(text.to_owned(), ByteMap::Table(starts));
        let part = whole.with_structure(structure).cut(14);
        assert_eq!((part.text(), part.len()), ("一二\n三四\n", 6));
        assert_eq!(part.file_bytes(Span::new(3, 6)), Some((3, 6)));
        assert_eq!(part.byte_map(), &ByteMap::Table((0..7).collect()));
        let ranges: Vec<_> = part.structure().blocks.iter().map(|b| b.range.clone()).collect();
        assert_eq!(ranges, [0..6, 7..14]);
        assert_eq!(part.structure().pages, [0, 3]);
        assert_eq!(part.structure().sheets, [0, 7]);
        assert_eq!(part.part(7..14).structure().sheets, [0]);
        assert_eq!(part.structure().markup, [3..6, 10..13]);
    }
}
