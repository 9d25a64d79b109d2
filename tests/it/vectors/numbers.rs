//! Number cases of other projects: how many of their spans we read with the same value.

use crate::support::shared;
use gongwen::internal::{Quantity, scan};
use gongwen::lexicon::Lexicon;
use gongwen::span::TextRange;
use rust_decimal::Decimal;
use serde_json::Value;
use std::path::Path;

/// The least share of spans of each kind that must be read right. Here an interval is right by one
/// of its bounds, and masses are not converted: `cargo xtask vectors` does both.
const FLOORS: [(&str, f64); 4] =
    [("number", 0.97), ("percent", 0.96), ("money", 0.98), ("quantity", 0.87)];

fn cases(folder: &Path) -> Vec<Value> {
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|e| e == "jsonl")).collect();
    files.sort();
    let lines = files.iter().map(|path| std::fs::read_to_string(path).unwrap());
    let lines = lines.flat_map(|file| file.lines().map(str::to_owned).collect::<Vec<_>>());
    lines.map(|line| serde_json::from_str(&line).unwrap()).collect()
}

/// Full-width forms are folded by `tidy` before numbers are read.
fn folded(input: &str) -> String {
    input
        .chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap(),
            _ => c,
        })
        .collect()
}

fn decimal(value: &Value) -> Option<Decimal> {
    let plain = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    if let Some(fraction) = value.get("frac") {
        let (above, below) = fraction.as_str()?.split_once('/')?;
        return above.parse::<Decimal>().ok()?.checked_div(below.parse().ok()?);
    }
    if let Some(inner) = value.get("value") {
        return decimal(inner);
    }
    plain.parse().ok()
}

fn same(gold: &Value, found: &Quantity) -> bool {
    let bounds = (gold.get("min").and_then(decimal), gold.get("max").and_then(decimal));
    match bounds {
        (Some(low), Some(high)) => found.value == low && found.upper == Some(high),
        (Some(one), None) | (None, Some(one)) => found.value == one,
        (None, None) => {
            let per = |base: &str| match base {
                "‰" => Decimal::new(1, 1),
                "‱" => Decimal::new(1, 2),
                _ => Decimal::ONE,
            };
            let near = |value: Decimal| {
                (value - found.value * per(&found.measure)).abs() < Decimal::new(1, 10)
            };
            gold.is_null() || decimal(gold).is_some_and(near)
        }
    }
}

fn hit(span: &Value, found: &[(usize, usize, Quantity)]) -> bool {
    let place = |key: &str| span[key].as_u64().unwrap() as usize;
    let (start, end) = (place("start"), place("end"));
    found.iter().any(|(from, to, q)| *from < end && start < *to && same(&span["value"], q))
}

fn score(kind: &str, cases: &[Value]) -> (usize, usize, Vec<String>) {
    let of_kind = |case: &&Value| {
        case["kind"] == kind && case["relevant"] != false && case["conflict"] != true
    };
    let (mut right, mut all, mut missed) = (0, 0, Vec::new());
    for case in cases.iter().filter(of_kind) {
        let Some(spans) = case["spans"].as_array() else { continue };
        let text = folded(case["input"].as_str().unwrap());
        let range = TextRange::from(0..text.len());
        let chars = |at: u32| text[..at as usize].chars().count();
        let found: Vec<_> = scan(Lexicon::builtin(), &text, range)
            .map(|q| (chars(q.range.start), chars(q.range.end), q))
            .collect();
        for span in spans {
            all += 1;
            if hit(span, &found) {
                right += 1;
            } else {
                missed.push(format!("{} {}", case["input"], span["value"]));
            }
        }
    }
    (right, all, missed)
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared, the material beside the project")]
fn cases_of_other_projects_are_read() {
    let cases = cases(&shared().join("vectors"));
    for (kind, floor) in FLOORS {
        let (right, all, missed) = score(kind, &cases);
        println!("{kind}: {right} of {all}");
        missed.iter().for_each(|miss| println!("  {miss}"));
        assert!(right as f64 >= floor * all as f64, "{kind}: {right} of {all}");
    }
}
