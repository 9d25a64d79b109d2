//! Files that hold several notices: one record each, wherever records go.

use crate::support::Folder;
use crate::support::command::{Ran, gongwen_fed, gongwen_in};
use serde_json::{Value, json};
use std::fs;

fn notice(topic: &str, number: u32) -> String {
    format!(
        "临江市人民政府办公室关于做好{topic}工作的通知\n临政办〔2025〕{number}号\n\n各区人民政府:\n\
         一、加强值守。落实24小时值班。(责任单位:市水利局)\n\n临江市人民政府办公室\n2025年4月{number}日\n"
    )
}

/// Two notices in one text, and the first code point of the second.
fn two() -> (String, u64) {
    let first = notice("防汛", 1) + "\n";
    let at = first.chars().count() as u64;
    (first + &notice("抗旱", 2), at)
}

fn ran(folder: &Folder, args: &[&str]) -> Ran {
    gongwen_in(&folder.0, "", args)
}

fn done(folder: &Folder, args: &[&str]) -> String {
    let ran = ran(folder, args);
    assert_eq!(ran.code, Some(0), "{args:?}: {}{}", ran.out, ran.err);
    ran.out
}

fn records(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn answer(folder: &Folder, sql: &str) -> Vec<String> {
    let out = done(folder, &["query", "ds", sql, "--format", "csv"]);
    out.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn each_notice_has_a_record_with_its_range_and_places_in_the_file() {
    let folder = Folder::new("several-extract");
    let (text, second) = two();
    let len = text.chars().count() as u64;
    folder.write("in/two.txt", &text);
    folder.write("in/one.txt", notice("防火", 3));
    let found = records(&done(&folder, &["extract", "in"]));
    let facts = |record: &Value| {
        let (source, number) = (&record["source"], &record["metadata"]["document_number"]["text"]);
        json!([source["path"], source["ordinal"], source["range"], number])
    };
    let one = notice("防火", 3).chars().count();
    let expected = [
        json!(["in/one.txt", 0, [0, one], "临政办〔2025〕3号"]),
        json!(["in/two.txt", 0, [0, second], "临政办〔2025〕1号"]),
        json!(["in/two.txt", 1, [second, len], "临政办〔2025〕2号"]),
    ];
    assert_eq!(found.iter().map(facts).collect::<Vec<_>>(), expected);
    assert_eq!(found[1]["source"]["sha256"], found[2]["source"]["sha256"]);
    assert_ne!(found[1]["doc_id"], found[2]["doc_id"]);
    let segments = found[2]["segments"].as_array().unwrap();
    assert_eq!(
        (&segments[0]["start"], &segments.last().unwrap()["end"]),
        (&json!(second), &json!(len))
    );
    let span = &found[2]["tasks"][0]["responsibilities"][0]["span"];
    let place = |at: usize| span["bytes"][at].as_u64().unwrap() as usize;
    assert_eq!(&text[place(0)..place(1)], "市水利局");
    let words = text.chars().skip(span["start"].as_u64().unwrap() as usize).take(4);
    assert_eq!(words.collect::<String>(), "市水利局");
    // What is read by itself is called the same.
    folder.write("alone.txt", notice("抗旱", 2));
    assert_eq!(records(&done(&folder, &["extract", "alone.txt"]))[0]["doc_id"], found[2]["doc_id"]);
    assert_eq!(done(&folder, &["text", "--body", "in/two.txt"]), text);
}

#[test]
fn files_of_further_records_stand_beside_the_first() {
    let folder = Folder::new("several-json");
    folder.write("in/a.txt", two().0);
    folder.write("in/a.2.txt", notice("防火", 3));
    let number = |name: &str| {
        let record: Value = serde_json::from_slice(&fs::read(folder.path(name)).unwrap()).unwrap();
        record["metadata"]["document_number"]["sequence"].as_u64().unwrap()
    };
    done(&folder, &["extract", "in", "--format", "json", "-o", "out"]);
    let names = ["out/a.json", "out/a.2~2.json", "out/a.2.json"];
    assert_eq!(names.map(number), [1, 2, 3]);
    done(&folder, &["extract", "in/a.txt", "--format", "json", "-o", "one.json"]);
    assert_eq!(["one.json", "one.2.json"].map(number), [1, 2]);
    // What somebody else put there stays.
    folder.write("mine.2.json", "{}");
    let refused = ran(&folder, &["extract", "in/a.txt", "--format", "json", "-o", "mine.json"]);
    assert_eq!(refused.code, Some(2), "{}", refused.err);
    assert!(refused.err.contains("mine.2.json"), "{}", refused.err);
    assert_eq!(fs::read_to_string(folder.path("mine.2.json")).unwrap(), "{}");
}

#[test]
fn a_line_with_several_notices_has_an_array_of_records() {
    let line = |text: String| json!({ "uri": "a", "text": text }).to_string() + "\n";
    let input = line(two().0) + &line(notice("防火", 3));
    let answers = records(&gongwen_fed(&input, ["filter"]).out);
    assert!(answers[0].get("record").is_none() && answers[1].get("records").is_none());
    let sequence = |record: &Value| record["metadata"]["document_number"]["sequence"].clone();
    let several = answers[0]["records"].as_array().unwrap().iter().map(sequence);
    assert_eq!(several.collect::<Vec<_>>(), [1, 2]);
    assert_eq!(sequence(&answers[1]["record"]), 3);
}

#[test]
fn a_data_set_follows_a_file_whose_notices_come_and_go() {
    let folder = Folder::new("several-run");
    let numbers = |folder: &Folder| {
        let sql = "select s.uri, s.ordinal, d.number_sequence from document_sources s
                   join documents d using (doc_key) order by 1, 2";
        answer(folder, sql)
    };
    let run = |folder: &Folder, more: &[&str]| {
        done(folder, &[&["run", "in", "-o", "ds"], more].concat());
        assert_eq!(done(folder, &["verify", "ds"]), "");
    };
    folder.write("in/a.txt", two().0);
    run(&folder, &[]);
    assert_eq!(numbers(&folder), ["in/a.txt,0,1", "in/a.txt,1,2"]);
    let lost = "select count(*) from responsibilities where words <> '市水利局'";
    assert_eq!(answer(&folder, lost), ["0"]);
    // The second alone in another file: both files hold it.
    folder.write("in/b.txt", notice("抗旱", 2));
    run(&folder, &[]);
    assert_eq!(numbers(&folder), ["in/a.txt,0,1", "in/a.txt,1,2", "in/b.txt,0,2"]);
    assert_eq!(answer(&folder, "select count(*) from documents"), ["2"]);
    // It leaves the first; its places are those of the other file from now on.
    folder.write("in/a.txt", notice("防汛", 1));
    run(&folder, &[]);
    assert_eq!(numbers(&folder), ["in/a.txt,0,1", "in/b.txt,0,2"]);
    let second = "select source_uri from documents where number_sequence = 2";
    assert_eq!(answer(&folder, second), ["in/b.txt"]);
    // Another stands before it, and it moves.
    folder.write("in/b.txt", notice("防火", 3) + &notice("抗旱", 2));
    run(&folder, &[]);
    assert_eq!(numbers(&folder), ["in/a.txt,0,1", "in/b.txt,0,3", "in/b.txt,1,2"]);
    run(&folder, &["--force"]);
    assert_eq!(numbers(&folder).len(), 3);
    fs::remove_file(folder.path("in/b.txt")).unwrap();
    run(&folder, &["--prune"]);
    assert_eq!(numbers(&folder), ["in/a.txt,0,1"]);
    assert_eq!(answer(&folder, "select count(*) from documents"), ["1"]);
}

#[test]
fn a_snapshot_keeps_each_notice_of_a_file() {
    let folder = Folder::new("several-snapshot");
    let check = |folder: &Folder| ran(folder, &["snapshot", "check", "in", "--store", "st"]);
    folder.write("in/a.txt", two().0);
    done(&folder, &["snapshot", "record", "in", "--store", "st"]);
    assert_eq!(check(&folder).code, Some(0));
    folder.write("in/a.txt", two().0.replace("值守。落实24", "值守。落实12"));
    let changed = check(&folder);
    assert_eq!(changed.code, Some(1));
    let list = ran(&folder, &["snapshot", "check", "in", "--store", "st", "--format", "json"]).out;
    assert!(list.contains("\"a.txt\"") && list.contains("\"a.txt#2\""), "{list}");
    done(&folder, &["snapshot", "accept", "--store", "st", "--notice", "a.txt#2"]);
    done(&folder, &["snapshot", "accept", "--store", "st", "--notice", "a.txt"]);
    assert_eq!(check(&folder).code, Some(0));
    folder.write("in/a.txt", notice("防汛", 1).replace("落实24", "落实12") + "\n");
    assert_eq!(check(&folder).code, Some(1));
    done(&folder, &["snapshot", "accept", "--store", "st", "--all"]);
    assert_eq!(check(&folder).code, Some(0));
    let facts = fs::read_to_string(folder.path("st/notices/a.txt.facts")).unwrap();
    assert_eq!(facts.matches("\nnotice\t").count(), 1);
    done(&folder, &["snapshot", "undo", "--store", "st"]);
    assert_eq!(check(&folder).code, Some(1));
}
