//! Finds the numbers of a range, from left to right.

use super::digits::digit;
use super::fraction;
use super::measure::{self, Reading};
use super::numeral::{self, Numeral};
use super::{Quantity, Use, Vague};
use super::{compound, sign};
use crate::lexicon::Lexicon;
use crate::lexicon::measures::MeasureKind;
use crate::span::{TextRange, to_u32};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// Iterator over the numbers of a range.
#[derive(Clone, Debug)]
pub struct Quantities<'a> {
    lexicon: &'a Lexicon,
    text: &'a str,
    at: usize,
    end: usize,
}

/// Every number in `range`, in order. A number is not cut at the range's end.
#[must_use]
pub fn scan<'a>(lexicon: &'a Lexicon, text: &'a str, range: TextRange) -> Quantities<'a> {
    Quantities { lexicon, text, at: range.start as usize, end: range.end as usize }
}

/// The number that begins at byte `at`.
#[must_use]
pub(crate) fn read_at<'a>(lexicon: &'a Lexicon, text: &'a str, at: usize) -> Option<Quantity<'a>> {
    let rest = text.get(at..)?;
    let quantity = fraction::percent_words(lexicon, rest)
        .or_else(|| fraction::with_stroke(lexicon, text, at))
        .or_else(|| amount(lexicon, rest))?;
    Some(placed(lexicon, quantity, text, at))
}

/// What one of a measure is, magnitude and all: 1 of 万亩 is 10000 亩. Nothing where other words follow.
pub(crate) fn one_of(
    lexicon: &Lexicon,
    measure: &str,
) -> Option<(Decimal, String, Option<String>)> {
    let one = format!("1{}", measure.trim());
    let quantity = read_at(lexicon, &one, 0)?;
    let is_whole = quantity.range.end as usize == one.len() && !quantity.measure.is_empty();
    let code = quantity.code.map(Cow::into_owned);
    is_whole.then(|| (quantity.value, quantity.measure.into_owned(), code))
}

impl<'a> Iterator for Quantities<'a> {
    type Item = Quantity<'a>;

    fn next(&mut self) -> Option<Quantity<'a>> {
        while self.at < self.end {
            let rest = self.text.get(self.at..self.end)?;
            let begin = self.at + numeral::find(rest)?;
            if let Some(quantity) = read_at(self.lexicon, self.text, begin) {
                self.at = quantity.range.end as usize;
                return Some(quantity);
            }
            self.at = begin + skipped(self.text.get(begin..)?);
        }
        None
    }
}

/// How far to go on where no number could be read: past all digits, so that the tail of a code is
/// not read as a number.
fn skipped(rest: &str) -> usize {
    let digits = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    digits.max(rest.chars().next().map_or(1, char::len_utf8))
}

/// A quantity whose ranges begin at zero, before it is put in its place.
fn placed<'a>(
    lexicon: &'a Lexicon,
    mut quantity: Quantity<'a>,
    text: &str,
    at: usize,
) -> Quantity<'a> {
    let offset = to_u32(at);
    let moved = |range: TextRange| TextRange::new(range.start + offset, range.end + offset);
    quantity.range = moved(quantity.range);
    quantity.numeral = moved(quantity.numeral);
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(quantity.range.end as usize..).unwrap_or_default();
    sign::signed(lexicon, quantity, before, after)
}

/// True where a measure begins.
pub(super) fn is_measure(lexicon: &Lexicon, text: &str) -> bool {
    measure::simple(lexicon, text).is_some()
}

/// A plain number or a range of numbers.
fn amount<'a>(lexicon: &'a Lexicon, text: &str) -> Option<Quantity<'a>> {
    let read_numeral = |text: &str| numeral::read(text, |rest| is_measure(lexicon, rest));
    let (low, high) =
        neighbours(lexicon, text).or_else(|| read_numeral(text).map(|low| (low, None)))?;
    if let Some((value, len)) = fraction::in_words(text, &low) {
        let measure = measure::read(lexicon, text.get(len..)?);
        let quotient = Numeral { value, len, scale: Decimal::ONE, vague: None };
        return Some(with_measure(len, measure, &quotient, None));
    }
    let after = text.get(low.len..)?;
    let measure = compound::alone(lexicon, text, &low).or_else(|| measure::read(lexicon, after));
    if let Some(high) = high {
        return Some(with_measure(low.len, measure, &low, Some(high)));
    }
    let counts_money = measure.as_ref().is_some_and(|m| m.kind == MeasureKind::Money);
    if !counts_money && numeral::is_formal_word(text.get(..low.len)?, after) {
        return None;
    }
    let low_len = low.len + measure.as_ref().map_or(0, |m| m.len);
    range_after(lexicon, text, &low, measure.as_ref(), low_len)
        .or_else(|| Some(single(lexicon, text, &low, measure)))
}

/// One number with its measure and the smaller ones after it.
fn single<'a>(
    lexicon: &'a Lexicon,
    text: &str,
    numeral: &Numeral,
    measure: Option<Reading<'a>>,
) -> Quantity<'a> {
    let rest = measure.as_ref().map_or(compound::Rest::default(), |measure| {
        let after = text.get(numeral.len + measure.len..).unwrap_or_default();
        compound::rest(lexicon, measure, after)
    });
    let mut quantity = with_measure(numeral.len, measure, numeral, None);
    quantity.value = quantity.value.checked_add(rest.value).unwrap_or(quantity.value);
    quantity.range = quantity.range.with_end(quantity.range.end + to_u32(rest.len));
    quantity
}

/// 8—10个, 5%-10%, 8个至10个, 1-5万元: the second number and the range that both make.
fn range_after<'a>(
    lexicon: &'a Lexicon,
    text: &str,
    low: &Numeral,
    low_measure: Option<&Reading>,
    low_len: usize,
) -> Option<Quantity<'a>> {
    let rest = text.get(low_len..)?;
    let dash = dash(rest)?;
    let at = low_len + dash;
    let after = text.get(at..)?;
    if !after.starts_with(numeral::begins) {
        return None;
    }
    let high = numeral::read(after, |rest| is_measure(lexicon, rest))?;
    let measure = measure::read(lexicon, after.get(high.len..)?);
    let fits = match (low_measure, &measure) {
        (Some(low), Some(high)) => low.base == high.base,
        (Some(_), None) => false,
        (None, _) => true,
    };
    let value = if low_measure.is_none() { scaled(low, &high) } else { low.value };
    let written = Numeral { value, ..*low };
    let ascending = fits && value < high.value;
    ascending.then(|| with_measure(at + high.len, measure, &written, Some(high.value)))
}

/// 1-5万, 十八至三十万: the magnitude of the second number holds for the first, where that keeps the
/// order.
fn scaled(low: &Numeral, high: &Numeral) -> Decimal {
    let large = Decimal::from(10_000);
    let inherits = if low.scale == Decimal::ONE {
        high.scale > Decimal::ONE
    } else {
        low.scale < large && high.scale >= large
    };
    let scaled = low.value.checked_mul(high.scale).filter(|value| inherits && *value < high.value);
    scaled.unwrap_or(low.value)
}

/// The length of the sign between the ends of a range: `-`, `--`, `——`, 至; 1万(含)-5万元.
fn dash(text: &str) -> Option<usize> {
    let note = if text.starts_with("(含)") { "(含)".len() } else { 0 };
    let mut signs = text.get(note..)?.chars();
    let first = signs.next()?;
    if matches!(first, '至' | '到' | '~') {
        return Some(note + first.len_utf8());
    }
    let stroke = |c: &char| matches!(c, '-' | '—' | '–' | '―');
    let twice = signs.next().filter(|second| *second == first).map_or(0, char::len_utf8);
    stroke(&first).then_some(note + first.len_utf8() + twice)
}

/// 两三个, 七八十: two digits that follow each other.
fn neighbours(lexicon: &Lexicon, text: &str) -> Option<(Numeral, Option<Decimal>)> {
    let mut chars = text.chars();
    let (first, second) = (chars.next()?, chars.next()?);
    let (low, high) = (digit(first)?, digit(second)?);
    if low == 0 || high != low + 1 || chars.next().is_some_and(|c| digit(c).is_some()) {
        return None;
    }
    let rest = text.get(first.len_utf8()..)?;
    let upper = numeral::read(rest, |rest| is_measure(lexicon, rest))?;
    let len = first.len_utf8() + upper.len;
    let after = text.get(len..)?;
    let counted = upper.scale > Decimal::ONE || is_measure(lexicon, after);
    let value = upper.value.checked_sub(upper.scale)?;
    counted.then_some((Numeral { value, len, ..upper }, Some(upper.value)))
}

/// A number without a measure.
pub(super) fn bare<'a>(value: Decimal, len: usize) -> Quantity<'a> {
    let range = TextRange::new(0, to_u32(len));
    Quantity {
        range,
        numeral: range,
        value,
        upper: None,
        measure: Cow::Borrowed(""),
        code: None,
        kind: None,
        vague: None,
        used_as: Use::Cardinal,
    }
}

fn with_measure<'a>(
    numeral_len: usize,
    measure: Option<Reading<'a>>,
    numeral: &Numeral,
    upper: Option<Decimal>,
) -> Quantity<'a> {
    let mut quantity = bare(numeral.value, numeral_len);
    quantity.upper = upper;
    quantity.vague = numeral.vague;
    let Some(measure) = measure else { return quantity };
    quantity.range = quantity.range.with_end(quantity.range.end + to_u32(measure.len));
    quantity.value = quantity.value.checked_mul(measure.factor).unwrap_or(quantity.value);
    quantity.upper = upper.map(|value| value.checked_mul(measure.factor).unwrap_or(value));
    quantity.measure = measure.base;
    quantity.code = measure.code;
    quantity.kind = Some(measure.kind);
    quantity
}

impl Quantity<'_> {
    /// True where the words name no number at all: 数百, 几十.
    #[must_use]
    pub fn is_indefinite(&self) -> bool {
        self.vague == Some(Vague::Several)
    }
}

#[cfg(test)]
mod tests;
