//! What came of a run, for a person who must act on it.

use crate::exit::say;
use gongwen_dataset::{Emptied, Options, Prune, Refused, Report, Standing};
use gongwen_engine::path_of;
use gongwen_formats::source;
use std::path::Path;
use std::time::Duration;

/// Names that are listed before the rest is only counted.
const LISTED: usize = 10;
/// Files that were made again are named up to so many.
const NAMED: usize = 5;

/// Prints the summary to standard error.
pub(super) fn print(out: &Path, options: &Options, report: &Report, took: Duration) {
    let out = out.display();
    for line in lines(options, report) {
        say(format_args!("{line}"));
    }
    if options.dry_run {
        say(format_args!("nothing was written (--dry-run)"));
        return;
    }
    say(format_args!(
        "{out} is complete after {:.1} s (run {})",
        took.as_secs_f64(),
        &report.run_id[..12]
    ));
    if report.counts.read > 0 {
        say(format_args!("next: gongwen query {out} \"select * from v_deadlines limit 10\""));
    }
}

/// Prints what somebody should look at, and nothing else.
pub(super) fn print_what_is_wrong(report: &Report) {
    if !report.is_clean() {
        what_is_wrong(report).iter().for_each(|line| say(format_args!("{line}")));
    }
}

fn what_is_wrong(report: &Report) -> Vec<String> {
    let mut lines = refused(report);
    lines.extend(report.unlisted.iter().map(unlisted));
    lines.extend(unseen(report));
    lines.extend(report.emptied.iter().map(emptied));
    lines
}

/// A folder that could not be listed, or an archive: no room on the disk, no process to unpack it in.
fn unlisted(error: &source::Error) -> String {
    let what = if path_of(error.path()).is_file() { "not unpacked" } else { "not listed" };
    format!("{what}: {error}")
}

fn lines(options: &Options, report: &Report) -> Vec<String> {
    let mut lines = vec![files(options, report)];
    if !options.dry_run {
        lines.push(notices(report));
    }
    if report.resumed {
        lines.push("went on with a run that was interrupted".to_owned());
    }
    if report.counts.vanished > 0 {
        lines.push(vanished(options, report.counts.vanished));
    }
    lines.extend(repaired(options, report));
    lines.extend(problems(report));
    lines.extend(known(report));
    lines.extend(what_is_wrong(report));
    if !report.skipped.is_empty() {
        lines.push(report.skipped.to_string());
    }
    lines
}

fn files(options: &Options, report: &Report) -> String {
    let counts = report.counts;
    let read = if options.dry_run { "would be read" } else { "read" };
    let mut text = format!(
        "{} {}: {} {read}, {} unchanged",
        counts.files,
        noun(counts.files, "file"),
        counts.read,
        counts.unchanged
    );
    if counts.quarantined > 0 {
        text += &format!(", {} not readable", counts.quarantined);
    }
    text
}

/// How many files in quarantine are known, where some are.
fn known(report: &Report) -> Option<String> {
    let new = new(report).count();
    let known = report.refused.len() - new;
    (known > 0).then(|| {
        let files = noun(known as u64, "file");
        format!("in quarantine: {known} {files} acknowledged, {new} new")
    })
}

/// The files that could not be read and that nobody acknowledged.
fn new(report: &Report) -> impl Iterator<Item = &Refused> {
    report.refused.iter().filter(|file| file.standing == Standing::New)
}

fn notices(report: &Report) -> String {
    let (counts, coverage) = (report.counts, &report.coverage);
    let rows = |table: &str| report.rows.get(table).copied().unwrap_or(0);
    format!(
        "{} {} in the data set ({} new, {} changed, {} removed): {} tasks, {} targets, \
         {} milestones; {:.2} % of the text not understood",
        coverage.notices,
        noun(coverage.notices.unsigned_abs(), "notice"),
        counts.new,
        counts.changed,
        counts.removed,
        rows("tasks"),
        rows("targets"),
        rows("milestones"),
        coverage.unexplained_share * 100.0
    )
}

fn vanished(options: &Options, count: u64) -> String {
    let files = noun(count, "file");
    match (options.prune, options.dry_run) {
        (Prune::Nothing, _) => {
            format!(
                "{count} {files} of the data set gone from the archive; --prune takes them out, \
                 --prune-all also where a folder holds no notice any more"
            )
        }
        (_, true) => format!("{count} {files} would be taken out"),
        (_, false) => format!("{count} {files} taken out"),
    }
}

fn unseen(report: &Report) -> Option<String> {
    let count = report.unseen;
    let stay = if count == 1 { "stays" } else { "stay" };
    let files = noun(count, "file");
    let named = named(&report.unclear, count);
    (count > 0).then(|| {
        format!("{count} {files} of the data set could not be looked for and {stay} in it{named}")
    })
}

/// The first of these names, of so many in all.
fn named(names: &[String], count: u64) -> String {
    let shown = names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>();
    let more = if count > shown.len() as u64 { ", …" } else { "" };
    if shown.is_empty() { String::new() } else { format!(": {}{more}", shown.join(", ")) }
}

/// A folder that is empty now: a disk that is not mounted looks like that.
fn emptied(emptied: &Emptied) -> String {
    let Emptied { path, files } = emptied;
    let noun = noun(*files, "file");
    format!(
        "nothing taken out: {path}: no notice was found there, and the data set has {files} {noun} \
         of it; see that it is there as a whole, or take them out with --prune-all"
    )
}

/// What was not as it had been written and is so again.
fn repaired(options: &Options, report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    let files = report.remade.len() as u64;
    if files > 0 {
        let shown = report.remade.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>();
        let more = if report.remade.len() > NAMED { ", …" } else { "" };
        let made = if options.dry_run { "would be made again" } else { "made again" };
        let noun = noun(files, "file");
        let shown = shown.join(", ");
        lines.push(format!("repaired: {files} missing or damaged {noun} {made} ({shown}{more})"));
    }
    let views = report.views_remade.len() as u64;
    if views > 0 {
        let made = if options.dry_run { "would be made again" } else { "made again" };
        let (noun, shown) = (noun(views, "view"), report.views_remade.join(", "));
        lines.push(format!("repaired: {views} missing or changed {noun} {made} ({shown})"));
    }
    let notices = report.counts.repaired;
    if notices > 0 {
        let noun = noun(notices, "notice");
        lines.push(format!("repaired: {notices} {noun} whose rows were damaged written again"));
    }
    let runs = report.runs_repaired;
    if runs > 0 {
        lines.push(format!("repaired: {runs} damaged {} of `runs`", noun(runs, "row")));
    }
    lines
}

fn problems(report: &Report) -> Option<String> {
    let mut problems: Vec<_> = report.problems.iter().collect();
    problems.sort_by_key(|(code, count)| (-**count, (*code).clone()));
    let shown = problems.iter().take(5).map(|(code, count)| format!("{code} {count}"));
    let shown = shown.collect::<Vec<_>>().join(", ");
    (!shown.is_empty()).then(|| format!("worth a look: {shown} (gongwen explain CODE tells more)"))
}

fn refused(report: &Report) -> Vec<String> {
    let told =
        |file: &Refused| format!("not read: {}: {}: {}", file.uri, file.reason, file.message);
    let mut lines: Vec<String> = new(report).take(LISTED).map(told).collect();
    let more = new(report).count().saturating_sub(LISTED);
    if more > 0 {
        lines.push(format!("… and {more} more: gongwen query OUT \"select * from quarantine\""));
    }
    if !lines.is_empty() {
        lines.push("mend these files, or take them as known with --acknowledge".to_owned());
    }
    lines
}

fn noun(count: u64, noun: &str) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}
