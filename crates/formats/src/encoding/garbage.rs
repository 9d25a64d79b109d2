//! Whether characters are a text at all, whatever it says: bytes of programs, pictures and packed
//! files read as characters are none.
//!
//! Two properties of such bytes: many of them are no character that a text has (control characters,
//! malformed, for private use, not assigned), and those that are one belong to scripts from all over
//! the world, each for a character or two. A damaged text has the first here and there, a text in
//! another language has one script of the second. What is mostly one or the other is no text.

use super::mojibake::mojibake;
use super::plausible::Model;
use std::collections::BTreeSet;

/// A longer text is looked at in so many places …
const PLACES: usize = 64;

/// … of so many bytes each.
const PLACE: usize = 2048;

/// Bad characters that are damage, where others stand around them.
const FEW: usize = 5;

/// A character of Chinese that is read as it was written costs 51 to 64 on average, one of other bytes
/// more than this. So does one of Chinese in a wrong encoding, which is detected separately.
const STRANGE: u64 = 105;

/// Of so many characters one is bad where the others are rare as well: the lowest share of them that any
/// rule here asks for.
const STRANGE_SHARE: usize = 12;

/// Scripts that no text uses together.
const MANY: usize = 12;

/// A text of so many characters has more kinds of letters than [`KINDS`].
const ENOUGH: usize = 20;
const KINDS: usize = 4;

/// True for what is no text.
pub(crate) fn is_garbage(text: &str) -> bool {
    if is_plain(text) {
        return false;
    }
    let model = Model::new();
    let count = Count::of(&model, text);
    count.is_mostly_bad()
        || count.is_babel()
        || count.is_monotonous()
        || (count.is_strange() && mojibake(&model, text).is_none())
}

/// True where nearly all characters are those of Chinese or of ASCII, so that no rule here can speak of
/// the rest.
fn is_plain(text: &str) -> bool {
    let (mut plain, mut other) = (0, 0);
    for piece in pieces(text) {
        let mut rest = piece;
        loop {
            let run = common_run(rest.as_bytes());
            plain += run;
            let mut chars = rest.get(3 * run..).unwrap_or_default().chars();
            match chars.next() {
                None => break,
                Some(
                    '\u{4E00}'..='\u{9FFF}' | '\u{3001}'..='\u{3011}' | '\u{FF01}'..='\u{FF5E}',
                ) => plain += 1,
                Some('!'..='~' | '“' | '”' | '—') => plain += 1,
                Some(c) if c.is_whitespace() => {}
                Some(_) => other += 1,
            }
            rest = chars.as_str();
        }
    }
    other * STRANGE_SHARE < plain
}

/// How many characters from U+5000 to U+9FFF stand at the start of a text: nearly all that Chinese
/// has, and quickly told.
fn common_run(text: &[u8]) -> usize {
    text.chunks_exact(3).take_while(|c| matches!(c, [0xE5..=0xE9, ..])).count()
}

#[derive(Debug, Default)]
struct Count {
    /// Characters that can be seen, and those that cannot be in a text.
    all: usize,
    /// Characters that no text has.
    bad: usize,
    /// Characters of scripts that notices are not written in.
    foreign: usize,
    scripts: BTreeSet<u32>,
    /// Letters that notices are not written in, signs on Latin letters among them, and their kinds; no
    /// more kinds are kept than matter.
    letters: usize,
    kinds: BTreeSet<char>,
    /// Good characters that are not ASCII, and their price.
    wide: u64,
    price: u64,
}

impl Count {
    fn of(model: &Model, text: &str) -> Self {
        let mut count = Self::default();
        for piece in pieces(text) {
            let mut last = None;
            for c in piece.chars() {
                // A file that was being written when the disk was full ends in zeros: one damage.
                let repeats = c.is_control() && last.replace(c) == Some(c);
                if !repeats {
                    count.add(model, c);
                }
            }
        }
        count
    }

    fn add(&mut self, model: &Model, c: char) {
        if c.is_whitespace() || c == '\u{FEFF}' {
            return;
        }
        self.all += 1;
        if is_bad(c) {
            self.bad += 1;
            return;
        }
        if let Some(script) = script(c) {
            self.foreign += 1;
            self.scripts.insert(script);
        }
        if script(c).is_some() || matches!(c, '\u{100}'..='\u{5FF}') {
            self.letters += 1;
            if self.kinds.len() <= KINDS {
                self.kinds.insert(c);
            }
        }
        if !c.is_ascii() {
            self.wide += 1;
            self.price += u64::from(model.char(c));
        }
    }

    /// Three of ten characters, or in a few characters half of them.
    fn is_mostly_bad(&self) -> bool {
        let Self { all, bad, .. } = *self;
        (bad > 0 && bad == all)
            || (bad >= FEW && bad * 10 >= all * 3)
            || (bad > 1 && bad * 2 >= all)
    }

    /// A quarter of the characters, from three scripts or more. A menu of languages has words of them.
    fn is_babel(&self) -> bool {
        let Self { all, bad, foreign, .. } = *self;
        let odd = bad + foreign;
        let scripts = self.scripts.len();
        let are_mixed = bad * 25 >= all || scripts * 2 >= foreign || scripts >= MANY;
        scripts >= 3 && odd * 4 >= all && are_mixed
    }

    /// The same few foreign letters again and again: two bytes that take turns, read as UTF-16.
    fn is_monotonous(&self) -> bool {
        let Self { all, letters, .. } = *self;
        all >= ENOUGH && letters * 4 >= all * 3 && self.kinds.len() <= KINDS
    }

    /// Bad characters among others that are rare as well.
    fn is_strange(&self) -> bool {
        let Self { all, bad, wide, price, .. } = *self;
        bad >= 2 && bad * STRANGE_SHARE >= all && wide >= 4 && price >= wide * STRANGE
    }
}

/// All of a short text, and places all over a long one.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let step = (text.len() / PLACES).max(PLACE);
    (0..PLACES).map_while(move |place| {
        let from = place * step;
        let end = if step == PLACE && place + 1 == PLACES { text.len() } else { from + PLACE };
        (from < text.len()).then(|| &text[edge(text, from)..edge(text, end)])
    })
}

/// The first place from there on where a character begins.
fn edge(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at.min(text.len())
}

fn is_bad(c: char) -> bool {
    let code = u32::from(c);
    match c {
        // The end of a text under DOS.
        '\u{1A}' | '\u{85}' => false,
        '\u{FFFD}' | '\u{FDD0}'..='\u{FDEF}' | '\u{E000}'..='\u{F8FF}' => true,
        '\u{40000}'..='\u{DFFFF}' | '\u{E0200}'.. => true,
        c => c.is_control() || code & 0xFFFE == 0xFFFE,
    }
}

/// The script of a character that notices are not written in; scripts that take several blocks are one.
fn script(c: char) -> Option<u32> {
    let block = u32::from(c) >> 8;
    match block {
        0x06..=0x08 | 0xFB..=0xFD => Some(0x06),
        0xA0..=0xA4 => Some(0xA0),
        0x11 | 0xA9 | 0xAC..=0xD7 => Some(0xAC),
        0x05 | 0x09..=0x1D | 0x1F | 0x28..=0x2D | 0xA5..=0xAB => Some(block),
        0x100..=0x1EF => Some(block),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::decode;
    use super::is_garbage;
    use encoding_rs::{BIG5, GB18030, UTF_8};

    struct Random(u64);

    impl Random {
        fn bytes(&mut self, count: usize) -> Vec<u8> {
            let mut byte = || {
                self.0 ^= self.0 << 13;
                self.0 ^= self.0 >> 7;
                self.0 ^= self.0 << 17;
                (self.0 >> 24) as u8
            };
            (0..count).map(|_| byte()).collect()
        }
    }

    /// How many of a hundred garbages of that size are taken for text.
    fn taken(size: usize) -> usize {
        let mut random = Random(size as u64 * 7919 + 1);
        (0..100).filter(|_| !is_garbage(&decode(&random.bytes(size), None).text)).count()
    }

    #[test]
    fn random_bytes_are_no_text() {
        // A handful of bytes may be anything; from a line on they are not.
        for (size, at_most) in [(24, 35), (48, 10), (100, 1), (400, 0), (4000, 0), (20_000, 0)] {
            let taken = taken(size);
            assert!(taken <= at_most, "{taken} of 100 garbages of {size} bytes are text");
        }
    }

    const TEXT: &str = "区人民政府办公室关于印发《方案》的通知\r\n各镇人民政府：\r\n一、工作目标。到2025年底，\
                        新增岗位100个。（责任单位：区发改局、区财政局）\r\n";

    #[test]
    fn damaged_text_is_text() {
        let long = TEXT.repeat(20);
        for encoding in [UTF_8, GB18030, BIG5] {
            let bytes = encoding.encode(&long).0.into_owned();
            let holes: Vec<u8> = bytes
                .iter()
                .enumerate()
                .filter(|(at, _)| at % 23 != 7)
                .map(|(_, byte)| *byte)
                .collect();
            assert!(!is_garbage(&decode(&holes, None).text), "{}", encoding.name());
            let zeros = [&bytes[..], &[0; 100_000]].concat();
            assert!(!is_garbage(&decode(&zeros, None).text), "{}", encoding.name());
        }
        for units in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes: Vec<u8> = long.encode_utf16().flat_map(units).collect();
            assert!(!is_garbage(&decode(&bytes[..bytes.len() - 1], None).text));
        }
    }

    #[test]
    fn what_is_in_another_language_or_full_of_signs_is_text() {
        let cases = [
            "",
            "1",
            "①②③→№㎡℃■◆★☆※",
            "English 한국어 العربية ไทย हिन्दी ქართული Հայերեն 日本語 Русский",
            "མི་དམངས་སྲིད་གཞུང་གི་བརྡ་ཐོ།",
            "ئۇيغۇر ئاپتونوم رايونلۇق خەلق ھۆكۈمىتى",
            "ꆈꌠꉙ ꋍꃅꏦꏱ",
            "인민정부 통지",
            "鍏充簬鍗板彂銆婃柟妗堛€嬬殑閫氱煡",
            "å…³äºŽå°å‘ã€Šæ–¹æ¡ˆã€‹çš„é€šçŸ¥",
            "一\u{FFFD}",
            "重点工作\u{F06C}一、\u{F06C}二、\u{F06C}三",
        ];
        for text in cases {
            assert!(!is_garbage(text), "{text}");
        }
    }

    #[test]
    fn what_holds_nothing_but_controls_is_no_text() {
        for text in
            ["\0", "\0\0\0\0", "\u{1}\u{2}\u{3}a", "\u{FFFD}\u{FFFD}", "\u{E000}\u{E001}\u{E002}"]
        {
            assert!(is_garbage(text), "{text:?}");
        }
        let mut program = b"\x01\x02\x03\x04".to_vec();
        for word in ["main", "printf", "%s\n", "libc.so", ".text", ".data"].repeat(40) {
            program.extend([word.as_bytes(), &[0, 0, 7, 0xE8, 0x90, 0, 0xFF, 0x15]].concat());
        }
        assert!(is_garbage(&decode(&program, None).text));
    }

    #[test]
    fn a_few_bytes_that_take_turns_are_no_text() {
        for pair in [[0, 1], [1, 2], [3, 4], [5, 6], [9, 16]] {
            let bytes = pair.repeat(100);
            assert!(is_garbage(&decode(&bytes, None).text), "{pair:?}");
            let with_words = [&bytes.repeat(5)[..], "通知".as_bytes()].concat();
            assert!(is_garbage(&decode(&with_words, None).text), "{pair:?}");
        }
        for text in ["Ā", "а б в а б в а б в а б в а б в а б в г д", "—————————————————————————"]
        {
            assert!(!is_garbage(text), "{text}");
        }
    }

    #[test]
    fn a_notice_with_garbage_before_or_behind_it_is_text() {
        let mut random = Random(99);
        for encoding in [UTF_8, GB18030, BIG5] {
            let text = encoding.encode(&TEXT.repeat(60)).0.into_owned();
            for share in [10, 60] {
                let bad = random.bytes(text.len() * share / 100);
                for file in [[&bad[..], &text].concat(), [&text[..], &bad].concat()] {
                    let decoded = decode(&file, None);
                    let what = (encoding.name(), share, decoded.encoding.name());
                    assert!(!is_garbage(&decoded.text), "{what:?}");
                }
            }
        }
    }
}
