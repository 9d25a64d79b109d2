//! `gongwen run`: options, progress and summary of a run. The run itself is in `gongwen-dataset`.

mod progress;
mod summary;

use super::{reading_of, words};
use crate::exit::Exit;
use anyhow::{Result, bail};
use gongwen_cli::args::store::{self, Run, TableFormat};
use gongwen_dataset::export::Format;
use gongwen_dataset::{Folder, Inputs, List, Options, Prune, Unreadable};
use gongwen_messages::message;
use progress::Progress;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::path::PathBuf;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Brings the archive into the data set, says what came of it, chooses the exit code.
pub(crate) fn run(args: &Run) -> Result<Exit> {
    if args.paths.is_empty() {
        bail!(message!("run.no-archive"));
    }
    let out = args.output.as_deref().ok_or_else(|| message!("run.no-output"))?;
    let options = options(args)?;
    let quiet = args.work.common.quiet;
    let progress = if quiet { Progress::silent() } else { Progress::visible() };
    let begun = Instant::now();
    let report = gongwen_dataset::run(&Folder::new(out), inputs(&args.paths), &options, &progress);
    progress.clear();
    let report = report?;
    match quiet {
        true => summary::print_what_is_wrong(&report),
        false => summary::print(out, &options, &report, begun.elapsed()),
    }
    Ok(if report.is_clean() { Exit::Done } else { Exit::WorthALook })
}

fn inputs(paths: &[PathBuf]) -> Inputs {
    let (lists, paths): (Vec<_>, Vec<_>) =
        paths.iter().cloned().partition(|path| path.as_os_str() == "-");
    let lists = lists.iter().take(1).map(|_| List::new(io::stdin()));
    Inputs { paths, lists: lists.collect() }
}

fn options(args: &Run) -> Result<Options> {
    Ok(Options {
        lexicon: words(&args.work.lexicon)?,
        reading: reading_of(&args.work)?,
        formats: args.formats.as_deref().map(formats),
        threads: args.work.threads,
        buckets: args.buckets,
        prune: prune(&args.prune),
        unreadable: match args.acknowledge {
            true => Unreadable::Acknowledged,
            false => Unreadable::Told,
        },
        force: args.force,
        dry_run: args.dry_run,
        quarantine_copy_bytes: args.quarantine_copy_bytes,
        now,
        unique: unique(),
    })
}

fn prune(args: &store::Prune) -> Prune {
    match (args.prune_all, args.prune) {
        (true, _) => Prune::Others,
        (false, true) => Prune::Gone,
        (false, false) => Prune::Nothing,
    }
}

/// Each format once; SQLite is always there.
fn formats(asked: &[TableFormat]) -> Vec<Format> {
    let format = |asked: &TableFormat| match asked {
        TableFormat::Parquet => Some(Format::Parquet),
        TableFormat::Csv => Some(Format::Csv),
        TableFormat::CsvBom => Some(Format::CsvBom),
        TableFormat::Ndjson => Some(Format::Ndjson),
        TableFormat::Json => Some(Format::Json),
        TableFormat::Sqlite => None,
    };
    let mut formats: Vec<Format> = asked.iter().filter_map(format).collect();
    formats.sort();
    formats.dedup();
    formats
}

/// Seconds since 1970, or what `SOURCE_DATE_EPOCH` says, so that two runs can be compared byte by
/// byte.
fn now() -> i64 {
    let stated = stated_time();
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    stated.unwrap_or_else(|| i64::try_from(clock()).unwrap_or(0))
}

fn stated_time() -> Option<i64> {
    std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok())
}

/// A random number, or 0 with `SOURCE_DATE_EPOCH`.
fn unique() -> u64 {
    // The standard library draws the keys of its hashes at random.
    stated_time().map_or_else(|| RandomState::new().build_hasher().finish(), |_| 0)
}
