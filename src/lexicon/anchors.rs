//! Words without which a kind of rule finds nothing: one look at a paragraph tells which of them it may
//! hold, so that rules pass by all others.

use super::Lexicon;
use crate::chars::Sieve;
use crate::set::{Flag, Set};
use rustc_hash::FxHashMap;

/// A class of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    /// 领导小组: the kind of a group.
    GroupNoun,
    /// 组长: a role in a group.
    GroupRole,
    /// 每月: a rhythm.
    Rhythm,
    /// 为牵头, 不再列出: a rule that a document states on its clauses.
    Convention,
}

impl Flag for Anchor {
    fn place(self) -> u8 {
        self as u8
    }
}

/// The beginnings of all words.
#[derive(Clone, Debug)]
pub(crate) struct Anchors {
    first: Sieve,
    second: Sieve,
    /// By the first two characters; the second is none for words of one.
    beginnings: FxHashMap<(char, Option<char>), Set<Anchor>>,
}

impl Anchors {
    /// The words of a lexicon.
    pub(super) fn of(lexicon: &Lexicon) -> Self {
        let (groups, conventions) = (&lexicon.group_words, &lexicon.conventions);
        let words = (groups.nouns.iter().map(|(word, ())| (word, Anchor::GroupNoun)))
            .chain(groups.roles.iter().map(|(word, _)| (word, Anchor::GroupRole)))
            .chain(lexicon.rhythms.rhythms.iter().map(|(word, _)| (word, Anchor::Rhythm)))
            .chain(conventions.leads.iter().map(|(word, ())| (word, Anchor::Convention)))
            .chain(conventions.no_repeat.iter().map(|(word, ())| (word, Anchor::Convention)));
        let (first, second) = (Sieve::EMPTY, Sieve::EMPTY);
        let mut anchors = Self { first, second, beginnings: FxHashMap::default() };
        for (word, anchor) in words {
            anchors.add(word, anchor);
        }
        anchors
    }

    fn add(&mut self, word: &str, anchor: Anchor) {
        let mut chars = word.chars();
        let Some(first) = chars.next() else { return };
        let second = chars.next();
        self.first.add(u32::from(first));
        second.into_iter().for_each(|second| self.second.add(u32::from(second)));
        self.beginnings.entry((first, second)).or_default().insert(anchor);
    }

    /// What `text` may hold; what is not of the set it does not hold.
    pub(crate) fn in_text(&self, text: &str) -> Set<Anchor> {
        let mut found = Set::default();
        let mut rest = text;
        while let Some(at) = self.first.find(rest, |c| self.first.may_hold(u32::from(c))) {
            let mut chars = rest[at..].chars();
            let Some(first) = chars.next() else { break };
            rest = chars.as_str();
            let second = chars.next().filter(|second| self.second.may_hold(u32::from(*second)));
            for key in [Some((first, None)), second.map(|second| (first, Some(second)))] {
                let set = key.and_then(|key| self.beginnings.get(&key));
                found = set.map_or(found, |set| found.union(*set));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::Anchor;
    use crate::lexicon::Lexicon;

    #[test]
    fn a_text_may_hold_what_its_words_begin_like() {
        let anchors = Lexicon::builtin().anchors();
        let all = [Anchor::GroupNoun, Anchor::GroupRole, Anchor::Rhythm, Anchor::Convention];
        let held = |text: &str| all.map(|anchor| anchors.in_text(text).has(anchor));
        assert_eq!(held("成立领导小组,区长任组长"), [true, true, false, false]);
        assert_eq!(held("每月报送一次"), [false, false, true, false]);
        assert_eq!(held("以下各项不再一一列出"), [false, false, false, true]);
        assert_eq!(held("修建道路"), [false; 4]);
    }
}
