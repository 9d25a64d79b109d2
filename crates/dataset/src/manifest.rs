//! What a run did, as JSON: `runs/RUN_ID.json`. The state keeps a copy, so that the file can be made
//! again.

use super::export::{Format, Hashed, LISTING, Written};
use super::{Error, Folder, State};
use crate::tables::{Cell, Row, row};
use jiff::Timestamp;
use rusqlite::OptionalExtension;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The copies: of each run, size and hash of the file, and the manifest, packed.
pub(super) const TABLE: &str = "
create table gongwen_manifests (
  run_id text primary key, bytes integer not null, sha256 text not null, packed blob not null
) without rowid;
";

/// What a run did: enough to repeat it and to check what it wrote.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Manifest {
    /// Hash of the number, the versions and the options of the run and of a random number.
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

impl Manifest {
    /// The row of the run in the table `runs`.
    pub(super) fn row(&self) -> Row<'static> {
        let counts = &self.counts;
        row!(Runs {
            run_id: self.run_id.clone(),
            number: self.number,
            started_at: time(&self.started_at),
            finished_at: time(&self.finished_at),
            extractor_version: self.extractor_version.clone(),
            edition: self.edition,
            lexicon_sha256: self.lexicon_sha256.clone(),
            options: self.options.to_string(),
            n_files: counts.files,
            n_unchanged: counts.unchanged,
            n_read: counts.read,
            n_quarantined: counts.quarantined,
            n_vanished: counts.vanished,
            n_new: counts.new,
            n_changed: counts.changed,
            n_removed: counts.removed,
        })
    }

    /// Writes the file; returns its size and hash.
    pub(super) fn write(&self, path: &Path) -> io::Result<(u64, String)> {
        let mut out = Hashed::create(path)?;
        serde_json::to_writer_pretty(&mut out, self)?;
        out.write_all(b"\n")?;
        out.end()
    }

    /// Keeps a copy in the state; `written` is size and hash of the file.
    pub(super) fn keep(&self, state: &State, written: &(u64, String)) -> Result<(), Error> {
        let pack = || -> io::Result<Vec<u8>> {
            let mut out = snap::write::FrameEncoder::new(Vec::new());
            serde_json::to_writer(&mut out, self)?;
            out.into_inner().map_err(|cause| io::Error::other(cause.to_string()))
        };
        let packed = pack().map_err(Error::file(state.path()))?;
        let (bytes, sha256) = written;
        let bytes = i64::try_from(*bytes).unwrap_or(i64::MAX);
        let sql = "insert or replace into gongwen_manifests values (?1, ?2, ?3, ?4)";
        let put = state.sql().execute(sql, (&self.run_id, bytes, sha256, packed));
        put.map(drop).map_err(|cause| state.error(cause))
    }

    /// The copy of a run, or none where there is none that can be read.
    pub(super) fn kept(state: &State, run_id: &str) -> Result<Option<Self>, Error> {
        let sql = "select packed from gongwen_manifests where run_id = ?1";
        let packed: Option<Vec<u8>> = state
            .sql()
            .query_row(sql, [run_id], |row| row.get(0))
            .optional()
            .map_err(|cause| state.error(cause))?;
        Ok(packed.and_then(|packed| unpacked(&packed)))
    }
}

fn unpacked<T: for<'d> Deserialize<'d>>(packed: &[u8]) -> Option<T> {
    serde_json::from_reader(io::BufReader::new(snap::read::FrameDecoder::new(packed))).ok()
}

fn time(text: &str) -> Cell<'static> {
    text.parse::<Timestamp>().map_or(Cell::Null, |time| Cell::Time(time.as_second()))
}

/// What the last run made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Made {
    options: MadeWith,
    /// The files of the tables, by path.
    pub(super) outputs: Vec<Written>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
struct MadeWith {
    formats: Vec<String>,
    buckets: u32,
}

impl Made {
    /// Of the last run; none where its manifest cannot be read.
    pub(super) fn last(state: &State) -> Result<Option<Self>, Error> {
        let sql = "select packed from gongwen_manifests m join runs r using (run_id)
                   order by r.number desc limit 1";
        let packed: Option<Vec<u8>> = state
            .sql()
            .query_row(sql, [], |row| row.get(0))
            .optional()
            .map_err(|cause| state.error(cause))?;
        Ok(packed.and_then(|packed| unpacked(&packed)))
    }

    /// Paths of all files of tables that the state knows: those of the last run or, where its
    /// manifest cannot be read, of the others.
    pub(super) fn recorded(state: &State) -> Result<BTreeSet<String>, Error> {
        if let Some(last) = Self::last(state)? {
            return Ok(last.paths());
        }
        let read = || -> rusqlite::Result<Vec<Vec<u8>>> {
            let mut packed = state.sql().prepare("select packed from gongwen_manifests")?;
            packed.query_map([], |row| row.get(0))?.collect()
        };
        let packed = read().map_err(|cause| state.error(cause))?;
        Ok(packed
            .iter()
            .filter_map(|packed| unpacked::<Self>(packed))
            .flat_map(|m| m.paths())
            .collect())
    }

    /// The formats of the data set.
    pub(super) fn formats(&self) -> Vec<Format> {
        self.options.formats.iter().filter_map(|name| Format::from_name(name)).collect()
    }

    /// How many files Parquet tables are spread over.
    pub(super) fn buckets(&self) -> u32 {
        self.options.buckets
    }

    /// Paths below the folder of the data set of all files of tables, the lists of them included.
    fn paths(&self) -> BTreeSet<String> {
        let lists = self.formats().into_iter().map(|format| format!("{format}/{LISTING}"));
        self.outputs.iter().map(|file| file.path.clone()).chain(lists).collect()
    }

    /// The files of one format.
    pub(super) fn of_format(&self, format: Format) -> Vec<Written> {
        let front = format!("{format}/");
        self.outputs.iter().filter(|file| file.path.starts_with(&front)).cloned().collect()
    }
}

/// A manifest that is kept: where its file must stand, its size and its hash.
pub(super) struct Kept {
    pub(super) run_id: String,
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

impl Kept {
    /// All of them, by run.
    pub(super) fn all(state: &State) -> Result<Vec<Self>, Error> {
        let read = || -> rusqlite::Result<Vec<Self>> {
            let sql = "select run_id, bytes, sha256 from gongwen_manifests order by run_id";
            let row = |row: &rusqlite::Row<'_>| {
                let bytes = row.get::<_, i64>(1)?.unsigned_abs();
                Ok(Self { run_id: row.get(0)?, bytes, sha256: row.get(2)? })
            };
            state.sql().prepare(sql)?.query_map([], row)?.collect()
        };
        read().map_err(|cause| state.error(cause))
    }

    /// Path of the file below the folder of the data set.
    pub(super) fn name(&self) -> String {
        format!("runs/{}.json", self.run_id)
    }

    /// Path of the file.
    pub(super) fn place(&self, folder: &Folder) -> PathBuf {
        folder.runs().join(format!("{}.json", self.run_id))
    }
}

/// What became of the files and notices of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
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
    /// Notices whose rows had been damaged and were written again; found with `--force` only.
    pub repaired: u64,
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
