//! `cargo xtask lexicon` and `cargo xtask edition`: checks the tables of `lexicon/`, and makes from them
//! what the library includes and what the README lists. The tests compare these with the committed files.

mod check;
mod compile;
mod edition;
mod readme;
mod tables;

pub(crate) use edition::{Edition, FILE};

use std::fs;
use std::path::Path;
use tables::{Problem, Table};

/// A committed file, and what it should be.
pub(crate) struct Made {
    /// Its path below the root.
    pub(crate) path: &'static str,
    /// What the tables give.
    pub(crate) text: String,
}

/// The files that are made from the tables, or all that is wrong in these.
pub(crate) fn made(root: &Path) -> Result<Vec<Made>, Vec<String>> {
    let tables = checked(root)?;
    let revision = Edition::read(root).map_err(|error| vec![error])?.revision;
    let asset = compile::compile(&tables, revision);
    let readme = fs::read_to_string(root.join(README)).map_err(|error| vec![error.to_string()])?;
    Ok(vec![
        Made { path: "src/lexicon/asset/words.txt", text: asset.text },
        Made { path: "src/lexicon/asset/places.rs", text: asset.places },
        Made { path: README, text: readme::updated(&readme).map_err(|error| vec![error])? },
    ])
}

/// The tables whose rows are not in order, with their texts in order.
pub(crate) fn unsorted(root: &Path) -> Result<Vec<(String, String)>, Vec<String>> {
    let tables = tables::read(&root.join("lexicon")).map_err(|problems| told(&problems))?;
    let mut files = Vec::new();
    for table in &tables {
        let text = tables::sorted(table).map_err(|error| vec![error.to_string()])?;
        if text != table.text {
            files.push((format!("lexicon/{}.csv", table.spec.name), text));
        }
    }
    Ok(files)
}

const README: &str = "lexicon/README.md";

/// What the tables and rules are now, beside what the committed edition says.
pub(crate) fn edition(root: &Path) -> Result<(Edition, String), Vec<String>> {
    let one = |error: String| vec![error];
    let committed = Edition::read(root).map_err(one)?;
    let now = edition::hash(root, &checked(root)?).map_err(one)?;
    Ok((committed, now))
}

fn checked(root: &Path) -> Result<Vec<Table>, Vec<String>> {
    let tables = tables::read(&root.join("lexicon")).map_err(|problems| told(&problems))?;
    let problems = check::problems(&tables);
    if problems.is_empty() { Ok(tables) } else { Err(told(&problems)) }
}

fn told(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}
