//! Values of the header with their places.

use super::key::Keys;
use super::rows::{Context, place};
use super::{Cell, Column, Row, Table};
use gongwen::emit::wire_v1::Span;

/// The table.
pub(super) const TABLE: Table = Table {
    name: "header_fields",
    doc: "One row a value of the metadata with its place, and one a label with its value in the page \
          header.",
    columns: &[
        Column::text("header_field_id").says("Key: a hash of the notice and the place."),
        Column::DOC_ID,
        Column::ORD,
        Column::text("field").says(
            "Name of the field in the record's `metadata`: `title`, `issued_on`, `recipients` …; \
             `fields` for a label with its value as they stand in the page header.",
        ),
        Column::text("label").optional().like("Field.label"),
        Column::text("value").says("The value; dates in ISO 8601."),
        Column::SPAN_START,
        Column::SPAN_END,
        Column::WORDS,
        Column::text("rule").says(
            "`header/` and the name of the field: one stage reads all values of the header.",
        ),
    ],
};

/// The rows of a notice.
pub(super) fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let mut fields = Fields { context, keys: context.keys("header_field"), rows: Vec::new() };
    fields.single_values();
    fields.lists();
    for field in &context.record.metadata.fields {
        fields.add("fields", Some(field.label), field.value.into(), &field.span);
    }
    fields.rows
}

struct Fields<'c, 'a> {
    context: &'c Context<'a>,
    keys: Keys<'a>,
    rows: Vec<Row<'a>>,
}

impl<'a> Fields<'_, 'a> {
    fn single_values(&mut self) {
        let metadata = &self.context.record.metadata;
        let spans = &metadata.spans;
        let number = metadata.document_number.map(|number| number.text);
        let values = [
            ("title", metadata.title, spans.title),
            ("document_type", metadata.document_type, spans.document_type),
            ("document_number", number, spans.document_number),
            ("index_number", metadata.index_number, spans.index_number),
            ("publisher", metadata.publisher, spans.publisher),
            ("issued_on", metadata.issued_on.as_deref(), spans.issued_on),
            ("published_on", metadata.published_on.as_deref(), spans.published_on),
            ("effective_on", metadata.effective_on.as_deref(), spans.effective_on),
            ("subject", metadata.subject, spans.subject),
            ("validity", metadata.validity, spans.validity),
        ];
        for (field, value, span) in values {
            if let (Some(value), Some(span)) = (value, span) {
                self.add(field, None, value.into(), &span);
            }
        }
    }

    fn lists(&mut self) {
        let metadata = &self.context.record.metadata;
        let spans = &metadata.spans;
        let lists = [
            ("signatories", &metadata.signatories, &spans.signatories),
            ("recipients", &metadata.recipients, &spans.recipients),
            ("attachments", &metadata.attachments, &spans.attachments),
        ];
        for (field, values, spans) in lists {
            for (value, span) in values.iter().zip(spans) {
                self.add(field, None, (*value).into(), span);
            }
        }
    }

    fn add(&mut self, field: &'a str, label: Option<&'a str>, value: Cell<'a>, span: &Span<'a>) {
        let [start, end, words] = place(span);
        self.rows.push(vec![
            self.keys.next(span.start).into(),
            self.context.doc(),
            self.rows.len().into(),
            field.into(),
            label.into(),
            value,
            start,
            end,
            words,
            format!("header/{field}").into(),
        ]);
    }
}
