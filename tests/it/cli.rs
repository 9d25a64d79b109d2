//! The command as a person or a script uses it.

use crate::support::command::{gongwen, gongwen_fed, transcript};
use crate::support::{Folder, see};
use serde_json::Value;
use std::ffi::OsStr;
use std::fs;
use std::process::{Command, Output, Stdio};

const NOTICE: &str = "临江市人民政府办公室关于做好防汛工作的通知\n\n各区人民政府:\n一、加强值守。\
                      落实24小时值班。(责任单位:市水利局)\n\n临江市人民政府办公室\n2025年4月1日\n";

fn records(ndjson: &str) -> Vec<Value> {
    ndjson.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn paths(ndjson: &str) -> Vec<String> {
    let path = |record: &Value| record["source"]["path"].as_str().unwrap().to_owned();
    records(ndjson).iter().map(path).collect()
}

#[test]
fn a_notice_becomes_a_line() {
    let folder = Folder::new("cli-line");
    let path = folder.write("a.txt", NOTICE);
    let ran = gongwen([OsStr::new("extract"), path.as_os_str()]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let records = records(&ran.out);
    assert_eq!(records.len(), 1);
    assert_eq!(records[0]["schema_version"], "1");
    assert_eq!(records[0]["metadata"]["title"], "临江市人民政府办公室关于做好防汛工作的通知");
    assert_eq!(records[0]["source"]["path"], path.to_str().unwrap());
}

#[test]
fn standard_input_is_a_dash() {
    let ran = gongwen_fed(NOTICE, ["extract", "-"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert_eq!(paths(&ran.out), ["-"]);
    let text = gongwen_fed(NOTICE, ["text", "-"]);
    assert_eq!(text.out, NOTICE);
}

#[test]
fn json_is_laid_out_for_one_notice() {
    let ran = gongwen_fed(NOTICE, ["extract", "-", "--format", "json"]);
    assert!(ran.out.starts_with("{\n  \"schema_version\": \"1\",\n"), "{}", ran.out);
    assert!(ran.out.ends_with("}\n"));
}

#[test]
fn json_of_several_notices_needs_a_folder() {
    let folder = Folder::new("cli-json");
    folder.write("in/a.txt", NOTICE);
    folder.write("in/b/a.txt", NOTICE);
    let input = folder.path("in");
    let input = input.to_str().unwrap();
    let ran = gongwen(["extract", input, "--format", "json"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""));
    assert!(ran.err.contains("name a folder with -o"), "{}", ran.err);
    let output = folder.path("out");
    let ran = gongwen(["extract", input, "--format", "json", "-o", output.to_str().unwrap()]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for place in ["out/a.json", "out/b/a.json"] {
        let text = fs::read_to_string(folder.path(place)).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap()["schema_version"], "1");
    }
}

#[test]
fn folders_are_read_in_order_whatever_the_number_of_threads() {
    let folder = Folder::new("cli-order");
    for name in ["b.txt", "a/z.txt", "a/.hidden.txt", "c.TXT", "table.csv", ".git/x.txt"] {
        folder.write(name, NOTICE);
    }
    for number in 0..600 {
        folder.write(&format!("d/{number:03}.txt"), format!("第{number}号\n{NOTICE}"));
    }
    let run = |threads| gongwen(["extract", folder.0.to_str().unwrap(), "--threads", threads]);
    let (one, many) = (run("1"), run("7"));
    assert_eq!(one.code, Some(0), "{}", one.err);
    assert!(one.out == many.out, "the number of threads changed the output");
    let names: Vec<String> = paths(&one.out)
        .iter()
        .map(|path| path.strip_prefix(folder.0.to_str().unwrap()).unwrap().to_owned())
        .collect();
    assert_eq!(names[..4], ["/a/z.txt", "/b.txt", "/c.TXT", "/d/000.txt"]);
    assert_eq!(names.len(), 603);
    assert!(names.is_sorted());
}

#[test]
fn output_appears_whole_in_a_file_or_folder() {
    let folder = Folder::new("cli-output");
    let input = folder.write("a.txt", NOTICE);
    let input = input.to_str().unwrap();
    let at = |name: &str| folder.path(name).to_str().unwrap().to_owned();
    let to_file = gongwen(["extract", input, "-o", &at("new/r.ndjson")]);
    let to_folder = gongwen(["extract", input, "-o", &at("new")]);
    assert_eq!((to_file.code, to_file.out.as_str()), (Some(0), ""), "{}", to_file.err);
    assert_eq!(to_folder.code, Some(0));
    let written = |name| fs::read_to_string(folder.path(name)).unwrap();
    assert_eq!(written("new/r.ndjson"), written("new/records.ndjson"));
    assert_eq!(fs::read_dir(folder.path("new")).unwrap().count(), 2, "something was left over");
}

#[test]
fn what_cannot_run_ends_with_two_and_says_why() {
    let folder = Folder::new("cli-two");
    folder.write("a.txt", NOTICE);
    let commands: &[&[&str]] = &[
        &["extract", "no/such.txt"],
        &["extract", "a.txt", "no/such.txt"],
        &["extract", "a.txt", "-o", "a.txt/out.ndjson"],
        &["extract", "a.txt", "--encoding", "klingon"],
        &["extract", "a.txt", "--threads", "0"],
        &["extract", "a.txt", "--format", "yaml"],
        &["extract"],
        &["explain", "date-ambigous"],
        &["text", "no/such.txt"],
        &["abstract"],
    ];
    see!("cannot-run", transcript(&folder.0, commands));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named_and_the_rest_goes_on() {
    let folder = Folder::new("cli-unreadable");
    folder.write("a.txt", NOTICE);
    folder.write("c.txt", NOTICE);
    // Points nowhere: unreadable for everybody, root too.
    std::os::unix::fs::symlink(folder.path("gone"), folder.path("b.txt")).unwrap();
    let input = folder.0.to_str().unwrap();
    let ran = gongwen(["extract", input, "--quiet"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert_eq!(paths(&ran.out).len(), 2);
    assert!(ran.err.contains("b.txt: no such file or folder"), "{}", ran.err);
    assert_eq!(gongwen(["extract", input, "--strict"]).code, Some(1));
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_ends() {
    let folder = Folder::new("cli-loop");
    folder.write("in/a.txt", NOTICE);
    std::os::unix::fs::symlink(folder.path("in"), folder.path("in/again")).unwrap();
    let ran = gongwen(["extract", folder.path("in").to_str().unwrap()]);
    assert_eq!(paths(&ran.out).len(), 1, "{}", ran.err);
}

#[test]
fn strict_tells_what_is_worth_looking_at() {
    let good = gongwen_fed(NOTICE, ["extract", "-", "--strict"]);
    assert_eq!((good.code, good.err.as_str()), (Some(0), ""));
    let bad = gongwen_fed("404 Not Found", ["extract", "-", "--strict"]);
    assert_eq!(bad.code, Some(1));
    assert!(bad.err.contains("-: ") && bad.err.contains("not-a-notice"), "{}", bad.err);
    let lax = gongwen_fed("404 Not Found", ["extract", "-"]);
    assert_eq!((lax.code, lax.err.as_str()), (Some(0), ""));
    assert_eq!(records(&lax.out).len(), 1);
}

#[test]
fn an_empty_folder_is_said_to_be_empty() {
    let folder = Folder::new("cli-empty");
    folder.write("notes.log", "x");
    let ran = gongwen(["extract", folder.0.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(0), ""));
    let told = "are read; 1 file skipped: 1 .log\n";
    assert!(ran.err.contains("found no notices") && ran.err.ends_with(told), "{}", ran.err);
}

#[test]
fn a_stated_encoding_is_used() {
    let folder = Folder::new("cli-encoding");
    let (bytes, _, _) = gongwen_formats::Encoding::for_label(b"gb18030").unwrap().encode(NOTICE);
    let file = folder.write("a.txt", &bytes);
    let file = file.to_str().unwrap();
    let stated = gongwen(["text", file, "--encoding", "gb2312"]);
    assert_eq!(stated.out, NOTICE);
    let ran = gongwen(["extract", file, "--encoding", "gbk"]);
    assert_eq!(records(&ran.out)[0]["source"]["encoding_basis"], "stated");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = Folder::new("cli-pipe");
    for number in 0..200 {
        folder.write(&format!("{number}.txt"), NOTICE.repeat(20));
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_gongwen"))
        .args(["extract", folder.0.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let Output { status, stderr, .. } = child.wait_with_output().unwrap();
    assert_eq!((status.code(), String::from_utf8(stderr).unwrap().as_str()), (Some(0), ""));
}

#[test]
fn the_schema_is_printed() {
    let ran = gongwen(["schema"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.out == gongwen::emit::schema::record(), "another test compares that with the file");
}

#[test]
fn everything_that_a_record_can_name_is_explained() {
    let list = gongwen(["explain"]).out;
    let codes = gongwen::diagnostic::Code::ALL.iter().map(|code| code.name());
    let failures = gongwen_engine::filter::FailureCode::ALL.iter().map(|code| code.name());
    for name in codes.chain(gongwen::rules().map(|rule| rule.id)).chain(failures) {
        assert!(list.contains(name), "{name} is not in the list");
        let ran = gongwen(["explain", name]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        assert!(ran.out.starts_with(name), "{}", ran.out);
    }
}

#[test]
fn without_arguments_there_is_help() {
    let bare = gongwen([] as [&str; 0]);
    assert_eq!(bare.code, Some(2));
    assert!(bare.err.contains("Usage: gongwen <COMMAND>"));
}
