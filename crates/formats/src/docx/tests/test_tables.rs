//! Tables, and tables that are none.

use super::{blocks_within, document, p};
use crate::Limits;
use gongwen::document::BlockKind;

fn cell(properties: &str, words: &str) -> String {
    let paragraphs: String = words.split('|').map(|words| p("", words)).collect();
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}</w:tc>")
}

fn row(properties: &str, cells: &[String]) -> String {
    format!("<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>", cells.concat())
}

fn table(rows: &[String]) -> String {
    format!("<w:tbl><w:tblPr/><w:tblGrid/>{}</w:tbl>", rows.concat())
}

fn blocks(body: &str) -> Vec<(BlockKind, String)> {
    blocks_within(&Limits::default(), &document(body, &[])).0
}

#[test]
fn rows_are_lines_and_columns_stay_aligned() {
    let body = table(&[
        row("", &[cell("<w:gridSpan w:val='4'/>", "任务分解表")]),
        row("", &[cell("", "序号"), cell("<w:gridSpan w:val='2'/>", "任务"), cell("", "单位")]),
        row(
            "",
            &[
                cell("<w:vMerge w:val='restart'/>", "1"),
                cell("", "甲"),
                cell("", "乙|丙"),
                cell("", "局"),
            ],
        ),
        row("", &[cell("<w:vMerge/>", ""), cell("", "丁"), cell("", "戊"), cell("", "办")]),
        row("<w:gridBefore w:val='1'/>", &[cell("<w:gridSpan w:val='2'/>", "己"), cell("", "委")]),
        row("", &[cell("", ""), cell("", ""), cell("", ""), cell("", "")]),
        row("<w:del/>", &[cell("", "删"), cell("", "除")]),
        row("", &[cell("<w:gridSpan w:val='4'/>", "合计")]),
    ]);
    let lines: Vec<(BlockKind, String)> = blocks(&(body + &p("", "末")));
    let rows = ["序号\t任务\t\t单位", "1\t甲\t乙 丙\t局", "\t丁\t戊\t办", "\t己\t\t委", "合计"];
    let mut expected = vec![(BlockKind::Paragraph, "任务分解表".to_owned())];
    expected.extend(rows.map(|words| (BlockKind::Row { table: 0 }, words.to_owned())));
    expected.push((BlockKind::Paragraph, "末".to_owned()));
    assert_eq!(lines, expected);
}

#[test]
// Cells past the last column that a table may have join the one before.
fn grid_lines_that_no_cell_begins_at_are_no_columns() {
    let wide = |words| cell("<w:gridSpan w:val='7'/>", words);
    let body = table(&[
        row(
            "",
            &[
                wide("甲"),
                cell("<w:hMerge w:val='restart'/>", "乙"),
                cell("<w:hMerge/>", ""),
                wide("丙"),
            ],
        ),
        row("", &[wide("丁"), cell("<w:gridSpan w:val='60000'/>", "戊"), cell("", "己")]),
    ]);
    let words: Vec<String> = blocks(&body).into_iter().map(|(_, words)| words).collect();
    assert_eq!(words, ["甲\t乙\t丙", "丁\t戊 己"]);
}

#[test]
fn tables_that_lay_out_a_page_are_paragraphs() {
    let inner = table(&[
        row("", &[cell("", "名称"), cell("", "数量")]),
        row("", &[cell("", "甲"), cell("", "1")]),
    ]);
    let holder = format!("<w:tc>{}{inner}{}</w:tc>", p("", "上"), p("", "下"));
    let cases = [
        (table(&[row("", &[cell("", "一|二")]), row("", &[cell("", "三")])]), "P一 P二 P三"),
        (table(&[row("", &[cell("", "左一|左二"), cell("", "右")])]), "P左一 P左二 P右"),
        (table(&[row("", &[holder, cell("", "旁")])]), "P上 R名称\t数量 R甲\t1 P下 P旁"),
        (table(&[row("", &[cell("", "签发人"), cell("", "张三")])]), "R签发人\t张三"),
    ];
    for (body, expected) in cases {
        let found: Vec<String> = blocks(&body)
            .iter()
            .map(|(kind, words)| match kind {
                BlockKind::Row { .. } => format!("R{words}"),
                _ => format!("P{words}"),
            })
            .collect();
        assert_eq!(found.join(" "), expected);
    }
}

#[test]
fn tables_are_counted() {
    let one = table(&[row("", &[cell("", "甲"), cell("", "乙")])]);
    let kinds: Vec<BlockKind> = blocks(&(one.clone() + &one)).iter().map(|block| block.0).collect();
    assert_eq!(kinds, [BlockKind::Row { table: 0 }, BlockKind::Row { table: 1 }]);
}

#[test]
fn lines_that_lie_side_by_side_are_one_column_unless_a_row_needs_both() {
    let grid = |widths: [u16; 3]| -> String {
        widths.iter().map(|width| format!("<w:gridCol w:w='{width}'/>")).collect()
    };
    let two = |first: &str| cell(first, "甲") + &cell("", "乙");
    let rows =
        row("", &[two("<w:gridSpan w:val='1'/>")]) + &row("", &[two("<w:gridSpan w:val='2'/>")]);
    let three = row("", &[cell("", "1"), cell("", "2"), cell("", "3")]);
    let cases = [
        (grid([2000, 40, 2000]), rows.clone(), ["甲\t乙", "甲\t乙"]),
        (grid([2000, 400, 2000]), rows.clone(), ["甲\t乙", "甲\t\t乙"]),
        (
            grid([2000, 40, 2000]),
            three + &row("", &[two("<w:gridSpan w:val='2'/>")]),
            ["1\t2\t3", "甲\t\t乙"],
        ),
    ];
    for (grid, rows, expected) in cases {
        let body = format!("<w:tbl><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>");
        let words: Vec<String> = blocks(&body).into_iter().map(|(_, words)| words).collect();
        assert_eq!(words, expected);
    }
}
