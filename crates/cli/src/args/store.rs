//! Arguments of the commands for data sets.

use super::shared::{Common, Work};
use super::value::whole;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

const RUN_EXAMPLES: &str = "\
Examples:
  Build a data set from a folder, and query it:
    gongwen run corpus -o dataset
    gongwen query dataset \"select unit, role, task_title
      from v_responsibilities\"
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
pub struct Run {
    /// Files, folders (searched recursively), glob patterns such as
    /// '2025-*/*.txt', or - for a list of paths on standard input
    #[arg(value_name = "ARCHIVE")]
    pub paths: Vec<PathBuf>,

    /// Folder of the data set
    #[arg(short, long, value_name = "OUT")]
    pub output: Option<PathBuf>,

    /// Table formats to write besides SQLite [default: those OUT already has, or
    /// parquet]
    #[arg(long = "format", value_enum, value_delimiter = ',', value_name = "FORMAT")]
    pub formats: Option<Vec<TableFormat>>,

    /// What becomes of files that are gone.
    #[command(flatten)]
    pub prune: Prune,

    /// Acknowledge the files that cannot be read
    ///
    /// Later runs exit with 0 as long as these files and the reasons do not change.
    #[arg(long)]
    pub acknowledge: bool,

    /// Process all files again, changed or not
    #[arg(long)]
    pub force: bool,

    /// Only print what would change
    #[arg(long)]
    pub dry_run: bool,

    /// Number of Parquet files per table [default: what OUT has, or 16]
    ///
    /// Partitioned by the first digits of doc_key, so a notice stays in its file. Use
    /// 256 for more than a million notices.
    #[arg(long, value_name = "N")]
    #[arg(value_parser = PossibleValuesParser::new(["1", "16", "256"]).try_map(|n| n.parse::<u16>()))]
    pub buckets: Option<u16>,

    /// Copy files up to this size into quarantine, link larger ones
    #[arg(long, value_name = "N", value_parser = whole::<u64>(0..=i64::MAX as u64))]
    #[arg(default_value_t = 16 << 20)]
    pub quarantine_copy_bytes: u64,

    /// How the work is done.
    #[command(flatten)]
    pub work: Work,
}

/// What becomes of files that are gone.
#[derive(Debug, ClapArgs)]
pub struct Prune {
    /// Remove files that no longer exist in the archive
    ///
    /// Only files that this run looked for and did not find. Files in folders that
    /// cannot be listed or in damaged archives are kept, as are files from other
    /// archives, and all of a folder without any notice, which may be a missing
    /// disk.
    #[arg(long)]
    pub prune: bool,

    /// Also remove files from other archives, and all of a folder that no longer
    /// has any notice (implies --prune)
    #[arg(long)]
    pub prune_all: bool,
}

/// A format of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
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
pub struct Query {
    /// Folder of the data set
    #[arg(value_name = "OUT")]
    pub dataset: PathBuf,

    /// SQL query, or - for standard input
    #[arg(value_name = "SQL")]
    pub sql: String,

    /// Output format
    #[arg(long, value_enum, default_value_t = AnswerFormat::Table)]
    pub format: AnswerFormat,

    /// Maximum number of rows to show in a table
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub rows: usize,

    /// Show one column per line, `column │ value`
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Expanded::Auto)]
    #[arg(num_args = 0..=1, require_equals = true, default_missing_value = "on")]
    pub expanded: Expanded,
}

/// When rows are shown one column a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Expanded {
    /// If the columns do not fit the terminal
    Auto,
    /// Always
    On,
    /// Never
    Off,
}

/// How an answer is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum AnswerFormat {
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
pub struct Verify {
    /// Folder of the data set
    #[arg(value_name = "OUT")]
    pub dataset: PathBuf,
}

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
#[derive(Debug, ClapArgs)]
#[command(after_help = LOAD_EXAMPLES)]
pub struct Load {
    /// Folder of the data set
    #[arg(value_name = "OUT")]
    pub dataset: PathBuf,

    /// Database address: postgres://user@host:port/database?sslmode=MODE
    ///
    /// MODE is disable, prefer (the default), require or verify-full. In the file of
    /// options it must hold no password: put that into PGPASSWORD or ~/.pgpass.
    #[arg(long, value_name = "ADDRESS")]
    pub to: Option<String>,

    /// Schema name
    #[arg(long, value_name = "NAME", default_value = "gongwen")]
    pub schema: String,

    /// What to do with superseded versions of notices [default: what the schema
    /// already does, or replace]
    #[arg(long, value_enum, value_name = "WHAT")]
    pub history: Option<History>,

    /// Load even if the data set is older, or a different one
    #[arg(long)]
    pub force: bool,

    /// Trusted certificates (PEM) [default: those of the system]
    #[arg(long, value_name = "FILE")]
    pub tls_root: Option<PathBuf>,

    /// How much is told, and where options come from.
    #[command(flatten)]
    pub common: Common,
}

/// What becomes of superseded versions of notices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum History {
    /// Delete them
    Replace,
    /// Move them to the …_history tables
    Keep,
}
