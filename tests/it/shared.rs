//! The real notices beside the project, where they are there. The scores are committed, as those of the
//! corpus are (`tests/it/gold.rs`).

use crate::support::score::{compare_with, gold_of, score_folder};
use crate::support::{facts::folded, files, list, record_of_file, root, shared};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Records of the files with these endings.
fn records(folder: &Path, endings: &[&str]) -> BTreeMap<String, Value> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let paths = endings.iter().flat_map(|ending| files(folder, ending));
    paths.map(|path| (name(&path), record_of_file(&path))).collect()
}

/// Compares the scores of a set of notices with the committed ones, so that every change shows what
/// it gains and loses. No set has to be perfect: rules that only fit what is known are worth nothing.
fn compare(shared: &Path, gold: &str, texts: &str) {
    let gold_files = shared.join("gold").join(gold);
    let scores = score_folder(&gold_files, &records(&shared.join(texts), &[".txt", ".md"]));
    assert_eq!(scores.documents(), files(&gold_files, ".gold.json").len(), "{gold}");
    compare_with(&scores, &root().join("fixtures/real-scores").join(format!("{gold}.csv")));
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared, the material beside the project")]
fn the_seeds_score_as_committed() {
    let shared = shared();
    compare(&shared, "seeds", "seeds");
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared, the material beside the project")]
fn real_notices_score_as_committed() {
    let shared = shared();
    compare(&shared, "real", "real/text");
    compare(&shared, "real-2", "real/text");
}

/// The file of that name in one of the folders of real notices.
fn real_file(shared: &Path, name: &str) -> PathBuf {
    let folders = fs::read_dir(shared.join("real")).unwrap().map(|entry| entry.unwrap().path());
    let mut paths = folders.map(|folder| folder.join(name)).filter(|path| path.is_file());
    paths.next().unwrap_or_else(|| panic!("no real notice is called {name}"))
}

/// Notices that were annotated here: rows of task tables, targets, milestones, members and verdicts, each in
/// some of them.
#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared, the material beside the project")]
fn notices_annotated_here_score_as_committed() {
    let (shared, answers) = (shared(), root().join("fixtures/gold-real"));
    let names = gold_of(&answers).into_iter().map(|gold| gold.doc);
    let record = |name: String| (name.clone(), record_of_file(&real_file(&shared, &name)));
    let scores = score_folder(&answers, &names.map(record).collect());
    assert_eq!(scores.documents(), files(&answers, ".gold.json").len());
    compare_with(&scores, &root().join("fixtures/real-scores/gold-real.csv"));
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared, the material beside the project")]
fn full_names_of_the_seeds_units_agree() {
    let shared = shared();
    let facts = fs::read_to_string(shared.join("lexicon-facts/seed_units.jsonl")).unwrap();
    let records = records(&shared.join("seeds"), &[".txt"]);
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
