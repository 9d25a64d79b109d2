//! What is to be done.

use super::rows::{Context, extent, optional_place};
use super::{Column, Row, Table};
use gongwen::emit::wire_v1::TaskKind;

/// The table.
pub(super) const TABLE: Table = Table {
    name: "tasks",
    doc: "One row a task: a provision with a responsibility clause, a duty line or a row of a task \
          table.",
    columns: &[
        Column::text("task_id").says("Key: a hash of the notice and the place."),
        Column::DOC_ID,
        Column::ORD,
        Column::LOCAL_ID,
        Column::text("section_id")
            .optional()
            .to("sections")
            .says("The deepest section that it stands in; no value outside the numbered structure."),
        Column::text("kind").says("`provision`, `duty` or `table_row`."),
        Column::text("title").optional().like("Task.title"),
        Column::int("title_start").optional().says("First code point of the heading."),
        Column::int("title_end").optional().says("One past the last code point of the heading."),
        Column::text("text").like("Task.text"),
        Column::SPAN_START,
        Column::SPAN_END,
        Column::RULE,
    ],
};

/// The rows of a notice.
pub(super) fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let rows = context.record.tasks.iter().enumerate().map(|(ord, task)| {
        let [title_start, title_end] = optional_place(task.title_span.as_ref());
        let [start, end] = extent(&task.span);
        vec![
            context.tasks.get(Some(&task.id)),
            context.doc(),
            ord.into(),
            task.id.as_str().into(),
            context.sections.get(task.section.as_deref()),
            name(task.kind).into(),
            task.title.into(),
            title_start,
            title_end,
            task.text.into(),
            start,
            end,
            task.rule.into(),
        ]
    });
    rows.collect()
}

fn name(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::Provision => "provision",
        TaskKind::Duty => "duty",
        TaskKind::TableRow => "table_row",
    }
}
