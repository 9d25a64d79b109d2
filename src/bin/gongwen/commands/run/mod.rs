//! `gongwen run`

mod progress;
mod summary;

use super::stated_encoding;
use crate::args::store::{Run, TableFormat};
use crate::exit::Exit;
use anyhow::Result;
use gongwen::lexicon::Lexicon;
use gongwen::store::export::Format;
use gongwen::store::{self, Folder, Inputs, List, Options};
use progress::Progress;
use std::io;
use std::num::NonZero;
use std::path::PathBuf;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Brings the archive into the data set, says what came of it, chooses the exit code.
pub(crate) fn run(args: &Run) -> Result<Exit> {
    let options = options(args)?;
    let folder = Folder::new(&args.output);
    let progress = if args.quiet { Progress::silent() } else { Progress::visible() };
    let begun = Instant::now();
    let report = store::run(&folder, inputs(&args.paths), &options, &progress);
    progress.clear();
    let report = report?;
    if !args.quiet {
        summary::print(args, &report, begun.elapsed());
    }
    let whole = report.refused.is_empty() && report.unlisted.is_empty();
    Ok(if whole { Exit::Done } else { Exit::WorthALook })
}

fn inputs(paths: &[PathBuf]) -> Inputs {
    let (lists, paths): (Vec<_>, Vec<_>) =
        paths.iter().cloned().partition(|path| path.as_os_str() == "-");
    let lists = lists.iter().take(1).map(|_| List::new(io::stdin()));
    Inputs { paths, lists: lists.collect() }
}

fn options(args: &Run) -> Result<Options> {
    let lexicon = Lexicon::builtin();
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    Ok(Options {
        lexicon,
        lexicon_sha256: lexicon.fingerprint(),
        encoding: stated_encoding(args.encoding.as_deref())?,
        formats: args.formats.as_deref().map(formats),
        threads: args.threads.map_or(processors, usize::from),
        buckets: args.buckets,
        prune: args.prune,
        force: args.force,
        dry_run: args.dry_run,
        max_file_bytes: args.max_file_mib << 20,
        max_time: Some(Duration::from_secs(args.max_seconds)),
        now,
    })
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
    let stated = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse().ok());
    let clock = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    stated.unwrap_or_else(|| i64::try_from(clock()).unwrap_or(0))
}
