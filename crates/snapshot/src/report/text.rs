//! For a terminal.

use super::width::{cut, wrap};
use super::{Context, Item, Summary, counted};
use std::fmt::Write;

/// What is pending, in lines of so many columns.
#[must_use]
pub fn summary(summary: &Summary, store: &str, columns: usize) -> String {
    let mut out = String::new();
    for line in overview(summary) {
        wrap(&line, columns).iter().for_each(|line| _ = writeln!(out, "{line}"));
    }
    for cause in &summary.causes {
        let _ = writeln!(out);
        for line in wrap(&cause.headline(), columns) {
            let _ = writeln!(out, "{line}");
        }
        let mut group = |text: String| _ = writeln!(out, "  {}", cut(&text, columns - 2));
        group(format!("--group {}", cause.group));
        // Smaller groups, where there are several.
        for (name, count) in cause.groups.iter().filter(|_| cause.groups.len() > 1) {
            group(format!("        {name} ({count})"));
        }
        for item in &cause.examples {
            item_lines(item, columns).iter().for_each(|line| _ = writeln!(out, "{line}"));
        }
        let shown: usize = cause.examples.len();
        let all: usize = cause.groups.values().sum();
        if all > shown {
            let _ = writeln!(out, "  … and {} more", all - shown);
        }
    }
    if !summary.is_same() {
        let _ = writeln!(out, "\nnext: gongwen snapshot review -s {store}");
    }
    out
}

fn overview(summary: &Summary) -> Vec<String> {
    let mut lines = Vec::new();
    if summary.is_same() {
        lines.push(format!("{}: as the reference", counted(summary.notices, "notice")));
    } else {
        lines.push(format!(
            "{}: {} open, {} rejected",
            counted(summary.notices, "notice"),
            counted(summary.open, "change"),
            summary.rejected
        ));
    }
    let rows = [
        (summary.program, "same source, other facts: the program or its words changed"),
        (summary.edited, "edited: the bytes of the source changed"),
        (summary.new, "new: not in the reference"),
        (summary.vanished, "vanished: in the reference and not in the archive"),
        (summary.renamed, "renamed: another path, the same facts"),
        (summary.readability, "not readable any more, or readable again"),
        (summary.places, "same facts at other places"),
    ];
    for (count, what) in rows.into_iter().filter(|(count, _)| *count > 0) {
        lines.push(format!("{count:>6}  {what}"));
    }
    if summary.other_program {
        let (old, new) = (summary.reference_edition, summary.edition);
        let editions = if old == new {
            format!("edition {new}, other words")
        } else {
            format!("edition {old}, now {new}")
        };
        lines.push(format!("the reference was made by another program ({editions})"));
    }
    lines
}

/// A change in some lines of so many columns.
#[must_use]
pub fn item_lines(item: &Item, columns: usize) -> Vec<String> {
    let rejected = if item.rejected { " (rejected)" } else { "" };
    let mut lines = vec![cut(&format!("  {}  {}", item.notice, item.id), columns)];
    let mut add = |indent: usize, text: &str| {
        for line in wrap(text, columns.saturating_sub(indent + 1)) {
            lines.push(format!("{}{line}", " ".repeat(indent)));
        }
    };
    add(4, &format!("{}{rejected}: {}", item.what, item.subject));
    if let Some(inside) = &item.inside {
        add(6, &format!("in: {inside}"));
    }
    for field in &item.fields {
        let value = |value: &str| if value.is_empty() { "-".to_owned() } else { value.to_owned() };
        add(6, &format!("{}: {} → {}", field.field, value(&field.before), value(&field.after)));
    }
    if let Some(context) = &item.context {
        add(6, &marked(context));
    }
    lines
}

/// The sentence with its words between marks.
#[must_use]
pub fn marked(context: &Context) -> String {
    format!("{}⟦{}⟧{}", context.left, context.words, context.right)
}
