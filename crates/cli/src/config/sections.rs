//! The sections as types. Each is also what a command's flags are turned into, so that both are
//! merged field by field: what a flag says stays, what it leaves open the key says.

use serde::Deserialize;
use std::path::{Path, PathBuf};

/// Names of [`Format`].
pub(super) const FORMATS: &[&str] = &["ndjson", "json"];
/// Names of [`RunFormat`].
pub(super) const RUN_FORMATS: &[&str] = &["parquet", "csv", "csv-bom", "ndjson", "json", "sqlite"];
/// Names of [`History`].
pub(super) const HISTORIES: &[&str] = &["replace", "keep"];

/// Files in quarantine are copied up to this size, where nothing else is said.
pub const QUARANTINE_COPY_BYTES: u64 = 16 << 20;

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// One line a notice.
    Ndjson,
    /// One laid-out file a notice.
    Json,
}

/// How tables are written beside the SQLite file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunFormat {
    /// Parquet files.
    Parquet,
    /// One CSV file a table.
    Csv,
    /// The same with a byte order mark.
    CsvBom,
    /// One JSON object a line.
    Ndjson,
    /// One JSON array a table.
    Json,
    /// Nothing: the SQLite file is always there.
    Sqlite,
}

/// What becomes of earlier extractions of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum History {
    /// The new one replaces them.
    Replace,
    /// They are kept beside it.
    Keep,
}

/// Options of `gongwen run`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Run {
    /// Files, folders and patterns.
    pub paths: Option<Vec<PathBuf>>,
    /// The folder that holds the tables.
    pub output: Option<PathBuf>,
    /// The forms that the tables are written in.
    pub formats: Option<Vec<RunFormat>>,
    /// Notices that are worked on at once.
    pub threads: Option<u16>,
    /// The encoding of all files.
    pub encoding: Option<String>,
    /// Files that a table is cut into.
    pub buckets: Option<u16>,
    /// Takes out files that were looked for and are gone.
    pub prune: Option<bool>,
    /// Takes out what other archives brought in, too.
    pub prune_all: Option<bool>,
    /// Takes files that cannot be read as known.
    pub acknowledge: Option<bool>,
    /// Reads everything again.
    pub force: Option<bool>,
    /// Only says what would happen.
    pub dry_run: Option<bool>,
    /// Files in quarantine are copied up to this size.
    pub quarantine_copy_bytes: Option<u64>,
    /// Shows no progress and no summary.
    pub quiet: Option<bool>,
}

impl Run {
    /// What is open here is as there.
    #[must_use]
    pub fn or(self, keys: Self) -> Self {
        Self {
            paths: self.paths.or(keys.paths),
            output: self.output.or(keys.output),
            formats: self.formats.or(keys.formats),
            threads: self.threads.or(keys.threads),
            encoding: self.encoding.or(keys.encoding),
            buckets: self.buckets.or(keys.buckets),
            prune: self.prune.or(keys.prune),
            prune_all: self.prune_all.or(keys.prune_all),
            acknowledge: self.acknowledge.or(keys.acknowledge),
            force: self.force.or(keys.force),
            dry_run: self.dry_run.or(keys.dry_run),
            quarantine_copy_bytes: self.quarantine_copy_bytes.or(keys.quarantine_copy_bytes),
            quiet: self.quiet.or(keys.quiet),
        }
    }

    pub(super) fn start_from(&mut self, folder: &Path) {
        let paths = self.paths.iter_mut().flatten();
        paths.chain(&mut self.output).for_each(|path| start_path(path, folder));
    }
}

/// Options of `gongwen extract`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Extract {
    /// The file or folder that records are written to.
    pub output: Option<PathBuf>,
    /// Replaces files that hold no records, too.
    pub overwrite: Option<bool>,
    /// How records are written.
    pub format: Option<Format>,
    /// Ends with exit code 1 if something is worth looking at.
    pub strict: Option<bool>,
    /// The encoding of all files.
    pub encoding: Option<String>,
    /// Notices that are worked on at once.
    pub threads: Option<u16>,
    /// Shows no progress and no summary.
    pub quiet: Option<bool>,
}

impl Extract {
    /// What is open here is as there.
    #[must_use]
    pub fn or(self, keys: Self) -> Self {
        Self {
            output: self.output.or(keys.output),
            overwrite: self.overwrite.or(keys.overwrite),
            format: self.format.or(keys.format),
            strict: self.strict.or(keys.strict),
            encoding: self.encoding.or(keys.encoding),
            threads: self.threads.or(keys.threads),
            quiet: self.quiet.or(keys.quiet),
        }
    }

    pub(super) fn start_from(&mut self, folder: &Path) {
        self.output.iter_mut().for_each(|path| start_path(path, folder));
    }
}

/// Options of `gongwen filter`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// The encoding of all `bytes`.
    pub encoding: Option<String>,
    /// Lines that are worked on at once.
    pub threads: Option<u16>,
    /// Answers as soon as the input pauses.
    pub line_buffered: Option<bool>,
    /// A longer line becomes a failed line.
    pub max_line_bytes: Option<u64>,
    /// Ends with exit code 1 if more lines failed.
    pub max_failed: Option<u64>,
    /// Does not say how many lines failed.
    pub quiet: Option<bool>,
}

impl Filter {
    /// What is open here is as there.
    #[must_use]
    pub fn or(self, keys: Self) -> Self {
        Self {
            encoding: self.encoding.or(keys.encoding),
            threads: self.threads.or(keys.threads),
            line_buffered: self.line_buffered.or(keys.line_buffered),
            max_line_bytes: self.max_line_bytes.or(keys.max_line_bytes),
            max_failed: self.max_failed.or(keys.max_failed),
            quiet: self.quiet.or(keys.quiet),
        }
    }
}

/// Options of `gongwen load`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Load {
    /// The database. Never holds a password where it came from a file.
    pub to: Option<String>,
    /// The schema that holds the tables.
    pub schema: Option<String>,
    /// What becomes of earlier extractions.
    pub history: Option<History>,
    /// Loads what is older or foreign, too.
    pub force: Option<bool>,
    /// Certificates to trust.
    pub tls_root: Option<PathBuf>,
    /// Shows no progress and no summary.
    pub quiet: Option<bool>,
}

impl Load {
    /// What is open here is as there.
    #[must_use]
    pub fn or(self, keys: Self) -> Self {
        Self {
            to: self.to.or(keys.to),
            schema: self.schema.or(keys.schema),
            history: self.history.or(keys.history),
            force: self.force.or(keys.force),
            tls_root: self.tls_root.or(keys.tls_root),
            quiet: self.quiet.or(keys.quiet),
        }
    }

    pub(super) fn start_from(&mut self, folder: &Path) {
        self.tls_root.iter_mut().for_each(|path| start_path(path, folder));
    }
}

/// What one document may cost, for all commands that read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// A larger file is refused.
    pub max_bytes: Option<u64>,
    /// A text that makes more work is cut.
    pub max_work: Option<u64>,
    /// Memory of a process that reads a file.
    pub max_memory: Option<u64>,
    /// A document that takes longer is refused.
    pub max_seconds: Option<u32>,
}

impl Limits {
    /// What is open here is as there.
    #[must_use]
    pub fn or(self, keys: Self) -> Self {
        Self {
            max_bytes: self.max_bytes.or(keys.max_bytes),
            max_work: self.max_work.or(keys.max_work),
            max_memory: self.max_memory.or(keys.max_memory),
            max_seconds: self.max_seconds.or(keys.max_seconds),
        }
    }

    /// The limits, with defaults for what is open.
    #[must_use]
    pub fn limits(&self) -> gongwen_engine::Limits {
        let default = gongwen_engine::Limits::default();
        gongwen_engine::Limits {
            max_bytes: self.max_bytes.unwrap_or(default.max_bytes),
            max_work: self.max_work.unwrap_or(default.max_work),
            max_memory: self.max_memory.unwrap_or(default.max_memory),
            max_seconds: self.max_seconds.unwrap_or(default.max_seconds),
        }
    }
}

/// Files of own words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Own {
    /// Names of bodies.
    pub units: Option<PathBuf>,
    /// Words of responsibility clauses.
    pub roles: Option<PathBuf>,
    /// What numbers count.
    pub measures: Option<PathBuf>,
    /// Words of any class.
    pub words: Option<PathBuf>,
}

impl Own {
    /// What is open here is as there.
    #[must_use]
    pub fn or(self, keys: Self) -> Self {
        Self {
            units: self.units.or(keys.units),
            roles: self.roles.or(keys.roles),
            measures: self.measures.or(keys.measures),
            words: self.words.or(keys.words),
        }
    }

    pub(super) fn start_from(&mut self, folder: &Path) {
        let files = [&mut self.units, &mut self.roles, &mut self.measures, &mut self.words];
        files.into_iter().flatten().for_each(|path| start_path(path, folder));
    }
}

/// A relative path starts from `folder`. A dash is no path but standard input.
fn start_path(path: &mut PathBuf, folder: &Path) {
    if path.as_os_str() != "-" {
        *path = folder.join(&path);
    }
}
