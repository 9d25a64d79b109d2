//! Laws that hold for any text and any bytes, tried on a few thousand of them. The seed is fixed, so
//! a run is the same everywhere; `fuzz/` looks further.

use crate::support::mutants::{broken, mutant, seeds};
use crate::support::{checked, line_of, record_of_text, root};
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestCaseError};
use rayon::prelude::*;

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(20_250_414),
        max_shrink_iters: 2_000,
        ..ProptestConfig::default()
    }
}

/// Pieces of notices: markers, labels, dates, names, numbers and what comes between them, whole and
/// damaged.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "  ",
    "\u{3000}",
    "一、",
    "二、",
    "十一、",
    "(一)",
    "（二）",
    "(三",
    "1.",
    "2．",
    "3、",
    "(1)",
    "①",
    "一是",
    "第一条",
    "第三章 ",
    "2.1",
    "附件",
    "附件:1.",
    "附件1",
    "关于印发",
    "《",
    "》",
    "的通知",
    "工作方案",
    "人民政府办公室",
    "市人民政府",
    "各区人民政府,市政府各部门:",
    "临政办〔2025〕8号",
    "临政办[2025]号",
    "索引号:",
    "发文机关:",
    "成文日期:",
    "发布日期",
    "2025年4月14日",
    "2025414",
    "20253月",
    "2025111",
    "二〇二五年四月十四日",
    "2025年3月底前",
    "6月底前",
    "每季度首月20日前",
    "每月",
    "2025—2027年",
    "9月上旬",
    "(责任单位:",
    "责任单位：",
    "（牵头单位：",
    ";配合单位:",
    "【责任部门】",
    "〔",
    "〕",
    ")",
    "）",
    "市财政局",
    "、",
    "区发改局",
    "区经科局(区数据局)",
    "各街道",
    "〈含开发区管委会,下同〉",
    "等部门按职责分工负责",
    "牵头",
    "配合",
    "会同",
    "。",
    ",",
    "，",
    ";",
    ":",
    "：",
    "新增",
    "突破",
    "达到",
    "力争",
    "480个",
    "2万亿元",
    "9%左右",
    "1.5亿",
    "20个以上",
    "8—10项",
    "0.5个工作日",
    "不超过3次",
    "翻一番",
    "百分之三十",
    "99999999999999999999999999999999万亿元",
    "主办单位:",
    "协办单位",
    "组长:",
    "副组长:",
    "成员:",
    "张 宇",
    "夏伟市 财政局副局长",
    "领导小组",
    "办公室设在",
    "打印",
    "关闭",
    "【 打印 】",
    "扫一扫",
    "浏览量:",
    "现印发给你们,请认真贯彻执行。",
    "(此件公开发布)",
    "抄送:",
    "特此通告",
    "列第一位的为牵头单位,下同",
    "以下均需各县落实,不再列出",
    "\u{FEFF}",
    "\u{FFFD}",
    "\u{0}",
    "𠀀",
    "e\u{301}",
    "👨‍👩‍👧",
    "—",
    "……",
    "5G",
    "24小时",
];

fn notice() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => proptest::sample::select(PIECES).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
        1 => "[一-鿿]{1,30}",
        1 => "[0-9]{1,12}",
    ];
    proptest::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

/// Checks all laws, and that a second reading gives the same bytes.
fn holds(bytes: &[u8]) -> Result<(), TestCaseError> {
    checked("any.txt", bytes).map_err(TestCaseError::fail)?;
    prop_assert_eq!(line_of("any.txt", bytes).1, line_of("any.txt", bytes).1);
    Ok(())
}

proptest! {
    #![proptest_config(config(600))]

    #[test]
    fn any_text_keeps_the_laws(text in any::<String>()) {
        holds(text.as_bytes())?;
    }

    #[test]
    fn anything_like_a_notice_keeps_the_laws(text in notice()) {
        holds(text.as_bytes())?;
    }

    #[test]
    fn any_bytes_keep_the_laws(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        holds(&bytes)?;
    }

    #[test]
    fn a_notice_with_broken_bytes_keeps_the_laws(
        text in notice(),
        wrong in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..6),
        encoding in proptest::sample::select(&["utf-8", "gb18030", "big5", "utf-16le"][..]),
    ) {
        let mut bytes = encoded(&text, encoding);
        for (place, byte) in wrong {
            if !bytes.is_empty() {
                let place = place.index(bytes.len());
                bytes[place] = byte;
            }
        }
        holds(&bytes)?;
    }
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        _ => {
            let encoding = gongwen_formats::Encoding::for_label(encoding.as_bytes()).unwrap();
            encoding.encode(text).0.into_owned()
        }
    }
}

#[test]
fn no_text_is_a_record_too() {
    for text in ["", " ", "\n", "\u{FEFF}", "\u{FEFF}\r\n", "。", "一、"] {
        record_of_text(text);
    }
}

/// Inputs that broke a law once, as small as they could be made.
#[test]
fn what_the_fuzzer_found_stays_mended() {
    let found: &[&[u8]] =
        &["牵头:市部〕(牵头：\0\0".as_bytes(), b"\xE4\xE5\xBB\xBA\xE6\x88\x908\xE5\xAE\xB6\0"];
    for bytes in found {
        checked("found.txt", bytes).unwrap();
    }
}

/// Mutants of the corpus and of the fixtures of every format.
const MUTANTS: u64 = 20_000;

/// `cargo xtask mutants` makes more of them, and writes those that break a law to a folder.
#[test]
fn damaged_notices_keep_the_laws() {
    let seeds = seeds(&[&root().join("corpus"), &root().join("fixtures/formats")]).unwrap();
    let bad: Vec<String> = (0..MUTANTS)
        .into_par_iter()
        .filter_map(|number| {
            let mutant = mutant(&seeds, number);
            let broken = broken(&mutant);
            (!broken.is_empty()).then(|| format!("{}: {broken:#?}", mutant.name))
        })
        .collect();
    assert!(bad.is_empty(), "{} of {MUTANTS}:\n{}", bad.len(), bad.join("\n"));
}

/// A clause over a page number, and attachments that the text ends in.
#[test]
fn ends_of_texts_and_pages_keep_the_laws() {
    for sign in [":", "：", ".", "．", "、"] {
        for item in
            ["", "1", "1．", "1.", "1、", "（1）", "(1)", "①", "一、", "1.\n", "\n1.", "\n\n"]
        {
            record_of_text(&format!("附件{sign}{item}"));
            record_of_text(&format!("关于工作的通知\n附件1{sign}{item}"));
            record_of_text(&format!(
                "关于工作的通知\n各县:\n请落实。\n附件{sign}{item}\n附件{sign}{item}"
            ));
        }
    }
    for page in ["— 2 —", "-2-", "2", "\u{C}2", "—2—\n\n—3—"] {
        for clause in [
            "(责任单位:市水利局、",
            "责任单位:市水利局、",
            "(市水利局",
            "牵头单位:市水利局\n责任单位:",
        ] {
            let text = format!(
                "关于工作的通知\n一、加强值守。做好工作。{clause}\n{page}\n市应急局)各单位要抓好。\n{page}"
            );
            record_of_text(&text);
        }
    }
}

/// The page number is a segment of its own, and the clause goes on behind it.
#[test]
fn a_clause_over_a_page_is_two_segments_around_the_page_number() {
    let text = "一、加强值守。做好工作。(责任单位:市水利局、\n— 2 —\n市应急局)各单位要抓好落实。\n";
    let record = record_of_text(text);
    let words: Vec<char> = text.chars().collect();
    let shown = |segment: &serde_json::Value| {
        let bound = |name: &str| segment[name].as_u64().unwrap() as usize;
        let words: String = words[bound("start")..bound("end")].iter().collect();
        format!("{} {}", segment["kind"].as_str().unwrap(), words.trim())
    };
    let segments: Vec<String> = record["segments"].as_array().unwrap().iter().map(shown).collect();
    assert_eq!(
        segments,
        [
            "heading 一、加强值守。",
            "body 做好工作。",
            "clause (责任单位:市水利局、",
            "furniture — 2 —",
            "clause 市应急局)",
            "body 各单位要抓好落实。"
        ]
    );
}
