//! The words of responsibility clauses: labels, verbs, adverbs, links.

use super::Words;
use super::table;
use crate::model::Role;
use serde::Deserialize;

pub(super) const TABLE: &str = include_str!("../../lexicon/clause_words.csv");

/// What stands before a colon in a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Units in this role follow.
    Role(Role),
    /// A deadline follows.
    Due,
    /// A person follows.
    Person,
}

/// What stands between two bodies that act together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// 会同: both answer.
    Together,
    /// 牵头会同: the one before leads.
    AfterLead,
    /// The word is part of a name.
    None,
}

/// The words of responsibility clauses.
#[derive(Debug)]
pub struct ClauseWords {
    /// 牵头单位, 完成时限, 责任人.
    pub labels: Words<Label>,
    /// 牵头, 负责, 配合.
    pub verbs: Words<Role>,
    /// 按职责分工, 分别.
    pub adverbs: Words<()>,
    /// 由, 会同 before a name.
    pub lead_ins: Words<()>,
    /// 会同 between names.
    pub links: Words<Link>,
    /// 持续推进: no date, and no unit.
    pub standing: Words<()>,
    /// 年底前: a date without digits.
    pub dates: Words<()>,
}

/// Names of kinds of words.
pub(super) const KINDS: &[&str] = &[
    "label",
    "due_label",
    "person_label",
    "verb",
    "adverb",
    "lead_in",
    "link",
    "not_link",
    "standing",
    "date",
];

/// Names of roles.
pub(super) const ROLES: &[&str] = &["lead", "responsible", "support", "supervise"];

/// One line of the table.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Row {
    pub(super) word: String,
    pub(super) kind: String,
    pub(super) role: String,
}

impl ClauseWords {
    /// Reads the table. Own rows come first, so of two equal words of a kind theirs stays.
    pub(super) fn load(own: &[Row]) -> Self {
        let rows: Vec<Row> = own.iter().cloned().chain(table::rows(TABLE)).collect();
        Self {
            labels: rows.iter().filter_map(label).collect(),
            verbs: rows.iter().filter_map(verb).collect(),
            adverbs: of_kind(&rows, "adverb"),
            lead_ins: of_kind(&rows, "lead_in"),
            links: rows.iter().filter_map(link).collect(),
            standing: of_kind(&rows, "standing"),
            dates: of_kind(&rows, "date"),
        }
    }
}

fn of_kind(rows: &[Row], kind: &str) -> Words<()> {
    rows.iter().filter(|row| row.kind == kind).map(|row| (row.word.clone(), ())).collect()
}

fn label(row: &Row) -> Option<(String, Label)> {
    let label = match row.kind.as_str() {
        "label" => Label::Role(role(&row.role)?),
        "due_label" => Label::Due,
        "person_label" => Label::Person,
        _ => return None,
    };
    Some((row.word.clone(), label))
}

fn verb(row: &Row) -> Option<(String, Role)> {
    (row.kind == "verb").then(|| role(&row.role)).flatten().map(|role| (row.word.clone(), role))
}

fn link(row: &Row) -> Option<(String, Link)> {
    let link = match (row.kind.as_str(), row.role.as_str()) {
        ("link", "lead") => Link::AfterLead,
        ("link", _) => Link::Together,
        ("not_link", _) => Link::None,
        _ => return None,
    };
    Some((row.word.clone(), link))
}

/// The role of a `role` column.
pub(super) fn role(word: &str) -> Option<Role> {
    match word {
        "lead" => Some(Role::Lead),
        "responsible" => Some(Role::Responsible),
        "support" => Some(Role::Support),
        "supervise" => Some(Role::Supervise),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{ClauseWords, KINDS, Label, Row, TABLE};
    use crate::lexicon::table;
    use crate::model::Role;
    use std::collections::HashSet;

    #[test]
    fn every_row_is_read_once() {
        let rows: Vec<Row> = table::rows(TABLE);
        assert_eq!(rows.len() + 1, TABLE.lines().count());
        let words: HashSet<_> = rows.iter().map(|row| (&row.word, &row.kind)).collect();
        assert_eq!(words.len(), rows.len());
        for row in &rows {
            let kind = row.kind.as_str();
            assert!(KINDS.contains(&kind), "{} {kind}", row.word);
            assert!(!matches!(kind, "label" | "verb") || super::role(&row.role).is_some());
        }
    }

    #[test]
    fn labels_know_their_role() {
        let words = ClauseWords::load(&[]);
        assert_eq!(words.labels.get("牵头责任单位"), Some(&Label::Role(Role::Lead)));
        assert_eq!(words.labels.get("完成时限"), Some(&Label::Due));
        assert_eq!(words.verbs.get("配合"), Some(&Role::Support));
    }
}
