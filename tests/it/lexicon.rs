//! Words are data that people edit: the tables are complete and say why each word is there.

use crate::support::{files, root};
use std::collections::HashMap;

/// Official registers: every row is there for the same reason, which the table's module tells.
const REGISTERS: &[&str] = &["divisions.csv", "lunar_days.csv"];

#[test]
fn every_word_has_a_reason_and_stands_once() {
    let tables = files(&root().join("lexicon"), ".csv");
    assert!(!tables.is_empty());
    let mut wrong = Vec::new();
    for path in tables {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let header = reader.headers().unwrap().clone();
        if REGISTERS.contains(&name.as_str()) {
            continue;
        }
        let Some(reason) = header.iter().position(|column| column == "reason") else {
            wrong.push(format!("{name}: no column `reason`"));
            continue;
        };
        let mut seen: HashMap<Vec<String>, u64> = HashMap::new();
        for row in reader.records() {
            let row = match row {
                Ok(row) => row,
                Err(error) => {
                    wrong.push(format!("{name}: {error}"));
                    continue;
                }
            };
            let line = row.position().map_or(0, csv::Position::line);
            if row[reason].trim().is_empty() {
                wrong.push(format!("{name}:{line}: no reason for {}", &row[0]));
            }
            if row.iter().any(|cell| cell != cell.trim()) {
                wrong.push(format!("{name}:{line}: a cell begins or ends with a space"));
            }
            let facts = row.iter().enumerate().filter(|(column, _)| *column != reason);
            let facts: Vec<String> = facts.map(|(_, cell)| cell.to_owned()).collect();
            if let Some(first) = seen.insert(facts, line) {
                wrong.push(format!("{name}:{line}: {} stands in line {first} already", &row[0]));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
