//! The same notices of the corpus in every format and encoding, as real writers make them.
//!
//! Office files and PDF are made by LibreOffice from flat ODF documents with automatic numbers,
//! heading styles, merged cells and page numbers. Web pages, OFD, packages and a second kind of DOCX
//! are written here. Two runs give the same bytes: the time that LibreOffice puts into PDF and into
//! the packages of DOCX and XLSX is overwritten.

mod choice;
mod manifest;
mod marker;
mod notice;
mod odf_sheet;
mod odf_styles;
mod odf_text;
mod ofd;
mod ofd_layout;
mod office;
mod pack;
mod page;
mod parse;
mod plain;
mod stamp;
mod word;
mod xml;

use anyhow::{Context, Result};
use choice::{Choice, Editor, PageEncoding};
use manifest::{About, Manifest};
use notice::Notice;
use odf_styles::{EMBEDDED, Fonts, OFFICIAL};
use office::Office;
use std::fs;
use std::path::Path;

const OWN: &str = "xtask formats";

/// Writes the fixtures into `folder`.
pub(crate) fn write(corpus: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let notices = read(corpus)?;
    let mut manifest = Manifest::new(folder);
    write_office(&notices, folder, &mut manifest)?;
    for notice in &notices {
        write_own(notice, &mut manifest)?;
    }
    write_pack(&notices, folder, &mut manifest)?;
    manifest.write()
}

fn read(corpus: &Path) -> Result<Vec<Notice>> {
    let read_one = |choice: &'static Choice| {
        let path = corpus.join(format!("{}.txt", choice.name));
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        parse::parse(choice, text)
    };
    choice::CHOICES.iter().map(read_one).collect()
}

/// Everything that LibreOffice makes.
fn write_office(notices: &[Notice], folder: &Path, manifest: &mut Manifest) -> Result<()> {
    let office = Office::new(&std::env::temp_dir().join("gongwen-formats"))?;
    let writer = office.version()?;
    println!("office files and PDF: {writer}; all else: {OWN}");
    let texts = |fonts: &Fonts| each(notices, |notice| odf_text::document(notice, fonts));
    let with_tables = notices.iter().filter(|notice| notice.tables().next().is_some());
    let sheets = each(with_tables, odf_sheet::document);
    let jobs = [
        (
            texts(&OFFICIAL),
            "fodt",
            "docx",
            "automatic numbers, heading styles, page number in the footer",
        ),
        (
            texts(&OFFICIAL),
            "fodt",
            "doc",
            "automatic numbers, heading styles, page number in the footer",
        ),
        (
            texts(&EMBEDDED),
            "fodt",
            "pdf",
            "lines broken by a typesetter, subset fonts, page numbers",
        ),
        (
            sheets.clone(),
            "fods",
            "xlsx",
            "title merged over the columns, a sheet a table, merged cells",
        ),
        (sheets, "fods", "xls", "title merged over the columns, a sheet a table, merged cells"),
    ];
    for (documents, from, format, how) in jobs {
        office.convert(&documents, (from, format, format), folder)?;
        for (name, _) in &documents {
            unstamp(&folder.join(format!("{name}.{format}")))?;
            let shows = [shows(notices, name), how];
            let about = About { source: name, format, writer: &writer, shows: &shows };
            manifest.list(&format!("{name}.{format}"), about);
        }
    }
    Ok(())
}

fn unstamp(path: &Path) -> Result<()> {
    let mut bytes = fs::read(path)?;
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("pdf") => stamp::unstamp_pdf(&mut bytes),
        Some("docx" | "xlsx") => stamp::unstamp_zip(&mut bytes),
        _ => {}
    }
    Ok(fs::write(path, bytes)?)
}

/// Names and documents.
fn each<'a>(
    notices: impl IntoIterator<Item = &'a Notice>,
    document: impl Fn(&Notice) -> String,
) -> Vec<(String, String)> {
    let pair = |notice: &Notice| (notice.choice.name.to_owned(), document(notice));
    notices.into_iter().map(pair).collect()
}

fn shows(notices: &[Notice], name: &str) -> &'static str {
    notices
        .iter()
        .find(|notice| notice.choice.name == name)
        .map_or("", |notice| notice.choice.shows)
}

/// Everything of one notice that is written here.
fn write_own(notice: &Notice, manifest: &mut Manifest) -> Result<()> {
    let Choice { name, shows, .. } = *notice.choice;
    let page = page::page(notice)?;
    let manner = page_manner(notice.choice);
    manifest.file(&format!("{name}.html"), &page, own(name, "html", &[shows, manner]))?;
    let layout = "fixed layout, lines of 28 characters, no font embedded";
    manifest.file(
        &format!("{name}.ofd"),
        &ofd::package(notice)?,
        own(name, "ofd", &[shows, layout]),
    )?;
    if word::can_write(notice) {
        let how =
            "chineseCountingThousand; list of the first level in its style; runs parted at digits";
        let package = word::package(notice)?;
        manifest.file(
            &format!("{name}.styled.docx"),
            &package,
            own(name, "docx", &[shows, how]),
        )?;
    }
    if notice.choice.encodings {
        for encoded in plain::all(&notice.text) {
            let file = format!("{name}.{}.txt", encoded.label);
            manifest.file(&file, &encoded.bytes, own(name, "txt", &[encoded.shows]))?;
        }
    }
    Ok(())
}

fn own<'a>(source: &'a str, format: &'a str, shows: &'a [&'a str]) -> About<'a> {
    About { source, format, writer: OWN, shows }
}

fn page_manner(choice: &Choice) -> &'static str {
    match (choice.page, choice.editor) {
        (PageEncoding::Gbk, Editor::Pasted) => {
            "GBK that says gb2312, pasted from a word processor, title twice"
        }
        (PageEncoding::Gbk, _) => "GBK that says gb2312, page furniture, &emsp; indents",
        (PageEncoding::Utf8, Editor::Pasted) => "pasted from a word processor, title twice",
        (PageEncoding::Utf8, Editor::Breaks) => "lines parted by br, ideographic indents",
        (PageEncoding::Utf8, Editor::Paragraphs) => "page furniture, &emsp; indents",
    }
}

/// An archive with three notices, and one in an archive inside of it.
fn write_pack(notices: &[Notice], folder: &Path, manifest: &mut Manifest) -> Result<()> {
    let [meals, port, farming, group, ..] = notices else { return Ok(()) };
    let older = pack::tgz(&[
        ("2024/leading-group.txt", group.text.as_bytes()),
        ("2024/farming.html", &page::page(farming)?),
    ])?;
    let docx = fs::read(folder.join(format!("{}.docx", port.choice.name)))?;
    let (gbk, _, _) = encoding_rs::GBK.encode(&farming.text);
    let members = vec![
        ("政策文件/关于印发老年助餐方案的通知.html".to_owned(), page::page(meals)?),
        ("政策文件/3号建议案办理工作方案.docx".to_owned(), docx),
        ("政策文件/设施农业若干措施.txt".to_owned(), gbk.into_owned()),
        ("往年文件.tgz".to_owned(), older),
    ];
    let shows = &["names in GBK without the flag of UTF-8; page, DOCX and GBK text; a tgz inside"];
    let source = "01-elderly-meals;02-port-logistics;03-facility-farming;05-county-leading-group";
    let about = own(source, "zip", shows);
    manifest.file("pack.zip", &pack::zip_with_gbk_names(members)?, about)
}
