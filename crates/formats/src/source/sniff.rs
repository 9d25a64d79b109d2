//! Detects the format of a file from its bytes, never from its name.

use super::magic::{Magic, magic};
use super::package;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::path::Path;

/// Bytes of the beginning that are looked at for markup.
const HEAD: usize = 4096;

/// Tags that a page begins with.
const FIRST: &[&str] =
    &["<!doctype html", "<html", "<head", "<body", "<?xml", "<rss", "<feed", "<rdf"];

/// Tags in the beginning of a page that begins with another.
const INSIDE: &[&str] = &[
    "<html", "<head", "<body", "<table", "<div", "<p>", "<p ", "<meta", "<script", "<title",
    "<span", "<font", "<br", "<text", "<ul", "<ol>", "<ol ", "<h1", "<h2", "<h3", "<center",
    "<section", "<article", "<style", "<link", "<a href", "<strong", "<img",
];

/// What the bytes of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Characters in some encoding; Markdown, too, which is told from other texts once it is decoded.
    Text,
    /// A web page, or another kind of markup that reads like one.
    Html,
    /// A Word document of 2007 and later; WPS writes it too.
    Docx,
    /// An Excel workbook of 2007 and later.
    Xlsx,
    /// A Word or WPS document in an OLE2 container.
    Doc,
    /// An Excel workbook in an OLE2 container.
    Xls,
    /// A PDF.
    Pdf,
    /// An OFD, GB/T 33190.
    Ofd,
    /// A ZIP archive of other files.
    Zip,
    /// A ZIP archive whose directory is missing or broken, as in a file that was cut short.
    DamagedZip,
    /// A tar archive.
    Tar,
    /// A file packed by gzip; a packed tar archive as a rule.
    Gzip,
    /// RTF.
    Rtf,
    /// A document that Word 2003 saved as one XML file.
    WordXml,
    /// The parts of a DOCX or XLSX in one XML file, Flat OPC.
    FlatOpc,
    /// A workbook that Excel 2003 saved as one XML file.
    ExcelXml,
    /// A page saved with its pictures, MHTML.
    Mhtml,
    /// A picture.
    Image,
    /// RAR, 7-Zip or another archive that is not read.
    OtherArchive,
    /// An OLE2 container or a ZIP with something else in it: a presentation, an e-mail; CEB, CAJ,
    /// PostScript.
    OtherOffice,
    /// The beginning of a DOCX, XLSX or PPTX; what came first says no more.
    DamagedOffice,
    /// A program, for any system.
    Program,
    /// A font.
    Font,
    /// Sound or film.
    Media,
    /// A database, or data of another program.
    Data,
}

impl Format {
    /// The media type that records show.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Html => "text/html",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Doc => "application/msword",
            Self::Xls => "application/vnd.ms-excel",
            Self::Pdf => "application/pdf",
            Self::Ofd => "application/ofd",
            Self::Zip | Self::DamagedZip => "application/zip",
            Self::Tar => "application/x-tar",
            Self::Gzip => "application/gzip",
            Self::Rtf => "application/rtf",
            Self::WordXml | Self::FlatOpc | Self::ExcelXml => "application/xml",
            Self::Mhtml => "multipart/related",
            Self::Image => "image",
            Self::OtherArchive
            | Self::OtherOffice
            | Self::DamagedOffice
            | Self::Program
            | Self::Font
            | Self::Media
            | Self::Data => "application/octet-stream",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Html => "a web page",
            Self::Docx => "a Word document (DOCX)",
            Self::Xlsx => "an Excel workbook (XLSX)",
            Self::Doc => "a Word or WPS document (DOC, WPS)",
            Self::Xls => "an Excel workbook (XLS)",
            Self::Pdf => "a PDF",
            Self::Ofd => "an OFD",
            Self::Zip => "a ZIP archive",
            Self::DamagedZip => "a damaged ZIP archive",
            Self::Tar => "a tar archive",
            Self::Gzip => "a gzip archive",
            Self::Rtf => "an RTF document",
            Self::WordXml => "a Word document in one XML file",
            Self::FlatOpc => "an office document in one XML file (Flat OPC)",
            Self::ExcelXml => "an Excel workbook in one XML file",
            Self::Mhtml => "a web page saved as MHTML",
            Self::Image => "a picture",
            Self::OtherArchive => "an archive of a kind that is not read (RAR, 7-Zip, …)",
            Self::OtherOffice => "an office file of a kind that is not read",
            Self::DamagedOffice => "a damaged office file (DOCX, XLSX or PPTX)",
            Self::Program => "a program",
            Self::Font => "a font",
            Self::Media => "sound or film",
            Self::Data => "a database or another program's data",
        }
    }

    /// What its owner can do where it is not read as one notice.
    #[must_use]
    pub fn way_out(self) -> &'static str {
        match self {
            Self::Zip | Self::Tar | Self::Gzip => {
                "`extract` and `run` read it as a folder where its name ends in .zip, .tar, .gz or .tgz"
            }
            Self::OtherArchive => "unpack it, or pack it as ZIP",
            Self::Image => "recognise its characters with an OCR program and read its output",
            Self::Mhtml => "save the page as HTML",
            Self::DamagedZip | Self::DamagedOffice => "try a fresh copy of it",
            Self::Program | Self::Font | Self::Media | Self::Data => {
                "it is no notice; leave it out of the archive"
            }
            _ => "save it as DOCX or PDF",
        }
    }

    /// True for what holds other files.
    #[must_use]
    pub fn is_archive(self) -> bool {
        matches!(self, Self::Zip | Self::DamagedZip | Self::Tar | Self::Gzip)
    }

    /// True for what was a file of a kind that is read before it was damaged.
    #[must_use]
    pub fn is_damaged(self) -> bool {
        matches!(self, Self::DamagedZip | Self::DamagedOffice)
    }
}

/// What the bytes of a file are.
#[must_use]
pub fn sniff(bytes: &[u8]) -> Format {
    match magic(bytes) {
        Some(Magic::Is(format)) => format,
        Some(Magic::Zip) => zip(bytes),
        Some(Magic::Ole) => ole(bytes),
        None if is_saved_page(bytes) => Format::Mhtml,
        None => markup(bytes).unwrap_or(Format::Text),
    }
}

/// What the bytes of a file on disk are.
///
/// # Errors
/// Where it cannot be opened or read.
pub fn sniff_path(path: &Path) -> io::Result<Format> {
    sniff_file(&mut File::open(path)?)
}

/// What the bytes of an open file are, without reading all of it. The next byte read will be the
/// first.
pub(super) fn sniff_file(file: &mut (impl Read + Seek)) -> io::Result<Format> {
    const ENOUGH: u64 = 64 << 10;
    let mut head = Vec::new();
    file.seek(SeekFrom::Start(0))?;
    file.by_ref().take(ENOUGH).read_to_end(&mut head)?;
    let format = match magic(&head) {
        Some(Magic::Zip) => match zip::ZipArchive::new(&mut *file) {
            Ok(archive) if archive.offset() == 0 => package::of_directory(&archive),
            _ => package::of_headers(&head),
        },
        _ => sniff(&head),
    };
    file.seek(SeekFrom::Start(0))?;
    Ok(format)
}

fn zip(bytes: &[u8]) -> Format {
    match zip::ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) if archive.offset() == 0 => package::of_directory(&archive),
        // None, or that of an archive inside this one, which lost its own.
        _ => package::of_headers(bytes),
    }
}

/// What an OLE2 container holds, by the names in its directory, which are in UTF-16.
fn ole(bytes: &[u8]) -> Format {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memchr::memmem::find(bytes, &name).is_some()
    };
    match () {
        () if has("WordDocument") => Format::Doc,
        () if has("Workbook") || has("Book\0") => Format::Xls,
        // An encrypted DOCX or XLSX; the reader of DOC says so.
        () if has("EncryptedPackage") => Format::Doc,
        // Truncated before its directory: Word writes its main stream first.
        () if bytes.get(512..514) == Some(b"\xEC\xA5") => Format::Doc,
        () => Format::OtherOffice,
    }
}

/// The head of a mail with a page in it: names and values up to the first blank line.
fn is_saved_page(bytes: &[u8]) -> bool {
    // The first line is a header.
    let first = bytes.iter().find(|byte| **byte != b'\r');
    if !first.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'-') {
        return false;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let head = head.replace('\r', "");
    let head = head.split("\n\n").next().unwrap_or_default();
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let value = |name: &str| {
        let lines =
            head.match_indices(name).find(|(at, _)| *at == 0 || head[..*at].ends_with('\n'));
        lines.map(|(at, _)| head[at + name.len()..].trim_start())
    };
    let is_page =
        |kind: &str| kind.starts_with("multipart/related") || kind.starts_with("text/html");
    head.split_once(':').is_some_and(|(name, _)| is_name(name))
        && value("mime-version:").is_some()
        && value("content-type:").is_some_and(is_page)
}

/// A page from its first tag on, and not a text that begins with a tag.
pub(crate) fn is_page(bytes: &[u8]) -> bool {
    let head = head(bytes);
    FIRST.iter().any(|tag| head.starts_with(tag))
}

/// What a file is that begins with a tag.
fn markup(bytes: &[u8]) -> Option<Format> {
    if !may_begin_with_tag(bytes) {
        return None;
    }
    let head = head(bytes);
    let is_page = FIRST.iter().any(|tag| head.starts_with(tag))
        || (head.starts_with('<') && INSIDE.iter().any(|tag| head.contains(tag)));
    office(&head).or(is_page.then_some(Format::Html))
}

/// False where a sign of text stands before any tag.
fn may_begin_with_tag(bytes: &[u8]) -> bool {
    // Marks of the byte order, and white space in ASCII and Latin.
    const BEFORE: &[u8] = b"\xEF\xBB\xBF\xFE\xFF\0\t\n\x0B\x0C\r \x85\xA0";
    bytes.iter().find(|byte| !BEFORE.contains(byte)) == Some(&b'<')
}

/// The beginning in lower case, in any encoding that keeps ASCII or doubles it.
fn head(bytes: &[u8]) -> String {
    let head: String = bytes
        .iter()
        .take(HEAD)
        .filter(|byte| **byte != 0)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let marks = ['\u{EF}', '\u{BB}', '\u{BF}', '\u{FE}', '\u{FF}'];
    let is_before = |c: char| marks.contains(&c) || c.is_ascii_whitespace();
    head.trim_start_matches(is_before).to_owned()
}

/// What an office program saved as one XML file, by its first element.
fn office(head: &str) -> Option<Format> {
    const ROOTS: &[(&str, &str, Format)] = &[
        ("worddocument", "schemas.microsoft.com/office/word/2003/wordml", Format::WordXml),
        ("package", "schemas.microsoft.com/office/2006/xmlpackage", Format::FlatOpc),
        ("workbook", "urn:schemas-microsoft-com:office:spreadsheet", Format::ExcelXml),
    ];
    let tag = root(head)?;
    let name = tag.split(|c: char| c.is_ascii_whitespace()).next()?;
    let local = name.rsplit(':').next()?;
    let fits =
        |(root, vocabulary, _): &&(&str, &str, Format)| *root == local && tag.contains(vocabulary);
    ROOTS.iter().find(fits).map(|(_, _, format)| *format)
}

/// The first element of XML without its brackets; declarations and comments before it are passed.
fn root(head: &str) -> Option<&str> {
    let mut rest = head;
    loop {
        let tag = rest.trim_start().strip_prefix('<')?;
        let end = match () {
            () if tag.starts_with('?') => "?>",
            () if tag.starts_with("!--") => "-->",
            () => return tag.split('>').next(),
        };
        rest = tag.split_once(end)?.1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, sniff};

    #[test]
    fn bytes_decide() {
        let mut tar = vec![0; 512];
        tar[257..262].copy_from_slice(b"ustar");
        let cases: &[(&[u8], Format)] = &[
            (b"", Format::Text),
            ("关于工作的通知".as_bytes(), Format::Text),
            (b"< 5 and > 3", Format::Text),
            (b"%PDF-1.7\n", Format::Pdf),
            (b"\0\0junk%PDF-1.4\n", Format::Pdf),
            (b"{\\rtf1\\ansi", Format::Rtf),
            (b"\x1F\x8B\x08\0", Format::Gzip),
            (b"Rar!\x1A\x07\x01\0", Format::OtherArchive),
            (b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", Format::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", Format::Doc),
            (b"\xEF\xBB\xBF\r\n<!DOCTYPE html><p>", Format::Html),
            (b"\xFF\xFE<\0h\0t\0m\0l\0>\0", Format::Html),
            (b"<!-- saved from --><div class=\"x\">", Format::Html),
            (b"<ul class=\"a\"><li>", Format::Html),
            ("<关于工作的通知>".as_bytes(), Format::Text),
            (b"<?xml version=\"1.0\"?><rss>", Format::Html),
            (
                b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=x",
                Format::Mhtml,
            ),
            (b"From: a@b\nMIME-Version: 1.0\nContent-Type: multipart/mixed\n\n", Format::Text),
            (b"From: a\n\nMIME-Version: 1.0\nContent-Type: multipart/related\n", Format::Text),
            (
                b"<?xml version=\"1.0\"?>\n<?mso-application progid=\"Word.Document\"?>\n\
                  <w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\">",
                Format::WordXml,
            ),
            (
                b"<!-- x --><pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">",
                Format::FlatOpc,
            ),
            (
                b"<?xml version=\"1.0\"?><ss:Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                Format::ExcelXml,
            ),
            (b"<?xml version=\"1.0\"?><Workbook><p>", Format::Html),
            (
                b"<html xmlns:x=\"urn:schemas-microsoft-com:office:spreadsheet\"><body>",
                Format::Html,
            ),
            (&tar, Format::Tar),
        ];
        for (bytes, format) in cases {
            assert_eq!(sniff(bytes), *format, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
