//! Files made of strings: a notice of two pages, and files that are broken in every way.

mod test_tables;

use super::read;
use crate::Limits;
use crate::draft::Draft;
use crate::package::packed;
use gongwen::diagnostic::{Code, Diagnostic};
use gongwen::document::{BlockKind, TextLayer};

fn read_bytes(bytes: &[u8]) -> (TextLayer, Vec<Diagnostic>) {
    let mut draft = Draft::default();
    read(&Limits::default(), bytes, &mut draft);
    draft.finish()
}

fn blocks(layer: &TextLayer, kind: BlockKind) -> Vec<&str> {
    let blocks = layer.structure().blocks.iter().filter(|block| block.kind == kind);
    blocks.map(|block| &layer.text()[block.range.clone()]).collect()
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<Code> {
    diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

const SIZE: f64 = 5.6;
const LEFT: f64 = 28.0;

/// An object with the baseline of its text at a place, its characters a height apart.
fn object(x: f64, y: f64, size: f64, text: &str) -> String {
    let steps = text.chars().count().saturating_sub(1);
    let top = y - size;
    let text = text.replace('&', "&amp;");
    format!(
        "<ofd:TextObject Boundary=\"{x} {top} 150 8\" Size=\"{size}\" Font=\"1\"><ofd:TextCode \
         X=\"0\" Y=\"{size}\" DeltaX=\"g {steps} {size}\">{text}</ofd:TextCode></ofd:TextObject>"
    )
}

fn at(column: f64, y: f64, text: &str) -> String {
    object(LEFT + column * SIZE, y, SIZE, text)
}

fn page(template: &str, objects: &[String]) -> String {
    format!(
        "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\">{template}<ofd:Content><ofd:Layer \
         ID=\"9\">{}</ofd:Layer></ofd:Content></ofd:Page>",
        objects.concat()
    )
}

fn document(pages: usize) -> String {
    let pages: String =
        (0..pages).map(|n| format!("<Page ID=\"{n}\" BaseLoc=\"Pages/P{n}.xml\"/>")).collect();
    format!(
        "<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>\
         <TemplatePage ID=\"7\" BaseLoc=\"/Doc_0/Tpls\\T.xml\"/></CommonData>\
         <Pages>{pages}</Pages></Document>"
    )
}

const ROOT: &str = "<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:DocBody><ofd:DocInfo>\
    <ofd:Title>关于做好防汛工作的通知</ofd:Title><ofd:CreationDate>2024-05-01</ofd:CreationDate>\
    <ofd:CustomDatas><ofd:CustomData Name=\"os.name\">x</ofd:CustomData></ofd:CustomDatas>\
    </ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>";

fn file(pages: &[String]) -> Vec<u8> {
    let document = document(pages.len());
    let names: Vec<String> = (0..pages.len()).map(|n| format!("Doc_0/Pages/P{n}.xml")).collect();
    let template = page("", &[at(0.0, 15.0, "澜江市人民政府办公室文稿")]);
    let mut parts = vec![
        ("OFD.xml", ROOT),
        ("DOC_0/document.xml", document.as_str()),
        ("Doc_0/Tpls/T.xml", template.as_str()),
    ];
    parts.extend(names.iter().map(String::as_str).zip(pages.iter().map(String::as_str)));
    packed(&parts)
}

fn notice() -> Vec<u8> {
    let template = "<ofd:Template TemplateID=\"7\" ZOrder=\"Background\"/>";
    let mut column = 7.0;
    let mut glyphs: Vec<String> = Vec::new();
    for c in "澜政办发〔2024〕8号".chars() {
        glyphs.push(at(column, 60.0, &c.to_string()));
        column += if c.is_ascii() { 0.5 } else { 1.0 };
    }
    glyphs.reverse();
    let first = page(
        template,
        &[
            at(0.0, 120.0, "汛责任制，确保安全度汛。各乡镇、各部门要加强值班值守，"),
            glyphs.concat(),
            at(0.0, 128.0, "及时报告汛情。"),
            object(62.0, 80.0, 7.7, "关于做好防汛工作的通知"),
            "<ofd:PageBlock><ofd:PageBlock>".to_owned(),
            at(2.0, 112.0, "为做好今年防汛工作，现就有关事项通知如下。请落实防"),
            "</ofd:PageBlock></ofd:PageBlock>".to_owned(),
            at(2.0, 136.0, "一、加强领导&明确责任"),
            at(0.0, 100.0, "各乡镇人民政府，市政府各部门："),
            at(2.0, 150.0, "姓名") + &at(10.0, 150.0, "单位") + &at(20.0, 150.0, "电话"),
            at(2.0, 158.0, "张某某") + &at(10.0, 158.0, "市水利局") + &at(20.0, 158.0, "123"),
            at(12.0, 285.0, "— 1 —"),
        ],
    );
    let second = page(
        template,
        &[
            at(16.0, 60.0, "澜江市人民政府办公室"),
            at(18.0, 70.0, "2024年5月1日"),
            at(12.0, 285.0, "— 2 —"),
            "<ofd:TextObject Boundary=\"50 50 9 9\" CTM=\"0.7 -0.7 0.7 0.7 0 0\" Size=\"20\">\
             <ofd:TextCode X=\"0\" Y=\"9\" DeltaX=\"20\">样稿</ofd:TextCode></ofd:TextObject>"
                .to_owned(),
        ],
    );
    file(&[first, second])
}

#[test]
fn a_notice_is_read_as_it_stands() {
    let (layer, diagnostics) = read_bytes(&notice());
    assert_eq!(diagnostics, []);
    let facts = blocks(&layer, BlockKind::Fact);
    assert_eq!(facts, ["Title: 关于做好防汛工作的通知", "CreationDate: 2024-05-01"]);
    assert_eq!(
        blocks(&layer, BlockKind::Paragraph),
        [
            "澜政办发〔2024〕8号",
            "关于做好防汛工作的通知",
            "各乡镇人民政府，市政府各部门：",
            "为做好今年防汛工作，现就有关事项通知如下。请落实防汛责任制，确保安全度汛。各乡镇、各部门要\
             加强值班值守，及时报告汛情。",
            "一、加强领导&明确责任",
            "姓名  单位  电话",
            "张某某  市水利局  123",
            "澜江市人民政府办公室",
            "2024年5月1日",
        ]
    );
    let head = "澜江市人民政府办公室文稿";
    assert_eq!(blocks(&layer, BlockKind::Margin), [head, "— 1 —", head, "样稿", "— 2 —"]);
    let pages = &layer.structure().pages;
    let begins: Vec<String> =
        pages.iter().map(|at| layer.text().chars().skip(*at as usize).take(3).collect()).collect();
    assert_eq!(begins, ["澜江市", "澜江市"]);
}

#[test]
fn codes_steps_and_matrices() {
    let text = |attributes: &str, codes: &str| {
        let object =
            format!("<TextObject Boundary=\"30 50 99 9\" {attributes}>{codes}</TextObject>");
        let (layer, _) = read_bytes(&file(&[page("", &[object])]));
        layer.text().lines().skip(2).collect::<Vec<_>>().join("/")
    };
    let cases = [
        // Two codes on one line, the second first.
        (
            "Size=\"5\"",
            "<TextCode X=\"20\" Y=\"5\">乙</TextCode><TextCode X=\"0\">甲</TextCode>",
            "甲  乙",
        ),
        // The end of a line inside a code.
        (
            "Size=\"5\"",
            "<TextCode X=\"0\" Y=\"5\" DeltaX=\"5 -5 5\" DeltaY=\"0 8 0\">甲乙丙丁</TextCode>",
            "甲乙丙丁",
        ),
        // A short line before a longer one ends a paragraph.
        (
            "Size=\"5\"",
            "<TextCode X=\"0\" Y=\"5\" DeltaX=\"0 g 9 5\" DeltaY=\"8 g 9 0\">甲乙丙丁</TextCode>",
            "甲/乙丙丁",
        ),
        // Units of a seventy-second of an inch.
        (
            "CTM=\"0.3528 0 0 0.3528 0 0\" Size=\"16\"",
            "<TextCode X=\"0\" Y=\"16\" DeltaX=\"g 2 16\">甲乙丙</TextCode>",
            "甲乙丙",
        ),
        // Spaces are where gaps are, and characters where they are typed.
        (
            "Size=\"5\"",
            "<TextCode X=\"0\" Y=\"5\" DeltaX=\"g 3 2.5 g 1 9 2.5\">A1 BC</TextCode>",
            "A1 B C",
        ),
        // A title set wide.
        (
            "Size=\"5\"",
            "<TextCode X=\"0\" Y=\"5\" DeltaX=\"g 3 11\">市政府令</TextCode>",
            "市政府令",
        ),
        // From top to bottom.
        ("Size=\"5\"", "<TextCode X=\"0\" Y=\"5\" DeltaY=\"g 2 5\">购买方</TextCode>", "购买方"),
        (
            "Size=\"5\"",
            "<TextCode X=\"0\" Y=\"5\" DeltaY=\"5\">备注</TextCode>\
             <TextCode X=\"50\" Y=\"5\" DeltaY=\"5\">备注</TextCode>",
            "备注/备注",
        ),
        ("Size=\"5\" Visible=\"false\"", "<TextCode X=\"0\" Y=\"5\">甲</TextCode>", ""),
        ("Size=\"NaN\" CTM=\"1 2\"", "<TextCode X=\"inf\" Y=\"5\">甲</TextCode>", "甲"),
    ];
    for (attributes, codes, expected) in cases {
        assert_eq!(text(attributes, codes), expected, "{codes}");
    }
}

#[test]
fn bold_made_of_two_prints_is_read_once() {
    let twice = [at(0.0, 50.0, "人人有责"), object(LEFT + 0.2, 50.0, SIZE, "人人有责")];
    let (layer, _) = read_bytes(&file(&[page("", &twice)]));
    assert_eq!(blocks(&layer, BlockKind::Paragraph), ["人人有责"]);
}

#[test]
fn items_that_end_at_the_margin_are_not_joined() {
    let full = "一".repeat(25);
    let lines =
        [at(2.0, 50.0, &full), at(2.0, 60.0, &full), at(0.0, 70.0, "二"), at(0.0, 80.0, "三")];
    let (layer, _) = read_bytes(&file(&[page("", &lines)]));
    assert_eq!(
        blocks(&layer, BlockKind::Paragraph),
        [full.clone(), format!("{full}二"), "三".to_owned()]
    );
}

#[test]
fn a_paragraph_goes_on_over_the_end_of_a_page() {
    let number = |n: u32| at(13.0, 285.0, &format!("— {n} —"));
    let full = "各级各部门要提高认识，把防汛工作摆在突出位置，压实责";
    let pages = [
        page("", &[at(0.0, 240.0, full), at(0.0, 250.0, full), number(1)]),
        page("", &[at(0.0, 40.0, "任。"), at(0.0, 50.0, full), number(2)]),
    ];
    let (layer, _) = read_bytes(&file(&pages));
    let whole = format!("{full}{full}任。");
    assert_eq!(blocks(&layer, BlockKind::Paragraph), [whole.as_str(), full]);
    let begin = layer.structure().pages[1] as usize;
    assert_eq!(layer.text().chars().nth(begin), Some('任'));
    let ended = full.replace("压实责", "抓落实。");
    let pages = [
        page("", &[at(0.0, 240.0, &ended), at(0.0, 250.0, &ended), number(1)]),
        page("", &[at(0.0, 40.0, "附件"), at(0.0, 60.0, full), number(2)]),
    ];
    let (layer, _) = read_bytes(&file(&pages));
    assert!(blocks(&layer, BlockKind::Paragraph).contains(&"附件"));
}

#[test]
fn several_documents_follow_one_another() {
    let body =
        |n: u32| format!("<DocBody><DocInfo/><DocRoot>/Doc_{n}/Document.xml</DocRoot></DocBody>");
    let root = format!("<OFD>{}{}</OFD>", body(0), body(1));
    let pages = [page("", &[at(0.0, 50.0, "甲")]), page("", &[at(0.0, 50.0, "乙")])];
    let bytes = packed(&[
        ("OFD.xml", &root),
        ("Doc_0/Document.xml", &document(1)),
        ("Doc_1/Document.xml", &document(1)),
        ("Doc_1/Pages/P0.xml", &pages[1]),
        ("Doc_0/Pages/P0.xml", &pages[0]),
    ]);
    let (layer, diagnostics) = read_bytes(&bytes);
    assert_eq!((layer.text(), layer.structure().pages.len()), ("甲\n乙\n", 2));
    assert_eq!(diagnostics, []);
}

#[test]
fn what_cannot_be_read_is_told() {
    let picture = "<ImageObject Boundary=\"0 0 210 297\"/>".to_owned();
    let good = page("", &[at(0.0, 50.0, "甲")]);
    let told = |bytes: &[u8]| codes(&read_bytes(bytes).1);
    assert_eq!(told(&file(&[page("", std::slice::from_ref(&picture))])), [Code::NoTextLayer]);
    assert_eq!(told(&file(&[good.clone(), page("", &[picture])])), [Code::NoTextLayer]);
    assert_eq!(told(&file(&[page("", &["<PathObject/>".to_owned()])])), [Code::NoTextLayer]);
    assert_eq!(told(&file(&[page("", &[])])), [Code::EmptyFile]);
    assert_eq!(told(&file(&[good[..good.len() - 40].to_owned()])), [Code::DamagedFile]);
    assert_eq!(told(&packed(&[("OFD.xml", ROOT)])), [Code::DamagedFile]);
    assert_eq!(told(&packed(&[("x", "")])), [Code::DamagedFile]);
    let encrypted = packed(&[("OFD.xml", ROOT), ("Encryptions.xml", "<x/>")]);
    assert_eq!(told(&encrypted), [Code::EncryptedFile]);
    let missing = document(2);
    let parts =
        [("OFD.xml", ROOT), ("Doc_0/Document.xml", &missing), ("Doc_0/Pages/P1.xml", &good)];
    let (layer, diagnostics) = read_bytes(&packed(&parts));
    assert_eq!(blocks(&layer, BlockKind::Paragraph), ["甲"]);
    assert_eq!(codes(&diagnostics), [Code::DamagedFile]);
}

#[test]
fn limits_hold() {
    let mut draft = Draft::default();
    let limits = Limits { chars: 30, ..Limits::default() };
    read(&limits, &notice(), &mut draft);
    let (layer, diagnostics) = draft.finish();
    assert!(codes(&diagnostics).contains(&Code::LimitReached));
    assert!(layer.len() < 200);
    let many = "<Page BaseLoc=\"P0.xml\"/>".repeat(100_000);
    let document = format!("<Document><Pages>{many}</Pages></Document>");
    let (_, diagnostics) =
        read_bytes(&packed(&[("OFD.xml", ROOT), ("Doc_0/Document.xml", &document)]));
    assert_eq!(codes(&diagnostics), [Code::DamagedFile, Code::LimitReached]);
}

#[test]
fn hostile_bytes_do_not_panic() {
    let good = notice();
    for len in (0..good.len()).step_by(37) {
        let (layer, diagnostics) = read_bytes(&good[..len]);
        assert!(!diagnostics.is_empty(), "{len} {}", layer.len());
    }
    let mut seed = 7u32;
    for _ in 0..300 {
        let mut bad = good.clone();
        for _ in 0..4 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = seed as usize % bad.len();
            bad[at] = (seed >> 24) as u8;
        }
        let (layer, _) = read_bytes(&bad);
        assert!(layer.len() < 10_000);
    }
}

#[test]
fn text_that_nothing_draws_is_left_out() {
    let with = |attributes: &str, inside: &str| {
        let object = at(20.0, 60.0, "密密").replace("Font=", &format!("{attributes} Font="));
        let object = object.replace("<ofd:TextCode", &format!("{inside}<ofd:TextCode"));
        let (layer, notes) = read_bytes(&file(&[page("", &[at(2.0, 60.0, "加强领导"), object])]));
        (layer.text().contains('密'), codes(&notes).contains(&Code::HiddenText))
    };
    let cases = [
        ("", "", (true, false)),
        ("Fill=\"false\"", "", (false, true)),
        ("Fill=\"false\" Stroke=\"true\"", "", (true, false)),
        ("Alpha=\"0\"", "", (false, true)),
        ("", "<ofd:FillColor Value=\"0 0 0\" Alpha=\"0\"/>", (false, true)),
    ];
    for (attributes, inside, seen) in cases {
        assert_eq!(with(attributes, inside), seen, "{attributes} {inside}");
    }
}

#[test]
fn characters_of_private_use_are_told() {
    let note = |words: &str| {
        let (_, notes) = read_bytes(&file(&[page("", &[at(2.0, 60.0, words)])]));
        notes.into_iter().find(|note| note.code == Code::UndecodableGlyphs).map(|note| note.message)
    };
    assert!(
        note("加强\u{E123}\u{E124}").is_some_and(|words| words.starts_with("2 characters (50%"))
    );
    // The signs of symbol fonts are none of them.
    assert_eq!(note("加强\u{F06C}领导"), None);
}
