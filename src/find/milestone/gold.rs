//! The milestones of the gold files, where `../shared` is there.

use super::MilestoneFinding;
use crate::diagnostic::Notes;
use crate::find::Context;
use crate::lexicon::Lexicon;
use crate::model::MilestoneKind;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// All milestones of a raw text, with the clean text that they stand in.
fn milestones(raw: &str) -> (String, Vec<MilestoneFinding>) {
    let lexicon = Lexicon::builtin();
    let mut notes = Notes::default();
    let tidy = crate::tidy::tidy(lexicon, &crate::document::TextLayer::new(raw), &mut notes);
    let header = crate::header::read(lexicon, &tidy, &mut notes);
    let outline = crate::outline::outline(lexicon, &tidy, &header, &mut notes);
    let issued_on = header.metadata.issued_on.as_ref().map(|issued| issued.value);
    let context = Context { lexicon, text: &tidy.text, issued_on };
    let found = crate::find::settle::find(&context, &outline, &mut notes);
    let milestones = found.into_iter().flat_map(|found| found.milestones).collect();
    (tidy.text, milestones)
}

struct Case {
    name: String,
    raw: String,
    gold: Value,
}

fn cases(gold: &str, texts: &str) -> Option<Vec<Case>> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let mut files: Vec<PathBuf> = std::fs::read_dir(shared.join("gold").join(gold))
        .ok()?
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    Some(files.iter().map(|file| case(file, &shared.join(texts))).collect())
}

fn case(file: &Path, texts: &Path) -> Case {
    let gold: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let name = gold["doc"].as_str().unwrap().to_owned();
    let path = texts.join(Path::new(&name).file_name().unwrap());
    Case { raw: std::fs::read_to_string(path).unwrap(), name, gold }
}

/// Right, extra and missed, as the scorer counts them: what comes back is never extra.
fn score(case: &Case) -> [usize; 3] {
    let (text, mut found) = milestones(&case.raw);
    let rows = case.gold["milestones"].as_array().cloned().unwrap_or_default();
    let mut right = 0;
    for row in &rows {
        match found.iter().position(|finding| agrees(row, finding, &text)) {
            Some(at) => {
                found.remove(at);
                right += 1;
            }
            None => println!("{}: missed {row}", case.name),
        }
    }
    let optional = case.gold["milestones_optional"].as_array().cloned().unwrap_or_default();
    found.retain(|finding| {
        let words = finding.range.of(&text);
        let free = optional.iter().any(|some| words.contains(some.as_str().unwrap()));
        finding.kind != MilestoneKind::Recurring && !free
    });
    for finding in &found {
        println!("{}: extra {} {:?}", case.name, finding.range.of(&text), finding.interval);
    }
    [right, found.len(), rows.len() - right]
}

fn agrees(row: &Value, finding: &MilestoneFinding, text: &str) -> bool {
    let day = |name: &str| row[name].as_str().map(str::to_owned);
    let days = finding.interval.as_ref();
    let (start, end) = (days.and_then(|days| days.start), days.and_then(|days| days.end));
    let dense = |words: &str| {
        words.chars().filter(|ch| !ch.is_whitespace()).map(crate::chars::fold).collect::<String>()
    };
    let (quote, words) = (dense(row["quote"].as_str().unwrap()), dense(finding.range.of(text)));
    format!("{:?}", finding.kind).to_lowercase() == row["kind"]
        && start.map(|day| day.to_string()) == day("start")
        && end.map(|day| day.to_string()) == day("end")
        && (quote.contains(&words) || words.contains(&quote))
}

#[test]
fn gold_of_the_seeds_is_found_and_nothing_else() {
    let Some(cases) = cases("seeds", "seeds") else {
        println!("skipped: no ../shared");
        return;
    };
    for case in cases {
        let [_, extra, missed] = score(&case);
        assert_eq!((extra, missed), (0, 0), "{}", case.name);
    }
}

#[test]
fn gold_of_real_notices_is_mostly_found() {
    let Some(cases) = cases("real", "real/text") else {
        println!("skipped: no ../shared");
        return;
    };
    let sums = cases.iter().map(score).fold([0; 3], |a, b| [a[0] + b[0], a[1] + b[1], a[2] + b[2]]);
    println!("right, extra, missed: {sums:?}");
    assert!(2 * sums[0] * 100 >= 85 * (2 * sums[0] + sums[1] + sums[2]));
}
