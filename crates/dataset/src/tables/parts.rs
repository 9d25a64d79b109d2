//! Covers, issued documents and attachments.

use super::rows::{Context, extent, optional_place};
use super::{Column, Row, Table};
use gongwen::emit::wire_v1::PartKind;

/// The table.
pub(super) const TABLE: Table = Table {
    name: "parts",
    doc: "One row a part of a notice: the notice itself or the cover, a document that it issues, an \
          attachment.",
    columns: &[
        Column::text("part_id").says("Key: a hash of the notice and the place."),
        Column::DOC_ID,
        Column::ORD,
        Column::LOCAL_ID,
        Column::text("kind").says("`notice`, `issued_document` or `attachment`."),
        Column::text("title").optional().like("Part.title"),
        Column::int("title_start").optional().says("First code point of the title."),
        Column::int("title_end").optional().says("One past the last code point of the title."),
        Column::SPAN_START,
        Column::SPAN_END,
    ],
};

/// The rows of a notice.
pub(super) fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let rows = context.record.parts.iter().enumerate().map(|(ord, part)| {
        let [title_start, title_end] = optional_place(part.title_span.as_ref());
        let [start, end] = extent(&part.span);
        vec![
            context.parts.get(Some(&part.id)),
            context.doc(),
            ord.into(),
            part.id.as_str().into(),
            name(part.kind).into(),
            part.title.into(),
            title_start,
            title_end,
            start,
            end,
        ]
    });
    rows.collect()
}

fn name(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Notice => "notice",
        PartKind::IssuedDocument => "issued_document",
        PartKind::Attachment => "attachment",
    }
}
