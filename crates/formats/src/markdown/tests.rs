//! Texts as converters write them, and what is said about them. `fixtures/formats/markdown/notice.md`
//! holds the signs of several converters.

use crate::source::Source;
use crate::{laws, read};
use gongwen::document::{BlockKind, Document};

const NOTICE: &str = include_str!("../../../../fixtures/formats/markdown/notice.md");

fn document(name: &str, text: &str) -> Document {
    let document = read(&Source::from_bytes(name, text), None);
    assert_eq!(laws::broken_by(&document, text.len() as u64), [""; 0], "{text}");
    assert_eq!(document.layer.text(), text);
    document
}

/// The kind of each block and its words, cells between bars and their lines between slashes.
fn blocks(text: &str) -> Vec<String> {
    let document = document("a.md", text);
    let structure = document.layer.structure();
    let words = |start: usize, end: usize| {
        let is_markup = |at: &usize| structure.markup.iter().any(|range| range.contains(at));
        let chars = text[start..end].char_indices().filter(|(at, _)| !is_markup(&(start + at)));
        chars.map(|(_, c)| c).collect::<String>()
    };
    let blocks = structure.blocks.iter().map(|block| {
        let cell = |cell: &gongwen::document::Cell| {
            let mut lines = vec![cell.range.start];
            lines.extend(&cell.breaks);
            lines.push(cell.range.end);
            lines.windows(2).map(|pair| words(pair[0], pair[1])).collect::<Vec<_>>().join("/")
        };
        let shown = match block.kind.table() {
            Some(_) => block.cells.iter().map(cell).collect::<Vec<_>>().join("|"),
            None => words(block.range.start, block.range.end),
        };
        let level = match block.kind {
            BlockKind::Heading(level) | BlockKind::Item(level) => level.to_string(),
            _ => String::new(),
        };
        format!("{}{level} {shown}", block.kind.name())
    });
    blocks.collect()
}

#[test]
fn signs_of_converters_are_markup() {
    let want = [
        "fact title: 柏川县人民政府办公室关于印发《柏川县河道整治方案》的通知",
        "fact date: 2025-02-22",
        "heading1 柏川县人民政府办公室关于印发《柏川县河道整治方案》的通知",
        "paragraph 柏政办发〔2025〕8号",
        "paragraph 各乡镇人民政府，县政府各部门：",
        "paragraph \u{3000}\u{3000}现将《柏川县河道整治方案》印发给你们，请认真组织实施。",
        "paragraph 联系人：施禾，138****1234；传真_登记表见附件[1]。",
        "paragraph 柏川县人民政府办公室\n2025年2月20日",
        "heading2 柏川县河道整治方案",
        "heading3 一、主要任务",
        "paragraph （一）清淤河道。清淤河道12.5公里（责任单位：县水利局）",
        "item1 （二）改造排污口。改造排污口30处。（责任单位：县住建局）",
        "item1 （三）巡查。每月巡查2次。",
        "item1 1. 完善台账。",
        "item1 2. 公开结果。",
        "paragraph 任务分工",
        "paragraph 见下表。",
        "head 序号|任务|责任单位",
        "row 1|清淤/河道|县水利局",
        "row 复核|县财政局",
        "row 2|长期坚持",
        "paragraph 以上任务年内完成。",
        "head 序号|任务|时限",
        "row 1|普查堤岸|2025年6月底前",
        "row 2|加固|维护",
        "row 3|验收|2025年12月底前|年内",
        "paragraph 附件：任务清单（____项）",
        "paragraph 编辑：闻溪",
    ];
    assert_eq!(blocks(NOTICE), want);
}

#[test]
fn merged_cells_keep_their_places() {
    let document = document("a.md", NOTICE);
    let rows = document.layer.structure().blocks.iter().filter(|b| b.kind.table() == Some(0));
    let areas: Vec<Vec<(u32, u32, u32)>> = rows
        .map(|row| row.cells.iter().map(|c| (c.area.column, c.area.columns, c.area.rows)).collect())
        .collect();
    let want: [&[(u32, u32, u32)]; 4] = [
        &[(0, 1, 1), (1, 1, 1), (2, 1, 1)],
        &[(0, 1, 2), (1, 1, 1), (2, 1, 1)],
        &[(1, 1, 1), (2, 1, 1)],
        &[(0, 1, 1), (1, 2, 1)],
    ];
    assert_eq!(areas, want);
}

#[test]
fn words_that_look_like_signs_are_words() {
    let cases: &[(&str, &[&str])] = &[
        ("证号138****1234、139****5678", &["paragraph 证号138****1234、139****5678"]),
        ("（____年____月）", &["paragraph （____年____月）"]),
        ("**一、****任务**", &["paragraph 一、任务"]),
        ("##一、任务", &["paragraph 一、任务"]),
        ("#话题#", &["paragraph #话题#"]),
        ("[附件]: 任务清单", &["paragraph [附件]: 任务清单"]),
        ("    （一）清淤", &["paragraph （一）清淤"]),
        ("达到$95\\%$以上", &["paragraph 达到95%以上"]),
        ("- （一）清淤\n二、保障", &["item1 （一）清淤", "paragraph 二、保障"]),
        ("各乡镇：\n现印发。\n---\n附件", &["paragraph 各乡镇：\n现印发。", "paragraph 附件"]),
        ("a <br> b < c", &["paragraph a  b < c"]),
        (
            "完成改造[^1]。\n\n|甲|\n|-|\n\n[^1]: 注",
            &["paragraph 完成改造。", "head 甲", "footnote 注"],
        ),
        ("| 一页", &["paragraph 一页"]),
        ("```\n\n", &[]),
        ("<div>\n一、任务\n</div>", &["paragraph 一、任务"]),
        ("<table><tr><td>未完", &["paragraph 未完"]),
        ("<table><tr><td>甲<td>乙</tr>完", &["row 甲|乙", "paragraph 完"]),
    ];
    for (text, want) in cases {
        assert_eq!(blocks(text), *want, "{text:?}");
    }
}

#[test]
fn a_table_that_holds_a_page_is_none() {
    let page = "加快建设。".repeat(100);
    let text = format!("| |\n|---|\n| --- | {page} |\n| 县水利局 |\n");
    assert_eq!(blocks(&text), [format!("paragraph {page}"), "paragraph 县水利局".to_owned()]);
}

#[test]
fn a_text_is_markdown_by_its_name_or_beyond_doubt() {
    let is_markdown =
        |name: &str, text: &str| document(name, text).info.media_type == super::MEDIA_TYPE;
    assert!(is_markdown("a.md", "关于工作的通知") && is_markdown("a.MARKDOWN", "<div>\n\n# 一"));
    assert!(!is_markdown("a.txt", "关于工作的通知"));
    let shown = [
        "# 关于工作的通知\n",
        "通知\n## 一、任务\n## 二、保障",
        "**一、任务**\n**（一）清淤。**清淤",
        "一、**总体要求**\n（一）**清淤。**清淤",
        "***一、任务***\n**文号**：柏政办发〔2025〕8号",
        "一、任务\n- 1.清淤\n- 2.巡查",
        "见下\n<TABLE><TR><TH>1</TH></TR>",
        "一、任务\n- （一）清淤\n- （二）巡查",
        "见下\n序号|任务\n---|---\n1|清淤",
        "---\ntitle: 通知\n---\n正文",
        "见下表。<table><tr><td>1</td></tr></table>",
    ];
    for text in shown {
        assert!(is_markdown("a.txt", text), "{text}");
    }
    let plain = [
        "#1机组检修\n#2机组检修",
        "**省**市人民政府\n**县**局负责的工作",
        "- 3 -\n- 4 -",
        "- 清淤\n- 巡查",
        "- 1. 5\n- 2. 6",
        "序号|任务\n1|清淤",
        "---\n---\n正文",
        "一、任务\n-------\n二、保障",
        "正文提到<table>标签",
    ];
    for text in plain {
        assert!(!is_markdown("a.txt", text), "{text}");
    }
}

#[test]
fn signs_in_any_order_keep_the_laws() {
    const PIECES: &[&str] = &[
        "清淤",
        "一、",
        "1. ",
        "\n",
        "\n\n",
        "\r\n",
        "  ",
        "\t",
        "\u{3000}",
        "# ",
        "**",
        "*",
        "_",
        "- ",
        "> ",
        "|",
        "|---|---|\n",
        "---\n",
        "```\n",
        "`",
        "$",
        "\\",
        "&nbsp;",
        "[",
        "](a)",
        "![",
        "<table>",
        "</table>",
        "<tr>",
        "<td rowspan=2>",
        "<td>",
        "</tr>",
        "<br>",
        "<div>",
        "<!--",
        "-->",
        "<p>",
        "a: b\n",
        "[^1]",
        ": ",
    ];
    let mut random = 1_u32;
    let mut next = || {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        PIECES[(random >> 8) as usize % PIECES.len()]
    };
    for round in 0..600 {
        let text: String = (0..4 + round % 60).map(|_| next()).collect();
        document("a.md", &format!("甲{text}"));
    }
}
