//! Own measures.

use super::cells::{Cells, Column, Need};
use super::{Keyed, MeasureRow, RowError};
use crate::lexicon::measures::MeasureKind;

pub(super) const COLUMNS: &[Column] = &[
    Column { name: "word", need: Need::Filled },
    Column { name: "base", need: Need::Filled },
    Column { name: "factor", need: Need::Filled },
    Column { name: "code", need: Need::Optional },
    Column { name: "kind", need: Need::Filled },
    Column { name: "not_before", need: Need::Optional },
    Column { name: "reason", need: Need::Optional },
    Column { name: "gloss", need: Need::Optional },
    Column { name: "source", need: Need::Optional },
];

pub(super) fn row(cells: &Cells<'_>, errors: &mut Vec<RowError>) -> Option<Keyed<MeasureRow>> {
    let factor = cells.get("factor");
    let counted = factor.parse().ok().filter(|factor| *factor > 0);
    if counted.is_none() {
        let message = format!("`{factor}` is no whole number from 1 to {}", u32::MAX);
        errors.push(cells.error("factor", message));
    }
    let kind = cells.one_of("kind", MeasureKind::NAMES, errors);
    let code = cells.get("code");
    let row = MeasureRow {
        word: cells.get("word"),
        base: cells.get("base"),
        factor: counted?,
        code: (!code.is_empty()).then_some(code),
        kind: MeasureKind::from_name(kind?)?,
        not_before: cells.get("not_before"),
    };
    Some(Keyed { key: row.word.clone(), row })
}

pub(super) fn facts(row: &MeasureRow) -> [String; 6] {
    [
        row.word.clone(),
        row.base.clone(),
        row.factor.to_string(),
        row.code.clone().unwrap_or_default(),
        row.kind.name().to_owned(),
        row.not_before.clone(),
    ]
}
