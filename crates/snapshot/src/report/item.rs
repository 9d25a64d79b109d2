//! One change as a person or a program reads it.

use super::context::{Context, Texts};
use crate::change::{Change, Compared, What, title};
use crate::fact::{Fact, Kind, State};
use crate::pending::Pending;
use serde::Serialize;

/// One change.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// Its name.
    pub id: String,
    /// Its group.
    pub group: String,
    /// What happened: `gained`, `lost`, `altered`, `moved`, `new` …
    pub what: &'static str,
    /// The notice.
    pub notice: String,
    /// True where somebody said that it is wrong.
    pub rejected: bool,
    /// How many facts; 1, but for places.
    pub count: usize,
    /// What the fact is about, in one line.
    pub subject: String,
    /// The task or group that it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inside: Option<String>,
    /// The fact as the reference has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The fact as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// Fields that say something else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Altered>,
    /// The sentence around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<Context>,
}

/// A field that says something else.
#[derive(Clone, Debug, Serialize)]
pub struct Altered {
    /// Its name.
    pub field: String,
    /// As the reference has it; empty where it is gained.
    pub before: String,
    /// As it is now; empty where it is lost.
    pub after: String,
}

impl Item {
    /// Of a change in a notice.
    #[must_use]
    pub fn of(pending: &Pending, compared: &Compared, change: &Change, texts: &mut Texts) -> Self {
        let (old, new) = (compared.old(change), compared.new_fact(change));
        let subject = match new.or(old) {
            Some(fact) => subject(fact),
            None => of_notice(pending, compared, change),
        };
        let altered = |(field, before, after): &(String, String, String)| Altered {
            field: field.clone(),
            before: before.clone(),
            after: after.clone(),
        };
        Self {
            id: change.id.clone(),
            group: change.group.clone(),
            what: change.what.name(),
            notice: compared.after.uri.clone(),
            rejected: pending.is_rejected(compared, change),
            count: change.count,
            subject,
            inside: compared.owner(change).map(called),
            before: old.map(subject_of),
            after: new.map(subject_of),
            fields: change.fields.iter().map(altered).collect(),
            context: texts.context(pending, compared, change),
        }
    }
}

/// What a task or a group is called, or where it stands.
fn called(owner: &Fact) -> String {
    match title(owner) {
        "-" => format!("{} {}", owner.kind.name(), owner.field("section")).trim_end().to_owned(),
        title => title.to_owned(),
    }
}

fn subject_of(fact: &Fact) -> String {
    subject(fact)
}

/// What a fact says, in one line.
#[must_use]
pub fn subject(fact: &Fact) -> String {
    let of = |names: &[&str]| {
        let values = names.iter().map(|name| fact.field(name)).filter(|value| !value.is_empty());
        values.collect::<Vec<_>>().join(" ")
    };
    let words = match fact.kind {
        Kind::Share => format!("unexplained share {}", fact.field("value")),
        Kind::Metadata => format!("{} {}", fact.rule, of(&["label", "value"])),
        Kind::Part => format!("part {} {}", fact.rule, fact.field("title")),
        Kind::Section => format!("section {}", of(&["path", "title"])),
        Kind::Task => format!("task {}", of(&["section", "title", "text"])),
        Kind::Responsibility => of(&["role", "surface"]),
        Kind::Target => {
            format!("target {}", of(&["action", "indicator", "comparator", "number", "period"]))
        }
        Kind::Milestone => {
            format!("{} {}", fact.field("kind"), of(&["name", "edtf", "recurrence", "action"]))
        }
        Kind::Group => format!("group {}", of(&["name", "office"])),
        Kind::Member => of(&["role", "person", "post"]),
        Kind::Unit => format!("unit {}", of(&["name", "kind", "level"])),
        Kind::Diagnostic => format!("{}: {}", fact.rule, fact.field("message")),
    };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn of_notice(pending: &Pending, compared: &Compared, change: &Change) -> String {
    let uri = &compared.after.uri;
    let facts = |kind| compared.after.all().filter(|fact| fact.kind == kind).count();
    match (change.what, &compared.after.state) {
        (What::New | What::Vanished, _) if change.group == "notice/renamed" => {
            let other = pending.other_name(uri).unwrap_or_default();
            let way = if change.what == What::New { "was" } else { "is now" };
            format!("the same notice {way} {other}")
        }
        (_, State::Unreadable(reason)) => format!("cannot be read: {reason}"),
        (What::New, _) => {
            format!("{} tasks, {} targets", facts(Kind::Task), facts(Kind::Target))
        }
        (What::Vanished, _) => "is not in the archive any more".to_owned(),
        (What::Edited, _) => "the bytes of the file changed".to_owned(),
        (What::Readable, _) => "can be read again".to_owned(),
        _ => format!("{} facts stand at other places", change.count),
    }
}
