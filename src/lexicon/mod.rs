//! Words as data: every list of Chinese words is in `lexicon/*.csv`.
//!
//! A word has one row for each of its classes, which [`classes`] lists. The stages see words through views, with
//! one field for each class. [`Lexicon`] holds all views. Extraction takes the lexicon as an argument;
//! [`Lexicon::builtin`] is the one in the program. How words are used is not known here.

mod asset;
mod class;
pub(crate) mod clauses;
mod cues;
mod furniture;
mod lunar_days;
pub(crate) mod measures;
pub(crate) mod organisation;
mod own;
pub(crate) mod page;
mod particles;
mod table_heads;
pub(crate) mod targets;
pub(crate) mod times;
mod traditional;
mod words;

pub use class::{Class, Meaning, classes};
pub(crate) use furniture::Furniture;
pub(crate) use lunar_days::Moving;
pub use own::{OwnRows, OwnTable, RowError};
pub(crate) use table_heads::{Column, HeadNoun, TableWords};
pub(crate) use times::{Actors, Deadlines, Periods, Rhythms};
pub(crate) use traditional::Traditional;
pub(crate) use words::Words;

use class::Source;
pub(crate) use cues::{Cues, Mark};
use measures::Currencies;
use once_cell::sync::{Lazy, OnceCell};
use organisation::NoteWords;
use particles::Particles;
use sha2::{Digest, Sha256};

/// All words that the stages know.
#[derive(Debug)]
pub struct Lexicon {
    /// Revision of the tables, part of a record's edition.
    pub revision: u32,
    /// Labels and verbs of responsibility clauses.
    pub(crate) clause_words: clauses::ClauseWords,
    /// Words of rules that a document states on its clauses.
    pub(crate) conventions: clauses::Conventions,
    /// Headings and verbs of duty lists.
    pub(crate) duty_words: clauses::DutyWords,
    /// Words of leading groups.
    pub(crate) group_words: clauses::GroupWords,
    /// Words of lists of units.
    pub(crate) list_words: clauses::ListWords,
    /// Kinds of places that name no body by themselves.
    pub(crate) bare_kinds: Words<()>,
    /// Names of what a file says about itself.
    pub(crate) facts: Words<page::FieldName>,
    /// Labels of page headers.
    pub(crate) labels: Words<page::FieldName>,
    /// Words of the page around a notice.
    pub(crate) furniture: Furniture,
    /// What a document can be called.
    pub(crate) genres: Words<page::Genre>,
    /// Words that open the first sentence of a document.
    pub(crate) openings: Words<()>,
    /// Words that open a sentence behind a heading.
    pub(crate) openers: Words<Box<str>>,
    /// Headings of whole sections.
    pub(crate) before_opener: Words<()>,
    pub(crate) headings: Words<()>,
    /// Fixed phrases of the frame of a notice.
    pub(crate) phrases: page::Phrases,
    /// Words of dates and periods.
    pub(crate) periods: Periods,
    /// Words of times that are counted from the day of speaking.
    pub(crate) informal_times: times::InformalTimes,
    /// Named days.
    pub(crate) festivals: times::Festivals,
    /// Words around deadlines and phases.
    pub(crate) deadlines: Deadlines,
    /// Words of rhythms.
    pub(crate) rhythms: Rhythms,
    /// Words of those who act.
    pub(crate) actors: Actors,
    /// Names of organisations and places.
    pub(crate) organisations: organisation::Organisations,
    /// What numbers count.
    pub(crate) measures: Words<measures::Measure>,
    /// 角 and 分 of 元.
    pub(crate) part_measures: measures::PartMeasures,
    /// ¥ and 港币 before an amount.
    pub(crate) currency_signs: Words<measures::Currency>,
    /// Words that make an interval of numbers.
    pub(crate) intervals: measures::IntervalWords,
    /// Words of the bracket notes after names.
    pub(crate) unit_notes: Words<organisation::NoteSays>,
    /// Names of the columns of task tables.
    pub(crate) table_heads: Words<Column>,
    /// Words of task tables.
    pub(crate) table_words: TableWords,
    /// Simplified twins of traditional characters.
    pub(crate) traditional: Traditional,
    /// Words of grammar.
    pub(crate) particles: Particles,
    /// Words around numeric commitments.
    pub(crate) targets: targets::TargetWords,
    fingerprint: String,
    cues: OnceCell<Cues>,
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

    /// The words that are marked wherever they stand.
    pub(crate) fn cues(&self) -> &Cues {
        self.cues.get_or_init(|| Cues::of(self))
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
            before_opener: page.before_opener,
            headings: page.headings,
            phrases: page::Phrases::load(source),
            organisations: organisation::Organisations::load(&own.units, source),
            openings: page.openings,
            measures: measures::load(&own.measures),
            part_measures: measures::parts(),
            currency_signs: Currencies::load(source).signs,
            intervals: measures::IntervalWords::load(source),
            unit_notes: notes,
            table_heads: page.table_heads,
            table_words: TableWords::load(source),
            traditional: Traditional,
            particles: Particles::load(source),
            targets: targets::TargetWords::load(source),
            cues: OnceCell::new(),
        }
    }
}

fn fingerprint(own: &OwnRows) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("gongwen lexicon {REVISION}\n"));
    own.hash(&mut hash);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
