//! Words are data that people edit: the tables are in order, and what is made from them is committed.

use crate::support::{Folder, files, root};
use std::fs;

#[allow(dead_code, reason = "the command uses more of it")]
#[path = "../../xtask/src/lexicon/mod.rs"]
mod tool;

#[test]
fn what_is_made_from_the_tables_is_committed() {
    let made = tool::made(root()).unwrap_or_else(|problems| panic!("{}", problems.join("\n")));
    assert_eq!(made.len(), 3);
    for file in made {
        let there = fs::read_to_string(root().join(file.path)).unwrap();
        // The texts are long; their difference is told by git.
        let is_current = there == file.text;
        assert!(is_current, "{} is not what lexicon/ gives; run `cargo xtask lexicon`", file.path);
    }
}

#[test]
fn a_change_of_tables_or_rules_has_an_edition() {
    let edition = tool::edition(root());
    let (committed, now) = edition.unwrap_or_else(|problems| panic!("{}", problems.join("\n")));
    assert!(
        committed.sha256 == now,
        "tables or rules are not those of revision {} any more; run `cargo xtask edition` where a record says \
         something else than before, `cargo xtask edition --keep REASON` where none does",
        committed.revision
    );
    assert_eq!(gongwen::lexicon::Lexicon::builtin().revision, committed.revision);
    assert_eq!(
        tool::Edition::read(root()).unwrap().text(),
        fs::read_to_string(root().join(tool::FILE)).unwrap()
    );
}

/// What is said where one table is another one.
fn told(name: &str, file: &str, change: impl Fn(&str) -> String) -> Vec<String> {
    let folder = Folder::new(name);
    for path in files(&root().join("lexicon"), "") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).unwrap();
        let text = if name == file { change(&text) } else { text };
        folder.write(&format!("lexicon/{name}"), text);
    }
    tool::made(&folder.0).err().unwrap_or_default()
}

#[test]
fn what_is_wrong_in_a_table_is_told_with_line_and_way_out() {
    let words = |rows: &str| {
        let told = told("lexicon-words", "words.csv", |_| {
            format!("word,class,value,gloss,source\n{rows}")
        });
        let of_classes = |told: &&String| !told.contains("no word is of the class");
        told.iter().filter(of_classes).cloned().collect::<Vec<_>>()
    };
    let expected = [
        "lexicon/words.csv:3: `一,furniture.start` stands behind `丁,furniture.start`, and the rows are in the \
         order of word, class; `cargo xtask lexicon --sort` sorts them",
        "lexicon/words.csv:4: `一,furniture.start` stands in line 3 already, and word, class tell one row from \
         another; leave one of the two out",
        "lexicon/words.csv:4: column `gloss`: is empty; fill it",
        "lexicon/words.csv:4: column `word`: stands in line 3 already",
        "lexicon/words.csv:5: column `class`: `target.befor` is no class; did you mean `target.before`? \
         `lexicon/README.md` lists them",
        "lexicon/words.csv:6: column `value`: `more` is not allowed (allowed: eq, ge, gt, le, lt, approx)",
        "lexicon/words.csv:7: column `word`: `(一)` is never found, because texts are compared in half width: \
         write `(一)`",
    ];
    let rows = "丁,furniture.start,,a,b\n一,furniture.start,,a,b\n一,furniture.start,,,b\n\
高,target.befor,,a,b\n高a,target.before,more,a,b\n\u{FF08}一),furniture.start,,a,b\n";
    let told = words(rows);
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (one, other) in told.iter().zip(expected) {
        assert_eq!(one.replace('\u{FF08}', "("), other);
    }
}
