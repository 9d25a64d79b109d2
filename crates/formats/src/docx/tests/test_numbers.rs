//! Labels that the format makes: as paragraphs get them.

use super::{blocks_within, document, lines, markup, p};
use crate::Limits;
use gongwen::document::BlockKind;

const LISTS: &str = "\
    <w:abstractNum w:abstractNumId='1'>\
      <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='chineseCountingThousand'/>\
        <w:pStyle w:val='1'/><w:suff w:val='nothing'/><w:lvlText w:val='%1、'/></w:lvl>\
      <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='chineseCountingThousand'/>\
        <w:pStyle w:val='2'/><w:lvlText w:val='（%2）'/></w:lvl>\
      <w:lvl w:ilvl='2'><w:start w:val='1'/><w:numFmt w:val='decimal'/>\
        <w:lvlText w:val='%3.'/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId='2'><w:numStyleLink w:val='link'/></w:abstractNum>\
    <w:abstractNum w:abstractNumId='3'><w:styleLink w:val='link'/>\
      <w:lvl w:ilvl='0'><w:start w:val='3'/><w:numFmt w:val='decimalEnclosedCircle'/>\
        <w:lvlText w:val='%1'/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId='4'><w:numStyleLink w:val='round'/></w:abstractNum>\
    <w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>\
    <w:num w:numId='2'><w:abstractNumId w:val='2'/></w:num>\
    <w:num w:numId='3'><w:abstractNumId w:val='3'/></w:num>\
    <w:num w:numId='4'><w:abstractNumId w:val='4'/></w:num>";

const STYLES: &str = "\
    <w:style w:type='paragraph' w:styleId='1'><w:name w:val='heading 1'/>\
      <w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
    <w:style w:type='paragraph' w:styleId='2'><w:name w:val='heading 2'/>\
      <w:pPr><w:numPr><w:ilvl w:val='5'/><w:numId w:val='1'/></w:numPr></w:pPr></w:style>\
    <w:style w:type='paragraph' w:styleId='2a'><w:basedOn w:val='2'/></w:style>\
    <w:style w:type='paragraph' w:styleId='none'><w:basedOn w:val='1'/>\
      <w:pPr><w:numPr><w:numId w:val='0'/></w:numPr></w:pPr></w:style>\
    <w:style w:type='numbering' w:styleId='link'><w:pPr><w:numPr><w:numId w:val='3'/></w:numPr>\
      </w:pPr></w:style>\
    <w:style w:type='numbering' w:styleId='round'><w:pPr><w:numPr><w:numId w:val='4'/></w:numPr>\
      </w:pPr></w:style>";

fn numbered(id: &str, level: &str) -> String {
    format!("<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{id}'/></w:numPr>")
}

fn styled(id: &str) -> String {
    format!("<w:pStyle w:val='{id}'/>")
}

fn labelled(paragraphs: &[String]) -> Vec<String> {
    lines(&paragraphs.concat(), &[("numbering", LISTS), ("styles", STYLES)])
}

#[test]
fn items_have_levels_and_their_bullets_are_markup() {
    let bullets = "<w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/>\
        <w:numFmt w:val='decimal'/><w:lvlText w:val='%1.'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:numFmt w:val='bullet'/><w:lvlText w:val='●'/></w:lvl></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>";
    let body = [
        p(&numbered("1", "0"), "清淤"),
        p(&numbered("1", "1"), "巡河"),
        p(&(numbered("1", "0") + "<w:outlineLvl w:val='1'/>"), "保障"),
        p("", "完"),
    ];
    let bytes = document(&body.concat(), &[("numbering", bullets)]);
    let (blocks, _) = blocks_within(&Limits::default(), &bytes);
    let expected = [
        (BlockKind::Item(1), "1.清淤"),
        (BlockKind::Item(2), "● 巡河"),
        (BlockKind::Heading(2), "2.保障"),
        (BlockKind::Paragraph, "完"),
    ];
    assert_eq!(blocks, expected.map(|(kind, words)| (kind, words.to_owned())));
    assert_eq!(markup(&bytes), ["●"]);
}

#[test]
fn styles_bring_their_lists_and_levels() {
    let off = styled("1") + &numbered("0", "0");
    let found = labelled(&[
        p(&styled("1"), "总体要求"),
        p(&styled("2"), "指导思想"),
        p(&styled("2a"), "工作目标"),
        p(&numbered("1", "2"), "完善机制"),
        p(&off, "不编号"),
        p(&styled("none"), "也不编号"),
        p(&styled("1"), "重点任务"),
        p(&styled("2"), "扩大投资"),
    ]);
    let expected = [
        "一、总体要求",
        "（一）指导思想",
        "（二）工作目标",
        "1.完善机制",
        "不编号",
        "也不编号",
        "二、重点任务",
        "（一）扩大投资",
    ];
    assert_eq!(found, expected);
}

#[test]
fn links_lead_to_the_list_of_a_style_and_circles_end() {
    let found = labelled(&[
        p(&numbered("2", "0"), "甲"),
        p(&numbered("3", "0"), "乙"),
        p(&numbered("4", "0"), "丙"),
        p(&numbered("77", "0"), "丁"),
        p(&numbered("1", "99"), "戊"),
    ]);
    assert_eq!(found, ["③ 甲", "④ 乙", "丙", "丁", "戊"]);
}

#[test]
fn deleted_and_hidden_paragraphs_do_not_count() {
    let deleted = format!("{}<w:rPr><w:del/></w:rPr>", numbered("1", "2"));
    let hidden = format!("{}<w:rPr><w:vanish/></w:rPr>", numbered("1", "2"));
    let found = labelled(&[
        p(&numbered("1", "2"), "甲"),
        p(&deleted, "乙"),
        p(&numbered("1", "2"), "丙"),
        p(&hidden, ""),
        p(&numbered("1", "2"), "丁"),
        p(&numbered("1", "2"), ""),
    ]);
    assert_eq!(found, ["1.甲", "2.乙丙", "3.丁", "4."]);
}
