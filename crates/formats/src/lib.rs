//! Stages 1 and 2 of gongwen: reads a file ([`source`]) and makes a [`Document`] of its bytes, with one module
//! for each format. Later stages know no encodings and no markup; this package knows nothing about notices,
//! except how it looks on a web page.

#![cfg_attr(test, allow(clippy::unwrap_used))]
// The documentation of a module speaks of its inner parts too.
#![allow(rustdoc::private_intra_doc_links)]

#[cfg(feature = "formats")]
mod doc;
#[cfg(feature = "formats")]
mod docx;
#[cfg(feature = "formats")]
mod draft;
mod encoding;
#[cfg(feature = "formats")]
mod html;
#[cfg(feature = "formats")]
mod mhtml;
#[cfg(test)]
mod laws;
#[cfg(feature = "formats")]
mod markdown;
#[cfg(feature = "formats")]
mod numeral;
#[cfg(feature = "formats")]
mod ofd;
#[cfg(feature = "formats")]
mod office_xml;
#[cfg(feature = "formats")]
mod package;
#[cfg(feature = "formats")]
mod pdf;
#[cfg(feature = "formats")]
mod rows;
#[cfg(feature = "formats")]
mod rtf;
mod sign;
#[cfg(feature = "formats")]
mod layout;
pub mod source;
#[cfg(test)]
mod torture;
mod transfer;
mod work;
#[cfg(feature = "formats")]
mod xlsx;

pub use encoding_rs::Encoding;

use crate::source::{
    Format, Source, ending_of, has_markdown_ending, has_office_ending, is_page, sniff,
};
use gongwen::diagnostic::{Code, Diagnostic};
use gongwen::document::{Document, SourceInfo, TextLayer, hex};
use sha2::{Digest, Sha256};
use std::path::Path;

/// Reads a file of any kind as text. The format is detected from the bytes, not from the name; only a
/// text is Markdown if it is called so, or shows it. Total: bytes
/// that are no text become U+FFFD and a diagnostic; a file that cannot be read becomes a diagnostic.
#[must_use]
pub fn read(source: &Source, stated: Option<&'static Encoding>) -> Document {
    read_within(&Limits::default(), source, stated)
}

/// [`read`], with other limits.
#[must_use]
pub fn read_within(
    limits: &Limits,
    source: &Source,
    stated: Option<&'static Encoding>,
) -> Document {
    let format = format_of(source);
    let info = SourceInfo {
        path: source.path.clone(),
        media_type: format.media_type().to_owned(),
        encoding: "binary".to_owned(),
        encoding_basis: "format".to_owned(),
        bytes: source.bytes.len() as u64,
        sha256: hex(&Sha256::digest(&source.bytes)),
        text_chars: 0,
    };
    // No character costs less than a unit of work.
    let chars = u32::try_from(limits.work).unwrap_or(u32::MAX).min(limits.chars);
    let limits = Limits { chars, ..*limits };
    let mut document = Document { info, ..Document::default() };
    match format {
        Format::Text => {
            read_text(&limits, &source.bytes, stated, &mut document);
            read_markdown(&limits, &mut document);
        }
        other if other.is_damaged() => {
            let message = damaged(other, &source.path);
            document.diagnostics.push(Diagnostic { code: Code::DamagedFile, message, span: None });
        }
        other => read_format(&limits, other, &source.bytes, stated, &mut document),
    }
    name_damaged(format, &mut document);
    if matches!(format, Format::Html | Format::Mhtml | Format::Rtf)
        && encoding::is_garbage(document.layer.text())
    {
        refuse_garbage(&mut document);
    }
    within(&limits, &mut document);
    document.info.text_chars = document.layer.len();
    document
}

/// What the bytes of a file are. A text that is called Markdown may begin with a tag.
fn format_of(source: &Source) -> Format {
    match sniff(&source.bytes) {
        Format::Html if has_markdown_ending(Path::new(&source.path)) && !is_page(&source.bytes) => {
            Format::Text
        }
        format => format,
    }
}

/// Finds the blocks and the markup of a text that is Markdown.
#[cfg(feature = "formats")]
fn read_markdown(limits: &Limits, document: &mut Document) {
    let text = document.layer.text();
    if text.is_empty() || !markdown::shows_markdown(&document.info.path, text) {
        return;
    }
    // What lies behind the budget is cut in any case.
    let end = work::end_of(text, limits.work).unwrap_or(text.len());
    let structure = markdown::structure(&text[..end], limits.depth);
    let layer = std::mem::take(&mut document.layer);
    document.layer = layer.with_structure(structure);
    document.info.media_type = markdown::MEDIA_TYPE.to_owned();
}

#[cfg(not(feature = "formats"))]
fn read_markdown(_: &Limits, _: &mut Document) {}

/// Cuts a text that costs more work than it may, and says so.
fn within(limits: &Limits, document: &mut Document) {
    let Some(end) = work::end_of(document.layer.text(), limits.work) else { return };
    let whole = std::mem::take(&mut document.layer);
    let is_cut = |item: &Diagnostic| item.code == Code::LimitReached;
    let is_all = !document.diagnostics.iter().any(is_cut)
        && (document.info.bytes <= most_bytes(limits) as u64 || document.info.encoding == "binary");
    let all = format!("{}{}", if is_all { "" } else { "more than " }, whole.len());
    document.layer = whole.cut(end);
    let kept = document.layer.len();
    // What is said about the rest is said about nothing, and where it was cut before does not matter.
    let holds = |item: &Diagnostic| item.span.is_none_or(|span| span.end <= kept);
    document.diagnostics.retain(|item| holds(item) && !is_cut(item));
    let message = format!(
        "the text takes more than {} units of work: the first {kept} of {all} characters are kept; \
         raise --max-work, or split the file into one a notice",
        limits.work
    );
    document.diagnostics.push(Diagnostic { code: Code::LimitReached, message, span: None });
}

/// What a reader may spend on one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that the parts of a packed file (DOCX, XLSX, OFD, PDF streams) may have unpacked, all
    /// together.
    pub unpacked: u64,
    /// Levels of markup inside markup.
    pub depth: u32,
    /// Characters of the text layer.
    pub chars: u32,
    /// Work that the text may make for those who read it: a plain character is a unit, a line end, a
    /// number or a sign is several. A longer text is cut.
    pub work: u64,
}

/// Work that one text may make, where nothing else is said: three million characters of prose, or
/// some sixty thousand clauses of responsibility. That is less than 500 MB of memory at its worst.
pub const MAX_WORK: u64 = 8_000_000;

impl Default for Limits {
    fn default() -> Self {
        Self { unpacked: 256 << 20, depth: 256, chars: 32 << 20, work: MAX_WORK }
    }
}

/// Bytes that a character takes at most in any encoding.
const WIDEST: usize = 4;

/// So many bytes of a text file are decoded: what lies behind them is cut in any case.
fn most_bytes(limits: &Limits) -> usize {
    (limits.chars as usize).saturating_add(1).saturating_mul(WIDEST)
}

fn read_text(
    limits: &Limits,
    bytes: &[u8],
    stated: Option<&'static Encoding>,
    document: &mut Document,
) {
    let decoded = encoding::decode(beginning(bytes, most_bytes(limits)), stated);
    if decoded.is_garbage {
        return refuse_garbage(document);
    }
    let findings = encoding::report(&decoded);
    document.info.encoding = decoded.name.to_owned();
    document.info.encoding_basis = decoded.basis.to_owned();
    let layer = TextLayer::with_bytes(decoded.text, decoded.map);
    for finding in findings {
        let span = finding.range.map(|range| layer.span(range.start, range.end));
        let (code, message) = (finding.code, finding.message);
        document.diagnostics.push(Diagnostic { code, message, span });
    }
    document.layer = layer;
}

/// The first `most` bytes, without the beginning of a character of UTF-8 that goes on behind them:
/// what is UTF-8 stays UTF-8.
fn beginning(bytes: &[u8], most: usize) -> &[u8] {
    let Some((kept, _)) = bytes.split_at_checked(most) else { return bytes };
    match std::str::from_utf8(kept) {
        Err(wrong) if wrong.error_len().is_none() => &kept[..wrong.valid_up_to()],
        _ => kept,
    }
}

/// Bytes that are no text have none.
fn refuse_garbage(document: &mut Document) {
    let message = encoding::NOT_TEXT.to_owned();
    document.diagnostics = vec![Diagnostic { code: Code::NotText, message, span: None }];
    document.layer = TextLayer::default();
    document.info.media_type = "application/octet-stream".to_owned();
    document.info.encoding = "binary".to_owned();
    document.info.encoding_basis = "format".to_owned();
}

/// A damaged file of which nothing could be kept is reported under its format.
fn name_damaged(format: Format, document: &mut Document) {
    if format.is_damaged() || !document.layer.text().trim().is_empty() {
        return;
    }
    let damages = document.diagnostics.iter_mut().filter(|found| found.code == Code::DamagedFile);
    for damage in damages {
        let what = damage.message.trim_end_matches("; what could be read is kept");
        let kind = format.description();
        damage.message = format!("{kind} that is damaged: {what}; try a fresh copy of it");
    }
}

/// What a damaged container was, by the names of its members or else by its own.
fn damaged(format: Format, path: &str) -> String {
    let ending = ending_of(Path::new(path)).unwrap_or_default();
    if has_office_ending(Path::new(path)) {
        let ending = ending.to_ascii_uppercase();
        return format!("the file is a damaged {ending}, by its name; {}", format.way_out());
    }
    format!("the file is {}; {}", format.description(), format.way_out())
}

#[cfg(feature = "formats")]
fn read_format(
    limits: &Limits,
    format: Format,
    bytes: &[u8],
    stated: Option<&'static Encoding>,
    document: &mut Document,
) {
    let mut draft = draft::Draft::default();
    match format {
        Format::Html => {
            let decoded = html::read(limits, bytes, stated, &mut draft);
            document.info.encoding = decoded.0.name().to_owned();
            document.info.encoding_basis = decoded.1.to_owned();
        }
        Format::Mhtml => {
            if let Some((encoding, basis)) = mhtml::read(limits, bytes, stated, &mut draft) {
                document.info.encoding = encoding.name().to_owned();
                document.info.encoding_basis = basis.to_owned();
            }
        }
        Format::WordXml | Format::FlatOpc | Format::ExcelXml => {
            let decoded = html::decoded(bytes, stated);
            document.info.encoding = decoded.encoding.name().to_owned();
            document.info.encoding_basis = decoded.basis.to_owned();
            office_xml::read(limits, format, &decoded.text, &mut draft);
        }
        Format::Docx => docx::read(limits, bytes, &mut draft),
        Format::Xlsx | Format::Xls => xlsx::read(limits, bytes, &mut draft),
        Format::Doc => doc::read(limits, bytes, &mut draft),
        Format::Rtf => rtf::read(limits, bytes, &mut draft),
        Format::Pdf => pdf::read(limits, bytes, &mut draft),
        Format::Ofd => ofd::read(limits, bytes, &mut draft),
        other => draft.note(Code::UnsupportedFormat, unsupported(other)),
    }
    (document.layer, document.diagnostics) = draft.finish();
}

#[cfg(not(feature = "formats"))]
fn read_format(
    _: &Limits,
    format: Format,
    _: &[u8],
    _: Option<&'static Encoding>,
    document: &mut Document,
) {
    let message = format!(
        "{}; this build of the program reads plain text only (feature `formats`)",
        unsupported(format)
    );
    document.diagnostics.push(Diagnostic { code: Code::UnsupportedFormat, message, span: None });
}

fn unsupported(format: Format) -> String {
    format!("the file is {}; {}", format.description(), format.way_out())
}

/// The encoding of that name, as the WHATWG standard lists them; gb2312 and gbk mean GB18030.
#[must_use]
pub fn encoding_of_name(name: &str) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label(name.as_bytes())?;
    Some(if encoding == encoding_rs::GBK { encoding_rs::GB18030 } else { encoding })
}

#[cfg(test)]
mod tests {
    use super::{Document, Limits, read, read_within};
    use crate::source::Source;
    use gongwen::diagnostic::Code;

    #[test]
    fn a_text_that_costs_too_much_is_cut_at_a_line_and_says_what_was_kept() {
        let line = "一、推进建设（责任单位：市水利局），新增5个、6个。\n";
        let text = line.repeat(1000);
        let source = Source::from_bytes("a.txt", text.clone());
        let limits = Limits { work: 20_000, ..Limits::default() };
        let document = read_within(&limits, &source, None);
        let kept = document.layer.text();
        assert!(text.starts_with(kept) && kept.ends_with('\n') && kept.len() < text.len());
        assert_eq!(document.info.text_chars, document.layer.len());
        let [note] = &document.diagnostics[..] else { panic!("{:?}", document.diagnostics) };
        assert_eq!(note.code, Code::LimitReached);
        let said =
            format!("the first {} of {} characters", kept.chars().count(), text.chars().count());
        assert!(note.message.contains(&said), "{}", note.message);
        assert!(document.unreadable().is_none());
        // Twice the budget keeps twice as much, to the line, and the whole says nothing.
        let twice = Limits { work: 40_000, ..limits };
        let lines = |document: &Document| document.layer.text().lines().count();
        let (once, twice) = (lines(&document), lines(&read_within(&twice, &source, None)));
        assert!(twice == 2 * once || twice == 2 * once + 1, "{once} {twice}");
        assert!(read(&source, None).diagnostics.is_empty());
    }

    #[cfg(feature = "formats")]
    #[test]
    fn a_page_that_is_cut_twice_says_so_once() {
        let page =
            format!("<html><body>{}</body></html>", "<p>新增5个、6个、7个。</p>".repeat(1000));
        let limits = Limits { work: 5_000, ..Limits::default() };
        let document = read_within(&limits, &Source::from_bytes("a.html", page), None);
        let cuts: Vec<_> =
            document.diagnostics.iter().map(|item| (item.code, &item.message)).collect();
        assert!(matches!(cuts[..], [(Code::LimitReached, _)]), "{cuts:?}");
        assert!(cuts[0].1.contains("of more than "), "{cuts:?}");
    }

    #[test]
    fn what_lies_behind_the_budget_is_not_even_decoded() {
        let text = encoding_rs::GB18030.encode(&"关于防汛工作的通知\n".repeat(3000)).0.into_owned();
        let limits = Limits { work: 5_000, ..Limits::default() };
        let document = read_within(&limits, &Source::from_bytes("a.txt", text), None);
        assert!(document.layer.len() <= 5_000 && document.layer.len() >= 1_500);
        assert!(document.diagnostics[0].message.contains("of more than"));
        assert_eq!(document.info.encoding, "gb18030");
    }

    #[test]
    fn a_beginning_of_utf_8_is_utf_8() {
        let text = "一二三".as_bytes();
        for (most, kept) in [(3, 3), (4, 3), (5, 3), (6, 6), (9, 9), (20, 9)] {
            assert_eq!(super::beginning(text, most).len(), kept, "{most}");
        }
        // What is none stays as long as it may be.
        assert_eq!(super::beginning(b"\xB9\xD8\xD3\xDA", 3).len(), 3);
    }

    #[test]
    fn a_broken_file_is_read_and_reported() {
        let document = read(&Source::from_bytes("a.txt", b"\xE4\xB8\x80\xFF".to_vec()), None);
        assert_eq!(document.layer.text(), "一\u{FFFD}");
        assert_eq!(document.diagnostics.len(), 1);
        assert_eq!(document.info.encoding, "UTF-8");
    }
}
