//! Characters of symbol fonts, which have a shape and no code of their own.

use super::bytes::{part_left, u8_at, u16_at};

/// Fonts whose characters have shapes of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Font {
    Symbol,
    Wingdings,
    Wingdings2,
    Other,
}

/// True in the range that symbol fonts use.
pub(super) fn is_private(c: char) -> bool {
    matches!(c, '\u{F020}'..='\u{F0FF}')
}

/// The font of that name.
pub(crate) fn font(name: &[u8]) -> Font {
    match name {
        b"Symbol" => Font::Symbol,
        b"Wingdings" => Font::Wingdings,
        b"Wingdings 2" => Font::Wingdings2,
        _ => Font::Other,
    }
}

/// The fonts of a file, in the order of their table.
pub(super) fn fonts(table: &[u8]) -> Vec<Font> {
    /// Bytes before the name of a font.
    const NAME: usize = 39;
    let count = u16_at(table, 0).unwrap_or_default();
    let mut at = 4;
    let mut fonts = Vec::new();
    for _ in 0..count {
        let Some(size) = u8_at(table, at).map(usize::from) else { break };
        let name = part_left(table, at + 1 + NAME, size.saturating_sub(NAME));
        let name: Vec<u8> = name.iter().copied().step_by(2).take_while(|b| *b != 0).collect();
        fonts.push(font(&name));
        at += 1 + size;
    }
    fonts
}

/// The character that looks like a code of a font.
pub(crate) fn mapped(font: Font, code: u16) -> Option<char> {
    let [code, high] = code.to_le_bytes();
    if high != 0xF0 && high != 0 {
        return None;
    }
    let table = match font {
        Font::Symbol => SYMBOL,
        Font::Wingdings => WINGDINGS,
        Font::Wingdings2 => WINGDINGS_2,
        Font::Other => return None,
    };
    if font == Font::Wingdings && (0x81..=0x8A).contains(&code) {
        return char::from_u32(0x2460 + u32::from(code - 0x81));
    }
    if font == Font::Wingdings && (0x8C..=0x95).contains(&code) {
        return char::from_u32(0x2776 + u32::from(code - 0x8C));
    }
    table.iter().find(|(found, _)| *found == code).map(|(_, c)| *c)
}

/// The bullet that a private character of a list stands for. Lists use Wingdings and, for one
/// bullet, Symbol.
pub(super) fn bullet(c: char) -> char {
    let code = u16::try_from(u32::from(c)).unwrap_or_default();
    let found = mapped(Font::Wingdings, code).filter(|_| code != 0xF0B7);
    found.unwrap_or('•')
}

const WINGDINGS: &[(u8, char)] = &[
    (0x6C, '●'),
    (0x6D, '❍'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x70, '□'),
    (0x71, '❑'),
    (0x72, '❒'),
    (0x74, '◆'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x77, '◆'),
    (0x9E, '·'),
    (0x9F, '•'),
    (0xA0, '•'),
    (0xA1, '○'),
    (0xA2, '○'),
    (0xA4, '◉'),
    (0xA5, '◎'),
    (0xA7, '▪'),
    (0xA8, '□'),
    (0xAB, '★'),
    (0xAC, '★'),
    (0xB2, '✧'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xF0, '⇨'),
    (0xFB, '✗'),
    (0xFC, '✓'),
    (0xFD, '☒'),
    (0xFE, '☑'),
    (0x28, '☎'),
    (0x46, '☞'),
    (0x2A, '✉'),
];

const WINGDINGS_2: &[(u8, char)] = &[
    (0x4F, '✗'),
    (0x50, '✓'),
    (0x51, '☒'),
    (0x52, '☑'),
    (0x53, '☒'),
    (0x54, '☒'),
    (0x95, '•'),
    (0x97, '●'),
    (0x99, '◎'),
    (0xA2, '■'),
    (0xA3, '□'),
    (0x2A, '□'),
];

const SYMBOL: &[(u8, char)] = &[
    (0x44, 'Δ'),
    (0x46, 'Φ'),
    (0x47, 'Γ'),
    (0x50, 'Π'),
    (0x51, 'Θ'),
    (0x53, 'Σ'),
    (0x57, 'Ω'),
    (0x59, 'Ψ'),
    (0x61, 'α'),
    (0x62, 'β'),
    (0x63, 'χ'),
    (0x64, 'δ'),
    (0x65, 'ε'),
    (0x66, 'φ'),
    (0x67, 'γ'),
    (0x68, 'η'),
    (0x6B, 'κ'),
    (0x6C, 'λ'),
    (0x6D, 'μ'),
    (0x6E, 'ν'),
    (0x70, 'π'),
    (0x71, 'θ'),
    (0x72, 'ρ'),
    (0x73, 'σ'),
    (0x74, 'τ'),
    (0x77, 'ω'),
    (0x78, 'ξ'),
    (0x79, 'ψ'),
    (0x7A, 'ζ'),
    (0x7E, '∼'),
    (0xA2, '′'),
    (0xA3, '≤'),
    (0xA5, '∞'),
    (0xAB, '↔'),
    (0xAC, '←'),
    (0xAD, '↑'),
    (0xAE, '→'),
    (0xAF, '↓'),
    (0xB0, '°'),
    (0xB1, '±'),
    (0xB2, '″'),
    (0xB3, '≥'),
    (0xB4, '×'),
    (0xB5, '∝'),
    (0xB7, '•'),
    (0xB8, '÷'),
    (0xB9, '≠'),
    (0xBA, '≡'),
    (0xBB, '≈'),
    (0xBC, '…'),
    (0xD6, '√'),
    (0xD7, '·'),
    (0xE5, '∑'),
];

#[cfg(test)]
mod tests {
    use super::{Font, bullet, mapped};

    #[test]
    fn shapes() {
        assert_eq!(mapped(Font::Wingdings, 0xF0FE), Some('☑'));
        assert_eq!(mapped(Font::Wingdings, 0x0083), Some('③'));
        assert_eq!(mapped(Font::Wingdings2, 0xF052), Some('☑'));
        assert_eq!(mapped(Font::Symbol, 0xF0B3), Some('≥'));
        assert_eq!(mapped(Font::Other, 0xF0B3), None);
        assert_eq!(mapped(Font::Symbol, 0x4E00), None);
        assert_eq!((bullet('\u{F0B7}'), bullet('\u{F06E}'), bullet('\u{F020}')), ('•', '■', '•'));
    }
}
