//! Arguments of `gongwen snapshot`.

use super::shared::Work;
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
pub struct Snapshot {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do with the reference.
#[derive(Debug, Subcommand)]
#[expect(missing_docs, reason = "a comment here would stand in the help instead of the struct's")]
pub enum Verb {
    Record(Record),
    Check(Check),
    Review(Review),
    Accept(Accept),
    Reject(Reject),
    Undo(Undo),
}

/// The folder that holds the reference.
#[derive(Debug, ClapArgs)]
pub struct Store {
    /// Folder of the snapshot store
    #[arg(short, long, value_name = "STORE")]
    pub store: PathBuf,
}

/// How an archive is read.
#[derive(Debug, ClapArgs)]
pub struct Reading {
    /// Files and folders (searched recursively)
    ///
    /// Paths in the store are relative to a single folder, wherever it is.
    #[arg(required = true, value_name = "ARCHIVE")]
    pub paths: Vec<PathBuf>,

    /// How the work is done.
    #[command(flatten)]
    pub work: Work,
}

/// Record the current facts of an archive as the reference
///
/// Creates the store or updates all of it. The previous reference is kept in its
/// journal.
#[derive(Debug, ClapArgs)]
pub struct Record {
    /// How the archive is read.
    #[command(flatten)]
    pub reading: Reading,
    /// Where the reference is.
    #[command(flatten)]
    pub store: Store,
}

/// Compare an archive with the reference
///
/// Distinguishes new notices, missing notices, changed files, and unchanged files
/// with different facts. Differences stay pending in the store for review, accept
/// and reject.
#[derive(Debug, ClapArgs)]
pub struct Check {
    /// How the archive is read.
    #[command(flatten)]
    pub reading: Reading,
    /// Where the reference is.
    #[command(flatten)]
    pub store: Store,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,

    /// Show all changes in this group (target/reach, target/reach:lost, edited,
    /// notice/new …)
    #[arg(long, value_name = "GROUP")]
    pub group: Option<String>,

    /// Print counts by rule, field and issuer as JSON, for the reference and for
    /// the current state
    #[arg(long, conflicts_with_all = ["format", "group"])]
    pub stats: bool,
}

/// How differences are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
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
pub struct Review {
    /// Where the reference is.
    #[command(flatten)]
    pub store: Store,

    /// Only changes in this group
    #[arg(long, value_name = "GROUP")]
    pub group: Option<String>,
}

/// Which changes.
#[derive(Debug, ClapArgs)]
#[command(group(ArgGroup::new("which").required(true)))]
pub struct Which {
    /// Changes in a group (target/reach, target/reach:lost, edited …)
    #[arg(long, value_name = "GROUP", group = "which")]
    pub group: Option<String>,

    /// Changes of a notice, by its path as shown by check
    #[arg(long, value_name = "NOTICE", group = "which")]
    pub notice: Option<String>,

    /// A single change, by its ID as shown by check
    #[arg(long, value_name = "ID", group = "which")]
    pub change: Option<String>,

    /// All changes
    #[arg(long, group = "which")]
    pub all: bool,
}

/// Accept changes found by the last check into the reference
///
/// Rejected changes are skipped unless named with --change.
#[derive(Debug, ClapArgs)]
#[command(
    override_usage = "gongwen snapshot accept --store <STORE>\n       <--group <GROUP>|--notice <NOTICE>|--change <ID>|--all>"
)]
pub struct Accept {
    /// Where the reference is.
    #[command(flatten)]
    pub store: Store,
    /// Which changes.
    #[command(flatten)]
    pub which: Which,
}

/// Reject changes found by the last check
///
/// They are reported as rejected until the program, its words or the source
/// change.
#[derive(Debug, ClapArgs)]
#[command(
    override_usage = "gongwen snapshot reject --store <STORE>\n       <--group <GROUP>|--notice <NOTICE>|--change <ID>|--all>"
)]
pub struct Reject {
    /// Where the reference is.
    #[command(flatten)]
    pub store: Store,
    /// Which changes.
    #[command(flatten)]
    pub which: Which,
}

/// Undo the last record, accept or reject
#[derive(Debug, ClapArgs)]
pub struct Undo {
    /// Where the reference is.
    #[command(flatten)]
    pub store: Store,
}
