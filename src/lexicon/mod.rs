//! Words as data: everything that is a list of Chinese words stands in `lexicon/*.csv`.
//!
//! One module a table; [`Lexicon`] holds them all. Extraction takes the lexicon as an argument, so
//! another one can be used; [`Lexicon::builtin`] is the one that the program carries.

pub mod clause_words;
pub mod conventions;
pub mod duty_words;
pub mod group_words;
pub mod list_words;
pub mod bare_kinds;
pub mod actors;
pub mod deadlines;
pub mod furniture;
pub mod festivals;
pub mod genres;
pub mod informal_times;
pub mod labels;
pub mod openers;
pub mod openings;
pub mod phrases;
pub mod periods;
pub mod recurrence;
pub mod collective;
pub mod conjunction;
pub mod division;
mod org_kind;
pub mod org_not_name;
pub mod org_stem;
pub mod org_suffix;
pub mod organisation;
pub mod own;
pub mod place_level;
pub mod lunar_days;
pub mod measures;
pub mod part_measures;
pub mod currency_signs;
pub mod interval_words;
mod table;
pub mod table_heads;
pub mod traditional;
pub mod unit_note;
pub mod targets;
pub mod words;

pub use actors::Actors;
pub use deadlines::Deadlines;
pub use own::{OwnRows, OwnTable, RowError};
pub use periods::Periods;
pub use recurrence::Rhythms;
pub use words::Words;

use once_cell::sync::Lazy;
use sha2::{Digest, Sha256};

/// All words that the stages know.
#[derive(Debug)]
pub struct Lexicon {
    /// Revision of the tables, part of a record's edition.
    pub revision: u32,
    /// Labels and verbs of responsibility clauses.
    pub clause_words: clause_words::ClauseWords,
    /// Words of rules that a document states on its clauses.
    pub conventions: conventions::Conventions,
    /// Headings and verbs of duty lists.
    pub duty_words: duty_words::DutyWords,
    /// Words of leading groups.
    pub group_words: group_words::GroupWords,
    /// Words of lists of units.
    pub list_words: list_words::ListWords,
    /// Kinds of places that name no body by themselves.
    pub bare_kinds: Words<()>,
    /// Names of what a file says about itself.
    pub facts: Words<labels::FieldName>,
    /// Labels of page headers.
    pub labels: Words<labels::FieldName>,
    /// Words of the page around a notice.
    pub furniture: furniture::Furniture,
    /// What a document can be called.
    pub genres: Words<genres::Genre>,
    /// Words that open the first sentence of a document.
    pub openings: Words<()>,
    /// Words that open a sentence behind a heading.
    pub openers: Words<Box<str>>,
    /// Fixed phrases of the frame of a notice.
    pub phrases: phrases::Phrases,
    /// Words of dates and periods.
    pub periods: Periods,
    /// Words of times that are counted from the day of speaking.
    pub informal_times: informal_times::InformalTimes,
    /// Named days.
    pub festivals: festivals::Festivals,
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
    pub part_measures: part_measures::PartMeasures,
    /// ¥ and 港币 before an amount.
    pub currency_signs: Words<currency_signs::Currency>,
    /// Words that make an interval of numbers.
    pub intervals: interval_words::IntervalWords,
    /// Words of the bracket notes after names.
    pub unit_notes: Words<unit_note::NoteSays>,
    /// Names of the columns of task tables.
    pub table_heads: Words<table_heads::Column>,
    /// Simplified twins of traditional characters.
    pub traditional: traditional::Traditional,
    /// Words around numeric commitments.
    pub targets: targets::TargetWords,
    fingerprint: String,
}

static BUILTIN: Lazy<Lexicon> = Lazy::new(|| Lexicon::load(&OwnRows::default()));

/// Revision of the tables in `lexicon/`.
const REVISION: u32 = 3;

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
        Self {
            revision: REVISION,
            fingerprint: fingerprint(own),
            clause_words: clause_words::ClauseWords::load(&own.roles),
            conventions: conventions::Conventions::load(),
            duty_words: duty_words::DutyWords::load(),
            group_words: group_words::GroupWords::load(),
            list_words: list_words::ListWords::load(),
            bare_kinds: bare_kinds::load(),
            periods: Periods::load(),
            informal_times: informal_times::InformalTimes::load(),
            festivals: festivals::Festivals::load(),
            deadlines: Deadlines::load(),
            rhythms: Rhythms::load(),
            actors: Actors::load(),
            facts: labels::load_facts(),
            labels: labels::load(),
            furniture: furniture::Furniture::load(),
            genres: genres::load(),
            openers: openers::load(),
            phrases: phrases::Phrases::load(),
            organisations: organisation::Organisations::load(&own.units),
            openings: openings::load(),
            measures: measures::load(&own.measures),
            part_measures: part_measures::load(),
            currency_signs: currency_signs::load(),
            intervals: interval_words::load(),
            unit_notes: unit_note::load(),
            table_heads: table_heads::load(),
            traditional: traditional::Traditional::load(),
            targets: targets::load(),
        }
    }
}

fn fingerprint(own: &OwnRows) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("gongwen lexicon {REVISION}\n"));
    own.hash(&mut hash);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
