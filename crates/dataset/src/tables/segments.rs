//! The partition of the text.

use super::rows::Context;
use super::{Column, Row, Table};
use gongwen::emit::wire_v1::SegmentKind;

/// The table.
pub(super) const TABLE: Table = Table {
    name: "segments",
    doc: "One row a stretch of the text. The segments of a notice follow each other without gap or \
          overlap from its first character to its last.",
    columns: &[
        Column::text("segment_id").says("Key: a hash of the notice and the place."),
        Column::DOC_ID,
        Column::ORD,
        Column::text("kind").says(
            "`furniture`, `header`, `title`, `document_number`, `recipients`, `approval`, \
             `signature`, `date`, `heading`, `body`, `clause`, `duty`, `roster`, `table`, \
             `attachment_list`, `note`, `blank` or `unexplained`.",
        ),
        Column::SPAN_START,
        Column::SPAN_END,
    ],
};

/// The rows of a notice.
pub(super) fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let mut keys = context.keys("segment");
    let rows = context.record.segments.iter().enumerate().map(|(ord, segment)| {
        vec![
            keys.next(segment.start).into(),
            context.doc(),
            ord.into(),
            name(segment.kind).into(),
            segment.start.into(),
            segment.end.into(),
        ]
    });
    rows.collect()
}

fn name(kind: SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Furniture => "furniture",
        SegmentKind::Header => "header",
        SegmentKind::Title => "title",
        SegmentKind::DocumentNumber => "document_number",
        SegmentKind::Recipients => "recipients",
        SegmentKind::Approval => "approval",
        SegmentKind::Signature => "signature",
        SegmentKind::Date => "date",
        SegmentKind::Heading => "heading",
        SegmentKind::Body => "body",
        SegmentKind::Clause => "clause",
        SegmentKind::Duty => "duty",
        SegmentKind::Roster => "roster",
        SegmentKind::Table => "table",
        SegmentKind::AttachmentList => "attachment_list",
        SegmentKind::Note => "note",
        SegmentKind::Blank => "blank",
        SegmentKind::Unexplained => "unexplained",
    }
}
