//! What a run did, as JSON: `runs/RUN_ID.json`.

use super::export::Written;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a run did: enough to repeat it and to check what it wrote.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Hash of the number, the versions and the options of the run.
    pub run_id: String,
    /// 1 for the first run into the data set, then 2 …
    pub number: i64,
    /// When it began, in UTC.
    pub started_at: String,
    /// When its results were complete, in UTC.
    pub finished_at: String,
    /// Version of the program.
    pub extractor_version: String,
    /// Edition of the program and its words.
    pub edition: i64,
    /// Hash of the words, own rows included.
    pub lexicon_sha256: String,
    /// The options.
    pub options: serde_json::Value,
    /// How many files were looked at, and what became of them.
    pub counts: Counts,
    /// Hash over the paths and hashes of all files in the data set, in the order of the paths.
    pub inputs_sha256: String,
    /// The files that were read or refused; the others were as before.
    pub inputs: Vec<InputFile>,
    /// Rows of each table.
    pub rows: BTreeMap<String, i64>,
    /// How well the notices were understood.
    pub coverage: Coverage,
    /// How many diagnostics of each code there are in the data set.
    pub problems: BTreeMap<String, i64>,
    /// The files of the tables, by path.
    pub outputs: Vec<Written>,
}

/// What became of the files and notices of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Files that were looked at.
    pub files: u64,
    /// Files that were as the data set already had them.
    pub unchanged: u64,
    /// Files that were read.
    pub read: u64,
    /// Files that could not be read.
    pub quarantined: u64,
    /// Files that were in the data set and are gone; they are taken out with `--prune`.
    pub vanished: u64,
    /// Notices that were not in the data set before.
    pub new: u64,
    /// Notices with other rows than before.
    pub changed: u64,
    /// Notices that left the data set.
    pub removed: u64,
}

/// A file that a run read or refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputFile {
    /// Its path.
    pub uri: String,
    /// SHA-256 of its bytes, where it could be read.
    pub sha256: Option<String>,
    /// `read`, or the reason for which it is in quarantine.
    pub outcome: String,
}

/// How well the notices of the data set were understood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// Notices.
    pub notices: i64,
    /// Characters of their texts.
    pub text_chars: i64,
    /// Share of the characters that no stage could place, from 0 to 1.
    pub unexplained_share: f64,
    /// Notices without a title.
    pub without_title: i64,
    /// Notices without a date.
    pub without_date: i64,
    /// Notices with a warning or an error.
    pub with_problems: i64,
}
