//! The real notices beside the project, where they are there: the floors of the project's goal.

use crate::support::score::{mistakes, score_folder, table};
use crate::support::{facts::folded, files, list, record_of_file, shared};
use gongwen_eval::Row;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The lowest F1 that the seeds may have, a row each; every other row must be perfect.
const FLOORS: &[(Row, f64)] =
    &[(Row::SectionTitle, 0.98), (Row::GroupMember, 0.98), (Row::Target, 0.97)];

fn records(folder: &Path) -> BTreeMap<String, Value> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    files(folder, ".txt").iter().map(|path| (name(path), record_of_file(path))).collect()
}

#[test]
fn the_seeds_reach_the_floors() {
    let Some(shared) = shared() else { return println!("skipped: no ../shared") };
    let scores = score_folder(&shared.join("gold/seeds"), &records(&shared.join("seeds")));
    assert_eq!(scores.documents(), 5);
    let mut low = Vec::new();
    for row in Row::ALL {
        let floor = FLOORS.iter().find(|(other, _)| other == row).map_or(1.0, |(_, floor)| *floor);
        let f1 = scores.counts(*row).f1();
        if f1 < floor {
            low.push(format!("{}: {f1:.4} < {floor}", row.name()));
        }
    }
    assert!(low.is_empty(), "{low:#?}\n{}", mistakes(&scores));
}

#[test]
fn real_notices_keep_the_laws_and_their_scores_are_shown() {
    let Some(shared) = shared() else { return println!("skipped: no ../shared") };
    let records = records(&shared.join("real/text"));
    assert!(records.len() >= 70, "only {} notices", records.len());
    println!("{}", table(&score_folder(&shared.join("gold/real"), &records)));
}

#[test]
fn full_names_of_the_seeds_units_agree() {
    let Some(shared) = shared() else { return println!("skipped: no ../shared") };
    let facts = fs::read_to_string(shared.join("lexicon-facts/seed_units.jsonl")).unwrap();
    let records = records(&shared.join("seeds"));
    let (mut agree, mut differ) = (0, Vec::new());
    for fact in facts.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        for name in names_given(&fact, &records) {
            let known = std::iter::once(&fact["canonical"]).chain(list(&fact, "aliases"));
            if known.into_iter().any(|known| is_same_body(&name, known.as_str().unwrap())) {
                agree += 1;
            } else {
                differ.push(format!("{}: {name}, not {}", fact["surface"], fact["canonical"]));
            }
        }
    }
    let all = agree + differ.len();
    assert!(all > 100, "only {all} of the known units were named");
    assert!(agree * 100 >= all * 95, "{agree} of {all} agree: {differ:#?}");
}

/// The names that the seeds' records give to a unit known with high confidence.
fn names_given(fact: &Value, records: &BTreeMap<String, Value>) -> Vec<String> {
    if fact["confidence"] != "high" {
        return Vec::new();
    }
    let surface = folded(fact["surface"].as_str().unwrap());
    let is_seed = |name: &str| {
        list(fact, "seeds").iter().any(|seed| name.starts_with(seed.as_str().unwrap()))
    };
    let seeds = records.iter().filter(|(name, _)| is_seed(name));
    seeds
        .flat_map(|(_, record)| list(record, "units"))
        .filter(|unit| {
            list(unit, "surfaces").iter().any(|s| folded(s.as_str().unwrap()) == surface)
        })
        .map(|unit| unit["name"].as_str().unwrap().to_owned())
        .collect()
}

/// Equal but for the city in front of a district's body, and for the facts' own remarks: `(集合)`
/// behind a collective, `+` between a body and its second signboard.
fn is_same_body(name: &str, known: &str) -> bool {
    let known = folded(known).replace("(集合)", "");
    let known = known.split('+').next().unwrap_or_default();
    let name = folded(name);
    name.strip_suffix(known).is_some_and(|city| city.is_empty() || city.ends_with('市'))
}
