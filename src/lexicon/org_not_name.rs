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
    /// Words that begin like the word for a level, which then ends no place: 宁东|市场监管局.
    pub level_begins: Words<()>,
    /// Heads of places. The word for the level in one belongs to it: 石桥镇|镇长.
    pub heads_of_places: Words<()>,
    /// What makes a deputy of the head of a place: 常务副|县长.
    pub deputies: Words<()>,
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
        Self {
            heads: at("head"),
            inside: at("inside"),
            tails: at("tail"),
            unless: at("unless"),
            level_begins: at("level_begins"),
            heads_of_places: at("head_of_place"),
            deputies: at("deputy"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{NotNames, TABLE};

    #[test]
    fn every_row_is_read() {
        let words = NotNames::load();
        let all = [
            &words.heads,
            &words.inside,
            &words.tails,
            &words.unless,
            &words.level_begins,
            &words.heads_of_places,
            &words.deputies,
        ];
        let count: usize = all.iter().map(|words| words.iter().count()).sum();
        assert_eq!(count, TABLE.lines().count() - 1);
        assert!(words.heads.at_start("加强组织领导").is_some());
    }
}
