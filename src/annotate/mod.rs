//! Stage 6: what stands in the words of all passages, read once: quantities, dates, names of
//! organisations, sentences and brackets, signs, and the words of the classes that rules look for, with their
//! places. What they are for is not known here; rules ask for those of a range, or of a stretch of the text.

mod cue;
mod layout;
mod name;
mod quantity;
mod sentence;
mod sign;

pub(crate) use cue::{Cue, Cues};
pub(crate) use layout::{Bracket, Layout};
pub(crate) use sign::Signs;

use crate::calendar::{self, TimeMention};
use crate::lexicon::{Lexicon, Mark, Words};
use crate::names::recognise::NameShape;
use crate::number::Quantity;
use crate::outline::Passage;
use crate::span::{TextRange, to_u32};

/// Everything annotated, each list in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Annotations<'l> {
    quantities: Vec<Quantity<'l>>,
    dates: Vec<TimeMention>,
    layout: Vec<layout::Placed>,
    signs: Vec<sign::Sign>,
    /// By the number of the class.
    cues: Vec<Vec<Mark>>,
    text: &'l str,
    names: Vec<TextRange>,
    /// Those of one body that the lexicon explains.
    known: Vec<TextRange>,
}

impl<'l> Annotations<'l> {
    /// Reads the paragraphs of all passages, and the titles above them.
    #[must_use]
    pub fn new(lexicon: &'l Lexicon, text: &'l str, passages: &[Passage]) -> Self {
        let (signs, cues) = (sign::read(text).collect(), lexicon.cues().read(text));
        let mut read = Self { text, signs, cues, ..Self::default() };
        let mut names = name::Reader::new(lexicon, text);
        for paragraph in stretches(passages) {
            read.quantities.extend(quantity::read(lexicon, text, paragraph));
            read.layout.extend(layout::read(text, paragraph));
            for (name, shape) in names.read(paragraph) {
                read.names.push(name);
                read.known.extend(Some(name).filter(|_| matches!(shape, NameShape::Known(_))));
            }
            read.dates.extend(calendar::scan(&lexicon.periods, text, paragraph));
        }
        read
    }

    /// Reads the words of a test as one paragraph.
    #[cfg(test)]
    pub(crate) fn of(lexicon: &'l Lexicon, text: &'l str) -> Self {
        let passage = Passage {
            part: crate::model::PartId(0),
            section: None,
            heading: None,
            above: Vec::new(),
            opening: None,
            paragraphs: vec![TextRange::from(0..text.len())],
        };
        Self::new(lexicon, text, &[passage])
    }

    /// The quantities that begin in `range`.
    #[must_use]
    pub(crate) fn quantities(&self, range: TextRange) -> &[Quantity<'l>] {
        beginning(&self.quantities, range, |quantity| quantity.range.start)
    }

    /// The dates and periods that begin in `range`, without relative days and named days.
    #[must_use]
    pub(crate) fn dates(&self, range: TextRange) -> &[TimeMention] {
        beginning(&self.dates, range, |date| date.range.start)
    }

    /// The names of organisations that begin in `range`, as far as the lexicon explains them.
    pub(crate) fn names(&self, range: TextRange) -> &[TextRange] {
        beginning(&self.names, range, |name| name.start)
    }

    /// True for a stretch of `text` that is the name of one body, and that the lexicon explains. The text may be
    /// another one than what was annotated: then nothing is known.
    pub(crate) fn is_known(&self, text: &str, range: TextRange) -> bool {
        std::ptr::eq(text, self.text) && self.known.binary_search(&range).is_ok()
    }

    /// The words of a class in `words`, a stretch of the text: from left to right, the longest at each place,
    /// without overlap.
    pub(crate) fn cues<'s, T>(&'s self, set: &'s Words<T>, words: &'s str) -> Cues<'s, T> {
        debug_assert!(set.number().is_some(), "a class that is not marked: {words}");
        let marks = set.number().and_then(|number| self.cues.get(number));
        let marks = marks.zip(self.place(words)).map(|(marks, range)| {
            cue::Marks::Read(range.start, beginning(marks, range, |mark| mark.start))
        });
        Cues::new(set, words, marks.unwrap_or(cue::Marks::Foreign))
    }

    /// Where in `words` a word of a class begins, words inside others included.
    pub(crate) fn places<'s, T>(
        &'s self,
        set: &'s Words<T>,
        words: &'s str,
    ) -> impl Iterator<Item = usize> + 's {
        let mut all = self.cues(set, words);
        std::iter::from_fn(move || all.next_place())
    }

    /// The first word of a class in `words`.
    pub(crate) fn cue<'s, T>(&'s self, set: &'s Words<T>, words: &'s str) -> Option<Cue<'s, T>> {
        self.cues(set, words).next()
    }

    /// The last word of a class in `words`.
    pub(crate) fn last_cue<'s, T>(
        &'s self,
        set: &'s Words<T>,
        words: &'s str,
    ) -> Option<Cue<'s, T>> {
        self.cues(set, words).last()
    }

    /// True where a word of a class stands in `words`.
    pub(crate) fn has_cue<T>(&self, set: &Words<T>, words: &str) -> bool {
        self.cue(set, words).is_some()
    }

    /// Where `words`, a stretch of the text, repeat what another one says.
    pub(crate) fn repeated(&self, words: &str, said: &str) -> Option<usize> {
        words.find(said)
    }

    /// The signs of `words`, a stretch of the text.
    pub(crate) fn signs<'s>(&'s self, words: &'s str) -> Signs<'s> {
        match self.place(words) {
            Some(range) => {
                Signs::new(words, range.start, beginning(&self.signs, range, |(at, _)| *at))
            }
            None => Signs::of(words),
        }
    }

    /// Where a stretch of the text stands in it. None for words of another text.
    fn place(&self, words: &str) -> Option<TextRange> {
        let at = words.as_ptr().addr().checked_sub(self.text.as_ptr().addr())?;
        let inside = at.checked_add(words.len())? <= self.text.len();
        inside.then(|| TextRange::new(to_u32(at), to_u32(at + words.len())))
    }

    /// Where the sentences, clauses and brackets of `paragraph` begin and end. The text is the one that
    /// was annotated.
    pub(crate) fn layout<'t>(&'t self, text: &'t str, paragraph: TextRange) -> Layout<'t> {
        Layout::new(text, paragraph, beginning(&self.layout, paragraph, |(start, ..)| *start))
    }
}

/// The paragraphs and titles in the order of the text, each place once.
fn stretches(passages: &[Passage]) -> Vec<TextRange> {
    let titles = passages.iter().filter(|passage| passage.section.is_none());
    let titles = titles.flat_map(|passage| &passage.above);
    let paragraphs = passages.iter().flat_map(|passage| &passage.paragraphs);
    let mut all: Vec<TextRange> = titles.chain(paragraphs).copied().collect();
    all.sort_unstable();
    let mut end = 0;
    all.retain(|range| {
        let apart = range.start >= end;
        end = end.max(range.end);
        apart
    });
    all
}

/// The items of an ordered list that begin in `range`.
fn beginning<T>(list: &[T], range: TextRange, start: impl Fn(&T) -> u32) -> &[T] {
    let from = list.partition_point(|item| start(item) < range.start);
    let to = list.partition_point(|item| start(item) < range.end);
    list.get(from..to).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Annotations;
    use crate::lexicon::Lexicon;
    use crate::span::TextRange;

    #[test]
    fn a_range_has_what_begins_in_it() {
        let text = "到2025年底,建成3个平台、12家中心。6月底前完成。";
        let read = Annotations::of(Lexicon::builtin(), text);
        let from = text.find("建成").unwrap();
        let range = TextRange::from(from..text.len());
        let words = |range: TextRange| range.of(text);
        let found: Vec<_> = read.quantities(range).iter().map(|one| words(one.range)).collect();
        assert_eq!(found, ["3个", "12家", "6月"]);
        let found: Vec<_> = read.dates(range).iter().map(|one| words(one.range)).collect();
        assert_eq!(found, ["6月底前"]);
        assert!(read.quantities(TextRange::from(from..from)).is_empty());
    }

    #[test]
    fn a_stretch_has_the_words_that_a_search_would_find() {
        let lexicon = Lexicon::builtin();
        let text = "力争新建成中心3个,推动建设提升改造工程;确保每年服务1次。";
        let read = Annotations::of(lexicon, text);
        let set = &lexicon.targets.verbs;
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        for (index, from) in places.iter().enumerate() {
            for to in &places[index..] {
                let words = &text[*from..*to];
                let found: Vec<_> = read.cues(set, words).collect();
                assert_eq!(found, set.find_all(words).collect::<Vec<_>>(), "{words}");
                let other = words.to_owned();
                assert_eq!(read.cues(set, &other).collect::<Vec<_>>(), found, "another text");
            }
        }
    }
}
