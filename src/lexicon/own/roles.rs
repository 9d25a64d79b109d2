//! Own words of responsibility clauses.

use super::cells::{Cells, Column, Need};
use super::{Keyed, RoleRow, RowError};
use crate::lexicon::clause_words::{KINDS, ROLES, role};

pub(super) const COLUMNS: &[Column] = &[
    Column { name: "word", need: Need::Filled },
    Column { name: "kind", need: Need::Filled },
    Column { name: "role", need: Need::Named },
    Column { name: "reason", need: Need::Optional },
];

/// Kinds whose words give units a role.
const WITH_ROLE: &[&str] = &["label", "verb"];

pub(super) fn row(cells: &Cells<'_>, errors: &mut Vec<RowError>) -> Option<Keyed<RoleRow>> {
    let row = RoleRow { word: cells.get("word"), kind: cells.get("kind"), role: cells.get("role") };
    let known = |kind: &str| KINDS.contains(&kind).then_some(());
    cells.one_of("kind", KINDS, known, errors)?;
    if row.role.is_empty() && WITH_ROLE.contains(&row.kind.as_str()) {
        let message = format!("is empty; a {} needs one of {}", row.kind, ROLES.join(", "));
        errors.push(cells.error("role", message));
    }
    cells.one_of("role", ROLES, role, errors);
    Some(Keyed { key: format!("{}\n{}", row.word, row.kind), row })
}

pub(super) fn facts(row: &RoleRow) -> [&str; 3] {
    [&row.word, &row.kind, &row.role]
}
