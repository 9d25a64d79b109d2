//! What the lexicon knows about names of organisations. [`crate::names`] reads names with it.

mod division;
mod found;
pub(super) mod kind;
mod pattern;
mod patterns;
mod stem;
mod suffix;
mod words;

pub(crate) use division::{Division, Divisions, Map};
pub(crate) use pattern::Pattern;
pub use pattern::spellings;
pub(super) use pattern::{IN_FULL, Row, SHORT_SLOTS};
pub(crate) use patterns::{Frame, Slot};
pub(crate) use stem::{Stem, Stems};
pub(crate) use suffix::{Before, Suffix, Weight};
pub(crate) use words::{Collectives, NotNames, NoteSays};
pub(super) use words::{NameWords, NoteWords};

use super::class::Source;
use super::words::Words;
use crate::chars::Sieve;
use crate::model::Level;
use once_cell::sync::OnceCell;

/// Everything that the lexicon knows about names of organisations.
#[derive(Clone, Debug)]
pub(crate) struct Organisations {
    /// Places.
    pub divisions: Divisions,
    /// What departments do.
    pub stems: Stems,
    pub(crate) patterns: patterns::Patterns,
    pub(crate) suffixes: Words<Suffix>,
    pub(crate) department_suffixes: Words<Suffix>,
    pub(crate) collectives: Collectives,
    pub(crate) not_names: NotNames,
    pub(crate) level_words: Words<Level>,
    pub(crate) conjunctions: Words<()>,
    ends: OnceCell<Box<Sieve>>,
}

impl Organisations {
    /// Takes all tables, with own rows before those of `organisations.csv`.
    #[must_use]
    pub(super) fn load(own: &[Row], source: Source) -> Self {
        let NameWords { conjunctions, levels } = NameWords::load(source);
        Self {
            divisions: Divisions::load(),
            stems: Stems::load(),
            patterns: patterns::Patterns::load(own),
            suffixes: suffix::load(),
            department_suffixes: suffix::of_departments(),
            collectives: Collectives::load(source),
            not_names: NotNames::load(source),
            level_words: levels,
            conjunctions,
            ends: OnceCell::new(),
        }
    }

    /// False for most characters that no name ends in.
    pub(crate) fn may_end_in(&self, last: char) -> bool {
        self.ends().may_hold(u32::from(last))
    }

    fn ends(&self) -> &Sieve {
        self.ends.get_or_init(|| {
            let ends = self.suffixes.ends().chain(self.level_words.ends());
            let mut sieve = Sieve::EMPTY;
            ends.chain(self.collectives.nouns.ends()).for_each(|c| sieve.add(u32::from(c)));
            Box::new(sieve)
        })
    }

    /// The row at a position that a reading of a name holds.
    #[must_use]
    pub(crate) fn pattern(&self, at: usize) -> &Pattern {
        self.patterns.get(at)
    }

    /// True for the name of one body of the state as a whole.
    #[must_use]
    pub(crate) fn is_national(&self, name: &str) -> bool {
        let found = self.patterns.plain(name).unwrap_or_default();
        found.iter().any(|at| self.pattern(*at).levels == [Level::National])
    }

    /// The position of the body that `name` is without its proper name: 银保监局.
    #[must_use]
    pub(crate) fn without_proper(&self, name: &str) -> Option<usize> {
        self.patterns.without_proper(name)
    }

    /// What the end of a name says, for names that nothing else explains.
    #[must_use]
    pub(crate) fn suffix<'o>(&'o self, name: &str) -> Option<(&'o str, &'o Suffix)> {
        self.suffixes.at_end(name)
    }
}
