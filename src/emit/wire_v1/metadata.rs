//! Who issued what, when and to whom.

use super::Span;
use schemars::JsonSchema;
use serde::Serialize;

/// Who issued what, when and to whom. A value that the notice does not give is null or empty.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Metadata<'a> {
    /// Title of the notice; of the cover, where a cover issues a document.
    pub title: Option<&'a str>,
    /// Genre of the document (文种): 通知, 意见, 决定, 通报, 公告, 通告, 批复, 函, 报告, 请示, 命令,
    /// 公报, 议案, 纪要 or 决议.
    pub document_type: Option<&'a str>,
    /// Document number (发文字号).
    pub document_number: Option<DocumentNumber<'a>>,
    /// Index number of the page header (索引号).
    pub index_number: Option<&'a str>,
    /// Publisher named in the page header (发布机构, 发文机关).
    pub publisher: Option<&'a str>,
    /// Bodies that signed (发文机关署名), in order.
    pub signatories: Vec<&'a str>,
    /// Date of the document (成文日期), ISO 8601.
    #[schemars(extend("format" = "date"))]
    pub issued_on: Option<String>,
    /// Date of publication (发布日期, 公开日期), ISO 8601.
    #[schemars(extend("format" = "date"))]
    pub published_on: Option<String>,
    /// Date from which the document is in force (施行日期), ISO 8601.
    #[schemars(extend("format" = "date"))]
    pub effective_on: Option<String>,
    /// Main recipients (主送机关), one entry a body or collective.
    pub recipients: Vec<&'a str>,
    /// Subject category (主题分类).
    pub subject: Option<&'a str>,
    /// Validity (有效性).
    pub validity: Option<&'a str>,
    /// Titles on the list of attachments (附件).
    pub attachments: Vec<&'a str>,
    /// Every label with its value found in the page header, known or not.
    pub fields: Vec<Field<'a>>,
    /// Where the values above stand: field name to place, or to places in the order of the values.
    pub spans: MetadataSpans<'a>,
}

/// A document number (发文字号) taken apart.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct DocumentNumber<'a> {
    /// The number in its regular form, `武政办〔2024〕28号`.
    pub text: &'a str,
    /// Code of the issuing body (机关代字), `武政办`.
    pub agency_code: &'a str,
    /// Year in the brackets.
    pub year: i16,
    /// Running number within the year (序号).
    pub sequence: u32,
}

/// A label and its value in a page header.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct Field<'a> {
    /// The label without inner spaces, `索引号`.
    pub label: &'a str,
    /// The value as written.
    pub value: &'a str,
    /// Place of label and value together.
    pub span: Span<'a>,
}

/// Where the values of the metadata stand. A value that was repaired points at the words that it
/// was read from.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MetadataSpans<'a> {
    /// Place of the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Span<'a>>,
    /// Place of the genre, usually the last words of the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_type: Option<Span<'a>>,
    /// Place of the document number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_number: Option<Span<'a>>,
    /// Place of the index number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index_number: Option<Span<'a>>,
    /// Place of the publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Span<'a>>,
    /// Places of the signatories, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signatories: Vec<Span<'a>>,
    /// Place of the date of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<Span<'a>>,
    /// Place of the date of publication.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_on: Option<Span<'a>>,
    /// Place of the date from which the document is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effective_on: Option<Span<'a>>,
    /// Places of the recipients, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recipients: Vec<Span<'a>>,
    /// Place of the subject category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Span<'a>>,
    /// Place of the validity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validity: Option<Span<'a>>,
    /// Places of the attachments' titles, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Span<'a>>,
}
