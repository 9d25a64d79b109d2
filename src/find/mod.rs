//! Stage 7: from the words of one passage to findings, one folder a kind, one file a rule.
//!
//! Rules do not call rules. They see one [`Passage`] and the lexicon through [`Context`]; where two
//! findings want the same words, the written order decides: that of the rules in the table of their
//! kind, and that of the kinds in [`settle`].

pub(crate) mod duty;
pub(crate) mod group;
pub(crate) mod milestone;
mod ranges;
#[cfg(test)]
mod raw_text;
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

/// A rule of a table of rules with what runs it. The order of the table decides who is asked first, and
/// who has words that two want.
pub(crate) struct Runs<F: 'static> {
    pub(crate) rule: &'static Rule,
    pub(crate) find: F,
}

/// The rules of a table.
fn of<F>(table: &'static [Runs<F>]) -> impl Iterator<Item = &'static Rule> {
    table.iter().map(|runs| runs.rule)
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

/// Every rule that the record's `rule` fields can name: those of the tables that run.
pub(crate) fn rules() -> impl Iterator<Item = &'static Rule> {
    std::iter::once(&outline::RULE)
        .chain(responsibility::rules())
        .chain(duty::rules())
        .chain([&table::row::RULE])
        .chain(commitment::rules())
        .chain(milestone::rules())
        .chain(group::rules())
        .chain(commitment::screen::rules())
}
