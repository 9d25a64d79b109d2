//! A record in lines short enough to read: `start..end "原文" kind value`.

use super::list;
use serde_json::Value;
use std::fmt::Write;

/// The record's facts in the order of its lists, one a line.
pub(crate) fn dump(record: &Value) -> String {
    let mut out = String::new();
    metadata(&mut out, &record["metadata"]);
    for (name, line) in LINES {
        for item in list(record, name) {
            let _ = writeln!(out, "{}", line(item));
        }
    }
    let kinds = list(record, "segments").iter().map(|s| s["kind"].as_str().unwrap_or_default());
    let _ = writeln!(out, "segments {}", kinds.collect::<Vec<_>>().join(" "));
    for item in list(record, "diagnostics") {
        let _ = writeln!(
            out,
            "{} {} {}: {}",
            place(&item["span"]),
            s(&item["severity"]),
            s(&item["code"]),
            s(&item["message"])
        );
    }
    out
}

type Line = fn(&Value) -> String;

const LINES: &[(&str, Line)] = &[
    ("parts", |p| {
        format!("{} part {} {} {}", place(&p["span"]), s(&p["id"]), s(&p["kind"]), s(&p["title"]))
    }),
    ("sections", |x| {
        format!(
            "{} section {} {} {}",
            place(&x["title_span"]),
            s(&x["id"]),
            s(&x["path"]),
            s(&x["title"])
        )
    }),
    ("tasks", task),
    ("targets", |t| {
        format!(
            "{} target {} {} | {} | {} {} {} | {} {} per {} of {}",
            place(&t["number_span"]),
            s(&t["id"]),
            s(&t["action"]),
            s(&t["indicator"]),
            s(&t["comparator"]),
            range(t),
            s(&t["unit"]),
            s(&t["period"]),
            s(&t["modality"]),
            s(&t["per"]),
            s(&t["part_of"]),
        )
    }),
    ("milestones", |m| {
        format!(
            "{} milestone {} {} {} {} | {}",
            place(&m["span"]),
            s(&m["id"]),
            s(&m["kind"]),
            s(&m["edtf"]),
            s(&m["recurrence"]),
            s(&m["action"]),
        )
    }),
    ("groups", group),
    ("units", |u| {
        let surfaces: Vec<String> = list(u, "surfaces").iter().map(s).collect();
        format!(
            "unit {} {} ({} {}) ← {}",
            s(&u["id"]),
            s(&u["name"]),
            s(&u["kind"]),
            s(&u["level"]),
            surfaces.join(" ")
        )
    }),
];

fn metadata(out: &mut String, metadata: &Value) {
    let spans = &metadata["spans"];
    for (name, value) in metadata.as_object().into_iter().flatten() {
        match value {
            _ if name == "spans" || name == "fields" || value.is_null() => {}
            Value::Array(values) => {
                for (index, value) in values.iter().enumerate() {
                    let _ = writeln!(out, "{} {name} {}", place(&spans[name][index]), s(value));
                }
            }
            value => {
                let shown = if value.is_object() { &value["text"] } else { value };
                let _ = writeln!(out, "{} {name} {}", place(&spans[name]), s(shown));
            }
        }
    }
}

fn task(task: &Value) -> String {
    let mut line = format!(
        "{} task {} {} {}",
        place(&task["span"]),
        s(&task["id"]),
        s(&task["section"]),
        s(&task["kind"])
    );
    for unit in list(task, "responsibilities") {
        let implied = if unit["implied"] == true { " (implied)" } else { "" };
        let _ = write!(
            line,
            "\n  {} {} {}{implied}",
            place(&unit["span"]),
            s(&unit["role"]),
            s(&unit["unit"])
        );
    }
    line
}

fn group(group: &Value) -> String {
    let mut line = format!(
        "{} group {} {} office {}",
        place(&group["span"]),
        s(&group["id"]),
        s(&group["name"]),
        s(&group["office"])
    );
    for member in list(group, "members") {
        let _ = write!(
            line,
            "\n  {} {} {} {} {}",
            place(&member["span"]),
            s(&member["role"]),
            s(&member["person"]),
            s(&member["post"]),
            s(&member["unit"]),
        );
    }
    line
}

fn range(target: &Value) -> String {
    match &target["upper"] {
        Value::Null => target["value"].to_string(),
        upper => format!("{}…{upper}", target["value"]),
    }
}

/// `start..end "words"`, long words cut in the middle.
fn place(span: &Value) -> String {
    let (Some(start), Some(end)) = (span["start"].as_u64(), span["end"].as_u64()) else {
        return "-".to_owned();
    };
    match span["text"].as_str() {
        None => format!("{start}..{end}"),
        Some(words) => format!("{start}..{end} {:?}", cut(words)),
    }
}

fn cut(words: &str) -> String {
    let chars: Vec<char> = words.chars().collect();
    if chars.len() <= 24 {
        return words.to_owned();
    }
    let (head, tail) = (&chars[..12], &chars[chars.len() - 10..]);
    head.iter().chain(&['…']).chain(tail).collect()
}

fn s(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(words) => words.clone(),
        other => other.to_string(),
    }
}
