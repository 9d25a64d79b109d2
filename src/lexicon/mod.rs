//! Words as data: everything that is a list of Chinese words stands in `lexicon/*.csv`.
//!
//! One module a table; [`Lexicon`] holds them all. Extraction takes the lexicon as an argument, so
//! another one can be used; [`Lexicon::builtin`] is the one that the program carries.

pub mod measures;
mod table;
pub mod targets;
pub mod words;

pub use words::Words;

use once_cell::sync::Lazy;

/// All words that the stages know.
#[derive(Debug)]
pub struct Lexicon {
    /// Revision of the tables, part of a record's edition.
    pub revision: u32,
    /// What numbers count.
    pub measures: Words<measures::Measure>,
    /// Words around numeric commitments.
    pub targets: targets::TargetWords,
}

static BUILTIN: Lazy<Lexicon> = Lazy::new(Lexicon::load);

impl Lexicon {
    /// The lexicon that the program carries, read once.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    fn load() -> Self {
        Self { revision: 1, measures: measures::load(), targets: targets::load() }
    }
}
