//! Names of organisations, known and guessed, without the notice around them.
//!
//! - [`Organisations::name_shape`] says what a piece of clean text looks like: a name that the lexicon
//!   explains, one that ends as names end, a collective, a place, or no name.
//! - [`Organisations::reach`] says how far the name goes that a text begins with.
//! - [`Organisations::split_conjunctions`] says which 和, 及, 与 of a piece join two names.
//! - [`Organisations::read`] takes a name apart (place, function, kind of body), for
//!   [`crate::units`], which fills in the issuer's place.
//!
//! Pieces are clean text (brackets half width) without list marks: `区经科局(区数据局)`,
//! `各县(市、区)人民政府`. Words such as 等, 分别, 按职责分工 must have been taken off.

mod many;
mod pattern;
mod place;
mod read;
mod shape;

pub use many::Collective;
pub use pattern::Pattern;
#[cfg(test)]
pub(super) use pattern::TABLE;
pub(super) use pattern::{IN_FULL, Row, SHORT_SLOTS};
pub use read::{Named, Prefix, Reading};
pub use shape::{NameShape, note_start, without_note};

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
    patterns: pattern::Patterns,
    suffixes: Words<Suffix>,
    department_suffixes: Words<Suffix>,
    collectives: Collectives,
    not_names: NotNames,
    level_words: Words<Level>,
    conjunctions: Words<()>,
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

    /// The row at a position that a [`Reading`] holds.
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

#[cfg(test)]
mod tests;
