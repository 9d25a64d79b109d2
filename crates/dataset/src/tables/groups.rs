//! Leading groups.

use super::declare::*;
use gongwen::emit::wire_v1::Group;

table! {
    /// One row a leading group (领导小组, 工作专班). | 每行一个领导小组（工作专班）。
    groups by group: &Group,
    each |record| record.groups.iter().map(|group| ("", group, group.span.start));
    |row| {
        /// Rows that the group has in `members`. | 该组在 `members` 表中的行数。
        7 n_members: INT => row.item.members.len();
    }
    fact 11;
}
