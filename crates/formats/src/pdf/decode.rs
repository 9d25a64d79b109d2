//! Which character a glyph is where its font has no table of them: the font's encoding says it, or
//! nothing does.

use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS};
use hayro_interpret::font::{Glyph, PositionedGlyph};
use hayro_interpret::hayro_cmap::BfString;
use hayro_syntax::object::{Array, Dict, Name};
use hayro_syntax::page::Resources;

/// How the codes of a font are read as characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decoder {
    /// The code is a character in this encoding, its highest byte first.
    Bytes(&'static Encoding),
    /// The code is one or two units of UTF-16.
    Utf16,
    /// The code is a code point.
    Utf32,
}

/// The fonts of a page that say by their encoding alone which characters they show.
#[derive(Clone, Debug, Default)]
pub(super) struct Decoders {
    fonts: Vec<(String, Decoder)>,
}

impl Decoders {
    /// The fonts that a page names, those of the forms on it included.
    pub(super) fn of(resources: &Resources<'_>) -> Self {
        let mut decoders = Self::default();
        decoders.add(&resources.fonts);
        let forms = resources.x_objects.keys().take(256);
        for name in forms {
            let form = resources.get_x_object(&name);
            let inner = form.and_then(|form| form.dict().get::<Dict<'_>>(&b"Resources"[..]));
            if let Some(fonts) = inner.and_then(|inner| inner.get::<Dict<'_>>(&b"Font"[..])) {
                decoders.add(&fonts);
            }
        }
        decoders
    }

    fn add(&mut self, fonts: &Dict<'_>) {
        for key in fonts.keys().take(256) {
            let Some(font) = fonts.get::<Dict<'_>>(key) else { continue };
            let encoding = font.get::<Name<'_>>(&b"Encoding"[..]);
            let is_composite = font.get::<Array<'_>>(&b"DescendantFonts"[..]).is_some();
            let decoder = encoding.filter(|_| is_composite).and_then(|name| decoder(name.as_str()));
            if let Some(decoder) = decoder {
                let name = font.get::<Name<'_>>(&b"BaseFont"[..]);
                let name = name.map(|name| without_subset(name.as_str()).to_owned());
                self.fonts.push((name.unwrap_or_default(), decoder));
            }
        }
    }

    /// The characters of a glyph and how far it moves on, in thousandths of the font's size.
    pub(super) fn words(&self, glyph: &PositionedGlyph<'_>) -> (Option<BfString>, f64) {
        let (words, advance) = match &**glyph {
            Glyph::Outline(outline) => (outline.as_unicode(), outline.advance_width()),
            Glyph::Type3(drawn) => (drawn.as_unicode(), drawn.advance_width()),
        };
        let advance = advance.map_or(1000.0, f64::from);
        let words = words.filter(is_text).filter(|words| {
            // Only fonts of type 1 name their glyphs; the library keeps no data of theirs.
            let is_named = || matches!(&**glyph, Glyph::Outline(own) if own.font_data().is_none());
            !(is_misnamed(words, advance) && is_named())
        });
        (words.or_else(|| self.by_encoding(glyph).map(BfString::Char)), advance)
    }

    fn by_encoding(&self, glyph: &PositionedGlyph<'_>) -> Option<char> {
        let (_, first) = self.fonts.first()?;
        let decoder = match self.fonts.iter().all(|(_, other)| other == first) {
            true => *first,
            false => {
                let Glyph::Outline(outline) = &**glyph else { return None };
                let name = outline.font_data()?.postscript_name?;
                self.fonts.iter().find(|(font, _)| *font == name)?.1
            }
        };
        decode(decoder, glyph.char_code())
    }
}

/// The characters that a predefined character map leads from.
fn decoder(map: &str) -> Option<Decoder> {
    let has = |part: &str| map.contains(part);
    Some(match map {
        _ if has("UCS2") || has("UTF16") => Decoder::Utf16,
        _ if has("UTF32") => Decoder::Utf32,
        _ if map.starts_with("GB") => Decoder::Bytes(GB18030),
        _ if has("B5") => Decoder::Bytes(BIG5),
        _ if has("RKSJ") => Decoder::Bytes(SHIFT_JIS),
        _ if map.starts_with("KSC") => Decoder::Bytes(EUC_KR),
        "EUC-H" | "EUC-V" => Decoder::Bytes(EUC_JP),
        _ => return None,
    })
}

fn decode(decoder: Decoder, code: u32) -> Option<char> {
    let c = match decoder {
        Decoder::Utf32 => char::from_u32(code)?,
        Decoder::Utf16 => {
            let [a, b, c, d] = code.to_be_bytes();
            let units = [u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])];
            let units = if units[0] == 0 { &units[1..] } else { &units[..] };
            char::decode_utf16(units.iter().copied()).next()?.ok()?
        }
        Decoder::Bytes(encoding) => {
            let bytes = code.to_be_bytes();
            let skip = bytes.iter().take(3).take_while(|byte| **byte == 0).count();
            let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[skip..]);
            text?.chars().next()?
        }
    };
    (!c.is_control()).then_some(c)
}

/// `ABCDEF+Name` without the mark of a subset.
fn without_subset(name: &str) -> &str {
    name.split_once('+').filter(|(mark, _)| mark.len() == 6).map_or(name, |(_, name)| name)
}

/// Characters that one glyph may stand for: a ligature has a few, and a seal or a sign that was drawn
/// as a whole has some. A table that gives it a book was made to fill memory.
const WORDS: usize = 64;

fn is_text(words: &BfString) -> bool {
    match words {
        BfString::Char(c) => !c.is_control() && *c != '\u{FFFD}',
        BfString::String(words) => {
            words.len() <= WORDS * 4 && words.chars().any(|c| !c.is_control() && c != '\u{FFFD}')
        }
    }
}

/// True where a font calls a glyph of a full square by the name of a narrow Latin character: some
/// composing systems number the Han glyphs of a page through and name them as the codes are named.
fn is_misnamed(words: &BfString, advance: f64) -> bool {
    let BfString::Char(c) = words else { return false };
    let wide = matches!(c, 'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' | '―' | '‰');
    let latin = ('!'..='\u{2FF}').contains(c) && !matches!(c, '·' | '°' | '±' | '×' | '÷');
    latin && !wide && advance > 930.0
}

#[cfg(test)]
mod tests {
    use super::{Decoder, decode, decoder, is_misnamed, without_subset};
    use encoding_rs::GB18030;
    use hayro_interpret::hayro_cmap::BfString;

    #[test]
    fn codes_are_read_as_the_encoding_says() {
        let gbk = decoder("GBK-EUC-H").expect("known");
        assert_eq!(gbk, Decoder::Bytes(GB18030));
        for (map, code, c) in [
            ("GBK-EUC-H", 0xB9AB, '公'),
            ("GBK-EUC-H", 0x38, '8'),
            ("UniGB-UCS2-H", 0x6587, '文'),
            ("UniGB-UTF16-H", 0xD842_DFB7, '𠮷'),
            ("UniGB-UTF32-H", 0x6587, '文'),
            ("ETenms-B5-H", 0xA4A4, '中'),
        ] {
            assert_eq!(decode(decoder(map).expect(map), code), Some(c), "{map}");
        }
    }

    #[test]
    fn codes_that_mean_nothing_are_no_characters() {
        assert_eq!(decoder("Identity-H"), None);
        assert_eq!(decode(Decoder::Utf16, 0xD842), None);
        assert_eq!(decode(Decoder::Utf32, 0x11_0000), None);
        assert_eq!(decode(Decoder::Bytes(GB18030), 0xB9), None);
        assert_eq!(decode(Decoder::Utf16, 7), None);
    }

    #[test]
    fn a_full_square_is_no_narrow_letter() {
        for (c, advance, misnamed) in [
            ('!', 1000.0, true),
            ('é', 1000.0, true),
            ('!', 500.0, false),
            ('W', 944.0, false),
            ('公', 1000.0, false),
            ('，', 1000.0, false),
        ] {
            assert_eq!(is_misnamed(&BfString::Char(c), advance), misnamed, "{c} {advance}");
        }
    }

    #[test]
    fn the_mark_of_a_subset_is_no_part_of_a_name() {
        assert_eq!(without_subset("ABCDEF+SimSun"), "SimSun");
        assert_eq!(without_subset("A+B"), "A+B");
    }
}
