//! `lexicon/bare_kinds.csv`: kinds of places that name no body by themselves.

use super::{Words, table};
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/bare_kinds.csv");

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
