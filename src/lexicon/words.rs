//! A set of words with a value each, looked up at a position of a text.

use crate::chars::Sieve;
use once_cell::sync::OnceCell;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::iter;

/// Words of one kind. Longer words win.
#[derive(Clone)]
pub struct Words<T> {
    by_first: Index,
    /// Built when the end of a text is first looked at; few tables need it.
    by_last: OnceCell<Index>,
    entries: Vec<(Box<str>, T)>,
}

impl<T> Words<T> {
    /// Collects the words. Of two equal words the first stays.
    pub fn new<W: Into<Box<str>>>(words: impl IntoIterator<Item = (W, T)>) -> Self {
        let words = words.into_iter().map(|(word, value)| (word.into(), value));
        let mut entries: Vec<(Box<str>, T)> = words.filter(|(word, _)| !word.is_empty()).collect();
        let mut by_first = Index::new(&entries, |word| word.chars().next());
        if by_first.drop_repeated(&mut entries) {
            by_first = Index::new(&entries, |word| word.chars().next());
        }
        Self { by_first, by_last: OnceCell::new(), entries }
    }

    /// The longest word that `text` begins with.
    #[must_use]
    pub fn at_start<'s>(&'s self, text: &str) -> Option<(&'s str, &'s T)> {
        let (code, behind) = decode(text.as_bytes())?;
        self.beginning(text.as_bytes(), code, behind)
    }

    /// False for most characters that no word begins with.
    #[must_use]
    pub fn may_start(&self, first: char) -> bool {
        self.by_first.keys.may_hold(u32::from(first))
    }

    /// The longest word that `text` ends with.
    #[must_use]
    pub fn at_end<'s>(&'s self, text: &str) -> Option<(&'s str, &'s T)> {
        let by_last = || Index::new(&self.entries, |word| word.chars().next_back());
        let index = self.by_last.get_or_init(by_last);
        let code = u32::from(text.chars().next_back()?);
        self.first_of(index.of(code), |word| text.as_bytes().ends_with(word))
    }

    /// The value of exactly this word.
    #[must_use]
    pub fn get(&self, word: &str) -> Option<&T> {
        self.at_start(word).filter(|(found, _)| *found == word).map(|(_, value)| value)
    }

    /// The words found in `text` from left to right, the longest at each place, without overlap:
    /// byte offset, word, value.
    pub fn find_all<'s, 't>(
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
    pub fn find<'s>(&'s self, text: &str) -> Option<(usize, &'s str, &'s T)> {
        let mut rest = text.as_bytes();
        loop {
            rest = self.by_first.keys.skip(rest);
            let (code, behind) = decode(rest)?;
            if let Some((word, value)) = self.beginning(rest, code, behind) {
                return Some((text.len() - rest.len(), word, value));
            }
            rest = behind;
        }
    }

    /// Every word with its value, in the order given.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.entries.iter().map(|(word, value)| (&**word, value))
    }

    /// The number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// True where there are no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The longest word that a text begins with whose first character has been read.
    fn beginning(&self, text: &[u8], code: u32, behind: &[u8]) -> Option<(&str, &T)> {
        if !self.by_first.may_begin(code, behind) {
            return None;
        }
        self.first_of(self.by_first.of(code), |word| text.starts_with(word))
    }

    fn first_of(&self, candidates: &[u32], fits: impl Fn(&[u8]) -> bool) -> Option<(&str, &T)> {
        let entries = candidates.iter().filter_map(|at| self.entries.get(*at as usize));
        let (word, value) = { entries }.find(|(word, _)| fits(word.as_bytes()))?;
        Some((word, value))
    }
}

impl<W: Into<Box<str>>, T> FromIterator<(W, T)> for Words<T> {
    fn from_iter<I: IntoIterator<Item = (W, T)>>(words: I) -> Self {
        Self::new(words)
    }
}

impl<T: std::fmt::Debug> std::fmt::Debug for Words<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// Word positions by one of their characters, the longest word first.
#[derive(Clone)]
struct Index {
    keys: Sieve,
    /// Keys that are a whole word.
    alone: Sieve,
    /// What stands behind the first character of longer words.
    second: Sieve,
    /// Where in `order` the words of a character begin and end.
    groups: FxHashMap<u32, (u32, u32)>,
    order: Vec<u32>,
}

impl Index {
    fn new<T>(entries: &[(Box<str>, T)], key: impl Fn(&str) -> Option<char>) -> Self {
        let keyed = entries.iter().zip(0u32..);
        let mut keyed: Vec<(char, &str, u32)> =
            keyed.filter_map(|((word, _), at)| Some((key(word)?, &**word, at))).collect();
        keyed.sort_unstable_by_key(|(key, word, at)| (*key, Reverse(word.len()), *word, *at));
        let mut groups: FxHashMap<u32, (u32, u32)> = FxHashMap::default();
        let (mut keys, mut alone, mut second) = (Sieve::EMPTY, Sieve::EMPTY, Sieve::EMPTY);
        for ((key, word, _), place) in keyed.iter().zip(0u32..) {
            let key = u32::from(*key);
            groups.entry(key).or_insert((place, place)).1 = place + 1;
            keys.add(key);
            match word.chars().nth(1) {
                Some(next) => second.add(u32::from(next)),
                None => alone.add(key),
            }
        }
        let order = keyed.iter().map(|(_, _, at)| *at).collect();
        Self { keys, alone, second, groups, order }
    }

    /// False for most places at which no word begins.
    fn may_begin(&self, code: u32, behind: &[u8]) -> bool {
        self.keys.may_hold(code)
            && (self.alone.may_hold(code)
                || decode(behind).is_some_and(|(next, _)| self.second.may_hold(next)))
    }

    /// Takes all but the first of equal words out of `entries`; true where there were any.
    fn drop_repeated<T>(&self, entries: &mut Vec<(Box<str>, T)>) -> bool {
        let word = |at: u32| entries.get(at as usize).map(|(word, _)| word);
        let pairs = self.order.windows(2).filter(|pair| word(pair[0]) == word(pair[1]));
        let mut repeated: Vec<usize> = pairs.map(|pair| pair[1] as usize).collect();
        repeated.sort_unstable_by_key(|at| Reverse(*at));
        for at in &repeated {
            entries.remove(*at);
        }
        !repeated.is_empty()
    }

    fn of(&self, key: u32) -> &[u32] {
        if !self.keys.may_hold(key) {
            return &[];
        }
        let group = self.groups.get(&key);
        let words = group.and_then(|(from, to)| self.order.get(*from as usize..*to as usize));
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
    fn of_equal_words_the_first_stays() {
        let words = Words::new([("和", 1), ("及", 2), ("和", 3), ("", 4), ("和", 5)]);
        assert_eq!(words.iter().collect::<Vec<_>>(), [("和", &1), ("及", &2)]);
        assert_eq!(words.at_end("以及"), Some(("及", &2)));
    }
}
