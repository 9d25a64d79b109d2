//! Stage 2: bytes to a text layer. One module a format; nothing after this stage knows encodings or
//! markup.

use crate::span::Span;

/// Where a text layer came from, as the record shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceInfo {
    /// Path or name as given.
    pub path: String,
    /// `text/plain`, …
    pub media_type: String,
    /// WHATWG name of the encoding used, `UTF-8`, `GBK`, `gb18030`, …
    pub encoding: String,
    /// How the encoding was decided: `bom`, `valid-utf-8`, `detected`, `stated`.
    pub encoding_basis: String,
    /// Size of the file.
    pub bytes: u64,
    /// SHA-256 of the file, lower-case hex.
    pub sha256: String,
    /// Code points of the text layer.
    pub text_chars: u32,
}

/// The decoded text that extraction reads, with the way back to the file's bytes.
#[derive(Clone, Debug, Default)]
pub struct TextLayer {
    text: String,
}

impl TextLayer {
    /// A text layer from memory, without a file behind it.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words at a span.
    #[must_use]
    pub fn words(&self, _span: Span) -> &str {
        ""
    }

    /// The place of a span in the archived file, where that is known.
    #[must_use]
    pub fn file_bytes(&self, _span: Span) -> Option<(u64, u64)> {
        None
    }
}
