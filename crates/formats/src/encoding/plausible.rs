//! How likely a character is in a Chinese notice, as a cost: the price of a text is the sum of its
//! characters' costs, and prices of readings of the same bytes can be compared.

/// Characters by how often they are used, in four lines: those that every page of a notice has, those
/// that most notices have, the rest of the first level of GB 2312, the rest of that of Big5.
const FREQUENT: &[u8] = include_bytes!("frequent.txt");

/// The costs of these lines.
const LEVELS: [u8; 4] = [50, 65, 85, 95];

/// The price of what stands in no text.
pub(super) const IMPOSSIBLE: u32 = 200;

/// The cost of each character: a tenth of the negative natural logarithm of its frequency.
static COSTS: [u8; 0x1_0000] = costs();

/// The costs of characters.
pub(super) struct Model {
    costs: &'static [u8; 0x1_0000],
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

/// Marks of every notice.
const MARKS: &[u8] = "\t\r \u{3000}、。《》〔〕【】，：；（）“”—…！％".as_bytes();

/// Computed when the program is built.
const fn costs() -> [u8; 0x1_0000] {
    let mut costs = [200; 0x1_0000];
    let mut range = 0;
    while range < RANGES.len() {
        let (first, last, cost) = RANGES[range];
        costs = fill(costs, first as usize, last as usize, cost);
        range += 1;
    }
    // Halves of pairs, which UTF-16 is priced by.
    costs = fill(costs, 0xD800, 0xDFFF, 85);
    costs = set(costs, FREQUENT, &LEVELS);
    costs = set(costs, MARKS, &[45]);
    costs = set(costs, "\u{A0}·".as_bytes(), &[50]);
    costs['\n' as usize] = 45;
    costs
}

const fn fill(mut costs: [u8; 0x1_0000], first: usize, last: usize, cost: u8) -> [u8; 0x1_0000] {
    let mut at = first;
    while at <= last {
        costs[at] = cost;
        at += 1;
    }
    costs
}

/// Sets the costs of the characters of each line of a text in UTF-8.
const fn set(mut costs: [u8; 0x1_0000], text: &[u8], lines: &[u8]) -> [u8; 0x1_0000] {
    let (mut at, mut line) = (0, 0);
    while at < text.len() {
        let lead = text[at] as usize;
        let (c, len) = match lead {
            0..0x80 => (lead, 1),
            0x80..0xE0 => ((lead & 0x1F) << 6 | low(text[at + 1]), 2),
            _ => ((lead & 0xF) << 12 | low(text[at + 1]) << 6 | low(text[at + 2]), 3),
        };
        at += len;
        if c == '\n' as usize {
            line += 1;
        } else {
            costs[c] = lines[line];
        }
    }
    costs
}

const fn low(byte: u8) -> usize {
    (byte & 0x3F) as usize
}

impl Model {
    pub(super) fn new() -> Self {
        Self { costs: &COSTS }
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
        self.price(text.chars()).0
    }

    /// The price of characters, and how many they are.
    pub(super) fn price(&self, chars: impl Iterator<Item = char>) -> (u64, usize) {
        let mut price = 0;
        let counted = chars.inspect(|c| price += u64::from(self.char(*c))).count();
        (price, counted)
    }
}
