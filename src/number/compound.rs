//! A smaller measure after a larger one: 1元1角5分, 3斤5两, 3公里500米; 半 after a measure: 3斤半.

use super::measure::Reading;
use super::numeral::{self, Numeral};
use crate::chars::is_han;
use crate::lexicon::Lexicon;
use crate::lexicon::measures::{Alone, MeasureKind};
use rust_decimal::Decimal;
use std::borrow::Cow;

/// What the smaller measures add, counted in the base of the larger one, and the bytes they take.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rest {
    pub(super) value: Decimal,
    pub(super) len: usize,
}

/// Smaller measures that may follow each other: 元, 角, 分.
const DEEPEST: usize = 3;

/// The smaller measures at the start of `after`, which follows a number in `measure`.
pub(super) fn rest(lexicon: &Lexicon, measure: &Reading, after: &str) -> Rest {
    let mut rest = Rest::default();
    let mut unit = measure.factor;
    for _ in 0..DEEPEST {
        let Some(next) = part(lexicon, measure, after.get(rest.len..).unwrap_or_default(), unit)
        else {
            break;
        };
        (rest.value, rest.len) = (rest.value + next.value, rest.len + next.len);
        unit = next.unit;
    }
    let after = after.get(rest.len..).unwrap_or_default();
    match ending(measure.kind, after) {
        Some(Ending::Half) => {
            rest.value += unit * Decimal::new(5, 1);
            rest.len += '半'.len_utf8();
        }
        Some(Ending::Whole(len)) => rest.len += len,
        None => {}
    }
    rest
}

struct Part {
    value: Decimal,
    unit: Decimal,
    len: usize,
}

/// 5角, 零壹分: less than one of the measure before it, whose size is `above`.
fn part(lexicon: &Lexicon, whole: &Reading, text: &str, above: Decimal) -> Option<Part> {
    if !text.starts_with(numeral::begins) {
        return None;
    }
    let parts = lexicon.part_measures.of(&whole.base)?;
    let numeral = numeral::read(text, |rest| parts.at_start(rest).is_some())?;
    let (word, factor) = parts.at_start(text.get(numeral.len..)?)?;
    let value = numeral.value.checked_mul(*factor)?;
    let fits = *factor < above && value < above && numeral.vague.is_none();
    fits.then_some(Part { value, unit: *factor, len: numeral.len + word.len() })
}

enum Ending {
    /// 半.
    Half,
    /// 整 and 正 after money.
    Whole(usize),
}

/// 半 and 整 where nothing else follows: not 3家半导体企业, not 5亿元整合资金.
fn ending(kind: MeasureKind, after: &str) -> Option<Ending> {
    let mut chars = after.chars();
    let first = chars.next().filter(|c| matches!(c, '半' | '整' | '正'))?;
    if chars.next().is_some_and(|c| is_han(c) || c.is_ascii_alphanumeric()) {
        return None;
    }
    match (first, kind) {
        ('半', MeasureKind::Size | MeasureKind::Money | MeasureKind::Time) => Some(Ending::Half),
        ('整' | '正', MeasureKind::Money) => Some(Ending::Whole(first.len_utf8())),
        _ => None,
    }
}

/// A smaller measure without the larger one: 5角, 壹分. The digits decide what 角 and 分 are.
pub(super) fn alone<'l>(lexicon: &'l Lexicon, text: &str, number: &Numeral) -> Option<Reading<'l>> {
    let (word, part) = lexicon.part_measures.alone.at_start(text.get(number.len..)?)?;
    let numeral = text.get(..number.len)?;
    let fits = match part.after {
        Alone::Never => false,
        Alone::Formal => numeral.chars().all(super::digits::is_formal),
        Alone::Digits => numeral.chars().all(|c| c.is_ascii_digit() || super::digits::is_formal(c)),
    };
    let next = text.get(number.len + word.len()..)?.chars().next();
    let ends = next.is_none_or(|next| !part.not_before.contains(next));
    let base = Cow::Borrowed(&*part.whole);
    let whole = lexicon.measures.get(&part.whole)?;
    let code = whole.code.as_deref().map(Cow::Borrowed);
    let (factor, kind) = (part.factor, whole.kind);
    (fits && ends).then_some(Reading { len: word.len(), base, code, factor, kind })
}
