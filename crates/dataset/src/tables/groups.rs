//! Leading groups.

use super::rows::{Context, extent};
use super::{Column, Row, Table};

/// The table.
pub(super) const TABLE: Table = Table {
    name: "groups",
    doc: "One row a leading group (领导小组, 工作专班).",
    columns: &[
        Column::text("group_id").says("Key: a hash of the notice and the place."),
        Column::DOC_ID,
        Column::ORD,
        Column::LOCAL_ID,
        Column::text("name").optional().like("Group.name"),
        Column::text("office").optional().like("Group.office"),
        Column::int("n_members").says("Rows that the group has in `members`."),
        Column::SPAN_START,
        Column::SPAN_END,
        Column::RULE,
    ],
};

/// The rows of a notice.
pub(super) fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let rows = context.record.groups.iter().enumerate().map(|(ord, group)| {
        let [start, end] = extent(&group.span);
        vec![
            context.groups.get(Some(&group.id)),
            context.doc(),
            ord.into(),
            group.id.as_str().into(),
            group.name.into(),
            group.office.into(),
            group.members.len().into(),
            start,
            end,
            group.rule.into(),
        ]
    });
    rows.collect()
}
