//! The words that names of places end in, and that stand for `this document's place` before the
//! name of a department: `lexicon/place_levels.csv`.

use super::words::Words;
use super::{org_kind, table};
use crate::model::Level;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/place_levels.csv");

#[derive(Deserialize)]
struct Row {
    word: String,
    level: String,
}

/// Reads the table.
#[must_use]
pub fn load() -> Words<Level> {
    let rows = table::rows::<Row>(TABLE).into_iter();
    Words::new(rows.filter_map(|row| Some((row.word, org_kind::level(&row.level)?))))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, load};

    #[test]
    fn every_row_is_read() {
        assert_eq!(load().iter().count(), TABLE.lines().count() - 1);
    }
}
