//! The facts of a record of any revision, from its JSON.
//!
//! The library makes them from a record of its own; here older programs speak, so fields are taken
//! as they are named. Ids become what they stand for.

use gongwen_snapshot::{Fact, FactKind, Notice, State};
use serde_json::Value;

/// Lists of a record with the kind of their items and the field that holds their place.
const LISTS: &[(&str, FactKind, &str)] = &[
    ("sections", FactKind::Section, "title_span"),
    ("tasks", FactKind::Task, "span"),
    ("targets", FactKind::Target, "span"),
    ("milestones", FactKind::Milestone, "span"),
    ("groups", FactKind::Group, "span"),
    ("diagnostics", FactKind::Diagnostic, "span"),
];
/// Lists inside items.
const INNER: &[(&str, FactKind)] =
    &[("responsibilities", FactKind::Responsibility), ("members", FactKind::Member)];
/// Fields that are ids or lists of ids, are items themselves, or count others.
const LEFT_OUT: &[&str] = &[
    "id",
    "rule",
    "part",
    "parent",
    "task",
    "order",
    "targets",
    "milestones",
    "responsibilities",
    "members",
];

/// The facts of a record. What it was read from is the same on both sides.
pub(super) fn notice(name: &str, record: &Value) -> Notice {
    let mut facts = metadata(&record["metadata"]);
    for (list, kind, place) in LISTS {
        for value in array(record, list) {
            let mut outer = fact(record, value, *kind, place);
            for (inner, kind) in INNER {
                let inner = array(value, inner).iter();
                outer.inner.extend(inner.map(|value| fact(record, value, *kind, "span")));
            }
            facts.push(outer);
        }
    }
    Notice { facts, ..Notice::without_facts(name, State::Read) }
}

fn array<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn metadata(metadata: &Value) -> Vec<Fact> {
    let fields = metadata.as_object().into_iter().flatten();
    let set = fields.filter(|(name, value)| {
        *name != "spans" && *name != "fields" && !value.is_null() && **value != Value::Array(vec![])
    });
    set.map(|(name, value)| Fact::new(FactKind::Metadata, name).with("value", words(value)))
        .collect()
}

fn fact(record: &Value, value: &Value, kind: FactKind, place: &str) -> Fact {
    let rule = value["rule"].as_str().or(value["code"].as_str()).unwrap_or("-");
    let fields = value.as_object().into_iter().flatten();
    let kept = fields.filter(|(name, value)| {
        let is_place = *name == "span" || name.ends_with("_span");
        !is_place && !LEFT_OUT.contains(&name.as_str()) && !value.is_null()
    });
    let fact = kept.fold(Fact::new(kind, rule), |fact, (name, value)| {
        fact.with(name, said(record, name, value))
    });
    let span = &value[place];
    let number = |name: &str| span[name].as_u64().and_then(|at| u32::try_from(at).ok());
    match number("start").zip(number("end")) {
        Some(place) => fact.at(place, span["text"].as_str().unwrap_or_default()),
        None => fact,
    }
}

/// The words for a value; an id becomes what it stands for.
fn said(record: &Value, name: &str, value: &Value) -> String {
    let (list, field) = match name {
        "section" => ("sections", "path"),
        "unit" => ("units", "name"),
        "part_of" => ("targets", "number"),
        _ => return words(value),
    };
    let meant = array(record, list).iter().find(|other| other["id"] == *value);
    meant.map_or_else(|| words(value), |other| words(&other[field]))
}

fn words(value: &Value) -> String {
    match value {
        Value::String(words) => words.clone(),
        Value::Array(values) => values.iter().map(words).collect::<Vec<_>>().join(", "),
        Value::Object(fields) if fields.contains_key("text") => words(&value["text"]),
        other => other.to_string(),
    }
}
