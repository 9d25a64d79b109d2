//! Applies accepted changes to the reference.

use super::change::{Change, Compared, Spot};
use super::fact::{Fact, Notice, State};
use super::what::What;
use rustc_hash::{FxHashMap, FxHashSet};

/// The reference with the changes of these ids; none where the notice leaves the reference.
#[must_use]
pub(super) fn accept(compared: &Compared, ids: &FxHashSet<&str>) -> Option<Notice> {
    let accepted: Vec<&Change> =
        compared.changes.iter().filter(|change| ids.contains(change.id.as_str())).collect();
    let whole = |what| accepted.iter().any(|change| change.what == what);
    if whole(What::Vanished) {
        return None;
    }
    let all = accepted.len() == compared.changes.len();
    if all || [What::New, What::Unreadable, What::Readable].into_iter().any(whole) {
        return (compared.after.state != State::Gone).then(|| compared.after.clone());
    }
    let before = compared.before.as_ref()?;
    let mut merge = Merge::new(compared, before, &accepted);
    merge.places = whole(What::Places) || whole(What::Edited);
    let mut notice = Notice { facts: merge.facts(), ..before.clone() };
    if whole(What::Edited) {
        notice.sha256.clone_from(&compared.after.sha256);
        notice.doc_id.clone_from(&compared.after.doc_id);
    }
    Some(notice)
}

struct Merge<'c> {
    before: &'c Notice,
    after: &'c Notice,
    /// What becomes of facts before: the fact after, or nothing.
    fate: FxHashMap<Spot, Option<Spot>>,
    gained: FxHashSet<Spot>,
    /// Facts before with the same facts after.
    pairs: &'c FxHashMap<Spot, Spot>,
    /// Facts that say the same take their new places.
    places: bool,
}

impl<'c> Merge<'c> {
    fn new(compared: &'c Compared, before: &'c Notice, accepted: &[&Change]) -> Self {
        let (mut fate, mut gained) = (FxHashMap::default(), FxHashSet::default());
        for change in accepted {
            match (change.before, change.after) {
                (Some(old), new) => _ = fate.insert(old, new),
                (None, Some(new)) => _ = gained.insert(new),
                (None, None) => {}
            }
        }
        let (after, pairs) = (&compared.after, &compared.pairs);
        let mut merge = Self { before, after, fate, gained, pairs, places: false };
        merge.add_owners(compared);
        merge
    }

    /// What is gained inside a task that is gained too brings the task with it.
    fn add_owners(&mut self, compared: &Compared) {
        let is_new = |outer: usize| {
            let spot = Spot { outer, inner: None };
            compared.changes.iter().any(|c| c.what == What::Gained && c.after == Some(spot))
        };
        let went = self.fate.values().flatten().chain(&self.gained);
        let owners: Vec<usize> =
            went.filter(|spot| spot.inner.is_some()).map(|spot| spot.outer).collect();
        for outer in owners.into_iter().filter(|outer| is_new(*outer)) {
            self.gained.insert(Spot { outer, inner: None });
        }
    }

    fn partner(&self, spot: Spot) -> Option<Spot> {
        self.pairs.get(&spot).copied()
    }

    fn facts(&self) -> Vec<Fact> {
        let mut facts = Vec::new();
        for (outer, fact) in self.before.facts.iter().enumerate() {
            let spot = Spot { outer, inner: None };
            let Some(mut kept) = self.kept(spot, fact, self.partner(spot)) else { continue };
            kept.inner = self.inner(outer, fact);
            facts.push(kept);
        }
        for (outer, fact) in self.after.facts.iter().enumerate() {
            if self.gained.contains(&Spot { outer, inner: None }) {
                let mut fact = fact.clone();
                fact.inner = self.gained_inside(outer);
                facts.push(fact);
            }
        }
        facts.sort_by_key(Fact::order);
        facts
    }

    /// The fact as it stands in the reference from now on, without what is inside it.
    fn kept(&self, spot: Spot, fact: &Fact, partner: Option<Spot>) -> Option<Fact> {
        let bare = |fact: &Fact| Fact { inner: vec![], ..fact.clone() };
        match self.fate.get(&spot) {
            Some(None) => None,
            Some(Some(new)) => new.of(self.after).map(bare),
            None => {
                let mut kept = bare(fact);
                if let Some(new) =
                    partner.filter(|_| self.places).and_then(|new| new.of(self.after))
                {
                    kept.place = new.place;
                    kept.words.clone_from(&new.words);
                }
                Some(kept)
            }
        }
    }

    fn inner(&self, outer: usize, fact: &Fact) -> Vec<Fact> {
        let mut facts = Vec::new();
        for (at, inner) in fact.inner.iter().enumerate() {
            let spot = Spot { outer, inner: Some(at) };
            // What went to another task stands there.
            let home = self.partner(Spot { outer, inner: None }).map(|spot| spot.outer);
            let away = matches!(self.fate.get(&spot), Some(Some(new)) if Some(new.outer) != home);
            if !away {
                facts.extend(self.kept(spot, inner, self.partner(spot)));
            }
        }
        if let Some(new) = self.partner(Spot { outer, inner: None }) {
            facts.extend(self.gained_inside(new.outer));
            facts.extend(self.arrived(outer, new.outer));
        }
        facts.sort_by_key(Fact::order);
        facts
    }

    fn gained_inside(&self, outer: usize) -> Vec<Fact> {
        let mut spots: Vec<Spot> = self.gained.iter().copied().collect();
        spots.sort_unstable();
        let inside = spots.into_iter().filter(|spot| spot.outer == outer && spot.inner.is_some());
        let mut facts: Vec<Fact> = inside.filter_map(|spot| spot.of(self.after).cloned()).collect();
        if self.gained.contains(&Spot { outer, inner: None }) {
            facts.extend(self.arrived(usize::MAX, outer));
            facts.sort_by_key(Fact::order);
        }
        facts
    }

    /// What came from other tasks than `home` into the task `outer`.
    fn arrived(&self, home: usize, outer: usize) -> Vec<Fact> {
        let mut pairs: Vec<(Spot, Spot)> = (self.fate.iter())
            .filter_map(|(old, new)| Some((*old, (*new)?)))
            .filter(|(old, new)| old.inner.is_some() && new.outer == outer && old.outer != home)
            .collect();
        pairs.sort_unstable();
        pairs.into_iter().filter_map(|(_, new)| new.of(self.after).cloned()).collect()
    }
}
