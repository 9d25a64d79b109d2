//! What a ZIP container holds, by the names of its members.

use super::Format;
use memchr::memmem;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{Read, Seek};
use zip::ZipArchive;

/// Members of a damaged container that are looked at.
const LOOKED_AT: usize = 1 << 12;

const SIGN: &[u8; 4] = b"PK\x03\x04";

/// What a member shows about its container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// A part of an OFD.
    Ofd,
    /// A part of a Word document.
    Word,
    /// A part of a workbook.
    Excel,
    /// A part of a presentation, a drawing or a book.
    Other,
    /// What every office file has beside its words: types, relations, facts about itself.
    Office,
}

/// What the members are for. Names are compared without case.
fn parts<'n>(names: impl Iterator<Item = Cow<'n, str>>) -> BTreeSet<Part> {
    names.filter_map(|name| part(&name.replace('\\', "/").to_ascii_lowercase())).collect()
}

fn part(name: &str) -> Option<Part> {
    let name = name.trim_start_matches('/');
    let is_in = |folder: &str| {
        let below = name.strip_prefix(folder);
        below.is_some_and(|rest| rest.ends_with(".xml") || rest.ends_with(".rels"))
    };
    match name {
        "ofd.xml" => Some(Part::Ofd),
        "mimetype" => Some(Part::Other),
        "[content_types].xml" | "_rels/.rels" => Some(Part::Office),
        _ if is_in("doc_0/") => Some(Part::Ofd),
        _ if is_in("word/") => Some(Part::Word),
        _ if is_in("xl/") => Some(Part::Excel),
        _ if is_in("ppt/") || is_in("visio/") => Some(Part::Other),
        _ if is_in("docprops/") => Some(Part::Office),
        _ => None,
    }
}

/// What a container with a directory holds.
pub(super) fn of_directory<R: Read + Seek>(archive: &ZipArchive<R>) -> Format {
    let names = || archive.file_names().filter_map(Result::ok);
    let has = |name: &str| names().any(|found| found.eq_ignore_ascii_case(name));
    let parts = parts(names());
    let office = parts.contains(&Part::Office);
    match () {
        () if has("OFD.xml") => Format::Ofd,
        () if has("word/document.xml") => Format::Docx,
        () if has("xl/workbook.xml") => Format::Xlsx,
        // A folder of that name alone makes no office file.
        () if office && parts.contains(&Part::Word) => Format::Docx,
        () if office && parts.contains(&Part::Excel) => Format::Xlsx,
        () if has("mimetype") || has("[Content_Types].xml") || has("_rels/.rels") => {
            Format::OtherOffice
        }
        () => Format::Zip,
    }
}

/// What a container without a directory held, by the headers before its members.
pub(super) fn of_headers(bytes: &[u8]) -> Format {
    let parts = parts(Headers { bytes, at: Some(0) }.take(LOOKED_AT));
    match parts.first() {
        Some(Part::Ofd) => Format::Ofd,
        Some(Part::Word) => Format::Docx,
        Some(Part::Excel) => Format::Xlsx,
        Some(Part::Other) => Format::OtherOffice,
        Some(Part::Office) => Format::DamagedOffice,
        None => Format::DamagedZip,
    }
}

/// The names before the members of a container. A member's bytes are leapt over where its header says
/// how many they are, so that the members of a container inside it are not taken for its own.
struct Headers<'b> {
    bytes: &'b [u8],
    at: Option<usize>,
}

impl<'b> Iterator for Headers<'b> {
    type Item = Cow<'b, str>;

    fn next(&mut self) -> Option<Self::Item> {
        let at = self.at?;
        let header = self.bytes.get(at..at + 30)?;
        let short =
            |place: usize| usize::from(u16::from_le_bytes([header[place], header[place + 1]]));
        let packed = short(18) | short(20) << 16;
        let name_end = at + 30 + short(26);
        let body = name_end + short(28);
        let behind = body.saturating_add(packed);
        let is_sized = short(6) & 8 == 0;
        let follows = |at: usize| self.bytes.get(at..).is_some_and(|rest| rest.starts_with(SIGN));
        self.at = match is_sized {
            // Cut in the middle of a member: what follows its header is not the container's.
            true if behind > self.bytes.len() => None,
            true if follows(behind) => Some(behind),
            _ => self.search(at + SIGN.len()),
        };
        let name = self.bytes.get(at + 30..name_end).unwrap_or_default();
        Some(String::from_utf8_lossy(name))
    }
}

impl Headers<'_> {
    fn search(&self, from: usize) -> Option<usize> {
        memmem::find(self.bytes.get(from..)?, SIGN).map(|at| from + at)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Format, sniff};
    use std::io::{Cursor, Write};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let stored =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, bytes) in members {
            zip.start_file(*name, stored).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn names(names: &[&str]) -> Vec<u8> {
        let members: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, &b"<x/>"[..])).collect();
        packed(&members)
    }

    /// What it is whole, and without its directory.
    fn both(bytes: &[u8]) -> (Format, Format) {
        let place = &bytes[bytes.len() - 6..bytes.len() - 2];
        let directory = u32::from_le_bytes(place.try_into().unwrap()) as usize;
        assert!(bytes[directory..].starts_with(b"PK\x01\x02"));
        (sniff(bytes), sniff(&bytes[..directory]))
    }

    #[test]
    fn a_container_is_what_its_members_are_for() {
        use Format::{DamagedOffice, DamagedZip, Docx, Ofd, OtherOffice, Xlsx, Zip};
        let types = "[Content_Types].xml";
        let cases: &[(&[&str], (Format, Format))] = &[
            (&[types, "word/document.xml"], (Docx, Docx)),
            (&[types, "word/document2.xml"], (Docx, Docx)),
            (&["docProps/app.xml", "xl/styles.xml", types], (Xlsx, Xlsx)),
            (&["OFD.xml", "Doc_0/Document.xml"], (Ofd, Ofd)),
            (&[types, "ppt/presentation.xml"], (OtherOffice, OtherOffice)),
            (&["mimetype", "content.xml"], (OtherOffice, OtherOffice)),
            (&[types, "docProps/app.xml"], (OtherOffice, DamagedOffice)),
            (&["通知.txt", "word/通知.docx", "xl/表.xlsx"], (Zip, DamagedZip)),
        ];
        for (members, expected) in cases {
            assert_eq!(both(&names(members)), *expected, "{members:?}");
        }
    }

    #[test]
    fn an_office_file_in_an_archive_does_not_make_the_archive_one() {
        let docx = names(&["[Content_Types].xml", "word/document.xml"]);
        let zip = packed(&[("通知.docx", &docx), ("b.txt", b"text")]);
        assert_eq!(both(&zip), (Format::Zip, Format::DamagedZip));
        assert_eq!(sniff(&zip[..zip.len() / 2]), Format::DamagedZip);
    }
}
