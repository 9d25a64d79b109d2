//! Finds the numbers of a range, from left to right.

use super::measure::{self, Reading};
use super::numeral::{self, Numeral};
use super::{Quantity, Use, Vague};
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
pub fn read_at<'a>(lexicon: &'a Lexicon, text: &'a str, at: usize) -> Option<Quantity<'a>> {
    let rest = text.get(at..)?;
    let quantity = percent_words(lexicon, rest).or_else(|| amount(lexicon, rest))?;
    Some(placed(quantity, text, at))
}

impl<'a> Iterator for Quantities<'a> {
    type Item = Quantity<'a>;

    fn next(&mut self) -> Option<Quantity<'a>> {
        while self.at < self.end {
            let rest = self.text.get(self.at..self.end)?;
            let begin = self.at + rest.find(numeral::begins)?;
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
fn placed<'a>(mut quantity: Quantity<'a>, text: &str, at: usize) -> Quantity<'a> {
    let offset = to_u32(at);
    let moved = |range: TextRange| TextRange::new(range.start + offset, range.end + offset);
    quantity.range = moved(quantity.range);
    quantity.numeral = moved(quantity.numeral);
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(quantity.range.end as usize..).unwrap_or_default();
    quantity.used_as = used_as(&quantity, before, after);
    negate(quantity, before)
}

fn used_as(quantity: &Quantity, before: &str, after: &str) -> Use {
    let latin = |c: char| c.is_ascii_alphanumeric();
    let after_latin =
        quantity.measure.is_empty() && after.starts_with(|c: char| latin(c) || c == '+');
    let mut back = before.chars().rev();
    let code = match back.next() {
        Some('第') => return Use::Ordinal,
        Some('-' | '/' | '.' | '_' | '+') => back.next().is_some_and(latin),
        Some(last) => latin(last),
        None => false,
    };
    if code || after_latin { Use::Code } else { Use::Cardinal }
}

/// 负三, -3%. A stroke after a word is a dash.
fn negate<'a>(mut quantity: Quantity<'a>, before: &str) -> Quantity<'a> {
    let mut back = before.chars().rev();
    let sign = back.next().filter(|c| matches!(c, '-' | '负'));
    let alone = sign == Some('负') || back.next().is_none_or(|c| !c.is_alphanumeric());
    if sign.is_some() && alone && quantity.used_as == Use::Cardinal {
        quantity.value = -quantity.value;
        let len = to_u32(sign.map_or(0, char::len_utf8));
        quantity.range.start -= len;
        quantity.numeral.start -= len;
    }
    quantity
}

/// A plain number or a range of numbers.
fn amount<'a>(lexicon: &'a Lexicon, text: &str) -> Option<Quantity<'a>> {
    let read_numeral =
        |text: &str| numeral::read(text, |rest| measure::simple(lexicon, rest).is_some());
    let low = neighbours(lexicon, text).or_else(|| read_numeral(text).map(|low| (low, None)))?;
    let (low, high) = low;
    if let Some((value, len)) = measure::common_fraction(text, &low) {
        return Some(bare(value, len));
    }
    let measure = text.get(low.len..).and_then(|rest| measure::read(lexicon, rest));
    if let Some(high) = high {
        return Some(with_measure(low.len, measure, &low, Some(high)));
    }
    let low_len = low.len + measure.as_ref().map_or(0, |m| m.len);
    range_after(lexicon, text, &low, measure.as_ref(), low_len)
        .or_else(|| Some(with_measure(low.len, measure, &low, None)))
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
    let high = numeral::read(after, |rest| measure::simple(lexicon, rest).is_some())?;
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

/// 1-5万: the magnitude of the second number holds for the first, where that keeps the order.
fn scaled(low: &Numeral, high: &Numeral) -> Decimal {
    let inherits = low.scale == Decimal::ONE && high.scale > low.scale;
    let scaled = low.value.checked_mul(high.scale).filter(|value| inherits && *value < high.value);
    scaled.unwrap_or(low.value)
}

/// The length of the sign between the ends of a range.
fn dash(text: &str) -> Option<usize> {
    let len =
        |c: char| matches!(c, '-' | '~' | '—' | '–' | '―' | '至' | '到').then(|| c.len_utf8());
    let first = len(text.chars().next()?)?;
    let double = text.starts_with("——").then_some("——".len());
    Some(double.unwrap_or(first))
}

/// 两三个, 七八十: two digits that follow each other.
fn neighbours(lexicon: &Lexicon, text: &str) -> Option<(Numeral, Option<Decimal>)> {
    let mut chars = text.chars();
    let (first, second) = (chars.next()?, chars.next()?);
    let (low, high) = (numeral::digit(first)?, numeral::digit(second)?);
    if low == 0 || high != low + 1 || chars.next().is_some_and(|c| numeral::digit(c).is_some()) {
        return None;
    }
    let rest = text.get(first.len_utf8()..)?;
    let upper = numeral::read(rest, |rest| measure::simple(lexicon, rest).is_some())?;
    let len = first.len_utf8() + upper.len;
    let after = text.get(len..)?;
    let counted = upper.scale > Decimal::ONE || measure::simple(lexicon, after).is_some();
    let value = upper.value.checked_sub(upper.scale)?;
    counted.then_some((Numeral { value, len, ..upper }, Some(upper.value)))
}

/// 百分之九十五, 百分之80, 千分之三.
fn percent_words<'a>(lexicon: &'a Lexicon, text: &str) -> Option<Quantity<'a>> {
    let (skip, base, code) = measure::fraction_of(text)?;
    let numeral =
        numeral::read(text.get(skip..)?, |rest| measure::simple(lexicon, rest).is_some())?;
    let mut quantity = bare(numeral.value, skip + numeral.len);
    quantity.measure = Cow::Borrowed(base);
    quantity.code = code.map(Cow::Borrowed);
    quantity.vague = numeral.vague;
    quantity.kind = Some(MeasureKind::Ratio);
    Some(quantity)
}

fn bare<'a>(value: Decimal, len: usize) -> Quantity<'a> {
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
    let (extra, len) = (quantity.range.end, to_u32(measure.len));
    quantity.range.end = extra + len;
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
