//! Who answers for a task.

use super::rows::{Context, place};
use super::{Column, Row, Table};
use gongwen::emit::wire_v1::Role;

/// The table.
pub(super) const TABLE: Table = Table {
    name: "responsibilities",
    doc: "One row a unit's part in a task.",
    columns: &[
        Column::text("responsibility_id").says("Key: a hash of the notice and the place."),
        Column::DOC_ID,
        Column::ORD,
        Column::text("task_id").to("tasks").says("The task."),
        Column::text("unit_id").optional().to("units").says("The organisation."),
        Column::text("role").says("`lead`, `responsible`, `support` or `supervise`."),
        Column::text("role_text").like("Responsibility.role_text"),
        Column::text("surface").like("Responsibility.surface"),
        Column::int("role_order").like("Responsibility.order"),
        Column::int("run_group").like("Responsibility.group"),
        Column::truth("implied").like("Responsibility.implied"),
        Column::SPAN_START,
        Column::SPAN_END,
        Column::WORDS,
        Column::RULE,
    ],
};

/// The rows of a notice.
pub(super) fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let mut keys = context.keys("responsibility");
    let mut rows = Vec::new();
    for task in &context.record.tasks {
        for item in &task.responsibilities {
            let [start, end, words] = place(&item.span);
            rows.push(vec![
                keys.next(item.span.start).into(),
                context.doc(),
                rows.len().into(),
                context.tasks.get(Some(&task.id)),
                context.units.get(Some(&item.unit)),
                name(item.role).into(),
                item.role_text.into(),
                item.surface.into(),
                item.order.into(),
                item.group.into(),
                item.implied.into(),
                start,
                end,
                words,
                item.rule.into(),
            ]);
        }
    }
    rows
}

fn name(role: Role) -> &'static str {
    match role {
        Role::Lead => "lead",
        Role::Responsible => "responsible",
        Role::Support => "support",
        Role::Supervise => "supervise",
    }
}
