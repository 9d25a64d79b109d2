//! The partition of the text, and what there is to say about it.

use super::Span;
use schemars::JsonSchema;
use serde::Serialize;

/// What a stretch of the text layer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SegmentKind {
    /// Words of the page around the notice: menus, print buttons, page numbers.
    Furniture,
    /// Label and value pairs of the page header.
    Header,
    /// A title.
    Title,
    /// A document number (发文字号).
    DocumentNumber,
    /// The main recipients (主送机关).
    Recipients,
    /// The words that issue or approve a document (现印发给你们).
    Approval,
    /// The name of a body that signed (发文机关署名).
    Signature,
    /// The date of the document (成文日期).
    Date,
    /// A numbered heading, marker included.
    Heading,
    /// Running text.
    Body,
    /// A responsibility clause, brackets included.
    Clause,
    /// A line `unit: what it does`.
    Duty,
    /// A list of a group's members.
    Roster,
    /// A table.
    Table,
    /// The list of attachments (附件).
    AttachmentList,
    /// Notes, copies and printing details (附注, 抄送, 印发机关).
    Note,
    /// Nothing but white space between other segments.
    Blank,
    /// Not understood.
    Unexplained,
}

/// A stretch of the text layer. Segments follow each other without gap or overlap from the first
/// character to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// First byte and one past the last byte of the same words in the archived file. Absent where
    /// the file is no text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<[u64; 2]>,
}

/// How much a diagnostic should worry its reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// A repair that is certain.
    Info,
    /// A repair or reading that may be wrong.
    Warning,
    /// A part that could not be read.
    Error,
}

/// Something that the reader of a record should know.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Diagnostic<'a> {
    /// Stable name of its kind; `gongwen explain CODE` tells more.
    pub code: &'static str,
    /// How much it should worry; fixed by the code.
    pub severity: Severity,
    /// What exactly, with the words or the candidates.
    pub message: &'a str,
    /// Where, if it has a place.
    pub span: Option<Span<'a>>,
}
