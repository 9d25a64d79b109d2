//! Stage 6: from the words of one passage to findings, one folder a kind, one file a rule.
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

pub(crate) use crate::model::Rule;
pub(crate) use crate::outline::Passage;

use crate::lexicon::Lexicon;
use crate::outline;
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
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    TABLES.iter().copied().flatten().copied()
}
