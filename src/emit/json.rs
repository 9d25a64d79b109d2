//! Records as JSON: one line each ([`write_line`], NDJSON) or laid out for people ([`write_pretty`]).
//!
//! Fields come in the order of the types, numbers are exact decimals, Chinese is written as it is:
//! the same record gives the same bytes on every machine.

use super::line::Json;
use super::wire_v1::Record;
use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::record::Extraction;
use std::io::{self, Write};

/// Writes a record as one line that ends in `\n`.
///
/// # Errors
/// Fails where `out` does.
pub fn write_line(record: &Record<'_>, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut out, record)?;
    out.write_all(b"\n")
}

/// Writes the record of one of the notices of a document, counted from 0, as [`write_line`] writes
/// what [`Record::nth`] makes, without making it: faster, and in less memory.
///
/// # Errors
/// Fails where `out` does.
pub fn write_notice(
    document: &Document,
    extraction: &Extraction,
    ordinal: usize,
    lexicon: &Lexicon,
    mut out: impl Write,
) -> io::Result<()> {
    let mut json = Json::new(&mut out);
    Record::write_nth(document, extraction, ordinal, lexicon, &mut json);
    json.finish()
}

/// Writes a record with one field a line and two spaces a level; ends in `\n`.
///
/// # Errors
/// Fails where `out` does.
pub fn write_pretty(record: &Record<'_>, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, record)?;
    out.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::{Record, write_line, write_notice};
    use crate::diagnostic::{Code, Diagnostic};
    use crate::document::{ByteMap, Document, SourceInfo, Structure, TextLayer};
    use crate::lexicon::Lexicon;
    use crate::span::Span;

    const NOTICE: &str = "临江市人民政府关于\"疏浚\"河道的通知\n临政〔2025〕12号\n各区人民政府:\n\
        一、疏浚河道。到2025年6月底前疏浚河道12.5公里,新建泵站3座。(牵头单位:市水利局;责任单位:市财政局)\n\
        (一)加强巡查。每月巡查一次。\n二、成立领导小组。组长:李明 市水利局局长\n\
        附件:任务分工表\n临江市人民政府\n2025年3月18日\n";

    fn document(bytes: ByteMap) -> Document {
        let pages = Structure { pages: vec![0, 40], ..Structure::default() };
        let path = "a\\b\n\u{1}.txt".to_owned();
        let wrong = Diagnostic { code: Code::Mojibake, message: "\t".to_owned(), span: None };
        Document {
            layer: TextLayer::with_bytes(NOTICE.to_owned(), bytes).with_structure(pages),
            info: SourceInfo { path, ..SourceInfo::default() },
            diagnostics: vec![Diagnostic { span: Some(Span::new(3, 9)), ..wrong.clone() }, wrong],
        }
    }

    #[test]
    fn a_notice_is_written_as_its_record_is() {
        let lexicon = Lexicon::builtin();
        for document in [document(ByteMap::Utf8(3)), document(ByteMap::None), Document::default()] {
            let found = crate::extract(lexicon, &document.layer);
            let [mut of_record, mut of_notice] = [Vec::new(), Vec::new()];
            let record = Record::nth(&document, &found, 2, lexicon);
            write_line(&record, &mut of_record).unwrap();
            write_notice(&document, &found, 2, lexicon, &mut of_notice).unwrap();
            assert_eq!(String::from_utf8(of_notice), String::from_utf8(of_record));
            let is_full = !record.tasks.is_empty()
                && !record.targets.is_empty()
                && !record.milestones.is_empty()
                && !record.groups.is_empty()
                && !record.mentions.is_empty();
            assert!(is_full || document.layer.is_empty());
        }
    }
}
