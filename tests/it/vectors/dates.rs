//! Date cases of other projects.

use crate::support::shared;
use gongwen::internal::{Anchor, TimeMention, scan_informal};
use gongwen::lexicon::Lexicon;
use gongwen::span::TextRange;
use serde_json::Value;

/// Suite, and the smallest number of date and period cases of it that must be read right. Two
/// are not: 上月最后五天 has six days there, and 半年后 is five months later.
const FLOORS: &[(&str, usize)] = &[
    ("chrono_zh", 4),
    ("dateparser_zh", 1),
    ("duckling_zh", 17),
    ("jionlp", 41),
    ("nemo_zh_itn", 9),
    ("nemo_zh_tn", 7),
    ("recognizers_datetime", 70),
    ("wetext_itn", 7),
    ("wetext_tn", 10),
];

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared, the material beside the project")]
fn cases_of_other_projects() {
    let folder = shared().join("vectors");
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
    let anchor = case["reference_time"].as_str().map_or(Anchor::Unknown, Anchor::parse);
    let found = scan_informal(Lexicon::builtin(), &text, TextRange::from(0..text.len()));
    let spans = case["spans"].as_array().cloned().unwrap_or_default();
    let right = spans.iter().filter(|span| {
        let hit = found.iter().any(|mention| agrees(span, mention, anchor));
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

fn agrees(span: &Value, mention: &TimeMention, anchor: Anchor) -> bool {
    let mut accepted = vec![span["value"].clone()];
    accepted.extend(span["accept"].as_array().cloned().unwrap_or_default());
    let resolved = mention.resolve(anchor).map(|resolved| resolved.interval);
    let during = mention.period(anchor);
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
