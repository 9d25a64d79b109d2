//! Text whose piece table is lost: where Word puts the first piece, as far as it is text.

use super::bytes::{index, part_left, u32_at};
use super::pieces::{Piece, Text};
use super::plausible::is_rubbish;

/// Where Word writes the characters of a file that was saved as a whole.
const FIRST_BYTE: usize = 0x18;
/// Characters that are judged together.
const WINDOW: usize = 64;

/// Reads characters from where they begin by rule, up to the first stretch that is no text.
pub(super) fn text(word: &[u8], length: u32) -> Text {
    let start = u32_at(word, FIRST_BYTE).filter(|start| *start >= 0x200).unwrap_or(0x600);
    let bytes = part_left(word, index(start), index(length).saturating_mul(2));
    let units: Vec<u16> =
        bytes.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    let good = units.chunks(WINDOW).take_while(|window| is_text(window)).map(<[u16]>::len).sum();
    let units = units[..good].to_vec();
    let len = u32::try_from(good).unwrap_or(u32::MAX);
    let piece = Piece { cp: 0, len, fc: start, width: 2, grpprl: [].into() };
    Text { units, pieces: vec![piece], ..Text::default() }
}

/// True where the characters may stand side by side, and few of them are no characters of a text.
fn is_text(units: &[u16]) -> bool {
    let known = |unit: &u16| matches!(unit, 0x01..=0x0E | 0x13..=0x15 | 0x1E..);
    let unknown = units.iter().filter(|unit| !known(unit)).count();
    let text = String::from_utf16_lossy(units);
    let shown: Vec<char> = text.chars().filter(|c| !c.is_control()).collect();
    unknown * 10 <= units.len() && !is_rubbish(&shown)
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn reading_ends_where_text_ends() {
        let mut word = vec![0; 0x200];
        word[0x18..0x1C].copy_from_slice(&0x200u32.to_le_bytes());
        let words = "关于加强工作的通知\r".repeat(64);
        word.extend(words.encode_utf16().flat_map(u16::to_le_bytes));
        word.extend([0xE0, 0xF1].repeat(1000));
        let found = text(&word, 5000);
        assert_eq!(String::from_utf16(&found.units).unwrap(), words);
        assert!(text(&word[..0x1FF], 5000).units.is_empty());
    }
}
