//! No input makes the rules panic, and long paragraphs take linear time.

use super::testing::clauses;
use crate::find::duty;
use crate::find::group;
use crate::find::{Context, Passage};
use crate::model::PartId;
use crate::span::TextRange;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Pieces of clauses, duties and rosters in any order.
const PIECES: &[&str] = &[
    "(",
    ")",
    "〔",
    "〕",
    "[",
    "]",
    "【",
    "】",
    "〈",
    "〉",
    "“",
    "”",
    ":",
    ";",
    ",",
    "、",
    "。",
    " ",
    "\n",
    "责任单位",
    "牵头单位:",
    "完成时限:",
    "市财政局",
    "各县",
    "市、区",
    "人民政府",
    "牵头",
    "负责",
    "按职责分工",
    "配合",
    "会同",
    "等",
    "等部门",
    "和",
    "2023年9月",
    "底前",
    "以下均需",
    "不再列出",
    "列第一位",
    "为牵头单位,下同",
    "组长:",
    "任组长",
    "成员",
    "成立",
    "领导小组",
    "办公室设在",
    "张 宇",
    "夏伟市 ",
    "主办单位",
    "区教育局:",
    "做好",
    "x",
    "𬭎",
    "由",
    "的",
    "组成",
];

fn read_all(text: &str) {
    let found = clauses(text);
    for clause in &found {
        assert!(text.is_char_boundary(clause.range.start as usize));
        assert!(text.is_char_boundary(clause.range.end as usize));
        for mention in &clause.mentions {
            assert!(clause.range.contains(mention.surface), "{text}");
            assert!(!mention.surface.of(text).is_empty(), "{text}");
        }
    }
    assert!(found.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
    let context = Context::of(text);
    let mut start = 0;
    let lines = text.split('\n').map(|line| {
        start += line.len() + 1;
        TextRange::from(start - 1 - line.len()..start - 1)
    });
    let paragraphs: Vec<TextRange> = lines.collect();
    let heading = paragraphs.first().copied();
    let passage = Passage {
        part: PartId(0),
        section: None,
        heading,
        above: Vec::new(),
        opening: None,
        paragraphs,
    };
    let _ = duty::find(&context, &passage, &mut crate::diagnostic::Notes::default());
    let _ = group::find(&context, &passage, &mut crate::diagnostic::Notes::default());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn pieces_in_any_order_do_no_harm(picks in prop::collection::vec(0..PIECES.len(), 0..60)) {
        let text: String = picks.iter().map(|pick| PIECES[*pick]).collect();
        read_all(&text);
    }

    #[test]
    fn any_text_does_no_harm(text in "\\PC{0,200}") {
        read_all(&text);
    }
}

#[test]
fn long_paragraphs_take_linear_time() {
    let patterns = [
        "(",
        ")",
        "(责任单位:",
        "责任单位:",
        "责任单位:市财政局)",
        "(市财政局负责)",
        "市财政局、",
        "以下均需",
        "不再列出",
        "为牵头单位",
        "(责任单位:市财政局)。",
        "责任单位:市财政局。",
        "领导小组办公室设在",
        "市财政局任组长,",
        "【责任单位】",
        "由",
        "和市财政局",
        "〔市",
        "成立领导小组",
        "2023年",
        "组长:",
        "各县、",
    ];
    for pattern in patterns {
        let short = pattern.repeat(500);
        let long = pattern.repeat(4_000);
        let time = |text: &str| {
            let start = Instant::now();
            read_all(text);
            start.elapsed()
        };
        let (short, long) = (time(&short), time(&long));
        let bound = short.max(Duration::from_millis(20)) * 30;
        assert!(long < bound, "{pattern}: {short:?} for 500, {long:?} for 4000");
    }
}
