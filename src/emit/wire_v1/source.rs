//! Where a record comes from.

use schemars::JsonSchema;
use serde::Serialize;

/// The program that produced the record.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct Extractor {
    /// Name of the program.
    pub name: &'static str,
    /// Version of the program.
    pub version: &'static str,
}

/// The file that a notice was read from, and how it was decoded.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct Source<'a> {
    /// Path or name as given, with `/` between its parts; `-` for standard input.
    pub path: &'a str,
    /// Media type of what the bytes are, `text/plain`, `application/pdf`.
    pub media_type: &'a str,
    /// WHATWG name of the encoding that the file was decoded with, `UTF-8`, `gb18030`; `binary` where
    /// the file is no text.
    pub encoding: &'a str,
    /// How the encoding was decided: `bom`, `valid-utf-8`, `declared`, `detected` or `stated`; `format`
    /// where the format leaves no choice.
    pub encoding_basis: &'a str,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// SHA-256 of the file, 64 lower-case hex digits.
    pub sha256: &'a str,
    /// Number of code points of the text layer.
    pub text_chars: u32,
}
