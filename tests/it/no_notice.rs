//! What is no notice is not stored as one: in every command, and in folders as in archives.

use crate::support::command::gongwen;
use crate::support::{Folder, root, shared};
use serde_json::Value;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NOTICE: &str = "临江市人民政府办公室关于做好防汛工作的通知\n\n各区人民政府:\n一、加强值守。\
                      落实24小时值班。(责任单位:市水利局)\n\n临江市人民政府办公室\n2025年4月1日\n";

fn random(count: usize, mut seed: u64) -> Vec<u8> {
    let mut byte = || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed >> 24) as u8
    };
    (0..count).map(|_| byte()).collect()
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook that was cut in its middle.
fn half_a_workbook() -> Vec<u8> {
    let book = fs::read(root().join("fixtures/formats/17-task-table.xlsx")).unwrap();
    book[..book.len() / 2].to_vec()
}

fn foreign_members() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("通知.txt", NOTICE.into()),
        ("a/font.ttf", b"\0\x01\0\0\0\x0C".to_vec()),
        ("a/x.exe", b"MZ".to_vec()),
        ("a/s.css", b"p { color: red }".to_vec()),
        ("a/readme.log", b"# x".to_vec()),
        ("db.sqlite", b"SQLite format 3\0".to_vec()),
        ("Thumbs.db", vec![0; 600]),
        ("__MACOSX/._通知.txt", vec![0; 100]),
        ("noext", b"12345".to_vec()),
    ]
}

/// Names and reasons of what a data set holds in its quarantine, and how many notices it has.
fn stored(folder: &Folder, input: &Path) -> (i64, Vec<(String, String)>, String) {
    let out = folder.path("out");
    let ran = gongwen([Path::new("run"), input, Path::new("-o"), &out]);
    assert!(ran.code < Some(2), "{}", ran.err);
    let ask = |sql: &str| -> Vec<Value> {
        let answer = gongwen(["query", out.to_str().unwrap(), sql, "--format", "json"]);
        assert_eq!(answer.code, Some(0), "{}", answer.err);
        answer.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let notices = ask("select count(*) as n from documents")[0]["n"].as_i64().unwrap();
    let refused = ask("select uri, message from quarantine order by uri");
    let refused = refused.iter().map(|row| {
        let name = row["uri"].as_str().unwrap().rsplit('/').next().unwrap();
        (name.to_owned(), row["message"].as_str().unwrap().to_owned())
    });
    (notices, refused.collect(), ran.err)
}

#[test]
fn garbage_and_programs_are_quarantined_whatever_they_are_called() {
    let folder = Folder::new("no-notice-run");
    let mut exe = b"MZ\x90\0\x03\0\0\0".to_vec();
    exe.resize(60, 0);
    exe.extend(b"\x40\0\0\0PE\0\0");
    let files: &[(&str, Vec<u8>, &str)] = &[
        ("01.txt", random(4000, 1), "not-text: "),
        ("02.html", [b"<html><body>", &random(4000, 2)[..]].concat(), "not-text: "),
        ("03.docx", exe, "unsupported-format: the file is a program"),
        (
            "04.txt",
            b"\x7FELF\x02\x01\x01\0\0\0".to_vec(),
            "unsupported-format: the file is a program",
        ),
        ("05.pdf", b"\0\x01\0\0\0\x0C\0\x80".to_vec(), "unsupported-format: the file is a font"),
        (
            "06.doc",
            b"SQLite format 3\0\x10\0".to_vec(),
            "unsupported-format: the file is a database",
        ),
        ("07.xlsx", half_a_workbook(), "damaged-file: "),
        ("08.docx", b"PK\x03\x04\x14\0".to_vec(), "damaged-file: the file is a damaged DOCX"),
        ("09.txt", vec![0; 4096], "not-text: "),
    ];
    for (name, bytes, _) in files {
        folder.write(&format!("in/{name}"), bytes);
    }
    folder.write("in/10.txt", NOTICE);
    let (notices, refused, said) = stored(&folder, &folder.path("in"));
    assert_eq!(notices, 1, "{said}");
    let names: Vec<&str> = refused.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, files.iter().map(|(name, ..)| *name).collect::<Vec<_>>(), "{said}");
    for ((name, _, expected), (_, message)) in files.iter().zip(&refused) {
        assert!(message.starts_with(expected), "{name}: {message}");
    }
}

#[test]
fn extract_and_text_say_so_and_end_with_one() {
    let folder = Folder::new("no-notice-extract");
    let file = folder.write("x.txt", random(4000, 3));
    let ran = gongwen([Path::new("extract"), &file]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("x.txt: not-text: the bytes are not text"), "{}", ran.err);
    let record: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(record["source"]["text_chars"], 0);
    assert_eq!(record["source"]["encoding"], "binary");
    assert_eq!(record["segments"], Value::Array(vec![]));
    let ran = gongwen([Path::new("text"), &file]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""), "{}", ran.err);
}

#[test]
fn members_are_filtered_as_files_of_a_folder_are() {
    let folder = Folder::new("no-notice-members");
    let members = foreign_members();
    for (name, bytes) in &members {
        folder.write(&format!("folder/{name}"), bytes);
    }
    let members: Vec<(&str, &[u8])> = members.iter().map(|(n, b)| (*n, b.as_slice())).collect();
    let archive = folder.write("a.zip", zipped(&members));
    let told = "gongwen: 8 files skipped: 1 .css, 1 .exe, 1 .log, 1 .sqlite, 1 .ttf, 1 without extension, \
                2 hidden\n";
    let ran = gongwen([Path::new("extract"), &archive]);
    assert_eq!((ran.code, ran.out.lines().count(), ran.err.as_str()), (Some(0), 1, told));
    let (notices, refused, said) = stored(&folder, &archive);
    assert_eq!((notices, refused.len()), (1, 0));
    assert!(said.contains(told), "{said}");
    // Of a folder, hidden folders are not entered, so that nothing in them is counted.
    let ran = gongwen([Path::new("extract"), &folder.path("folder")]);
    assert_eq!((ran.code, ran.out.lines().count()), (Some(0), 1));
    assert_eq!(ran.err, told.replace("8 files", "7 files").replace("2 hidden", "1 hidden"));
    assert_eq!(gongwen([Path::new("extract"), &archive, Path::new("-q")]).err, "");
}

#[test]
fn parts_of_a_damaged_office_file_are_no_notices() {
    let folder = Folder::new("no-notice-office");
    let archive = zipped(&[("表.xlsx", &half_a_workbook()), ("通知.txt", NOTICE.as_bytes())]);
    let archive = folder.write("a.zip", archive);
    let (notices, refused, said) = stored(&folder, &archive);
    assert_eq!(notices, 1, "{said}");
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert_eq!(refused[0].0, "表.xlsx");
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared, the material beside the project")]
fn the_files_that_were_tried_are_no_notices() {
    let trouble = shared().join("trouble");
    let folder = Folder::new("no-notice-trouble");
    let (notices, refused, said) = stored(&folder, &trouble.join("truncated.xlsx"));
    assert_eq!((notices, refused.len()), (0, 1), "{said}");
    let told = "damaged-file: an Excel workbook (XLSX) that is damaged: ";
    assert!(refused[0].1.starts_with(told), "{refused:?}");
    let folder = Folder::new("no-notice-trouble-zip");
    let (notices, refused, said) = stored(&folder, &trouble.join("zip-with-foreign-members.zip"));
    // A Markdown file is read, and says that it is no notice.
    assert_eq!((notices, refused.len()), (2, 0), "{said}");
    assert!(said.contains("not-a-notice 1"), "{said}");
    assert!(said.contains("13 files skipped: 1 .css, "), "{said}");
}

/// Damaged text stays text.
#[test]
fn no_notice_is_taken_for_garbage() {
    none_is_garbage(&[root().join("corpus"), root().join("fixtures")]);
}

#[test]
#[cfg_attr(not(has_shared), ignore = "needs ../shared, the material beside the project")]
fn no_real_notice_is_taken_for_garbage() {
    none_is_garbage(&[shared().join("real"), shared().join("seeds")]);
}

#[track_caller]
fn none_is_garbage(folders: &[PathBuf]) {
    use gongwen_engine::{Reading, Unpacker, discover};
    let found = discover(Unpacker::by(Reading::default()), folders).unwrap();
    assert!(found.entries.len() > 60);
    for entry in &found.entries {
        let source =
            gongwen_formats::source::Source::open(entry.file.as_ref().unwrap(), &*entry.name)
                .unwrap();
        let document = gongwen_formats::read(&source, None);
        let codes: Vec<&str> = document.diagnostics.iter().map(|found| found.code.name()).collect();
        assert!(!codes.contains(&"not-text"), "{}: {codes:?}", entry.name);
    }
}
