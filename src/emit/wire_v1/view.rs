//! What every type of a record needs to be read from the model: the words, and the ids of the sections.

use super::given::{List, Object, One};
use super::{Extent, Id, Number, Span, ids};
use crate::document::{Document, Placed, TextLayer};
use crate::lexicon::Lexicon;
use crate::model;
use crate::record::Extraction;
use crate::span::{self, Spanned};
use rust_decimal::Decimal;

/// What stands behind the model.
pub(super) struct View<'a> {
    pub(super) layer: &'a TextLayer,
    pub(super) sections: Vec<String>,
    pub(super) edition: i64,
}

impl<'a> View<'a> {
    pub(super) fn new(
        document: &'a Document,
        extraction: &'a Extraction,
        lexicon: &Lexicon,
    ) -> Self {
        let sections = ids::of_sections(&extraction.notice.sections);
        Self { layer: &document.layer, sections, edition: super::edition(lexicon) }
    }

    pub(super) fn one<T: Object<'a>>(&self, at: usize, from: T::Model) -> One<'_, 'a, T> {
        One::new(self, at, from)
    }

    /// Objects in their order, each with its position.
    pub(super) fn each<T, M>(
        &self,
        from: &'a [M],
    ) -> List<impl Iterator<Item = One<'_, 'a, T>> + Clone>
    where
        T: Object<'a, Model = &'a M>,
    {
        List(from.iter().enumerate().map(|(at, item)| self.one(at, item)))
    }

    pub(super) fn text(&self, from: &'a Option<Spanned<String>>) -> Option<&'a str> {
        from.as_ref().map(|text| text.value.as_str())
    }

    pub(super) fn texts(
        &self,
        from: &'a [Spanned<String>],
    ) -> List<impl Iterator<Item = &'a str> + Clone + use<'a>> {
        List(from.iter().map(|text| text.value.as_str()))
    }

    pub(super) fn words(
        &self,
        from: &'a [String],
    ) -> List<impl Iterator<Item = &'a str> + Clone + use<'a>> {
        List(from.iter().map(String::as_str))
    }

    pub(super) fn section_id(&self, id: Option<model::SectionId>) -> Option<Id<'_>> {
        self.sections.get(id?.index()).map(|id| Id::Section(id))
    }

    pub(super) fn place<T>(&self, from: &Option<Spanned<T>>) -> Option<One<'_, 'a, Span<'a>>> {
        from.as_ref().map(|value| self.span(value.span))
    }

    pub(super) fn places<T>(
        &self,
        from: &'a [Spanned<T>],
    ) -> List<impl Iterator<Item = One<'_, 'a, Span<'a>>> + Clone> {
        List(from.iter().map(|value| self.span(value.span)))
    }

    pub(super) fn span(&self, span: span::Span) -> One<'_, 'a, Span<'a>> {
        self.one(0, self.layer.placed(span))
    }

    pub(super) fn extent(&self, span: span::Span) -> One<'_, 'a, Extent> {
        self.one(0, self.layer.placed(span))
    }

    pub(super) fn bytes(&self, place: &Placed) -> Option<[u64; 2]> {
        self.layer.bytes_of(place).map(|(start, end)| [start, end])
    }
}

/// The total order of extractions: `major.minor.patch`, then the lexicon's revision.
pub(super) fn edition(version: &str, lexicon: u32) -> i64 {
    let numbers = version.split(['.', '-', '+']).take(3).map(|n| n.parse::<i64>().unwrap_or(0));
    let steps = [1_000_000_000_000, 1_000_000, 1_000];
    numbers.zip(steps).map(|(number, step)| number * step).sum::<i64>() + i64::from(lexicon)
}

/// The share of the characters that no stage could place, or whose sentence holds something open.
pub(super) fn unexplained_share(notice: &model::Notice) -> Number {
    let segments = &notice.segments;
    let count = |wanted: fn(model::SegmentKind) -> bool| {
        let lens = segments.iter().filter(|s| wanted(s.kind)).map(|s| u64::from(s.span.len()));
        Decimal::from(lens.sum::<u64>())
    };
    let words = count(|kind| kind != model::SegmentKind::Blank);
    let unexplained =
        count(|kind| kind == model::SegmentKind::Unexplained) + Decimal::from(open_outside(notice));
    Number(unexplained.checked_div(words).unwrap_or_default().round_dp(4))
}

/// Characters of sentences with something open that stand in no unexplained segment.
fn open_outside(notice: &model::Notice) -> u64 {
    let place = |span: &span::Span| {
        let at = notice.segments.partition_point(|segment| segment.span.end <= span.start);
        notice.segments.get(at).map(|segment| segment.kind)
    };
    let outside = |span: &&span::Span| place(span) != Some(model::SegmentKind::Unexplained);
    notice.open.iter().filter(outside).map(|span| u64::from(span.len())).sum()
}

#[cfg(test)]
mod tests {
    use super::{edition, unexplained_share};
    use crate::model::{Notice, Segment, SegmentKind};
    use crate::span::Span;

    #[test]
    fn editions_are_ordered_like_versions() {
        assert_eq!(edition("0.1.0", 1), 1_000_001);
        assert!(edition("0.1.9", 900) < edition("0.2.0", 1));
        assert!(edition("0.999.0", 1) < edition("1.0.0", 1));
    }

    #[test]
    fn the_share_leaves_blanks_out() {
        let kinds = [SegmentKind::Body, SegmentKind::Blank, SegmentKind::Unexplained];
        let ends = [(0, 20), (20, 30), (30, 40)];
        let segment = |(kind, (start, end))| Segment { kind, span: Span::new(start, end) };
        let segments: Vec<_> = kinds.into_iter().zip(ends).map(segment).collect();
        let open = vec![Span::new(5, 15), Span::new(31, 33)];
        let notice = Notice { segments, ..Notice::default() };
        assert_eq!(unexplained_share(&notice).0.to_string(), "0.3333");
        let notice = Notice { open, ..notice };
        assert_eq!(unexplained_share(&notice).0.to_string(), "0.6667");
        assert_eq!(unexplained_share(&Notice::default()).0.to_string(), "0");
    }
}
