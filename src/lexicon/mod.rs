//! Words as data: everything that is a list of Chinese words stands in `lexicon/*.csv`.
//!
//! One module a table; [`Lexicon`] holds them all. Extraction takes the lexicon as an argument, so
//! another one can be used; [`Lexicon::builtin`] is the one that the program carries.

pub mod collective;
pub mod conjunction;
pub mod division;
mod org_kind;
pub mod org_not_name;
pub mod org_stem;
pub mod org_suffix;
pub mod organisation;
pub mod place_level;
mod table;
pub mod unit_note;
pub mod words;

pub use words::Words;

use once_cell::sync::Lazy;

/// All words that the stages know.
#[derive(Debug)]
pub struct Lexicon {
    /// Revision of the tables, part of a record's edition.
    pub revision: u32,
    /// Names of organisations and places.
    pub organisations: organisation::Organisations,
    /// Words of the bracket notes after names.
    pub unit_notes: Words<unit_note::NoteSays>,
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
            organisations: organisation::Organisations::load(),
            unit_notes: unit_note::load(),
        }
    }
}
