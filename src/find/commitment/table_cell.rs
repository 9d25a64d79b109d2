//! A cell of a table of indicators: the number that the indicator of its row is to reach.
//!
//! The row says what is measured, a cell or a bracket in what, the name of the column by when.

use super::{TargetFinding, period};
use crate::find::table::ValueCell;
use crate::find::{Context, Rule};
use crate::model::{Comparator, Modality};
use crate::names::recognise::note_start;
use crate::number::{self, Quantity, Use};
use crate::span::TextRange;
use rust_decimal::Decimal;

pub(super) const RULE: Rule = Rule {
    id: "target/table-cell",
    finds: "the number in a column of goals, in a row of a table that names an indicator",
    example: "指标名称|单位|2025年目标|责任单位 ⏎ 节水灌溉面积|亩|3000|市水利局",
    counter_example: "指标名称|单位|2024年实际|责任单位 ⏎ 节水灌溉面积|亩|1200|市水利局",
};

/// True where the cell is a number: no other rule reads it, even where it is of a year that has passed.
pub(super) fn reads(context: &Context, value: &ValueCell) -> bool {
    number(context, value.number).is_some()
}

pub(super) fn find(
    context: &Context,
    paragraph: usize,
    value: &ValueCell,
) -> Option<TargetFinding> {
    let (quantity, comparator) = number(context, value.number)?;
    let period = value.time.and_then(|time| period::all(context, time, None).pop());
    let year = period.as_ref().and_then(|period| period.year);
    if year.zip(context.issued_on).is_some_and(|(year, issued)| year < issued.year()) {
        return None;
    }
    let stated = quantity.measure.is_empty().then(|| measure(context, value)).flatten();
    // 2万 in a column of 万亩: which of the two magnitudes counts is not known.
    let own = !quantity.numeral.of(context.text).is_ascii();
    if own && stated.as_ref().is_some_and(|(factor, ..)| *factor > Decimal::ONE) {
        return None;
    }
    let own = || {
        (Decimal::ONE, quantity.measure.to_string(), quantity.code.as_deref().map(str::to_owned))
    };
    let (factor, base, code) = stated.unwrap_or_else(own);
    Some(TargetFinding {
        range: value.number,
        paragraph,
        indicator: without_measure(context, value.indicator),
        shared: None,
        action: None,
        comparator,
        value: quantity.value.checked_mul(factor)?,
        upper: quantity.upper.and_then(|upper| upper.checked_mul(factor)),
        measure: base,
        measure_code: code,
        number: quantity.range,
        period: period.map(|period| period.edtf),
        modality: Modality::Plan,
        part_of: None,
        per: None,
        rule: RULE.id,
    })
}

/// The number that the cell is, with what bounds it before or behind.
fn number<'c>(context: &Context<'c>, cell: TextRange) -> Option<(&'c Quantity<'c>, Comparator)> {
    let [quantity] = context.marks.quantities(cell) else { return None };
    let comparator = comparator(context, cell, quantity)?;
    (quantity.used_as == Use::Cardinal).then_some((quantity, comparator))
}

/// What one of the numbers is: as the cell of measures says, else a bracket behind the indicator,
/// `灌溉面积(万亩)`.
fn measure(context: &Context, value: &ValueCell) -> Option<(Decimal, String, Option<String>)> {
    let known = |words: &str| number::one_of(context.lexicon, words);
    let own = value.measure.and_then(|cell| known(cell.of(context.text)));
    own.or_else(|| known(bracket(value.indicator.of(context.text))?))
}

fn bracket(words: &str) -> Option<&str> {
    let inside = &words[note_start(words)?..];
    let mut chars = inside.chars();
    chars.next();
    chars.next_back();
    Some(chars.as_str())
}

fn without_measure(context: &Context, indicator: TextRange) -> TextRange {
    let words = indicator.of(context.text);
    let is_measure =
        bracket(words).is_some_and(|words| number::one_of(context.lexicon, words).is_some());
    match note_start(words).filter(|_| is_measure) {
        Some(at) => indicator.within(0, at).trim(context.text),
        None => indicator,
    }
}

fn comparator(context: &Context, cell: TextRange, quantity: &Quantity) -> Option<Comparator> {
    let words = &context.lexicon.targets;
    let before = cell.with_end(quantity.range.start.max(cell.start)).of(context.text).trim();
    let after = cell.with_start(quantity.range.end.min(cell.end)).of(context.text).trim();
    match (before, after) {
        ("", "") if quantity.upper.is_some() => Some(Comparator::Range),
        ("", "") => Some(Comparator::Eq),
        (before, "") => words.before.get(before).copied(),
        ("", after) => words.after.get(after).copied(),
        _ => None,
    }
}
