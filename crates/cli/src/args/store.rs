//! Arguments of the commands for data sets.

use clap::{Args as ClapArgs, ValueEnum};
use gongwen_cli::config::{self, RunFormat};
use std::path::PathBuf;

const RUN_EXAMPLES: &str = "\
Examples:
  Build a data set from a folder, and query it:
    gongwen run corpus -o dataset
    gongwen query dataset \"select unit, role, task_title from v_responsibilities\"
  Read the list of files from standard input:
    find archive -name '*.txt' -print0 | gongwen run - -o dataset
  Show what would change:
    gongwen run corpus -o dataset --prune --dry-run

OUT must not exist, be empty, or be a data set. Only files that gongwen created
there are replaced or removed.

Exit codes: 0 success; 1 success, but some files could not be read and are not
acknowledged (see OUT/quarantine), or folders could not be listed; 2 the command
could not run and the data set is unchanged.";

/// Build or update a data set from an archive of notices
///
/// Processes new and changed files and updates the data set: one SQLite file with
/// tables and views, and the same tables as Parquet or in other formats. An
/// interrupted run leaves the data set unchanged; the next run resumes it.
#[derive(Debug, ClapArgs)]
#[command(after_help = RUN_EXAMPLES)]
pub(crate) struct Run {
    /// Files, folders (searched recursively), glob patterns such as
    /// '2025-*/*.txt', or - for a list of paths on standard input
    #[arg(value_name = "ARCHIVE")]
    pub(crate) paths: Vec<PathBuf>,

    /// Folder of the data set
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,

    /// Table formats to write besides SQLite [default: those OUT already has, or
    /// parquet]
    #[arg(long = "format", value_enum, value_delimiter = ',', value_name = "FORMAT")]
    pub(crate) formats: Option<Vec<TableFormat>>,

    /// Remove files that no longer exist in the archive
    ///
    /// Only files that this run looked for and did not find. Files in folders that
    /// cannot be listed or in damaged archives are kept, as are files from other
    /// archives, and all of a folder without any notice, which may be a missing
    /// disk.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) prune: Option<bool>,

    /// Also remove files from other archives, and all of a folder that no longer
    /// has any notice (implies --prune)
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) prune_all: Option<bool>,

    /// Acknowledge the files that cannot be read
    ///
    /// Later runs exit with 0 as long as these files and the reasons do not change.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) acknowledge: Option<bool>,

    /// Process all files again, changed or not
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) force: Option<bool>,

    /// Only print what would change
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) dry_run: Option<bool>,

    /// Number of Parquet files per table: 1, 16 or 256
    ///
    /// Partitioned by the first digits of doc_id, so a notice stays in its file.
    /// [default: what OUT has, or 16; use 256 for more than a million notices]
    #[arg(long, value_name = "N")]
    pub(crate) buckets: Option<u16>,

    /// Copy files up to this size into quarantine, link larger ones
    /// [default: 16777216]
    #[arg(long, value_name = "N")]
    pub(crate) quarantine_copy_bytes: Option<u64>,

    /// Print only new problems, no progress and no summary
    #[arg(short, long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) quiet: Option<bool>,

    /// Encoding of all files, instead of detecting it (utf-8, gb18030, big5,
    /// utf-16le …)
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// Number of worker threads [default: number of processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,

    #[command(flatten)]
    pub(crate) limits: super::Limits,

    #[command(flatten)]
    pub(crate) config: super::Config,
}

impl Run {
    /// What was typed, as the section of a file of options.
    pub(crate) fn options(&self) -> config::Run {
        let formats = self.formats.as_ref();
        config::Run {
            paths: (!self.paths.is_empty()).then(|| self.paths.clone()),
            output: self.output.clone(),
            formats: formats.map(|formats| formats.iter().copied().map(Into::into).collect()),
            threads: self.threads,
            encoding: self.encoding.clone(),
            buckets: self.buckets,
            prune: self.prune,
            prune_all: self.prune_all,
            acknowledge: self.acknowledge,
            force: self.force,
            dry_run: self.dry_run,
            quarantine_copy_bytes: self.quarantine_copy_bytes,
            quiet: self.quiet,
        }
    }
}

/// A format of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableFormat {
    /// For DuckDB, Polars, pandas and Spark
    Parquet,
    /// Comma-separated values in UTF-8
    Csv,
    /// CSV with a byte order mark, for Excel
    CsvBom,
    /// One JSON object per line
    Ndjson,
    /// One JSON array per table
    Json,
    /// The SQLite file only
    Sqlite,
}

impl From<TableFormat> for RunFormat {
    fn from(format: TableFormat) -> Self {
        match format {
            TableFormat::Parquet => Self::Parquet,
            TableFormat::Csv => Self::Csv,
            TableFormat::CsvBom => Self::CsvBom,
            TableFormat::Ndjson => Self::Ndjson,
            TableFormat::Json => Self::Json,
            TableFormat::Sqlite => Self::Sqlite,
        }
    }
}

const QUERY_EXAMPLES: &str = "\
Examples:
  Units with the most tasks:
    gongwen query dataset \"select name, n_lead, n_responsible from v_units
      order by n_lead desc limit 10\"
  Next deadlines:
    gongwen query dataset \"select due_on, action, document_title
      from v_deadlines where due_on >= '2025-07-01' limit 20\"
  For a spreadsheet:
    gongwen query dataset \"select * from v_targets\" --format csv

Run `gongwen schema --tables` for tables and columns. Exit codes: 0 success;
2 the command could not run.";

/// Query a data set with SQL
///
/// SQLite's dialect, read-only.
#[derive(Debug, ClapArgs)]
#[command(after_help = QUERY_EXAMPLES)]
pub(crate) struct Query {
    /// Folder of the data set
    #[arg(value_name = "OUT")]
    pub(crate) dataset: PathBuf,

    /// SQL query, or - for standard input
    #[arg(value_name = "SQL")]
    pub(crate) sql: String,

    /// Output format
    #[arg(long, value_enum, default_value_t = AnswerFormat::Table)]
    pub(crate) format: AnswerFormat,

    /// Maximum number of rows to show in a table
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) rows: usize,

    /// Show one column per line, `column │ value`
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Expanded::Auto)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "on")]
    pub(crate) expanded: Expanded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Expanded {
    /// If the columns do not fit the terminal
    Auto,
    /// Always
    On,
    /// Never
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// Aligned columns
    Table,
    /// Comma-separated values
    Csv,
    /// One JSON object per row
    Json,
}

/// Verify checksums, keys and spans of a data set
///
/// Checks every row and every file against its checksum, checks keys, references
/// and spans, and compares quoted text with the source files where they are
/// available. Names the command that repairs each problem. Exit codes: 0 no
/// problems; 1 problems found; 2 the command could not run.
#[derive(Debug, ClapArgs)]
pub(crate) struct Verify {
    /// Folder of the data set
    #[arg(value_name = "OUT")]
    pub(crate) dataset: PathBuf,
}

#[cfg(feature = "postgres")]
const LOAD_EXAMPLES: &str = "\
Examples:
  Into schema `gongwen` of a local database:
    gongwen load dataset --to postgres://me@localhost/archive
  With a verified certificate, password from ~/.pgpass, keeping old versions:
    gongwen load dataset --history keep \\
      --to 'postgres://loader@db.example/archive?sslmode=verify-full'

Put the password into PGPASSWORD or ~/.pgpass rather than into the address.
docs/postgres.md lists the privileges needed. Exit codes: 0 success; 2 the
command could not run and the database is unchanged.";

/// Load a data set into PostgreSQL
///
/// Creates or updates the tables and views in a schema of their own. Only notices
/// that differ are written, in one transaction. Safe to repeat and to interrupt.
#[cfg(feature = "postgres")]
#[derive(Debug, ClapArgs)]
#[command(after_help = LOAD_EXAMPLES)]
pub(crate) struct Load {
    /// Folder of the data set
    #[arg(value_name = "OUT")]
    pub(crate) dataset: PathBuf,

    /// Database address: postgres://user@host:port/database?sslmode=MODE
    ///
    /// MODE is disable, prefer (the default), require or verify-full.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) to: Option<String>,

    /// Schema name [default: gongwen]
    #[arg(long, value_name = "NAME")]
    pub(crate) schema: Option<String>,

    /// What to do with superseded versions of notices [default: what the schema
    /// already does, or replace]
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) history: Option<LoadHistory>,

    /// Load even if the data set is older, or a different one
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) force: Option<bool>,

    /// Trusted certificates (PEM), instead of the system's
    #[arg(long, value_name = "FILE")]
    pub(crate) tls_root: Option<PathBuf>,

    /// Do not print progress or a summary
    #[arg(short, long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) quiet: Option<bool>,

    /// Read options from this file [default: gongwen.toml, if it exists]
    ///
    /// Flags override the file. docs/options.md lists its keys.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

#[cfg(feature = "postgres")]
impl Load {
    /// What was typed, as the section of a file of options.
    pub(crate) fn options(&self) -> config::Load {
        config::Load {
            to: self.to.clone(),
            schema: self.schema.clone(),
            history: self.history.map(|history| match history {
                LoadHistory::Replace => config::History::Replace,
                LoadHistory::Keep => config::History::Keep,
            }),
            force: self.force,
            tls_root: self.tls_root.clone(),
            quiet: self.quiet,
        }
    }
}

#[cfg(feature = "postgres")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LoadHistory {
    /// Delete them
    Replace,
    /// Move them to the …_history tables
    Keep,
}
