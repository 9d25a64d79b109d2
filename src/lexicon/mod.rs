//! Words as data: everything that is a list of Chinese words stands in `lexicon/*.csv`.
//!
//! A word has a row for each class that it is of; [`classes`] lists these. The stages see words in views,
//! one field a class. [`Lexicon`] holds them all. Extraction takes the lexicon as an argument, so another
//! one can be used; [`Lexicon::builtin`] is the one that the program carries.

mod asset;
mod class;
pub mod clauses;
mod furniture;
mod lunar_days;
pub mod measures;
pub mod organisation;
mod own;
pub mod page;
mod table_heads;
pub mod targets;
pub mod times;
mod traditional;
mod words;

pub use class::{Class, Meaning, class, classes};
pub use furniture::Furniture;
pub use lunar_days::Moving;
pub use own::{OwnRows, OwnTable, RowError};
pub use table_heads::Column;
pub use times::{Actors, Deadlines, Periods, Rhythms};
pub use traditional::Traditional;
pub use words::Words;

use class::Source;
use measures::Currencies;
use once_cell::sync::Lazy;
use organisation::NoteWords;
use sha2::{Digest, Sha256};

/// All words that the stages know.
#[derive(Debug)]
pub struct Lexicon {
    /// Revision of the tables, part of a record's edition.
    pub revision: u32,
    /// Labels and verbs of responsibility clauses.
    pub clause_words: clauses::ClauseWords,
    /// Words of rules that a document states on its clauses.
    pub conventions: clauses::Conventions,
    /// Headings and verbs of duty lists.
    pub duty_words: clauses::DutyWords,
    /// Words of leading groups.
    pub group_words: clauses::GroupWords,
    /// Words of lists of units.
    pub list_words: clauses::ListWords,
    /// Kinds of places that name no body by themselves.
    pub bare_kinds: Words<()>,
    /// Names of what a file says about itself.
    pub facts: Words<page::FieldName>,
    /// Labels of page headers.
    pub labels: Words<page::FieldName>,
    /// Words of the page around a notice.
    pub furniture: Furniture,
    /// What a document can be called.
    pub genres: Words<page::Genre>,
    /// Words that open the first sentence of a document.
    pub openings: Words<()>,
    /// Words that open a sentence behind a heading.
    pub openers: Words<Box<str>>,
    /// Fixed phrases of the frame of a notice.
    pub phrases: page::Phrases,
    /// Words of dates and periods.
    pub periods: Periods,
    /// Words of times that are counted from the day of speaking.
    pub informal_times: times::InformalTimes,
    /// Named days.
    pub festivals: times::Festivals,
    /// Words around deadlines and phases.
    pub deadlines: Deadlines,
    /// Words of rhythms.
    pub rhythms: Rhythms,
    /// Words of those who act.
    pub actors: Actors,
    /// Names of organisations and places.
    pub organisations: organisation::Organisations,
    /// What numbers count.
    pub measures: Words<measures::Measure>,
    /// 角 and 分 of 元.
    pub part_measures: measures::PartMeasures,
    /// ¥ and 港币 before an amount.
    pub currency_signs: Words<measures::Currency>,
    /// Words that make an interval of numbers.
    pub intervals: measures::IntervalWords,
    /// Words of the bracket notes after names.
    pub unit_notes: Words<organisation::NoteSays>,
    /// Names of the columns of task tables.
    pub table_heads: Words<Column>,
    /// Simplified twins of traditional characters.
    pub traditional: Traditional,
    /// Words around numeric commitments.
    pub targets: targets::TargetWords,
    fingerprint: String,
}

static BUILTIN: Lazy<Lexicon> = Lazy::new(|| Lexicon::load(&OwnRows::default()));

/// Revision of the tables and of the rules that read with them: `lexicon/EDITION`.
const REVISION: u32 = asset::REVISION;

impl Lexicon {
    /// The lexicon that the program carries, read once.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// The built-in lexicon with own rows added to it. A row replaces the built-in row of the same
    /// word.
    #[must_use]
    pub fn with_rows(own: &OwnRows) -> Self {
        Self::load(own)
    }

    /// A name for what this lexicon holds: the same for the same revision of the built-in tables
    /// and the same own rows, wherever these came from. Texts that were read with another one must
    /// be read again. SHA-256 in lower-case hex.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// True where a colon behind these words opens the text: 制定如下措施.
    #[must_use]
    pub fn opens_text(&self, words: &str) -> bool {
        let tail = words.char_indices().rev().nth(7).map_or(words, |(at, _)| &words[at..]);
        self.phrases.opens_text.find(tail).is_some()
    }

    fn load(own: &OwnRows) -> Self {
        let words = own.words();
        let source = Source { own: &words };
        let page = page::PageWords::load(source);
        let NoteWords { notes, bare_kinds } = NoteWords::load(source);
        Self {
            revision: REVISION,
            fingerprint: fingerprint(own),
            clause_words: clauses::ClauseWords::load(source),
            conventions: clauses::Conventions::load(source),
            duty_words: clauses::DutyWords::load(source),
            group_words: clauses::GroupWords::load(source),
            list_words: clauses::ListWords::load(source),
            bare_kinds,
            periods: Periods::load(source),
            informal_times: times::InformalTimes::load(source),
            festivals: times::Festivals::load(source),
            deadlines: Deadlines::load(source),
            rhythms: Rhythms::load(source),
            actors: Actors::load(source),
            facts: page.facts,
            labels: page.labels,
            furniture: Furniture::load(source),
            genres: page.genres,
            openers: page.openers,
            phrases: page::Phrases::load(source),
            organisations: organisation::Organisations::load(&own.units, source),
            openings: page.openings,
            measures: measures::load(&own.measures),
            part_measures: measures::parts(),
            currency_signs: Currencies::load(source).signs,
            intervals: measures::IntervalWords::load(source),
            unit_notes: notes,
            table_heads: page.table_heads,
            traditional: Traditional,
            targets: targets::TargetWords::load(source),
        }
    }
}

fn fingerprint(own: &OwnRows) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("gongwen lexicon {REVISION}\n"));
    own.hash(&mut hash);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
