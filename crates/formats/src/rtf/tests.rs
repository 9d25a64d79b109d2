//! Files as a whole.

use super::read;
use crate::Limits;
use crate::draft::Draft;
use gongwen::diagnostic::Code;
use gongwen::document::BlockKind;
use std::fmt::Write;

fn read_within(limits: &Limits, bytes: &[u8]) -> (Vec<(BlockKind, String)>, Vec<Code>) {
    let mut draft = Draft::default();
    read(limits, bytes, &mut draft);
    let (layer, diagnostics) = draft.finish();
    let blocks = layer.structure().blocks.iter();
    let blocks = blocks.map(|block| (block.kind, layer.text()[block.range.clone()].to_owned()));
    (blocks.collect(), diagnostics.iter().map(|diagnostic| diagnostic.code).collect())
}

fn lines(rtf: &str) -> Vec<String> {
    let (blocks, codes) = read_within(&Limits::default(), rtf.as_bytes());
    assert_eq!(codes, [], "{rtf}");
    blocks.into_iter().map(|(_, words)| words).collect()
}

/// Characters as the bytes of GB 18030, the way Word writes them.
fn bytes(text: &str) -> String {
    let (bytes, ..) = encoding_rs::GB18030.encode(text);
    bytes.iter().fold(String::new(), |mut all, byte| {
        write!(all, "\\'{byte:02x}").unwrap();
        all
    })
}

/// Characters as `\u`, with a fallback.
fn units(text: &str) -> String {
    text.encode_utf16().fold(String::new(), |mut all, unit| {
        write!(all, "\\u{}?", unit.cast_signed()).unwrap();
        all
    })
}

#[test]
fn both_ways_of_writing_characters() {
    let text = "关于镕城工程的通知";
    let fonts = "{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset134 SimSun;}}";
    let cases = [
        format!("{{\\rtf1\\ansi\\ansicpg936{fonts}\\f0 {}\\par}}", bytes(text)),
        format!("{{\\rtf1\\ansi\\ansicpg1252{fonts}\\f1 {}\\par}}", bytes(text)),
        format!("{{\\rtf1\\ansi{fonts}{}\\par}}", units(text)),
        format!("{{\\rtf1\\ansi\\uc2 {}\\par}}", units(text).replace('?', "\\'a1\\'f5")),
        format!("{{\\rtf1\\ansi\\uc0 {}\\par}}", units(text).replace('?', " ")),
    ];
    for case in cases {
        assert_eq!(lines(&case), [text], "{case}");
    }
    assert_eq!(
        lines("{\\rtf1\\ansi caf\\'e9 \\ldblquote a\\rdblquote\\line b\\par}"),
        ["café “a”\nb"]
    );
    assert_eq!(lines("{\\rtf1 \\u-10179?\\u-8704?}"), ["\u{1F600}"]);
}

#[test]
fn what_is_no_text_is_left_out() {
    let rtf = "{\\rtf1{\\info{\\title T}}{\\stylesheet{\\s0 Normal;}}{\\*\\generator G;}\
        {\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt link}}{\\pict\\bin4 }}}}}{\\*\\unknown no}\
        {\\object{\\*\\objdata 00ff}{\\result shown}}\\par\
        {\\listtext\\pard\\plain 1.\\tab}2025\\par{\\listtext 1.\\tab}Aims\\par}";
    assert_eq!(lines(rtf), ["linkshown", "1. 2025", "1.Aims"]);
}

#[test]
fn tables_notes_and_margins() {
    let rtf = "{\\rtf1{\\header A gazette\\par}{\\footer - 1 -\\par}\
        \\pard\\outlinelevel0 Title\\par\\pard Text{\\footnote A note.}\\par\
        \\trowd\\clvmgf\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl a\\cell b\\par c\\cell d\\cell\\row\
        \\trowd\\clvmrg\\cellx1000\\cellx3000\\pard\\intbl\\cell e\\cell\\row\\pard End\\par}";
    let (blocks, _) = read_within(&Limits::default(), rtf.as_bytes());
    let row = BlockKind::Row { table: 0 };
    let expected = [
        (BlockKind::Heading(1), "Title"),
        (BlockKind::Paragraph, "Text"),
        (row, "a\tb c\td"),
        (row, "\te"),
        (BlockKind::Paragraph, "End"),
        (BlockKind::Footnote, "A note."),
        (BlockKind::Margin, "A gazette"),
    ];
    let expected = expected.map(|(kind, words)| (kind, words.to_owned()));
    assert_eq!(blocks, expected);
}

#[test]
fn what_is_lost_or_left_out_is_told() {
    let codes = |rtf: &str| read_within(&Limits::default(), rtf.as_bytes()).1;
    assert_eq!(codes("{\\rtf1 a{\\v b}\\par}"), [Code::HiddenText]);
    assert_eq!(codes("{\\rtf1 a{\\deleted b\\par}c{\\revised d}\\par}"), [Code::TrackedChanges]);
    assert_eq!(codes("{\\rtf1 a\\par {b"), [Code::DamagedFile]);
    assert_eq!(codes("{\\rtf1\\par}"), [Code::EmptyFile]);
    assert_eq!(codes("{\\rtf1{\\pict 00}\\par}"), [Code::NoTextLayer]);
    let deep = format!("{{\\rtf1 {}a{}\\par}}", "{".repeat(9999), "}".repeat(9999));
    assert_eq!(codes(&deep), [Code::LimitReached]);
    let limits = Limits { chars: 10, ..Limits::default() };
    let (_, codes) = read_within(&limits, b"{\\rtf1 abcdefgh\\par abcdefgh\\par}");
    assert_eq!(codes, [Code::LimitReached]);
}

#[test]
fn damaged_files_are_read_without_failing() {
    let fonts = "{\\fonttbl{\\f0\\fcharset134 SimSun;}}";
    let body = "\\trowd\\cellx900\\cellx1800\\pard\\intbl\\itap2 a\\nestcell{\\*\\nesttableprops\
        \\trowd\\cellx9\\nestrow}\\itap1 b\\cell c\\cell\\row\\pard{\\footnote n}\\par";
    let whole = format!("{{\\rtf1{fonts}\\f0 {}{body}}}", bytes("澜州市人民政府"));
    let mut state = 7u32;
    let mut random = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    let mut read_some = 0;
    for end in 0..whole.len() {
        let (blocks, codes) = read_within(&Limits::default(), &whole.as_bytes()[..end]);
        assert!(!blocks.is_empty() || !codes.is_empty());
        read_some += usize::from(!blocks.is_empty());
    }
    assert!(read_some * 2 > whole.len());
    for _ in 0..500 {
        let mut bytes = whole.clone().into_bytes();
        for _ in 0..1 + random() % 16 {
            let at = random() as usize % bytes.len();
            bytes[at] = (random() & 0xFF).to_le_bytes()[0];
        }
        let (blocks, codes) = read_within(&Limits::default(), &bytes);
        assert!(!blocks.is_empty() || !codes.is_empty());
    }
}
