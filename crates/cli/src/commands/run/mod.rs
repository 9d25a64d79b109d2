//! `gongwen run`

mod progress;
mod summary;

use super::{reading, threads, words};
use crate::args::store::Run;
use crate::exit::Exit;
use anyhow::{Context, Result};
use gongwen::lexicon::Lexicon;
use gongwen_cli::config::{self, Config, RunFormat};
use gongwen_dataset::export::Format;
use gongwen_dataset::{Folder, Inputs, List, Options, Prune, Unreadable};
use gongwen_engine::Reading;
use progress::Progress;
use std::io;
use std::path::PathBuf;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// Brings the archive into the data set, says what came of it, chooses the exit code.
pub(crate) fn run(args: &Run) -> Result<Exit> {
    let keys = Config::find(args.config.config.as_deref())?;
    let lexicon = words(&args.config, keys.lexicon)?;
    let limits = args.limits.options().or(keys.limits).limits();
    let told = args.options().or(keys.run);
    let paths = told
        .paths
        .as_deref()
        .context("name an ARCHIVE to read (or `paths` in the file of options)")?;
    let out = told.output.as_deref().context("name the folder of the data set with -o OUT")?;
    let reading = reading(limits, told.encoding.as_deref())?;
    let options = options(&told, lexicon, reading);
    let quiet = told.quiet.unwrap_or(false);
    let progress = if quiet { Progress::silent() } else { Progress::visible() };
    let begun = Instant::now();
    let report = gongwen_dataset::run(&Folder::new(out), inputs(paths), &options, &progress);
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

fn options(told: &config::Run, lexicon: &'static Lexicon, reading: Reading) -> Options {
    Options {
        lexicon,
        reading,
        formats: told.formats.as_deref().map(formats),
        threads: threads(told.threads),
        buckets: told.buckets,
        prune: prune(told),
        unreadable: match told.acknowledge {
            Some(true) => Unreadable::Acknowledged,
            _ => Unreadable::Told,
        },
        force: told.force.unwrap_or(false),
        dry_run: told.dry_run.unwrap_or(false),
        quarantine_copy_bytes: told.quarantine_copy_bytes.unwrap_or(config::QUARANTINE_COPY_BYTES),
        now,
    }
}

fn prune(told: &config::Run) -> Prune {
    match (told.prune_all, told.prune) {
        (Some(true), _) => Prune::Others,
        (_, Some(true)) => Prune::Gone,
        _ => Prune::Nothing,
    }
}

/// Each format once; SQLite is always there.
fn formats(asked: &[RunFormat]) -> Vec<Format> {
    let format = |asked: &RunFormat| match asked {
        RunFormat::Parquet => Some(Format::Parquet),
        RunFormat::Csv => Some(Format::Csv),
        RunFormat::CsvBom => Some(Format::CsvBom),
        RunFormat::Ndjson => Some(Format::Ndjson),
        RunFormat::Json => Some(Format::Json),
        RunFormat::Sqlite => None,
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
