//! A notice as DOCX, written part by part the way Chinese office programs do and LibreOffice does
//! not: numbers in `chineseCountingThousand`, the first level's list in the style and not in the
//! paragraph, style ids that are numbers, runs parted at every digit, cells merged by `vMerge`.

use super::marker::{Digits, List};
use super::notice::{Block, Notice, Paragraph, Role, Table};
use super::pack::zip;
use super::xml::escape;
use anyhow::Result;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const SPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Whether the notice keeps to what is written here: one list, no header table.
pub(super) fn can_write(notice: &Notice) -> bool {
    notice.lists.len() == 1 && !notice.blocks.iter().any(|block| matches!(block, Block::Header(_)))
}

/// The bytes of the package.
pub(super) fn package(notice: &Notice) -> Result<Vec<u8>> {
    let parts = [
        ("[Content_Types].xml", types()),
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml")])),
        ("docProps/core.xml", core(notice)),
        ("word/document.xml", document(notice)),
        (
            "word/_rels/document.xml.rels",
            relations(&[
                ("styles", "styles.xml"),
                ("numbering", "numbering.xml"),
                ("footer", "footer1.xml"),
            ]),
        ),
        ("word/styles.xml", styles()),
        ("word/numbering.xml", numbering(&notice.lists)),
        ("word/footer1.xml", footer()),
    ];
    let members: Vec<(String, Vec<u8>)> =
        parts.into_iter().map(|(name, part)| (name.to_owned(), part.into_bytes())).collect();
    zip(&members)
}

fn types() -> String {
    let parts = [
        ("document", "document.main"),
        ("styles", "styles"),
        ("numbering", "numbering"),
        ("footer1", "footer"),
    ];
    let overrides: String = parts
        .iter()
        .map(|(part, kind)| {
            format!("<Override PartName=\"/word/{part}.xml\" ContentType=\"{WORD}.{kind}+xml\"/>")
        })
        .collect();
    format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{overrides}\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>"
    )
}

fn relations(targets: &[(&str, &str)]) -> String {
    let list: String = targets
        .iter()
        .enumerate()
        .map(|(at, (kind, target))| {
            format!(
                "<Relationship Id=\"rId{}\" Type=\"{RELATION}/{kind}\" Target=\"{target}\"/>",
                at + 1
            )
        })
        .collect();
    let core = "http://schemas.openxmlformats.org/package/2006/relationships";
    let properties = match targets[0].0 {
        "officeDocument" => format!(
            "<Relationship Id=\"rId9\" Type=\"{core}/metadata/core-properties\" Target=\"docProps/core.xml\"/>"
        ),
        _ => String::new(),
    };
    format!("{DECLARATION}<Relationships xmlns=\"{core}\">{list}{properties}</Relationships>")
}

fn core(notice: &Notice) -> String {
    let stamp = notice.choice.published.replace(' ', "T");
    format!(
        "{DECLARATION}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{stamp}:00Z</dcterms:created></cp:coreProperties>",
        escape(&notice.title()),
        escape(notice.signer()),
    )
}

fn document(notice: &Notice) -> String {
    let blocks: String = notice
        .blocks
        .iter()
        .map(|block| match block {
            Block::Header(_) => String::new(),
            Block::Paragraph(one) => paragraph(one),
            Block::Table(one) => table(one),
        })
        .collect();
    format!(
        "{DECLARATION}<w:document {SPACES}><w:body>{blocks}<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId3\"/>\
         <w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1134\" w:left=\"1588\" \
         w:header=\"851\" w:footer=\"992\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

fn paragraph(paragraph: &Paragraph) -> String {
    let bold = if paragraph.number.is_some() { "<w:b/>" } else { "" };
    let (lead, rest) = match paragraph.number {
        Some(_) => paragraph.lead(),
        None => ("", paragraph.text.as_str()),
    };
    format!(
        "<w:p><w:pPr>{}</w:pPr>{}{}</w:p>",
        properties(paragraph),
        runs(lead, bold),
        runs(rest, "")
    )
}

/// Style, list and place of a paragraph. The style `2` has the first level of the first list.
fn properties(paragraph: &Paragraph) -> String {
    let indent = "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>";
    if let Some(number) = &paragraph.number {
        if number.level == 1 && paragraph.is_heading() {
            return "<w:pStyle w:val=\"2\"/>".to_owned();
        }
        let style = if paragraph.is_heading() { "<w:pStyle w:val=\"3\"/>" } else { "" };
        let level = number.level - 1;
        let list = number.list + 1;
        return format!(
            "{style}<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>{indent}"
        );
    }
    let place = |place: &str| format!("<w:jc w:val=\"{place}\"/>");
    match paragraph.role {
        Role::Title => format!("<w:pStyle w:val=\"4\"/>{}", place("center")),
        Role::Note if paragraph.text.ends_with('号') => place("center"),
        Role::Signature => {
            format!("<w:ind w:rightChars=\"300\" w:right=\"960\"/>{}", place("right"))
        }
        Role::Attachment => "<w:pageBreakBefore/>".to_owned(),
        Role::Recipients | Role::Imprint => String::new(),
        Role::Body | Role::Note => indent.to_owned(),
    }
}

/// Runs parted where digits begin and end.
fn runs(text: &str, properties: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    chars
        .chunk_by(|one, next| one.is_ascii_digit() == next.is_ascii_digit())
        .map(|run| {
            let words = escape(&run.iter().collect::<String>());
            format!(
                "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\" w:eastAsia=\"仿宋_GB2312\"/>{properties}<w:sz w:val=\"32\"/></w:rPr>\
                 <w:t xml:space=\"preserve\">{words}</w:t></w:r>"
            )
        })
        .collect()
}

fn table(table: &Table) -> String {
    let columns = table.rows[0].len();
    let grid = "<w:gridCol w:w=\"1768\"/>".repeat(columns);
    let mut out = format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"8840\" w:type=\"dxa\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
    );
    for (at, row) in table.rows.iter().enumerate() {
        out.push_str("<w:tr>");
        for (column, cell) in row.iter().enumerate() {
            let (merge, text) = match table.span(at, column) {
                0 => ("<w:vMerge/>", ""),
                1 => ("", cell.as_str()),
                _ => ("<w:vMerge w:val=\"restart\"/>", cell.as_str()),
            };
            out.push_str(&format!(
                "<w:tc><w:tcPr><w:tcW w:w=\"1768\" w:type=\"dxa\"/>{merge}</w:tcPr><w:p>{}</w:p></w:tc>",
                runs(text, "")
            ));
        }
        out.push_str("</w:tr>");
    }
    out + "</w:tbl>"
}

fn styles() -> String {
    format!(
        "{DECLARATION}<w:styles {SPACES}><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"1\"><w:name w:val=\"Normal\"/></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"2\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"1\"/><w:pPr>\
         <w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"3\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"1\"/><w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>\
         <w:style w:type=\"paragraph\" w:styleId=\"4\"><w:name w:val=\"Title\"/><w:basedOn w:val=\"1\"/><w:rPr><w:sz w:val=\"44\"/></w:rPr></w:style></w:styles>"
    )
}

fn numbering(lists: &[List]) -> String {
    let mut out = format!("{DECLARATION}<w:numbering {SPACES}>");
    for (index, list) in lists.iter().enumerate() {
        let single =
            if list.levels[1..].iter().all(Option::is_none) { "singleLevel" } else { "multilevel" };
        out.push_str(&format!(
            "<w:abstractNum w:abstractNumId=\"{index}\"><w:multiLevelType w:val=\"{single}\"/>"
        ));
        for (level, form) in list.levels.iter().enumerate() {
            let Some(form) = form else { continue };
            let digits = match form.digits {
                Digits::Chinese => "chineseCountingThousand",
                Digits::Arabic => "decimal",
                Digits::Circled => "decimalEnclosedCircleChinese",
            };
            out.push_str(&format!(
                "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{digits}\"/><w:suff w:val=\"nothing\"/>\
                 <w:lvlText w:val=\"{}%{}{}\"/><w:lvlJc w:val=\"left\"/></w:lvl>",
                form.prefix,
                level + 1,
                form.suffix
            ));
        }
        out.push_str("</w:abstractNum>");
    }
    for index in 0..lists.len() {
        out.push_str(&format!(
            "<w:num w:numId=\"{}\"><w:abstractNumId w:val=\"{index}\"/></w:num>",
            index + 1
        ));
    }
    out + "</w:numbering>"
}

fn footer() -> String {
    format!(
        "{DECLARATION}<w:ftr {SPACES}><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t xml:space=\"preserve\">— </w:t></w:r>\
         <w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space=\"preserve\"> —</w:t></w:r></w:p></w:ftr>"
    )
}
