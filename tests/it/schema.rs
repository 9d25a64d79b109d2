//! The schema is the one that is committed, and records keep to it.

use crate::support::{record_of_text, root};
use gongwen::emit::schema;
use jsonschema::Validator;
use serde_json::{Value, json};
use std::fs;
use std::sync::LazyLock;

static VALIDATOR: LazyLock<Validator> = LazyLock::new(|| {
    let schema: Value = serde_json::from_str(&schema::record()).unwrap();
    jsonschema::draft202012::new(&schema).unwrap()
});

/// Where a record is not what the schema says.
pub(crate) fn violations(record: &Value) -> Vec<String> {
    let errors = VALIDATOR.iter_errors(record);
    errors.map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_committed_schema_is_the_generated_one() {
    let path = root().join("schemas/record.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, schema::record()).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == schema::record(),
        "schemas/record.schema.json is stale; run `UPDATE=1 cargo test --test it schema` and read the \
         difference: a field that changes its name, type or meaning needs a new schema_version"
    );
}

#[test]
fn every_field_and_every_value_is_described() {
    let schema: Value = serde_json::from_str(&schema::record()).unwrap();
    let mut silent = Vec::new();
    undescribed("", &schema, &mut silent);
    assert!(silent.is_empty(), "no description: {silent:#?}");
}

/// Properties, definitions and enum values without a description.
fn undescribed(at: &str, schema: &Value, silent: &mut Vec<String>) {
    for group in ["properties", "$defs"] {
        for (name, inner) in schema[group].as_object().into_iter().flatten() {
            let at = format!("{at}/{name}");
            if !inner["description"].is_string() {
                silent.push(at.clone());
            }
            undescribed(&at, inner, silent);
        }
    }
    for value in schema["enum"].as_array().into_iter().flatten() {
        silent.push(format!("{at}: {value}"));
    }
}

#[test]
fn the_schema_refuses_what_is_no_record() {
    let good = record_of_text("关于做好防汛工作的通知\n");
    assert!(violations(&good).is_empty());
    let mut changes: Vec<Value> = Vec::new();
    for (pointer, wrong) in [
        ("/schema_version", json!("2")),
        ("/edition", json!("1")),
        ("/metadata/title", json!(7)),
        ("/source/bytes", json!(-1)),
        ("/segments/0/kind", json!("poem")),
        ("/segments/0/start", json!("0")),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = wrong;
        changes.push(bad);
    }
    let mut without = good.clone();
    without.as_object_mut().unwrap().remove("units");
    changes.push(without);
    for bad in changes {
        assert!(!violations(&bad).is_empty(), "accepted: {bad}");
    }
}
