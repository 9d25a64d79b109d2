//! For a terminal.

use super::width::{cut, wrap};
use super::{Context, Item, Said, Summary};
use gongwen_messages::{Language, Message, message};
use std::fmt::Write;

/// What is pending, in lines of so many columns.
#[must_use]
pub fn summary(summary: &Summary, store: &str, columns: usize, language: Language) -> String {
    let mut out = String::new();
    for line in overview(summary) {
        wrap(&line.text(language), columns).iter().for_each(|line| _ = writeln!(out, "{line}"));
    }
    for cause in &summary.causes {
        let _ = writeln!(out);
        for line in wrap(&cause.headline().text(language), columns) {
            let _ = writeln!(out, "{line}");
        }
        let mut group = |text: String| _ = writeln!(out, "  {}", cut(&text, columns - 2));
        group(format!("--group {}", cause.group));
        // Smaller groups, where there are several.
        for (name, count) in cause.groups.iter().filter(|_| cause.groups.len() > 1) {
            group(format!("        {name} ({count})"));
        }
        for item in &cause.examples {
            item_lines(item, columns, language).iter().for_each(|line| _ = writeln!(out, "{line}"));
        }
        let shown: usize = cause.examples.len();
        let all: usize = cause.groups.values().sum();
        if all > shown {
            let more = message!("summary.more", count = all - shown).text(language);
            let _ = writeln!(out, "  {more}");
        }
    }
    if !summary.is_same() {
        let next = message!("summary.next", store).text(language);
        let _ = writeln!(out, "\n{next}");
    }
    out
}

fn overview(summary: &Summary) -> Vec<Message> {
    let (notices, changes, rejected) = (summary.notices, summary.open, summary.rejected);
    let mut lines = vec![match summary.is_same() {
        true => message!("summary.same", notices),
        false => message!("summary.changes", notices, changes, rejected),
    }];
    let rows = [
        (summary.program, message!("summary.program")),
        (summary.edited, message!("summary.edited")),
        (summary.new, message!("summary.new")),
        (summary.vanished, message!("summary.vanished")),
        (summary.renamed, message!("summary.renamed")),
        (summary.readability, message!("summary.readability")),
        (summary.places, message!("summary.places")),
    ];
    for (count, what) in rows.into_iter().filter(|(count, _)| *count > 0) {
        lines.push(message!("summary.row", count = format!("{count:>6}"), what));
    }
    let (old, new) = (summary.reference_edition, summary.edition);
    match summary.other_program {
        true if old == new => lines.push(message!("summary.other-words", edition = new)),
        true => lines.push(message!("summary.other-edition", old, new)),
        false => {}
    }
    lines
}

/// A change in some lines of so many columns.
#[must_use]
pub fn item_lines(item: &Item, columns: usize, language: Language) -> Vec<String> {
    let rejected = item.rejected.then(|| message!("item.rejected"));
    let mut lines = vec![cut(&format!("  {}  {}", item.notice, item.id), columns)];
    let mut add = |indent: usize, text: &str| {
        for line in wrap(text, columns.saturating_sub(indent + 1)) {
            lines.push(format!("{}{line}", " ".repeat(indent)));
        }
    };
    let (what, subject) = (item.what.message(), &item.subject.0);
    add(4, &message!("item.what", what, rejected, subject).text(language));
    if let Some(Said(inside)) = &item.inside {
        add(6, &message!("item.inside", inside).text(language));
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
