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
use crate::chars::Beginnings;
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
    /// Everything that a name can end in.
    ends: OnceCell<Box<Words<()>>>,
    /// What names without a place begin with.
    begins: OnceCell<Beginnings>,
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
            begins: OnceCell::new(),
        }
    }

    /// Everything that a name can end in: a suffix, the word of a level, what there are several of.
    pub(crate) fn ends(&self) -> &Words<()> {
        self.ends.get_or_init(|| {
            let suffixes = self.suffixes.iter().map(|(word, _)| word);
            let levels = self.level_words.iter().map(|(word, _)| word);
            let nouns = self.collectives.nouns.iter().map(|(word, _)| word);
            let ends = suffixes.chain(levels).chain(nouns).map(|word| (word.to_owned(), ()));
            Box::new(ends.collect())
        })
    }

    /// False for most texts that no row explains by a name without a place before it.
    pub(crate) fn may_begin(&self, text: &str) -> bool {
        let begins = self.begins.get_or_init(|| {
            Beginnings::of(self.patterns.whole_names().chain(self.stems.spellings()))
        });
        begins.may_begin(text)
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
