//! How likely a character is in a Chinese notice, as a cost: the price of a text is the sum of its
//! characters' costs, and prices of readings of the same bytes can be compared.

use encoding_rs::{BIG5, GB18030};

/// The most frequent characters of notices, most frequent first, in both scripts: a line of those
/// that every page has, and a line of those that every notice has.
const FREQUENT: &str = include_str!("frequent.txt");

/// The price of what stands in no text.
pub(super) const IMPOSSIBLE: u32 = 200;

/// The cost of each character: a tenth of the negative natural logarithm of its frequency.
pub(super) struct Model {
    costs: Vec<u8>,
}

/// Costs of ranges of characters; what is listed later wins.
const RANGES: &[(char, char, u8)] = &[
    (' ', '~', 60),
    ('0', '9', 45),
    ('A', 'Z', 50),
    ('a', 'z', 45),
    ('\u{A0}', '\u{24F}', 110),
    ('\u{C0}', '\u{FF}', 80),
    ('\u{250}', '\u{36F}', 140),
    ('\u{370}', '\u{52F}', 120),
    ('\u{530}', '\u{1FFF}', 160),
    ('\u{2000}', '\u{206F}', 80),
    ('\u{2070}', '\u{2BFF}', 105),
    ('\u{2E80}', '\u{2FFF}', 140),
    ('\u{3000}', '\u{303F}', 70),
    ('\u{3040}', '\u{312F}', 120),
    ('\u{3130}', '\u{33FF}', 130),
    ('\u{3400}', '\u{4DBF}', 160),
    ('\u{4E00}', '\u{9FFF}', 125),
    ('\u{A000}', '\u{ABFF}', 170),
    ('\u{AC00}', '\u{D7A3}', 150),
    ('\u{F900}', '\u{FAFF}', 150),
    ('\u{FE10}', '\u{FE6F}', 110),
    ('\u{FF00}', '\u{FFEF}', 75),
];

impl Model {
    pub(super) fn new() -> Self {
        let mut costs = vec![200; 0x1_0000];
        for (first, last, cost) in RANGES {
            costs[*first as usize..=*last as usize].fill(*cost);
        }
        // Halves of pairs, which UTF-16 is priced by.
        costs[0xD800..0xE000].fill(85);
        let mut model = Self { costs };
        model.set("\t\n\r \u{3000}", 45);
        // The first levels of both standards hold the characters in daily use.
        model.set(&pairs(BIG5, 0xA4..=0xC6, &[0x40..=0x7E, 0xA1..=0xFE]), 95);
        model.set(&pairs(GB18030, 0xB0..=0xD7, &[0xA1..=0xFE]), 85);
        model.set("、。《》〔〕【】，：；（）“”—…！％", 45);
        model.set("\u{A0}·", 50);
        let mut lines = FREQUENT.lines();
        let first = lines.next().unwrap_or_default();
        model.set(lines.next().unwrap_or_default(), 65);
        model.set(first, 50);
        model
    }

    fn set(&mut self, chars: &str, cost: u8) {
        for c in chars.chars() {
            if let Some(place) = self.costs.get_mut(c as usize).filter(|_| c != '\u{FFFD}') {
                *place = cost;
            }
        }
    }

    /// The cost of a UTF-16 code unit.
    pub(super) fn unit(&self, unit: u16) -> u32 {
        u32::from(self.costs[usize::from(unit)])
    }

    /// The cost of a character.
    pub(super) fn char(&self, c: char) -> u32 {
        match self.costs.get(c as usize) {
            Some(cost) => u32::from(*cost),
            None if ('\u{1F000}'..='\u{3FFFF}').contains(&c) => 165,
            None => IMPOSSIBLE,
        }
    }

    /// The price of a text.
    pub(super) fn text(&self, text: &str) -> u64 {
        text.chars().map(|c| u64::from(self.char(c))).sum()
    }
}

/// All characters of a block of a two-byte encoding.
fn pairs(
    encoding: &'static encoding_rs::Encoding,
    leads: std::ops::RangeInclusive<u8>,
    trails: &[std::ops::RangeInclusive<u8>],
) -> String {
    let trails = || trails.iter().cloned().flatten();
    let bytes: Vec<u8> = leads.flat_map(|lead| trails().flat_map(move |t| [lead, t])).collect();
    let text = encoding.decode_without_bom_handling(&bytes).0;
    text.chars().filter(|c| ('\u{4E00}'..='\u{9FFF}').contains(c)).collect()
}
