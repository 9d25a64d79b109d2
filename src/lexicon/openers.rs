//! `lexicon/openers.csv`: words that open a sentence behind a heading that lost its full stop.

use super::{Words, table};
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/openers.csv");

#[derive(Deserialize)]
struct Row {
    word: Box<str>,
    needs: Box<str>,
}

/// Words with what must follow before the next comma, perhaps nothing.
pub(super) fn load() -> Words<Box<str>> {
    Words::new(table::rows::<Row>(TABLE).into_iter().map(|row| (row.word, row.needs)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_row_is_read() {
        super::table::assert_complete(super::TABLE, super::load().len());
    }
}
