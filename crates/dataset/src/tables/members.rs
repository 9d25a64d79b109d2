//! Members of leading groups.

use super::rows::{Context, place};
use super::{Column, Row, Table};

/// The table.
pub(super) const TABLE: Table = Table {
    name: "members",
    doc: "One row a member of a leading group.",
    columns: &[
        Column::text("member_id").says("Key: a hash of the notice and the place."),
        Column::DOC_ID,
        Column::ORD,
        Column::text("group_id").to("groups").says("The group."),
        Column::text("role").like("Member.role"),
        Column::text("person").optional().like("Member.person"),
        Column::text("post").optional().like("Member.post"),
        Column::text("unit_id").optional().to("units").says("The organisation that the post names."),
        Column::SPAN_START,
        Column::SPAN_END,
        Column::WORDS,
        Column::RULE,
    ],
};

/// The rows of a notice.
pub(super) fn rows<'a>(context: &Context<'a>) -> Vec<Row<'a>> {
    let mut keys = context.keys("member");
    let mut rows = Vec::new();
    for group in &context.record.groups {
        for member in &group.members {
            let [start, end, words] = place(&member.span);
            rows.push(vec![
                keys.next(member.span.start).into(),
                context.doc(),
                rows.len().into(),
                context.groups.get(Some(&group.id)),
                member.role.into(),
                member.person.into(),
                member.post.into(),
                context.units.get(member.unit.as_deref()),
                start,
                end,
                words,
                member.rule.into(),
            ]);
        }
    }
    rows
}
