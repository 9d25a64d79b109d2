//! Who has which words: a set of ranges, and findings of which the first that wants words has them.

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

/// What is found in words that nothing else may have.
pub(in crate::find) trait Found {
    /// The words.
    fn range(&self) -> TextRange;
}

/// Findings that do not compete for words any more, in the order of the text.
#[derive(Debug)]
pub(in crate::find) struct Settled<T> {
    by_start: BTreeMap<u32, T>,
}

impl<T> Default for Settled<T> {
    fn default() -> Self {
        Self { by_start: BTreeMap::new() }
    }
}

impl<T: Found> Settled<T> {
    /// Takes over those whose words no earlier finding has.
    pub(in crate::find) fn add(&mut self, found: impl IntoIterator<Item = T>) {
        for one in found {
            if self.is_free(one.range()) {
                self.by_start.insert(one.range().start, one);
            }
        }
    }

    pub(in crate::find) fn is_free(&self, range: TextRange) -> bool {
        let before = self.by_start.range(..range.end).next_back();
        before.is_none_or(|(_, one)| !one.range().overlaps(range))
    }

    /// The finding that ends where `range` begins, or the last before it.
    pub(in crate::find) fn before(&mut self, range: TextRange) -> Option<&mut T> {
        self.by_start.range_mut(..range.start).next_back().map(|(_, one)| one)
    }

    pub(in crate::find) fn iter(&self) -> impl Iterator<Item = &T> {
        self.by_start.values()
    }

    pub(in crate::find) fn into_vec(self) -> Vec<T> {
        self.by_start.into_values().collect()
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
