//! One change as a person or a program reads it.

use super::context::{Context, Texts};
use crate::change::{Change, Compared, title};
use crate::fact::{Fact, FactKind, State};
use crate::pending::Pending;
use crate::what::What;
use gongwen_messages::{Message, message};
use serde::{Serialize, Serializer};

/// One change.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// Its name.
    pub id: String,
    /// Its group.
    pub group: String,
    /// What happened: `gained`, `lost`, `altered`, `moved`, `new` …
    pub what: What,
    /// The notice.
    pub notice: String,
    /// True where somebody said that it is wrong.
    pub rejected: bool,
    /// How many facts; 1, but for places.
    pub count: usize,
    /// What the fact is about, in one line.
    pub subject: Said,
    /// The task or group that it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inside: Option<Said>,
    /// The fact as the reference has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Said>,
    /// The fact as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Said>,
    /// Fields that say something else.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Altered>,
    /// The sentence around it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub context: Option<Context>,
}

/// What a person reads in any language, and a program in English.
#[derive(Clone, Debug)]
pub struct Said(pub Message);

impl Serialize for Said {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.to_string().trim_end())
    }
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
        let about = match new.or(old) {
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
            what: change.what,
            notice: compared.after.uri.clone(),
            rejected: pending.is_rejected(compared, change),
            count: change.count,
            subject: Said(about),
            inside: compared.owner(change).map(called).map(Said),
            before: old.map(subject).map(Said),
            after: new.map(subject).map(Said),
            fields: change.fields.iter().map(altered).collect(),
            context: texts.context(pending, compared, change),
        }
    }
}

/// What a task or a group is called, or where it stands.
fn called(owner: &Fact) -> Message {
    match title(owner) {
        "-" => named(owner.kind, owner.field("section")),
        title => message!("fact.words", words = title),
    }
}

/// What a fact says, in one line.
#[must_use]
pub fn subject(fact: &Fact) -> Message {
    let of = |names: &[&str]| {
        let values = names.iter().map(|name| fact.field(name)).filter(|value| !value.is_empty());
        values.collect::<Vec<_>>().join(" ")
    };
    let words = match fact.kind {
        FactKind::Share => of(&["value"]),
        FactKind::Metadata => format!("{} {}", fact.rule, of(&["label", "value"])),
        FactKind::Part => format!("{} {}", fact.rule, of(&["title"])),
        FactKind::Section => of(&["path", "title"]),
        FactKind::Task => of(&["section", "title", "text"]),
        FactKind::Responsibility => of(&["role", "surface"]),
        FactKind::Target => of(&["action", "indicator", "comparator", "number", "period"]),
        FactKind::Milestone => of(&["kind", "name", "edtf", "recurrence", "action"]),
        FactKind::Group => of(&["name", "office"]),
        FactKind::Member => of(&["role", "person", "post"]),
        FactKind::Unit => of(&["name", "kind", "level"]),
        FactKind::Diagnostic => format!("{}: {}", fact.rule, of(&["message"])),
    };
    named(fact.kind, &words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Words with the kind of fact that they are about, where they do not tell it themselves.
fn named(kind: FactKind, words: &str) -> Message {
    match kind {
        FactKind::Share => message!("fact.share", words),
        FactKind::Part => message!("fact.part", words),
        FactKind::Section => message!("fact.section", words),
        FactKind::Task => message!("fact.task", words),
        FactKind::Target => message!("fact.target", words),
        FactKind::Group => message!("fact.group", words),
        FactKind::Unit => message!("fact.unit", words),
        FactKind::Metadata
        | FactKind::Responsibility
        | FactKind::Milestone
        | FactKind::Member
        | FactKind::Diagnostic => message!("fact.words", words),
    }
}

fn of_notice(pending: &Pending, compared: &Compared, change: &Change) -> Message {
    let uri = &compared.after.uri;
    let facts = |kind| compared.after.all().filter(|fact| fact.kind == kind).count();
    match (change.what, &compared.after.state) {
        (What::New | What::Vanished, _) if change.group == "notice/renamed" => {
            let name = pending.other_name(uri).unwrap_or_default();
            match change.what {
                What::New => message!("notice.was", name),
                _ => message!("notice.is-now", name),
            }
        }
        (_, State::Unreadable(reason)) => message!("notice.unreadable", reason),
        (What::New, _) => {
            let (tasks, targets) = (facts(FactKind::Task), facts(FactKind::Target));
            message!("notice.counts", tasks, targets)
        }
        (What::Vanished, _) => message!("notice.gone"),
        (What::Edited, _) => message!("notice.edited"),
        (What::Readable, _) => message!("notice.readable"),
        _ => message!("notice.places", facts = change.count),
    }
}
