//! `gongwen snapshot` and its subcommands. Comparing and storing are in `gongwen-snapshot`.

mod check;
mod decide;
mod review;
mod screen;

use super::{in_threads, words};
use crate::exit::{Exit, LANGUAGE};
use anyhow::Result;
use gongwen_cli::args::snapshot::{Reading, Snapshot, Verb};
use gongwen_engine::Engine;
use gongwen_formats::encoding_of_name;
use gongwen_messages::message;
use gongwen_snapshot::Options;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Does what was typed.
pub(crate) fn run(args: &Snapshot) -> Result<Exit> {
    match &args.verb {
        Verb::Record(args) => check::record(args),
        Verb::Check(args) => check::check(args),
        Verb::Review(args) => review::run(args),
        Verb::Accept(args) => decide::accept(args),
        Verb::Reject(args) => decide::reject(args),
        Verb::Undo(args) => decide::undo(args),
    }
}

/// Reads with the options that were typed, on as many threads.
fn reading<T: Send>(
    args: &Reading,
    recorded_encoding: Option<&str>,
    work: impl FnOnce(&Options<'_>) -> T + Send,
) -> Result<T> {
    let lexicon = words(&args.work.lexicon)?;
    let mut reading = super::reading_of(&args.work)?;
    if let (None, Some(name)) = (reading.encoding, recorded_encoding) {
        let unknown = || message!("encoding.unknown", name);
        let encoding = encoding_of_name(name).ok_or_else(unknown)?;
        reading.encoding = Some(encoding);
    }
    let bar = bar(args);
    let progress = |done: usize, all: usize| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let engine = Engine::new(lexicon, reading, args.work.threads);
    let options = Options { engine: &engine, counts: false, progress: &progress };
    let result = in_threads(args.work.threads, || work(&options))?;
    bar.finish_and_clear();
    Ok(result)
}

/// Shows itself on a terminal only.
fn bar(args: &Reading) -> ProgressBar {
    let target = if args.work.common.quiet {
        ProgressDrawTarget::hidden()
    } else {
        ProgressDrawTarget::stderr_with_hz(5)
    };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    let (bar_at, done, all, left) = ("{bar:20}", "{pos}", "{len}", "{eta}");
    let template = message!("progress.notices", bar = bar_at, done, all, left);
    let style = ProgressStyle::with_template(&template.text(LANGUAGE));
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
