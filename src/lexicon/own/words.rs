//! Own words of any class.

use super::cells::{Cells, Column, Need, unknown};
use super::{Keyed, RowError};
use crate::lexicon::class::{Class, Meaning, class, classes};
use crate::nearest::nearest;

pub(super) const COLUMNS: &[Column] = &[
    Column { name: "word", need: Need::Filled },
    Column { name: "class", need: Need::Filled },
    Column { name: "value", need: Need::Named },
    Column { name: "gloss", need: Need::Optional },
    Column { name: "source", need: Need::Optional },
];

/// One row, checked.
#[derive(Clone, Debug)]
pub(in crate::lexicon) struct WordRow {
    pub(in crate::lexicon) word: String,
    pub(in crate::lexicon) class: String,
    pub(in crate::lexicon) value: String,
}

pub(super) fn row(cells: &Cells<'_>, errors: &mut Vec<RowError>) -> Option<Keyed<WordRow>> {
    let row =
        WordRow { word: cells.get("word"), class: cells.get("class"), value: cells.get("value") };
    let Some(class) = class(&row.class) else {
        errors.push(cells.error("class", no_class(&row.class)));
        return None;
    };
    if !class.is_value(&row.value) {
        errors.push(cells.error("value", no_value(&row.value, class)));
        return None;
    }
    Some(Keyed { key: format!("{}\n{}", row.word, row.class), row })
}

fn no_class(name: &str) -> String {
    let hint = nearest(name, classes().map(|class| class.name));
    let hint = hint.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    format!("`{name}` is no class; {hint}`lexicon/README.md` lists them")
}

fn no_value(cell: &str, class: &Class) -> String {
    match class.value {
        Meaning::Names(names) => unknown(cell, names),
        meaning => format!("`{cell}` is no value of `{}` ({})", class.name, meaning.told()),
    }
}

pub(super) fn facts(row: &WordRow) -> [&str; 3] {
    [&row.word, &row.class, &row.value]
}
