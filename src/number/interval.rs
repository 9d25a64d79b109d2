//! Intervals that words make of numbers: 超过300, 500个以上, 20和30之间, 最多100最少20个.
//!
//! Example: `大于等于0并小于230` lies from 0 to 230. Counter-example: `通过20项`, which bounds
//! nothing. Whether a bound belongs to its interval is not kept.

use super::{Quantity, Use, Vague};
use crate::lexicon::Lexicon;
use crate::lexicon::measures::Side;
use crate::model::Comparator;
use crate::span::{TextRange, to_u32};
use rust_decimal::Decimal;

/// Numbers from `low` to `high`; a missing bound is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interval {
    /// The words, from the first bound to the last.
    pub range: TextRange,
    /// The lower bound.
    pub low: Option<Decimal>,
    /// The upper bound.
    pub high: Option<Decimal>,
    /// The place of its first number among the quantities.
    pub quantity: usize,
}

/// The intervals that the words around `quantities`, found in order in `text`, speak of. Ranges
/// such as 8—10个 are quantities already and not repeated.
#[must_use]
pub fn intervals(lexicon: &Lexicon, text: &str, quantities: &[Quantity]) -> Vec<Interval> {
    let mut found: Vec<Interval> = Vec::new();
    let mut next = 0;
    for (at, quantity) in quantities.iter().enumerate() {
        if at < next || quantity.used_as == Use::Code || quantity.upper.is_some() {
            continue;
        }
        let after = quantities.get(at + 1);
        let both = after.and_then(|after| between(lexicon, text, quantity, after));
        next = if both.is_some() { at + 2 } else { at + 1 };
        let Some(interval) = both.or_else(|| bounded(lexicon, text, quantity)) else { continue };
        let interval = Interval { quantity: at, ..interval };
        match found
            .last_mut()
            .and_then(|last| joined(lexicon, text, last, &interval).map(|both| (last, both)))
        {
            Some((last, both)) => *last = both,
            None => found.push(interval),
        }
    }
    found
}

/// 20和30之间, 第十和第十五之间.
fn between(lexicon: &Lexicon, text: &str, low: &Quantity, high: &Quantity) -> Option<Interval> {
    let words = &lexicon.intervals;
    let gap = TextRange::new(low.range.end, high.range.start).of(text);
    let gap = if high.used_as == Use::Ordinal { gap.strip_suffix('第')? } else { gap };
    words.joiners.get(gap)?;
    let word_at = |at: u32| {
        let (word, ()) = words.between.at_start(text.get(at as usize..)?)?;
        Some(at + to_u32(word.len()))
    };
    // 间 after a bare number counts rooms elsewhere.
    let bare = || low.measure.is_empty().then(|| word_at(high.numeral.end)).flatten();
    let end = word_at(high.range.end).or_else(bare)?;
    let range = TextRange::new(low.range.start, end);
    (low.value < high.value).then_some(Interval {
        range,
        low: Some(low.value),
        high: Some(high.value),
        quantity: 0,
    })
}

/// A number with a word that bounds it.
fn bounded(lexicon: &Lexicon, text: &str, quantity: &Quantity) -> Option<Interval> {
    let before = text.get(..quantity.range.start as usize)?;
    let after = text.get(quantity.range.end as usize..)?;
    let (head, left) = side_before(lexicon, before).unzip();
    let (tail, right) = side_after(lexicon, after).unzip();
    let more = (quantity.vague == Some(Vague::More)).then_some(Side::Low);
    let side = left.or(right).or(more)?;
    let low = matches!(side, Side::Low | Side::Both).then_some(quantity.value);
    let high = matches!(side, Side::High | Side::Both).then_some(quantity.value);
    let start = quantity.range.start - to_u32(head.unwrap_or(0));
    let end = quantity.range.end + to_u32(tail.unwrap_or(0));
    let range = TextRange::new(start, end);
    (side != Side::Neither).then_some(Interval { range, low, high, quantity: 0 })
}

/// 超过, 最多为, 超过了 at the end of `before`: its length and the side.
fn side_before(lexicon: &Lexicon, before: &str) -> Option<(usize, Side)> {
    let words = &lexicon.intervals;
    let particle = words.particles.at_end(before).map_or(0, |(word, ())| word.len());
    let head = before.get(..before.len() - particle)?;
    let own = words.before.at_end(head).map(|(word, side)| (word.len(), Some(*side)));
    let compared = lexicon.targets.before.at_end(head);
    let compared = compared.map(|(word, comparator)| (word.len(), side(*comparator)));
    let (len, side) = own.into_iter().chain(compared).max_by_key(|(len, _)| *len)?;
    Some((len + particle, side?))
}

/// 以上, 或者更多 at the start of `after`.
fn side_after(lexicon: &Lexicon, after: &str) -> Option<(usize, Side)> {
    if let Some((word, side)) = lexicon.intervals.after.at_start(after) {
        return Some((word.len(), *side));
    }
    let (word, comparator) = lexicon.targets.after.at_start(after)?;
    Some((word.len(), side(*comparator)?))
}

fn side(comparator: Comparator) -> Option<Side> {
    match comparator {
        Comparator::Ge | Comparator::Gt => Some(Side::Low),
        Comparator::Le | Comparator::Lt => Some(Side::High),
        _ => None,
    }
}

/// 最多100最少20, 大于等于0并小于230: two open intervals that follow each other and overlap.
fn joined(lexicon: &Lexicon, text: &str, last: &Interval, next: &Interval) -> Option<Interval> {
    let gap = TextRange::new(last.range.end, next.range.start);
    let adjacent = last.range.end <= next.range.start
        && (gap.is_empty() || lexicon.intervals.joiners.get(gap.of(text)).is_some());
    let (low, high) = match (last, next) {
        (
            Interval { low: Some(low), high: None, .. },
            Interval { low: None, high: Some(high), .. },
        )
        | (
            Interval { low: None, high: Some(high), .. },
            Interval { low: Some(low), high: None, .. },
        ) => (*low, *high),
        _ => return None,
    };
    let range = last.range.cover(next.range);
    let (low, high) = (adjacent && low < high).then_some((Some(low), Some(high)))?;
    Some(Interval { range, low, high, quantity: last.quantity })
}

#[cfg(test)]
mod tests {
    use super::intervals;
    use crate::lexicon::Lexicon;
    use crate::number::scan;
    use crate::span::TextRange;

    fn shown(text: &str) -> Vec<String> {
        let lexicon = Lexicon::builtin();
        let found: Vec<_> = scan(lexicon, text, TextRange::from(0..text.len())).collect();
        let bound = |value: Option<rust_decimal::Decimal>| {
            value.map_or(String::new(), |value| value.to_string())
        };
        let show = |i: super::Interval| {
            format!("{}|{}..{}", i.range.of(text), bound(i.low), bound(i.high))
        };
        intervals(lexicon, text, &found).into_iter().map(show).collect()
    }

    #[test]
    fn words_bound_numbers() {
        let cases = [
            ("负荷超过300且等于15", &["超过300|300..", "等于15|15..15"][..]),
            ("价格超过了一千", &["超过了一千|1000.."]),
            ("人数最多为5", &["最多为5|..5"]),
            ("500个以上", &["500个以上|500.."]),
            ("五百或者更多的产品", &["五百或者更多|500.."]),
            ("位于20和30之间", &["20和30之间|20..30"]),
            ("20元和30元之间", &["20元和30元之间|20..30"]),
            ("在第十和第十五之间", &["十和第十五之间|10..15"]),
            ("10000与20000间", &["10000与20000间|10000..20000"]),
            ("最多100最少20个", &["最多100最少20个|20..100"]),
            ("大于等于0并小于230.5", &["大于等于0并小于230.5|0..230.5"]),
            ("大于50小于12", &["大于50|50..", "小于12|..12"]),
            ("三十万多亿", &["三十万多亿|30000000000000.."]),
            ("不超过3天", &["不超过3天|..3"]),
            ("通过20项", &[]),
            ("建设8—10个", &[]),
            ("稳定在5%左右", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
