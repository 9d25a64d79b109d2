//! Own words of responsibility clauses, in the columns of a table of their own.

use super::cells::{Cells, Column, Need};
use super::{Keyed, RowError, WordRow};

pub(super) const COLUMNS: &[Column] = &[
    Column { name: "word", need: Need::Filled },
    Column { name: "kind", need: Need::Filled },
    Column { name: "role", need: Need::Named },
    Column { name: "reason", need: Need::Optional },
];

/// Names of kinds.
const KINDS: &[&str] = &[
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
const ROLES: &[&str] = &["lead", "responsible", "support", "supervise"];

/// Kinds whose words give units a role.
const WITH_ROLE: &[&str] = &["label", "verb"];

/// One row, checked.
#[derive(Clone, Debug)]
pub(in crate::lexicon) struct RoleRow {
    word: String,
    kind: String,
    role: String,
}

impl RoleRow {
    /// The same as a row of `words.csv`.
    pub(super) fn as_word(&self) -> WordRow {
        let (class, value) = match self.kind.as_str() {
            "due_label" => ("label", "due"),
            "person_label" => ("label", "person"),
            "link" if self.role == "lead" => ("link", "after_lead"),
            "link" => ("link", "together"),
            "not_link" => ("link", "none"),
            kind if WITH_ROLE.contains(&kind) => (kind, self.role.as_str()),
            kind => (kind, ""),
        };
        let class = format!("responsibility.{class}");
        WordRow { word: self.word.clone(), class, value: value.to_owned() }
    }
}

pub(super) fn row(cells: &Cells<'_>, errors: &mut Vec<RowError>) -> Option<Keyed<RoleRow>> {
    let row = RoleRow { word: cells.get("word"), kind: cells.get("kind"), role: cells.get("role") };
    cells.one_of("kind", KINDS, errors)?;
    if row.role.is_empty() && WITH_ROLE.contains(&row.kind.as_str()) {
        let message = format!("is empty; a {} needs one of {}", row.kind, ROLES.join(", "));
        errors.push(cells.error("role", message));
    }
    cells.one_of("role", ROLES, errors);
    Some(Keyed { key: format!("{}\n{}", row.word, row.kind), row })
}

pub(super) fn facts(row: &RoleRow) -> [&str; 3] {
    [&row.word, &row.kind, &row.role]
}
