//! From a record to its facts. Ids become what they stand for, so that a task that is gained does
//! not alter those behind it.

use super::fact::{Fact, FactKind, Notice, State};
use gongwen::document::hex;
use gongwen::emit::Record;
use gongwen::emit::fields::{Field, Fields, Value};
use gongwen::emit::wire_v1::{Extent, Found, Group, Span, Task};
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// Longer texts of tasks are kept by their ends and a hash, so that a store does not become a copy
/// of its archive.
const LONGEST_TEXT: usize = 60;
const HEAD: usize = 24;
const TAIL: usize = 12;

/// The facts of a record, in reading order.
#[must_use]
pub fn facts_of(uri: &str, record: &Record<'_>) -> Notice {
    let mut facts = View::of(record).facts(record);
    facts.sort_by_key(Fact::order);
    facts.iter_mut().for_each(|fact| fact.inner.sort_by_key(Fact::order));
    Notice {
        uri: uri.to_owned(),
        sha256: record.source.sha256.to_owned(),
        doc_id: record.doc_id.to_owned(),
        state: State::Read,
        facts,
    }
}

/// What the ids of a record stand for.
struct View<'r> {
    /// By the list and the id.
    names: FxHashMap<(&'static str, &'r str), Cow<'r, str>>,
    /// Where each unit is named first.
    mentions: FxHashMap<&'r str, &'r Span<'r>>,
}

impl<'r> View<'r> {
    fn of(record: &'r Record<'r>) -> Self {
        let mut names = FxHashMap::default();
        names.extend(record.parts.iter().map(|x| (("parts", &*x.id), Cow::from(&x.id))));
        names.extend(record.sections.iter().map(|x| (("sections", &*x.id), x.path.into())));
        names.extend(record.tasks.iter().map(|x| (("tasks", &*x.id), label(x))));
        names.extend(record.targets.iter().map(|x| (("targets", &*x.id), x.number.into())));
        names.extend(record.units.iter().map(|x| (("units", &*x.id), x.name.into())));
        Self { names, mentions: mentions(record) }
    }

    /// All facts, list by list.
    fn facts(&self, record: &Record<'_>) -> Vec<Fact> {
        let share = record.unexplained_share.0.normalize().to_string();
        let mut facts = vec![Fact::new(FactKind::Share, "unexplained").with("value", share)];
        facts.extend(record.metadata.found().map(|found| value(&found)));
        for x in &record.parts {
            facts.push(placed(self.fact(FactKind::Part, x.kind.name(), x), x.title_span.as_ref()));
        }
        for x in &record.sections {
            facts.push(placed(self.fact(FactKind::Section, x.rule, x), Some(&x.title_span)));
        }
        facts.extend(record.tasks.iter().map(|task| self.task(task)));
        for x in &record.targets {
            facts.push(placed(self.fact(FactKind::Target, x.rule, x), Some(&x.span)));
        }
        for x in &record.milestones {
            facts.push(placed(self.fact(FactKind::Milestone, x.rule, x), Some(&x.span)));
        }
        facts.extend(record.groups.iter().map(|group| self.group(group)));
        for x in &record.units {
            let mention = self.mentions.get(&*x.id).copied();
            facts.push(placed(self.fact(FactKind::Unit, "name", x), mention));
        }
        for x in &record.diagnostics {
            facts.push(placed(self.fact(FactKind::Diagnostic, x.code, x), x.span.as_ref()));
        }
        facts
    }

    fn task(&self, task: &Task<'_>) -> Fact {
        let inner = task
            .responsibilities
            .iter()
            .map(|x| placed(self.fact(FactKind::Responsibility, x.rule, x), Some(&x.span)));
        around(self.fact(FactKind::Task, task.rule, task), &task.span, inner.collect())
    }

    fn group(&self, group: &Group<'_>) -> Fact {
        let inner = group
            .members
            .iter()
            .map(|x| placed(self.fact(FactKind::Member, x.rule, x), Some(&x.span)));
        around(self.fact(FactKind::Group, group.rule, group), &group.span, inner.collect())
    }

    /// A fact with the fields that are declared to be part of it.
    fn fact(&self, kind: FactKind, rule: &str, object: &impl Fields) -> Fact {
        let ranked = object.each().filter_map(|(field, value)| Some((field.fact?, field, value)));
        let mut fields: Vec<_> = ranked.collect();
        fields.sort_by_key(|(rank, ..)| *rank);
        fields.into_iter().fold(Fact::new(kind, rule), |fact, (_, field, value)| {
            fact.with(field.name, self.text(field, value))
        })
    }

    fn text<'v>(&'v self, field: &Field, value: Value<'v>) -> Cow<'v, str> {
        let text = value.text().unwrap_or_default();
        match field.refers_to {
            Some(list) => self.names.get(&(list, &*text)).cloned().unwrap_or_default(),
            None if field.name == "text" => shortened(text),
            None => text,
        }
    }
}

fn mentions<'r>(record: &'r Record<'r>) -> FxHashMap<&'r str, &'r Span<'r>> {
    let mut mentions = FxHashMap::default();
    let responsibilities = record.tasks.iter().flat_map(|task| &task.responsibilities);
    let members = record.groups.iter().flat_map(|group| &group.members);
    let named = responsibilities
        .map(|item| (item.unit.as_str(), &item.span))
        .chain(members.filter_map(|member| Some((member.unit.as_deref()?, &member.span))));
    for (unit, span) in named {
        let first = mentions.entry(unit).or_insert(span);
        if span.start < first.start {
            *first = span;
        }
    }
    mentions
}

/// What a task is called where others refer to it.
fn label<'r>(task: &Task<'r>) -> Cow<'r, str> {
    task.title.map_or_else(|| task.text.chars().take(HEAD).collect(), Cow::from)
}

fn value(found: &Found<'_>) -> Fact {
    let fact =
        Fact::new(FactKind::Metadata, found.field).with("label", found.label.unwrap_or_default());
    placed(fact.with("value", &*found.value), Some(&found.span))
}

fn placed(fact: Fact, span: Option<&Span<'_>>) -> Fact {
    match span {
        Some(span) => fact.at((span.start, span.end), span.text),
        None => fact,
    }
}

fn around(fact: Fact, span: &Extent, inner: Vec<Fact>) -> Fact {
    Fact { place: Some((span.start, span.end)), inner, ..fact }
}

/// A text by its two ends, its length and a hash.
fn shortened(text: Cow<'_, str>) -> Cow<'_, str> {
    let count = text.chars().count();
    if count <= LONGEST_TEXT {
        return text;
    }
    let head: String = text.chars().take(HEAD).collect();
    let tail: String = text.chars().skip(count - TAIL).collect();
    let hash = hex(&Sha256::digest(text.as_bytes())[..4]);
    format!("{head}…{tail} ({count} characters, {hash})").into()
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn long_texts_are_told_apart_by_their_hash() {
        assert_eq!(shortened("做好防汛工作".into()), "做好防汛工作");
        let (one, other) = ("甲".repeat(100), "甲".repeat(50) + "乙" + &"甲".repeat(49));
        assert_ne!(shortened(one.as_str().into()), shortened(other.into()));
        assert!(shortened(one.into()).chars().count() < 70);
    }
}
