//! Stage 7: from the words of one passage to findings, one folder a kind, one file a rule.
//!
//! Rules do not call rules. They see one [`Passage`] and the lexicon through [`Context`]; where two
//! findings want the same words, [`settle`] decides by a written order.

pub(crate) mod duty;
pub(crate) mod group;
pub(crate) mod milestone;
mod ranges;
pub(crate) mod responsibility;
pub(crate) mod settle;
pub(crate) mod table;
pub(crate) mod commitment;

pub(crate) use crate::model::{Rule, RuleId, Verdict};
pub(crate) use crate::outline::Passage;

use crate::annotate::Annotations;
use crate::lexicon::Lexicon;
use crate::outline;
use crate::span::TextRange;
use crate::tidy::Row;
use jiff::civil::Date;

/// What a rule may know besides its passage.
#[derive(Clone, Copy, Debug)]
pub struct Context<'t> {
    /// The words.
    pub lexicon: &'t Lexicon,
    /// The whole clean text, for [`crate::span::TextRange::of`].
    pub text: &'t str,
    /// 成文日期, which gives a deadline without a year its year.
    pub issued_on: Option<Date>,
    /// The rows of all tables, in order.
    pub rows: &'t [Row],
    /// The quantities and dates of the text.
    pub marks: &'t Annotations<'t>,
}

/// What a rule says about a quantity or a date of which it makes no finding.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settled {
    /// The words.
    pub(crate) range: TextRange,
    /// What they are.
    pub(crate) verdict: Verdict,
    /// The rule.
    pub(crate) rule: RuleId,
}

/// A rule that says what a quantity or a date is that is nothing to be found.
pub(crate) struct Bar<F> {
    pub(crate) rule: Rule,
    /// What it asks: a function that gives a verdict or none.
    pub(crate) says: F,
}

impl<F> Bar<F> {
    /// What the first of `bars` says that says anything.
    pub(crate) fn first(
        bars: &'static [Self],
        ask: impl Fn(&F) -> Option<Verdict>,
    ) -> Option<(Verdict, RuleId)> {
        bars.iter().find_map(|bar| Some((ask(&bar.says)?, bar.rule.id)))
    }
}

/// The rules of all kinds, one table a kind.
const TABLES: &[&[&Rule]] = &[
    &[&outline::RULE],
    responsibility::RULES,
    duty::RULES,
    table::RULES,
    commitment::RULES,
    milestone::RULES,
    group::RULES,
];

/// Every rule that the record's `rule` fields can name.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    TABLES.iter().copied().flatten().copied().chain(commitment::screen::rules())
}
