//! `lexicon/openings.csv`: words that open the first sentence of a document, behind its title.

use super::{Words, table};
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/openings.csv");

#[derive(Deserialize)]
struct Row {
    word: Box<str>,
}

pub(super) fn load() -> Words<()> {
    Words::new(table::rows::<Row>(TABLE).into_iter().map(|row| (row.word, ())))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_row_is_read() {
        super::table::assert_complete(super::TABLE, super::load().len());
    }
}
