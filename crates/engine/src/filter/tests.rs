use super::{Error, MAX_LINE_BYTES, Pace, Settings, Tally, answer, run};
use crate::{Engine, Reading};
use gongwen::lexicon::Lexicon;
use serde_json::Value;
use std::io::{self, Cursor, Write};

fn engine() -> Engine {
    Engine::new(Lexicon::builtin(), Reading::default(), 2)
}

fn settings() -> Settings {
    Settings { engine: engine(), max_line_bytes: MAX_LINE_BYTES, pace: Pace::Block }
}

/// The answer without its record.
fn shown(line: &[u8]) -> String {
    let answer = answer(line, &engine());
    let text = String::from_utf8(answer.bytes).unwrap();
    assert_eq!(text.matches(['\n', '\r']).count(), 1, "{text}");
    let line = text.strip_suffix('\n').unwrap();
    match line.split_once(",\"record\":{") {
        None => line.to_owned(),
        Some((head, _)) => {
            let whole: Value = serde_json::from_str(line).unwrap();
            assert_eq!(whole["record"]["schema_version"], "1");
            let meta = line.rsplit_once(",\"meta\":").unwrap().1;
            format!("{head},…,\"meta\":{meta}")
        }
    }
}

/// A line and its answer, the record left out.
const ANSWERS: &[(&str, &str)] = &[
    (r#"{"uri":"a","text":"通知"}"#, r#"{"uri":"a","status":"ok",…,"meta":{}}"#),
    (r#"{"text":""}"#, r#"{"uri":null,"status":"ok",…,"meta":{}}"#),
    ("  {\"text\":\"\"} \t\r", r#"{"uri":null,"status":"ok",…,"meta":{}}"#),
    (
        r#"{"z":1e400,"text":"x","uri":null,"a":{"b":[0.10,-0,12345678901234567890123,1e400]},"z":1E+2}"#,
        r#"{"uri":null,"status":"ok",…,"meta":{"z":1e+2,"a":{"b":[0.10,-0,12345678901234567890123,1e+400]}}}"#,
    ),
    (
        "{\"uri\":\"a\\n\\u0000\\\"b\",\"text\":\"\\u0000\\r\\n\",\"m\":\"\\t\u{2028}\"}",
        "{\"uri\":\"a\\n\\u0000\\\"b\",\"status\":\"ok\",…,\"meta\":{\"m\":\"\\t\u{2028}\"}}",
    ),
    (
        r#"{"bytes":"YQ==","encoding":"gbk","k":1}"#,
        r#"{"uri":null,"status":"ok",…,"meta":{"k":1}}"#,
    ),
    (r#"{"bytes":"Y Q\n","text":null}"#, r#"{"uri":null,"status":"ok",…,"meta":{}}"#),
    (
        r#"{"text":"a","encoding":"gbk","bytes":null}"#,
        r#"{"uri":null,"status":"ok",…,"meta":{"encoding":"gbk"}}"#,
    ),
    (
        r#"{"text":"a","meta":{"x":1},"status":"new"}"#,
        r#"{"uri":null,"status":"ok",…,"meta":{"meta":{"x":1},"status":"new"}}"#,
    ),
    (
        r#"{"uri":"a","x":1}"#,
        r#"{"uri":"a","status":"failed","error":{"code":"no-content","message":"neither `text` nor `bytes` is given; give one of them"},"meta":{"x":1}}"#,
    ),
    (
        r#"{"uri":"a","bytes":"!","x":1}"#,
        r#"{"uri":"a","status":"failed","error":{"code":"bad-base64","message":"`bytes` is not valid base64: Invalid symbol 33, offset 0."},"meta":{"x":1}}"#,
    ),
    (
        r#"{"uri":"a","bytes":"YQ","encoding":"klingon"}"#,
        r#"{"uri":"a","status":"failed","error":{"code":"bad-encoding","message":"unknown encoding `klingon`; try utf-8, gb18030, big5 or utf-16le"},"meta":{}}"#,
    ),
    (
        r#"{"uri":"a","bytes":"iVBORw0KGgo=","k":1}"#,
        r#"{"uri":"a","status":"failed","error":{"code":"unreadable","message":"unsupported-format: the file is a picture; recognise its characters with an OCR program and read its output"},"meta":{"k":1}}"#,
    ),
    (
        r#"{"uri":7,"text":"a"}"#,
        r#"{"uri":null,"status":"failed","error":{"code":"bad-field","message":"`uri` must be a string or null"},"meta":{"uri":7}}"#,
    ),
    (
        r#"{"uri":"a","text":["a"]}"#,
        r#"{"uri":"a","status":"failed","error":{"code":"bad-field","message":"`text` must be a string"},"meta":{}}"#,
    ),
    (
        r#"{"uri":"a","text":"a","bytes":"YQ=="}"#,
        r#"{"uri":"a","status":"failed","error":{"code":"bad-field","message":"both `text` and `bytes` are given; give one of them"},"meta":{}}"#,
    ),
    (
        r#"{"uri":"a","text":"a","text":"b"}"#,
        r#"{"uri":null,"status":"failed","error":{"code":"bad-json","message":"invalid JSON: duplicate field `text` at column 28; each line must be one JSON object"},"meta":{}}"#,
    ),
    (
        r#"{"text":"\ud800"}"#,
        r#"{"uri":null,"status":"failed","error":{"code":"bad-json","message":"invalid JSON: unexpected end of hex escape at column 16; each line must be one JSON object"},"meta":{}}"#,
    ),
    (
        r#"{"text":"a"} {"text":"b"}"#,
        r#"{"uri":null,"status":"failed","error":{"code":"bad-json","message":"invalid JSON: trailing characters at column 14; each line must be one JSON object"},"meta":{}}"#,
    ),
    (
        "[1]",
        r#"{"uri":null,"status":"failed","error":{"code":"bad-json","message":"invalid JSON: invalid type: sequence, expected an object with `text` or `bytes` at column 0; each line must be one JSON object"},"meta":{}}"#,
    ),
    (
        "{\"text\":\"\0\"}",
        r#"{"uri":null,"status":"failed","error":{"code":"bad-json","message":"invalid JSON: control character (\\u0000-\\u001F) found while parsing a string at column 10; each line must be one JSON object"},"meta":{}}"#,
    ),
    (
        "",
        r#"{"uri":null,"status":"failed","error":{"code":"blank-line","message":"the line is blank; remove it"},"meta":{}}"#,
    ),
    (
        " \r",
        r#"{"uri":null,"status":"failed","error":{"code":"blank-line","message":"the line is blank; remove it"},"meta":{}}"#,
    ),
];

#[test]
fn every_line_has_its_answer() {
    for (line, expected) in ANSWERS {
        assert_eq!(shown(line.as_bytes()), *expected, "{line}");
    }
    let broken = shown(b"{\"text\":\"\xFF\"}");
    assert!(
        broken.contains("\"code\":\"not-utf8-line\",\"message\":\"invalid UTF-8 at byte 9; "),
        "{broken}"
    );
    let deep = format!("{{\"text\":\"a\",\"x\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(shown(deep.as_bytes()).contains("recursion limit exceeded"));
    let long = format!("\"{}\"", "长".repeat(100_000));
    assert!(shown(long.as_bytes()).len() < 2000);
}

#[test]
fn bytes_are_read_in_the_encoding_that_is_stated_nearest() {
    let notice = "关于做好防汛工作的通知";
    let bytes = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        encoding_rs::GB18030.encode(notice).0,
    );
    let source = |line: String, engine: &Engine| {
        let answer: Value = serde_json::from_slice(&answer(line.as_bytes(), engine).bytes).unwrap();
        let source = &answer["record"]["source"];
        [&source["path"], &source["encoding"], &source["encoding_basis"]]
            .map(|v| v.as_str().unwrap().to_owned())
    };
    let reading = Reading { encoding: Some(encoding_rs::BIG5), ..Reading::default() };
    let big5 = Engine { reading, ..engine() };
    let line = |more: &str| format!("{{\"uri\":\"s3://a\",\"bytes\":\"{bytes}\"{more}}}");
    assert_eq!(source(line(""), &engine()), ["s3://a", "gb18030", "detected"]);
    assert_eq!(source(line(""), &big5), ["s3://a", "Big5", "stated"]);
    assert_eq!(source(line(",\"encoding\":\"gb2312\""), &big5), ["s3://a", "gb18030", "stated"]);
    let text = format!("{{\"text\":\"{notice}\"}}");
    assert_eq!(source(text, &big5), ["-", "UTF-8", "valid-utf-8"]);
}

#[test]
fn a_panic_is_a_failed_line() {
    let engine = Engine { extract: |_, _| panic!("row 7"), ..engine() };
    let answer = answer(br#"{"uri":"a","text":"b","x":1}"#, &engine);
    let expected = r#"{"uri":"a","status":"failed","error":{"code":"internal-error","message":"internal error: extraction failed: row 7; please report the file"},"meta":{"x":1}}"#;
    assert_eq!(String::from_utf8(answer.bytes).unwrap().trim_end(), expected);
}

#[test]
fn lines_are_counted_and_answered_in_order() {
    let mut input = String::new();
    for number in 0..1000 {
        input += &match number % 4 {
            0 => "\n".to_owned(),
            1 => format!("{{\"uri\":\"{number}\"}}\n"),
            2 => format!("{{\"uri\":\"{number}\",\"text\":\"{}\"}}\n", "长".repeat(60)),
            _ => format!("{{\"uri\":\"{number}\",\"text\":\"a\"}}\n"),
        };
    }
    let mut out = Vec::new();
    let short = Settings { max_line_bytes: 100, ..settings() };
    let tally = run(Cursor::new(input.into_bytes()), short, &mut out).unwrap();
    assert_eq!((tally.lines, tally.failed()), (1000, 750));
    let codes: Vec<_> = tally.by_code().map(|(code, count)| (code.name(), count)).collect();
    assert_eq!(codes, [("too-large", 250), ("blank-line", 250), ("no-content", 250)]);
    let lines = out.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let answers: Vec<Value> = lines.map(|line| serde_json::from_slice(line).unwrap()).collect();
    assert_eq!(answers.len(), 1000);
    for (number, answer) in answers.iter().enumerate().filter(|(number, _)| number % 2 == 1) {
        assert_eq!(answer["uri"], number.to_string());
    }
    assert_eq!(
        answers[2]["error"]["message"],
        "the line has 201 bytes; the limit is 100; raise --max-line-bytes"
    );
}

#[test]
fn nothing_is_answered_by_nothing() {
    let mut out = Vec::new();
    assert_eq!(run(Cursor::new(b""), settings(), &mut out).unwrap(), Tally::default());
    assert!(out.is_empty());
}

#[test]
fn a_writer_that_fails_ends_it() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    /// Never comes to an end, and soon never to a line.
    struct Endless(bool);
    impl io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                std::thread::park();
            }
            buffer[0] = b'\n';
            Ok(1)
        }
    }
    let line = Settings { pace: Pace::Line, ..settings() };
    let error = run(Endless(false), line, &mut Closed).unwrap_err();
    assert!(matches!(error, Error::Write(cause) if cause.kind() == io::ErrorKind::BrokenPipe));
}
