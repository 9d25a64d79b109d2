//! The marked words of a class inside a stretch of the text.

use crate::lexicon::{Mark, Words};

/// A word found: the byte of the stretch that it begins at, the word, its value.
pub(crate) type Cue<'s, T> = (usize, &'s str, &'s T);

/// The words of one class in a stretch, from left to right, without overlap.
#[derive(Debug)]
pub(crate) struct Cues<'s, T> {
    set: &'s Words<T>,
    /// The stretch.
    words: &'s str,
    /// Where the last word ended.
    from: usize,
    marks: Marks<'s>,
}

/// What is known of a stretch.
#[derive(Debug)]
pub(super) enum Marks<'s> {
    /// The marks that begin in it, and where in the text it begins.
    Read(u32, &'s [Mark]),
    /// Nothing: words of another text.
    Foreign,
}

impl<'s, T> Cues<'s, T> {
    pub(super) fn new(set: &'s Words<T>, words: &'s str, marks: Marks<'s>) -> Self {
        Self { set, words, from: 0, marks }
    }

    /// Where the next word begins, which may stand inside the one before.
    pub(super) fn next_place(&mut self) -> Option<usize> {
        let (at, ..) = self.next()?;
        let first = self.words.get(at..)?.chars().next()?;
        self.from = at + first.len_utf8();
        Some(at)
    }

    /// The word of a mark, or a shorter one where the stretch ends inside it.
    fn word(&self, at: usize, entry: u32) -> Option<(&'s str, &'s T)> {
        let rest = self.words.get(at..)?;
        let whole = self.set.entry(entry).filter(|(word, _)| word.len() <= rest.len());
        whole.or_else(|| self.set.at_start(rest))
    }

    fn next_read(&mut self) -> Option<Cue<'s, T>> {
        while let Marks::Read(base, marks) = self.marks {
            let (mark, rest) = marks.split_first()?;
            self.marks = Marks::Read(base, rest);
            let at = (mark.start - base) as usize;
            if at < self.from {
                continue;
            }
            if let Some((word, value)) = self.word(at, mark.entry) {
                return Some((at, word, value));
            }
        }
        None
    }

    fn next_foreign(&self) -> Option<Cue<'s, T>> {
        let (at, word, value) = self.set.find(self.words.get(self.from..)?)?;
        Some((self.from + at, word, value))
    }
}

impl<'s, T> Iterator for Cues<'s, T> {
    type Item = Cue<'s, T>;

    fn next(&mut self) -> Option<Cue<'s, T>> {
        let found = match self.marks {
            Marks::Read(..) => self.next_read(),
            Marks::Foreign => self.next_foreign(),
        };
        let (at, word, value) = found?;
        self.from = at + word.len();
        Some((at, word, value))
    }
}
