//! What one document may cost: the same words and the same results in every command that reads.

use crate::support::command::{Ran, gongwen, gongwen_fed, gongwen_in};
use crate::support::{Folder, root};
use base64::Engine;
use serde_json::{Value, json};
use sha2::Digest;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const LINE: &str = "一、推进建设，新增泵站5座（责任单位：市水利局）。\n";

/// A DOCX of a few kilobytes that holds so many characters.
fn word(chars: usize) -> Vec<u8> {
    const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-\
        officedocument.wordprocessingml.document.main+xml\"/></Types>";
    const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/\
        relationships\"><Relationship Id=\"r\" Type=\"http://schemas.openxmlformats.org/\
        officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
        </Relationships>";
    let body = format!(
        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:body><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:body></w:document>",
        "防".repeat(chars)
    );
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", body.as_str()),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A line of the filter that holds a file.
fn line(bytes: &[u8]) -> String {
    let bytes = base64::engine::general_purpose::STANDARD.encode(bytes);
    format!("{}\n", json!({ "uri": "a", "bytes": bytes }))
}

/// What every command makes of a file, with these flags: what it said and wrote, in one.
fn of_all_commands(folder: &Folder, file: &Path, flags: &[&str]) -> Vec<(&'static str, Ran)> {
    let (path, text) = (file.to_str().unwrap(), line(&fs::read(file).unwrap()));
    let (out, store) = (folder.path("dataset"), folder.path("store"));
    let (out, store) = (out.to_str().unwrap(), store.to_str().unwrap());
    let with = |args: &[&str]| gongwen([args, flags].concat());
    let mut all = vec![
        ("extract", with(&["extract", path])),
        ("text", with(&["text", path])),
        ("filter", gongwen_fed(&text, [&["filter"], flags].concat())),
        ("run", with(&["run", path, "-o", out])),
    ];
    with(&["snapshot", "record", path, "-s", store]);
    let mut facts = String::new();
    for entry in fs::read_dir(folder.path("store/notices")).unwrap() {
        facts += &fs::read_to_string(entry.unwrap().path()).unwrap();
    }
    all.push(("snapshot", Ran { code: Some(0), out: facts, err: String::new() }));
    all
}

fn said(ran: &Ran) -> String {
    format!("{}{}", ran.out, ran.err)
}

#[test]
fn a_larger_file_is_refused_by_every_command() {
    let folder = Folder::new("limits-bytes");
    let file = folder.write("large.txt", LINE.repeat(100));
    for (command, ran) in of_all_commands(&folder, &file, &["--max-bytes", "1000"]) {
        let said = said(&ran);
        let words =
            if command == "filter" { "the limit is 1000" } else { "larger than 1000 bytes" };
        assert!(said.contains(words), "{command}: {said}");
        assert!(!said.contains("水利局"), "{command}: {said}");
    }
    // A stream has no size beforehand.
    for (command, code) in [("extract", 1), ("text", 2)] {
        let ran = gongwen_fed(LINE.repeat(100), [command, "-", "--max-bytes", "1000"]);
        assert_eq!(ran.code, Some(code), "{command}");
        assert!(ran.err.contains("larger than 1000 bytes; raise --max-bytes"), "{}", ran.err);
    }
}

#[test]
fn a_text_that_makes_too_much_work_is_cut_alike_by_every_command() {
    let folder = Folder::new("limits-work");
    let file = folder.write("long.txt", LINE.repeat(200));
    let kept = {
        let ran = gongwen(["text", file.to_str().unwrap(), "--max-work", "10000"]);
        assert_eq!(ran.code, Some(0));
        assert!(ran.err.contains("limit-reached"), "{}", ran.err);
        ran.out
    };
    let lines = kept.lines().count();
    assert_eq!(kept, LINE.repeat(lines));
    assert!((10..200).contains(&lines));
    let message = format!(
        "the first {} of {} characters are kept; raise --max-work",
        kept.chars().count(),
        LINE.chars().count() * 200
    );
    for (command, ran) in of_all_commands(&folder, &file, &["--max-work", "10000"]) {
        // A data set has it in a table, a snapshot by its code.
        let words = match command {
            "run" => continue,
            "snapshot" => "limit-reached",
            _ => &message,
        };
        assert!(said(&ran).contains(words), "{command}: {}", said(&ran));
    }
    let out = folder.path("dataset");
    let out = out.to_str().unwrap();
    let asked = "select d.message, s.text_chars from diagnostics d join document_sources s \
                 using (doc_key) where code = 'limit-reached'";
    let answer = gongwen(["query", out, asked, "--format", "json"]).out;
    assert!(answer.contains(&message), "{answer}");
    assert_eq!(gongwen(["verify", out]).code, Some(0));
    // With another allowance it is another text, and is read again; then it is known.
    let run = |work: &str| gongwen(["run", file.to_str().unwrap(), "-o", out, "--max-work", work]);
    assert_eq!(run("100000").code, Some(0));
    let count = |sql: &str| gongwen(["query", out, sql, "--format", "csv"]).out;
    assert_eq!(count(asked).lines().count(), 1, "the heading only");
    assert_eq!(run("100000").code, Some(0));
    let read = count("select n_read from runs order by number");
    assert_eq!(read.lines().skip(1).collect::<Vec<_>>(), ["1", "1", "0"], "{read}");
}

#[test]
fn what_is_cut_does_not_depend_on_threads() {
    let folder = Folder::new("limits-threads");
    for number in 1..=12 {
        folder.write(&format!("{number:02}.txt"), LINE.repeat(number * 30));
        folder.write(&format!("{number:02}.docx"), word(number * 1000));
    }
    let run = |threads: &str| {
        let args = ["extract", ".", "--max-work", "7000", "--threads", threads];
        gongwen_in(&folder.0, "", args)
    };
    let (one, four) = (run("1"), run("4"));
    assert_eq!((one.code, one.out.lines().count()), (Some(0), 24), "{}", one.err);
    assert!(one.out == four.out);
    // All texts but the shortest, and the office files of 7,000 characters and more.
    let cut = one.out.lines().filter(|record| record.contains("limit-reached")).count();
    assert_eq!(cut, 11 + 6);
}

#[test]
fn a_file_that_takes_too_much_memory_costs_one_document() {
    if !cfg!(target_os = "linux") {
        return println!("not run: workers have no limit on their memory here");
    }
    let folder = Folder::new("limits-memory");
    let file = folder.write("bomb.docx", word(40_000_000));
    let flags = ["--max-memory", "16777216"];
    for (command, ran) in of_all_commands(&folder, &file, &flags) {
        let said = said(&ran);
        let words = if command == "filter" { "out-of-memory" } else { "needs more than 16 MiB" };
        assert!(said.contains(words), "{command}: {said}");
    }
    // Beside others it changes nothing.
    folder.write("a.txt", LINE);
    fs::write(folder.path("c.docx"), word(10)).unwrap();
    let among = ["extract", "a.txt", "bomb.docx", "c.docx", flags[0], flags[1]];
    let ran = gongwen_in(&folder.0, "", among);
    assert_eq!(ran.out.lines().count(), 2, "{}", ran.err);
    assert!(ran.out.contains("a.txt") && ran.out.contains("c.docx"));
}

#[test]
fn a_run_remembers_what_cost_too_much() {
    if !cfg!(target_os = "linux") {
        return println!("not run: workers have no limit on their memory here");
    }
    let folder = Folder::new("limits-memory-run");
    let file = folder.write("bomb.docx", word(40_000_000));
    let other = folder.write("a.txt", LINE);
    let out = folder.path("dataset");
    let [file, other, out] = [&file, &other, &out].map(|path| path.to_str().unwrap());
    let run = |flags: &[&str]| {
        let args = ["run", file, other, "-o", out, "--max-memory"];
        assert_eq!(gongwen([&args[..], flags].concat()).code, Some(1));
        let asked = "select c.reason, c.message from gongwen_costly c join quarantine using (uri)";
        let answer = gongwen(["query", out, asked, "--format", "json"]).out;
        let row: Value = serde_json::from_str(answer.lines().next().unwrap()).unwrap();
        let row = if row.is_array() { row[0].clone() } else { row };
        assert_eq!(row["reason"], "out-of-memory");
        row["message"].as_str().unwrap().to_owned()
    };
    let first = run(&["16777216"]);
    assert!(first.starts_with("needs more than 16 MiB of memory"), "{first}");
    // Whoever reads it again would say it in these words, and nobody reads it again.
    let state = rusqlite::Connection::open(Path::new(out).join("gongwen.sqlite")).unwrap();
    let changed = state.execute("update gongwen_costly set message = 'as remembered'", []);
    assert_eq!(changed.unwrap(), 1);
    drop(state);
    assert_eq!(run(&["16777216"]), "as remembered");
    assert_eq!(run(&["16777216"]), "as remembered");
    // Other limits, or --force, are a reason to try again.
    assert!(run(&["17000000"]).starts_with("needs more than 16 MiB of memory"));
    assert_eq!(run(&["17000000", "--force"]), first);
}

#[test]
fn a_run_remembers_archives_that_cost_too_much() {
    if !cfg!(target_os = "linux") {
        return println!("not run: workers have no limit on their memory here");
    }
    let folder = Folder::new("limits-archive-run");
    folder.write("in/bomb.docx", word(40_000_000));
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("a.txt", SimpleFileOptions::default()).unwrap();
    zip.write_all(LINE.as_bytes()).unwrap();
    let zip = zip.finish().unwrap().into_inner();
    folder.write("in/a.zip", &zip);
    let run = |flags: &[&str]| {
        let args = ["run", "in", "-o", "out", "--max-memory", "16777216"];
        assert_eq!(gongwen_in(&folder.0, "", [&args[..], flags].concat()).code, Some(1));
        let asked = "select reason, message from quarantine where uri = 'in/a.zip'";
        let ran = gongwen_in(&folder.0, "", ["query", "out", asked, "--format", "csv"]);
        ran.out.lines().nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(run(&[]), "");
    // As if whoever unpacked it had died over it, at the same price as the other file.
    let state = rusqlite::Connection::open(folder.path("out/gongwen.sqlite")).unwrap();
    let hash = sha2::Sha256::digest(&zip);
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let sql = "insert into gongwen_costly select 'in/a.zip', ?1, 'reader-died', 'as remembered', \
               settings from gongwen_costly where uri = 'in/bomb.docx'";
    assert_eq!(state.execute(sql, [hash]).unwrap(), 1);
    drop(state);
    assert_eq!(run(&[]), "reader-died,as remembered");
    assert_eq!(run(&[]), "reader-died,as remembered");
    // Another file under its name, or --force, is a reason to try again.
    assert_eq!(run(&["--force"]), "");
}

#[cfg(unix)]
#[test]
fn a_worker_that_somebody_else_ends_costs_nothing() {
    use gongwen_engine::{Limits, Parser};
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("limits-killed");
    let own = env!("CARGO_BIN_EXE_gongwen");
    // The first is killed; those after it read. Of `always`, all are.
    let script = |name: &str, always: &str| {
        let mark = folder.path(&format!("{name}.mark"));
        let text = format!(
            "#!/bin/sh\necho x >> {mark}\n\
             if [ $(wc -l < {mark}) -gt 1 ]{always}; then exec {own} \"$@\"; fi\nkill -9 $$\n",
            mark = mark.display()
        );
        let file = folder.write(name, text);
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        (gongwen_engine::worker::Workers::new(file, &Limits::default()), mark)
    };
    let read = |workers: &gongwen_engine::worker::Workers| {
        let source = gongwen_formats::source::Source::from_bytes("a.docx", word(10));
        workers.read(&Limits::default().of_reader(), source, None)
    };
    let (workers, mark) = script("once", "");
    assert_eq!(read(&workers).unwrap().layer.text().trim(), "防".repeat(10));
    assert_eq!(fs::read_to_string(mark).unwrap().lines().count(), 2);
    let (workers, mark) = script("always", " && false");
    let error = read(&workers).unwrap_err();
    assert_eq!(error.kind(), gongwen_formats::source::ErrorKind::ReaderDied);
    assert_eq!(fs::read_to_string(mark).unwrap().lines().count(), 2, "it is tried twice");
}

#[test]
fn a_worker_ends_with_whoever_asked_it() {
    let mut worker = Command::new(env!("CARGO_BIN_EXE_gongwen"))
        .args(["worker", "100000000"])
        // As whoever starts one sets it: else the allocator reserves more than the limit at once.
        .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = worker.stdin.take().unwrap();
    // Half a request: it waits for the rest, which never comes.
    input.write_all(&9_u64.to_le_bytes()).unwrap();
    drop(input);
    assert_eq!(worker.wait().unwrap().code(), Some(0));
    assert!(!gongwen(["--help"]).out.contains("worker"), "it is for nobody to type");
}
