//! Numeric commitments: how many, how much, by what share.

use super::{Context, Passage};
use crate::diagnostic::Notes;
use crate::model::{Comparator, Modality, RuleId};
use crate::span::TextRange;
use rust_decimal::Decimal;

/// A number that somebody is committed to.
#[derive(Clone, Debug)]
pub struct TargetFinding {
    /// Indicator, verb and number together.
    pub range: TextRange,
    /// Which of the passage's paragraphs it stands in.
    pub paragraph: usize,
    /// What is counted.
    pub indicator: TextRange,
    /// The verb.
    pub action: Option<TextRange>,
    /// How the value bounds the indicator.
    pub comparator: Comparator,
    /// The number in base units.
    pub value: Decimal,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// The base measure, `元`, `个`, `%`.
    pub measure: String,
    /// UCUM or ISO 4217.
    pub measure_code: Option<String>,
    /// The number with its measure.
    pub number: TextRange,
    /// EDTF.
    pub period: Option<String>,
    /// How firmly.
    pub modality: Modality,
    /// Position of the total in the returned list.
    pub part_of: Option<usize>,
    /// 每月, 每个区.
    pub per: Option<TextRange>,
    /// The rule that found it.
    pub rule: RuleId,
}

/// All targets of a passage, in reading order. Words in `masked` (clauses, dates of issue) hold none.
pub fn find(
    _context: &Context,
    _passage: &Passage,
    _masked: &[TextRange],
    _notes: &mut Notes,
) -> Vec<TargetFinding> {
    Vec::new()
}
