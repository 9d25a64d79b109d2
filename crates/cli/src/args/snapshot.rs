//! What can be typed about snapshots.

use super::{Config, Limits};
use clap::{ArgGroup, Args as ClapArgs, Subcommand, ValueEnum};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  The present records become the reference:
    gongwen snapshot record corpus -s snapshots/corpus
  What differs from it now, and is that right?
    gongwen snapshot check corpus -s snapshots/corpus
    gongwen snapshot review -s snapshots/corpus
  From a script:
    gongwen snapshot accept -s snapshots/corpus --group target/amount:gained

Exit codes of check: 0 as the reference; 1 something differs; 2 could not run. Of record: 1 where a
notice took too much time or memory and is recorded as unreadable.
The others: 0 done; 2 could not run.";

/// Know what changed in the records of an archive, before anybody else does
///
/// Keeps the facts of an archive's records as a reference in a folder of plain
/// text, compares them with what is read now, groups what differs by cause, and
/// takes what was found right into the reference.
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
    /// The folder of the store
    #[arg(short, long, value_name = "STORE")]
    pub(crate) store: PathBuf,
}

/// How an archive is read.
#[derive(Debug, ClapArgs)]
pub(crate) struct Reading {
    /// Files and folders (their notices, those of inner folders too)
    ///
    /// A single folder is the root of its notices' paths, wherever it stands.
    #[arg(required = true, value_name = "ARCHIVE")]
    pub(crate) paths: Vec<PathBuf>,

    /// The encoding of all files, instead of detecting it [default: what the
    /// store was recorded with]
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,

    /// Work on so many notices at once [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,

    /// Show no progress
    #[arg(short, long)]
    pub(crate) quiet: bool,

    #[command(flatten)]
    pub(crate) limits: Limits,

    #[command(flatten)]
    pub(crate) config: Config,
}

/// Accept the present records of an archive as the reference
///
/// Makes the store, or brings all of one that is there up to date; what was the
/// reference before stands in its journal.
#[derive(Debug, ClapArgs)]
pub(crate) struct Record {
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) store: Store,
}

/// Compare an archive with the reference
///
/// New notices, notices that vanished, files whose bytes changed and the same
/// files with other facts are told apart. What differs stays pending in the
/// store for review, accept and reject.
#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) store: Store,

    /// How to write
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,

    /// Show every change of this group (target/reach, target/reach:lost,
    /// edited, notice/new …)
    #[arg(long, value_name = "GROUP")]
    pub(crate) group: Option<String>,

    /// Write counts by rule, field and issuer as JSON, of the reference and of
    /// what is read now
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
  s  leave it and go on          b  go back
  t  walk by notice or by group  u  undo the last decision
  q  quit; go on later           ?  this list

Every decision is on disk before the next key is read. Keys are read from
standard input; where that is no terminal, one after the other.";

/// Look at what the last check found, one change after the other
///
/// Shows each change with the sentence around it. One key accepts or rejects
/// it, its group or its notice.
#[derive(Debug, ClapArgs)]
#[command(after_help = KEYS)]
pub(crate) struct Review {
    #[command(flatten)]
    pub(crate) store: Store,

    /// Only changes of this group
    #[arg(long, value_name = "GROUP")]
    pub(crate) group: Option<String>,
}

/// Which changes.
#[derive(Debug, ClapArgs)]
#[command(group(ArgGroup::new("which").required(true)))]
pub(crate) struct Which {
    /// The changes of a group (target/reach, target/reach:lost, edited …)
    #[arg(long, value_name = "GROUP", group = "which")]
    pub(crate) group: Option<String>,

    /// The changes of a notice, by its path as check shows it
    #[arg(long, value_name = "NOTICE", group = "which")]
    pub(crate) notice: Option<String>,

    /// One change, by its name as check shows it
    #[arg(long, value_name = "ID", group = "which")]
    pub(crate) change: Option<String>,

    /// All changes
    #[arg(long, group = "which")]
    pub(crate) all: bool,
}

/// Take changes that the last check found into the reference
///
/// Changes that were rejected are left out unless --change names them.
#[derive(Debug, ClapArgs)]
pub(crate) struct Accept {
    #[command(flatten)]
    pub(crate) store: Store,
    #[command(flatten)]
    pub(crate) which: Which,
}

/// Mark changes that the last check found as wrong
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

/// Take the last record, accept or reject back
#[derive(Debug, ClapArgs)]
pub(crate) struct Undo {
    #[command(flatten)]
    pub(crate) store: Store,
}
