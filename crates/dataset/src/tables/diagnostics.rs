//! What was repaired, doubtful or not understood.

use super::rows::Context;
use super::{Column, Row, Table};
use gongwen::emit::wire_v1::Severity;

/// The table.
pub(super) const TABLE: Table = Table {
    name: "diagnostics",
    doc: "One row a thing that the reader of a notice's rows should know.",
    columns: &[
        Column::text("diagnostic_id").says("Key: a hash of the notice and the place."),
        Column::DOC_ID,
        Column::ORD,
        Column::text("code").like("Diagnostic.code"),
        Column::text("severity").says("`info`, `warning` or `error`."),
        Column::text("message").like("Diagnostic.message"),
        Column::int("span_start").optional().like("Extent.start"),
        Column::int("span_end").optional().like("Extent.end"),
        Column::text("words").optional().like("Span.text"),
    ],
};

/// The rows of a notice.
pub(super) fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let mut keys = context.keys("diagnostic");
    let rows = context.record.diagnostics.iter().enumerate().map(|(ord, item)| {
        let span = item.span.as_ref();
        vec![
            keys.next(span.map_or(0, |span| span.start)).into(),
            context.doc(),
            ord.into(),
            item.code.into(),
            severity(item.severity).into(),
            item.message.into(),
            span.map(|span| span.start).into(),
            span.map(|span| span.end).into(),
            span.map(|span| span.text).into(),
        ]
    });
    rows.collect()
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
