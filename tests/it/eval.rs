//! The command that scores, beside the committed scores and beside the definitions' own scorer.

use crate::support::command::transcript;
use crate::support::score::counts_of_json;
use crate::support::{Folder, present, root, see, shared};
use gongwen_eval::ScoreRow;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn gongwen(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gongwen")).args(args).current_dir(root()).output().unwrap()
}

fn said(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Writes the records of a folder of notices to a file.
fn extracted(folder: &Folder, notices: &Path) -> String {
    let records = folder.path("records.ndjson").to_str().unwrap().to_owned();
    let ran = gongwen(&["extract", notices.to_str().unwrap(), "-o", &records, "--quiet"]);
    assert!(ran.status.success(), "{}", said(&ran.stderr));
    records
}

#[test]
fn the_command_counts_what_is_committed() {
    let folder = Folder::new("eval-corpus");
    let records = extracted(&folder, &root().join("corpus"));
    let ran = gongwen(&["eval", "fixtures/gold", &records, "--format", "json"]);
    assert_eq!(said(&ran.stderr), "");
    let counts = counts_of_json(&serde_json::from_slice(&ran.stdout).unwrap());
    let committed = fs::read_to_string(root().join("fixtures/gold-scores.csv")).unwrap();
    for line in committed.lines().filter(|line| line.starts_with("all,")) {
        let cells: Vec<&str> = line.split(',').collect();
        let expected = [2, 3, 4].map(|cell| cells[cell].parse::<u64>().unwrap());
        assert_eq!(counts.get(cells[1]).copied().unwrap_or_default(), expected, "{line}");
    }
    let table = said(&gongwen(&["eval", "fixtures/gold", &records, "--errors", "2"]).stdout);
    assert!(ScoreRow::ALL.iter().all(|row| table.contains(row.name())), "{table}");
    assert!(table.lines().take(14).all(|line| line.chars().count() <= 80), "{table}");
    assert!(table.contains("entirely right: "), "{table}");
}

#[test]
#[cfg_attr(not(all(has_shared, has_python)), ignore = "needs ../shared and Python 3")]
fn the_command_counts_like_the_definitions_scorer() {
    let shared = shared();
    let python = present::program("python3").expect("Python 3 is not installed");
    for (name, notices) in [("seeds", "seeds"), ("real", "real/text")] {
        let folder = Folder::new(&format!("eval-{name}"));
        let records = extracted(&folder, &shared.join(notices));
        let gold = shared.join("gold").join(name);
        let gold = gold.to_str().unwrap();
        let script = shared.join("score.py");
        let args = [script.to_str().unwrap(), gold, &records, "--json"];
        let theirs = Command::new(&python).args(args).output().unwrap();
        let theirs: Value = serde_json::from_slice(&theirs.stdout).unwrap();
        let ours = gongwen(&["eval", gold, &records, "--format", "json"]).stdout;
        let ours: Value = serde_json::from_slice(&ours).unwrap();
        assert_eq!(counts_of_json(&ours), counts_of_json(&theirs), "{name}");
        assert_eq!((&ours["docs"], &ours["whole"]), (&theirs["docs"], &theirs["whole"]), "{name}");
    }
}

#[test]
fn what_cannot_be_scored_is_said() {
    let folder = Folder::new("eval-errors");
    let at = |name: &str| folder.path(name).to_str().unwrap().to_owned();
    folder.write("gold/a.gold.json", r#"{"doc": "a.txt", "sections": []}"#);
    folder.write("gold/b.gold.json", r#"{"doc": "b.txt", "sections": []}"#);
    folder.write("bad/a.gold.json", r#"{"sections": []}"#);
    folder.write("none/a.json", "{}");
    folder.write("good.ndjson", r#"{"source": {"path": "x/a.txt"}, "sections": []}"#);
    folder.write("other.ndjson", r#"{"source": {"path": "c.txt"}}"#);
    folder.write("bad.ndjson", "{\"source\": {\"path\": \"a.txt\"}}\n{\n");
    folder.write("empty.ndjson", "\n");
    folder.write("gbk.ndjson", b"\xCE\xC4");
    let pairs = [
        ["no-such", "good.ndjson"],
        ["none", "good.ndjson"],
        ["bad", "good.ndjson"],
        ["gold", "no.ndjson"],
        ["gold", "bad.ndjson"],
        ["gold", "empty.ndjson"],
        ["gold", "gbk.ndjson"],
        ["gold", "other.ndjson"],
    ];
    let commands = pairs.map(|[gold, records]| ["eval", gold, records]);
    see!("cannot-score", transcript(&folder.0, &commands.each_ref().map(<[_; 3]>::as_slice)));
    let ran = gongwen(&["eval", &at("gold"), &at("good.ndjson")]);
    assert_eq!(ran.status.code(), Some(0));
    assert!(said(&ran.stderr).contains("no record for b.txt"), "{}", said(&ran.stderr));
}
