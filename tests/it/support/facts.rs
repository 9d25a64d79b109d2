//! What a notice says, without how it was typed: for comparing records of the same notice in another
//! dress.

use serde_json::{Map, Value};

/// The facts of a record: no places, no hashes, no diagnostics; words without white space and in one
/// width.
pub(crate) fn facts(record: &Value) -> Value {
    const LEFT_OUT: &[&str] =
        &["doc_id", "source", "segments", "unexplained_share", "diagnostics", "spans", "span"];
    match record {
        Value::Object(fields) => {
            let kept = fields
                .iter()
                .filter(|(name, _)| !LEFT_OUT.contains(&name.as_str()) && !name.ends_with("_span"));
            Value::Object(
                kept.map(|(name, value)| (name.clone(), facts(value))).collect::<Map<_, _>>(),
            )
        }
        Value::Array(items) => Value::Array(items.iter().map(facts).collect()),
        Value::String(words) => Value::String(folded(words)),
        other => other.clone(),
    }
}

/// Words without white space, full-width ASCII in half width.
pub(crate) fn folded(words: &str) -> String {
    words.chars().filter(|c| !c.is_whitespace()).map(half_width).collect()
}

fn half_width(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// Where two values differ, as `path: left ≠ right`, at most `limit` of them.
pub(crate) fn differences(left: &Value, right: &Value, limit: usize) -> Vec<String> {
    let mut found = Vec::new();
    compare("", left, right, &mut found);
    found.truncate(limit);
    found
}

fn compare(at: &str, left: &Value, right: &Value, found: &mut Vec<String>) {
    match (left, right) {
        (Value::Object(a), Value::Object(b)) => {
            for (name, value) in a {
                compare(&format!("{at}.{name}"), value, &b[name], found);
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for (index, (x, y)) in a.iter().zip(b).enumerate() {
                compare(&format!("{at}[{index}]"), x, y, found);
            }
            if a.len() != b.len() {
                found.push(format!("{at}: {} items ≠ {} items", a.len(), b.len()));
            }
        }
        _ if left != right => found.push(format!("{at}: {left} ≠ {right}")),
        _ => {}
    }
}
