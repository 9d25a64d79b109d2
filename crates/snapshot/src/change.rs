//! What differs between two readings of a notice, fact by fact.

use super::apply;
use super::fact::{Fact, FactKind, Notice, POSITION, State};
use super::line;
use super::pair::{Pairing, Shift, Text};
use super::what::What;
use gongwen::document::hex;
use rustc_hash::{FxHashMap, FxHashSet};
use sha2::{Digest, Sha256};

/// Where a fact stands in its notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Spot {
    /// Among the facts of the notice.
    pub outer: usize,
    /// Among those inside that one.
    pub inner: Option<usize>,
}

impl Spot {
    /// The fact there.
    #[must_use]
    pub fn of(self, notice: &Notice) -> Option<&Fact> {
        let outer = notice.facts.get(self.outer)?;
        self.inner.map_or(Some(outer), |inner| outer.inner.get(inner))
    }

    fn outer(outer: usize) -> Self {
        Self { outer, inner: None }
    }

    fn inner(outer: usize, inner: usize) -> Self {
        Self { outer, inner: Some(inner) }
    }
}

/// A field that says something else: name, before, after.
pub type Field = (String, String, String);

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub what: What,
    /// The fact as the reference has it.
    pub before: Option<Spot>,
    /// The fact as it is now.
    pub after: Option<Spot>,
    /// What it says otherwise.
    pub fields: Vec<Field>,
    /// How many facts; 1, but for [`What::Places`].
    pub count: usize,
    /// Whom to blame, and how: `target/reach:lost`. Where the page was edited, `edited:` stands first.
    pub group: String,
    /// Name of the change: the same as long as the same becomes the same in the same notice.
    pub id: String,
}

/// A notice of the reference beside the same notice now.
#[derive(Debug)]
pub struct Compared {
    /// As the reference has it.
    pub before: Option<Notice>,
    /// As it is now.
    pub after: Notice,
    /// What differs, in reading order.
    pub changes: Vec<Change>,
    /// Facts of the reference with the same facts now.
    pub(super) pairs: FxHashMap<Spot, Spot>,
}

impl Compared {
    /// Compares.
    #[must_use]
    pub fn new(before: Option<Notice>, after: Notice) -> Self {
        let (mut changes, pairs) = match &before {
            None if after.state == State::Gone => Default::default(),
            None => (vec![of_notice(What::New, 1)], FxHashMap::default()),
            Some(before) => changes(before, &after),
        };
        let mut compared = Self { before, after, changes: Vec::new(), pairs };
        compared.name(&mut changes);
        compared.changes = changes;
        compared
    }

    /// The fact of a change as the reference has it.
    #[must_use]
    pub fn old(&self, change: &Change) -> Option<&Fact> {
        change.before?.of(self.before.as_ref()?)
    }

    /// The fact of a change as it is now.
    #[must_use]
    pub fn new_fact(&self, change: &Change) -> Option<&Fact> {
        change.after?.of(&self.after)
    }

    /// The task or group that the fact of a change stands in.
    #[must_use]
    pub fn owner(&self, change: &Change) -> Option<&Fact> {
        if let Some(spot) = change.after.filter(|spot| spot.inner.is_some()) {
            return self.after.facts.get(spot.outer);
        }
        let spot = change.before.filter(|spot| spot.inner.is_some())?;
        self.before.as_ref()?.facts.get(spot.outer)
    }

    /// True where the file has other bytes than the reference.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        let sha256 = self.before.as_ref().map(|before| &before.sha256);
        self.after.state == State::Read && sha256.is_some_and(|sha| *sha != self.after.sha256)
    }

    /// The reference with the changes of these ids; none where the notice leaves the reference.
    #[must_use]
    pub fn accepted(&self, ids: &FxHashSet<&str>) -> Option<Notice> {
        apply::accept(self, ids)
    }

    /// Gives every change its group and its id.
    fn name(&self, changes: &mut [Change]) {
        let class = if self.is_edited() { "edited:" } else { "" };
        let mut seen: FxHashMap<String, u32> = FxHashMap::default();
        for change in changes {
            let fact = self.new_fact(change).or_else(|| self.old(change));
            change.group = match (change.what, fact) {
                (What::Places, _) => "notice/places".to_owned(),
                (what, None) => format!("notice/{}", what.name()),
                (what, Some(fact)) => {
                    format!("{class}{}:{}{}", fact.cause(), what.name(), suffix(change))
                }
            };
            let id = self.id(change);
            let count = seen.entry(id.clone()).or_default();
            *count += 1;
            change.id = if *count == 1 { id } else { format!("{id}.{count}") };
        }
    }

    fn id(&self, change: &Change) -> String {
        let mut hash = Sha256::new();
        let mut add = |words: &str| {
            hash.update(words);
            hash.update("\n");
        };
        add(&self.after.uri);
        add(change.what.name());
        if change.what.is_of_notice() {
            add(&self.after.sha256);
        }
        for fact in [self.old(change), self.new_fact(change)] {
            let owned = fact.map(|fact| Fact { inner: vec![], ..fact.clone() });
            add(&owned.map(|fact| line::of_fact(&fact)).unwrap_or_default());
        }
        hex(&hash.finalize()[..5])
    }
}

/// The first field that differs tells sorts of alterations apart.
fn suffix(change: &Change) -> String {
    match (change.what, change.fields.first()) {
        (What::Altered, Some((name, ..))) => format!(".{name}"),
        _ => String::new(),
    }
}

fn of_notice(what: What, count: usize) -> Change {
    Change {
        what,
        before: None,
        after: None,
        fields: vec![],
        count,
        group: String::new(),
        id: String::new(),
    }
}

fn changes(before: &Notice, after: &Notice) -> (Vec<Change>, FxHashMap<Spot, Spot>) {
    let what = match (&before.state, &after.state) {
        (State::Read, State::Read) => return of_facts(before, after),
        (State::Unreadable(old), State::Unreadable(new)) if old == new => None,
        (_, State::Gone) => Some(What::Vanished),
        (_, State::Unreadable(_)) => Some(What::Unreadable),
        (_, State::Read) => Some(What::Readable),
    };
    (what.map(|what| of_notice(what, 1)).into_iter().collect(), FxHashMap::default())
}

fn of_facts(before: &Notice, after: &Notice) -> (Vec<Change>, FxHashMap<Spot, Spot>) {
    let edited = before.sha256 != after.sha256;
    let text = if before.doc_id == after.doc_id { Text::Same } else { Text::Edited };
    let mut work =
        Work { before, after, text, changes: vec![], pairs: FxHashMap::default(), places: 0 };
    work.run();
    let Work { mut changes, pairs, places, .. } = work;
    let order = |change: &Change| {
        let new = change.after.and_then(|spot| spot.of(after));
        let fact = new.or_else(|| change.before.and_then(|spot| spot.of(before)));
        fact.map(Fact::order)
    };
    changes.sort_by_key(order);
    if edited {
        // The places of an edited page are new anyway.
        changes.insert(0, of_notice(What::Edited, 1));
    } else if places > 0 {
        changes.push(of_notice(What::Places, places));
    }
    (changes, pairs)
}

struct Work<'n> {
    before: &'n Notice,
    after: &'n Notice,
    text: Text,
    changes: Vec<Change>,
    pairs: FxHashMap<Spot, Spot>,
    places: usize,
}

impl Work<'_> {
    fn run(&mut self) {
        let (before, after) = (self.before, self.after);
        let mut outer = Pairing::new(before.facts.iter().collect(), after.facts.iter().collect());
        let shift = self.pair(&mut outer, None);
        // Inner facts of tasks that belong together first, then the rest across all tasks.
        let (mut lost, mut gained) = (Vec::new(), Vec::new());
        for (old, new) in outer.partner.iter().enumerate() {
            match new {
                Some(new) => {
                    self.pair_of(Spot::outer(old), Spot::outer(*new), None);
                    self.inner(old, *new, &shift, &mut lost, &mut gained);
                }
                None => {
                    self.changes.push(change(What::Lost, Some(Spot::outer(old)), None));
                    let inner = before.facts[old].inner.len();
                    lost.extend((0..inner).map(|inner| Spot::inner(old, inner)));
                }
            }
        }
        for new in outer.alone() {
            self.changes.push(change(What::Gained, None, Some(Spot::outer(new))));
            let inner = after.facts[new].inner.len();
            gained.extend((0..inner).map(|inner| Spot::inner(new, inner)));
        }
        self.across(&lost, &gained, &shift);
    }

    /// Pairs from the surest sign to the weakest; returns how places moved.
    fn pair(&self, pairing: &mut Pairing<'_>, known: Option<&Shift>) -> Shift {
        if self.text == Text::Same {
            pairing.by_content_and_place();
            pairing.by_content();
            pairing.by_place(&Shift::default());
            pairing.by_identity(self.text);
            pairing.by_overlap(&Shift::default());
            return Shift::default();
        }
        pairing.by_content();
        let shift = known.cloned().unwrap_or_else(|| pairing.shift());
        pairing.by_identity(self.text);
        pairing.by_place(&shift);
        pairing.by_overlap(&shift);
        shift
    }

    fn inner(
        &mut self,
        old: usize,
        new: usize,
        shift: &Shift,
        lost: &mut Vec<Spot>,
        gained: &mut Vec<Spot>,
    ) {
        let (before, after) = (&self.before.facts[old].inner, &self.after.facts[new].inner);
        let mut pairing = Pairing::new(before.iter().collect(), after.iter().collect());
        self.pair(&mut pairing, Some(shift));
        for (at, partner) in pairing.partner.iter().enumerate() {
            match partner {
                Some(other) => self.pair_of(Spot::inner(old, at), Spot::inner(new, *other), None),
                None => lost.push(Spot::inner(old, at)),
            }
        }
        gained.extend(pairing.alone().map(|at| Spot::inner(new, at)));
    }

    /// What one task lost and another gained at the same words.
    fn across(&mut self, lost: &[Spot], gained: &[Spot], shift: &Shift) {
        let old = lost.iter().filter_map(|spot| spot.of(self.before)).collect();
        let new = gained.iter().filter_map(|spot| spot.of(self.after)).collect();
        let mut pairing = Pairing::new(old, new);
        pairing.by_place(shift);
        for (at, partner) in pairing.partner.iter().enumerate() {
            match partner {
                Some(other) => {
                    let (old, new) = (lost[at], gained[*other]);
                    self.pair_of(old, new, self.owners(old, new));
                }
                None => self.changes.push(change(What::Lost, Some(lost[at]), None)),
            }
        }
        for at in pairing.alone() {
            self.changes.push(change(What::Gained, None, Some(gained[at])));
        }
    }

    fn pair_of(&mut self, old: Spot, new: Spot, owners: Option<Field>) {
        let (Some(before), Some(after)) = (old.of(self.before), new.of(self.after)) else { return };
        self.pairs.insert(old, new);
        let mut fields = differing(before, after);
        fields.extend(owners);
        if fields.is_empty() {
            self.places += usize::from(before.place != after.place || before.words != after.words);
            return;
        }
        let moved = fields.iter().all(|(name, ..)| POSITION.contains(&name.as_str()));
        let what = if moved { What::Moved } else { What::Altered };
        self.changes.push(Change { fields, ..change(what, Some(old), Some(new)) });
    }

    /// The tasks of an inner fact that went from one task to another.
    fn owners(&self, old: Spot, new: Spot) -> Option<Field> {
        let (before, after) = (&self.before.facts[old.outer], &self.after.facts[new.outer]);
        (title(before) != title(after))
            .then(|| ("task".to_owned(), title(before).to_owned(), title(after).to_owned()))
    }
}

/// What a task or a group is called.
pub(super) fn title(fact: &Fact) -> &str {
    let names = ["title", "name", "text"].iter().map(|name| fact.field(name));
    names.into_iter().find(|name| !name.is_empty()).unwrap_or("-")
}

fn change(what: What, before: Option<Spot>, after: Option<Spot>) -> Change {
    Change { before, after, ..of_notice(what, 1) }
}

/// Fields that say something else, those that tell what it is before those that tell where.
fn differing(before: &Fact, after: &Fact) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    let names = before.fields.iter().chain(&after.fields).map(|(name, _)| name);
    for name in names {
        let (old, new) = (before.field(name), after.field(name));
        if old != new && !fields.iter().any(|(other, ..)| other == name) {
            fields.push((name.clone(), old.to_owned(), new.to_owned()));
        }
    }
    if before.rule != after.rule && before.kind != FactKind::Part {
        fields.push(("rule".to_owned(), before.rule.clone(), after.rule.clone()));
    } else if before.rule != after.rule {
        fields.push(("kind".to_owned(), before.rule.clone(), after.rule.clone()));
    }
    fields.sort_by_key(|(name, ..)| POSITION.contains(&name.as_str()));
    fields
}
