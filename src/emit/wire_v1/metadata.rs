//! Who issued what, when and to whom.

use super::{Day, Span, View};
use crate::emit::fields::{FieldKind, Fields, Value};
use crate::model;
use std::borrow::Cow;

object! {
    /// Who issued what, when and to whom. A value that the notice does not give is null or empty.
    /// | 发文机关、文种、日期、主送机关等。公文没有写明的为空。
    #[derive(Clone, Debug)]
    pub struct Metadata<'a>
    read |view, at, from: &'a model::Metadata| {
        /// Title of the notice; of the cover, where a cover issues a document. | 公文标题；印发、转发他文的，为通知
        /// 本身的标题。
        title: Option<&'a str>, column 5 = view.text(&from.title);
        /// Genre of the document (文种): 通知, 意见, 决定, 通报, 公告, 通告, 批复, 函, 报告, 请示, 命令,
        /// 公报, 议案, 纪要 or 决议. | 文种：通知、意见、决定、通报、公告、通告、批复、函、报告、请示、命令、公报、议案、
        /// 纪要或决议。
        document_type: Option<&'a str>, column 6 = view.text(&from.document_type);
        /// Document number (发文字号). | 发文字号。
        document_number: Option<DocumentNumber<'a>>, column 7
            = from.document_number.as_ref().map(|n| view.one::<DocumentNumber>(at, &n.value));
        /// Index number of the page header (索引号). | 页首的索引号。
        index_number: Option<&'a str>, column 11 = view.text(&from.index_number);
        /// Publisher named in the page header (发布机构, 发文机关). | 页首所写的发布机构（发文机关）。
        publisher: Option<&'a str>, column 12 = view.text(&from.publisher);
        /// Bodies that signed (发文机关署名), in order. | 发文机关署名，按次序。
        signatories: Vec<&'a str>, column 14 = view.texts(&from.signatories);
        /// Date of the document (成文日期), ISO 8601. | 成文日期，ISO 8601。
        issued_on: Option<Day>, column 15 = from.issued_on.as_ref().map(|day| Day(day.value));
        /// Date of publication (发布日期, 公开日期), ISO 8601. | 发布日期（公开日期），ISO 8601。
        published_on: Option<Day>, column 16 = from.published_on.as_ref().map(|day| Day(day.value));
        /// Date from which the document is in force (施行日期), ISO 8601. | 施行日期，ISO 8601。
        effective_on: Option<Day>, column 17 = from.effective_on.as_ref().map(|day| Day(day.value));
        /// Last day on which the document is in force (有效期至, 有效期5年 from its first day), ISO 8601.
        /// | 有效期的最后一日（有效期至某日，或自施行之日起若干年），ISO 8601。
        expires_on: Option<Day>, column 45 = from.expires_on.as_ref().map(|day| Day(day.value));
        /// Main recipients (主送机关), one entry a body or collective. | 主送机关，每个单位或统称一项。
        recipients: Vec<&'a str>, column 18 = view.texts(&from.recipients);
        /// Subject category (主题分类). | 主题分类。
        subject: Option<&'a str>, column 19 = view.text(&from.subject);
        /// Validity (有效性). | 有效性。
        validity: Option<&'a str>, column 20 = view.text(&from.validity);
        /// Titles on the list of attachments (附件). | 附件说明所列的附件名称。
        attachments: Vec<&'a str>, column 21 = view.texts(&from.attachments);
        /// Every label with its value found in the page header, known or not.
        /// | 页首栏目中的全部标签和值，不论是否认识。
        fields: Vec<Field<'a>> = view.each::<Field, _>(&from.fields);
        /// Where the values above stand: field name to place, or to places in the order of the values.
        /// | 以上各项的位置：项目名称对应一个位置，或按值的次序对应多个位置。
        spans: MetadataSpans<'a> = view.one::<MetadataSpans>(at, from);
    }
}

object! {
    /// A document number (发文字号) taken apart. | 拆开的发文字号。
    #[derive(Clone, Copy, Debug)]
    pub struct DocumentNumber<'a> is {
        const KIND: FieldKind = FieldKind::Text;

        fn value(&self) -> Value<'_> {
            Value::Text(self.text)
        }
    }
    read |_, _, from: &'a model::DocumentNumber| {
        /// The number in its regular form, `武政办〔2024〕28号`. | 规范写法的发文字号：`武政办〔2024〕28号`。
        text: &'a str = &from.text;
        /// Code of the issuing body (机关代字), `武政办`. | 机关代字：`武政办`。
        agency_code: &'a str, column 8 = &from.agency_code;
        /// Year in the brackets. | 括号中的年份。
        year: i16, column 9 as number_year = from.year;
        /// Running number within the year (序号). | 年内发文顺序号。
        sequence: u32, column 10 as number_sequence = from.sequence;
    }
}

object! {
    /// A label and its value in a page header. | 页首栏目的一个标签和值。
    #[derive(Clone, Copy, Debug)]
    pub struct Field<'a>
    read |view, _, from: &'a model::Field| {
        /// The label without inner spaces, `索引号`. | 标签，已去掉字间空格：`索引号`。
        label: &'a str = &from.label;
        /// The value as written. | 值，按原文。
        value: &'a str = &from.value;
        /// Place of label and value together. | 标签和值合起来的位置。
        span: Span<'a> = view.span(from.span);
    }
}

object! {
    /// Where the values of the metadata stand. A value that was repaired points at the words that it
    /// was read from. | 元数据各值的位置。经过修复的值指向其所依据的原文。
    #[derive(Clone, Debug)]
    pub struct MetadataSpans<'a>
    read |view, _, from: &'a model::Metadata| {
        /// Place of the title. | 标题的位置。
        title: Option<Span<'a>>, absent if Option::is_none = view.place(&from.title);
        /// Place of the genre, usually the last words of the title. | 文种的位置，一般在标题末尾。
        document_type: Option<Span<'a>>, absent if Option::is_none = view.place(&from.document_type);
        /// Place of the document number. | 发文字号的位置。
        document_number: Option<Span<'a>>, absent if Option::is_none
            = view.place(&from.document_number);
        /// Place of the index number. | 索引号的位置。
        index_number: Option<Span<'a>>, absent if Option::is_none = view.place(&from.index_number);
        /// Place of the publisher. | 发布机构的位置。
        publisher: Option<Span<'a>>, absent if Option::is_none = view.place(&from.publisher);
        /// Places of the signatories, in their order. | 各发文机关署名的位置，按其次序。
        signatories: Vec<Span<'a>>, absent if Vec::is_empty = view.places(&from.signatories);
        /// Place of the date of the document. | 成文日期的位置。
        issued_on: Option<Span<'a>>, absent if Option::is_none = view.place(&from.issued_on);
        /// Place of the date of publication. | 发布日期的位置。
        published_on: Option<Span<'a>>, absent if Option::is_none = view.place(&from.published_on);
        /// Place of the date from which the document is in force. | 施行日期的位置。
        effective_on: Option<Span<'a>>, absent if Option::is_none = view.place(&from.effective_on);
        /// Place of the last day on which the document is in force. | 有效期截止日期的位置。
        expires_on: Option<Span<'a>>, absent if Option::is_none = view.place(&from.expires_on);
        /// Places of the recipients, in their order. | 各主送机关的位置，按其次序。
        recipients: Vec<Span<'a>>, absent if Vec::is_empty = view.places(&from.recipients);
        /// Place of the subject category. | 主题分类的位置。
        subject: Option<Span<'a>>, absent if Option::is_none = view.place(&from.subject);
        /// Place of the validity. | 有效性的位置。
        validity: Option<Span<'a>>, absent if Option::is_none = view.place(&from.validity);
        /// Places of the attachments' titles, in their order. | 各附件名称的位置，按其次序。
        attachments: Vec<Span<'a>>, absent if Vec::is_empty = view.places(&from.attachments);
    }
}

/// A value of the metadata with its place.
#[derive(Clone, Debug)]
pub struct Found<'r> {
    /// The name of the field: `title`, `recipients`; `fields` for what stands in the page header.
    pub field: &'static str,
    /// The label in the page header, for `fields`.
    pub label: Option<&'r str>,
    /// The value; dates in ISO 8601.
    pub value: Cow<'r, str>,
    /// Where it stands.
    pub span: Span<'r>,
}

impl Metadata<'_> {
    /// All values with their places: single ones, those of lists, those of the page header.
    pub fn found(&self) -> impl Iterator<Item = Found<'_>> {
        let spans: Vec<_> = self.spans.each().collect();
        let mut found = [Vec::new(), Vec::new()];
        for (field, value) in self.each() {
            let place = spans.iter().find(|(place, _)| place.name == field.name);
            match (value, place.map(|(_, place)| *place)) {
                (Value::List(words), Some(Value::Places(spans))) => {
                    let words = words.iter().map(|word| Cow::Borrowed(*word));
                    found[1].extend(words.zip(spans).map(|item| of(field.name, item)));
                }
                (value, Some(Value::Place(span))) => {
                    found[0].extend(value.text().map(|value| of(field.name, (value, span))));
                }
                _ => {}
            }
        }
        let labelled = self.fields.iter().map(|field| Found {
            label: Some(field.label),
            ..of("fields", (field.value.into(), &field.span))
        });
        found.into_iter().flatten().chain(labelled)
    }
}

fn of<'r>(field: &'static str, (value, span): (Cow<'r, str>, &Span<'r>)) -> Found<'r> {
    Found { field, label: None, value, span: *span }
}
