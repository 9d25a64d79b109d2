//! A set of words with a value each, looked up at a position of a text.

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
        let candidates = self.by_first.of(text.chars().next()?);
        self.first_of(candidates, |word| text.as_bytes().starts_with(word))
    }

    /// The longest word that `text` ends with.
    #[must_use]
    pub fn at_end<'s>(&'s self, text: &str) -> Option<(&'s str, &'s T)> {
        let by_last = || Index::new(&self.entries, |word| word.chars().next_back());
        let candidates = self.by_last.get_or_init(by_last).of(text.chars().next_back()?);
        self.first_of(candidates, |word| text.as_bytes().ends_with(word))
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
        let mut chars = text.chars();
        loop {
            let rest = chars.as_str();
            let candidates = self.by_first.of(chars.next()?);
            let found = self.first_of(candidates, |word| rest.as_bytes().starts_with(word));
            if let Some((word, value)) = found {
                return Some((text.len() - rest.len(), word, value));
            }
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

    #[inline]
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
    filter: Filter,
    /// Where in `order` the words of a character begin and end.
    groups: FxHashMap<char, (u32, u32)>,
    order: Vec<u32>,
}

impl Index {
    fn new<T>(entries: &[(Box<str>, T)], key: impl Fn(&str) -> Option<char>) -> Self {
        let keyed = entries.iter().zip(0u32..);
        let mut keyed: Vec<(char, &str, u32)> =
            keyed.filter_map(|((word, _), at)| Some((key(word)?, &**word, at))).collect();
        keyed.sort_unstable_by_key(|(key, word, at)| (*key, Reverse(word.len()), *word, *at));
        let mut groups: FxHashMap<char, (u32, u32)> = FxHashMap::default();
        for ((key, ..), place) in keyed.iter().zip(0u32..) {
            groups.entry(*key).or_insert((place, place)).1 = place + 1;
        }
        let order = keyed.iter().map(|(_, _, at)| *at).collect();
        Self { filter: Filter::of(keyed.iter().map(|(key, ..)| *key)), groups, order }
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

    #[inline]
    fn of(&self, key: char) -> &[u32] {
        if !self.filter.may_hold(key) {
            return &[];
        }
        let group = self.groups.get(&key);
        let words = group.and_then(|(from, to)| self.order.get(*from as usize..*to as usize));
        words.unwrap_or_default()
    }
}

/// A few bits that tell most characters that begin no word from those that may.
#[derive(Clone, Debug)]
struct Filter([u64; 64]);

impl Filter {
    fn of(chars: impl Iterator<Item = char>) -> Self {
        let mut bits = [0; 64];
        for c in chars {
            let (word, bit) = Self::place(c);
            bits[word] |= 1 << bit;
        }
        Self(bits)
    }

    #[inline]
    fn may_hold(&self, c: char) -> bool {
        let (word, bit) = Self::place(c);
        self.0[word] >> bit & 1 == 1
    }

    /// The low twelve bits of the code point, folded with the rest.
    fn place(c: char) -> (usize, u32) {
        let code = u32::from(c);
        let low = (code ^ (code >> 12)) & 0xFFF;
        ((low >> 6) as usize, low & 63)
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
