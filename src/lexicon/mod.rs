//! Words as data: everything that is a list of Chinese words stands in `lexicon/*.csv`.
//!
//! One module a table; [`Lexicon`] holds them all. Extraction takes the lexicon as an argument, so
//! another one can be used; [`Lexicon::builtin`] is the one that the program carries.

pub mod actors;
pub mod deadlines;
pub mod furniture;
pub mod genres;
pub mod labels;
pub mod openers;
pub mod phrases;
pub mod periods;
pub mod recurrence;
mod table;
pub mod words;

pub use actors::Actors;
pub use deadlines::Deadlines;
pub use periods::Periods;
pub use recurrence::Rhythms;
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
    /// Words that open a sentence behind a heading.
    pub openers: Words<Box<str>>,
    /// Fixed phrases of the frame of a notice.
    pub phrases: phrases::Phrases,
    /// Words of dates and periods.
    pub periods: Periods,
    /// Words around deadlines and phases.
    pub deadlines: Deadlines,
    /// Words of rhythms.
    pub rhythms: Rhythms,
    /// Words of those who act.
    pub actors: Actors,
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
            periods: Periods::load(),
            deadlines: Deadlines::load(),
            rhythms: Rhythms::load(),
            actors: Actors::load(),
            labels: labels::load(),
            furniture: furniture::Furniture::load(),
            genres: genres::load(),
            openers: openers::load(),
            phrases: phrases::Phrases::load(),
        }
    }
}
