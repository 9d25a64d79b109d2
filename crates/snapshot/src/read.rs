//! From a record to its facts. Ids become what they stand for, so that a task that is gained does
//! not alter those behind it.

use super::fact::{Fact, Kind, Notice, Place, State};
use gongwen::document::hex;
use gongwen::emit::Record;
use gongwen::emit::wire_v1::{
    Group, Metadata, Milestone, Responsibility, Span, Target, Task, Unit,
};
use rustc_hash::FxHashMap;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Longer texts of tasks are kept by their ends and a hash, so that a store does not become a copy
/// of its archive.
const LONGEST_TEXT: usize = 60;
const HEAD: usize = 24;
const TAIL: usize = 12;

/// The facts of a record, in reading order.
#[must_use]
pub fn facts_of(uri: &str, record: &Record<'_>) -> Notice {
    let view = View::of(record);
    let mut facts = vec![
        Fact::new(Kind::Share, "unexplained")
            .with("value", record.unexplained_share.0.normalize().to_string()),
    ];
    metadata(&record.metadata, &mut facts);
    facts.extend(record.parts.iter().map(|part| {
        let fact = Fact::new(Kind::Part, &name_of(&part.kind)).with("title", text(part.title));
        placed(fact, part.title_span.as_ref())
    }));
    facts.extend(record.sections.iter().map(|section| {
        Fact::new(Kind::Section, section.rule)
            .with("part", section.part.as_str())
            .with("path", section.path)
            .with("title", section.title)
            .at(place(&section.title_span), section.title_span.text)
    }));
    facts.extend(record.tasks.iter().map(|task| view.task(task)));
    facts.extend(record.targets.iter().map(|target| view.target(target)));
    facts.extend(record.milestones.iter().map(|milestone| view.milestone(milestone)));
    facts.extend(record.groups.iter().map(|group| view.group(group)));
    facts.extend(record.units.iter().map(|item| view.unit(item)));
    facts.extend(record.diagnostics.iter().map(|item| {
        let fact = Fact::new(Kind::Diagnostic, item.code).with("message", item.message);
        placed(fact, item.span.as_ref())
    }));
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

fn metadata(from: &Metadata<'_>, facts: &mut Vec<Fact>) {
    let spans = &from.spans;
    let number = from.document_number.map(|number| number.text);
    let scalars = [
        ("title", from.title, spans.title),
        ("document_type", from.document_type, spans.document_type),
        ("document_number", number, spans.document_number),
        ("index_number", from.index_number, spans.index_number),
        ("publisher", from.publisher, spans.publisher),
        ("issued_on", from.issued_on.as_deref(), spans.issued_on),
        ("published_on", from.published_on.as_deref(), spans.published_on),
        ("effective_on", from.effective_on.as_deref(), spans.effective_on),
        ("subject", from.subject, spans.subject),
        ("validity", from.validity, spans.validity),
    ];
    let lists = [
        ("signatories", &from.signatories, &spans.signatories),
        ("recipients", &from.recipients, &spans.recipients),
        ("attachments", &from.attachments, &spans.attachments),
    ];
    let value = |name: &str, value: &str, span: Option<&Span<'_>>| {
        placed(Fact::new(Kind::Metadata, name).with("value", value), span)
    };
    for (name, found, span) in scalars {
        facts.extend(found.map(|found| value(name, found, span.as_ref())));
    }
    for (name, values, spans) in lists {
        facts
            .extend(values.iter().enumerate().map(|(at, found)| value(name, found, spans.get(at))));
    }
    facts.extend(from.fields.iter().map(|field| {
        Fact::new(Kind::Metadata, "fields")
            .with("label", field.label)
            .with("value", field.value)
            .at(place(&field.span), field.span.text)
    }));
}

/// What the ids of a record stand for.
struct View<'r> {
    paths: FxHashMap<&'r str, &'r str>,
    tasks: FxHashMap<&'r str, String>,
    numbers: FxHashMap<&'r str, &'r str>,
    units: FxHashMap<&'r str, &'r str>,
    /// Where each unit is named first.
    mentions: FxHashMap<&'r str, &'r Span<'r>>,
}

impl<'r> View<'r> {
    fn of(record: &'r Record<'r>) -> Self {
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
        Self {
            paths: record.sections.iter().map(|item| (item.id.as_str(), item.path)).collect(),
            tasks: record.tasks.iter().map(|task| (task.id.as_str(), label(task))).collect(),
            numbers: record.targets.iter().map(|item| (item.id.as_str(), item.number)).collect(),
            units: record.units.iter().map(|unit| (unit.id.as_str(), unit.name)).collect(),
            mentions,
        }
    }

    fn path(&self, section: Option<&String>) -> &'r str {
        section.and_then(|id| self.paths.get(id.as_str())).copied().unwrap_or_default()
    }

    fn unit_name(&self, id: Option<&String>) -> &'r str {
        id.and_then(|id| self.units.get(id.as_str())).copied().unwrap_or_default()
    }

    fn task(&self, task: &Task<'_>) -> Fact {
        let mut fact = Fact::new(Kind::Task, task.rule)
            .with("kind", name_of(&task.kind))
            .with("section", self.path(task.section.as_ref()))
            .with("title", text(task.title))
            .with("text", shortened(task.text));
        fact.place = Some((task.span.start, task.span.end));
        fact.inner = task.responsibilities.iter().map(|item| self.responsibility(item)).collect();
        fact
    }

    fn responsibility(&self, item: &Responsibility<'_>) -> Fact {
        Fact::new(Kind::Responsibility, item.rule)
            .with("role", name_of(&item.role))
            .with("surface", item.surface)
            .with("unit", self.unit_name(Some(&item.unit)))
            .with("role_text", item.role_text)
            .with("group", item.group.to_string())
            .with("implied", if item.implied { "true" } else { "" })
            .at(place(&item.span), item.span.text)
    }

    fn target(&self, target: &Target<'_>) -> Fact {
        let task = target.task.as_deref().and_then(|id| self.tasks.get(id));
        let whole = target.part_of.as_deref().and_then(|id| self.numbers.get(id));
        Fact::new(Kind::Target, target.rule)
            .with("action", text(target.action))
            .with("indicator", target.indicator)
            .with("comparator", name_of(&target.comparator))
            .with("number", target.number)
            .with("value", target.value.0.normalize().to_string())
            .with(
                "upper",
                target.upper.map(|upper| upper.0.normalize().to_string()).unwrap_or_default(),
            )
            .with("measure", target.unit)
            .with("measure_code", text(target.unit_code))
            .with("period", text(target.period))
            .with("modality", name_of(&target.modality))
            .with("per", text(target.per))
            .with("part_of", whole.copied().unwrap_or_default())
            .with("section", self.path(target.section.as_ref()))
            .with("task", task.cloned().unwrap_or_default())
            .at(place(&target.span), target.span.text)
    }

    fn milestone(&self, item: &Milestone<'_>) -> Fact {
        Fact::new(Kind::Milestone, item.rule)
            .with("kind", name_of(&item.kind))
            .with("name", text(item.name))
            .with("edtf", text(item.edtf))
            .with("start", text(item.start.as_deref()))
            .with("end", text(item.end.as_deref()))
            .with("recurrence", item.recurrence.as_ref().map(name_of).unwrap_or_default())
            .with("actors", item.actors.join(";"))
            .with("action", text(item.action))
            .with("section", self.path(item.section.as_ref()))
            .at(place(&item.span), item.span.text)
    }

    fn group(&self, group: &Group<'_>) -> Fact {
        let mut fact = Fact::new(Kind::Group, group.rule)
            .with("name", text(group.name))
            .with("office", text(group.office));
        fact.place = Some((group.span.start, group.span.end));
        fact.inner = (group.members.iter())
            .map(|member| {
                Fact::new(Kind::Member, member.rule)
                    .with("role", member.role)
                    .with("person", text(member.person))
                    .with("post", text(member.post))
                    .with("unit", self.unit_name(member.unit.as_ref()))
                    .at(place(&member.span), member.span.text)
            })
            .collect();
        fact
    }

    fn unit(&self, unit: &Unit<'_>) -> Fact {
        let fact = Fact::new(Kind::Unit, "name")
            .with("name", unit.name)
            .with("kind", name_of(&unit.kind))
            .with("level", unit.level.as_ref().map(name_of).unwrap_or_default())
            .with("jurisdiction", text(unit.jurisdiction))
            .with("division_code", text(unit.division_code))
            .with("collective", if unit.collective { "true" } else { "" })
            .with("includes", unit.includes.join(";"))
            .with("aliases", unit.aliases.join(";"));
        placed(fact, self.mentions.get(unit.id.as_str()).copied())
    }
}

/// What a task is called where others refer to it.
fn label(task: &Task<'_>) -> String {
    task.title.map_or_else(|| task.text.chars().take(HEAD).collect(), str::to_owned)
}

fn place(span: &Span<'_>) -> Place {
    (span.start, span.end)
}

fn placed(fact: Fact, span: Option<&Span<'_>>) -> Fact {
    match span {
        Some(span) => fact.at(place(span), span.text),
        None => fact,
    }
}

fn text(value: Option<&str>) -> &str {
    value.unwrap_or_default()
}

/// The name of a closed value on the wire.
fn name_of(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// A text by its two ends, its length and a hash.
fn shortened(text: &str) -> String {
    let count = text.chars().count();
    if count <= LONGEST_TEXT {
        return text.to_owned();
    }
    let head: String = text.chars().take(HEAD).collect();
    let tail: String = text.chars().skip(count - TAIL).collect();
    let hash = hex(&Sha256::digest(text.as_bytes())[..4]);
    format!("{head}…{tail} ({count} characters, {hash})")
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn long_texts_are_told_apart_by_their_hash() {
        assert_eq!(shortened("做好防汛工作"), "做好防汛工作");
        let (one, other) = ("甲".repeat(100), "甲".repeat(50) + "乙" + &"甲".repeat(49));
        assert_ne!(shortened(&one), shortened(&other));
        assert!(shortened(&one).chars().count() < 70);
    }
}
