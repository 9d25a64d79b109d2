//! The words of leading groups: roles, kinds of groups, offices, posts.

use super::Words;
use super::table;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/group_words.csv");

/// The words of leading groups.
#[derive(Debug)]
pub struct GroupWords {
    /// 组长, 副组长, 成员单位, with the role as a record shows it.
    pub roles: Words<Box<str>>,
    /// These, and what is a role only before a colon: 主任.
    pub roster_roles: Words<Box<str>>,
    /// 任, 为 before a role.
    pub takes: Words<()>,
    /// 组成 after a list of members, with the role of the members.
    pub composes: Words<Box<str>>,
    /// 领导小组, 专班.
    pub nouns: Words<()>,
    /// 成立.
    pub founds: Words<()>,
    /// 设在 after 办公室.
    pub offices: Words<()>,
    /// 办公 after the place of the office.
    pub office_ends: Words<()>,
    /// 常委: a post held beside the next one.
    pub concurrent: Words<()>,
    /// 负责人 at the end of a list: the heads of all units named.
    pub heads: Words<()>,
    /// 组成人员名单.
    pub title_ends: Words<()>,
    /// 局长, 领导.
    pub posts: Words<()>,
}

#[derive(Deserialize)]
struct Row {
    word: String,
    kind: String,
    role: String,
}

impl GroupWords {
    pub(super) fn load() -> Self {
        let rows: Vec<Row> = table::rows(TABLE);
        let of = |kind: &str| -> Words<()> {
            rows.iter().filter(|row| row.kind == kind).map(|row| (row.word.clone(), ())).collect()
        };
        let named = |kinds: &[&str]| -> Words<Box<str>> {
            let rows = rows.iter().filter(|row| kinds.contains(&row.kind.as_str()));
            rows.map(|row| (row.word.clone(), row.role.clone().into_boxed_str())).collect()
        };
        Self {
            roles: named(&["role"]),
            roster_roles: named(&["role", "roster_role"]),
            takes: of("take"),
            composes: named(&["compose"]),
            nouns: of("noun"),
            founds: of("found"),
            offices: of("office"),
            office_ends: of("office_end"),
            concurrent: of("concurrent"),
            heads: of("heads"),
            title_ends: of("title_end"),
            posts: of("post"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, TABLE};
    use crate::lexicon::table;

    #[test]
    fn every_row_is_read_once() {
        let rows: Vec<Row> = table::rows(TABLE);
        table::assert_complete(TABLE, rows.len());
        let mut words: Vec<_> = rows.iter().map(|row| (&row.word, &row.kind)).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), rows.len());
        let kinds = ["role", "roster_role", "take", "compose", "noun", "found", "office"];
        let more = ["office_end", "concurrent", "heads", "title_end", "post"];
        for row in &rows {
            let kind = row.kind.as_str();
            assert!(kinds.contains(&kind) || more.contains(&kind), "{kind}");
            assert!(!matches!(kind, "role" | "roster_role" | "compose") || !row.role.is_empty());
        }
    }
}
