//! The corpus is complete, described, and every record of it keeps the laws.

use crate::support::{files, list, record_of_file, root};
use std::collections::BTreeSet;
use std::fs;

fn manifest() -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_path(root().join("corpus/MANIFEST.csv")).unwrap();
    reader.records().map(Result::unwrap).collect()
}

#[test]
fn every_notice_is_in_the_manifest_and_has_gold() {
    let listed: BTreeSet<String> = manifest().iter().map(|row| row[0].to_owned()).collect();
    let present: BTreeSet<String> = files(&root().join("corpus"), ".txt")
        .iter()
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(listed, present);
    assert!(present.len() >= 12);
    for name in &present {
        let gold = format!("fixtures/gold/{}.gold.json", name.trim_end_matches(".txt"));
        let gold = fs::read_to_string(root().join(&gold)).unwrap_or_else(|e| panic!("{gold}: {e}"));
        let gold: serde_json::Value = serde_json::from_str(&gold).unwrap();
        assert_eq!(gold["doc"], name.as_str());
    }
}

#[test]
fn every_row_says_what_the_notice_shows() {
    for row in manifest() {
        assert!(row.iter().all(|cell| !cell.trim().is_empty()), "{row:?}");
    }
}

#[test]
fn every_record_keeps_the_laws_and_is_read_without_failure() {
    for path in files(&root().join("corpus"), ".txt") {
        let record = record_of_file(&path);
        let codes = list(&record, "diagnostics").iter().map(|d| d["code"].as_str().unwrap());
        assert!(codes.into_iter().all(|code| code != "internal-error"), "{}", path.display());
        assert!(!record["metadata"]["title"].is_null(), "{}: no title", path.display());
    }
}

#[test]
fn every_rule_in_a_record_is_documented_once() {
    let known: Vec<&str> = gongwen::rules().map(|rule| rule.id).collect();
    let unique: BTreeSet<&str> = known.iter().copied().collect();
    assert_eq!(known.len(), unique.len(), "two rules have one name: {known:?}");
    for id in &known {
        let is_kebab = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b == b'-' || b.is_ascii_lowercase())
        };
        let parts: Vec<&str> = id.split('/').collect();
        assert!(parts.len() == 2 && parts.iter().all(|part| is_kebab(part)), "{id}: not kind/name");
    }
    for path in files(&root().join("corpus"), ".txt") {
        let mut rules = BTreeSet::new();
        named_rules(&record_of_file(&path), &mut rules);
        for rule in rules {
            assert!(
                unique.contains(rule.as_str()),
                "{}: {rule} is not in find::rules()",
                path.display()
            );
        }
    }
}

fn named_rules(value: &serde_json::Value, rules: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            rules.extend(fields.get("rule").and_then(|rule| rule.as_str()).map(str::to_owned));
            fields.values().for_each(|inner| named_rules(inner, rules));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| named_rules(item, rules)),
        _ => {}
    }
}
