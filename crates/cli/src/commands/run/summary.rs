//! What came of a run, for a person who must act on it.

use crate::exit::say;
use gongwen_dataset::{Emptied, Options, Prune, Refused, Report, Standing};
use gongwen_engine::path_of;
use gongwen_formats::source;
use gongwen_messages::{Arg, Message, message};
use std::path::Path;
use std::time::Duration;

/// Names that are listed before the rest is only counted.
const LISTED: usize = 10;
/// Files that were made again are named up to so many.
const NAMED: usize = 5;

/// Prints the summary to standard error.
pub(super) fn print(out: &Path, options: &Options, report: &Report, took: Duration) {
    lines(options, report).iter().for_each(say);
    if options.dry_run {
        say(&message!("run.dry"));
        return;
    }
    let seconds = format!("{:.1}", took.as_secs_f64());
    say(&message!("run.complete", out, seconds, run = &report.run_id[..12]));
    if report.counts.read > 0 {
        say(&message!("run.next", out));
    }
}

/// Prints what somebody should look at, and nothing else.
pub(super) fn print_what_is_wrong(report: &Report) {
    if !report.is_clean() {
        what_is_wrong(report).iter().for_each(say);
    }
}

fn what_is_wrong(report: &Report) -> Vec<Message> {
    let mut lines = refused(report);
    lines.extend(report.unlisted.iter().map(unlisted));
    lines.extend(unseen(report));
    lines.extend(report.emptied.iter().map(emptied));
    lines
}

/// A folder that could not be listed, or an archive: no room on the disk, no process to unpack it in.
fn unlisted(error: &source::Error) -> Message {
    match path_of(error.path()).is_file() {
        true => message!("run.not-unpacked", error = error.message()),
        false => message!("run.not-listed", error = error.message()),
    }
}

fn lines(options: &Options, report: &Report) -> Vec<Message> {
    let mut lines = vec![files(options, report)];
    if !options.dry_run {
        lines.push(notices(report));
    }
    lines.extend(report.resumed.then(|| message!("run.resumed")));
    if report.counts.vanished > 0 {
        lines.push(vanished(options, report.counts.vanished));
    }
    lines.extend(repaired(options, report));
    lines.extend(problems(report));
    lines.extend(known(report));
    lines.extend(what_is_wrong(report));
    lines.extend((!report.skipped.is_empty()).then(|| report.skipped.message()));
    lines
}

fn files(options: &Options, report: &Report) -> Message {
    let counts = report.counts;
    let (files, read, unchanged) = (counts.files, counts.read, counts.unchanged);
    let count = counts.quarantined;
    let unreadable = (count > 0).then(|| message!("run.files.unreadable", count));
    match options.dry_run {
        true => message!("run.files.dry", files, read, unchanged, unreadable),
        false => message!("run.files", files, read, unchanged, unreadable),
    }
}

/// How many files in quarantine are known, where some are.
fn known(report: &Report) -> Option<Message> {
    let new = new(report).count();
    let known = report.refused.len() - new;
    (known > 0).then(|| message!("run.quarantine", known, new))
}

/// The unreadable files that were not acknowledged.
fn new(report: &Report) -> impl Iterator<Item = &Refused> {
    report.refused.iter().filter(|file| file.standing == Standing::New)
}

fn notices(report: &Report) -> Message {
    let (counts, coverage) = (report.counts, &report.coverage);
    let rows = |table: &str| report.rows.get(table).copied().unwrap_or(0).unsigned_abs();
    message!(
        "run.notices",
        notices = coverage.notices.unsigned_abs(),
        new = counts.new,
        changed = counts.changed,
        removed = counts.removed,
        tasks = rows("tasks"),
        targets = rows("targets"),
        milestones = rows("milestones"),
        share = format!("{:.2}", coverage.unexplained_share * 100.0)
    )
}

fn vanished(options: &Options, files: u64) -> Message {
    match (options.prune, options.dry_run) {
        (Prune::Nothing, _) => message!("run.vanished", files),
        (_, true) => message!("run.pruned.dry", files),
        (_, false) => message!("run.pruned", files),
    }
}

fn unseen(report: &Report) -> Option<Message> {
    let files = report.unseen;
    let named = (!report.unclear.is_empty())
        .then(|| message!("run.unseen.named", names = named(&report.unclear, files)));
    (files > 0).then(|| message!("run.unseen", files, named))
}

/// The first of these names, of so many in all.
fn named(names: &[String], count: u64) -> Arg {
    let more = (count > names.len().min(NAMED) as u64).then_some("…");
    Arg::list(names.iter().take(NAMED).map(String::as_str).chain(more))
}

/// A folder that is empty now: a disk that is not mounted looks like that.
fn emptied(emptied: &Emptied) -> Message {
    message!("run.emptied", path = &emptied.path, files = emptied.files)
}

/// What was not as it had been written and is so again.
fn repaired(options: &Options, report: &Report) -> Vec<Message> {
    let mut lines = Vec::new();
    let (files, views) = (report.remade.len() as u64, report.views_remade.len() as u64);
    if files > 0 {
        let shown = named(&report.remade, files);
        lines.push(match options.dry_run {
            true => message!("run.repaired.files.dry", files, shown),
            false => message!("run.repaired.files", files, shown),
        });
    }
    if views > 0 {
        let shown = report.views_remade.join(", ");
        lines.push(match options.dry_run {
            true => message!("run.repaired.views.dry", views, shown),
            false => message!("run.repaired.views", views, shown),
        });
    }
    let (notices, runs) = (report.counts.repaired, report.runs_repaired);
    lines.extend((notices > 0).then(|| message!("run.repaired.notices", notices)));
    lines.extend((runs > 0).then(|| message!("run.repaired.runs", runs)));
    lines
}

fn problems(report: &Report) -> Option<Message> {
    let mut problems: Vec<_> = report.problems.iter().collect();
    problems.sort_by_key(|(code, count)| (-**count, (*code).clone()));
    let shown = problems.iter().take(5).map(|(code, count)| format!("{code} {count}"));
    (!problems.is_empty()).then(|| message!("run.problems", shown = Arg::list(shown)))
}

fn refused(report: &Report) -> Vec<Message> {
    let told = |file: &Refused| {
        let Refused { uri, reason, message, .. } = file;
        message!("run.refused", uri, reason, message)
    };
    let mut lines: Vec<Message> = new(report).take(LISTED).map(told).collect();
    let count = new(report).count().saturating_sub(LISTED);
    lines.extend((count > 0).then(|| message!("run.refused.more", count)));
    if !lines.is_empty() {
        lines.push(message!("run.refused.advice"));
    }
    lines
}
