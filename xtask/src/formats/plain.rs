//! The plain text of a notice in the encodings that such files come in.

use encoding_rs::{BIG5, Encoding, GB18030, GBK};

/// A text in some encoding.
pub(super) struct Encoded {
    /// Stands between the name of the notice and `.txt`.
    pub(super) label: &'static str,
    pub(super) bytes: Vec<u8>,
    pub(super) shows: &'static str,
}

/// The text in every encoding that loses nothing.
pub(super) fn all(text: &str) -> Vec<Encoded> {
    let crlf = text.replace('\n', "\r\n");
    let legacy = [
        legacy("gbk", GBK, text, "GBK without any sign of it"),
        legacy("gb18030", GB18030, text, "GB18030 without any sign of it"),
        legacy("big5", BIG5, text, "Big5 without any sign of it"),
    ];
    let wide = [
        ("utf16le", utf16(&crlf, u16::to_le_bytes), "UTF-16LE without a mark, CRLF"),
        ("utf16be", utf16(text, u16::to_be_bytes), "UTF-16BE without a mark"),
        ("utf16le-bom", utf16(&marked(&crlf), u16::to_le_bytes), "UTF-16LE with a mark, CRLF"),
        ("utf16be-bom", utf16(&marked(text), u16::to_be_bytes), "UTF-16BE with a mark"),
        ("utf8-bom", marked(&crlf).into_bytes(), "UTF-8 with a mark, CRLF"),
    ];
    let wide = wide.into_iter().map(|(label, bytes, shows)| Encoded { label, bytes, shows });
    legacy.into_iter().flatten().chain(wide).collect()
}

fn legacy(
    label: &'static str,
    encoding: &'static Encoding,
    text: &str,
    shows: &'static str,
) -> Option<Encoded> {
    let (bytes, _, lossy) = encoding.encode(text);
    (!lossy).then(|| Encoded { label, bytes: bytes.into_owned(), shows })
}

fn marked(text: &str) -> String {
    format!("\u{FEFF}{text}")
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}
