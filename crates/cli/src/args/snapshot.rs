//! Arguments of `gongwen snapshot`.

use super::{Config, Limits};
use clap::{ArgGroup, Args as ClapArgs, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  Record the reference:
    gongwen snapshot record corpus -s snapshots/corpus
  Compare with it, and review the differences:
    gongwen snapshot check corpus -s snapshots/corpus
    gongwen snapshot review -s snapshots/corpus
  From a script:
    gongwen snapshot accept -s snapshots/corpus --group target/amount:gained

Exit codes of check: 0 no differences; 1 differences found; 2 could not run. Of
record: 1 if a notice needed too much time or memory and is recorded as
unreadable. Others: 0 success; 2 could not run.";

/// Track changes in the records of an archive
///
/// Keeps the facts of an archive as a plain-text reference under version control,
/// compares it with what is extracted now, groups the differences by cause, and
/// lets you accept or reject them.
#[derive(Debug, ClapArgs)]
#[command(after_help = EXAMPLES, arg_required_else_help = true)]
pub(crate) struct Snapshot {
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Record(Record),
    Check(Check),
    Review(Review),
    Accept(Accept),
    Reject(Reject),
    Undo(Undo),
}

/// The folder that holds the reference.
#[derive(Debug, ClapArgs)]
pub(crate) struct Store {
    /// Folder of the snapshot store
    #[arg(short, long, value_name = "STORE")]
    pub(crate) store: PathBuf,
}

/// How an archive is read.
#[derive(Debug, ClapArgs)]
pub(crate) struct Reading {
    /// Files and folders (searched recursively)
    ///
    /// Paths in the store are relative to a single folder, wherever it is.
    #[arg(required = true, value_name = "ARCHIVE")]
    pub(crate) paths: Vec<PathBuf>,

    /// Encoding of all files, instead of detecting it [default: the encoding the
    /// store was recorded with]
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// Number of worker threads [default: number of processors]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,

    /// Do not print progress
    #[arg(short, long)]
    pub(crate) quiet: bool,

    #[command(flatten)]
    pub(crate) limits: Limits,

    #[command(flatten)]
    pub(crate) config: Config,
}

/// Record the current facts of an archive as the reference
///
/// Creates the store or updates all of it. The previous reference is kept in its
/// journal.
#[derive(Debug, ClapArgs)]
pub(crate) struct Record {
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) store: Store,
}

/// Compare an archive with the reference
///
/// Distinguishes new notices, missing notices, changed files, and unchanged files
/// with different facts. Differences stay pending in the store for review, accept
/// and reject.
#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) store: Store,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,

    /// Show all changes in this group (target/reach, target/reach:lost, edited,
    /// notice/new …)
    #[arg(long, value_name = "GROUP")]
    pub(crate) group: Option<String>,

    /// Print counts by rule, field and issuer as JSON, for the reference and for
    /// the current state
    #[arg(long, conflicts_with_all = ["format", "group"])]
    pub(crate) stats: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a terminal
    Text,
    /// All changes, for programs
    Json,
    /// For a merge request
    Markdown,
    /// For a CI server
    Junit,
}

const KEYS: &str = "\
Keys:
  a  accept this change          r  reject it
  A  accept the group            R  reject the group
  n  accept the notice           N  reject the notice
  s  skip it                     b  go back
  t  walk by notice or by group  u  undo the last decision
  q  quit and resume later       ?  this list

Every decision is saved before the next key is read. Keys are read from standard
input, also when it is not a terminal.";

/// Review the differences found by the last check, one by one
///
/// Shows each change with the sentence around it. One key accepts or rejects it,
/// its group or its notice.
#[derive(Debug, ClapArgs)]
#[command(after_help = KEYS)]
pub(crate) struct Review {
    #[command(flatten)]
    pub(crate) store: Store,

    /// Only changes in this group
    #[arg(long, value_name = "GROUP")]
    pub(crate) group: Option<String>,
}

/// Which changes.
#[derive(Debug, ClapArgs)]
#[command(group(ArgGroup::new("which").required(true)))]
pub(crate) struct Which {
    /// Changes in a group (target/reach, target/reach:lost, edited …)
    #[arg(long, value_name = "GROUP", group = "which")]
    pub(crate) group: Option<String>,

    /// Changes of a notice, by its path as shown by check
    #[arg(long, value_name = "NOTICE", group = "which")]
    pub(crate) notice: Option<String>,

    /// A single change, by its ID as shown by check
    #[arg(long, value_name = "ID", group = "which")]
    pub(crate) change: Option<String>,

    /// All changes
    #[arg(long, group = "which")]
    pub(crate) all: bool,
}

/// Accept changes found by the last check into the reference
///
/// Rejected changes are skipped unless named with --change.
#[derive(Debug, ClapArgs)]
pub(crate) struct Accept {
    #[command(flatten)]
    pub(crate) store: Store,
    #[command(flatten)]
    pub(crate) which: Which,
}

/// Reject changes found by the last check
///
/// They are reported as rejected until the program, its words or the source
/// change.
#[derive(Debug, ClapArgs)]
pub(crate) struct Reject {
    #[command(flatten)]
    pub(crate) store: Store,
    #[command(flatten)]
    pub(crate) which: Which,
}

/// Undo the last record, accept or reject
#[derive(Debug, ClapArgs)]
pub(crate) struct Undo {
    #[command(flatten)]
    pub(crate) store: Store,
}
