//! Accepting and rejecting changes.

use super::Error;
use super::change::{Change, Compared};
use super::journal::{self, Entry, Step, Verb, Writer};
use super::pending::{Pending, text_of};
use super::store::Store;
use gongwen_messages::message;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Which changes are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// All of them, but for those that were rejected.
    All,
    /// Those of a group, `target/reach` or `target/reach:lost`, but for those that were rejected.
    Group(String),
    /// Those of a notice, but for those that were rejected.
    Notice(String),
    /// The one of that name in that notice, or in all notices where none is named.
    Change(Option<String>, String),
}

impl Chosen {
    /// True where a change is meant.
    #[must_use]
    pub fn has(&self, compared: &Compared, change: &Change) -> bool {
        match self {
            Self::All => true,
            Self::Group(group) => is_of_group(&change.group, group),
            Self::Notice(uri) => compared.after.uri == *uri,
            Self::Change(uri, id) => {
                change.id == *id && uri.as_ref().is_none_or(|uri| compared.after.uri == *uri)
            }
        }
    }

    fn is_by_name(&self) -> bool {
        matches!(self, Self::Change(..))
    }

    fn nothing(&self) -> Error {
        Error::NothingChosen(match self {
            Self::All => message!("choice.none"),
            Self::Group(group) => message!("choice.group", group),
            Self::Notice(uri) => message!("choice.notice", uri),
            Self::Change(_, id) => message!("choice.change", id),
        })
    }
}

/// True for the group itself and for the groups inside it: `target/reach` holds
/// `target/reach:altered.number`.
#[must_use]
pub fn is_of_group(group: &str, asked: &str) -> bool {
    let rest = group.strip_prefix(asked);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '.']))
}

/// What was decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// Changes.
    pub changes: usize,
    /// Notices that they are in.
    pub notices: usize,
    /// Changes that were left because they were rejected before.
    pub left: usize,
}

/// Accepts changes: the reference says the new thing from now on.
///
/// # Errors
/// Where nothing is pending, no change is meant, or the store is damaged or cannot be written to.
pub fn accept(store: &mut Store, chosen: &Chosen) -> Result<Decided, Error> {
    let pending = Pending::open(store)?;
    let mut decision = Decision::new(store, Verb::Accept)?;
    pending.each_of(store, chosen, |compared| decision.accept(&pending, compared, chosen))?;
    decision.take(store, &pending, || chosen.nothing())
}

/// Accepts every change, rejected ones too.
pub(super) fn accept_everything(store: &mut Store, verb: Verb) -> Result<(), Error> {
    let pending = Pending::open(store)?;
    let mut decision = Decision::new(store, verb)?;
    pending.each(store, |compared| {
        let ids = compared.changes.iter().map(|change| change.id.as_str()).collect();
        decision.put(compared, &ids)
    })?;
    if decision.decided.changes == 0 {
        return store.set_versions(&pending.manifest.versions);
    }
    decision.take(store, &pending, || Chosen::All.nothing()).map(|_| ())
}

/// Rejects changes: they are marked wherever they are reported, until program or source change.
///
/// # Errors
/// As [`accept`].
pub fn reject(store: &mut Store, chosen: &Chosen) -> Result<Decided, Error> {
    let pending = Pending::open(store)?;
    let mut decision = Decision::new(store, Verb::Reject)?;
    pending.each_of(store, chosen, |compared| {
        let meant = compared.changes.iter().filter(|change| chosen.has(compared, change));
        let open: Vec<&Change> =
            meant.filter(|change| !pending.is_rejected(compared, change)).collect();
        decision.decided.notices += usize::from(!open.is_empty());
        for change in open {
            decision.count(change);
            decision.marked.push(pending.mark(compared, change));
        }
        Ok(())
    })?;
    decision.take(store, &pending, || chosen.nothing())
}

/// Takes the last decision back.
///
/// # Errors
/// Where there is none, or the store has changed since by other means.
pub fn undo(store: &mut Store) -> Result<journal::Head, Error> {
    journal::undo(store)
}

struct Decision {
    verb: Verb,
    decided: Decided,
    causes: BTreeMap<String, u64>,
    writer: Writer,
    marked: Vec<super::marks::Mark>,
    unmarked: Vec<super::marks::Mark>,
}

impl Decision {
    fn new(store: &Store, verb: Verb) -> Result<Self, Error> {
        Ok(Self {
            verb,
            decided: Decided::default(),
            causes: BTreeMap::new(),
            writer: Writer::begin(store)?,
            marked: vec![],
            unmarked: vec![],
        })
    }

    fn count(&mut self, change: &Change) {
        self.decided.changes += 1;
        *self.causes.entry(change.group.clone()).or_default() += 1;
    }

    fn accept(
        &mut self,
        pending: &Pending,
        compared: &Compared,
        chosen: &Chosen,
    ) -> Result<(), Error> {
        let mut ids = FxHashSet::default();
        for change in compared.changes.iter().filter(|change| chosen.has(compared, change)) {
            if !pending.is_rejected(compared, change) {
                ids.insert(change.id.as_str());
            } else if chosen.is_by_name() {
                ids.insert(change.id.as_str());
                self.unmarked.push(pending.mark(compared, change));
            } else {
                self.decided.left += 1;
            }
        }
        if ids.is_empty() { Ok(()) } else { self.put(compared, &ids) }
    }

    fn put(&mut self, compared: &Compared, ids: &FxHashSet<&str>) -> Result<(), Error> {
        let accepted = compared.changes.iter().filter(|change| ids.contains(change.id.as_str()));
        accepted.for_each(|change| self.count(change));
        self.decided.notices += 1;
        self.writer.add(&Entry {
            uri: compared.after.uri.clone(),
            before: text_of(compared.before.as_ref()),
            after: text_of(compared.accepted(ids).as_ref()),
        })
    }

    fn take(
        mut self,
        store: &mut Store,
        pending: &Pending,
        nothing: impl FnOnce() -> Error,
    ) -> Result<Decided, Error> {
        if self.decided.changes == 0 {
            return if self.decided.left > 0 { Ok(self.decided) } else { Err(nothing()) };
        }
        self.unmarked.extend(pending.stale_marks().cloned());
        let reference = &store.manifest().versions;
        let versions = match self.verb {
            Verb::Reject => reference.clone(),
            _ => pending.manifest.versions.clone(),
        };
        let step = Step {
            verb: self.verb,
            of: None,
            causes: self.causes,
            versions,
            marked: self.marked,
            unmarked: self.unmarked,
        };
        self.writer.take(store, step)?;
        Ok(self.decided)
    }
}
