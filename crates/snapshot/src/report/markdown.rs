//! For a merge request.

use super::{Item, Summary, marked};
use gongwen_messages::message;
use std::fmt::Write;

/// What is pending, as Markdown.
#[must_use]
pub fn markdown(summary: &Summary) -> String {
    let mut out = String::from("## Snapshot\n\n");
    if summary.is_same() {
        let _ = writeln!(out, "{}.", message!("summary.same", notices = summary.notices));
        return out;
    }
    let (notices, changes, rejected) = (summary.notices, summary.open, summary.rejected);
    let _ = writeln!(out, "{}.\n", message!("summary.changes", notices, changes, rejected));
    let _ = writeln!(
        out,
        "| same source, other facts | edited | new | vanished | renamed | readable or not | places only |"
    );
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
        let groups: Vec<String> =
            cause.groups.iter().map(|(group, count)| format!("`{group}` ({count})")).collect();
        let _ = writeln!(out, "\nGroups: {}\n\n</details>\n", groups.join(", "));
    }
    out
}

fn example(item: &Item, out: &mut String) {
    let rejected = if item.rejected { " (rejected)" } else { "" };
    let subject = escaped(&item.subject);
    let _ = writeln!(out, "- `{}` **{}**{rejected} {subject}", item.notice, item.what);
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
