//! `lexicon/traditional.csv`: characters of traditional script and the simplified ones that the words
//! of all other tables are written in.

use super::table;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/traditional.csv");

#[derive(Deserialize)]
struct Row {
    traditional: char,
    simplified: char,
}

/// Simplified twins of traditional characters.
#[derive(Debug)]
pub struct Traditional {
    /// In the order of the first.
    pairs: Vec<(char, char)>,
}

impl Traditional {
    pub(super) fn load() -> Self {
        let rows = table::rows::<Row>(TABLE).into_iter();
        let mut pairs: Vec<_> = rows.map(|row| (row.traditional, row.simplified)).collect();
        pairs.sort_unstable();
        Self { pairs }
    }

    /// The simplified twin of a traditional character, if it has one of its own.
    #[must_use]
    pub fn simplified(&self, c: char) -> Option<char> {
        let found = self.pairs.binary_search_by_key(&c, |pair| pair.0).ok()?;
        Some(self.pairs[found].1)
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_row_is_read() {
        let table = super::Traditional::load();
        super::table::assert_complete(super::TABLE, table.pairs.len());
        assert_eq!(table.simplified('縣'), Some('县'));
        assert_eq!(table.simplified('县'), None);
    }
}
