//! Fractions: 百分之九十五, 三分之一, 1/3.

use super::Quantity;
use super::measure;
use super::numeral;
use super::scan::{bare, is_measure};
use crate::lexicon::Lexicon;
use crate::lexicon::measures::MeasureKind;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// 百分之九十五, 百分之80, 千分之三.
pub(super) fn percent_words<'a>(lexicon: &'a Lexicon, text: &str) -> Option<Quantity<'a>> {
    let (skip, base, code) = fraction_of(text)?;
    let numeral = numeral::read(text.get(skip..)?, |rest| is_measure(lexicon, rest))?;
    let mut quantity = bare(numeral.value, skip + numeral.len);
    quantity.measure = Cow::Borrowed(base);
    quantity.code = code.map(Cow::Borrowed);
    quantity.vague = numeral.vague;
    quantity.kind = Some(MeasureKind::Ratio);
    Some(quantity)
}

/// 百分之, 千分之, 万分之 and the measure that they stand for.
fn fraction_of(text: &str) -> Option<(usize, &'static str, Option<&'static str>)> {
    let forms = [
        ("百分之", "%", Some("%")),
        ("千分之", "‰", Some("[ppth]")),
        ("万分之", "‱", Some("10*-4")),
    ];
    let (word, base, code) = forms.into_iter().find(|(word, ..)| text.starts_with(word))?;
    Some((word.len(), base, code))
}

/// N分之M: the quotient, as exact as a decimal can be.
pub(super) fn in_words(text: &str, below: &numeral::Numeral) -> Option<(Decimal, usize)> {
    let rest = text.get(below.len..)?.strip_prefix("分之")?;
    let above = numeral::read(rest, |_| false)?;
    let value = above.value.checked_div(below.value)?;
    Some((value, below.len + "分之".len() + above.len))
}

/// 1/3, 7/12 at byte `at`. Not 2019/2/10, 08/08, 3/4号线, 24/7小时.
pub(super) fn with_stroke<'a>(lexicon: &Lexicon, text: &str, at: usize) -> Option<Quantity<'a>> {
    let rest = text.get(at..)?;
    let above = term(rest, 3)?;
    let rest = rest.get(above.len()..)?.strip_prefix('/')?;
    let below = term(rest, 4)?;
    let after = rest.get(below.len()..)?;
    if !stands_alone(text.get(..at)?, after) || measure::simple(lexicon, after).is_some() {
        return None;
    }
    let value = above.parse::<Decimal>().ok()?.checked_div(below.parse().ok()?)?;
    Some(bare(value, above.len() + 1 + below.len()))
}

/// Digits without a zero before them.
fn term(text: &str, longest: usize) -> Option<&str> {
    let len = text.bytes().take(longest + 1).take_while(u8::is_ascii_digit).count();
    let digits = text.get(..len)?;
    ((1..=longest).contains(&len) && !digits.starts_with('0')).then_some(digits)
}

/// True where the fraction is no part of a code, a date or a decimal.
fn stands_alone(before: &str, after: &str) -> bool {
    let joins = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '+');
    let mut back = before.chars().rev();
    let free = match back.next() {
        Some('-') => back.next().is_none_or(|c| !joins(c)),
        Some('第') => false,
        last => last.is_none_or(|c| !joins(c)),
    };
    free && !after.starts_with(|c: char| joins(c) || c == '-')
}
