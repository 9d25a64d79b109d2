//! Words that show that a phrase is no name: `lexicon/org_not_names.csv`.

use super::table;
use super::words::Words;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/org_not_names.csv");

#[derive(Deserialize)]
struct Row {
    word: String,
    place: String,
}

/// The words by where they must stand.
#[derive(Clone, Debug)]
pub struct NotNames {
    /// No name begins so.
    pub heads: Words<()>,
    /// No name holds this.
    pub inside: Words<()>,
    /// No place is called so.
    pub tails: Words<()>,
    /// A name with this may hold anything: 市推进职能转变协调小组办公室.
    pub unless: Words<()>,
}

impl NotNames {
    /// Reads the table.
    #[must_use]
    pub fn load() -> Self {
        let rows: Vec<Row> = table::rows(TABLE);
        let at = |place: &str| {
            let chosen = rows.iter().filter(|row| row.place == place);
            Words::new(chosen.map(|row| (row.word.as_str(), ())))
        };
        Self { heads: at("head"), inside: at("inside"), tails: at("tail"), unless: at("unless") }
    }
}

#[cfg(test)]
mod tests {
    use super::{NotNames, TABLE};

    #[test]
    fn every_row_is_read() {
        let words = NotNames::load();
        let all = [&words.heads, &words.inside, &words.tails, &words.unless];
        let count: usize = all.iter().map(|words| words.iter().count()).sum();
        assert_eq!(count, TABLE.lines().count() - 1);
        assert!(words.heads.at_start("加强组织领导").is_some());
    }
}
