//! What the lexicon knows about names of organisations. [`crate::names`] reads names with it.

mod pattern;

pub use pattern::Pattern;
#[cfg(test)]
pub(super) use pattern::TABLE;
pub(crate) use pattern::{Frame, Slot};
pub(super) use pattern::{IN_FULL, Row, SHORT_SLOTS};

use super::collective::Collectives;
use super::division::Divisions;
use super::org_not_name::NotNames;
use super::org_stem::Stems;
use super::org_suffix::{Before, Suffix};
use super::{Words, conjunction, org_suffix, place_level};
use crate::model::Level;

/// Everything that the lexicon knows about names of organisations.
#[derive(Clone, Debug)]
pub struct Organisations {
    /// Places.
    pub divisions: Divisions,
    /// What departments do.
    pub stems: Stems,
    pub(crate) patterns: pattern::Patterns,
    pub(crate) suffixes: Words<Suffix>,
    pub(crate) department_suffixes: Words<Suffix>,
    pub(crate) collectives: Collectives,
    pub(crate) not_names: NotNames,
    pub(crate) level_words: Words<Level>,
    pub(crate) conjunctions: Words<()>,
}

impl Organisations {
    /// Reads all tables, with own rows before those of `organisations.csv`.
    #[must_use]
    pub(super) fn load(own: &[Row]) -> Self {
        let suffixes = org_suffix::load();
        let of_departments =
            suffixes.iter().filter(|(_, suffix)| suffix.before == Before::Function);
        Self {
            divisions: Divisions::load(),
            stems: Stems::load(),
            patterns: pattern::Patterns::load(own),
            department_suffixes: Words::new(of_departments.map(|(word, s)| (word, s.clone()))),
            suffixes,
            collectives: Collectives::load(),
            not_names: NotNames::load(),
            level_words: place_level::load(),
            conjunctions: conjunction::load(),
        }
    }

    /// The row at a position that a reading of a name holds.
    #[must_use]
    pub fn pattern(&self, at: usize) -> &Pattern {
        &self.patterns.list[at]
    }

    /// True for the name of one body of the state as a whole.
    #[must_use]
    pub fn is_national(&self, name: &str) -> bool {
        let found = self.patterns.plain(name).unwrap_or_default();
        found.iter().any(|at| self.pattern(*at).levels == [Level::National])
    }

    /// The position of the body that `name` is without its proper name: 银保监局.
    #[must_use]
    pub fn without_proper(&self, name: &str) -> Option<usize> {
        self.patterns.without_proper(name)
    }

    /// What the end of a name says, for names that nothing else explains.
    #[must_use]
    pub fn suffix<'o>(&'o self, name: &str) -> Option<(&'o str, &'o Suffix)> {
        self.suffixes.at_end(name)
    }
}
