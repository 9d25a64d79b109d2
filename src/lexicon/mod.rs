//! Words as data: everything that is a list of Chinese words stands in `lexicon/*.csv`.
//!
//! One module a table; [`Lexicon`] holds them all. Extraction takes the lexicon as an argument, so
//! another one can be used; [`Lexicon::builtin`] is the one that the program carries.

pub mod clause_words;
pub mod conventions;
pub mod list_words;
mod table;
pub mod words;

pub use words::Words;

use once_cell::sync::Lazy;

/// All words that the stages know.
#[derive(Debug)]
pub struct Lexicon {
    /// Revision of the tables, part of a record's edition.
    pub revision: u32,
    /// Labels and verbs of responsibility clauses.
    pub clause_words: clause_words::ClauseWords,
    /// Words of rules that a document states on its clauses.
    pub conventions: conventions::Conventions,
    /// Words of lists of units.
    pub list_words: list_words::ListWords,
}

static BUILTIN: Lazy<Lexicon> = Lazy::new(Lexicon::load);

impl Lexicon {
    /// The lexicon that the program carries, read once.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    fn load() -> Self {
        Self {
            revision: 1,
            clause_words: clause_words::ClauseWords::load(),
            conventions: conventions::Conventions::load(),
            list_words: list_words::ListWords::load(),
        }
    }
}
