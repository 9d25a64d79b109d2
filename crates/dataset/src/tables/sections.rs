//! Numbered provisions.

use super::rows::{Context, extent};
use super::{Column, Row, Table};

/// The table.
pub(super) const TABLE: Table = Table {
    name: "sections",
    doc: "One row a numbered provision, in reading order.",
    columns: &[
        Column::text("section_id").says("Key: a hash of the notice and the place."),
        Column::DOC_ID,
        Column::ORD,
        Column::LOCAL_ID,
        Column::text("part_id").optional().to("parts").says("The part that it stands in."),
        Column::text("parent_id")
            .optional()
            .to("sections")
            .says("The section above it; no value at the top of the part."),
        Column::text("path").like("Section.path"),
        Column::int("depth").like("Section.depth"),
        Column::text("label").like("Section.label"),
        Column::int("ordinal").like("Section.ordinal"),
        Column::text("title").like("Section.title"),
        Column::int("title_start").says("First code point of the heading."),
        Column::int("title_end").says("One past the last code point of the heading."),
        Column::SPAN_START,
        Column::SPAN_END,
        Column::RULE,
    ],
};

/// The rows of a notice.
pub(super) fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let rows = context.record.sections.iter().enumerate().map(|(ord, section)| {
        let [start, end] = extent(&section.span);
        vec![
            context.sections.get(Some(&section.id)),
            context.doc(),
            ord.into(),
            section.id.as_str().into(),
            context.parts.get(Some(&section.part)),
            context.sections.get(section.parent.as_deref()),
            section.path.into(),
            section.depth.into(),
            section.label.into(),
            section.ordinal.into(),
            section.title.into(),
            section.title_span.start.into(),
            section.title_span.end.into(),
            start,
            end,
            section.rule.into(),
        ]
    });
    rows.collect()
}
