//! The words that names of organisations end in: `lexicon/org_suffixes.csv`.

use super::kind;
use crate::lexicon::asset;
use crate::lexicon::words::Words;
use crate::model::{Level, UnitKind};

/// How much an ending says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Nearly every word that ends so is a name (`管委会`).
    Heavy,
    /// Many words that are no names end so (`局`: 格局).
    Light,
}

/// What stands before an ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    /// A [`super::Stem`]: 财政|局.
    Function,
    /// The matter of a section inside a department: 法规|处.
    Section,
    /// Anything.
    Any,
}

/// The end of a name.
#[derive(Clone, Debug)]
pub(crate) struct Suffix {
    /// As the full name has it.
    pub full: &'static str,
    /// What a body of that ending is.
    pub kind: UnitKind,
    /// The level, where the ending implies it (`厅`).
    pub level: Option<Level>,
    /// How much the ending says.
    pub weight: Weight,
    /// What may stand before it.
    pub before: Before,
    /// Words with this ending that are no names.
    never: Box<[&'static str]>,
}

impl Suffix {
    /// True where `word`, which has this ending, is known to be no name. After a light ending the
    /// end of the word decides (`新格局`), after a heavy one only the whole word (`学校`).
    #[must_use]
    pub(crate) fn is_no_name(&self, word: &str) -> bool {
        self.never.iter().any(|never| match self.weight {
            Weight::Heavy => word == *never,
            Weight::Light => word.ends_with(*never),
        })
    }
}

/// The endings.
#[must_use]
pub(super) fn load() -> Words<Suffix> {
    Words::of_rows(asset::rows("org_suffixes"), suffix)
}

/// The endings of departments.
#[must_use]
pub(super) fn of_departments() -> Words<Suffix> {
    Words::of_rows(asset::rows("org_suffixes"), |cells| {
        suffix(cells).filter(|suffix| suffix.before == Before::Function)
    })
}

/// The cells behind the ending.
fn suffix(cells: &'static str) -> Option<Suffix> {
    let [full, kind, level, weight, before, never] = asset::cells(cells)?;
    Some(Suffix {
        full,
        kind: kind::kind(kind)?,
        level: kind::level(level),
        weight: if weight == "heavy" { Weight::Heavy } else { Weight::Light },
        before: match before {
            "function" => Before::Function,
            "section" => Before::Section,
            _ => Before::Any,
        },
        never: kind::parts(never).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::{Before, asset, load, of_departments};

    #[test]
    fn every_ending_is_read_once() {
        let suffixes = load();
        assert_eq!(suffixes.len(), asset::rows("org_suffixes").lines().count());
        let functions = suffixes.iter().filter(|(_, suffix)| suffix.before == Before::Function);
        assert_eq!(of_departments().len(), functions.count());
    }

    #[test]
    fn words_that_only_look_like_names() {
        let suffixes = load();
        let no_name = |word| suffixes.at_end(word).is_some_and(|(_, s)| s.is_no_name(word));
        assert!(no_name("构建新格局") && no_name("医院"));
        assert!(!no_name("市财政局") && !no_name("武汉市中心医院"));
    }
}
