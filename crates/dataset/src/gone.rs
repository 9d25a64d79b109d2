//! Files that the data set knows and the archive no longer has.
//!
//! A file is gone only if a run looked where it was and did not find it. A place that could not be examined (a
//! folder that cannot be listed, a damaged archive) or that this run was not told to read proves nothing.
//! Neither does a named folder in which nothing at all is found: it may be a disk that is not mounted.

use super::scope::{Fate, Scope};
use super::staging::Staging;
use super::{Error, State};
use std::collections::BTreeMap;

/// What is taken out of the data set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prune {
    /// Nothing: files that are gone keep their notices.
    #[default]
    Nothing,
    /// What this run looked for and saw to be gone; not all of a folder at once, which may only be a
    /// disk that is missing.
    Gone,
    /// That, all of a folder too, and what other archives brought in.
    Others,
}

/// What became of files that the data set has and the list has not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Gone {
    /// They are gone, or leave as those of other archives.
    pub(super) vanished: u64,
    /// They could not be looked at, and stay.
    pub(super) unseen: u64,
    /// Those of them whose reason is no folder and no file that is reported elsewhere: their names.
    pub(super) unclear: Vec<String>,
    /// Folders and patterns that hold nothing any more, and how many files of each stay.
    pub(super) emptied: BTreeMap<String, u64>,
}

/// A file of the data set that is not on the list.
struct Missing {
    uri: String,
    /// Why it is in quarantine; none for a file that was read.
    reason: Option<String>,
}

/// Says which files of the state are gone (`work.gone`) and counts them. A file that is an archive
/// now has changed: what was read of it leaves at once. A row of the quarantine that an archive led
/// to goes, too, when the archive does not lead to it any more.
pub(super) fn settle(
    state: &State,
    staging: &Staging,
    scope: &Scope,
    prune: Prune,
) -> Result<Gone, Error> {
    let mut gone = Gone::default();
    staging.begin()?;
    // A cell may hold anything by now.
    let sql = "select distinct cast(uri as text), null from document_sources
               union all select cast(uri as text), coalesce(cast(reason as text), '') from quarantine";
    let error = |cause| state.error(cause);
    let mut statement = state.sql().prepare(sql).map_err(error)?;
    let mut rows = statement.query([]).map_err(error)?;
    while let Some(row) = rows.next().map_err(error)? {
        let uri: String = row.get(0).map_err(error)?;
        let reason: Option<String> = row.get(1).map_err(error)?;
        if !staging.is_met(&uri)? {
            let missing = Missing { uri, reason };
            let fate = scope.fate(&missing.uri, staging)?;
            let leaves = gone.count(&missing, &fate, prune);
            if leaves == Leaves::Now {
                staging.add_gone(&missing.uri)?;
            } else if scope.is_mended(&missing.uri, missing.reason.as_deref()) {
                staging.add_mended(&missing.uri)?;
            }
        }
    }
    staging.commit()?;
    Ok(gone)
}

/// Whether a file leaves the data set with this run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaves {
    Now,
    Not,
}

impl Gone {
    /// Counts what became of a file, and says whether it leaves. Rows of the quarantine are reported in
    /// their own way.
    fn count(&mut self, missing: &Missing, fate: &Fate, prune: Prune) -> Leaves {
        let files = u64::from(missing.reason.is_none());
        let pruned = if prune == Prune::Nothing { Leaves::Not } else { Leaves::Now };
        match fate {
            Fate::Replaced if files > 0 => return Leaves::Now,
            Fate::Emptied(name) if prune == Prune::Gone => {
                *self.emptied.entry(name.clone()).or_default() += files;
            }
            Fate::Gone | Fate::Emptied(_) => {
                self.vanished += files;
                return pruned;
            }
            Fate::Other if prune == Prune::Others => {
                self.vanished += files;
                return pruned;
            }
            Fate::Unseen => self.unseen += files,
            Fate::Unclear if files > 0 => {
                self.unseen += files;
                self.unclear.push(missing.uri.clone());
            }
            Fate::Stays | Fate::Other | Fate::Replaced | Fate::Unclear => {}
        }
        Leaves::Not
    }
}
