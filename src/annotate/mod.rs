//! Stage 6: what stands in the words of all passages, read once: quantities, dates, names of
//! organisations, sentences and brackets, with their places. What they are for is not known here; rules ask for those of a range.

mod layout;
mod name;
mod quantity;

pub(crate) use layout::{Bracket, Layout};

use crate::calendar::{self, TimeMention};
use crate::lexicon::{Anchor, Lexicon};
use crate::names::recognise::NameShape;
use crate::number::Quantity;
use crate::outline::Passage;
use crate::set::Set;
use crate::span::TextRange;

/// Everything annotated, each list in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Annotations<'l> {
    quantities: Vec<Quantity<'l>>,
    dates: Vec<TimeMention>,
    signs: Vec<layout::Placed>,
    text: &'l str,
    names: Vec<TextRange>,
    /// Those of one body that the lexicon explains.
    known: Vec<TextRange>,
    anchors: Vec<(TextRange, Set<Anchor>)>,
}

impl<'l> Annotations<'l> {
    /// Reads the paragraphs of all passages, and the titles above them.
    #[must_use]
    pub fn new(lexicon: &'l Lexicon, text: &'l str, passages: &[Passage]) -> Self {
        let mut read = Self { text, ..Self::default() };
        let mut names = name::Reader::new(lexicon, text);
        for paragraph in stretches(passages) {
            read.quantities.extend(quantity::read(lexicon, text, paragraph));
            read.signs.extend(layout::read(text, paragraph));
            for (name, shape) in names.read(paragraph) {
                read.names.push(name);
                read.known.extend(Some(name).filter(|_| matches!(shape, NameShape::Known(_))));
            }
            let anchors = lexicon.anchors().in_text(paragraph.of(text));
            read.anchors.push((paragraph, anchors));
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

    /// False where words of that class stand nowhere in `range`, a part of a paragraph.
    pub(crate) fn may_hold(&self, range: TextRange, anchor: Anchor) -> bool {
        let at = self.anchors.partition_point(|(paragraph, _)| paragraph.end <= range.start);
        let paragraph = self.anchors.get(at).filter(|(paragraph, _)| paragraph.contains(range));
        paragraph.is_none_or(|(_, anchors)| anchors.has(anchor))
    }

    /// Where the sentences, clauses and brackets of `paragraph` begin and end. The text is the one that
    /// was annotated.
    pub(crate) fn layout<'t>(&'t self, text: &'t str, paragraph: TextRange) -> Layout<'t> {
        Layout::new(text, paragraph, beginning(&self.signs, paragraph, |(start, ..)| *start))
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
}
