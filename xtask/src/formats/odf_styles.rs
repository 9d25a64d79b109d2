//! Styles, automatic numbers and the page of a flat ODT.

use super::marker::{Digits, Form, List};
use super::xml::escape;
use std::fmt::Write;

/// The fonts of a document.
pub(super) struct Fonts {
    pub(super) latin: &'static str,
    pub(super) body: &'static str,
    pub(super) heading: &'static str,
    pub(super) title: &'static str,
}

/// The fonts that official documents ask for; a file names them and does not hold them.
pub(super) const OFFICIAL: Fonts = Fonts {
    latin: "Times New Roman",
    body: "仿宋_GB2312",
    heading: "黑体",
    title: "方正小标宋简体",
};

/// Fonts that are there and whose subsets stay small, for files that hold their fonts.
pub(super) const EMBEDDED: Fonts = Fonts {
    latin: "Noto Serif CJK SC",
    body: "Noto Serif CJK SC",
    heading: "Noto Sans CJK SC",
    title: "Noto Serif CJK SC",
};

const SPACES: &str = r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/""#;

/// The begin of a flat document of the kind `text` or `spreadsheet`.
pub(super) fn open(kind: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document {SPACES} office:version=\"1.3\" \
         office:mimetype=\"application/vnd.oasis.opendocument.{kind}\">\n"
    )
}

/// Title, author and day of a document.
pub(super) fn meta(title: &str, author: &str, published: &str) -> String {
    let (title, author, stamp) = (escape(title), escape(author), published.replace(' ', "T"));
    format!(
        "<office:meta><dc:title>{title}</dc:title><meta:initial-creator>{author}</meta:initial-creator>\
         <dc:creator>{author}</dc:creator><meta:creation-date>{stamp}:00</meta:creation-date>\
         <dc:date>{stamp}:00</dc:date></office:meta>\n"
    )
}

/// Fonts, named styles, automatic styles with the lists, and the page.
pub(super) fn styles(fonts: &Fonts, lists: &[List]) -> String {
    let mut out = String::from("<office:font-face-decls>");
    let mut faces = vec![fonts.latin, fonts.body, fonts.heading, fonts.title];
    faces.dedup();
    for face in faces {
        write_to(
            &mut out,
            format_args!("<style:font-face style:name=\"{face}\" svg:font-family=\"'{face}'\"/>"),
        );
    }
    out.push_str("</office:font-face-decls>\n<office:styles>\n");
    out.push_str(&default_style(fonts));
    for (name, parent, paragraph, text) in paragraph_styles(fonts) {
        let level = name.strip_prefix("Heading_20_");
        let level = level.map(|level| format!(" style:default-outline-level=\"{level}\""));
        write_to(
            &mut out,
            format_args!(
                "<style:style style:name=\"{name}\" style:family=\"paragraph\" style:parent-style-name=\"{parent}\"{}>\
                 <style:paragraph-properties {paragraph}/><style:text-properties {text}/></style:style>\n",
                level.unwrap_or_default()
            ),
        );
    }
    out.push_str("</office:styles>\n<office:automatic-styles>\n");
    for (index, list) in lists.iter().enumerate() {
        out.push_str(&list_style(index, list));
    }
    out.push_str(AUTOMATIC);
    out.push_str("</office:automatic-styles>\n");
    out.push_str(MASTER);
    out
}

fn default_style(fonts: &Fonts) -> String {
    let Fonts { latin, body, .. } = fonts;
    format!(
        "<style:default-style style:family=\"paragraph\"><style:paragraph-properties fo:line-height=\"28pt\"/>\
         <style:text-properties style:font-name=\"{latin}\" style:font-name-asian=\"{body}\" \
         fo:font-size=\"16pt\" style:font-size-asian=\"16pt\" fo:language=\"en\" fo:country=\"US\" \
         style:language-asian=\"zh\" style:country-asian=\"CN\"/></style:default-style>\n\
         <style:style style:name=\"Standard\" style:family=\"paragraph\" style:class=\"text\"/>\n"
    )
}

/// Name, parent, paragraph properties and text properties.
fn paragraph_styles(fonts: &Fonts) -> Vec<(&'static str, &'static str, &'static str, String)> {
    let sized = |font: &str, size: &str| {
        format!(
            "style:font-name-asian=\"{font}\" fo:font-size=\"{size}\" style:font-size-asian=\"{size}\" \
             fo:font-weight=\"normal\" style:font-weight-asian=\"normal\""
        )
    };
    let none = String::new();
    let page = "fo:text-align=\"center\" fo:break-before=\"page\"";
    vec![
        (
            "Text_20_body",
            "Standard",
            "fo:text-indent=\"32pt\" fo:text-align=\"justify\"",
            none.clone(),
        ),
        ("Title", "Standard", "fo:text-align=\"center\"", sized(fonts.title, "20pt")),
        ("PartTitle", "Title", page, none.clone()),
        ("Heading_20_1", "Standard", "fo:text-indent=\"32pt\"", sized(fonts.heading, "16pt")),
        ("Heading_20_2", "Standard", "fo:text-indent=\"32pt\"", sized(fonts.body, "16pt")),
        ("Heading_20_3", "Standard", "fo:text-indent=\"32pt\"", sized(fonts.body, "16pt")),
        ("Recipients", "Standard", "fo:text-indent=\"0pt\"", none.clone()),
        ("Number", "Standard", "fo:text-align=\"center\"", none.clone()),
        ("Signature", "Standard", "fo:text-align=\"end\" fo:margin-right=\"48pt\"", none.clone()),
        ("Attachment", "Standard", "fo:break-before=\"page\"", sized(fonts.heading, "16pt")),
        (
            "Imprint",
            "Standard",
            "fo:border-top=\"0.5pt solid #000000\" fo:padding=\"2pt\"",
            sized(fonts.body, "14pt"),
        ),
        (
            "Cell",
            "Standard",
            "fo:text-align=\"center\" fo:line-height=\"18pt\"",
            sized(fonts.body, "11pt"),
        ),
        ("Footer", "Standard", "fo:text-align=\"center\"", sized(fonts.body, "14pt")),
    ]
}

fn list_style(index: usize, list: &List) -> String {
    let mut out = format!("<text:list-style style:name=\"L{}\">", index + 1);
    for (level, form) in list.levels.iter().enumerate() {
        if let Some(form) = form {
            out.push_str(&list_level(level + 1, *form));
        }
    }
    out.push_str("</text:list-style>\n");
    out
}

fn list_level(level: usize, form: Form) -> String {
    let digits = match form.digits {
        Digits::Chinese => "一, 二, 三, ...",
        Digits::Arabic => "1",
        Digits::Circled => "①, ②, ③, ...",
    };
    format!(
        "<text:list-level-style-number text:level=\"{level}\" style:num-prefix=\"{}\" style:num-suffix=\"{}\" \
         style:num-format=\"{digits}\"><style:list-level-properties \
         text:list-level-position-and-space-mode=\"label-alignment\"><style:list-level-label-alignment \
         text:label-followed-by=\"nothing\" fo:text-indent=\"32pt\" fo:margin-left=\"0pt\"/>\
         </style:list-level-properties></text:list-level-style-number>",
        form.prefix, form.suffix
    )
}

const AUTOMATIC: &str = r##"<style:style style:name="Lead" style:family="text"><style:text-properties fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>
<style:style style:name="Table" style:family="table"><style:table-properties style:width="442pt" table:align="center"/></style:style>
<style:style style:name="Narrow" style:family="table-column"><style:table-column-properties style:column-width="42pt"/></style:style>
<style:style style:name="Wide" style:family="table-column"><style:table-column-properties style:column-width="100pt"/></style:style>
<style:style style:name="Box" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #000000" fo:padding="3pt" style:vertical-align="middle"/></style:style>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin-top="37mm" fo:margin-bottom="20mm" fo:margin-left="28mm" fo:margin-right="26mm"/><style:footer-style><style:header-footer-properties fo:min-height="15mm" fo:margin-top="5mm"/></style:footer-style></style:page-layout>
"##;

const MASTER: &str = r#"<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4"><style:footer><text:p text:style-name="Footer">— <text:page-number text:select-page="current">1</text:page-number> —</text:p></style:footer></style:master-page></office:master-styles>
"#;

fn write_to(out: &mut String, words: std::fmt::Arguments) {
    out.write_fmt(words).expect("a String takes all that is written");
}
