//! `lexicon/genres.csv`: what a document can be called at the end of its title.

use super::{Words, table};
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/genres.csv");

/// Whether a word is one of the statutory genres (公文种类).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Genre {
    /// One of the fifteen of the regulations, a 文种.
    #[serde(rename = "yes")]
    Statutory,
    /// What a notice issues.
    #[serde(rename = "no")]
    Other,
}

#[derive(Deserialize)]
struct Row {
    genre: Box<str>,
    statutory: Genre,
}

pub(super) fn load() -> Words<Genre> {
    Words::new(table::rows::<Row>(TABLE).into_iter().map(|row| (row.genre, row.statutory)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_row_is_read() {
        super::table::assert_complete(super::TABLE, super::load().len());
    }
}
