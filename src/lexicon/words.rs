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
        built.first_of(index.near(code, next), |word| text.as_bytes().ends_with(word))
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

    /// The last characters of all words.
    pub(super) fn ends(&self) -> impl Iterator<Item = char> {
        self.iter().filter_map(|(word, _)| word.chars().next_back())
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
        let words = entries.iter().zip(0u32..);
        let keyed = words.filter_map(|((word, _), at)| {
            let mut chars = word.chars();
            Some((Ends { key: chars.next()?, next: chars.next() }, at))
        });
        Self { by_first: Index::new(keyed), by_last: OnceCell::new(), entries }
    }

    /// The words by their last character, the longest first.
    #[inline]
    fn by_last(&self) -> &Index {
        self.by_last.get_or_init(|| {
            let words = self.entries.iter().zip(0u32..);
            let ends = words.filter_map(|((word, _), at)| {
                let mut chars = word.chars().rev();
                Some((Ends { key: chars.next()?, next: chars.next() }, word.len(), at))
            });
            let mut keyed: Vec<(Ends, usize, u32)> = ends.collect();
            keyed.sort_unstable_by_key(|(ends, len, at)| (ends.key, Reverse(*len), *at));
            Box::new(Index::new(keyed.into_iter().map(|(ends, _, at)| (ends, at))))
        })
    }

    /// The longest word that a text begins with whose first character has been read.
    fn beginning(&self, text: &[u8], code: u32, behind: &[u8]) -> Option<(&str, &T)> {
        if !self.by_first.keys.may_hold(code) {
            return None;
        }
        let next = decode(behind).map_or(NONE, |(next, _)| next);
        self.first_of(self.by_first.near(code, next), |word| text.starts_with(word))
    }

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

/// The characters that a word is looked for by: its first two, or its last two from the end.
#[derive(Clone, Copy)]
struct Ends {
    key: char,
    next: Option<char>,
}

/// Word positions by one of their characters, the longest word first.
#[derive(Clone)]
struct Index {
    keys: Sieve,
    /// Keys that are a whole word.
    alone: Sieve,
    /// What stands beside the key in longer words.
    second: Sieve,
    /// A character, and where in `order` its words begin and end, in the order of characters.
    groups: Vec<(u32, u32, u32)>,
    /// Words, each with the character beside the key.
    order: Vec<(u32, u32)>,
}

impl Index {
    /// Words with their position, in the order of keys.
    fn new(keyed: impl IntoIterator<Item = (Ends, u32)>) -> Self {
        let (mut keys, mut alone, mut second) = (Sieve::EMPTY, Sieve::EMPTY, Sieve::EMPTY);
        let mut groups: Vec<(u32, u32, u32)> = Vec::new();
        let mut order = Vec::new();
        for ((Ends { key, next }, at), place) in keyed.into_iter().zip(0u32..) {
            let key = u32::from(key);
            match groups.last_mut().filter(|group| group.0 == key) {
                Some(group) => group.2 = place + 1,
                None => groups.push((key, place, place + 1)),
            }
            keys.add(key);
            let next = next.map_or(NONE, u32::from);
            if next == NONE {
                alone.add(key)
            } else {
                second.add(next)
            }
            order.push((at, next));
        }
        Self { keys, alone, second, groups, order }
    }

    /// The words of a key that can stand where `next` is beside it, the longest first.
    #[inline]
    fn near(&self, key: u32, next: u32) -> impl Iterator<Item = u32> {
        let possible = self.alone.may_hold(key) || next != NONE && self.second.may_hold(next);
        let words = if possible { self.of(key) } else { &[] };
        words.iter().filter(move |(_, own)| *own == next || *own == NONE).map(|(at, _)| *at)
    }

    fn of(&self, key: u32) -> &[(u32, u32)] {
        let group = self.groups.binary_search_by_key(&key, |group| group.0);
        let group = group.ok().and_then(|at| self.groups.get(at));
        let words = group.and_then(|(_, from, to)| self.order.get(*from as usize..*to as usize));
        words.unwrap_or_default()
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
