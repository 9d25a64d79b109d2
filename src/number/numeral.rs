//! One numeral: Arabic with magnitudes, Chinese, or both mixed, to an exact decimal.
//!
//! `1,200`, `1 720`, `3.5万`, `2万亿`, `3万5千`, `三千`, `一百二十`, `二〇二五`, `廿五`, `十余`,
//! `10多万`.

use super::Vague;
use super::digits::{digit, is_formal, large, small, tens};
use super::sum::Sum;
use crate::chars::{Sieve, is_han};
use rust_decimal::Decimal;

/// A numeral as read: its value, and the bytes that it took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeral {
    /// The value with all magnitudes.
    pub(super) value: Decimal,
    /// The last magnitude (`万` in `5万`), 1 where there is none.
    pub(super) scale: Decimal,
    /// Bytes read.
    pub(super) len: usize,
    /// 多, 余, 几, 数.
    pub(super) vague: Option<Vague>,
}

/// The largest numeral that is read, in characters; longer runs are codes, not amounts.
const LONGEST: usize = 32;

/// The Han characters that a numeral can begin with.
const STARTS: Sieve = Sieve::of(&[
    '零', '〇', '○', '一', '壹', '二', '两', '贰', '三', '叁', '四', '肆', '五', '伍', '六', '陆',
    '七', '柒', '八', '捌', '九', '玖', '十', '拾', '百', '佰', '千', '仟', '廿', '卅', '几', '数',
    '半', '万',
]);

/// The first place at which a numeral can begin.
pub(super) fn find(text: &str) -> Option<usize> {
    STARTS.find(text, begins)
}

/// True for a character that a numeral can begin with.
pub(super) fn begins(first: char) -> bool {
    first.is_ascii_digit()
        || digit(first).is_some()
        || small(first).is_some()
        || tens(first).is_some()
        // 万 in 万分之.
        || matches!(first, '几' | '数' | '半' | '万')
}

/// Reads the numeral that `text` begins with. `measure_at` says where a measure begins, so that
/// 千 in 3千瓦 is left to its measure.
pub(super) fn read(text: &str, measure_at: impl Fn(&str) -> bool) -> Option<Numeral> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        let (value, len) = arabic(text)?;
        return continued(text, value, len, measure_at);
    }
    if matches!(first, '几' | '数') {
        return several(text, first.len_utf8());
    }
    digit_string(text).or_else(|| chinese(text, measure_at))
}

/// Digits with thousands separators and a decimal point. None for codes such as `1.2.3`.
fn arabic(text: &str) -> Option<(Decimal, usize)> {
    let bytes = text.as_bytes();
    let mut len = digits(bytes, 0);
    if len > 20 {
        return None;
    }
    if len <= 3 {
        while group_follows(bytes, len) {
            len += 4;
        }
    }
    let mut end = len;
    if bytes.get(len) == Some(&b'.') {
        let fraction = digits(bytes, len + 1);
        if fraction > 0 && fraction <= 8 {
            end = len + 1 + fraction;
        }
        if bytes.get(end) == Some(&b'.') && digits(bytes, end + 1) > 0 {
            return None;
        }
    }
    let plain: String = text.get(..end)?.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    Some((plain.parse().ok()?, end))
}

/// The number of ASCII digits from `from` on.
fn digits(bytes: &[u8], from: usize) -> usize {
    bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count()
}

/// True where `,200` or ` 720` follows: exactly three digits.
fn group_follows(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at), Some(b',' | b' ')) && digits(bytes, at + 1) == 3
}

/// Magnitudes after an Arabic numeral: 2万亿, 10多万, 3千瓦 (none), 5百万, 1万2千.
fn continued(
    text: &str,
    value: Decimal,
    len: usize,
    measure_at: impl Fn(&str) -> bool,
) -> Option<Numeral> {
    let mut sum = Sum::from(value);
    let read = run(text, len, &mut sum, measure_at)?;
    Some(Numeral { value: sum.value()?, scale: sum.scale(), len: read.len, vague: read.vague })
}

/// A numeral in Chinese digits.
fn chinese(text: &str, measure_at: impl Fn(&str) -> bool) -> Option<Numeral> {
    if text.starts_with('半') {
        let half = Decimal::new(5, 1);
        let rest = text.get('半'.len_utf8()..)?;
        let numeral = Numeral { value: half, scale: Decimal::ONE, len: 3, vague: None };
        return measure_at(rest).then_some(numeral);
    }
    let mut sum = Sum::default();
    let read = run(text, 0, &mut sum, measure_at)?;
    if read.len == 0 {
        return None;
    }
    let short = sum.short_form().filter(|_| read.ends_in_digit);
    let value = if let Some(value) = short { value } else { sum.value()? };
    Some(Numeral { value, scale: sum.scale(), len: read.len, vague: read.vague })
}

struct Run {
    len: usize,
    vague: Option<Vague>,
    ends_in_digit: bool,
}

/// Adds digits and magnitudes to `sum` until something else comes.
fn run(text: &str, from: usize, sum: &mut Sum, measure_at: impl Fn(&str) -> bool) -> Option<Run> {
    let mut read = Run { len: from, vague: None, ends_in_digit: false };
    for (offset, next) in text.get(from..)?.char_indices().take(LONGEST) {
        let at = from + offset;
        if at < read.len {
            continue;
        }
        let rest = text.get(at..)?;
        if at > 0 && next == '千' && measure_at(rest) {
            break;
        }
        let goes_on = if next.is_ascii_digit() {
            takes_arabic(rest, sum, &mut read, &measure_at)
        } else {
            takes(next, rest, sum, &mut read)
        };
        if goes_on.is_none() {
            break;
        }
    }
    Some(read)
}

/// Takes one character into the numeral; None where the numeral has ended before it.
fn takes(next: char, rest: &str, sum: &mut Sum, read: &mut Run) -> Option<()> {
    if let Some(value) = digit(next) {
        sum.digit(value)?;
    } else if let Some(unit) = small(next) {
        sum.small(unit)?;
    } else if let Some(unit) = large(next) {
        sum.large(unit)?;
    } else if let Some(value) = tens(next) {
        sum.tens(value)?;
    } else if let Some(decimals) = point(rest, sum) {
        read.len += decimals;
        read.ends_in_digit = false;
        return Some(());
    } else {
        read.len += more(rest).filter(|_| read.vague.is_none() && read.len > 0)?;
        read.vague = Some(Vague::More);
        return Some(());
    }
    read.len += next.len_utf8();
    read.ends_in_digit = digit(next).is_some_and(|value| value > 0);
    Some(())
}

/// Arabic digits after a magnitude count smaller ones, 3万5千, 2千5百, or the rest, 1亿72300人. They
/// are another number where neither a magnitude nor a measure follows, or where they are a date:
/// 投资3万|2025年.
fn takes_arabic(
    rest: &str,
    sum: &mut Sum,
    read: &mut Run,
    measure_at: impl Fn(&str) -> bool,
) -> Option<()> {
    let (value, len) = arabic(rest)?;
    let whole = value.fract().is_zero() && !sum.decimal;
    let free = sum.pending.is_none() && read.vague.is_none();
    let smaller = !value.is_zero() && value < sum.scale && !rest.starts_with('0');
    let after = rest.get(len..)?;
    let next = after.chars().next()?;
    let unit = small(next).or_else(|| large(next)).map(Decimal::from);
    let fits = match unit.filter(|_| !measure_at(after)) {
        Some(unit) => unit < sum.scale,
        // One digit or two before a measure are not the rest of a large number.
        None => len > 2 && measure_at(after) && !matches!(next, '年' | '月' | '日' | '号' | '时'),
    };
    (whole && free && smaller && fits).then(|| {
        sum.pending = Some(value);
        read.len += len;
        read.ends_in_digit = false;
    })
}

/// 一点五, 二十点五: adds the decimals, and says how many bytes they took.
fn point(rest: &str, sum: &mut Sum) -> Option<usize> {
    let decimals = rest.strip_prefix('点')?;
    let mut value = sum.pending.or_else(|| (!sum.section.is_zero()).then_some(Decimal::ZERO))?;
    let mut place = Decimal::new(1, 1);
    let mut len = '点'.len_utf8();
    for value_of in decimals.chars().map_while(digit).take(8) {
        value = value.checked_add(place.checked_mul(value_of.into())?)?;
        place = place.checked_mul(Decimal::new(1, 1))?;
        len += 3;
    }
    // 二十点三十分 is a time of day.
    let clock = rest.get(len..)?.starts_with(['十', '拾']);
    if len == 3 || clock {
        return None;
    }
    sum.pending = Some(value);
    sum.decimal = true;
    Some(len)
}

/// 余 and 多 after a numeral. 多 before a verb-like word is left to the caller's measure test.
fn more(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    matches!(first, '余' | '多').then_some(first.len_utf8())
}

/// 数百, 几十万, 数十: the smallest that the words allow.
fn several(text: &str, skip: usize) -> Option<Numeral> {
    let mut sum = Sum::default();
    let mut len = skip;
    for next in text.get(skip..)?.chars().take(4) {
        match (small(next), large(next)) {
            (Some(unit), _) => sum.small(unit)?,
            (_, Some(unit)) if len > skip => sum.large(unit)?,
            (_, Some(unit)) => {
                sum.pending = Some(Decimal::ONE);
                sum.large(unit)?;
            }
            _ => break,
        }
        len += next.len_utf8();
    }
    let value = sum.value()?;
    let vague = Some(Vague::Several);
    (len > skip).then_some(Numeral { value, scale: sum.scale, len, vague })
}

/// 二〇二五: two digits or more without any magnitude.
fn digit_string(text: &str) -> Option<Numeral> {
    let mut value = Decimal::ZERO;
    let mut len = 0;
    let mut count = 0;
    // 两 stands before a measure, never in a string of digits: 八两, 一、二两项.
    let plain = |next: char| digit(next).filter(|_| next != '两');
    for next in text.chars().map_while(plain).take(20) {
        value = value.checked_mul(Decimal::from(10))?.checked_add(next.into())?;
        len += 3;
        count += 1;
    }
    let after = text.get(len..)?.chars().next();
    let magnitude = |c: char| small(c).is_some() || large(c).is_some();
    let goes_on = after.is_some_and(|c| magnitude(c) || c == '点');
    let numeral = Numeral { value, scale: Decimal::ONE, len, vague: None };
    (count >= 2 && !goes_on).then_some(numeral)
}

/// True for one character of the formal digits before a Han character: it is a word or a name,
/// 陆地, 拾起, 伍家岗, unless it counts money.
pub(super) fn is_formal_word(numeral: &str, after: &str) -> bool {
    let mut chars = numeral.chars();
    let formal = chars.next().is_some_and(is_formal) && chars.next().is_none();
    formal && after.chars().next().is_some_and(is_han)
}

#[cfg(test)]
mod tests {
    use super::{Numeral, STARTS, begins, read};
    use crate::number::Vague;

    #[test]
    fn the_sieve_holds_all_that_a_numeral_begins_with() {
        let begin = ('\u{80}'..=char::MAX).filter(|c| begins(*c));
        assert!({ begin }.all(|c| STARTS.may_hold(u32::from(c))));
    }

    fn numeral(text: &str) -> Option<Numeral> {
        read(text, |rest| rest.starts_with("千瓦") || rest.starts_with('年'))
    }

    #[test]
    fn numerals_have_exact_values() {
        let cases = [
            ("1,200家", "1200", 5),
            ("1 720亿元", "172000000000", 8),
            ("0.8", "0.8", 3),
            ("3.5万", "35000", 6),
            ("2万亿元", "2000000000000", 7),
            ("5百万", "5000000", 7),
            ("1千万", "10000000", 7),
            ("三千", "3000", 6),
            ("十", "10", 3),
            ("一百二十", "120", 12),
            ("一百零五", "105", 12),
            ("一百五", "150", 9),
            ("三万五", "35000", 9),
            ("一万二千亿", "1200000000000", 15),
            ("一亿零一十万", "100100000", 18),
            ("二〇二五年", "2025", 12),
            ("六点三", "6.3", 9),
            ("一点五万", "15000", 12),
            ("两", "2", 3),
            ("半年", "0.5", 3),
            ("300千瓦", "300", 3),
            ("3万5千", "35000", 8),
            ("2千5百", "2500", 8),
            ("1亿72300年", "100000000", 4),
            ("1亿2000万", "120000000", 11),
            ("3万2025年", "30000", 4),
            ("3万5千瓦", "30000", 4),
            ("1.2万3千", "12000", 6),
            ("廿五", "25", 6),
            ("二十百货", "20", 6),
            ("一百二十点五", "120.5", 18),
            ("二十点三十分", "20", 6),
            ("八两", "8", 3),
            ("二两项", "2", 3),
            ("1.5.2", "", 0),
        ];
        for (text, value, len) in cases {
            let found = numeral(text).map(|n| (n.value.normalize().to_string(), n.len));
            let expected = (len > 0).then(|| (value.to_owned(), len));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn vague_numerals_say_so() {
        let cases = [
            ("十余个", Vague::More, "10"),
            ("10多万人", Vague::More, "100000"),
            ("3万余户", Vague::More, "30000"),
            ("数百家", Vague::Several, "100"),
            ("几十万", Vague::Several, "100000"),
        ];
        for (text, vague, value) in cases {
            let found = numeral(text).unwrap();
            assert_eq!((found.vague, found.value.to_string()), (Some(vague), value.to_owned()));
        }
        assert_eq!(numeral("数字经济"), None);
        assert_eq!(numeral("几个"), None);
    }
}
