//! Which fact before is which fact after.
//!
//! Signs are tried from the surest to the weakest, each over all facts that are still alone. Where
//! the text is the same, a place is a sure sign. Where the page was edited, what is said comes first,
//! and places are compared only after they were shifted like the facts around them.

use super::fact::{Fact, FactKind, Place};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::hash::Hash;

/// How places before lie after.
#[derive(Clone, Debug, Default)]
pub(super) struct Shift {
    /// Starts before, ascending, each with what is added to it. None: nothing moved.
    anchors: Vec<(u32, i64)>,
}

impl Shift {
    /// From pairs of starts that are known to be the same fact.
    pub(super) fn of(pairs: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut anchors: Vec<(u32, i64)> =
            pairs.map(|(old, new)| (old, i64::from(new) - i64::from(old))).collect();
        anchors.sort_unstable();
        Self { anchors }
    }

    fn place(&self, (start, end): Place) -> Place {
        let at = self.anchors.partition_point(|(old, _)| *old <= start);
        let anchor = self.anchors.get(at.saturating_sub(1));
        let by = anchor.map_or(0, |(_, by)| *by);
        let moved = |point: u32| u32::try_from((i64::from(point) + by).max(0)).unwrap_or(u32::MAX);
        (moved(start), moved(end))
    }
}

/// Whether both readings are of the same words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    Same,
    Edited,
}

/// Facts before and after, and who belongs to whom so far.
pub(super) struct Pairing<'f> {
    old: Vec<&'f Fact>,
    new: Vec<&'f Fact>,
    /// For each fact before, the fact after.
    pub(super) partner: Vec<Option<usize>>,
    taken: Vec<bool>,
}

impl<'f> Pairing<'f> {
    pub(super) fn new(old: Vec<&'f Fact>, new: Vec<&'f Fact>) -> Self {
        let (partner, taken) = (vec![None; old.len()], vec![false; new.len()]);
        Self { old, new, partner, taken }
    }

    /// Facts that say the same, at the same place.
    pub(super) fn by_content_and_place(&mut self) {
        self.by(|fact| Some((content(fact), fact.place)), |fact| Some((content(fact), fact.place)));
    }

    /// Facts that say the same, wherever.
    pub(super) fn by_content(&mut self) {
        self.by(|fact| Some(content(fact)), |fact| Some(content(fact)));
    }

    /// Facts of the same kind at the same place.
    pub(super) fn by_place(&mut self, shift: &Shift) {
        let key = |fact: &'f Fact, place: Place| Some((sort(fact), place));
        self.by(|fact| key(fact, shift.place(fact.place?)), |fact| key(fact, fact.place?));
    }

    /// Facts that are the same thing although they say something else.
    pub(super) fn by_identity(&mut self, text: Text) {
        for nth in 0..3 {
            let key = |fact: &Fact| {
                // Two numbers of one text are two targets, whatever they count.
                let is_weak =
                    nth > 0 && matches!(fact.kind, FactKind::Target | FactKind::Milestone);
                let sign = fact.identities().into_iter().nth(nth);
                Some((fact.kind, sign.filter(|_| text == Text::Edited || !is_weak)?))
            };
            self.by(key, key);
        }
    }

    /// Facts of the same kind that share words.
    pub(super) fn by_overlap(&mut self, shift: &Shift) {
        for at in 0..self.old.len() {
            let (None, Some(place)) = (self.partner[at], self.old[at].place) else { continue };
            let (start, end) = shift.place(place);
            let is_it = |(new, fact): (usize, &&Fact)| {
                let (other_start, other_end) = fact.place?;
                let overlaps = other_start < end && start < other_end;
                (overlaps && !self.taken[new] && sort(fact) == sort(self.old[at])).then_some(new)
            };
            if let Some(new) = self.new.iter().enumerate().find_map(is_it) {
                self.join(at, new);
            }
        }
    }

    /// Pairs of starts that are the same fact.
    pub(super) fn shift(&self) -> Shift {
        Shift::of(
            self.partner.iter().enumerate().filter_map(|(old, new)| {
                Some((self.old[old].place?.0, self.new[(*new)?].place?.0))
            }),
        )
    }

    /// Facts after that have no partner.
    pub(super) fn alone(&self) -> impl Iterator<Item = usize> + '_ {
        self.taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(at, _)| at)
    }

    fn join(&mut self, old: usize, new: usize) {
        self.partner[old] = Some(new);
        self.taken[new] = true;
    }

    /// Joins what has the same key, in order.
    fn by<K: Hash + Eq>(
        &mut self,
        old_key: impl Fn(&'f Fact) -> Option<K>,
        new_key: impl Fn(&'f Fact) -> Option<K>,
    ) {
        if self.partner.iter().all(Option::is_some) || self.taken.iter().all(|taken| *taken) {
            return;
        }
        let mut free: FxHashMap<K, VecDeque<usize>> = FxHashMap::default();
        for at in self.alone() {
            if let Some(key) = new_key(self.new[at]) {
                free.entry(key).or_default().push_back(at);
            }
        }
        for at in 0..self.old.len() {
            if self.partner[at].is_some() {
                continue;
            }
            let found = old_key(self.old[at]).and_then(|key| free.get_mut(&key)?.pop_front());
            if let Some(new) = found {
                self.join(at, new);
            }
        }
    }
}

fn content(fact: &Fact) -> (FactKind, &str, &[(String, String)]) {
    (fact.kind, &fact.rule, &fact.fields)
}

/// The kind, and the name where facts of another name are never the same thing.
fn sort(fact: &Fact) -> (FactKind, &str) {
    let named = matches!(fact.kind, FactKind::Metadata | FactKind::Diagnostic);
    (fact.kind, if named { &fact.rule } else { "" })
}
