//! `gongwen filter` as it stands in a pipe.

use crate::support::command::{Ran, gongwen_fed};
use crate::support::root;
use gongwen_engine::filter::FailureCode;
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};
use std::thread;

const NOTICE: &str = "临江市人民政府办公室关于做好防汛工作的通知\\n\\n各区人民政府:\\n一、加强值守。\
                      落实24小时值班。(责任单位:市水利局)";

fn answers(ran: &Ran) -> Vec<Value> {
    ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Ten thousand lines, good, bad, blank and long.
fn many() -> String {
    let line = |number| match number % 50 {
        0 => "\n".to_owned(),
        1 => format!("{{\"uri\":\"{number}\"}}\r\n"),
        2 => format!("{{\"uri\":\"{number}\",\"text\":\"{}\"}}\n", NOTICE.repeat(40)),
        3 => format!("no json {number}\n"),
        _ => format!("{{\"n\":{number},\"uri\":\"{number}\",\"text\":\"{NOTICE}\"}}\n"),
    };
    (0..10_000).map(line).collect()
}

#[test]
fn ten_thousand_lines_come_back_in_order_whatever_the_number_of_threads() {
    let input = many();
    let run = |threads| gongwen_fed(&input, ["filter", "--threads", threads]);
    let (one, many) = (run("1"), run("7"));
    assert_eq!((one.code, many.code), (Some(0), Some(0)));
    assert!(one.out == many.out, "the number of threads changed the output");
    assert_eq!(
        one.err,
        "gongwen: 600 of 10000 lines failed: blank-line 200, bad-json 200, no-content 200\n"
    );
    let answers = answers(&one);
    assert_eq!(answers.len(), 10_000);
    for (number, answer) in answers.iter().enumerate().filter(|(number, _)| number % 50 > 3) {
        assert_eq!(answer["uri"], number.to_string());
        assert_eq!(answer["meta"]["n"].as_u64(), Some(number as u64));
        assert_eq!(answer["record"]["tasks"][0]["responsibilities"][0]["surface"], "市水利局");
        assert_eq!(answer["record"]["source"]["path"], number.to_string());
    }
}

#[test]
fn the_exit_code_counts_failed_lines() {
    let input = "{\"text\":\"a\"}\n\n{}\n";
    let cases: &[(&[&str], i32)] = &[
        (&[], 0),
        (&["--max-failed", "2"], 0),
        (&["--max-failed", "1"], 1),
        (&["--max-failed", "0"], 1),
        (&["--max-failed", "-1"], 2),
        (&["--max-line-bytes", "0"], 2),
        (&["--encoding", "klingon"], 2),
        (&["--config", "no/such.toml"], 2),
        (&["stray"], 2),
    ];
    for (flags, code) in cases {
        let ran = gongwen_fed(input, [&["filter"], *flags].concat());
        assert_eq!(ran.code, Some(*code), "{flags:?}: {}", ran.err);
        assert_eq!(answers(&ran).len(), if *code == 2 { 0 } else { 3 }, "{flags:?}");
    }
    let quiet = gongwen_fed(input, ["filter", "--quiet", "--max-failed=0"]);
    assert_eq!((quiet.code, quiet.err.as_str()), (Some(1), ""));
    let good = gongwen_fed("{\"text\":\"a\"}", ["filter", "--max-failed=0"]);
    assert_eq!((good.code, good.err.as_str()), (Some(0), ""));
    let none = gongwen_fed("", ["filter"]);
    assert_eq!((none.code, none.out.as_str(), none.err.as_str()), (Some(0), "", ""));
}

#[test]
fn a_long_line_fails_and_its_neighbours_do_not() {
    let long = "长".repeat(1_000_000);
    let input = format!("\u{FEFF}{{\"text\":\"a\"}}\n{{\"text\":\"{long}\"}}\n{{\"text\":\"b\"}}");
    let ran = gongwen_fed(input, ["filter", "--max-line-bytes", "1000"]);
    let answers = answers(&ran);
    let status: Vec<&str> =
        answers.iter().map(|answer| answer["status"].as_str().unwrap()).collect();
    assert_eq!(status, ["ok", "failed", "ok"]);
    assert_eq!(answers[1]["error"]["code"], "too-large");
    assert_eq!(answers[1]["uri"], Value::Null);
}

#[test]
fn bytes_that_are_no_text_harm_their_line_only() {
    let input = b"\x00\xFF\n{\"text\":\"\xC4\xE3\"}\n{\"uri\":\"b\",\"bytes\":\"//4AAP8=\"}\n";
    let ran = gongwen_fed(input, ["filter", "--quiet"]);
    let answers = answers(&ran);
    assert_eq!(answers[0]["error"]["code"], "not-utf8-line");
    assert_eq!(answers[1]["error"]["code"], "not-utf8-line");
    assert_eq!(answers[2]["status"], "ok");
}

#[test]
fn files_that_extract_refuses_fail() {
    use base64::Engine;
    let workbook = std::fs::read(root().join("fixtures/formats/17-task-table.xlsx")).unwrap();
    let files: [(&str, &[u8]); 4] = [
        ("half.xlsx", &workbook[..workbook.len() / 2]),
        ("pack.zip", &std::fs::read(root().join("fixtures/formats/pack.zip")).unwrap()),
        ("program.txt", b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0"),
        ("picture.txt", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR"),
    ];
    let line = |(name, bytes): &(&str, &[u8])| {
        let bytes = base64::engine::general_purpose::STANDARD.encode(bytes);
        format!("{{\"uri\":\"{name}\",\"bytes\":\"{bytes}\"}}\n")
    };
    let input: String = files.iter().map(line).collect();
    let ran = gongwen_fed(input, ["filter", "--quiet"]);
    let answers = answers(&ran);
    assert_eq!(answers.len(), files.len());
    for (answer, (name, _)) in answers.iter().zip(files) {
        assert_eq!(answer["uri"], name);
        assert_eq!(answer["error"]["code"], "unreadable", "{name}: {answer}");
        let message = answer["error"]["message"].as_str().unwrap();
        assert!(message.split_once(": ").is_some_and(|(code, _)| !code.contains(' ')), "{message}");
    }
}

fn start(flags: &[&str]) -> std::process::Child {
    Command::new(env!("CARGO_BIN_EXE_gongwen"))
        .arg("filter")
        .args(flags)
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn a_reader_that_goes_away_ends_it_without_a_word() {
    let mut child = start(&[]);
    let mut stdin = child.stdin.take().unwrap();
    // Never closes its side: the command must not wait for the end of its input.
    let writer = thread::spawn(move || {
        let line = format!("{{\"text\":\"{NOTICE}\"}}\n");
        while stdin.write_all(line.as_bytes()).is_ok() {}
    });
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with("{\"uri\":null,\"status\":\"ok\""), "{first}");
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(said, "");
    writer.join().unwrap();
}

#[test]
fn a_sender_that_waits_for_each_answer_gets_it() {
    for threads in ["1", "3"] {
        let mut child = start(&["--line-buffered", "--threads", threads]);
        let mut stdin = child.stdin.take().unwrap();
        let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
        for number in 0..20 {
            writeln!(stdin, "{{\"uri\":\"{number}\",\"text\":\"a\"}}").unwrap();
            let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
            assert_eq!(answer["uri"], number.to_string());
        }
        drop(stdin);
        assert!(answers.next().is_none());
        assert_eq!(child.wait().unwrap().code(), Some(0));
    }
}

/// What Spark does: every partition has a process of its own, and is the same if it runs again.
#[cfg(unix)]
#[test]
fn partitions_give_what_the_whole_gives() {
    let lines: Vec<String> = many().lines().take(400).map(|line| format!("{line}\n")).collect();
    let whole = gongwen_fed(lines.concat(), ["filter", "--quiet"]);
    let binary = env!("CARGO_BIN_EXE_gongwen");
    let parts = lines.chunks(150).map(|part| {
        let mut shell = Command::new("sh")
            .args(["-c", "cat | \"$0\" filter --quiet --threads 1 | cat", binary])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .current_dir(root())
            .spawn()
            .unwrap();
        let mut stdin = shell.stdin.take().unwrap();
        let part = part.concat();
        let writer = thread::spawn(move || stdin.write_all(part.as_bytes()));
        let output = shell.wait_with_output().unwrap();
        writer.join().unwrap().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    });
    assert!(parts.collect::<String>() == whole.out);
}

#[test]
fn the_page_explains_every_code() {
    let page = fs::read_to_string(root().join("docs/filter.md")).unwrap();
    for code in FailureCode::ALL {
        let row = format!("| `{}` | {} |", code.name(), code.about());
        assert!(page.contains(&row), "docs/filter.md lacks the line\n{row}");
    }
}
