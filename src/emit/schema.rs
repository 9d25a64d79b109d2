//! The JSON Schema of a record, generated from the wire types and their documentation.

use super::wire_v1::Record;
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

/// The schema as committed in `schemas/record.schema.json`: draft 2020-12, ends in `\n`.
#[must_use]
pub fn record() -> String {
    let generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut schema = Value::from(generator.into_root_schema_for::<Record<'static>>());
    schema["title"] = json!("Gongwen record, version 1");
    unwrap_lines(&mut schema);
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

/// Joins the lines of every description: they were broken for the width of the source file.
fn unwrap_lines(schema: &mut Value) {
    match schema {
        Value::Object(fields) => fields.iter_mut().for_each(|(name, value)| match value {
            Value::String(text) if name == "description" => *text = join_lines(text),
            other => unwrap_lines(other),
        }),
        Value::Array(items) => items.iter_mut().for_each(unwrap_lines),
        _ => {}
    }
}

fn join_lines(text: &str) -> String {
    let paragraphs = text.split("\n\n").map(|paragraph| paragraph.replace('\n', " "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::{join_lines, record};

    #[test]
    fn descriptions_are_one_line_a_paragraph() {
        assert_eq!(join_lines("a\nb\n\nc"), "a b\n\nc");
    }

    #[test]
    fn the_schema_is_the_same_every_time() {
        assert_eq!(record(), record());
        assert!(record().contains("draft/2020-12"));
    }
}
