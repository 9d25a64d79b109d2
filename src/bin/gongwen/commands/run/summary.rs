//! What came of a run, for a person who must act on it.

use crate::exit::say;
use gongwen::store::{Options, Report};
use std::path::Path;
use std::time::Duration;

/// Names that are listed before the rest is only counted.
const LISTED: usize = 10;

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
    lines.extend(problems(report));
    lines.extend(refused(report));
    if report.skipped.count() > 0 {
        lines.push(report.skipped.to_string());
    }
    lines.extend(report.unlisted.iter().map(|error| format!("not listed: {error}")));
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
        (false, _) => {
            format!("{count} {files} of the data set not in this archive; --prune takes them out")
        }
        (true, true) => format!("{count} {files} would be taken out"),
        (true, false) => format!("{count} {files} taken out"),
    }
}

fn problems(report: &Report) -> Option<String> {
    let mut problems: Vec<_> = report.problems.iter().collect();
    problems.sort_by_key(|(code, count)| (-**count, (*code).clone()));
    let shown = problems.iter().take(5).map(|(code, count)| format!("{code} {count}"));
    let shown = shown.collect::<Vec<_>>().join(", ");
    (!shown.is_empty()).then(|| format!("worth a look: {shown} (gongwen explain CODE tells more)"))
}

fn refused(report: &Report) -> Vec<String> {
    let mut lines: Vec<String> = report
        .refused
        .iter()
        .take(LISTED)
        .map(|[uri, reason, message]| format!("not read: {uri}: {reason}: {message}"))
        .collect();
    let more = report.refused.len().saturating_sub(LISTED);
    if more > 0 {
        lines.push(format!("… and {more} more: gongwen query OUT \"select * from quarantine\""));
    }
    lines
}

fn noun(count: u64, noun: &str) -> String {
    if count == 1 { noun.to_owned() } else { format!("{noun}s") }
}
