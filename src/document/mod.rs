//! The output of a reader: the text of a file with what its format knows about it, its source, and the
//! diagnostics of its bytes. Knows no format and no encoding; those are the readers' business.

mod layer;
mod structure;

pub(crate) use layer::Placed;
pub use layer::{ByteMap, TextLayer};
pub use structure::{Area, Block, BlockKind, Cell, Structure};

use crate::diagnostic::{Diagnostic, Severity};
use crate::span::Span;
use sha2::{Digest, Sha256};

/// Where a text layer came from, as the record shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceInfo {
    /// Path or name as given.
    pub path: String,
    /// `text/plain`, `text/html`, `application/pdf` …: what the bytes are, whatever the name says.
    /// Which text is `text/markdown` is the one thing that a name can decide.
    pub media_type: String,
    /// WHATWG name of the encoding used: `UTF-8`, `gb18030`, `Big5`, `UTF-16LE`; also `UTF-32LE` and
    /// `UTF-32BE`, which that standard does not know; `binary` where the file is no text.
    pub encoding: String,
    /// How the encoding was decided: `bom`, by a byte order mark; `stated` by the user; `declared` by
    /// the page itself; `valid-utf-8`; `detected`, as the one in which the bytes are the likeliest
    /// Chinese text; `format` where the format leaves no choice. A file of which stretches are in
    /// another encoding shows the encoding of the rest, and the diagnostic `mixed-encodings`.
    pub encoding_basis: String,
    /// Size of the file.
    pub bytes: u64,
    /// SHA-256 of the file, lower-case hex.
    pub sha256: String,
    /// Code points of the text layer.
    pub text_chars: u32,
}

/// A file that was read: its text, where it came from, and what was wrong with its bytes.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The text.
    pub layer: TextLayer,
    /// Where it came from.
    pub info: SourceInfo,
    /// What was wrong with its bytes.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// Why there is no text at all, where the file could not be read.
    #[must_use]
    pub fn unreadable(&self) -> Option<&Diagnostic> {
        let blank = self.layer.text().trim().is_empty();
        let mut wrong = self.diagnostics.iter();
        wrong.find(|diagnostic| blank && diagnostic.code.severity() == Severity::Error)
    }
}

/// Lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The hash that names a notice: the first 128 bits of SHA-256 over its text in UTF-8 with LF.
#[must_use]
pub fn doc_id(text: &str) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    // A break that lost its second half at the end of the last line of several.
    let text = text.strip_suffix('\r').filter(|_| text.contains('\n')).unwrap_or(text);
    let mut hash = Sha256::new();
    let mut from = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), b"\r\n") {
        hash.update(&text[from..at]);
        from = at + 1;
    }
    hash.update(&text[from..]);
    hex(&hash.finalize()[..16])
}

/// A span over the whole text.
#[must_use]
pub fn whole(layer: &TextLayer) -> Span {
    Span::new(0, layer.len())
}

#[cfg(test)]
mod tests {
    use super::doc_id;

    #[test]
    fn line_ends_and_marks_do_not_change_the_name() {
        assert_eq!(doc_id("一\r\n二\r\n"), doc_id("\u{FEFF}一\n二\n"));
        assert_ne!(doc_id("一\n二"), doc_id("一二"));
        assert_eq!(doc_id("").len(), 32);
    }
}
