//! Phases, deadlines and recurring obligations.

use super::rows::{Context, place};
use super::{Cell, Column, Row, Table};
use gongwen::emit::wire_v1::{MilestoneKind, Recurrence};

/// The table.
pub(super) const TABLE: Table = Table {
    name: "milestones",
    doc: "One row a phase, a deadline or a recurring obligation.",
    columns: &[
        Column::text("milestone_id").says("Key: a hash of the notice and the place."),
        Column::DOC_ID,
        Column::ORD,
        Column::LOCAL_ID,
        Column::text("section_id").optional().to("sections").says("The section that it stands in."),
        Column::text("task_id").optional().to("tasks").says("The task that it stands in."),
        Column::text("kind").says("`phase`, `deadline` or `recurring`."),
        Column::text("name").optional().like("Milestone.name"),
        Column::text("edtf").optional().like("Milestone.edtf"),
        Column::date("starts_on").says("First day; no value where it is open."),
        Column::date("ends_on").says("Last day, inclusive; no value where it is open."),
        Column::text("recurrence").optional().says(
            "`daily`, `weekly`, `monthly`, `quarterly`, `semiannual` or `annual`; no value for what \
             is done once.",
        ),
        Column::text("actors").optional().says("Who must act, as written, `;` between them."),
        Column::text("action").optional().like("Milestone.action"),
        Column::SPAN_START,
        Column::SPAN_END,
        Column::WORDS,
        Column::RULE,
    ],
};

/// The rows of a notice.
pub(super) fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let mut keys = context.keys("milestone");
    let rows = context.record.milestones.iter().enumerate().map(|(ord, milestone)| {
        let [start, end, words] = place(&milestone.span);
        let task = context.task_of_milestone.get(milestone.id.as_str()).copied();
        vec![
            keys.next(milestone.span.start).into(),
            context.doc(),
            ord.into(),
            milestone.id.as_str().into(),
            context.sections.get(milestone.section.as_deref()),
            context.tasks.get(task),
            kind(milestone.kind).into(),
            milestone.name.into(),
            milestone.edtf.into(),
            Cell::day(milestone.start.as_deref()),
            Cell::day(milestone.end.as_deref()),
            milestone.recurrence.map(recurrence).into(),
            Cell::list(&milestone.actors),
            milestone.action.into(),
            start,
            end,
            words,
            milestone.rule.into(),
        ]
    });
    rows.collect()
}

fn kind(kind: MilestoneKind) -> &'static str {
    match kind {
        MilestoneKind::Phase => "phase",
        MilestoneKind::Deadline => "deadline",
        MilestoneKind::Recurring => "recurring",
    }
}

fn recurrence(recurrence: Recurrence) -> &'static str {
    match recurrence {
        Recurrence::Daily => "daily",
        Recurrence::Weekly => "weekly",
        Recurrence::Monthly => "monthly",
        Recurrence::Quarterly => "quarterly",
        Recurrence::Semiannual => "semiannual",
        Recurrence::Annual => "annual",
    }
}
