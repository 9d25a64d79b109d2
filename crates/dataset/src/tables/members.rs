//! Members of leading groups.

use super::declare::*;
use gongwen::emit::wire_v1::Member;

table! {
    /// One row a member of a leading group. | 每行一名领导小组成员。
    members by member: &Member,
    each |record| record.groups.iter().flat_map(|group| {
        group.members.iter().map(|member| (group.id.as_str(), member, member.span.start))
    });
    |row| {
        /// The group. | 所属领导小组。
        4 group_id: TEXT.to("groups") => row.context.key("groups", row.owner);
    }
    fact 13;
}
