//! Places in the text layer.

use schemars::JsonSchema;
use serde::Serialize;

/// The place of a value, with its words. Offsets are half-open and count Unicode code points of the
/// text layer; the words between them are exactly `text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Span<'a> {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The words of the text layer from `start` to `end`.
    pub text: &'a str,
    /// First byte and one past the last byte of the same words in the archived file, whatever its
    /// encoding. Absent where the file is no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<[u64; 2]>,
    /// The page on which it begins, counted from 1. Absent where the format has no pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}

/// The place of a container, without its words, so that no text is repeated at every level. Offsets
/// are half-open and count Unicode code points of the text layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Extent {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// First byte and one past the last byte of the same words in the archived file. Absent where
    /// the file is no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<[u64; 2]>,
    /// The page on which it begins, counted from 1. Absent where the format has no pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
}
