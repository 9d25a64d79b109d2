//! Records against answers written by hand. The scores are committed: lower fails, higher must be
//! committed too (`UPDATE=1 cargo test --test it gold`), so every change shows what it gains.

use crate::support::score::{Scores, score_folder};
use crate::support::{files, record_of_file, root};

#[test]
fn the_corpus_scores_as_committed() {
    let records = files(&root().join("corpus"), ".txt");
    let records = records.iter().map(|path| {
        (path.file_name().unwrap().to_string_lossy().into_owned(), record_of_file(path))
    });
    let scores = score_folder(&root().join("fixtures/gold"), &records.collect());
    assert!(scores.documents >= 12, "gold for {} documents only", scores.documents);
    scores.compare_with(&root().join("fixtures/gold-scores.csv"));
}

#[test]
fn the_scorer_tells_right_from_wrong() {
    let gold = serde_json::json!({
        "doc": "a.txt",
        "sections": [{ "path": "一", "title": "目标" }, { "path": "二", "title": "任务" }],
        "tasks": [{ "path": "一", "units": ["lead:市财政局", "responsible:市水利局"] }],
        "targets": [{ "number": "20个", "value": 20, "unit": "个", "comparator": "ge", "indicator": "基站" }],
    });
    let record = serde_json::json!({
        "sections": [{ "id": "s1", "path": "一", "title": "目标" }, { "id": "s2", "path": "二", "title": "任 务" }],
        "tasks": [{ "section": "s1", "kind": "provision", "responsibilities": [
            { "role": "lead", "surface": "市财政局" }, { "role": "support", "surface": "市水利局" },
        ] }],
        "targets": [{ "value": 20, "unit": "个", "comparator": "eq", "indicator": "基站", "number": "20个" }],
    });
    let mut scores = Scores::default();
    scores.add("a.txt", &gold, &record);
    assert_eq!(scores.counts("section_title"), [2, 0, 0]);
    assert_eq!(scores.counts("responsibility"), [1, 1, 1]);
    assert_eq!(scores.counts("target"), [0, 1, 1]);
    assert_eq!(scores.counts("target_value"), [1, 0, 0]);
}
