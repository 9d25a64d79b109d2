//! Rules look at annotations: this test finds those that search the text themselves.

use std::path::{Path, PathBuf};

/// What searches a text. A look at a known place, such as `starts_with`, `strip_prefix` or `Words::at_end`, is
/// none, and neither is the choice of an item of a list by a closure.
const SEARCHES: &[&str] = &[
    ".find_all(",
    ".may_end_inside(",
    ".match_indices(",
    ".rmatch_indices(",
    ".matches(",
    ".split(",
    ".splitn(",
    ".rsplit(",
    ".rsplitn(",
    ".split_once(",
    ".rsplit_once(",
    ".lines(",
    ".char_indices(",
    ".contains('",
    ".contains(\"",
    ".contains([",
    ".contains(|",
    ".contains(&[",
    ".find('",
    ".find(\"",
    ".find([",
    ".rfind('",
    ".rfind(\"",
    ".rfind([",
    ".find(|c: char|",
    ".rfind(|c: char|",
    ".repeated(",
    ".any(|c| c ==",
    "memchr",
    "Finder",
    "Regex",
];

/// Calls that a list has, too: with a closure they choose one of its items.
const OF_LISTS: &[&str] = &[".find(", ".rfind("];

/// File, what its line holds, how often, and why that is no search. No row may be added.
const KNOWN: &[(&str, &str, usize, &str)] = &[
    (
        "responsibility/grammar/tail.rs",
        "window.rfind(['按', '依'])",
        1,
        "an adverb that no table lists, directly before a verb",
    ),
    ("commitment/recall.rs", "marks.repeated(", 1, "the verb of a clause before, said again"),
    ("commitment/respectively.rs", "marks.repeated(", 1, "the end that two names share"),
    ("commitment/amount_after_noun.rs", "marks.repeated(", 1, "the noun, said again"),
    ("group/person.rs", "any(|c| c == '·')", 1, "the dot inside a name"),
];

#[test]
fn no_rule_searches_the_text() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/find");
    let mut wrong = Vec::new();
    for file in files(&root) {
        let name = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let source = std::fs::read_to_string(&file).unwrap();
        let found: Vec<&str> = searches(&source).collect();
        for (_, known, count, _) in KNOWN.iter().filter(|known| known.0 == name) {
            let held = found.iter().filter(|line| line.contains(known)).count();
            assert_eq!(held, *count, "{name}: {known}: the list must shrink with the file");
        }
        let is_known =
            |line: &&str| KNOWN.iter().any(|known| known.0 == name && line.contains(known.1));
        wrong.extend(
            found.iter().filter(|line| !is_known(line)).map(|line| format!("{name}: {line}")),
        );
    }
    assert!(wrong.is_empty(), "ask the annotations: {wrong:#?}");
}

#[test]
fn a_search_is_told_from_a_look() {
    let found = |line: &str| searches(line).count();
    for search in
        ["words.find(left)", "words.rfind('、')", "rest.split_once(':')", "a.contains(\"年\")"]
    {
        assert_eq!(found(search), 1, "{search}");
    }
    for look in [
        "lines.find(|line| line.open)",
        "words.at_end(left)",
        "range.contains(inner)",
        "// a.split(b)",
    ] {
        assert_eq!(found(look), 0, "{look}");
    }
}

/// The lines of code that search, those of tests left out.
fn searches(source: &str) -> impl Iterator<Item = &str> {
    let code = source.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let lines = code.lines().map(str::trim).filter(|line| !line.starts_with("//"));
    lines.filter(|line| {
        let chooses = |at: usize, call: &str| {
            let behind = line[at + call.len()..].trim_start();
            behind.is_empty() || behind.starts_with('|') || behind.starts_with("move |")
        };
        SEARCHES.iter().any(|search| line.contains(search))
            || OF_LISTS
                .iter()
                .any(|call| line.match_indices(call).any(|(at, _)| !chooses(at, call)))
    })
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files = Vec::new();
    for path in entries {
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|kind| kind == "rs")
            && !path.ends_with("raw_text.rs")
        {
            files.push(path);
        }
    }
    files.sort();
    files
}
