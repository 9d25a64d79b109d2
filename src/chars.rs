//! Leaf: what a single character is, whatever its width.

/// The half-width twin of a full-width form, or the character itself. One character stays one.
#[must_use]
#[inline]
pub fn fold(c: char) -> char {
    // Nearly all characters.
    if matches!(c, '\0'..='\u{7F}' | '\u{3020}'..='\u{FDFF}') { c } else { fold_form(c) }
}

fn fold_form(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => shift_down(c),
        '\u{FE59}' | '\u{207D}' => '(',
        '\u{FE5A}' | '\u{207E}' => ')',
        '\u{FE5D}' | '\u{FE5E}' | '\u{2772}' | '\u{2773}' => tortoise(c),
        '\u{FE50}' => ',',
        '\u{FE52}' => '.',
        '\u{FE56}' => '?',
        '\u{FE57}' => '!',
        '\u{FE55}' | '\u{2236}' => ':',
        '\u{FE54}' => ';',
        '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{FE63}' => '-',
        '\u{223C}' | '\u{301C}' => '~',
        '\u{FE6A}' => '%',
        '\u{FFE5}' => '\u{A5}',
        '\u{2E80}'..='\u{2FDF}' => radical(c),
        _ => c,
    }
}

/// The character that a radical stands for. Some PDF readers give 人 as the radical U+2F08.
#[must_use]
pub(crate) fn radical(c: char) -> char {
    const SIMPLIFIED: [(char, char); 26] = [
        ('\u{2EA0}', '民'),
        ('\u{2EC4}', '西'),
        ('\u{2EC5}', '见'),
        ('\u{2EC6}', '角'),
        ('\u{2EC9}', '贝'),
        ('\u{2ECB}', '车'),
        ('\u{2ED3}', '长'),
        ('\u{2ED4}', '门'),
        ('\u{2ED8}', '青'),
        ('\u{2ED9}', '韦'),
        ('\u{2EDA}', '页'),
        ('\u{2EDB}', '风'),
        ('\u{2EDC}', '飞'),
        ('\u{2EDD}', '食'),
        ('\u{2EE2}', '马'),
        ('\u{2EE3}', '骨'),
        ('\u{2EE4}', '鬼'),
        ('\u{2EE5}', '鱼'),
        ('\u{2EE6}', '鸟'),
        ('\u{2EE8}', '麦'),
        ('\u{2EE9}', '黄'),
        ('\u{2EEC}', '齐'),
        ('\u{2EEE}', '齿'),
        ('\u{2EF0}', '龙'),
        ('\u{2EC1}', '虎'),
        ('\u{2EF3}', '龟'),
    ];
    if let Some((_, han)) = SIMPLIFIED.iter().find(|(radical, _)| *radical == c) {
        return *han;
    }
    let mut decomposed = c;
    unicode_normalization::char::decompose_compatible(c, |d| decomposed = d);
    decomposed
}

/// From the full-width block to ASCII.
fn shift_down(c: char) -> char {
    char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
}

/// Small and ornamental tortoise-shell brackets to 〔 and 〕.
fn tortoise(c: char) -> char {
    if matches!(c, '\u{FE5D}' | '\u{2772}') { '〔' } else { '〕' }
}

/// Han characters, 〇 included.
#[must_use]
#[inline]
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇' | '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3134F}')
}

/// The bytes of the Han characters that a UTF-8 text begins with, as far as U+4E00 to U+9FFF: nearly
/// all that a text has, and quickly told.
#[must_use]
pub(crate) fn han_run(text: &[u8]) -> usize {
    let is_plain = |char: &&[u8]| matches!(char, [0xE5..=0xE9, ..] | [0xE4, 0xB8..=0xBF, ..]);
    3 * text.chunks_exact(3).take_while(is_plain).count()
}

/// The characters of a text with their offsets, without those that [`han_run`] skips: enough for
/// whoever looks for punctuation, digits or spaces.
pub(crate) fn signs(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += han_run(text.as_bytes().get(at..)?);
        let start = at;
        let c = text.get(at..)?.chars().next()?;
        at += c.len_utf8();
        Some((start, c))
    })
}

/// The byte at which each character of a text ends.
pub(crate) fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.chars().scan(0, |end, c| {
        *end += c.len_utf8();
        Some(*end)
    })
}

/// The byte at which each character of a text begins, from the last one back.
pub(crate) fn starts_back(text: &str) -> impl Iterator<Item = usize> {
    text.chars().rev().scan(text.len(), |start, c| {
        *start -= c.len_utf8();
        Some(*start)
    })
}

/// A few bits that tell most characters from those of a set.
#[derive(Clone, Debug)]
pub(crate) struct Sieve([u64; 64]);

impl Sieve {
    /// Holds nothing.
    pub(crate) const EMPTY: Self = Self([0; 64]);

    /// Holds these characters.
    #[must_use]
    pub(crate) const fn of(set: &[char]) -> Self {
        let mut sieve = Self::EMPTY;
        let mut at = 0;
        while at < set.len() {
            sieve.add(set[at] as u32);
            at += 1;
        }
        sieve
    }

    /// Adds a code point.
    pub(crate) const fn add(&mut self, code: u32) {
        let (word, bit) = Self::place(code);
        self.0[word] |= 1 << bit;
    }

    /// False for most code points that are not of the set, true for all that are.
    #[inline]
    #[must_use]
    pub(crate) const fn may_hold(&self, code: u32) -> bool {
        let (word, bit) = Self::place(code);
        self.0[word] >> bit & 1 == 1
    }

    /// The last twelve bits of the code point: those of the last two bytes of a Han character.
    #[inline]
    const fn place(code: u32) -> (usize, u32) {
        ((code >> 6 & 63) as usize, code & 63)
    }

    /// The UTF-8 text behind the Han characters at its start that are not of the set.
    #[inline]
    #[must_use]
    pub(crate) fn skip<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        let is_other = |char: &&[u8]| match char {
            [0xE0..=0xEF, b, c] => self.0[usize::from(b & 63)] >> (c & 63) & 1 == 0,
            _ => false,
        };
        let others = text.chunks_exact(3).take_while(is_other).count();
        text.get(3 * others..).unwrap_or_default()
    }

    /// The first character that is wanted. All Han characters that are wanted must be of the set.
    #[inline]
    #[must_use]
    pub(crate) fn find(&self, text: &str, wanted: impl Fn(char) -> bool) -> Option<usize> {
        let mut at = 0;
        loop {
            at = text.len() - self.skip(text.as_bytes().get(at..)?).len();
            let c = text.get(at..)?.chars().next()?;
            if wanted(c) {
                return Some(at);
            }
            at += c.len_utf8();
        }
    }
}

/// A few bits that tell most texts from those that begin as words of a set do, by two characters.
#[derive(Clone, Debug)]
pub(crate) struct Beginnings {
    pairs: Box<[u64; 1024]>,
    /// Words of one character.
    alone: Sieve,
}

impl Beginnings {
    /// What these words begin with.
    pub(crate) fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut of = Self { pairs: Box::new([0; 1024]), alone: Sieve::EMPTY };
        for word in words {
            let mut chars = word.chars().map(u32::from);
            match (chars.next(), chars.next()) {
                (Some(first), Some(second)) => {
                    let (word, bit) = Self::place(first, second);
                    of.pairs[word] |= 1 << bit;
                }
                (Some(first), None) => of.alone.add(first),
                (None, _) => {}
            }
        }
        of
    }

    /// False for most texts that begin with no word of the set, true for all that do.
    #[inline]
    #[must_use]
    pub(crate) fn may_begin(&self, text: &str) -> bool {
        let mut chars = text.chars().map(u32::from);
        let Some(first) = chars.next() else { return false };
        let second = chars.next().map(|second| Self::place(first, second));
        second.is_some_and(|(word, bit)| self.pairs[word] >> bit & 1 == 1)
            || self.alone.may_hold(first)
    }

    #[inline]
    fn place(first: u32, second: u32) -> (usize, u32) {
        let mixed = (first << 7 ^ second).wrapping_mul(0x9E37_79B1);
        ((mixed >> 22) as usize, mixed >> 16 & 63)
    }
}

/// White space of any width, zero-width characters included; no line ends.
#[must_use]
#[inline]
pub(crate) fn is_space(c: char) -> bool {
    if ('\u{3001}'..'\u{FEFF}').contains(&c) {
        return false;
    }
    matches!(
        c,
        ' ' | '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    ) || is_zero_width(c)
}

/// What `tidy` puts in the place of each byte of markup.
pub(crate) const MARKUP: char = '\u{1}';

/// Characters that take no room.
#[must_use]
pub(crate) fn is_zero_width(c: char) -> bool {
    matches!(c, MARKUP | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
}

/// Spaces as wide as a Han character or a column.
#[must_use]
pub(crate) fn is_wide_space(c: char) -> bool {
    matches!(c, '\t' | '\u{2001}'..='\u{2003}' | '\u{3000}')
}

/// A line may end here for good.
#[must_use]
pub(crate) fn ends_sentence(c: char) -> bool {
    matches!(fold(c), '。' | ';' | '!' | '?' | ':')
}

/// Opening brackets after folding.
#[must_use]
pub(crate) fn is_open(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '〔' | '【' | '〈' | '《')
}

/// Closing brackets after folding.
#[must_use]
pub(crate) fn is_close(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '〕' | '】' | '〉' | '》')
}

/// Punctuation of any kind, after folding.
#[must_use]
pub(crate) fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || is_open(c)
        || is_close(c)
        || matches!(
            c,
            '、' | '。' | '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '「' | '」' | '『' | '』'
        )
}

/// Columns that a character takes: 2 for Han and full-width forms, else 1.
#[must_use]
#[inline]
pub(crate) fn columns(c: char) -> u32 {
    match c {
        '\u{3000}'..='\u{9FFF}' => 2,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFD}'
        | '“'
        | '”'
        | '‘'
        | '’'
        | '—'
        | '…' => 2,
        c if is_zero_width(c) => 0,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{Sieve, columns, fold, han_run, signs};

    #[test]
    fn han_characters_are_skipped() {
        assert_eq!(han_run("公文(一)".as_bytes()), 6);
        assert_eq!(han_run("一\u{9FFF}\u{4DFF}".as_bytes()), 6);
        assert_eq!(signs("公文a、件\u{20000}").map(|(at, _)| at).collect::<Vec<_>>(), [6, 7, 13]);
        assert_eq!(signs("公").count() + signs("").count(), 0);
    }

    #[test]
    fn a_sieve_finds_what_is_wanted() {
        let sieve = Sieve::of(&['年', '月']);
        let date = |c: char| c.is_ascii_digit() || matches!(c, '年' | '月');
        assert_eq!(sieve.find("到明年底", date), Some(6));
        assert_eq!(sieve.find("到(3月", date), Some(4));
        assert_eq!(sieve.find("到\u{20000}é", date), None);
        assert!(sieve.may_hold(u32::from('月')));
    }

    #[test]
    fn full_width_forms_fold_to_one_half_width_character() {
        let cases = [
            ('\u{FF08}', '('),
            ('\u{FF0C}', ','),
            ('\u{FF1A}', ':'),
            ('\u{FF11}', '1'),
            ('\u{FF21}', 'A'),
            ('\u{FE5D}', '〔'),
            ('、', '、'),
            ('①', '①'),
        ];
        for (from, to) in cases {
            assert_eq!(fold(from), to, "{from}");
        }
    }

    #[test]
    fn columns_count_what_a_terminal_shows() {
        assert_eq!("一、Ab\u{FF08}".chars().map(columns).sum::<u32>(), 8);
    }
}
