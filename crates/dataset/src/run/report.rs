//! The progress of a run, its observer, and its result.

use crate::apply::Unreadable;
use crate::export::Format;
use crate::gone::Prune;
use crate::manifest::{Counts, Coverage};
use crate::staging::Tally;
use gongwen::lexicon::Lexicon;
use gongwen_engine::Reading;
use gongwen_formats::source;
use std::collections::BTreeMap;

/// How a run goes.
#[derive(Clone, Debug)]
pub struct Options {
    /// The words.
    pub lexicon: &'static Lexicon,
    /// How files are read, and what each may cost.
    pub reading: Reading,
    /// Formats of the tables beside SQLite; none for those that the data set has, or Parquet.
    pub formats: Option<Vec<Format>>,
    /// Files that are read at once.
    pub threads: usize,
    /// How many files Parquet tables are spread over: 1, 16 or 256; none for what the data set has,
    /// or 16.
    pub buckets: Option<u16>,
    /// What is taken out of the data set.
    pub prune: Prune,
    /// What becomes of files that cannot be read.
    pub unreadable: Unreadable,
    /// Read everything again.
    pub force: bool,
    /// Only say what would happen.
    pub dry_run: bool,
    /// Files are copied into quarantine up to this size, and linked above it.
    pub quarantine_copy_bytes: u64,
    /// The clock: seconds since 1970.
    pub now: fn() -> i64,
    /// A number that no other run has, so that data sets can be united: the id of the run is made with it.
    pub unique: u64,
}

/// Watches a run.
pub trait Observer {
    /// So many files are on the list.
    fn listed(&self, files: u64);
    /// One more file is done.
    fn done(&self, done: Done);
    /// All files are done; the tables are being written.
    fn writing(&self);
}

/// What became of a file.
#[derive(Clone, Copy, Debug)]
pub struct Done {
    /// Its size.
    pub bytes: u64,
    /// What was found in it.
    pub tally: Tally,
    /// False where it could not be read.
    pub readable: bool,
}

/// A file that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its path.
    pub uri: String,
    /// Why, as a stable name.
    pub reason: String,
    /// Why, and what can be done.
    pub message: String,
    /// Whether somebody knows.
    pub standing: Standing,
}

/// Whether somebody knows of a file that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has acknowledged it as it is.
    New,
    /// It was acknowledged, and is as it was then.
    Acknowledged,
}

/// A folder, or a pattern, in which no notice was found any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emptied {
    /// Its path, or the pattern.
    pub path: String,
    /// Files of it that the data set has and keeps.
    pub files: u64,
}

/// How a run ended.
#[derive(Debug, Default)]
pub struct Report {
    /// Hash of the number, the versions and the options of the run; empty for a dry run.
    pub run_id: String,
    /// What became of the files and notices.
    pub counts: Counts,
    /// How well the notices of the data set were understood.
    pub coverage: Coverage,
    /// How many diagnostics of each code the data set has.
    pub problems: BTreeMap<String, i64>,
    /// Rows of each table.
    pub rows: BTreeMap<String, i64>,
    /// Files that could not be read.
    pub refused: Vec<Refused>,
    /// Folders that could not be listed.
    pub unlisted: Vec<source::Error>,
    /// Files of the data set that could not be looked at, and stay in it.
    pub unseen: u64,
    /// Those of them for which nothing else in the report is the reason: their paths.
    pub unclear: Vec<String>,
    /// Folders of which nothing was taken out, because all of it would have been.
    pub emptied: Vec<Emptied>,
    /// Files of folders and archives that were not looked at.
    pub skipped: source::Skipped,
    /// True where a run that was interrupted was gone on with.
    pub resumed: bool,
    /// Files beside the state that were missing or damaged and were made again: paths below the
    /// folder of the data set.
    pub remade: Vec<String>,
    /// Views that were missing or changed and were made again.
    pub views_remade: Vec<String>,
    /// Rows of `runs` that had been damaged and were written again.
    pub runs_repaired: u64,
}

impl Report {
    /// True where there is nothing new that somebody should look at: all that was named could be
    /// looked at, and every file could be read or is known.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        let known = |file: &Refused| file.standing == Standing::Acknowledged;
        let is_seen = self.unlisted.is_empty() && self.unclear.is_empty();
        is_seen && self.emptied.is_empty() && self.refused.iter().all(known)
    }
}
