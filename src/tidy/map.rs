//! The way from the clean text back to the raw text, recorded while cleaning.

use crate::span::{TextRange, to_u32};

/// A stretch of clean text with the raw bytes that it came from. Copied where both are equally
/// long, else replaced as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    clean: u32,
    raw: u32,
    raw_len: u32,
}

/// From bytes of the clean text to bytes of the raw text. Raw bytes that belong to no piece were
/// left out: line breaks inside a paragraph, spaces, zero-width characters.
#[derive(Clone, Debug, Default)]
pub struct OffsetMap {
    pieces: Vec<Piece>,
    clean_len: u32,
}

impl OffsetMap {
    /// Records that the next `clean_len` bytes of clean text stand for a raw range.
    pub(super) fn push(&mut self, clean_len: usize, raw_start: usize, raw_len: usize) {
        let (clean, raw, len) = (self.clean_len, to_u32(raw_start), to_u32(raw_len));
        self.clean_len += to_u32(clean_len);
        if let Some(last) = self.pieces.last_mut() {
            let last_copied = clean - last.clean == last.raw_len;
            if last_copied && clean_len == raw_len && last.raw + last.raw_len == raw {
                last.raw_len += len;
                return;
            }
        }
        self.pieces.push(Piece { clean, raw, raw_len: len });
    }

    /// The last clean character, of so many bytes, stands for so many more raw bytes behind it. False
    /// where it did not stand directly before them.
    pub(super) fn lengthen(&mut self, clean_len: usize, raw_start: usize, raw_len: usize) -> bool {
        let (clean_len, raw, len) = (to_u32(clean_len), to_u32(raw_start), to_u32(raw_len));
        let clean_end = self.clean_len;
        let Some(last) = self.pieces.last_mut().filter(|last| last.raw_len > 0) else {
            return false;
        };
        if last.raw + last.raw_len != raw {
            return false;
        }
        let is_longer = clean_end - last.clean == last.raw_len && last.raw_len > clean_len;
        if is_longer {
            last.raw_len -= clean_len;
            let (clean, raw) = (clean_end - clean_len, raw - clean_len);
            self.pieces.push(Piece { clean, raw, raw_len: clean_len + len });
        } else {
            last.raw_len += len;
        }
        true
    }

    /// The raw range that a clean range was read from, from its first to its last character.
    #[must_use]
    pub fn raw(&self, range: TextRange) -> (usize, usize) {
        let start = self.raw_start(range.start);
        if range.is_empty() {
            return (start, start);
        }
        (start, self.raw_end(range.end).max(start))
    }

    /// The raw stretches that a clean range was read from, without what was left out.
    pub fn raw_pieces(&self, range: TextRange) -> impl Iterator<Item = (usize, usize)> + '_ {
        let first = self.index(range.start);
        (first..self.pieces.len()).map_while(move |index| {
            let piece = self.pieces[index];
            let clean_end = self.clean_end(index);
            if piece.clean >= range.end {
                return None;
            }
            if clean_end - piece.clean != piece.raw_len {
                return Some((piece.raw as usize, (piece.raw + piece.raw_len) as usize));
            }
            let from = range.start.max(piece.clean) - piece.clean;
            let to = range.end.min(clean_end) - piece.clean;
            Some(((piece.raw + from) as usize, (piece.raw + to.max(from)) as usize))
        })
    }

    fn raw_start(&self, clean: u32) -> usize {
        let index = self.index(clean);
        let Some(piece) = self.pieces.get(index) else { return 0 };
        let within = if self.is_copied(index) { clean - piece.clean } else { 0 };
        // Past the last piece: the end of the text.
        (piece.raw + within.min(piece.raw_len)) as usize
    }

    fn raw_end(&self, clean: u32) -> usize {
        let index = self.index(clean.saturating_sub(1));
        let Some(piece) = self.pieces.get(index) else { return 0 };
        let within = if self.is_copied(index) { clean - piece.clean } else { piece.raw_len };
        (piece.raw + within.min(piece.raw_len)) as usize
    }

    fn index(&self, clean: u32) -> usize {
        self.pieces.partition_point(|piece| piece.clean <= clean).saturating_sub(1)
    }

    fn is_copied(&self, index: usize) -> bool {
        self.clean_end(index) - self.pieces[index].clean == self.pieces[index].raw_len
    }

    fn clean_end(&self, index: usize) -> u32 {
        self.pieces.get(index + 1).map_or(self.clean_len, |next| next.clean)
    }
}

#[cfg(test)]
mod tests {
    use super::OffsetMap;
    use crate::span::TextRange;

    /// Raw `甲（⏎乙` to clean `甲(乙`.
    #[test]
    fn copied_folded_and_dropped_bytes_are_told_apart() {
        let mut map = OffsetMap::default();
        map.push(3, 0, 3);
        map.push(1, 3, 3);
        map.push(3, 7, 3);
        assert_eq!(map.raw(TextRange::new(0, 7)), (0, 10));
        assert_eq!(map.raw(TextRange::new(3, 4)), (3, 6));
        assert_eq!(map.raw(TextRange::new(4, 7)), (7, 10));
        assert_eq!(map.raw(TextRange::new(7, 7)), (10, 10));
        let pieces: Vec<_> = map.raw_pieces(TextRange::new(0, 7)).collect();
        assert_eq!(pieces, [(0, 3), (3, 6), (7, 10)]);
    }

    #[test]
    fn an_empty_map_answers_too() {
        let map = OffsetMap::default();
        assert_eq!(map.raw(TextRange::new(0, 0)), (0, 0));
        assert_eq!(map.raw_pieces(TextRange::new(0, 4)).count(), 0);
    }
}
