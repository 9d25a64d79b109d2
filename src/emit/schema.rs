//! The JSON Schema of a record, made from the declarations of its fields.

use super::shape::{Definitions, Shape};
use super::wire_v1::Record;
use serde_json::json;

/// The schema as committed in `schemas/record.schema.json`: draft 2020-12, ends in `\n`.
#[must_use]
pub fn record() -> String {
    let mut definitions = Definitions::default();
    Record::schema(&mut definitions);
    let mut schema = definitions.0.shift_remove("Record").unwrap_or_default();
    schema["title"] = json!("Gongwen record, version 1");
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["$defs"] = definitions.0.into();
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}
