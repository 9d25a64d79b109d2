//! For a merge request.

use super::{Item, Summary, marked};
use gongwen_messages::{Arg, message};
use std::fmt::Write;

/// What is pending, as Markdown.
#[must_use]
pub fn markdown(summary: &Summary) -> String {
    let mut out = format!("## {}\n\n", message!("report.title"));
    if summary.is_same() {
        let _ = writeln!(out, "{}.", message!("summary.same", notices = summary.notices));
        return out;
    }
    let (notices, changes, rejected) = (summary.notices, summary.open, summary.rejected);
    let _ = writeln!(out, "{}.\n", message!("summary.changes", notices, changes, rejected));
    let _ = writeln!(out, "| {} |", message!("report.columns"));
    let _ = writeln!(out, "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
    let s = summary;
    let _ = writeln!(
        out,
        "| {} | {} | {} | {} | {} | {} | {} |\n",
        s.program, s.edited, s.new, s.vanished, s.renamed, s.readability, s.places
    );
    for cause in &summary.causes {
        let _ =
            writeln!(out, "<details><summary>{}</summary>\n", html(&cause.headline().to_string()));
        cause.examples.iter().for_each(|item| example(item, &mut out));
        let groups = cause.groups.iter().map(|(group, count)| format!("`{group}` ({count})"));
        let groups = message!("report.groups", groups = Arg::list(groups));
        let _ = writeln!(out, "\n{groups}\n\n</details>\n");
    }
    out
}

fn example(item: &Item, out: &mut String) {
    let rejected =
        if item.rejected { message!("item.rejected").to_string() } else { String::new() };
    let (what, subject) = (item.what.message(), escaped(&item.subject.0.to_string()));
    let _ = writeln!(out, "- `{}` **{what}**{rejected} {subject}", item.notice);
    for field in &item.fields {
        let (before, after) = (escaped(&field.before), escaped(&field.after));
        let _ = writeln!(out, "  - {}: ~~{before}~~ → {after}", field.field);
    }
    if let Some(context) = &item.context {
        let _ = writeln!(out, "  > {}", escaped(&marked(context)));
    }
}

/// Words that Markdown would read as marks of its own.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if "\\`*_{}[]<>#|~&".contains(c) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

fn html(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
