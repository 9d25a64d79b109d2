//! Words of collective names: `各` + `有关` + `单位`. The table is `lexicon/collectives.csv`.

use super::words::Words;
use super::{org_kind, table};
use crate::model::Level;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/collectives.csv");

#[derive(Deserialize)]
struct Row {
    word: String,
    place: String,
    level: String,
    full: String,
}

/// The words of collective names by their place in the name.
#[derive(Clone, Debug)]
pub struct Collectives {
    /// `各`, `地方各级`: the name begins with it.
    pub heads: Words<()>,
    /// `有关`, `市直`: stands before the noun.
    pub qualifiers: Words<()>,
    /// `单位`, `县(市、区)`: what there are several of.
    pub nouns: Words<Noun>,
    /// `开发`, `度假`: kinds of zones, as 开发(度假)区 has them.
    pub kinds: Words<()>,
}

/// What there are several of.
#[derive(Clone, Debug)]
pub struct Noun {
    /// The level, where the noun tells it.
    pub level: Option<Level>,
    /// The noun in full: 各区 stands for 各区人民政府.
    pub full: Option<Box<str>>,
}

impl Collectives {
    /// Reads the table.
    #[must_use]
    pub fn load() -> Self {
        let rows: Vec<Row> = table::rows(TABLE);
        let at = |place: &'static str| rows.iter().filter(move |row| row.place == place);
        let plain = |place| Words::new(at(place).map(|row| (row.word.as_str(), ())));
        Self {
            heads: plain("head"),
            qualifiers: plain("qualifier"),
            kinds: plain("kind"),
            nouns: Words::new(at("noun").map(|row| (row.word.as_str(), noun(row)))),
        }
    }
}

fn noun(row: &Row) -> Noun {
    Noun { level: org_kind::level(&row.level), full: org_kind::filled(&row.full) }
}

#[cfg(test)]
mod tests {
    use super::{Collectives, TABLE};

    #[test]
    fn every_row_is_read_once() {
        let words = Collectives::load();
        let count = words.heads.iter().count()
            + words.qualifiers.iter().count()
            + words.nouns.iter().count()
            + words.kinds.iter().count();
        assert_eq!(count, TABLE.lines().count() - 1);
        assert_eq!(words.nouns.at_end("各县(市、区)").map(|(word, _)| word), Some("县(市、区)"));
    }
}
