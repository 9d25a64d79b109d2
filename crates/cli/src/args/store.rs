//! What can be typed about data sets.

use clap::{Args as ClapArgs, ValueEnum};
use gongwen_cli::config::{self, RunFormat};
use std::path::PathBuf;

const RUN_EXAMPLES: &str = "\
Examples:
  A folder of notices into a data set, and a question to it:
    gongwen run corpus -o dataset
    gongwen query dataset \"select unit, role, task_title from v_responsibilities\"
  Files that another program lists:
    find archive -name '*.txt' -print0 | gongwen run - -o dataset
  What would happen, without doing it:
    gongwen run corpus -o dataset --prune --dry-run

OUT is a folder that does not exist, is empty, or is a data set. In it, run
replaces and removes only files of its own.

Exit codes: 0 done; 1 done, but files could not be read that are not
acknowledged (they are in OUT/quarantine), or folders could not be listed;
2 could not run, the data set is as it was.";

/// Bring an archive of notices into a data set
///
/// Reads what is new or changed in the archive, on all processors, and keeps
/// the data set in step: one SQLite file with tables and views, and the same
/// tables as Parquet or in other formats. A run that is interrupted leaves the
/// data set as it was; the next one goes on where it stopped.
#[derive(Debug, ClapArgs)]
#[command(after_help = RUN_EXAMPLES)]
pub(crate) struct Run {
    /// Files, folders (their notices, those of inner folders too), patterns
    /// like '2025-*/*.txt', or - for a list of paths on standard input
    #[arg(value_name = "ARCHIVE")]
    pub(crate) paths: Vec<PathBuf>,

    /// The folder of the data set
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,

    /// Formats of the tables beside SQLite [default: those that OUT has, or
    /// parquet]
    #[arg(long = "format", value_enum, value_delimiter = ',', value_name = "FORMAT")]
    pub(crate) formats: Option<Vec<TableFormat>>,

    /// Take out files that are gone from the archive
    ///
    /// That is: what this run looked for and saw to be gone. What lies in a
    /// folder that cannot be listed or in a damaged archive stays, and so does
    /// what other archives brought in.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) prune: Option<bool>,

    /// Take out what other archives brought in, too; prunes
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) prune_all: Option<bool>,

    /// Take the files that cannot be read as known
    ///
    /// As long as such a file and the reason stay the same, later runs end with
    /// 0 in spite of it.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) acknowledge: Option<bool>,

    /// Read everything again, whether it has changed or not
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) force: Option<bool>,

    /// Only say what would happen
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) dry_run: Option<bool>,

    /// Spread Parquet tables over so many files: 1, 16 or 256
    ///
    /// By the first digits of doc_id, so a notice stays where it is. [default:
    /// what OUT has, or 16; take 256 from some million notices on]
    #[arg(long, value_name = "N")]
    pub(crate) buckets: Option<u16>,

    /// Copy files into quarantine up to this size, and link larger ones
    /// [default: 16777216]
    #[arg(long, value_name = "N")]
    pub(crate) quarantine_copy_bytes: Option<u64>,

    /// Show no progress and no summary; only what is new and wrong
    #[arg(short, long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) quiet: Option<bool>,

    /// The encoding of all files, instead of detecting it (utf-8, gb18030,
    /// big5, utf-16le …)
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// Work on so many notices at once [default: one per processor]
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
    /// The same with a byte order mark, for Excel
    CsvBom,
    /// One JSON object a line
    Ndjson,
    /// One JSON array a table
    Json,
    /// Nothing beside the SQLite file
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
  Who has most to do:
    gongwen query dataset \"select name, n_lead, n_responsible from v_units
      order by n_lead desc limit 10\"
  What is due next:
    gongwen query dataset \"select due_on, action, document_title
      from v_deadlines where due_on >= '2025-07-01' limit 20\"
  For a spreadsheet:
    gongwen query dataset \"select * from v_targets\" --format csv

Tables and their columns: gongwen schema --tables. Exit codes: 0 done; 2 could
not run.";

/// Ask a data set a question in SQL
///
/// The SQL is SQLite's. Nothing can be changed.
#[derive(Debug, ClapArgs)]
#[command(after_help = QUERY_EXAMPLES)]
pub(crate) struct Query {
    /// The folder of the data set
    #[arg(value_name = "OUT")]
    pub(crate) dataset: PathBuf,

    /// The query; - for standard input
    #[arg(value_name = "SQL")]
    pub(crate) sql: String,

    /// How to write
    #[arg(long, value_enum, default_value_t = AnswerFormat::Table)]
    pub(crate) format: AnswerFormat,

    /// Show at most so many rows of a table
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub(crate) rows: usize,

    /// Show each row of a table as lines `column │ value`
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Expanded::Auto)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "on")]
    pub(crate) expanded: Expanded,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Expanded {
    /// Where the columns do not fit the terminal
    Auto,
    /// Always
    On,
    /// Never
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnswerFormat {
    /// A table to read
    Table,
    /// Comma-separated values
    Csv,
    /// One JSON object a row
    Json,
}

/// Check everything that a data set says of itself
///
/// Compares every row and every file with the hash that was kept when it was
/// written, looks at keys, references and places, and compares the words of
/// every value with the files they came from, as far as those are at hand. Says
/// what repairs what is wrong. Exit codes: 0 all is as it must be; 1 something
/// is not; 2 could not run.
#[derive(Debug, ClapArgs)]
pub(crate) struct Verify {
    /// The folder of the data set
    #[arg(value_name = "OUT")]
    pub(crate) dataset: PathBuf,
}

#[cfg(feature = "postgres")]
const LOAD_EXAMPLES: &str = "\
Examples:
  Into the schema `gongwen` of a database on this machine:
    gongwen load dataset --to postgres://me@localhost/archive
  With a checked certificate, the password from ~/.pgpass, and old versions kept:
    gongwen load dataset --history keep \\
      --to 'postgres://loader@db.example/archive?sslmode=verify-full'

The password is best left out of the address: PGPASSWORD and ~/.pgpass are read.
docs/postgres.md tells which rights are needed. Exit codes: 0 done; 2 could not
run, the database is as it was.";

/// Bring a data set into PostgreSQL
///
/// Makes the tables and views of the data set in a schema of their own, or
/// brings them up to date: only notices that differ are written, in one
/// transaction. It can be repeated and interrupted at any time.
#[cfg(feature = "postgres")]
#[derive(Debug, ClapArgs)]
#[command(after_help = LOAD_EXAMPLES)]
pub(crate) struct Load {
    /// The folder of the data set
    #[arg(value_name = "OUT")]
    pub(crate) dataset: PathBuf,

    /// The database: postgres://user@host:port/database?sslmode=MODE
    ///
    /// MODE is disable, prefer (the default), require or verify-full.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) to: Option<String>,

    /// The schema [default: gongwen]
    #[arg(long, value_name = "NAME")]
    pub(crate) schema: Option<String>,

    /// What becomes of superseded versions of notices [default: what the schema
    /// does so far, or replace]
    #[arg(long, value_enum, value_name = "WHAT")]
    pub(crate) history: Option<LoadHistory>,

    /// Load even an older edition or state, or another data set than before
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) force: Option<bool>,

    /// Certificates to trust, in PEM, instead of those of the system
    #[arg(long, value_name = "FILE")]
    pub(crate) tls_root: Option<PathBuf>,

    /// Show no progress and no summary
    #[arg(short, long, value_name = "BOOL", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "true", hide_possible_values = true)]
    pub(crate) quiet: Option<bool>,

    /// Read options from this file [default: gongwen.toml, if it is there]
    ///
    /// Flags win over what it says. docs/options.md lists its keys.
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
    /// They are gone
    Replace,
    /// They move to the tables …_history
    Keep,
}
