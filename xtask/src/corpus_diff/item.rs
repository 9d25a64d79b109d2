//! The items of a record, without what changes when others come or go: ids and places.

use serde_json::Value;

/// One thing that a record says.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) kind: &'static str,
    pub(super) rule: String,
    /// What is the same thing wherever it stands: a section's path, the name of a metadata field.
    pub(super) label: Option<String>,
    /// Code points of the text layer.
    pub(super) place: Option<(u64, u64)>,
    pub(super) quote: String,
    /// What it says, field by field.
    pub(super) facts: Vec<(String, String)>,
}

impl Item {
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        let (Some((a, b)), Some((c, d))) = (self.place, other.place) else { return false };
        a < d && c < b
    }
}

/// Lists of a record with the kind of their items and the field that holds their place.
const LISTS: &[(&str, &str, &str)] = &[
    ("sections", "section", "title_span"),
    ("tasks", "task", "span"),
    ("targets", "target", "span"),
    ("milestones", "milestone", "span"),
    ("groups", "group", "span"),
    ("diagnostics", "diagnostic", "span"),
];
/// Lists inside items.
const INNER: &[(&str, &str)] = &[("responsibilities", "responsibility"), ("members", "member")];
/// Fields that are ids or lists of ids, or are items themselves.
const LEFT_OUT: &[&str] = &[
    "id",
    "rule",
    "part",
    "parent",
    "task",
    "targets",
    "milestones",
    "responsibilities",
    "members",
];

/// All items of a record.
pub(super) fn items(record: &Value) -> Vec<Item> {
    let mut items = metadata(&record["metadata"]);
    for (list, kind, place) in LISTS {
        for value in array(record, list) {
            let outer = item(record, value, kind, place);
            for (inner, kind) in INNER {
                items.extend(
                    array(value, inner).iter().map(|value| item(record, value, kind, "span")),
                );
            }
            items.push(outer);
        }
    }
    items
}

fn array<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().map(Vec::as_slice).unwrap_or_default()
}

fn metadata(metadata: &Value) -> Vec<Item> {
    let fields = metadata.as_object().into_iter().flatten();
    let set = fields.filter(|(name, value)| {
        *name != "spans" && *name != "fields" && !value.is_null() && **value != Value::Array(vec![])
    });
    set.map(|(name, value)| Item {
        kind: "metadata",
        rule: name.clone(),
        label: Some(name.clone()),
        place: None,
        quote: words(value),
        facts: vec![(name.clone(), words(value))],
    })
    .collect()
}

fn item(record: &Value, value: &Value, kind: &'static str, place: &str) -> Item {
    let span = &value[place];
    let quote = [&span["text"], &value["title"], &value["text"], &value["message"]];
    let rule = value["rule"].as_str().or(value["code"].as_str()).unwrap_or("-");
    let label = (kind == "section").then(|| words(&value["path"]));
    Item {
        kind,
        rule: rule.to_owned(),
        label,
        place: span["start"].as_u64().zip(span["end"].as_u64()),
        quote: quote.iter().find_map(|words| words.as_str()).unwrap_or_default().to_owned(),
        facts: facts(record, value),
    }
}

fn facts(record: &Value, value: &Value) -> Vec<(String, String)> {
    let fields = value.as_object().into_iter().flatten();
    let kept = fields.filter(|(name, value)| {
        let is_place = *name == "span" || name.ends_with("_span");
        !is_place && !LEFT_OUT.contains(&name.as_str()) && !value.is_null()
    });
    kept.map(|(name, value)| (name.clone(), fact(record, name, value))).collect()
}

/// The words for a value; an id becomes what it stands for.
fn fact(record: &Value, name: &str, value: &Value) -> String {
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
