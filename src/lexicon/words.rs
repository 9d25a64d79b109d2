//! A set of words with a value each, looked up at a position of a text.

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};
use once_cell::sync::OnceCell;
use rustc_hash::{FxHashMap, FxHashSet};

/// Finds all words of a set in one pass.
type Automaton = CharwiseDoubleArrayAhoCorasick<u32>;

/// Words of one kind. Longer words win.
#[derive(Clone)]
pub struct Words<T> {
    /// Built when a text is first searched; many tables only look up single places. None where
    /// there are no words.
    automaton: OnceCell<Option<Automaton>>,
    first: Filter,
    last: Filter,
    by_first: FxHashMap<char, Vec<usize>>,
    by_last: FxHashMap<char, Vec<usize>>,
    entries: Vec<(Box<str>, T)>,
}

impl<T> Words<T> {
    /// Collects the words. Of two equal words the first stays.
    pub fn new<W: Into<Box<str>>>(words: impl IntoIterator<Item = (W, T)>) -> Self {
        let mut entries: Vec<(Box<str>, T)> =
            words.into_iter().map(|(word, value)| (word.into(), value)).collect();
        let mut seen = FxHashSet::default();
        entries.retain(|(word, _)| !word.is_empty() && seen.insert(word.clone()));
        let first = Filter::of(entries.iter().filter_map(|(word, _)| word.chars().next()));
        let last = Filter::of(entries.iter().filter_map(|(word, _)| word.chars().next_back()));
        let by_first = index(&entries, |word| word.chars().next());
        let by_last = index(&entries, |word| word.chars().next_back());
        Self { automaton: OnceCell::new(), first, last, by_first, by_last, entries }
    }

    /// The longest word that `text` begins with.
    #[must_use]
    pub fn at_start<'s>(&'s self, text: &str) -> Option<(&'s str, &'s T)> {
        let key = text.chars().next().filter(|c| self.first.may_hold(*c))?;
        let candidates = self.by_first.get(&key)?;
        self.first_of(candidates, |word| text.starts_with(word))
    }

    /// The longest word that `text` ends with.
    #[must_use]
    pub fn at_end<'s>(&'s self, text: &str) -> Option<(&'s str, &'s T)> {
        let key = text.chars().next_back().filter(|c| self.last.may_hold(*c))?;
        let candidates = self.by_last.get(&key)?;
        self.first_of(candidates, |word| text.ends_with(word))
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
        let automaton = self.automaton.get_or_init(|| automaton(&self.entries));
        let found = automaton.iter().flat_map(move |words| words.leftmost_find_iter(text));
        found.map(|found| {
            let (word, value) = &self.entries[found.value() as usize];
            (found.start(), &**word, value)
        })
    }

    /// The first word found in `text`.
    #[must_use]
    pub fn find<'s>(&'s self, text: &str) -> Option<(usize, &'s str, &'s T)> {
        let automaton = self.automaton.get_or_init(|| automaton(&self.entries)).as_ref()?;
        let found = automaton.leftmost_find_iter(text).next()?;
        let (word, value) = self.entries.get(found.value() as usize)?;
        Some((found.start(), word, value))
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

    fn first_of(&self, candidates: &[usize], fits: impl Fn(&str) -> bool) -> Option<(&str, &T)> {
        let index = candidates.iter().find(|index| fits(&self.entries[**index].0))?;
        let (word, value) = &self.entries[*index];
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

/// Words are short and different from each other, so the automaton can be built.
fn automaton<T>(entries: &[(Box<str>, T)]) -> Option<Automaton> {
    let words = entries.iter().map(|(word, _)| &**word).zip(0u32..);
    CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build_with_values(words)
        .ok()
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

/// Word positions by one of their characters, the longest word first.
fn index<T>(
    entries: &[(Box<str>, T)],
    key: impl Fn(&str) -> Option<char>,
) -> FxHashMap<char, Vec<usize>> {
    let mut by_char: FxHashMap<char, Vec<usize>> = FxHashMap::default();
    for (position, (word, _)) in entries.iter().enumerate() {
        if let Some(key) = key(word) {
            by_char.entry(key).or_default().push(position);
        }
    }
    for positions in by_char.values_mut() {
        positions.sort_by_key(|position| std::cmp::Reverse(entries[*position].0.len()));
    }
    by_char
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
}
