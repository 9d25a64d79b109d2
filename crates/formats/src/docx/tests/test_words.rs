//! Runs, changes, fields, boxes, notes and margins.

use super::{blocks_within, document, lines, markup, p, r};
use crate::Limits;
use gongwen::diagnostic::Code;
use gongwen::document::BlockKind;

#[test]
fn what_stands_in_a_run() {
    let cases = [
        (r("", "一 &amp; 二&#x4E09;&lt;"), "一 & 二三<"),
        ("<w:r><w:t> 甲 </w:t></w:r><w:r><w:t>乙</w:t></w:r>".into(), "甲乙"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>".into(), "甲\t乙\n丙"),
        ("<w:r><w:t>甲</w:t><w:softHyphen/><w:noBreakHyphen/><w:t>乙</w:t></w:r>".into(), "甲-乙"),
        ("<w:r><w:sym w:font='Wingdings 2' w:char='F052'/><w:t>是</w:t></w:r>".into(), "☑是"),
        (r("<w:rFonts w:ascii='Wingdings'/>", "&#xF06E;项"), "■项"),
        (
            "<w:hyperlink><w:smartTag><w:r><w:t>甲</w:t></w:r></w:smartTag></w:hyperlink>".into(),
            "甲",
        ),
        (
            "<w:sdt><w:sdtPr><w:rPr/></w:sdtPr><w:sdtContent><w:r><w:t>甲</w:t></w:r>\
             </w:sdtContent></w:sdt>"
                .into(),
            "甲",
        ),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>lǐ</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>李</w:t>\
             </w:r></w:rubyBase></w:ruby></w:r>"
                .into(),
            "李",
        ),
        (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r>\
             </m:den></m:f></m:oMath>"
                .into(),
            "1/2",
        ),
        ("<w:r><w:t><![CDATA[<甲>]]></w:t></w:r>".into(), "<甲>"),
        ("<w:r><w:t>甲&nothing;</w:t></w:r>".into(), "甲\u{FFFD}"),
    ];
    for (runs, words) in cases {
        assert_eq!(lines(&format!("<w:p>{runs}</w:p>"), &[]), [words], "{runs}");
    }
}

#[test]
fn other_prefixes_and_the_strict_vocabulary_read_the_same() {
    let body = "<x:document xmlns:x='http://purl.oclc.org/ooxml/wordprocessingml/main'><x:body>\
        <x:p><x:r><x:t>甲</x:t></x:r></x:p></x:body></x:document>";
    let bytes = super::packed(&[
        (
            "_rels/.rels",
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
          <Relationship Id='a' Type='http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument' \
          Target='/w/main.xml'/></Relationships>",
        ),
        ("w/main.xml", body),
    ]);
    let (blocks, notes) = blocks_within(&Limits::default(), &bytes);
    assert_eq!(blocks, [(BlockKind::Paragraph, "甲".to_owned())]);
    assert_eq!(notes, []);
}

#[test]
fn changes_are_read_as_accepted() {
    let deleted = "<w:rPr><w:del w:id='1'/></w:rPr>";
    let body = [
        format!(
            "<w:p>{}<w:ins>{}</w:ins><w:del><w:r><w:delText>丙</w:delText></w:r></w:del>\
             <w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo></w:p>",
            r("", "甲"),
            r("", "乙"),
            r("", "丁"),
            r("", "戊")
        ),
        p(deleted, "前半"),
        p("<w:outlineLvl w:val='0'/>", "后半"),
        p("<w:pPrChange><w:pPr><w:outlineLvl w:val='1'/></w:pPr></w:pPrChange>", "常"),
        p(deleted, "末"),
    ];
    let (blocks, notes) = blocks_within(&Limits::default(), &document(&body.concat(), &[]));
    let expected = [
        (BlockKind::Paragraph, "甲乙戊"),
        (BlockKind::Heading(1), "前半后半"),
        (BlockKind::Paragraph, "常"),
        (BlockKind::Paragraph, "末"),
    ];
    assert_eq!(blocks, expected.map(|(kind, words)| (kind, words.to_owned())));
    assert_eq!(notes, [Code::TrackedChanges]);
}

#[test]
fn hidden_text_is_left_out() {
    let styles = "<w:style w:type='character' w:styleId='h'><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type='paragraph' w:styleId='q'><w:rPr><w:vanish/></w:rPr></w:style>";
    let body = [
        format!("<w:p>{}{}</w:p>", r("<w:vanish/>", "密"), r("<w:vanish w:val='0'/>", "甲")),
        format!("<w:p>{}{}</w:p>", r("<w:rStyle w:val='h'/>", "密"), r("", "乙")),
        p("<w:pStyle w:val='q'/>", "密"),
        // A heading that runs into the text behind it.
        p("<w:rPr><w:vanish/><w:specVanish/></w:rPr>", "题。"),
        p("", "文"),
    ];
    let bytes = document(&body.concat(), &[("styles", styles)]);
    let (blocks, notes) = blocks_within(&Limits::default(), &bytes);
    let words: Vec<&str> = blocks.iter().map(|(_, words)| &**words).collect();
    assert_eq!(words, ["甲", "乙", "题。文"]);
    assert_eq!(notes, [Code::HiddenText]);
}

fn mark(kind: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>")
}

fn instruction(words: &str) -> String {
    format!("<w:r><w:instrText>{words}</w:instrText></w:r>")
}

#[test]
fn results_of_fields_are_text() {
    let toc = [
        format!(
            "<w:p>{}{}{}{}</w:p>",
            mark("begin"),
            instruction("TOC"),
            mark("separate"),
            r("", "一")
        ),
        format!("<w:p>{}{}</w:p>", r("", "二"), mark("end")),
        format!("<w:p>{}{}{}</w:p>", mark("begin"), instruction("eq \\o\\ac(○,5)"), mark("end")),
        format!("<w:p><w:fldSimple w:instr='DATE'>{}</w:fldSimple></w:p>", r("", "今")),
        format!("<w:p>{}{}{}</w:p>", mark("begin"), r("", "令"), mark("end")),
        format!("<w:p>{}{}</w:p>", mark("begin"), instruction("PAGE")),
        p("", "后"),
    ];
    assert_eq!(lines(&toc.concat(), &[]), ["一", "二", "⑤", "今", "后"]);
}

#[test]
fn lines_of_contents_are_known_by_their_style_or_their_field() {
    let styles = "<w:style w:type='paragraph' w:styleId='11'><w:name w:val='toc 1'/></w:style>\
        <w:style w:type='paragraph' w:styleId='12'><w:basedOn w:val='11'/></w:style>\
        <w:style w:type='paragraph' w:styleId='t'><w:name w:val='TOC Heading'/></w:style>";
    let begin = mark("begin") + &instruction(" TOC \\o ") + &mark("separate");
    let body = [
        p("<w:pStyle w:val='t'/>", "目录"),
        p("<w:pStyle w:val='11'/>", "一、总则"),
        p("<w:pStyle w:val='12'/>", "（一）目的"),
        p("<w:pStyle w:val='11'/>", "坚持治理。"),
        format!("<w:p>{begin}{}</w:p>", r("", "一、总则\t1")),
        p("", "附言"),
        format!("<w:p>{}{}</w:p>", r("", "二、任务\t3"), mark("end")),
        p("", "泵站12"),
    ];
    let bytes = document(&body.concat(), &[("styles", styles)]);
    let (blocks, _) = blocks_within(&Limits::default(), &bytes);
    let contents = blocks.iter().filter(|(kind, _)| *kind == BlockKind::Contents);
    let words: Vec<&str> = contents.map(|(_, words)| &**words).collect();
    assert_eq!(words, ["目录", "一、总则", "（一）目的", "一、总则\t1", "二、任务\t3"]);
}

#[test]
fn a_box_stands_once_behind_its_paragraph() {
    let inner = format!("<w:txbxContent>{}{}</w:txbxContent>", p("", "框一"), p("", "框二"));
    let body = format!(
        "<w:p>{}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:wsp><wps:txbx>\
         {inner}</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>\
         <v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>\
         {}</w:p><w:p><w:r><mc:AlternateContent><mc:Choice Requires='x'><v:other/></mc:Choice>\
         <mc:Fallback><w:t>☺</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>",
        r("", "前"),
        r("", "后")
    );
    let (blocks, _) = blocks_within(&Limits::default(), &document(&body, &[]));
    let expected = [
        (BlockKind::Paragraph, "前后"),
        (BlockKind::Box, "框一"),
        (BlockKind::Box, "框二"),
        (BlockKind::Paragraph, "☺"),
    ];
    assert_eq!(blocks, expected.map(|(kind, words)| (kind, words.to_owned())));
}

#[test]
fn notes_stand_at_the_end_with_their_marks() {
    let footnotes = format!(
        "<w:footnote w:id='0' w:type='separator'>{}</w:footnote>\
         <w:footnote w:id='4'><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>",
        p("", "线"),
        r("", " 注文")
    );
    let endnotes = format!("<w:endnote w:id='1'>{}</w:endnote>", p("", "尾注"));
    let body = "<w:p><w:r><w:t>增长12%</w:t><w:footnoteReference w:id='4'/><w:t>。</w:t>\
        <w:endnoteReference w:id='1'/></w:r></w:p>";
    let bytes = document(body, &[("footnotes", &footnotes), ("endnotes", &endnotes)]);
    assert_eq!(markup(&bytes), ["¹", "ⁱ"]);
    let raised = |words| r("<w:vertAlign w:val='superscript'/>", words);
    let body = format!("<w:p>{}{}{}</w:p>", r("", "增长5%"), raised("[1]"), raised("2"));
    assert_eq!(markup(&document(&body, &[])), ["[1]"]);
    let (blocks, _) = blocks_within(&Limits::default(), &bytes);
    let expected = [
        (BlockKind::Paragraph, "增长12%¹。ⁱ"),
        (BlockKind::Footnote, "¹ 注文"),
        (BlockKind::Footnote, "ⁱ 尾注"),
    ];
    assert_eq!(blocks, expected.map(|(kind, words)| (kind, words.to_owned())));
}

#[test]
fn margins_stand_once_at_the_end_without_bare_page_numbers() {
    let page = format!(
        "<w:p>{}{}{}{}{}{}</w:p>",
        r("", "第"),
        mark("begin"),
        instruction("PAGE"),
        mark("separate"),
        r("", "2"),
        mark("end") + &r("", "页")
    );
    let links = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
        <Relationship Id='a' Type='x/header' Target='header1.xml'/>\
        <Relationship Id='b' Type='x/footer' Target='footer1.xml'/>\
        <Relationship Id='c' Type='x/header' Target='header2.xml'/></Relationships>";
    let section = "<w:sectPr><w:headerReference w:type='default' r:id='a'/>\
        <w:headerReference w:type='even' r:id='c'/><w:footerReference w:type='default' r:id='b'/>\
        </w:sectPr>";
    let body = format!("{}{}{section}", p(section, "文"), p("", "末"));
    let element = |name: &str, words: &str| format!("<w:{name} {}>{words}</w:{name}>", super::MAIN);
    let main = element("document", &format!("<w:body>{body}</w:body>"));
    let (head, foot) = (element("hdr", &p("", "甲市人民政府文件")), element("ftr", &page));
    let even = element("hdr", &p("", "旧"));
    let bytes = super::packed(&[
        ("word/document.xml", &main),
        ("word/_rels/document.xml.rels", links),
        ("word/header1.xml", &head),
        ("word/footer1.xml", &foot),
        ("word/header2.xml", &even),
    ]);
    let (blocks, _) = blocks_within(&Limits::default(), &bytes);
    let expected = [
        (BlockKind::Paragraph, "文"),
        (BlockKind::Paragraph, "末"),
        (BlockKind::Margin, "甲市人民政府文件"),
    ];
    assert_eq!(blocks, expected.map(|(kind, words)| (kind, words.to_owned())));
}

#[test]
fn headings_are_known_by_their_level_or_the_name_of_their_style() {
    let styles = "<w:style w:type='paragraph' w:styleId='2'><w:name w:val='heading 2'/></w:style>";
    let body = [
        p("<w:pStyle w:val='2'/>", "甲"),
        p("<w:outlineLvl w:val='0'/>", "乙"),
        p("<w:outlineLvl w:val='9'/>", "丙"),
        p("<w:pStyle w:val='none'/>", "丁"),
    ];
    let bytes = document(&body.concat(), &[("styles", styles)]);
    let kinds: Vec<BlockKind> =
        blocks_within(&Limits::default(), &bytes).0.into_iter().map(|(kind, _)| kind).collect();
    let plain = BlockKind::Paragraph;
    assert_eq!(kinds, [BlockKind::Heading(2), BlockKind::Heading(1), plain, plain]);
}

#[test]
fn choices_inside_choices_and_drawn_words_are_seen() {
    let choice = |inner: &str| {
        format!(
            "<mc:AlternateContent><mc:Choice Requires='wpg'><wps:a><wps:b>{inner}</wps:b></wps:a>\
             </mc:Choice><mc:Fallback><w:t>旧</w:t></mc:Fallback></mc:AlternateContent>"
        )
    };
    let inner = choice(&format!("<w:txbxContent>{}</w:txbxContent>", p("", "深")));
    let art = "<w:pict><v:shape><v:textpath string='甲市人民政府文件'/></v:shape></w:pict>";
    let sign = choice("<w:sym w:font='Wingdings' w:char='F0FE'/>");
    let body = format!("<w:p><w:r>{}{art}{sign}</w:r></w:p>", choice(&inner));
    assert_eq!(lines(&body, &[]), ["☑", "深", "甲市人民政府文件"]);
}
