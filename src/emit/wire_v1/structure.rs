//! Parts and sections: the order of the text.

use super::{Extent, Span};
use schemars::JsonSchema;
use serde::Serialize;

/// What a part of a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// The notice itself, or the cover of one.
    Notice,
    /// What a notice issues or forwards (印发, 转发).
    IssuedDocument,
    /// An attachment (附件).
    Attachment,
}

/// The cover notice, a document that it issues, or an attachment.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Part<'a> {
    /// Id within the record: `p0`, `p1` … in reading order.
    pub id: String,
    /// What it is.
    pub kind: PartKind,
    /// Its own title.
    pub title: Option<&'a str>,
    /// Place of its title.
    pub title_span: Option<Span<'a>>,
    /// All of it.
    pub span: Extent,
}

/// A numbered provision with everything under it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Section<'a> {
    /// Id within the record: `s` and the ordinals from the top of the part, `s3.2.1`; with the
    /// part's id in front (`p1:s3`) except in the first part that has sections, and with `~2`, `~3`
    /// … where a number stands again.
    pub id: String,
    /// Id of the part that it stands in.
    pub part: String,
    /// Id of the section above it, or null at the top of the part.
    pub parent: Option<String>,
    /// Labels from the top of the part, joined with `/`: `三/(二)/1`.
    pub path: &'a str,
    /// Depth in the outline, 1 for a section without parent.
    pub depth: u32,
    /// The marker in its plain form: `一`, `(一)`, `1`, `(1)`, `①`, `一是`, `第一条`, `第一章`.
    pub label: &'a str,
    /// The marker's number.
    pub ordinal: u32,
    /// The heading: the line's text, or in a run-in heading the words up to the first full stop.
    /// Line wraps, and spaces that came from them, are taken out.
    pub title: &'a str,
    /// Place of the heading.
    pub title_span: Span<'a>,
    /// The section with all that stands under it.
    pub span: Extent,
    /// Name of the rule that found it.
    pub rule: &'a str,
}
