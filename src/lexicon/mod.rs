//! Words as data: everything that is a list of Chinese words stands in `lexicon/*.csv`.
//!
//! One module a table; [`Lexicon`] holds them all. Extraction takes the lexicon as an argument, so
//! another one can be used; [`Lexicon::builtin`] is the one that the program carries.

pub mod actors;
pub mod deadlines;
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
        }
    }
}
