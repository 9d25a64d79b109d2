//! A set of ranges that is asked often: does anything in it overlap?

use crate::span::TextRange;
use std::collections::BTreeMap;

/// Ranges by their start. They are expected to lie apart; of two that overlap the longer stays.
#[derive(Clone, Debug, Default)]
pub(in crate::find) struct Ranges {
    ends: BTreeMap<u32, u32>,
}

impl Ranges {
    pub(in crate::find) fn insert(&mut self, range: TextRange) {
        let end = self.ends.entry(range.start).or_insert(range.end);
        *end = range.end.max(*end);
    }

    pub(in crate::find) fn overlaps(&self, range: TextRange) -> bool {
        let before = self.ends.range(..range.end).next_back();
        before.is_some_and(|(start, end)| TextRange::new(*start, *end).overlaps(range))
    }

    /// The first range inside `outer`.
    pub(in crate::find) fn first_in(&self, outer: TextRange) -> Option<TextRange> {
        let (start, end) = self.ends.range(outer.start..outer.end).next()?;
        let range = TextRange::new(*start, *end);
        outer.contains(range).then_some(range)
    }
}

impl FromIterator<TextRange> for Ranges {
    fn from_iter<I: IntoIterator<Item = TextRange>>(ranges: I) -> Self {
        let mut set = Self::default();
        ranges.into_iter().for_each(|range| set.insert(range));
        set
    }
}

#[cfg(test)]
mod tests {
    use super::Ranges;
    use crate::span::TextRange;

    #[test]
    fn overlap_is_seen_at_both_ends() {
        let set: Ranges = [TextRange::new(3, 6), TextRange::new(9, 12)].into_iter().collect();
        for (start, end, expected) in
            [(0, 3, false), (0, 4, true), (5, 7, true), (6, 9, false), (11, 20, true)]
        {
            assert_eq!(set.overlaps(TextRange::new(start, end)), expected, "{start}..{end}");
        }
        assert_eq!(set.first_in(TextRange::new(4, 20)), Some(TextRange::new(9, 12)));
        assert_eq!(set.first_in(TextRange::new(6, 8)), None);
    }
}
