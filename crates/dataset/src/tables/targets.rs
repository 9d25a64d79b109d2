//! Numeric commitments.

use super::edtf::days;
use super::rows::{Context, place};
use super::{Cell, Column, Row, Table};
use gongwen::emit::wire_v1::{Comparator, Modality};

/// The table.
pub(super) const TABLE: Table = Table {
    name: "targets",
    doc: "One row a number that a notice commits somebody to.",
    columns: &[
        Column::text("target_id").says("Key: a hash of the notice and the place."),
        Column::DOC_ID,
        Column::ORD,
        Column::LOCAL_ID,
        Column::text("section_id").optional().to("sections").says("The section that it stands in."),
        Column::text("task_id").optional().to("tasks").says("The task that it stands in."),
        Column::text("indicator").like("Target.indicator"),
        Column::text("action").optional().like("Target.action"),
        Column::text("comparator")
            .says("How the value bounds the indicator: `eq`, `ge`, `gt`, `le`, `lt`, `approx` or `range`."),
        Column::decimal("value").like("Target.value"),
        Column::decimal("upper").optional().like("Target.upper"),
        Column::text("measure").like("Target.unit"),
        Column::text("measure_code").optional().like("Target.unit_code"),
        Column::text("number").like("Target.number"),
        Column::int("number_start").says("First code point of the number."),
        Column::int("number_end").says("One past the last code point of the number."),
        Column::text("period").optional().like("Target.period"),
        Column::date("period_from").says("First day of the period."),
        Column::date("period_to").says("Last day of the period: the value is to be reached by then."),
        Column::text("modality").says("How firmly it is promised: `strive`, `ensure` or `plan`."),
        Column::text("part_of_id").optional().to("targets").says("The target that this is a part of."),
        Column::text("per").optional().like("Target.per"),
        Column::SPAN_START,
        Column::SPAN_END,
        Column::WORDS,
        Column::RULE,
    ],
};

/// The rows of a notice.
pub(super) fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let rows = context.record.targets.iter().enumerate().map(|(ord, target)| {
        let [start, end, words] = place(&target.span);
        let (from, to) = target.period.map(days).unwrap_or_default();
        vec![
            context.targets.get(Some(&target.id)),
            context.doc(),
            ord.into(),
            target.id.as_str().into(),
            context.sections.get(target.section.as_deref()),
            context.tasks.get(target.task.as_deref()),
            target.indicator.into(),
            target.action.into(),
            comparator(target.comparator).into(),
            target.value.0.into(),
            target.upper.map(|upper| upper.0).into(),
            target.unit.into(),
            target.unit_code.into(),
            target.number.into(),
            target.number_span.start.into(),
            target.number_span.end.into(),
            target.period.into(),
            from.map_or(Cell::Null, Cell::Date),
            to.map_or(Cell::Null, Cell::Date),
            modality(target.modality).into(),
            context.targets.get(target.part_of.as_deref()),
            target.per.into(),
            start,
            end,
            words,
            target.rule.into(),
        ]
    });
    rows.collect()
}

fn comparator(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Eq => "eq",
        Comparator::Ge => "ge",
        Comparator::Gt => "gt",
        Comparator::Le => "le",
        Comparator::Lt => "lt",
        Comparator::Approx => "approx",
        Comparator::Range => "range",
    }
}

fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Strive => "strive",
        Modality::Ensure => "ensure",
        Modality::Plan => "plan",
    }
}
