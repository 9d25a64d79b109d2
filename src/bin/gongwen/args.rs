//! What can be typed.

pub(crate) mod snapshot;
pub(crate) mod store;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  One record, as a line of JSON:
    gongwen extract notice.txt
  All notices of a folder, one line each:
    gongwen extract corpus -o records.ndjson
  One record, laid out for reading:
    gongwen extract notice.txt --format json
  What a diagnostic or a rule means:
    gongwen explain date-ambiguous

Exit codes: 0 done; 1 something was worth looking at (with --strict);
2 could not run.";

/// Turns Chinese government notices (公文) into records: title, number, dates,
/// sections, tasks with the units responsible, targets, milestones and groups,
/// each with the place in the text that it was read from.
#[derive(Debug, Parser)]
#[command(name = "gongwen", version, max_term_width = 80, after_help = EXAMPLES)]
#[command(arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Extract(Extract),
    Run(store::Run),
    Query(store::Query),
    Snapshot(snapshot::Snapshot),
    Verify(store::Verify),
    Text(Text),
    Explain(Explain),
    Eval(Eval),
    Schema(Schema),
}

const EXTRACT_EXAMPLES: &str = "\
Examples:
  A line of JSON on standard output:
    gongwen extract notice.txt
  Folders and files, one line a notice:
    gongwen extract corpus more/*.txt -o records.ndjson
  A file NAME.json for every notice:
    gongwen extract corpus -o out --format json
  From standard input:
    cat notice.txt | gongwen extract -

Exit codes: 0 done; 1 with --strict, if a record carries a warning or an error
or a file could not be read; 2 could not run.";

/// Read notices and write their records
///
/// Reads notices as plain text in any Chinese encoding (UTF-8, GB18030, Big5,
/// UTF-16) and writes one JSON record for each, in the order of the paths. A
/// file that cannot be read is named on standard error; the others go on.
#[derive(Debug, ClapArgs)]
#[command(after_help = EXTRACT_EXAMPLES)]
pub(crate) struct Extract {
    /// Files, folders (their .txt files, those of inner folders too), or - for
    /// standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Write to this file or folder instead of standard output
    ///
    /// Files appear whole or not at all. In a folder, ndjson goes to
    /// records.ndjson and json to one file per notice.
    #[arg(short, long, value_name = "FILE|FOLDER")]
    pub(crate) output: Option<PathBuf>,

    /// How to write
    #[arg(long, value_enum, default_value_t = Format::Ndjson)]
    pub(crate) format: Format,

    /// End with exit code 1 if something is worth looking at
    ///
    /// That is: a record with a warning or an error, or a file that could not
    /// be read. Each is named on standard error.
    #[arg(long)]
    pub(crate) strict: bool,

    /// Show no progress and no summary
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// The encoding of all files, instead of detecting it (utf-8, gb18030,
    /// big5, utf-16le …)
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// Work on so many notices at once [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One line of JSON per notice
    Ndjson,
    /// JSON laid out for reading, one file per notice
    Json,
}

/// Print the text that spans count in
///
/// Prints the text layer of a file, decoded and otherwise as it stands: `start`
/// and `end` of a span count its characters.
#[derive(Debug, ClapArgs)]
pub(crate) struct Text {
    /// A file, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) path: PathBuf,

    /// The encoding of the file, instead of detecting it
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
}

/// Tell what a diagnostic or a rule means
///
/// Without a name, lists all diagnostics and rules.
#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// A diagnostic's code (date-ambiguous) or a rule's name (target/amount)
    #[arg(value_name = "CODE|RULE")]
    pub(crate) name: Option<String>,
}

const EVAL_EXAMPLES: &str = "\
Examples:
  How right the records of a folder are:
    gongwen extract corpus -o records.ndjson
    gongwen eval fixtures/gold records.ndjson
  With up to five mistakes of each row:
    gongwen eval fixtures/gold records.ndjson --errors 5

A gold file NAME.gold.json holds the answers for the document that it names in
\"doc\". Exit codes: 0 done; 2 could not run.";

/// Compare records with answers written by hand
///
/// Counts for each row what is right, too much (extra) and missed, with
/// precision, recall and F1 over all documents, and how many documents have no
/// mistake at all. White space and width never count. A document without a
/// record is named on standard error, and all of it is missed.
#[derive(Debug, ClapArgs)]
#[command(after_help = EVAL_EXAMPLES)]
pub(crate) struct Eval {
    /// A folder of gold files (*.gold.json), or one of them
    #[arg(value_name = "GOLD")]
    pub(crate) gold: PathBuf,

    /// Records, one line each, as `gongwen extract` writes them; - for
    /// standard input
    #[arg(value_name = "RECORDS")]
    pub(crate) records: PathBuf,

    /// List up to so many mistakes of each row
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) errors: usize,

    /// How to write
    #[arg(long, value_enum, default_value_t = EvalFormat::Table)]
    pub(crate) format: EvalFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvalFormat {
    /// A table to read
    Table,
    /// One line of JSON
    Json,
}

/// Print the JSON Schema of a record, or the tables as SQL
///
/// The schema is draft 2020-12; every field and every column is described.
#[derive(Debug, ClapArgs)]
pub(crate) struct Schema {
    /// Print the statements that make the tables and views of a data set
    #[arg(long)]
    pub(crate) tables: bool,

    /// Whose SQL
    #[arg(long, value_enum, default_value_t = SqlDialect::Sqlite, requires = "tables")]
    pub(crate) dialect: SqlDialect,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SqlDialect {
    /// SQLite
    Sqlite,
    /// PostgreSQL
    Postgres,
    /// DuckDB, as views over the Parquet files of a data set in the working
    /// folder
    Duckdb,
}
