//! The same notice written out in every format and encoding says the same.
//!
//! `cargo xtask formats` makes `fixtures/formats` with office programs and writers of its own.

use crate::support::command::gongwen;
use crate::support::facts::{differences, facts};
use crate::support::score::compare_with;
use crate::support::{checked, record_of_file, root};
use gongwen_eval::{Gold, Scores};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

/// File, notice of the corpus, format.
fn written() -> Vec<(PathBuf, String, String)> {
    let folder = root().join("fixtures/formats");
    let mut table = csv::Reader::from_path(folder.join("MANIFEST.csv")).unwrap();
    let row = |row: csv::StringRecord| (folder.join(&row[0]), row[1].to_owned(), row[2].to_owned());
    table.records().map(|record| row(record.unwrap())).collect()
}

/// Every invariant of a record holds whatever the file was, and what was found is scored against the
/// answers for the notice; the scores are committed and may not fall.
#[test]
fn in_every_format() {
    let mut scores = Scores::default();
    for (path, notice, format) in written().iter().filter(|(.., format)| format != "zip") {
        let name = path.file_name().unwrap().to_string_lossy();
        let gold = root().join(format!("fixtures/gold/{notice}.gold.json"));
        let mut gold: Value = serde_json::from_str(&fs::read_to_string(gold).unwrap()).unwrap();
        gold["doc"] = name.clone().into();
        let record = checked(&name, &fs::read(path).unwrap()).unwrap_or_else(|wrong| {
            panic!("{name} ({format}): {wrong}");
        });
        scores.add(&Gold::parse(&gold.to_string()).unwrap(), Some(&record));
    }
    assert!(scores.documents() >= 50, "{} files only", scores.documents());
    compare_with(&scores, &root().join("fixtures/format-scores.csv"));
}

/// Encodings change nothing at all.
#[test]
fn in_every_encoding() {
    let mut seen = 0;
    for (path, notice, _) in written().iter().filter(|(.., format)| format == "txt") {
        let plain = facts(&record_of_file(&root().join(format!("corpus/{notice}.txt"))));
        let other = record_of_file(path);
        let wrong = differences(&plain, &facts(&other), 5);
        assert!(wrong.is_empty(), "{}: {wrong:#?}", path.display());
        seen += 1;
    }
    assert!(seen >= 15, "{seen} encodings only");
}

/// An archive is a folder, its names in GBK or not, and one inside is a folder in it.
#[test]
fn in_an_archive() {
    let pack = root().join("fixtures/formats/pack.zip");
    let ran = gongwen(["extract", &pack.to_string_lossy(), "--quiet"]);
    let records: Vec<Value> =
        ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let text = |record: &Value, at: &str| record.pointer(at).unwrap().as_str().unwrap().to_owned();
    let paths: Vec<String> = records.iter().map(|record| text(record, "/source/path")).collect();
    assert_eq!(records.len(), 5, "{paths:#?}");
    for (path, record) in paths.iter().zip(&records) {
        assert!(path.contains("/pack.zip/") && !path.contains('\u{FFFD}'), "{path}");
        assert!(record["metadata"]["title"].is_string(), "{path} has no title");
    }
    assert!(paths.iter().any(|path| path.contains(".tgz/")), "{paths:#?}");
}

#[test]
fn the_text_is_what_spans_count_in() {
    let page = root().join("fixtures/formats/02-port-logistics.html");
    let page = page.to_string_lossy();
    let layer = gongwen(["text", &page]).out;
    let record = gongwen(["extract", &page, "--quiet"]).out;
    let record: Value = serde_json::from_str(&record).unwrap();
    let chars: Vec<char> = layer.chars().collect();
    let title = &record["metadata"]["spans"]["title"];
    let (start, end) = (title["start"].as_u64().unwrap(), title["end"].as_u64().unwrap());
    let words: String = chars[start as usize..end as usize].iter().collect();
    assert_eq!(words, title["text"].as_str().unwrap());
    let body = gongwen(["text", &page, "--body"]).out;
    assert!(layer.contains("ArticleTitle:") && !body.contains("ArticleTitle:"));
    assert!(body.contains(&words));
    let blocks = gongwen(["text", &page, "--blocks"]).out;
    assert!(blocks.lines().any(|line| line.starts_with("fact\t0..")), "{blocks}");
    assert!(blocks.lines().any(|line| line.starts_with("paragraph\t")), "{blocks}");
}
