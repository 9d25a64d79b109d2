//! Quantities as their neighbours show them: what continues a list of ordinals, what a ratio ends, what
//! is a number without a measure, and days that are no date.

use crate::lexicon::Lexicon;
use crate::lexicon::measures::MeasureKind;
use crate::number::{self, Quantity, Use};
use crate::span::{TextRange, to_u32};
use std::borrow::Cow;

/// The quantities of a paragraph.
pub(super) fn read<'l>(
    lexicon: &'l Lexicon,
    text: &'l str,
    paragraph: TextRange,
) -> impl Iterator<Item = Quantity<'l>> {
    let mut ordinal = None;
    let mut term = None;
    let mut end = 0;
    number::scan(lexicon, text, paragraph).filter_map(move |mut quantity| {
        // The 1 of 0.8:1 is part of the ratio.
        if quantity.range.start < end {
            return None;
        }
        if continues(lexicon, text, &quantity, ordinal.as_ref()) {
            quantity.used_as = Use::Ordinal;
        }
        // 十届八次 orders twice.
        if term == Some(quantity.range.start) {
            quantity.used_as = Use::Ordinal;
        }
        term = (quantity.measure == "届").then_some(quantity.range.end);
        let opens = quantity.used_as == Use::Ordinal && !quantity.measure.is_empty();
        ordinal = opens.then(|| (quantity.range.end, quantity.measure.clone()));
        let quantity = as_number(lexicon, text, as_ratio(lexicon, text, quantity));
        let quantity = as_percent(text, as_clock(text, as_days(text, quantity)));
        end = quantity.range.end;
        Some(quantity)
    })
}

/// 第三条、十三条和十四条: an ordinal holds for the list behind it.
fn continues(
    lexicon: &Lexicon,
    text: &str,
    quantity: &Quantity,
    before: Option<&(u32, Cow<'_, str>)>,
) -> bool {
    before.is_some_and(|(end, measure)| {
        let between = TextRange::new(*end, quantity.range.start.max(*end)).of(text);
        *measure == quantity.measure && lexicon.targets.conjunction.get(between.trim()).is_some()
    })
}

/// 比值达到0.8:1: one number, without a measure.
fn as_ratio<'l>(lexicon: &Lexicon, text: &str, mut quantity: Quantity<'l>) -> Quantity<'l> {
    let rest = text.get(quantity.range.end as usize..).unwrap_or_default();
    let one = rest.strip_prefix(":1").or_else(|| rest.strip_prefix("∶1"));
    let ends =
        one.is_some_and(|behind| !behind.starts_with(|c: char| c.is_ascii_digit() || c == '.'));
    let before = text.get(..quantity.range.start as usize).unwrap_or_default();
    let words = &lexicon.targets;
    let demands = |word: &str| words.conditions.get(word).is_none();
    let compared = || words.before.at_end(before).is_some_and(|(word, _)| demands(word));
    if quantity.kind.is_none() && ends && compared() {
        let len = rest.len() - one.map_or(rest.len(), str::len);
        quantity.range = quantity.range.with_end(quantity.range.end + to_u32(len));
        quantity.kind = Some(MeasureKind::Ratio);
    }
    quantity
}

/// 用户数突破170万: a number of users needs no measure.
fn as_number<'l>(lexicon: &Lexicon, text: &str, mut quantity: Quantity<'l>) -> Quantity<'l> {
    let rest = text.get(quantity.range.end as usize..).unwrap_or_default();
    let ends = rest.is_empty() || rest.starts_with([',', '。', ';', '、', ')', '\n']);
    let before = text.get(..quantity.range.start as usize).unwrap_or_default();
    let words = &lexicon.targets;
    let counted = || {
        let (word, _) = words.before.at_end(before)?;
        let head = before.get(..before.len() - word.len())?;
        words.number.at_end(head)
    };
    let numeral = quantity.numeral.of(text);
    let large = numeral.ends_with(['万', '亿']) && quantity.used_as == Use::Cardinal;
    if quantity.kind.is_none() && large && ends && counted().is_some() {
        quantity.kind = Some(MeasureKind::Count);
    }
    quantity
}

/// 1日内: 日 is a day and no date.
fn as_days<'l>(text: &str, mut quantity: Quantity<'l>) -> Quantity<'l> {
    let rest = text.get(quantity.range.end as usize..).unwrap_or_default();
    let within = rest.starts_with('内') || rest.starts_with("以内") || rest.starts_with("之内");
    let before = text.get(..quantity.range.start as usize).unwrap_or_default();
    let month = before.ends_with('月');
    if quantity.kind == Some(MeasureKind::Date) && quantity.measure == "日" && within && !month {
        quantity.kind = Some(MeasureKind::Time);
    }
    quantity
}

/// 8时35分: minutes of the day and no points.
fn as_clock<'l>(text: &'l str, mut quantity: Quantity<'l>) -> Quantity<'l> {
    let before = text.get(..quantity.range.start as usize).unwrap_or_default();
    if quantity.measure == "分" && before.ends_with(['时', '点']) {
        quantity.kind = Some(MeasureKind::Date);
    }
    quantity
}

/// 三分之二: a share without a measure, in per cent.
fn as_percent<'l>(text: &'l str, mut quantity: Quantity<'l>) -> Quantity<'l> {
    let share = quantity.kind.is_none() && quantity.numeral.of(text).contains("分之");
    if let Some(value) = quantity.value.checked_mul(100.into()).filter(|_| share) {
        quantity.value = value.round_dp(2);
        quantity.kind = Some(MeasureKind::Ratio);
        (quantity.measure, quantity.code) = ("%".into(), Some("%".into()));
    }
    quantity
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::lexicon::Lexicon;
    use crate::number::Use;
    use crate::span::TextRange;

    #[test]
    fn neighbours_say_what_a_number_is() {
        let cases = [
            ("第三条、十三条和十四条", "三条:Ordinal 十三条:Ordinal 十四条:Ordinal"),
            ("比值达到0.8:1,", "0.8:1:Cardinal"),
            ("用户数突破170万。", "170万:Cardinal"),
            ("三分之二以上", "三分之二:Cardinal"),
            ("第二批新增3家", "二批:Ordinal 3家:Cardinal"),
        ];
        for (text, expected) in cases {
            let range = TextRange::from(0..text.len());
            let show = |words: TextRange, used: Use| format!("{}:{used:?}", words.of(text));
            let found = read(Lexicon::builtin(), text, range);
            let found: Vec<_> = found.map(|one| show(one.range, one.used_as)).collect();
            assert_eq!(found.join(" "), expected);
        }
    }
}
