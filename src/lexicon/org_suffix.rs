//! The words that names of organisations end in: `lexicon/org_suffixes.csv`.

use super::words::Words;
use super::{org_kind, table};
use crate::model::{Level, UnitKind};
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/org_suffixes.csv");

#[derive(Deserialize)]
struct Row {
    suffix: String,
    full: String,
    kind: String,
    level: String,
    weight: String,
    before: String,
    never: String,
}

/// How much an ending says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Nearly every word that ends so is a name (`管委会`).
    Heavy,
    /// Many words that are no names end so (`局`: 格局).
    Light,
}

/// What stands before an ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// A [`super::org_stem::Stem`]: 财政|局.
    Function,
    /// The matter of a section inside a department: 法规|处.
    Section,
    /// Anything.
    Any,
}

/// The end of a name.
#[derive(Clone, Debug)]
pub struct Suffix {
    /// As the full name has it.
    pub full: Box<str>,
    /// What a body of that ending is.
    pub kind: UnitKind,
    /// The level, where the ending tells it (`厅`).
    pub level: Option<Level>,
    /// How much the ending says.
    pub weight: Weight,
    /// What may stand before it.
    pub before: Before,
    /// Words with this ending that are no names.
    never: Vec<Box<str>>,
}

impl Suffix {
    /// True where `word`, which has this ending, is known to be no name. After a light ending the
    /// end of the word decides (`新格局`), after a heavy one only the whole word (`学校`).
    #[must_use]
    pub fn is_no_name(&self, word: &str) -> bool {
        self.never.iter().any(|never| match self.weight {
            Weight::Heavy => word == &**never,
            Weight::Light => word.ends_with(&**never),
        })
    }
}

/// Reads the table.
#[must_use]
pub fn load() -> Words<Suffix> {
    Words::new(table::rows::<Row>(TABLE).into_iter().filter_map(suffix))
}

fn suffix(row: Row) -> Option<(String, Suffix)> {
    let value = Suffix {
        full: row.full.into(),
        kind: org_kind::kind(&row.kind)?,
        level: org_kind::level(&row.level),
        weight: if row.weight == "heavy" { Weight::Heavy } else { Weight::Light },
        before: match row.before.as_str() {
            "function" => Before::Function,
            "section" => Before::Section,
            _ => Before::Any,
        },
        never: org_kind::parts(&row.never).map(Into::into).collect(),
    };
    Some((row.suffix, value))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, load};

    #[test]
    fn every_row_is_read_once() {
        let suffixes = load();
        assert_eq!(suffixes.iter().count(), TABLE.lines().count() - 1);
        assert!(
            suffixes.iter().all(|(word, value)| suffixes.get(word).unwrap().full == value.full)
        );
    }

    #[test]
    fn words_that_only_look_like_names() {
        let suffixes = load();
        let no_name = |word| suffixes.at_end(word).is_some_and(|(_, s)| s.is_no_name(word));
        assert!(no_name("构建新格局") && no_name("医院"));
        assert!(!no_name("市财政局") && !no_name("武汉市中心医院"));
    }
}
