//! Scores against gold files, and the tables of them that are committed.

use super::{files, list};
use gongwen_eval::{Counts, Gold, Records, ScoreRow, Scores};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The answers of a folder, in the order of their names.
pub(crate) fn gold_of(folder: &Path) -> Vec<Gold> {
    let gold = |path: &Path| Gold::parse(&fs::read_to_string(path).unwrap());
    let files = files(folder, ".gold.json");
    files
        .iter()
        .map(|path| gold(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
        .collect()
}

/// Scores every gold file of a folder; a record's key is the file's name that the gold names.
pub(crate) fn score_folder(folder: &Path, records: &BTreeMap<String, Value>) -> Scores {
    let mut all = Records::default();
    records.values().for_each(|record| all.insert(record.clone()).unwrap());
    let scores = gongwen_eval::score(&gold_of(folder), &all);
    assert!(scores.without_record().is_empty(), "no record for {:?}", scores.without_record());
    scores
}

/// One line a document and row that is not empty, then the rows over all documents.
pub(crate) fn table(scores: &Scores) -> String {
    let mut out = String::from("document,row,right,extra,missed,f1\n");
    let mut line = |name: &str, row: ScoreRow, counts: Counts| {
        let Counts { right, extra, missed } = counts;
        let _ = writeln!(out, "{name},{},{right},{extra},{missed},{:.4}", row.name(), counts.f1());
    };
    // Rows of a document stand by name.
    let mut cells: Vec<_> = scores.cells().collect();
    cells.sort_by_key(|(name, row, _)| (*name, row.name()));
    cells.into_iter().for_each(|(name, row, counts)| line(name, row, counts));
    ScoreRow::ALL.iter().for_each(|row| line("all", *row, scores.counts(*row)));
    out
}

/// What is wrong, a line each.
pub(crate) fn mistakes(scores: &Scores) -> String {
    let lines = scores.mistakes().iter().map(|mistake| {
        let (row, what) = (mistake.row.name(), mistake.what.name());
        format!("{} {row} {what} {}", mistake.doc, mistake.fact)
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Compares with the committed table: it must be the same, and is rewritten with `UPDATE=1`
/// unless a row over all documents fell.
pub(crate) fn compare_with(scores: &Scores, path: &Path) {
    let (name, table) = (path.file_name().unwrap().to_string_lossy(), table(scores));
    let committed = fs::read_to_string(path).unwrap_or_default();
    if committed == table {
        return;
    }
    let fallen: Vec<String> =
        ScoreRow::ALL.iter().filter_map(|row| fallen(scores, *row, &committed)).collect();
    assert!(
        fallen.is_empty() || std::env::var("UPDATE").as_deref() == Ok("lower"),
        "{name}: scores fell: {fallen:#?}\n{}",
        mistakes(scores)
    );
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, table).unwrap();
        return;
    }
    let changes = changes(&committed, &table);
    panic!("{name}: scores changed and none fell; commit them with UPDATE=1:\n{changes}");
}

fn fallen(scores: &Scores, row: ScoreRow, committed: &str) -> Option<String> {
    let start = format!("all,{},", row.name());
    let line = committed.lines().find(|line| line.starts_with(&start))?;
    let before: f64 = line.rsplit(',').next()?.parse().ok()?;
    let now = scores.counts(row).f1();
    (now < before - 0.00006).then(|| format!("{}: {before:.4} → {now:.4}", row.name()))
}

fn changes(before: &str, after: &str) -> String {
    let only = |a: &str, b: &str, sign: char| {
        let lines = a.lines().filter(|line| !b.lines().any(|other| other == *line));
        lines.map(|line| format!("{sign} {line}\n")).collect::<String>()
    };
    only(before, after, '-') + &only(after, before, '+')
}

/// The counts that a scorer wrote as JSON, for each row that it has.
pub(crate) fn counts_of_json(json: &Value) -> BTreeMap<String, [u64; 3]> {
    let rows = json["rows"].as_object().unwrap().iter();
    let counts = |row: &Value| ["tp", "fp", "fn"].map(|name| row[name].as_u64().unwrap());
    let all = rows.map(|(name, row)| (name.clone(), counts(row)));
    let missing = list(json, "missing");
    assert!(missing.is_empty(), "no record for {missing:?}");
    all.filter(|(_, counts)| *counts != [0; 3]).collect()
}
