//! What stands before a number and changes it: a sign, a currency, 第, Latin letters.

use super::{Quantity, Use};
use crate::lexicon::Lexicon;
use crate::lexicon::measures::MeasureKind;
use crate::span::to_u32;
use std::borrow::Cow;

/// The number in the light of the words around it.
pub(super) fn signed<'a>(
    lexicon: &'a Lexicon,
    quantity: Quantity<'a>,
    before: &str,
    after: &str,
) -> Quantity<'a> {
    let mut quantity = quantity;
    let sign = currency(lexicon, &mut quantity, before);
    let before = before.get(..before.len() - sign).unwrap_or_default();
    quantity.used_as = used_as(&quantity, before, after);
    negate(quantity, before)
}

/// ¥5, 港币2960元: the currency, and the bytes it takes. One that contradicts the measure is left.
fn currency<'a>(lexicon: &'a Lexicon, quantity: &mut Quantity<'a>, before: &str) -> usize {
    let Some((sign, currency)) = lexicon.currency_signs.at_end(before) else { return 0 };
    let fits = quantity.measure.is_empty() || matches!(&*quantity.measure, "元" | "圆");
    if !fits && *quantity.measure != *currency.base {
        return 0;
    }
    quantity.measure = Cow::Borrowed(&currency.base);
    quantity.code = Some(Cow::Borrowed(&currency.code));
    quantity.kind = Some(MeasureKind::Money);
    quantity.range = quantity.range.with_start(quantity.range.start - to_u32(sign.len()));
    sign.len()
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
        quantity.range = quantity.range.with_start(quantity.range.start - len);
        quantity.numeral = quantity.numeral.with_start(quantity.range.start);
    }
    quantity
}
