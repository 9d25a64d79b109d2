//! Words as data: everything that is a list of Chinese words stands in `lexicon/*.csv`.
//!
//! One module a table; [`Lexicon`] holds them all. Extraction takes the lexicon as an argument, so
//! another one can be used; [`Lexicon::builtin`] is the one that the program carries.

pub mod furniture;
pub mod genres;
pub mod labels;
pub mod phrases;
mod table;
pub mod words;

pub use words::Words;

use once_cell::sync::Lazy;

/// All words that the stages know.
#[derive(Debug)]
pub struct Lexicon {
    /// Revision of the tables, part of a record's edition.
    pub revision: u32,
    /// Labels of page headers.
    pub labels: Words<labels::FieldName>,
    /// Words of the page around a notice.
    pub furniture: furniture::Furniture,
    /// What a document can be called.
    pub genres: Words<genres::Genre>,
    /// Fixed phrases of the frame of a notice.
    pub phrases: phrases::Phrases,
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
            labels: labels::load(),
            furniture: furniture::Furniture::load(),
            genres: genres::load(),
            phrases: phrases::Phrases::load(),
        }
    }
}
