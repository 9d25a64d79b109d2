//! A set of words with a value each, looked up at a position of a text.

use crate::chars::Sieve;
use once_cell::sync::OnceCell;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::iter;

/// Words of one kind. Longer words win.
pub(crate) struct Words<T> {
    /// Rows of the program.
    rows: &'static str,
    read: fn(&'static str) -> Option<T>,
    /// Built when a word is first looked for; many notices need few tables.
    built: OnceCell<Box<Built<T>>>,
    /// The number among the words that are marked in a text.
    number: OnceCell<u8>,
}

impl<T> Words<T> {
    /// Collects the words. Of two equal words the first stays.
    pub(crate) fn new<W: Into<Cow<'static, str>>>(words: impl IntoIterator<Item = (W, T)>) -> Self {
        let words = words.into_iter().map(|(word, value)| (word.into(), value));
        let built = Box::new(Built::new(words.collect()));
        Self {
            rows: "",
            read: |_| None,
            built: OnceCell::with_value(built),
            number: OnceCell::new(),
        }
    }

    /// The words of rows of the program: a word a line, a tab, and what `read` reads a value from.
    /// They stand in the order of [`place`], and rows without a value are left out.
    pub(super) fn of_rows(rows: &'static str, read: fn(&'static str) -> Option<T>) -> Self {
        Self { rows, read, built: OnceCell::new(), number: OnceCell::new() }
    }

    fn built(&self) -> &Built<T> {
        self.built.get_or_init(|| {
            let entries = values(self.rows, self.read).collect();
            Box::new(Built::of_sorted(entries))
        })
    }

    /// The longest word that `text` begins with.
    #[must_use]
    pub(crate) fn at_start<'s>(&'s self, text: &str) -> Option<(&'s str, &'s T)> {
        let (code, behind) = decode(text.as_bytes())?;
        self.built().beginning(text.as_bytes(), code, behind)
    }

    /// False for most characters that no word begins with.
    #[must_use]
    pub(crate) fn may_start(&self, first: char) -> bool {
        self.built().by_first.keys.may_hold(u32::from(first))
    }

    /// The longest word that `text` ends with.
    #[must_use]
    pub(crate) fn at_end<'s>(&'s self, text: &str) -> Option<(&'s str, &'s T)> {
        self.ending(text, text.chars().next_back()?)
    }

    /// The same for a text whose last character is known.
    #[inline]
    pub(crate) fn ending<'s>(&'s self, text: &str, last: char) -> Option<(&'s str, &'s T)> {
        let built = self.built();
        let index = built.by_last();
        let code = u32::from(last);
        if !index.keys.may_hold(code) {
            return None;
        }
        let next = text[..text.len() - last.len_utf8()].chars().next_back().map_or(NONE, u32::from);
        let possible = index.may_hold(code, next);
        possible.then(|| built.longest_at_end(text.as_bytes(), code, next))?
    }

    /// False for most characters that no word ends with.
    #[must_use]
    #[inline]
    pub(crate) fn may_end(&self, last: char) -> bool {
        self.built().by_last().keys.may_hold(u32::from(last))
    }

    /// False for most texts inside of which no word ends.
    #[must_use]
    pub(crate) fn may_end_inside(&self, text: &str) -> bool {
        let ends = &self.built().by_last().keys;
        ends.find(text, |c| ends.may_hold(u32::from(c))).is_some()
    }

    /// The value of exactly this word.
    #[must_use]
    pub(crate) fn get(&self, word: &str) -> Option<&T> {
        self.at_start(word).filter(|(found, _)| *found == word).map(|(_, value)| value)
    }

    /// The words found in `text` from left to right, the longest at each place, without overlap:
    /// byte offset, word, value.
    pub(crate) fn find_all<'s, 't>(
        &'s self,
        text: &'t str,
    ) -> impl Iterator<Item = (usize, &'s str, &'s T)> + use<'s, 't, T> {
        let mut from = 0;
        iter::from_fn(move || {
            let (at, word, value) = self.find(&text[from..])?;
            let start = from + at;
            from = start + word.len();
            Some((start, word, value))
        })
    }

    /// The first word found in `text`.
    #[must_use]
    pub(crate) fn find<'s>(&'s self, text: &str) -> Option<(usize, &'s str, &'s T)> {
        let built = self.built();
        let mut rest = text.as_bytes();
        loop {
            rest = built.by_first.keys.skip(rest);
            let (code, behind) = decode(rest)?;
            if let Some((word, value)) = built.beginning(rest, code, behind) {
                return Some((text.len() - rest.len(), word, value));
            }
            rest = behind;
        }
    }

    /// Every word with its value, in no order that means anything.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.built().entries.iter().map(|(word, value)| (&**word, value))
    }

    /// The number that the words have among those that are marked in a text, see [`super::cues`].
    #[inline]
    pub(crate) fn number(&self) -> Option<usize> {
        self.number.get().map(|number| usize::from(*number))
    }

    /// Gives them their number. The first stays.
    pub(super) fn set_number(&self, number: u8) {
        let _ = self.number.set(number);
    }

    /// The words with their values: the longest first of those with the same first character.
    pub(super) fn entries(&self) -> impl Iterator<Item = &(Cow<'static, str>, T)> {
        self.built().entries.iter()
    }

    /// The word at that place of all.
    #[inline]
    pub(crate) fn entry(&self, at: u32) -> Option<(&str, &T)> {
        self.built().entries.get(at as usize).map(|(word, value)| (&**word, value))
    }

    /// The number of words.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.built().entries.len()
    }
}

impl<W: Into<Cow<'static, str>>, T> FromIterator<(W, T)> for Words<T> {
    fn from_iter<I: IntoIterator<Item = (W, T)>>(words: I) -> Self {
        Self::new(words)
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Words<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<T: Clone> Clone for Words<T> {
    fn clone(&self) -> Self {
        let (built, number) = (self.built.clone(), self.number.clone());
        Self { rows: self.rows, read: self.read, built, number }
    }
}

/// Where a word stands among the words of a kind: by its first character, the longest first.
pub(super) fn place(word: &str) -> (Option<char>, Reverse<usize>, &str) {
    (word.chars().next(), Reverse(word.len()), word)
}

/// The words of rows with the values that their other cells give.
pub(super) fn values<T>(
    rows: &'static str,
    read: fn(&'static str) -> Option<T>,
) -> impl Iterator<Item = (Cow<'static, str>, T)> {
    let cells = rows.lines().map(|row| row.split_once('\t').unwrap_or((row, "")));
    cells.filter_map(move |(word, cells)| Some((Cow::Borrowed(word), read(cells)?)))
}

/// Words in the order of [`place`] with what finds them.
#[derive(Clone)]
struct Built<T> {
    by_first: Index,
    /// Built when the end of a text is first looked at; few tables need it.
    by_last: OnceCell<Box<Index>>,
    entries: Vec<(Cow<'static, str>, T)>,
}

impl<T> Built<T> {
    fn new(mut entries: Vec<(Cow<'static, str>, T)>) -> Self {
        entries.retain(|(word, _)| !word.is_empty());
        entries.sort_by(|(one, _), (other, _)| place(one).cmp(&place(other)));
        entries.dedup_by(|(one, _), (before, _)| one == before);
        Self::of_sorted(entries)
    }

    fn of_sorted(entries: Vec<(Cow<'static, str>, T)>) -> Self {
        let by_first = Index::new(&entries, |word| {
            let mut chars = word.chars();
            (chars.next(), chars.next())
        });
        Self { by_first, by_last: OnceCell::new(), entries }
    }

    /// The words by their last character.
    #[inline]
    fn by_last(&self) -> &Index {
        self.by_last.get_or_init(|| {
            Box::new(Index::new(&self.entries, |word| {
                let mut chars = word.chars().rev();
                (chars.next(), chars.next())
            }))
        })
    }

    /// The longest word that a text begins with whose first character has been read.
    #[inline]
    fn beginning(&self, text: &[u8], code: u32, behind: &[u8]) -> Option<(&str, &T)> {
        if !self.by_first.keys.may_hold(code) {
            return None;
        }
        let next = decode(behind).map_or(NONE, |(next, _)| next);
        let possible = self.by_first.may_hold(code, next);
        possible.then(|| self.longest_at_start(text, code, next))?
    }

    // Few texts come so far.
    #[inline(never)]
    fn longest_at_start(&self, text: &[u8], code: u32, next: u32) -> Option<(&str, &T)> {
        self.first_of(self.by_first.near(code, next), |word| text.starts_with(word))
    }

    #[inline(never)]
    fn longest_at_end(&self, text: &[u8], code: u32, next: u32) -> Option<(&str, &T)> {
        self.first_of(self.by_last().near(code, next), |word| text.ends_with(word))
    }

    #[inline]
    fn first_of(
        &self,
        candidates: impl Iterator<Item = u32>,
        fits: impl Fn(&[u8]) -> bool,
    ) -> Option<(&str, &T)> {
        let entries = candidates.filter_map(|at| self.entries.get(at as usize));
        let (word, value) = { entries }.find(|(word, _)| fits(word.as_bytes()))?;
        Some((word, value))
    }
}

/// No character.
const NONE: u32 = u32::MAX;

/// Words by two characters: the first two, or the last two from the end. The first of the two is the
/// key; the second is [`NONE`] for a word of one character.
#[derive(Clone)]
struct Index {
    keys: Sieve,
    /// Keys that are a whole word.
    alone: Sieve,
    /// What stands beside the key in longer words.
    second: Sieve,
    /// Two characters, and where in `order` their words begin and end. Its length is a power of two, and
    /// half of it is empty: two characters stand at their place or as soon as possible behind it.
    pairs: Vec<Pair>,
    /// Words, the longest of each pair first.
    order: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Pair {
    chars: (u32, u32),
    from: u32,
    to: u32,
}

/// No words.
const EMPTY: Pair = Pair { chars: (NONE, NONE), from: 0, to: 0 };

impl Index {
    /// `ends` gives the two characters of a word.
    fn new<T>(
        entries: &[(Cow<'static, str>, T)],
        ends: impl Fn(&str) -> (Option<char>, Option<char>),
    ) -> Self {
        let (mut keys, mut alone, mut second) = (Sieve::EMPTY, Sieve::EMPTY, Sieve::EMPTY);
        let code = |c: Option<char>| c.map_or(NONE, u32::from);
        let mut keyed: Vec<((u32, u32), Reverse<usize>, u32)> = Vec::with_capacity(entries.len());
        for ((word, _), at) in entries.iter().zip(0..) {
            let (key, next) = ends(word);
            let (key, next) = (code(key), code(next));
            keys.add(key);
            if next == NONE {
                alone.add(key)
            } else {
                second.add(next)
            }
            keyed.push(((key, next), Reverse(word.len()), at));
        }
        keyed.sort_unstable();
        let pairs = Self::table(&keyed);
        let order = keyed.into_iter().map(|(.., at)| at).collect();
        Self { keys, alone, second, pairs, order }
    }

    fn table(keyed: &[((u32, u32), Reverse<usize>, u32)]) -> Vec<Pair> {
        let groups = keyed.chunk_by(|one, other| one.0 == other.0);
        let mut pairs = vec![EMPTY; (2 * groups.clone().count() + 1).next_power_of_two()];
        let mut from = 0;
        for group in groups {
            let to = from + group.len() as u32;
            let chars = group.first().map_or(EMPTY.chars, |word| word.0);
            let mut at = Self::place(&pairs, chars);
            while pairs[at].to > 0 {
                at = (at + 1) & (pairs.len() - 1);
            }
            pairs[at] = Pair { chars, from, to };
            from = to;
        }
        pairs
    }

    #[inline]
    fn place(pairs: &[Pair], (key, next): (u32, u32)) -> usize {
        let mixed = (key.wrapping_mul(0x9E37_79B1) ^ next).wrapping_mul(0x85EB_CA6B);
        (mixed >> 15 ^ mixed) as usize & (pairs.len() - 1)
    }

    /// False for most pairs of characters that no word has, where the first is a key.
    #[inline]
    fn may_hold(&self, key: u32, next: u32) -> bool {
        next != NONE && self.second.may_hold(next) || self.alone.may_hold(key)
    }

    /// The words of a key that can stand where `next` is beside it, the longest first.
    #[inline]
    fn near(&self, key: u32, next: u32) -> impl Iterator<Item = u32> {
        let alone = if next == NONE { &[] } else { self.of(key, NONE) };
        self.of(key, next).iter().chain(alone).copied()
    }

    #[inline]
    fn of(&self, key: u32, next: u32) -> &[u32] {
        let mut at = Self::place(&self.pairs, (key, next));
        loop {
            match self.pairs.get(at) {
                Some(pair) if pair.chars == (key, next) => {
                    let words = self.order.get(pair.from as usize..pair.to as usize);
                    return words.unwrap_or_default();
                }
                Some(pair) if pair.to > 0 => at = (at + 1) & (self.pairs.len() - 1),
                _ => return &[],
            }
        }
    }
}

/// The first code point of a text, and what is behind it. Han characters are asked for first.
#[inline]
fn decode(text: &[u8]) -> Option<(u32, &[u8])> {
    let low = |byte: u8| u32::from(byte & 0x3F);
    match text {
        [a @ 0xE0..=0xEF, b, c, rest @ ..] => {
            Some((u32::from(a & 0xF) << 12 | low(*b) << 6 | low(*c), rest))
        }
        [a @ ..=0x7F, rest @ ..] => Some((u32::from(*a), rest)),
        [a @ ..=0xDF, b, rest @ ..] => Some((u32::from(a & 0x1F) << 6 | low(*b), rest)),
        [a, b, c, d, rest @ ..] => {
            Some((u32::from(a & 7) << 18 | low(*b) << 12 | low(*c) << 6 | low(*d), rest))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn the_longest_word_wins() {
        let words = Words::new([("个", 1), ("个百分点", 2), ("亿元", 3)]);
        assert_eq!(words.at_start("个百分点以上"), Some(("个百分点", &2)));
        assert_eq!(words.at_end("突破8亿元"), Some(("亿元", &3)));
        assert_eq!(words.get("个百分"), None);
        let found: Vec<_> = words.find_all("3个、2个百分点").map(|(at, w, _)| (at, w)).collect();
        assert_eq!(found, [(1, "个"), (8, "个百分点")]);
    }

    #[test]
    fn rows_are_read_when_they_are_needed() {
        let words = Words::of_rows("人\t1\n人员\tx\n户\t2\n", |cell| cell.parse().ok());
        assert_eq!(words.at_start("人员"), Some(("人", &1)), "a row without a value is left out");
        assert_eq!((words.at_end("五户"), words.len()), (Some(("户", &2)), 2));
    }

    #[test]
    fn of_equal_words_the_first_stays() {
        let words = Words::new([("和", 1), ("及", 2), ("和", 3), ("", 4), ("和", 5)]);
        assert_eq!(words.iter().collect::<Vec<_>>(), [("及", &2), ("和", &1)]);
        assert_eq!(words.at_end("以及"), Some(("及", &2)));
    }
}
