//! Documents and workbooks that an office program saved as one XML file: which reader reads them, and the parts
//! of Flat OPC as a container.

use super::Limits;
use super::draft::Draft;
use super::package::Package;
use super::source::Format;
use super::{docx, xlsx};
use gongwen::diagnostic::Code;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::io::{Cursor, Write};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Parts that are taken: far more than a document has.
const PARTS: usize = 4096;

/// Reads a file. Total: what cannot be read becomes a diagnostic.
pub(super) fn read(limits: &Limits, format: Format, text: &str, draft: &mut Draft) {
    match format {
        Format::WordXml => docx::read_single(limits, text, draft),
        Format::ExcelXml => xlsx::read_single(limits, text, draft),
        _ => read_parts(limits, text, draft),
    }
}

fn read_parts(limits: &Limits, text: &str, draft: &mut Draft) {
    let Ok(container) = container(text) else {
        return draft.note(Code::DamagedFile, "the parts of the file cannot be read");
    };
    let names = Package::open(limits, &container).map(|package| package.names().to_vec());
    let is_workbook = names.unwrap_or_default().iter().any(|name| name.starts_with("xl/"));
    match is_workbook {
        true => xlsx::read(limits, &container, draft),
        false => docx::read(limits, &container, draft),
    }
}

/// The parts as a container, not compressed. Of a file that breaks off it holds what was there.
fn container(text: &str) -> std::io::Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, markup) in parts(text) {
        // One that has a name already is not taken a second time.
        if writer.start_file(name, stored).is_ok() {
            writer.write_all(markup.as_bytes())?;
        }
    }
    Ok(writer.finish()?.into_inner())
}

/// The names of the parts and their markup. A picture is a part without any.
fn parts(text: &str) -> Vec<(String, &str)> {
    let mut reader = Reader::from_str(text);
    let mut parts: Vec<(String, &str)> = Vec::new();
    while parts.len() < PARTS {
        match reader.read_event() {
            Ok(Event::Start(start)) => match start.local_name().as_ref() {
                "part" => parts.extend(name(&start).map(|name| (name, ""))),
                "xmlData" => {
                    let markup = inside(&mut reader, &start, text);
                    if let Some(part) = parts.last_mut() {
                        part.1 = markup;
                    }
                }
                "binaryData" => {
                    inside(&mut reader, &start, text);
                }
                _ => {}
            },
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    parts
}

/// The markup in an element that was begun, up to its end or that of the file.
fn inside<'t>(reader: &mut Reader<&[u8]>, start: &BytesStart<'_>, text: &'t str) -> &'t str {
    let from = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
    let to = reader.read_to_end(start.name()).map(|span| span.end);
    let to = to.map_or(text.len(), |end| usize::try_from(end).unwrap_or(text.len()));
    text.get(from..to).unwrap_or_default()
}

fn name(start: &BytesStart<'_>) -> Option<String> {
    let is_name = |key: &str| key == "name" || key.ends_with(":name");
    let mut attributes = start.attributes();
    let name = attributes.with_checks(false).flatten().find(|found| is_name(found.key.as_ref()))?;
    let name = name.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?;
    Some(name.trim_start_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::{parts, read};
    use crate::Limits;
    use crate::draft::Draft;
    use crate::source::Format;
    use gongwen::diagnostic::Code;

    const DOCUMENT: &str = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>\
        <w:body><w:p><w:r><w:t>青禾县通知</w:t></w:r></w:p></w:body></w:document>";

    fn package(document: &str) -> String {
        format!(
            "<pkg:package xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>\
             <pkg:part pkg:name='/word/media/a.png'><pkg:binaryData>AAAA</pkg:binaryData></pkg:part>\
             <pkg:part pkg:name='/word/document.xml'><pkg:xmlData>{document}</pkg:xmlData></pkg:part>\
             </pkg:package>"
        )
    }

    fn text(package: &str) -> (String, Vec<Code>) {
        let mut draft = Draft::default();
        read(&Limits::default(), Format::FlatOpc, package, &mut draft);
        let (layer, notes) = draft.finish();
        (layer.text().to_owned(), notes.iter().map(|note| note.code).collect())
    }

    #[test]
    fn parts_have_names_and_markup() {
        let package = package(DOCUMENT);
        let expected =
            [("word/media/a.png".to_owned(), ""), ("word/document.xml".to_owned(), DOCUMENT)];
        assert_eq!(parts(&package), expected);
        assert_eq!(text(&package), ("青禾县通知\n".to_owned(), vec![]));
    }

    #[test]
    fn a_file_that_breaks_off_is_read_to_there() {
        let package = package(DOCUMENT);
        let cut = &package[..package.find("</w:p>").unwrap()];
        assert_eq!(text(cut), ("青禾县通知\n".to_owned(), vec![Code::DamagedFile]));
        assert_eq!(text("<pkg:package>"), (String::new(), vec![Code::DamagedFile]));
    }
}
