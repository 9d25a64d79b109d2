//! Words that join two names, or two words inside one name: `lexicon/conjunctions.csv`.

use super::table;
use super::words::Words;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/conjunctions.csv");

#[derive(Deserialize)]
struct Row {
    word: String,
}

/// Reads the table.
#[must_use]
pub fn load() -> Words<()> {
    Words::new(table::rows::<Row>(TABLE).into_iter().map(|row| (row.word, ())))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, load};

    #[test]
    fn every_row_is_read() {
        assert_eq!(load().iter().count(), TABLE.lines().count() - 1);
    }
}
