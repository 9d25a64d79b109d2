//! Date cases of other projects, where `../shared/vectors` is there.

use super::{Bound, TimeMention, scan};
use crate::lexicon::Lexicon;
use crate::span::TextRange;
use serde_json::Value;
use std::path::Path;

/// Suite, and the smallest number of date and period cases of it that must be read right. Cases
/// that notices do not contain (holidays, 上月最后五天) are in the suites and are not read.
const FLOORS: &[(&str, usize)] = &[
    ("chrono_zh", 4),
    ("dateparser_zh", 1),
    ("duckling_zh", 11),
    ("jionlp", 20),
    ("nemo_zh_itn", 9),
    ("nemo_zh_tn", 7),
    ("recognizers_datetime", 48),
    ("wetext_itn", 5),
    ("wetext_tn", 10),
];

#[test]
fn cases_of_other_projects() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/vectors");
    if !folder.is_dir() {
        println!("skipped: no ../shared");
        return;
    }
    for (suite, floor) in FLOORS {
        let lines = std::fs::read_to_string(folder.join(format!("{suite}.jsonl"))).unwrap();
        let (mut hit, mut all) = (0, 0);
        for case in lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
            let (right, spans) = score(&case);
            (hit, all) = (hit + right, all + spans);
        }
        println!("{suite}: {hit} of {all}");
        assert!(hit >= *floor, "{suite}: {hit} of {all}, floor {floor}");
    }
}

/// The spans of a case that are read right, and how many it has.
fn score(case: &Value) -> (usize, usize) {
    if !matches!(case["kind"].as_str(), Some("date" | "daterange")) {
        return (0, 0);
    }
    let text = fold(case["input"].as_str().unwrap());
    let year = case["reference_time"].as_str().and_then(|time| time.get(..4)?.parse().ok());
    let found = scan(&Lexicon::builtin().periods, &text, TextRange::from(0..text.len()));
    let spans = case["spans"].as_array().cloned().unwrap_or_default();
    let right = spans.iter().filter(|span| {
        let hit = found.iter().any(|mention| agrees(span, mention, year));
        if !hit {
            println!("  missed {} in {text}", span["text"]);
        }
        hit
    });
    (right.count(), spans.len())
}

/// What tidy does: digits close up to the Han beside them. The suites have no other full width.
fn fold(text: &str) -> String {
    text.replace(" 年", "年").replace("年 ", "年").replace("，", ",")
}

fn agrees(span: &Value, mention: &TimeMention, year: Option<i16>) -> bool {
    let mut accepted = vec![span["value"].clone()];
    accepted.extend(span["accept"].as_array().cloned().unwrap_or_default());
    let resolved = mention.resolve(year).map(|resolved| resolved.interval);
    let during = TimeMention { bound: Bound::During, ..*mention };
    let during = during.resolve(year).map(|resolved| resolved.interval);
    accepted.iter().any(|value| {
        let (start, end) =
            if value.is_string() { (value, value) } else { (&value["start"], &value["end"]) };
        value.is_null()
            || [&resolved, &during].into_iter().flatten().any(|days| {
                days.start.map(|day| day.to_string()).as_deref() == start.as_str()
                    && days.end.map(|day| day.to_string()).as_deref() == end.as_str()
            })
    })
}
