//! MHTML: a page that a browser or Word saved with its pictures as one file, built like a mail.
//!
//! The first part that is a page is read by the reader of pages; without one, the first part that is text.
//! Pictures and frames are not.

use super::Limits;
use super::draft::Draft;
use super::encoding::{self, Decoded};
use super::html;
use super::transfer::{base64, quoted};
use encoding_rs::Encoding;
use gongwen::diagnostic::Code;
use gongwen::document::BlockKind;
use std::borrow::Cow;

/// Parts that may lie in each other.
const DEPTH: usize = 8;

/// Parts of one level that are looked at.
const PARTS: usize = 1024;

/// A part: what its head says, and its bytes as they are sent.
#[derive(Clone, Debug, Default)]
struct Part<'a> {
    /// `text/html`, in small letters.
    kind: String,
    charset: Option<&'static Encoding>,
    boundary: Option<String>,
    /// `quoted-printable`, in small letters.
    transfer: String,
    body: &'a [u8],
}

/// Reads a file. Returns its encoding and how that was decided. Total: what cannot be read becomes a diagnostic.
pub(super) fn read(
    limits: &Limits,
    bytes: &[u8],
    stated: Option<&'static Encoding>,
    draft: &mut Draft,
) -> Option<(&'static Encoding, &'static str)> {
    let leaves = leaves(Part::read(bytes));
    let of_kind = |kind: &str| leaves.iter().find(|part| part.kind == kind);
    let found = match (
        of_kind("text/html").or_else(|| of_kind("application/xhtml+xml")),
        of_kind("text/plain"),
    ) {
        (Some(page), _) => page_of(limits, page, stated, draft),
        (None, Some(text)) => text_of(limits, text, stated, draft),
        (None, None) => {
            draft.note(
                Code::UnsupportedFormat,
                "the file is a saved page that holds no text; save the page as HTML",
            );
            return None;
        }
    };
    // The characters stand in the file in another form.
    draft.forget_places();
    Some(found)
}

fn page_of(
    limits: &Limits,
    part: &Part<'_>,
    stated: Option<&'static Encoding>,
    draft: &mut Draft,
) -> (&'static Encoding, &'static str) {
    let (body, declared) = part.declared(stated);
    let (encoding, basis) = html::read(limits, &body, stated.or(declared), draft);
    (encoding, if declared.is_some() { "declared" } else { basis })
}

fn text_of(
    limits: &Limits,
    part: &Part<'_>,
    stated: Option<&'static Encoding>,
    draft: &mut Draft,
) -> (&'static Encoding, &'static str) {
    let (body, declared) = part.declared(stated);
    let Decoded { text, encoding, basis, .. } = encoding::decode(&body, stated.or(declared));
    for line in text.lines() {
        if draft.len() >= limits.chars {
            draft.note(
                Code::LimitReached,
                format!("the text is longer than {} characters", limits.chars),
            );
            break;
        }
        draft.block(BlockKind::Paragraph);
        draft.push_str(line.trim_end());
    }
    (encoding, if declared.is_some() { "declared" } else { basis })
}

/// The parts that hold no others, in their order.
fn leaves(whole: Part<'_>) -> Vec<Part<'_>> {
    let mut leaves = vec![whole];
    for _ in 0..DEPTH {
        if leaves.iter().all(|part| part.boundary.is_none()) {
            break;
        }
        leaves = leaves.into_iter().flat_map(Part::open).take(PARTS).collect();
    }
    leaves
}

impl<'a> Part<'a> {
    fn read(bytes: &'a [u8]) -> Self {
        let (head, body) = split(bytes);
        let mut part = Part { body, ..Part::default() };
        for (name, value) in fields(head) {
            match &*name {
                "content-type" => {
                    part.kind =
                        value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
                    part.charset = parameter(&value, "charset")
                        .and_then(|name| crate::encoding_of_name(&name));
                    let is_multiple = part.kind.starts_with("multipart/");
                    part.boundary = parameter(&value, "boundary").filter(|_| is_multiple);
                }
                "content-transfer-encoding" => part.transfer = value.trim().to_ascii_lowercase(),
                _ => {}
            }
        }
        part
    }

    /// The parts in it, or itself.
    fn open(self) -> Vec<Self> {
        let Some(boundary) = &self.boundary else { return vec![self] };
        let line = format!("--{boundary}");
        let begins_line = |at: &usize| *at == 0 || self.body[at - 1] == b'\n';
        let marks = memchr::memmem::find_iter(self.body, line.as_bytes()).filter(begins_line);
        let marks: Vec<usize> = marks.take(PARTS).collect();
        let ends = marks.iter().skip(1).copied().chain([self.body.len()]);
        let inside = marks.iter().zip(ends).filter_map(|(from, to)| {
            let part = self.body.get(from + line.len()..to)?;
            // Two dashes more end the last part.
            (!part.starts_with(b"--")).then(|| Self::read(behind_line(part)))
        });
        inside.collect()
    }

    /// Its bytes, and the encoding that it declares where they are sound in that and none was stated.
    fn declared(
        &self,
        stated: Option<&'static Encoding>,
    ) -> (Cow<'a, [u8]>, Option<&'static Encoding>) {
        let body = self.decoded();
        let is_sound = |charset: &&'static Encoding| !charset.decode_without_bom_handling(&body).1;
        let declared = self.charset.filter(|charset| stated.is_none() && is_sound(charset));
        (body, declared)
    }

    fn decoded(&self) -> Cow<'a, [u8]> {
        match &*self.transfer {
            "quoted-printable" => Cow::Owned(quoted(self.body)),
            "base64" => Cow::Owned(base64(self.body)),
            _ => Cow::Borrowed(self.body),
        }
    }
}

/// What stands behind the first line end.
fn behind_line(bytes: &[u8]) -> &[u8] {
    memchr::memchr(b'\n', bytes).map_or(&[], |end| &bytes[end + 1..])
}

/// The head and what stands behind the blank line that ends it.
fn split(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut rest = bytes;
    while let Some(end) = memchr::memchr(b'\n', rest) {
        if rest[..end].trim_ascii().is_empty() {
            let head = bytes.len() - rest.len();
            return (&bytes[..head], &rest[end + 1..]);
        }
        rest = &rest[end + 1..];
    }
    (bytes, &[])
}

/// The names of a head, in small letters, and their values. A line that begins with a blank continues the one
/// before.
fn fields(head: &[u8]) -> Vec<(String, String)> {
    let head = String::from_utf8_lossy(head);
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in head.lines() {
        match (line.starts_with([' ', '\t']), fields.last_mut(), line.split_once(':')) {
            (true, Some((_, value)), _) => *value += line,
            (false, _, Some((name, value))) => {
                fields.push((name.trim().to_ascii_lowercase(), value.to_owned()));
            }
            _ => {}
        }
    }
    fields
}

/// A parameter of a value: `charset` of `text/html; charset="gb2312"`.
fn parameter(value: &str, name: &str) -> Option<String> {
    let mut parameters = value.split(';').skip(1).filter_map(|part| part.split_once('='));
    let (_, found) = parameters.find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
    let found = found.trim().trim_matches('"').trim();
    (!found.is_empty()).then(|| found.to_owned())
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::Limits;
    use crate::draft::Draft;
    use gongwen::diagnostic::Code;

    fn layer(file: &[u8]) -> (String, Option<&'static str>, Vec<Code>) {
        let mut draft = Draft::default();
        let encoding =
            read(&Limits::default(), file, None, &mut draft).map(|(found, _)| found.name());
        let (layer, notes) = draft.finish();
        (layer.text().to_owned(), encoding, notes.iter().map(|note| note.code).collect())
    }

    #[test]
    fn the_first_page_is_read_in_the_encoding_of_its_part() {
        let page = encoding_rs::GB18030.encode("<html><body><p>青禾县通知</p></body></html>").0;
        let head = "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\
            \tboundary=\"=_a\"\r\n\r\n--=_a\r\nContent-Type: image/png\r\n\r\nAAAA\r\n--=_a\r\n\
            Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n\
            --b\r\ncontent-type: TEXT/HTML; charset=\"gb2312\"\r\n\r\n";
        let file = [head.as_bytes(), &page, b"\r\n--b--\r\n--=_a--\r\n"].concat();
        assert_eq!(layer(&file), ("青禾县通知\n".to_owned(), Some("gb18030"), vec![]));
    }

    #[test]
    fn a_part_alone_is_read_and_pictures_are_told() {
        let head = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\
            Content-Transfer-Encoding: base64\n\n6Z2S56a+\n5Y6/\n";
        assert_eq!(layer(head.as_bytes()).0, "青禾县\n");
        for file in ["MIME-Version: 1.0\nContent-Type: image/png\n\nAAAA", "MIME-Version: 1.0", ""]
        {
            assert_eq!(
                layer(file.as_bytes()),
                (String::new(), None, vec![Code::UnsupportedFormat])
            );
        }
    }
}
