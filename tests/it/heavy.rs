//! Inputs that no office writes: they end, and the record keeps the laws. What is quadratic here
//! does not fail by a clock but by never coming back.

use crate::support::{line_of, record_of_text};
use gongwen::document::TextLayer;
use gongwen::lexicon::Lexicon;

/// Nothing to find in it, as in most of a text.
const PROSE: &str = "坚持以人民为中心的发展思想,进一步转变工作作风,推动各项工作落到实处,";
/// A target, a clause and a deadline every hundred bytes: more than any notice has.
const DENSE: &str = "加快建设,新增5G基站480个以上(责任单位:市经信局、市财政局),2025年6月底前完成";

fn spans_partition(text: String) {
    let layer = TextLayer::new(text);
    let notice = gongwen::extract(Lexicon::builtin(), &layer).notice;
    let mut next = 0;
    for segment in &notice.segments {
        assert_eq!(segment.span.start, next);
        next = segment.span.end;
    }
    assert_eq!(next, layer.len());
}

#[test]
fn one_line_of_fifty_megabytes() {
    spans_partition(PROSE.repeat(50_000_000 / PROSE.len()));
}

#[test]
fn one_line_of_two_megabytes_full_of_facts() {
    spans_partition(DENSE.repeat(2_000_000 / DENSE.len()));
}

#[test]
fn a_megabyte_of_one_character() {
    for c in [
        "(", ")", "《", "〔", "一", "1", "、", "。", " ", "\u{3000}", "年", "市", ":", "2025",
        "\n", "各", "局",
    ] {
        spans_partition(c.repeat(1_000_000 / c.len()));
    }
}

#[test]
fn a_space_behind_every_character() {
    spans_partition(format!("关于\n{}", "加 ".repeat(250_000)));
    spans_partition(format!("序号\t任务\t责任单位\n1\t{}\t市财政局", "加 ".repeat(250_000)));
}

#[test]
fn one_section_of_many_clauses() {
    let clause = "推进建设。(责任单位:市财政局、市发改委,各区政府)\n";
    spans_partition(format!("一、目标\n{}", clause.repeat(30_000)));
}

#[test]
fn ten_thousand_brackets() {
    for (open, close) in
        [("(", ")"), ("（", "）"), ("〔", "〕"), ("《", "》"), ("【", "】"), ("〈", "〉")]
    {
        record_of_text(&format!("{}市财政局{}", open.repeat(10_000), close.repeat(10_000)));
        record_of_text(&format!("一、{}责任单位:市财政局{}", open.repeat(10_000), close));
        record_of_text(&"(责任单位:市财政局".repeat(2_000));
    }
}

#[test]
fn deep_and_absurd_numbering() {
    let deep: String = (1..=400).map(|depth| format!("{}深\n", "1.".repeat(depth))).collect();
    record_of_text(&deep);
    let styles = ["一、", "(一)", "1.", "(1)", "①", "一是", "第一章 ", "第一条 "];
    let ladder: String = styles.iter().cycle().take(4_000).map(|m| format!("{m}工作\n")).collect();
    record_of_text(&ladder);
    let long: String = (1..=5_000).map(|n| format!("{n}.工作{n}\n")).collect();
    record_of_text(&long);
    let same = "一、工作\n".repeat(5_000);
    record_of_text(&same);
    record_of_text("99999999999999999999.工作\n第九千九百九十九万九千条 工作\n(0)工作\n");
}

#[test]
fn a_thousand_pages_of_lines() {
    let wrapped = "推动各项工作落到实处见到成效并且按照要求\n".repeat(50_000);
    line_of("wrapped.txt", wrapped.as_bytes());
    let short = "市\n财\n政\n局\n".repeat(50_000);
    line_of("short.txt", short.as_bytes());
    let table = "市财政局 市水利局 2025年6月底前 480个\n".repeat(20_000);
    line_of("table.txt", table.as_bytes());
}
