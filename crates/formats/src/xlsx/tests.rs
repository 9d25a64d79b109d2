//! Workbooks written by hand.

use super::read;
use crate::Limits;
use crate::draft::Draft;
use crate::package::packed;
use gongwen::diagnostic::Code;

/// A workbook of one sheet per pair of state and markup.
pub(super) fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let main = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut names = String::new();
    let mut links = format!("<Relationship Id='s' Type='{office}/styles' Target='styles.xml'/>");
    let mut parts: Vec<(String, String)> = Vec::new();
    for (index, (state, markup)) in sheets.iter().enumerate() {
        names +=
            &format!("<sheet name='表{index}' sheetId='{index}' state='{state}' r:id='r{index}'/>");
        links += &format!(
            "<Relationship Id='r{index}' Type='{office}/worksheet' \
             Target='worksheets/sheet{index}.xml'/>"
        );
        let sheet = format!("<worksheet {main}>{markup}</worksheet>");
        parts.push((format!("xl/worksheets/sheet{index}.xml"), sheet));
    }
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!("<workbook {main} xmlns:r='{office}'><sheets>{names}</sheets></workbook>"),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships xmlns='{package}'>{links}</Relationships>"),
    ));
    parts.push((
        "_rels/.rels".to_owned(),
        format!(
            "<Relationships xmlns='{package}'><Relationship Id='a' Type='{office}/officeDocument' \
             Target='xl/workbook.xml'/></Relationships>"
        ),
    ));
    parts.push((
        "xl/styles.xml".to_owned(),
        format!(
            "<styleSheet {main}><numFmts><numFmt numFmtId='176' \
             formatCode='yyyy\"年\"m\"月\"d\"日\"'/></numFmts><cellXfs><xf numFmtId='0'/>\
             <xf numFmtId='9' applyNumberFormat='1'/><xf numFmtId='176' applyNumberFormat='1'/>\
             <xf numFmtId='14' applyNumberFormat='1'/></cellXfs></styleSheet>"
        )
        .replace(
            "'yyyy\"年\"m\"月\"d\"日\"'",
            "'yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;'",
        ),
    ));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, words)| (&**name, &**words)).collect();
    packed(&parts)
}

fn text(place: &str, words: &str) -> String {
    format!("<c r='{place}' t='inlineStr'><is><t>{words}</t></is></c>")
}

fn layer(bytes: &[u8]) -> (String, Vec<Code>) {
    let mut draft = Draft::default();
    read(&Limits::default(), bytes, &mut draft);
    let (layer, notes) = draft.finish();
    (layer.text().to_owned(), notes.iter().map(|note| note.code).collect())
}

#[test]
fn each_sheet_begins_with_its_first_block() {
    let sheet = |words| format!("<sheetData><row r='1'>{}</row></sheetData>", text("A1", words));
    let (first, last) = (sheet("甲"), sheet("乙"));
    let bytes = workbook(&[("visible", &first), ("visible", "<sheetData/>"), ("visible", &last)]);
    let mut draft = Draft::default();
    read(&Limits::default(), &bytes, &mut draft);
    let (layer, _) = draft.finish();
    let sheets = layer.structure().sheets.iter().map(|at| &layer.text()[*at..]);
    assert_eq!(sheets.collect::<Vec<_>>(), ["表0\n甲\n表2\n乙\n", "表2\n乙\n"]);
}

#[test]
fn a_sheet_is_its_name_its_title_and_its_rows() {
    let rows = [
        format!("<row r='2'>{}</row>", text("B2", "任务清单")),
        format!(
            "<row r='4'>{}{}{}</row>",
            text("B4", "部门"),
            text("C4", "任务"),
            text("E4", "数量")
        ),
        format!(
            "<row r='5'>{}{}<c r='E5'><v>1200</v></c></row>",
            text("B5", "甲局"),
            text("C5", "一")
        ),
        format!("<row r='6'>{}<c r='E6' s='1'><v>0.5</v></c></row>", text("C6", "二")),
        format!("<row r='7'>{}<c r='E7' s='2'><v>45838</v></c></row>", text("C7", "三")),
        format!("<row r='8' hidden='1'>{}</row>", text("C8", "藏")),
        format!("<row r='9'>{}</row>", text("B9", "合计")),
        "<row r='10'><c r='E10' s='3'><v>45838</v></c><c r='B10' t='b'><v>1</v></c></row>".into(),
        format!("<row r='11'>{}</row>", text("B11", "备注：无")),
    ];
    let sheet = format!(
        "<cols><col min='6' max='6' hidden='1'/></cols><sheetData>{}</sheetData>\
         <mergeCells><mergeCell ref='B2:E2'/><mergeCell ref='B5:B7'/><mergeCell ref='B9:C9'/>\
         </mergeCells>",
        rows.concat()
    );
    let secret = format!("<sheetData><row r='1'>{}</row></sheetData>", text("A1", "密"));
    let (text, notes) = layer(&workbook(&[("visible", &sheet), ("hidden", &secret)]));
    assert_eq!(
        text,
        "表0\n任务清单\n部门\t任务\t数量\n甲局\t一\t1200\n\t二\t50%\n\t三\t2025年6月30日\n\
         合计\nTRUE\t\t2025-06-30\n备注：无\n"
    );
    assert_eq!(notes, [Code::HiddenText, Code::HiddenText]);
}

#[test]
fn a_sheet_that_claims_everything_is_small() {
    let sheet = format!(
        "<dimension ref='A1:XFD1048576'/><sheetData><row r='1'>{}</row>\
         <row r='1048576'>{}</row></sheetData>\
         <mergeCells><mergeCell ref='A1:A1048576'/></mergeCells>",
        text("A1", "首"),
        text("XFD1048576", "末")
    );
    let (text, notes) = layer(&workbook(&[("visible", &sheet)]));
    assert_eq!((&*text, &*notes), ("表0\n首\n\t末\n", &[][..]));
}

#[test]
fn broken_workbooks_are_told() {
    let sheet = format!("<sheetData><row r='1'>{}</row>", text("A1", "甲"));
    let (text, notes) = layer(&workbook(&[("visible", &sheet)]));
    assert_eq!((&*text, &*notes), ("表0\n甲\n", &[Code::DamagedFile][..]));
    for bytes in [&b"PK\x03\x04"[..], b"PK\x05\x06", b"", b"\xD0\xCF\x11\xE0", b"abc"] {
        assert!(layer(bytes).1.contains(&Code::DamagedFile), "{bytes:?}");
    }
}

#[test]
fn limits_hold() {
    let sheet =
        format!("<sheetData><row r='1'>{}</row></sheetData>", text("A1", &"甲".repeat(900)));
    let bytes = workbook(&[("visible", &sheet)]);
    let limits = Limits { chars: 100, ..Limits::default() };
    let mut draft = Draft::default();
    read(&limits, &bytes, &mut draft);
    let (layer, notes) = draft.finish();
    assert!(layer.text().chars().count() <= 101);
    assert_eq!(notes[0].code, Code::LimitReached);
    let mut draft = Draft::default();
    read(&Limits { unpacked: 500, ..Limits::default() }, &bytes, &mut draft);
    assert!(draft.finish().1.iter().any(|note| note.code == Code::LimitReached));
}

#[test]
fn no_bytes_make_it_panic() {
    let sheet = format!("<sheetData><row r='1'>{}</row></sheetData>", text("A1", "甲"));
    let bytes = workbook(&[("visible", &sheet)]);
    let mut told = 0;
    for cut in (0..bytes.len()).step_by(37) {
        told += usize::from(!layer(&bytes[..cut]).1.is_empty());
        let mut flipped = bytes.clone();
        flipped[cut] ^= 0x55;
        layer(&flipped);
    }
    assert!(told > bytes.len() / 37 / 2);
}
