//! Whole files: one that an office program wrote, and small ones that are put together here.

use super::read;
use crate::Limits;
use crate::draft::Draft;
use gongwen::diagnostic::{Code, Diagnostic};
use gongwen::document::{BlockKind, TextLayer, hex};
use std::fmt::Write;

const NOTICE: &[u8] = include_bytes!("../../../../fixtures/formats/pdf/notice.pdf");

fn layer_within(limits: &Limits, bytes: &[u8]) -> (TextLayer, Vec<Diagnostic>) {
    let mut draft = Draft::default();
    read(limits, bytes, &mut draft);
    draft.finish()
}

fn layer(bytes: &[u8]) -> (TextLayer, Vec<Diagnostic>) {
    layer_within(&Limits::default(), bytes)
}

fn text(bytes: &[u8]) -> String {
    layer(bytes).0.text().to_owned()
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<Code> {
    diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// Blocks as `name: text`.
fn blocks(bytes: &[u8]) -> Vec<String> {
    let (layer, _) = layer(bytes);
    let name = |kind: BlockKind| kind.name();
    let blocks = layer.structure().blocks.iter();
    blocks
        .map(|block| format!("{}: {}", name(block.kind), &layer.text()[block.range.clone()]))
        .collect()
}

/// A page that is put together.
#[derive(Clone, Default)]
struct Sheet {
    content: String,
    /// More of the page's dictionary.
    extra: &'static str,
}

impl Sheet {
    /// Writes characters from a place counted from the lower left.
    fn at(mut self, x: f64, y: f64, size: f64, words: &str) -> Self {
        let (bytes, _, _) = encoding_rs::GBK.encode(words);
        let code = hex(&bytes);
        writeln!(self.content, "BT /F1 {size} Tf {x} {y} Td <{code}> Tj ET").expect("memory");
        self
    }

    /// Adds drawing operators.
    fn draw(mut self, operators: &str) -> Self {
        self.content.push_str(operators);
        self.content.push('\n');
        self
    }
}

/// A file of these pages; its font is not embedded and its codes are GBK. `X` draws a picture of
/// one point, `Y` is a form that draws the next of twenty forms eight times.
fn file(sheets: &[Sheet], trailer: &str) -> Vec<u8> {
    let kids: Vec<String> = (0..sheets.len()).map(|at| format!("{} 0 R", 10 + 2 * at)).collect();
    let mut objects = vec![
        (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
        (2, format!("<</Type/Pages/Count {}/Kids[{}]>>", sheets.len(), kids.join(" "))),
        (3, "<</Type/Font/Subtype/Type0/BaseFont/Fang/Encoding/GBK-EUC-H/DescendantFonts[4 0 R]>>".to_owned()),
        (4, "<</Type/Font/Subtype/CIDFontType0/BaseFont/Fang/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000/W[814 939 500]/FontDescriptor 5 0 R>>".to_owned()),
        (5, "<</Type/FontDescriptor/FontName/Fang/Flags 4>>".to_owned()),
        (6, "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>\nstream\nA\nendstream".to_owned()),
    ];
    for at in 700..720 {
        let (next, draw) = (at + 1, "/Y Do ".repeat(8));
        let form = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]";
        objects.push((at, format!("<<{form}/Resources<</XObject<</Y {next} 0 R>>>>/Length 48>>\nstream\n{draw}\nendstream")));
    }
    for (at, sheet) in sheets.iter().enumerate() {
        let page = format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R{}/Resources<</Font<</F1 3 0 R>>/XObject<</X 6 0 R/Y 700 0 R>>>>>>",
            11 + 2 * at,
            sheet.extra
        );
        let length = sheet.content.len();
        let stream = format!("<</Length {length}>>\nstream\n{}\nendstream", sheet.content);
        objects.extend([(10 + 2 * at, page), (11 + 2 * at, stream)]);
    }
    let mut file = "%PDF-1.5\n".to_owned();
    let mut table = String::new();
    for (number, object) in &objects {
        let offset = file.len();
        writeln!(table, "{number} 1\n{offset:010} 00000 n ").expect("memory");
        writeln!(file, "{number} 0 obj\n{object}\nendobj").expect("memory");
    }
    let start = file.len();
    write!(
        file,
        "xref\n{table}trailer\n<</Size 999/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n"
    )
    .expect("memory");
    file.into_bytes()
}

fn page() -> Sheet {
    Sheet::default()
}

/// Lines of 20 characters of 16 points from the left edge 100, from the top.
fn body(sheet: Sheet, from: f64, lines: usize) -> Sheet {
    (0..lines).fold(sheet, |sheet, at| {
        let words = "各县区要加强组织领导抓好河湖保护工作落实";
        sheet.at(100.0, from - 28.0 * at as f64, 16.0, words)
    })
}

#[test]
fn a_notice_is_read_as_it_is_shown() {
    let (layer, diagnostics) = layer(NOTICE);
    assert_eq!(diagnostics, []);
    let found = blocks(NOTICE);
    let rows: Vec<&str> = found.iter().filter_map(|block| block.strip_prefix("row: ")).collect();
    assert_eq!(found.len(), 23);
    assert_eq!(found[0], "paragraph: 澜州市人民政府文件");
    assert_eq!(found[3], "paragraph: 做好2025年河湖保护工作的通知");
    assert!(found[7].ends_with("建成智慧管护平台（Lanzhou Water 2.0）1个。"), "{}", found[7]);
    assert_eq!(found[15], "paragraph: 2025年3月18日");
    assert_eq!(
        rows,
        [
            "序号\t类别\t任务\t责任单位",
            "1\t河道清理\t6月底前完成第一轮排查，明确各县（区）整改责任和要求\t市水务局",
            "2\t\t9月底前完成整改销号\t市水务局、市生态环境局",
            "3\t水质监测\t新建监测站30处，由市生态环境局负责",
        ]
    );
    assert_eq!(layer.structure().pages.len(), 3);
    assert_eq!(layer.structure().pages[0], 0);
}

#[test]
fn a_paragraph_goes_on_over_the_page_and_its_furniture_stands_behind_it() {
    let first = body(page(), 700.0, 15).at(280.0, 60.0, 14.0, "— 1 —");
    let second = body(page(), 700.0, 2)
        .at(100.0, 644.0, 16.0, "确保实效。")
        .at(132.0, 616.0, 16.0, "此复。")
        .at(280.0, 60.0, 14.0, "— 2 —");
    let bytes = file(&[first, second], "");
    let found = blocks(&bytes);
    assert_eq!(found.len(), 4, "{found:?}");
    assert!(found[0].ends_with("落实确保实效。"), "{}", found[0]);
    assert_eq!(found[1], "margin: — 1 —");
    assert_eq!(found[2], "paragraph: 此复。");
    assert_eq!(found[3], "margin: — 2 —");
    assert_eq!(layer(&bytes).0.structure().pages, [0, 300]);
}

#[test]
fn what_is_indented_centred_or_to_the_right_begins_anew() {
    let sheet = body(page(), 700.0, 6)
        .at(132.0, 532.0, 16.0, "一、总体要求")
        .at(212.0, 504.0, 16.0, "第二章河湖")
        .at(292.0, 476.0, 16.0, "澜州市水务局");
    let found = blocks(&file(&[sheet], ""));
    assert_eq!(found.len(), 4, "{found:?}");
    assert_eq!(found[3], "paragraph: 澜州市水务局");
}

#[test]
fn a_turned_page_reads_like_another() {
    let upright = body(page(), 700.0, 3);
    let turned = Sheet { extra: "/Rotate 180", ..body(page(), 700.0, 3) };
    let written = Sheet::default().draw("0 1 -1 0 595 0 cm");
    let written = Sheet { content: written.content + &upright.content, extra: "" };
    let expected = text(&file(&[upright], ""));
    assert_eq!(expected.chars().count(), 61);
    assert_eq!(text(&file(&[turned], "")), expected);
    assert_eq!(text(&file(&[written], "")), expected);
}

#[test]
fn recognised_text_behind_a_scan_is_text_and_other_hidden_text_is_not() {
    let hidden = body(page().draw("3 Tr"), 700.0, 4);
    let scan =
        Sheet { content: "q 595 0 0 842 0 0 cm /X Do Q\n".to_owned() + &hidden.content, extra: "" };
    assert_eq!(text(&file(&[scan], "")).chars().count(), 81);
    let (layer, diagnostics) = layer(&file(
        &[hidden.at(100.0, 300.0, 16.0, "甲").draw("0 Tr").at(100.0, 200.0, 16.0, "乙")],
        "",
    ));
    assert_eq!(layer.text(), "乙\n");
    assert_eq!(codes(&diagnostics), [Code::HiddenText]);
}

#[test]
fn what_a_cell_has_no_room_for_is_not_shown() {
    let clipped = page().draw("q 100 600 200 50 re W n").at(110.0, 620.0, 12.0, "清理");
    let sheet = clipped.at(110.0, 700.0, 12.0, "甲").draw("Q").at(110.0, 560.0, 12.0, "排查");
    let (layer, diagnostics) = layer(&file(&[sheet], ""));
    assert_eq!(layer.text(), "清理\n排查\n");
    assert_eq!(codes(&diagnostics), [Code::HiddenText]);
}

#[test]
fn pictures_of_pages_are_named() {
    let picture = page().draw("q 595 0 0 842 0 0 cm /X Do Q");
    let (none, diagnostics) = layer(&file(&[picture.clone(), picture.clone()], ""));
    assert_eq!((none.text(), codes(&diagnostics)), ("", vec![Code::NoTextLayer]));
    let (some, diagnostics) = layer(&file(&[body(page(), 700.0, 3), picture], ""));
    assert_eq!(codes(&diagnostics), [Code::NoTextLayer]);
    assert!(diagnostics[0].message.contains("pages 2 of 2"), "{}", diagnostics[0].message);
    assert_eq!(some.len(), 61);
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let sheet = (0..8).fold(page(), |sheet, at| {
        let y = 700.0 - 20.0 * f64::from(at);
        sheet.at(60.0, y, 10.0, "左栏左栏左栏左栏左栏左栏左栏左栏左栏").at(
            300.0,
            y,
            10.0,
            "右栏右栏右栏右栏右栏右栏右栏右栏右栏",
        )
    });
    let found = text(&file(&[sheet], ""));
    assert_eq!(found.find('右'), Some("左栏".len() * 9 * 8), "{found}");
}

const RULES: &str = "100 700 m 400 700 l S 200 660 m 400 660 l S 100 620 m 400 620 l S \
                     100 620 m 100 700 l S 200 620 m 200 700 l S 400 620 m 400 700 l S";

fn cells(sheet: Sheet) -> Sheet {
    sheet
        .at(110.0, 660.0, 12.0, "清理")
        .at(210.0, 675.0, 12.0, "排查")
        .at(210.0, 635.0, 12.0, "整改")
}

#[test]
fn ruled_cells_are_rows_and_a_frame_is_none() {
    let found = blocks(&file(&[cells(page().draw(RULES))], ""));
    assert_eq!(found, ["row: 清理\t排查", "row: \t整改"]);
    let found = blocks(&file(&[cells(page().draw("90 600 320 120 re S"))], ""));
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().all(|block| block.starts_with("paragraph")));
}

#[test]
fn a_table_may_lie_on_its_side() {
    for turn in ["0 1 -1 0 795 0 cm", "0 -1 1 0 -400 742 cm", "-1 0 0 -1 595 1000 cm"] {
        let lying = page().at(290.0, 40.0, 12.0, "7").draw(turn).draw(RULES);
        let found = blocks(&file(&[cells(lying)], ""));
        let rows: Vec<&String> = found.iter().filter(|block| block.starts_with("row")).collect();
        assert_eq!(rows, ["row: 清理\t排查", "row: \t整改"], "{turn}");
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found.iter().any(|block| block == "margin: 7"), "{found:?}");
    }
}

#[test]
fn a_password_is_asked_for() {
    let key = "AA".repeat(32);
    let encrypt =
        format!("/ID[<AA><AA>]/Encrypt<</Filter/Standard/V 1/R 2/O<{key}>/U<{key}>/P -4>>");
    let (layer, diagnostics) = layer(&file(&[body(page(), 700.0, 3)], &encrypt));
    assert_eq!((layer.text(), codes(&diagnostics)), ("", vec![Code::EncryptedFile]));
}

#[test]
fn forms_that_multiply_end_at_the_limit() {
    let sheet = page().at(100.0, 700.0, 16.0, "澜州市").draw("/Y Do");
    let (layer, diagnostics) = layer(&file(&[sheet], ""));
    assert_eq!(layer.text(), "澜州市\n");
    assert_eq!(codes(&diagnostics), [Code::LimitReached]);
    let few = Limits { chars: 30, ..Limits::default() };
    let (layer, diagnostics) = layer_within(&few, &file(&[body(page(), 700.0, 9)], ""));
    assert!(layer.len() < 60);
    assert_eq!(codes(&diagnostics), [Code::LimitReached]);
}

#[test]
fn broken_files_are_read_as_far_as_they_go() {
    let whole = file(&[body(page(), 700.0, 3), body(page(), 700.0, 3)], "");
    let start = whole.windows(4).rposition(|part| part == b"xref").expect("the table");
    let (layer, diagnostics) = layer(&whole[..start - 5]);
    assert_eq!(layer.len(), 121);
    assert_eq!(codes(&diagnostics), [Code::DamagedFile]);
    for cut in (0..start).step_by(61) {
        let (layer, diagnostics) = super::tests::layer(&whole[..cut]);
        assert!(layer.len() <= 122 && !diagnostics.is_empty(), "cut at {cut}");
    }
    for cut in (0..NOTICE.len()).step_by(4099) {
        assert!(!super::tests::layer(&NOTICE[..cut]).1.is_empty(), "cut at {cut}");
    }
}

#[test]
fn flipped_and_random_bytes_do_no_harm() {
    let whole = file(&[body(page(), 700.0, 2)], "");
    let mut state = 7u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    for _ in 0..150 {
        let mut bytes = whole.clone();
        for _ in 0..4 {
            let at = next() as usize % bytes.len();
            bytes[at] ^= 1 << (next() % 8);
        }
        assert!(layer(&bytes).0.len() < 4000);
    }
    let mut noise: Vec<u8> = b"%PDF-1.7\n".to_vec();
    noise.extend((0..4000).map(|_| next() as u8));
    assert_eq!(codes(&layer(&noise).1), [Code::DamagedFile]);
    assert_eq!(codes(&layer(b"%PDF-1.4").1), [Code::DamagedFile]);
}
