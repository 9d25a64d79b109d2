use super::super::{Limits, encoding_of_name, read_within};
use crate::source::Source;
use encoding_rs::GB18030;
use gongwen::diagnostic::Code;
use gongwen::document::{BlockKind, Document};
use gongwen::span::Span;

fn read(bytes: &[u8]) -> Document {
    read_within(&Limits::default(), &Source::from_bytes("a.html", bytes.to_vec()), None)
}

/// The text of a page that has nothing but this in its body.
fn text(body: &str) -> String {
    let document = read(format!("<!DOCTYPE html><html><body>{body}</body></html>").as_bytes());
    document.layer.text().to_owned()
}

fn codes(document: &Document) -> Vec<Code> {
    document.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// Every character stands where the layer says, as itself or as the markup that means it.
fn check_places(bytes: &[u8]) -> usize {
    let document = read(bytes);
    let encoding = encoding_of_name(&document.info.encoding).unwrap();
    let mut checked = 0;
    for (index, c) in document.layer.text().chars().enumerate() {
        let span = Span::new(index as u32, index as u32 + 1);
        let (start, end) = document.layer.file_bytes(span).unwrap();
        let words = encoding.decode_without_bom_handling(&bytes[start as usize..end as usize]).0;
        let is_own = words.chars().eq([c]);
        let is_blank = c == ' ' && words.chars().all(|c| c.is_ascii_whitespace());
        let is_markup = words.starts_with('&') || words.starts_with('<');
        assert!(is_own || is_blank || is_markup || words.is_empty(), "{c:?} is {words:?}");
        checked += usize::from(is_own);
    }
    checked
}

const PAGE: &str = "<html>\r\n<head><meta charset=gbk><title>关于甲&amp;乙工作的通知</title>\
<meta name=\"PubDate\" content=\"2025-04-01 09:00\"></head>\r\n<body>\r\n<h1>关于甲&amp;乙工作的通知</h1>\r\n\
<p>各镇&nbsp;人民政府&#65292;各单位&hellip;&copy\r\n通知&hellip\r\n如下&#x3002\r\n<p>一、甲 < 乙，丙 > 丁 &noentity; &ampfoo\
<script>var a='<p>不是字</p>';</script><!-- 也不是 > 字 --><b>粗</b><br/>下一行\
<table>表里的散字，不在格中。<tr><td>甲<td>乙<tr><td>丙<td>丁&lt;</table>\
<div title=\"a>b & c\">末段，没有结束<sup>2</sup>";

#[test]
fn nulls_behind_what_looks_like_markup_move_nothing() {
    for (page, own) in [
        ("<p>甲&\0\0\0乙丙</p>", 3),
        ("<p>甲&amp\0\0乙</p>", 2),
        ("<p>甲\0&\0;乙\0</p>", 3),
        ("<p>甲\r<\0\0 乙丙</p>", 3),
    ] {
        let page = format!("<html><body>{page}</body></html>");
        assert!(check_places(page.as_bytes()) >= own, "{page:?}");
    }
}

#[test]
fn every_character_knows_its_bytes() {
    let gbk = GB18030.encode(PAGE).0.into_owned();
    for bytes in [gbk, PAGE.replace("gbk", "utf-8").into_bytes()] {
        assert!(check_places(&bytes) > 80);
    }
    let document = read(&GB18030.encode(PAGE).0);
    assert_eq!(document.info.encoding_basis, "declared");
    let words = "title: 关于甲&乙工作的通知\nPubDate: 2025-04-01 09:00\n关于甲&乙工作的通知\n\
        各镇\u{A0}人民政府，各单位…© 通知&hellip 如下。\n一、甲 < 乙，丙 > 丁 &noentity; &foo粗\n下一行\
        表里的散字，不在格中。\n甲\t乙\n丙\t丁<\n末段，没有结束2\n";
    assert_eq!(document.layer.text(), words);
    let at = words.find("PubDate").unwrap();
    let (start, _) = document.layer.file_bytes(document.layer.span(at, at + 1)).unwrap();
    let gbk = GB18030.encode(PAGE).0;
    assert_eq!(&gbk[start as usize..start as usize + 7], b"PubDate");
}

#[test]
fn a_browser_shows_the_same_lines() {
    let cases = [
        ("<p>一  二\n三</p>四<div>五", "一 二三\n四\n五\n"),
        ("<p>a\nb</p><p>&nbsp;</p><p>　　甲&emsp;</p>", "a b\n　　甲\u{2003}\n"),
        ("甲<br>乙<br><br>丙<br>&nbsp;", "甲\n乙\n丙\n"),
        ("<p>m<sup>2</sup>、<ruby>汉<rp>(</rp><rt>han</rt></ruby>字", "m2、汉字\n"),
        (
            "<ol><li>甲<li>乙</ol><ol type=a start=3><li>丙<li value=7>丁</ol>",
            "1. 甲\n2. 乙\nc. 丙\ng. 丁\n",
        ),
        ("<ol class=info><li>甲</ol><ul><li>乙</ul>", "甲\n乙\n"),
        (
            "<dl><dt>文号：</dt> <dd>甲政〔2025〕1号</dd><dt>名称<dd>乙</dl>",
            "文号： 甲政〔2025〕1号\n名称\n乙\n",
        ),
        ("<pre>一  二\n三</pre>", "一  二\n三\n"),
        (
            "<style>p{}</style><noscript>n</noscript><select><option>o</select><button>b</button>甲",
            "甲\n",
        ),
        (
            "<p>甲<span style='DISPLAY : none'>乙</span><i hidden>丙</i><i aria-hidden=true>丁</i>",
            "甲\n",
        ),
        (
            "<p><span style='mso-list:Ignore'>一、<span>&nbsp;</span></span>甲<o:p></o:p>",
            "一、\u{A0}甲\n",
        ),
        ("<![if !supportLists]>1.<![endif]>甲<!--[if gte mso 9]>乙<![endif]-->", "1.甲\n"),
    ];
    for (body, lines) in cases {
        assert_eq!(text(body), lines, "{body}");
    }
}

#[test]
fn headings_and_rows_are_blocks() {
    let document =
        read("<html><h2>甲</h2><table><tr><th>乙<th>丙<tr><td>丁<td>戊</table>己".as_bytes());
    let kinds: Vec<_> = document.layer.structure().blocks.iter().map(|block| block.kind).collect();
    let row = BlockKind::Row { table: 0 };
    let head = BlockKind::Head { table: 0 };
    assert_eq!(kinds, [BlockKind::Heading(2), head, row, BlockKind::Paragraph]);
}

/// Kind and words of each block of a page with this body, and what is markup.
fn blocks(body: &str) -> (Vec<(BlockKind, String)>, Vec<String>) {
    let document = read(format!("<!DOCTYPE html><html><body>{body}</body></html>").as_bytes());
    let layer = &document.layer;
    let words = |range: &std::ops::Range<usize>| layer.text()[range.clone()].to_owned();
    let blocks = layer.structure().blocks.iter();
    let blocks = blocks.map(|block| (block.kind, words(&block.range))).collect();
    (blocks, layer.structure().markup.iter().map(words).collect())
}

#[test]
fn items_have_their_level() {
    let (blocks, _) = blocks("<ul><li>甲<p>乙</p><ol><li>丙</ol><li><h2>丁</h2></ul>戊");
    let expected = [
        (BlockKind::Item(1), "甲"),
        (BlockKind::Paragraph, "乙"),
        (BlockKind::Item(2), "1. 丙"),
        (BlockKind::Heading(2), "丁"),
        (BlockKind::Paragraph, "戊"),
    ];
    assert_eq!(blocks, expected.map(|(kind, words)| (kind, words.to_owned())));
}

#[test]
fn the_mark_of_a_note_is_markup_and_the_note_stands_apart() {
    let cases: [(&str, &[&str], usize); 8] = [
        ("<p>增5%<sup><a href=#n>1</a></sup>。<p id=n>1 按可比价。", &["1"], 1),
        ("<p>增5%<a href=#n><sup>[1]</sup></a>。<div id=n><p>[1] 按可比价。</div>", &["[1]"], 1),
        ("<p>增5<a href=#n name=r>①</a>。<p><a href=#r name=n>①</a> 按可比价。", &["①"], 1),
        ("<p>增5%<sup>〔<a href=#n>1</a>〕</sup>。<ol><li id=n>按可比价。</ol>", &["〔1〕"], 1),
        ("<p>增5%<sup>[1]</sup>，面积10km<sup>2</sup>。<p>[1] 按可比价。", &["[1]"], 0),
        ("<a href=#n>1</a><a href=#m>2</a><div id=n>甲</div><div id=m>乙</div>", &[], 0),
        ("<p id=n>甲<a href=#n>1</a><p>乙<a href=#none>[1]</a>", &[], 0),
        ("<p>甲。<p class=MsoFootnoteText>[1] 按可比价。", &[], 1),
    ];
    for (body, marks, notes) in cases {
        let (blocks, markup) = blocks(body);
        let found = blocks.iter().filter(|(kind, _)| *kind == BlockKind::Footnote).count();
        assert_eq!(
            (&markup[..], found),
            (&marks.iter().map(|mark| (*mark).to_owned()).collect::<Vec<_>>()[..], notes),
            "{body}"
        );
    }
}

#[test]
fn links_to_headings_below_are_lines_of_contents() {
    let text = "<h2 id=a>一、总则</h2><p>甲。<h2><a name=b></a>二、任务</h2><p>乙。";
    for (list, count) in [
        ("<ul><li><a href=#a>一、总则</a><li><a href=#b>二、任务</a></ul>", 2),
        ("<p><a href=#a>一、总则……1</a><p><a href=#b>二、任务<span> 3</span></a>", 2),
        ("<ul><li><a href=#a>一、总则</a></ul>", 0),
        ("<p class=MsoToc1>第一章 1<p class=MsoToc2>第一节 1", 2),
        ("<ul><li><a href=#a>见第一章</a><li><a href=#b>见第二章</a></ul>", 0),
        ("<p>见<a href=#a>一、总则</a>。<p>见<a href=#b>二、任务</a>。", 0),
    ] {
        let (blocks, _) = blocks(&format!("{list}{text}"));
        let found = blocks.iter().filter(|(kind, _)| *kind == BlockKind::Contents).count();
        assert_eq!(found, count, "{list}");
    }
}

#[test]
fn tables_keep_their_columns() {
    let cases = [
        ("<tr><td rowspan=2>甲<td>乙<tr><td>丙", "甲\t乙\n\t丙\n"),
        ("<tr><td colspan=2>甲<td>乙<tr><td>丙<td>丁<td>戊", "甲\t\t乙\n丙\t丁\t戊\n"),
        ("<tr><td>甲<td rowspan=0>乙<tr><td>丙<tr><td>丁", "甲\t乙\n丙\n丁\n"),
        ("<tr><td rowspan=2 colspan=2>甲<td>乙<tr><td>丙", "甲\t\t乙\n\t\t丙\n"),
        ("<tr><td><p>甲</p><p>乙<br>丙</p><td>丁<tr><td><td>戊", "甲 乙 丙\t丁\n\t戊\n"),
        // Layout: one column; a table in a cell.
        ("<tr><td>甲<tr><td>乙", "甲\n乙\n"),
        ("<tr><td>甲<td><table><tr><td>乙<td>丙<tr><td>丁<td>戊</table>", "甲\n乙\t丙\n丁\t戊\n"),
    ];
    for (rows, lines) in cases {
        assert_eq!(text(&format!("<table>{rows}</table>")), lines, "{rows}");
    }
}

const BODY: &str = "<p>各镇人民政府，各有关单位：</p><p>为做好明年的植树工作，现将有关事项通知如下，请认真落实。</p>\
<p>一、任务。全年植树一万株，由林业部门负责，各镇配合。</p><p>甲县人民政府</p><p>2025年4月1日</p>";

fn portal(header: &str, body: &str, behind: &str) -> String {
    let menu: String = (0..30).map(|n| format!("<li><a href=/c{n}>栏目之{n}</a></li>")).collect();
    format!(
        "<html><head><title>关于做好植树工作的通知_甲县人民政府</title>\
         <meta content='关于做好植树工作的通知' name=ArticleTitle></head><body>\
         <div class=top><ul>{menu}</ul></div><div class=crumbs>首页 &gt; 文件</div>\
         <div class=main>{header}<div class=font-size><a href='javascript:big()'>大</a></div>\
         <div id=x1>{body}</div></div>{behind}\
         <div class=footer>主办：甲县人民政府，备案号：1234567890，网站标识码：0000000000</div></body></html>"
    )
}

fn shown(page: &str) -> String {
    let document = read(page.as_bytes());
    assert!(codes(&document).contains(&Code::PageChrome), "{page}");
    let facts = document.layer.structure().blocks.iter().filter(|b| b.kind == BlockKind::Fact);
    let end = facts.map(|block| block.range.end + 1).max().unwrap_or(0);
    document.layer.text()[end..].to_owned()
}

#[test]
fn the_notice_is_kept_and_the_page_around_it_is_not() {
    let text = "各镇人民政府，各有关单位：\n为做好明年的植树工作，现将有关事项通知如下，请认真落实。\n\
        一、任务。全年植树一万株，由林业部门负责，各镇配合。\n甲县人民政府\n2025年4月1日\n";
    let table = "<table><tr><td>索引号：<td>A-1<td>文号：<td>甲政〔2025〕1号<tr><td>发布机构：<td>甲县<td>日期：<td>2025-04-01</table>";
    let title = "<h2>关于做好植树工作的通知</h2><p>发布时间：2025-04-01　来源：甲县</p>";
    let file = "<p>附件：<a href='a.docx'>植树任务表.docx</a></p><div class=related><a href=z>另一件通知</a></div>";
    let rows = "索引号：\tA-1\t文号：\t甲政〔2025〕1号\n发布机构：\t甲县\t日期：\t2025-04-01\n";
    let head = "关于做好植树工作的通知\n发布时间：2025-04-01　来源：甲县\n";
    let cases = [
        (portal(title, BODY, ""), format!("{head}{text}")),
        (portal(&format!("{table}{title}"), BODY, ""), format!("{rows}{head}{text}")),
        (portal(title, BODY, file), format!("{head}{text}附件：植树任务表.docx\n")),
    ];
    for (page, words) in cases {
        assert_eq!(shown(&page), words);
    }
}

#[test]
fn a_page_without_a_notice_is_kept_whole() {
    let links: String =
        (0..20).map(|n| format!("<li><a href=/{n}>关于第{n}项工作，请看这里的通知</a>")).collect();
    for page in [
        format!("<html><body><div class=nav>首页</div><ul>{links}</ul>"),
        "<html>页面不存在".into(),
    ] {
        let document = read(page.as_bytes());
        assert!(!codes(&document).contains(&Code::PageChrome), "{}", document.layer.text());
    }
}

#[test]
fn a_text_that_waits_for_a_script_is_read() {
    let hidden = format!("<div style='display:none' class=TRS_Editor>{}</div>", BODY.repeat(2));
    let document = read(portal("<h1>关于做好植树工作的通知</h1>", &hidden, "").as_bytes());
    assert!(document.layer.text().contains("全年植树一万株"));
    assert!(codes(&document).contains(&Code::HiddenText));
    let dialog =
        format!("{BODY}<div style='display:none'>{}</div>", "请先登录，再继续。".repeat(30));
    let document = read(portal("<h1>关于做好植树工作的通知</h1>", &dialog, "").as_bytes());
    assert!(!document.layer.text().contains("登录"));
    let note = format!("{BODY}<p style='display:none'>以前的草稿，不应看见，长于八字。</p>");
    let document = read(portal("", &note, "").as_bytes());
    assert!(!document.layer.text().contains("草稿"));
    assert!(codes(&document).contains(&Code::HiddenText));
}

#[test]
fn bytes_that_are_no_characters_are_counted() {
    let mut bytes = PAGE.replace("gbk", "utf-8").into_bytes();
    let at = bytes.windows(3).rposition(|three| three == "段".as_bytes()).unwrap();
    bytes[at] = 0xFF;
    let document = read(&bytes);
    let found = document.diagnostics.iter().find(|d| d.code == Code::DecodingReplaced).unwrap();
    assert_eq!(document.layer.words(found.span.unwrap()), "\u{FFFD}");
}

#[test]
fn a_declared_encoding_may_be_wrong() {
    let page = PAGE.replace("gbk", "big5");
    let document = read(page.as_bytes());
    assert_eq!(document.info.encoding, "UTF-8");
    assert_eq!(codes(&document), [Code::EncodingConflict]);
}

#[test]
fn hostile_pages_end_and_stay_in_their_limits() {
    let deep = format!("<html>{}深{}<p>后", "<div>".repeat(20_000), "</div>".repeat(20_000));
    let document = read(deep.as_bytes());
    assert_eq!(document.layer.text(), "深\n后\n");
    assert_eq!(codes(&document), [Code::LimitReached]);
    let names: String = (0..20_000).map(|n| format!("a{n}=b ")).collect();
    assert_eq!(text(&format!("<p {names}>甲")), "甲\n");
    let spans = "<tr><td rowspan=99999 colspan=99999>甲乙丙丁<td>戊".repeat(300);
    assert!(text(&format!("<table>{spans}</table>")).len() < 1 << 20);
    let fonts: String = (0..500).map(|n| format!("<p><font id={n}>甲")).collect();
    assert_eq!(text(&fonts).matches('甲').count(), 500);
    let limits = Limits { chars: 10, ..Limits::default() };
    let source = Source::from_bytes("a.html", b"<html>0123456789abc".to_vec());
    let document = read_within(&limits, &source, None);
    assert_eq!(document.layer.text(), "0123456789\n");
    assert_eq!(codes(&document), [Code::LimitReached]);
}

#[test]
fn damaged_pages_are_read_as_far_as_they_go() {
    let page = GB18030.encode(&portal("<h1>关于做好植树工作的通知</h1>", BODY, "")).0.into_owned();
    let mut state = 7u32;
    let mut random = move || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize
    };
    for round in 0..120 {
        let mut bytes = page[..page.len() * (round + 1) / 120].to_vec();
        for _ in 0..round / 4 {
            let at = random() % bytes.len();
            bytes[at] = random() as u8;
        }
        let document = read(&bytes);
        assert!(document.layer.len() as usize <= bytes.len() + 1);
    }
    let noise: Vec<u8> =
        (0..20_000).map(|_| b"<>&;/!-\"'= aptdrl\xB5\xDA"[random() % 19]).collect();
    let document = read(&[b"<html><table>", &noise[..]].concat());
    assert!(!document.layer.is_empty());
}

#[test]
fn a_hidden_header_table_is_read_and_other_hidden_text_is_not() {
    let rows = "<tr><td>索引号:</td><td>0024/2025-1</td><td>文号:</td><td>青政办发〔2025〕3号</td></tr>\
        <tr><td>公开日期:</td><td>2025-04-01</td><td>有效性:</td><td>有效</td></tr>";
    let text_of =
        |header: &str| text(&format!("{header}<p>青禾县通知</p><p style='display:none'>密</p>"));
    let header =
        "索引号:\t0024/2025-1\t文号:\t青政办发〔2025〕3号\n公开日期:\t2025-04-01\t有效性:\t有效\n";
    for (open, close) in [
        ("<div style='display: none'><table>", "</table></div>"),
        ("<table hidden>", "</table>"),
        ("<div style='display:none'><span style='display:none'>密</span><table>", "</table></div>"),
    ] {
        assert_eq!(
            text_of(&format!("{open}{rows}{close}")),
            format!("{header}青禾县通知\n"),
            "{open}"
        );
    }
    let list = "<ul hidden><li>索引号：0024</li><li>文号：青政办发〔2025〕3号</li><li>有效性：有效</li></ul>";
    assert!(text_of(list).contains("索引号：0024"));
    let tasks = "<table hidden><tr><td>县水利局</td><td>巡查河道</td></tr><tr><td>县城管局</td><td>清理</td></tr></table>";
    assert_eq!(text_of(tasks), "青禾县通知\n");
}
