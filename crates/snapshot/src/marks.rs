//! Rejected changes: `rejected.txt`, one change a line.
//!
//! A rejection holds while program, words and source are those that it was made for; then the change is open
//! again.

use super::Error;
use super::change::Change;
use super::line;
use super::shard::write_whole;
use super::store::Versions;
use gongwen_messages::{Message, message};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A change that somebody rejected.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// The notice.
    pub uri: String,
    /// The change.
    pub id: String,
    /// Edition of the program that made it.
    pub edition: i64,
    /// Hash of the words that made it.
    pub lexicon_sha256: String,
    /// Hash of the source that it was made from.
    pub sha256: String,
}

impl Mark {
    /// The mark of a change in a notice.
    #[must_use]
    pub fn new(uri: &str, sha256: &str, change: &Change, versions: &Versions) -> Self {
        Self {
            uri: uri.to_owned(),
            id: change.id.clone(),
            edition: versions.edition,
            lexicon_sha256: versions.lexicon_sha256.clone(),
            sha256: sha256.to_owned(),
        }
    }

    fn line(&self) -> String {
        let mut line = String::new();
        line::escape(&self.uri, &mut line);
        let Self { id, edition, lexicon_sha256, sha256, .. } = self;
        line + &format!("\t{id}\t{edition}\t{lexicon_sha256}\t{sha256}\n")
    }

    fn parse(line: &str) -> Result<Self, Message> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [uri, id, edition, lexicon, sha256] = cells.as_slice() else {
            return Err(message!("mark.cells"));
        };
        Ok(Self {
            uri: line::unescape(uri)?,
            id: (*id).to_owned(),
            edition: edition.parse().map_err(|_| message!("mark.edition", edition = *edition))?,
            lexicon_sha256: (*lexicon).to_owned(),
            sha256: (*sha256).to_owned(),
        })
    }
}

fn path(root: &Path) -> PathBuf {
    root.join("rejected.txt")
}

/// All marks of a store.
pub(super) fn read(root: &Path) -> Result<BTreeSet<Mark>, Error> {
    let path = path(root);
    let text = match fs::read_to_string(&path) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        other => other.map_err(Error::file(&path))?,
    };
    let mark =
        |(at, line)| Mark::parse(line).map_err(|problem| Error::damaged(&path, at + 1, problem));
    text.lines().enumerate().map(mark).collect()
}

/// Writes all marks; without any there is no file.
pub(super) fn write(root: &Path, marks: &BTreeSet<Mark>) -> Result<(), Error> {
    let path = path(root);
    if marks.is_empty() {
        return match fs::remove_file(&path) {
            Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(Error::file(&path)(cause)),
            _ => Ok(()),
        };
    }
    let lines: Vec<String> = marks.iter().map(Mark::line).collect();
    write_whole(&path, lines.iter().map(String::as_str))
}
