//! Punctuation, brackets, spaces and digits: what stands in a text besides its words.

use crate::chars::signs;
use crate::span::to_u32;
use std::borrow::Cow;

/// A sign with its place.
pub(super) type Sign = (u32, char);

/// The signs of one stretch of the text, in order.
#[derive(Debug)]
pub(crate) struct Signs<'s> {
    words: &'s str,
    /// Where the stretch begins.
    base: u32,
    list: Cow<'s, [Sign]>,
}

/// Reads the signs of a text.
pub(super) fn read(text: &str) -> impl Iterator<Item = Sign> {
    signs(text).filter(|(_, c)| !c.is_alphabetic()).map(|(at, c)| (to_u32(at), c))
}

/// How many signs are looked at. What has more is no sentence.
const FAR: usize = 480;

impl<'s> Signs<'s> {
    /// Those of `words`, which begin at byte `base`.
    pub(super) fn new(words: &'s str, base: u32, list: &'s [Sign]) -> Self {
        Self { words, base, list: Cow::Borrowed(list) }
    }

    /// Those of words of another text.
    pub(super) fn of(words: &'s str) -> Self {
        Self { words, base: 0, list: Cow::Owned(read(words).collect()) }
    }

    /// All of them: byte and sign.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (usize, char)> {
        self.list.iter().map(|(at, c)| ((at - self.base) as usize, *c))
    }

    /// The same for who needs the stretch no longer.
    pub(crate) fn each(self) -> impl Iterator<Item = (usize, char)> + use<'s> {
        let mut index = 0;
        std::iter::from_fn(move || {
            let (at, sign) = *self.list.get(index)?;
            index += 1;
            Some(((at - self.base) as usize, sign))
        })
    }

    /// The first sign that is wanted.
    pub(crate) fn first_that(&self, wanted: impl Fn(char) -> bool) -> Option<(usize, char)> {
        self.iter().take(FAR).find(|(_, sign)| wanted(*sign))
    }

    /// The last sign that is wanted.
    pub(crate) fn last_that(&self, wanted: impl Fn(char) -> bool) -> Option<(usize, char)> {
        self.iter().rev().take(FAR).find(|(_, sign)| wanted(*sign))
    }

    /// Where the first of these signs stands.
    pub(crate) fn first(&self, of: &[char]) -> Option<usize> {
        self.first_that(|sign| of.contains(&sign)).map(|(at, _)| at)
    }

    /// Where the last of these signs stands.
    pub(crate) fn last(&self, of: &[char]) -> Option<usize> {
        self.last_that(|sign| of.contains(&sign)).map(|(at, _)| at)
    }

    /// True where one of these signs stands among the words.
    pub(crate) fn has(&self, of: &[char]) -> bool {
        self.first(of).is_some()
    }

    /// True where a digit stands among the words.
    pub(crate) fn has_digit(&self) -> bool {
        self.first_that(|sign| sign.is_ascii_digit()).is_some()
    }

    /// The words before the first sign that is wanted: all of them where there is none.
    pub(crate) fn head(&self, wanted: impl Fn(char) -> bool) -> &'s str {
        self.first_that(wanted).and_then(|(at, _)| self.words.get(..at)).unwrap_or(self.words)
    }

    /// The words behind the last sign that is wanted: all of them where there is none.
    pub(crate) fn tail(&self, wanted: impl Fn(char) -> bool) -> &'s str {
        let last = self.last_that(wanted);
        last.and_then(|(at, sign)| self.words.get(at + sign.len_utf8()..)).unwrap_or(self.words)
    }

    /// The words before and behind the first of these signs.
    pub(crate) fn apart(&self, of: &[char]) -> Option<(&'s str, &'s str)> {
        let (at, sign) = self.first_that(|sign| of.contains(&sign))?;
        Some((self.words.get(..at)?, self.words.get(at + sign.len_utf8()..)?))
    }

    /// The words before and behind the last of these signs.
    pub(crate) fn apart_at_last(&self, of: &[char]) -> Option<(&'s str, &'s str)> {
        let (at, sign) = self.last_that(|sign| of.contains(&sign))?;
        Some((self.words.get(..at)?, self.words.get(at + sign.len_utf8()..)?))
    }

    /// The words between these signs, in order: one stretch more than there are signs.
    pub(crate) fn parts(&self, of: &[char]) -> Vec<&'s str> {
        let mut parts = Vec::new();
        let mut from = 0;
        for (at, sign) in self.iter().filter(|(_, sign)| of.contains(sign)) {
            parts.push(self.words.get(from..at).unwrap_or_default());
            from = at + sign.len_utf8();
        }
        parts.push(self.words.get(from..).unwrap_or_default());
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::Signs;

    #[test]
    fn signs_part_words_as_a_search_would() {
        let words = "甲局、乙局(3家),丙局;丁";
        let signs = Signs::of(words);
        assert_eq!(signs.parts(&['、', ',']), words.split(['、', ',']).collect::<Vec<_>>());
        assert_eq!(signs.apart(&['(']), words.split_once('('));
        assert_eq!(signs.apart_at_last(&['、', ';']), words.rsplit_once(['、', ';']));
        assert_eq!(
            (signs.head(|c| c == ','), signs.tail(|c| c == ',')),
            ("甲局、乙局(3家)", "丙局;丁")
        );
        assert!(signs.has_digit() && !signs.has(&['。']));
        assert_eq!(
            (signs.first(&[',']), signs.last(&['、'])),
            (words.find(','), words.rfind('、'))
        );
    }
}
