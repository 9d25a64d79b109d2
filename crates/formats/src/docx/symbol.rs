//! Signs of symbol fonts: what is seen where such a font is used, as characters that say the same.

/// True for fonts whose letters are signs.
pub(super) fn is_symbol_font(font: &str) -> bool {
    matches!(font, "Symbol" | "Webdings") || font.starts_with("Wingdings")
}

/// What a character of a symbol font looks like. Such fonts keep their signs at U+F020 to U+F0FF,
/// or at the same places of ASCII.
pub(super) fn seen(font: &str, c: char) -> char {
    let code = match u32::from(c) {
        code @ 0xF020..=0xF0FF => code - 0xF000,
        code if is_symbol_font(font) && code < 0x100 => code,
        _ => return c,
    };
    let table = match font {
        "Wingdings" => WINGDINGS,
        "Wingdings 2" => WINGDINGS_2,
        "Wingdings 3" | "Webdings" => "",
        "Symbol" => SYMBOL,
        // An ordinary font keeps ASCII there; the place says the letter.
        _ if !font.is_empty() => return char::from_u32(code).unwrap_or(c),
        _ => WINGDINGS,
    };
    if code == 0x20 {
        return ' ';
    }
    let index = table.chars().position(|key| u32::from(key) == code && key != '•');
    let sign = index.and_then(|index| table.chars().nth(index + 1));
    sign.unwrap_or('•')
}

/// What a bullet looks like.
pub(super) fn bullet(font: &str, c: char) -> char {
    match u32::from(c) {
        // The dot and square that Word uses most, whatever font the list names.
        0xF0B7 => '•',
        0xF0A7 => '▪',
        _ => seen(font, c),
    }
}

/// Pairs: the sign's place, then what is seen there.
const WINGDINGS: &str = "\u{6C}●\u{6D}❍\u{6E}■\u{6F}□\u{71}❑\u{72}❒\u{74}⧫\u{75}◆\u{76}❖\
    \u{77}⬥\u{9F}•\u{A1}○\u{A2}○\u{A4}◉\u{A7}▪\u{A8}□\u{AA}✦\u{AB}★\u{6A}&\u{D8}➢\
    \u{DF}←\u{E0}→\u{E1}↑\u{E2}↓\u{E8}➔\u{F0}⇨\u{FB}✗\u{FC}✓\u{FD}☒\u{FE}☑\
    \u{81}①\u{82}②\u{83}③\u{84}④\u{85}⑤\u{86}⑥\u{87}⑦\u{88}⑧\u{89}⑨\u{8A}⑩\u{28}☎\u{2A}✉";
const WINGDINGS_2: &str =
    "\u{4F}✗\u{50}✓\u{51}☒\u{52}☑\u{53}☒\u{54}☒\u{97}●\u{98}•\u{A2}■\u{A3}□\u{2A}☐\u{30}☑";
const SYMBOL: &str = "\u{61}α\u{62}β\u{63}χ\u{64}δ\u{65}ε\u{66}φ\u{67}γ\u{68}η\u{6C}λ\u{6D}μ\
    \u{70}π\u{71}θ\u{72}ρ\u{73}σ\u{74}τ\u{77}ω\u{44}Δ\u{46}Φ\u{47}Γ\u{4C}Λ\u{50}Π\u{51}Θ\
    \u{53}Σ\u{57}Ω\u{A3}≤\u{A5}∞\u{B0}°\u{B1}±\u{B2}″\u{B3}≥\u{B4}×\u{B7}•\u{B8}÷\u{B9}≠\
    \u{BB}≈\u{AC}←\u{AD}↑\u{AE}→\u{AF}↓\u{D6}√\u{E5}∑\u{2D}−\u{2B}+\u{3D}=\u{28}(\u{29})\
    \u{2E}.\u{2F}/\u{25}%";

#[cfg(test)]
mod tests {
    use super::{bullet, seen};

    #[test]
    fn signs_are_what_is_seen() {
        let cases = [
            ("Wingdings", '\u{F0FE}', '☑'),
            ("Wingdings 2", 'R', '☑'),
            ("Wingdings 2", '\u{F0A3}', '□'),
            ("Symbol", '\u{F061}', 'α'),
            ("Webdings", '\u{F063}', '•'),
            ("", '\u{F06E}', '■'),
            ("宋体", '\u{F031}', '1'),
            ("宋体", 'R', 'R'),
            ("Wingdings", '一', '一'),
            ("Wingdings", '\u{E001}', '\u{E001}'),
        ];
        for (font, c, sign) in cases {
            assert_eq!(seen(font, c), sign, "{font} {c:?}");
        }
        assert_eq!(bullet("Symbol", '\u{F0B7}'), '•');
        assert_eq!(bullet("Wingdings", '\u{F0D8}'), '➢');
        assert_eq!(bullet("宋体", '·'), '·');
    }
}
