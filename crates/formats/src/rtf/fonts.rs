//! Fonts and the encodings of their bytes.

use crate::doc::symbols::{self, Font, mapped};
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_1252};
use std::collections::BTreeMap;

/// A font.
#[derive(Clone, Debug)]
struct Entry {
    charset: i32,
    name: Vec<u8>,
}

/// The fonts of a file, by number, and its code page.
#[derive(Clone, Debug)]
pub(super) struct Fonts {
    entries: BTreeMap<i32, Entry>,
    current: i32,
    page: &'static Encoding,
}

impl Fonts {
    /// No fonts, and the code page of Western Europe.
    pub(super) fn new() -> Self {
        Self { entries: BTreeMap::new(), current: 0, page: WINDOWS_1252 }
    }

    /// The code page of the file.
    pub(super) fn set_page(&mut self, number: i32) {
        self.page = match number {
            936 | 54936 => GB18030,
            950 => BIG5,
            932 => SHIFT_JIS,
            949 => EUC_KR,
            other => {
                let label = format!("windows-{other}");
                Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
            }
        };
    }

    /// A word inside the table of fonts.
    pub(super) fn word(&mut self, name: &[u8], number: Option<i32>) {
        /// Fonts of a file at most.
        const MOST: usize = 4096;
        match (name, number) {
            (b"f", Some(number)) if self.entries.len() < MOST => {
                self.current = number;
                self.entries.entry(number).or_insert(Entry { charset: 1, name: Vec::new() });
            }
            (b"fcharset", Some(charset)) => {
                if let Some(entry) = self.entries.get_mut(&self.current) {
                    entry.charset = charset;
                }
            }
            _ => {}
        }
    }

    /// A byte of a name inside the table of fonts.
    pub(super) fn byte(&mut self, byte: u8) {
        if let Some(entry) = self.entries.get_mut(&self.current)
            && byte != b';'
            && entry.name.len() < 64
        {
            entry.name.push(byte);
        }
    }

    /// Bytes in a font as UTF-16. Programs disagree on whether the font or the code page decides;
    /// the first in which the bytes are characters does.
    pub(super) fn decode(&self, font: i32, bytes: &[u8]) -> Vec<u16> {
        let entry = self.entries.get(&font);
        let charset = entry.map_or(1, |entry| entry.charset);
        if charset == 2 {
            let font = entry.map_or(Font::Other, |entry| symbols::font(&entry.name));
            return bytes.iter().map(|byte| shape(font, *byte)).collect();
        }
        let own = match charset {
            134 => GB18030,
            136 => BIG5,
            128 => SHIFT_JIS,
            129 => EUC_KR,
            _ => self.page,
        };
        for encoding in [own, self.page, WINDOWS_1252] {
            let found = encoding.decode_without_bom_handling_and_without_replacement(bytes);
            if let Some(text) = found {
                return text.encode_utf16().collect();
            }
        }
        own.decode_without_bom_handling(bytes).0.encode_utf16().collect()
    }

    /// A UTF-16 unit in a font, which may be one of symbols.
    pub(super) fn unit(&self, font: i32, unit: u16) -> u16 {
        let Some(entry) = self.entries.get(&font).filter(|_| unit >> 8 == 0xF0) else {
            return unit;
        };
        let c = mapped(symbols::font(&entry.name), unit);
        c.and_then(|c| u16::try_from(u32::from(c)).ok()).unwrap_or(unit)
    }
}

/// The character that looks like a byte of a symbol font.
fn shape(font: Font, byte: u8) -> u16 {
    let c = mapped(font, u16::from(byte)).and_then(|c| u16::try_from(u32::from(c)).ok());
    // Fonts that are not known keep their letters.
    c.unwrap_or(if byte < 0x80 { u16::from(byte) } else { 0x2022 })
}
