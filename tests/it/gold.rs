//! Records against answers written by hand. The scores are committed: lower fails, higher must be
//! committed too (`UPDATE=1 cargo test --test it gold`), so every change shows what it gains.

use crate::support::score::{compare_with, score_folder};
use crate::support::{files, record_of_file, root};

#[test]
fn the_corpus_scores_as_committed() {
    let records = files(&root().join("corpus"), ".txt");
    let records = records.iter().map(|path| {
        (path.file_name().unwrap().to_string_lossy().into_owned(), record_of_file(path))
    });
    let scores = score_folder(&root().join("fixtures/gold"), &records.collect());
    assert!(scores.documents() >= 12, "gold for {} documents only", scores.documents());
    compare_with(&scores, &root().join("fixtures/gold-scores.csv"));
}
