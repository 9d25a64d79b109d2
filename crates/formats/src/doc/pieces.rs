//! The piece table: which bytes of the stream are the characters of the file, in order.

use super::bytes::{index, part, part_left, u8_at, u16_at, u32_at};
use super::sprm::short_code;
use std::rc::Rc;

/// Characters that stand in the stream one behind the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Position of its first character in the file's text.
    pub(super) cp: u32,
    /// Number of its characters.
    pub(super) len: u32,
    /// First byte in the stream.
    pub(super) fc: u32,
    /// Bytes of a character: 1 where a code page is used, 2 for UTF-16.
    pub(super) width: u32,
    /// Modifiers of the whole piece.
    pub(super) grpprl: Rc<[u8]>,
}

/// The text of a file, as UTF-16, by position.
#[derive(Clone, Debug, Default)]
pub(super) struct Text {
    pub(super) units: Vec<u16>,
    pub(super) pieces: Vec<Piece>,
    /// Characters that pieces promise and the stream does not have.
    pub(super) missing: u64,
    /// There are more characters than the limit allows.
    pub(super) is_cut: bool,
}

/// Stands for a byte whose character the byte before it has already given.
pub(super) const NOTHING: u16 = 0xFFFF;

impl Text {
    /// The piece of a position.
    pub(super) fn piece(&self, cp: u32) -> Option<(usize, &Piece)> {
        let number = self.pieces.partition_point(|piece| piece.cp <= cp).checked_sub(1)?;
        self.pieces.get(number).map(|piece| (number, piece))
    }

    /// The byte of a position in the stream.
    pub(super) fn fc(&self, cp: u32) -> u32 {
        let Some((_, piece)) = self.piece(cp) else { return 0 };
        piece.fc.saturating_add((cp - piece.cp).saturating_mul(piece.width))
    }

    /// Number of characters.
    pub(super) fn len(&self) -> u32 {
        u32::try_from(self.units.len()).unwrap_or(u32::MAX)
    }
}

/// Reads the characters of all pieces, at most `limit` of them. Where a Chinese program wrote
/// double bytes into a piece that should be cp1252, they are read as what they are.
pub(super) fn read(clx: &[u8], word: &[u8], east_asian: EastAsian, limit: u32) -> Text {
    let mut text = Text::default();
    for piece in pieces(clx) {
        let start = text.len();
        let bytes = part_left(word, index(piece.fc), index(piece.len) * index(piece.width));
        let there = u32::try_from(bytes.len() / index(piece.width)).unwrap_or(u32::MAX);
        text.missing += u64::from(piece.len - there.min(piece.len));
        // Positions stay true behind a gap, within reason: later pieces may be whole.
        let gap = (piece.len - there.min(piece.len)).min(there.max(GAP));
        let left = limit.saturating_sub(start);
        text.is_cut |= there > left;
        let bytes = part_left(bytes, 0, index(there.min(left)) * index(piece.width));
        match piece.width {
            1 => single(bytes, east_asian, &mut text.units),
            _ => text.units.extend(double(bytes)),
        }
        let gap = gap.min(limit.saturating_sub(text.len()));
        text.units.extend(std::iter::repeat_n(NOTHING, index(gap)));
        text.pieces.push(Piece { cp: start, len: text.len() - start, ..piece });
        if text.len() - start < piece.len {
            break;
        }
    }
    text
}

/// Characters that may be missing from a piece without all behind it being given up.
const GAP: u32 = 1 << 16;

/// Whether the program that wrote the file may have used double bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EastAsian {
    Yes,
    No,
}

fn double(bytes: &[u8]) -> impl Iterator<Item = u16> {
    bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
}

fn single(bytes: &[u8], east_asian: EastAsian, units: &mut Vec<u16>) {
    if east_asian == EastAsian::Yes && is_double_byte(bytes) {
        return double_byte(bytes, units);
    }
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
    units.extend(text.encode_utf16());
}

/// GB18030 as two bytes a character: all high bytes stand in pairs, and the pairs are Han.
fn is_double_byte(bytes: &[u8]) -> bool {
    let (mut pairs, mut han, mut at) = (0usize, 0usize, 0);
    while let Some(lead) = u8_at(bytes, at) {
        if lead < 0x80 {
            at += 1;
            continue;
        }
        let Some(trail) = u8_at(bytes, at + 1).filter(|trail| *trail >= 0x40) else {
            return false;
        };
        pairs += 1;
        han += usize::from((0xB0..=0xF7).contains(&lead) && trail >= 0xA1);
        at += 2;
    }
    pairs >= 4 && han * 2 > pairs
}

fn double_byte(bytes: &[u8], units: &mut Vec<u16>) {
    let mut at = 0;
    while let Some(lead) = u8_at(bytes, at) {
        let len = if lead < 0x80 { 1 } else { 2 };
        let (text, _) = encoding_rs::GB18030.decode_without_bom_handling(part_left(bytes, at, len));
        units.push(text.encode_utf16().next().unwrap_or(0xFFFD));
        if len == 2 && at + 1 < bytes.len() {
            units.push(NOTHING);
        }
        at += len;
    }
}

/// The pieces that the table lists, with the modifiers that they name.
fn pieces(clx: &[u8]) -> Vec<Piece> {
    let mut modifiers: Vec<Rc<[u8]>> = Vec::new();
    let mut at = 0;
    while u8_at(clx, at) == Some(1) {
        let Some(len) = u16_at(clx, at + 1).map(usize::from) else { break };
        modifiers.push(Rc::from(part_left(clx, at + 3, len)));
        at += 3 + len;
    }
    if u8_at(clx, at) != Some(2) {
        return Vec::new();
    }
    let len = u32_at(clx, at + 1).map_or(0, index);
    let table = part_left(clx, at + 5, len);
    let count = table.len().saturating_sub(4) / 12;
    let piece = |number: usize| -> Option<Piece> {
        let cp = u32_at(table, number * 4)?;
        let end = u32_at(table, number * 4 + 4)?;
        let entry = part(table, (count + 1) * 4 + number * 8, 8)?;
        let (place, prm) = (u32_at(entry, 2)?, u16_at(entry, 6)?);
        let is_single = place & 0x4000_0000 != 0;
        let fc = if is_single { (place & 0x3FFF_FFFF) / 2 } else { place & 0x3FFF_FFFF };
        let width = if is_single { 1 } else { 2 };
        let grpprl = grpprl(prm, &modifiers);
        Some(Piece { cp, len: end.checked_sub(cp)?, fc, width, grpprl })
    };
    (0..count).map_while(piece).collect()
}

fn grpprl(prm: u16, modifiers: &[Rc<[u8]>]) -> Rc<[u8]> {
    if prm & 1 == 1 {
        return modifiers.get(usize::from(prm >> 1)).map_or_else(|| Rc::from([]), Rc::clone);
    }
    let [low, value] = prm.to_le_bytes();
    let Some(code) = short_code(low >> 1) else { return Rc::from([]) };
    let [first, second] = code.to_le_bytes();
    Rc::from([first, second, value])
}

#[cfg(test)]
mod tests {
    use super::{EastAsian, NOTHING, read};

    fn clx(pieces: &[(u32, u32, u16)], end: u32) -> Vec<u8> {
        let mut table = Vec::new();
        pieces.iter().for_each(|piece| table.extend(piece.0.to_le_bytes()));
        table.extend(end.to_le_bytes());
        for (_, fc, prm) in pieces {
            table.extend([0, 0]);
            table.extend(fc.to_le_bytes());
            table.extend(prm.to_le_bytes());
        }
        let mut clx = vec![1, 3, 0, 0x3C, 0x08, 1, 2];
        clx.extend(u32::try_from(table.len()).unwrap().to_le_bytes());
        clx.extend(table);
        clx
    }

    #[test]
    fn pieces_follow_each_other_whatever_their_place() {
        let word = b"\x02\x4E\x03\x4Eab\x93";
        let table = clx(&[(0, 8 | 0x4000_0000, 1), (3, 0, 0x0182)], 5);
        let text = read(&table, word, EastAsian::No, 100);
        assert_eq!(String::from_utf16_lossy(&text.units), "ab\u{201C}\u{4E02}\u{4E03}");
        assert_eq!(*text.pieces[0].grpprl, [0x3C, 0x08, 1]);
        assert_eq!(*text.pieces[1].grpprl, [0x00, 0x08, 1]);
        assert_eq!((text.fc(1), text.fc(4)), (5, 2));
        assert_eq!(text.missing, 0);
    }

    #[test]
    fn what_the_stream_does_not_have_is_counted() {
        let text = read(&clx(&[(0, 0, 0)], 4_000_000), b"\x02\x4E", EastAsian::No, 10);
        assert_eq!(text.units[..2], [0x4E02, NOTHING]);
        assert!(text.units.len() <= 10 && text.missing > 3_000_000);
    }

    #[test]
    fn double_bytes_are_read_where_a_chinese_program_wrote_them() {
        let (bytes, ..) = encoding_rs::GB18030.encode("关于工作的通知 (A)");
        let len = u32::try_from(bytes.len()).unwrap();
        let table = clx(&[(0, 0x4000_0000, 0)], len);
        let units = read(&table, &bytes, EastAsian::Yes, 100).units;
        let shown: Vec<u16> = units.iter().copied().filter(|unit| *unit != NOTHING).collect();
        assert_eq!(String::from_utf16_lossy(&shown), "关于工作的通知 (A)");
        assert_eq!(units.len(), bytes.len());
        // Quotation marks and dashes of cp1252 are no double bytes.
        let table = clx(&[(0, 0x4000_0000, 0)], 6);
        let units = read(&table, b"\x93\x94\x96\x97\x93\x94", EastAsian::Yes, 100).units;
        assert_eq!(String::from_utf16_lossy(&units), "“”–—“”");
    }
}
