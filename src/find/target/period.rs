//! The period of a target, as EDTF, from the words around it.
//!
//! `到2025年,` and `2022年,…;…;` govern what follows in their sentence. 较2023年 names a baseline, not
//! a period.

use crate::lexicon::{Lexicon, Words};
use crate::number;
use crate::span::{TextRange, to_u32};

/// A period that the words name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Period {
    /// Its words.
    pub(super) range: TextRange,
    /// The last year that it covers.
    pub(super) year: i16,
    /// The same in EDTF.
    pub(super) edtf: String,
    /// True for 到2025年, which governs the sentences behind it too.
    pub(super) until: bool,
}

/// All periods named in `range`, in order, without baselines.
pub(super) fn all(lexicon: &Lexicon, text: &str, range: TextRange) -> Vec<Period> {
    let words = range.of(text);
    let mut found = Vec::new();
    let mut next = 0;
    for at in starts(words) {
        if at < next {
            continue;
        }
        let Some((len, year, edtf)) = words.get(at..).and_then(|rest| named(words, at, rest))
        else {
            continue;
        };
        next = at + len;
        if !is_baseline(lexicon, words, at, next) {
            let range = TextRange::new(range.start + to_u32(at), range.start + to_u32(next));
            let until = is_until(words, at, &edtf);
            found.push(Period { range, year, edtf, until });
        }
    }
    found
}

/// Where a year or a plan may begin: each 2, each 五.
fn starts(words: &str) -> impl Iterator<Item = usize> {
    let last = '五'.len_utf8() - 1;
    memchr::memchr2_iter(b'2', 0x94, words.as_bytes()).filter_map(move |at| {
        let start = at.checked_sub(last);
        let plan = start.filter(|start| words.get(*start..).is_some_and(|w| w.starts_with('五')));
        if words.as_bytes().get(at) == Some(&b'2') { Some(at) } else { plan }
    })
}

/// 到2025年, with no month, which would make it the date of one act.
fn is_until(words: &str, at: usize, edtf: &str) -> bool {
    words.get(..at).is_some_and(|before| before.trim_end().ends_with(['到', '至']))
        && edtf.len() == 4
}

/// 较2023年, 在2021年基础上.
fn is_baseline(lexicon: &Lexicon, words: &str, from: usize, to: usize) -> bool {
    let before = words.get(..from).unwrap_or_default().trim_end();
    let after = words.get(to..).unwrap_or_default().trim_start();
    let table = &lexicon.targets;
    let departure = after.starts_with('的') && table.origin.at_end(before).is_some();
    departure
        || table.baseline.at_end(before).is_some()
        || table.baseline_tail.at_start(after).is_some()
}

/// A year, two years with a stroke, or a five-year plan: length, last year, EDTF.
fn named(words: &str, at: usize, rest: &str) -> Option<(usize, i16, String)> {
    if let Some(plan) = rest.strip_prefix("五”").or_else(|| rest.strip_prefix('五')) {
        return five_year_plan(words.get(..at)?, plan, rest.len() - plan.len());
    }
    let before_digit = words.get(..at)?.ends_with(|c: char| c.is_ascii_alphanumeric());
    let first = year(rest).filter(|_| !before_digit)?;
    let after = rest.get(4..)?;
    let (last, len) = match second_year(after) {
        Some((last, len)) => (last, 4 + len),
        None => (first, 4),
    };
    let tail = rest.get(len..)?;
    let tail = tail.strip_prefix('年').or_else(|| tail.strip_prefix("年度"))?;
    let month = (first == last).then(|| month(tail)).flatten();
    let len = rest.len() - tail.len() + month.map_or(0, |(_, len)| len);
    let edtf = match month {
        Some((month, _)) => format!("{first}-{month:02}"),
        None if first == last => first.to_string(),
        None => format!("{first}/{last}"),
    };
    Some((len, last, edtf))
}

fn year(text: &str) -> Option<i16> {
    let digits = text.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    digits.parse().ok().filter(|year| (1980..2100).contains(year))
}

/// `-2027`, `—2027`, `年至2027`: the second year and the bytes up to its end.
fn second_year(text: &str) -> Option<(i16, usize)> {
    let rest = text.strip_prefix('年').unwrap_or(text);
    let rest = rest.trim_start_matches(['-', '—', '~', '–', '至', '到']);
    let stroke = text.len() - rest.len();
    let year = year(rest).filter(|_| stroke > 0 && stroke <= 9)?;
    Some((year, stroke + 4))
}

fn month(text: &str) -> Option<(u8, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let month: u8 = text.get(..digits)?.parse().ok().filter(|month| (1..=12).contains(month))?;
    text.get(digits..)?.starts_with('月').then_some((month, digits + '月'.len_utf8()))
}

/// 十四五: 2021 to 2025. With 末 it is the last year.
fn five_year_plan(before: &str, after: &str, len: usize) -> Option<(usize, i16, String)> {
    let mut back = before.chars().rev();
    let nth = number::digit(back.next()?).filter(|_| back.next() == Some('十'))?;
    let last = 2005 + 5 * i16::try_from(nth).ok()?;
    let first = last - 4;
    let end = after.starts_with('末').then_some('末'.len_utf8());
    let edtf = if end.is_some() { last.to_string() } else { format!("{first}/{last}") };
    Some((len + end.unwrap_or(0), last, edtf))
}

/// The length of the period phrase that `text` begins with: 到2025年底, “十四五”期间, 12月底前.
pub(super) fn at_start(lexicon: &Lexicon, text: &str) -> usize {
    let words = &lexicon.targets;
    let rest = stripped(&words.period_lead, text);
    let Some(after) = plan(rest).or_else(|| date(rest)) else { return 0 };
    text.len() - stripped(&words.period_tail, after).len()
}

/// `text` without the words of `set` that it begins with.
fn stripped<'t>(set: &Words<()>, mut text: &'t str) -> &'t str {
    while let Some((word, ())) = set.at_start(text) {
        text = text.get(word.len()..).unwrap_or_default();
    }
    text
}

/// What follows 十四五 at the start of `text`.
fn plan(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(['“', '"']).strip_prefix('十')?;
    number::digit(rest.chars().next()?)?;
    let rest = rest.get('五'.len_utf8()..)?.strip_prefix('五')?;
    Some(rest.trim_start_matches(['”', '"']))
}

/// What follows a year, a range of years or a month at the start of `text`.
fn date(text: &str) -> Option<&str> {
    if year(text).is_some() {
        let rest = text.get(4..)?;
        let rest = second_year(rest).and_then(|(_, len)| rest.get(len..)).unwrap_or(rest);
        let rest = rest.strip_prefix('年')?;
        return Some(month(rest).and_then(|(_, len)| rest.get(len..)).unwrap_or(rest));
    }
    month(text).and_then(|(_, len)| text.get(len..)).or_else(|| years(text))
}

/// What follows 3年 at the start of `text`.
fn years(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let count = text.len() - rest.len();
    rest.strip_prefix('年').filter(|rest| (1..=2).contains(&count) && rest.starts_with('内'))
}

#[cfg(test)]
mod tests {
    use super::{all, at_start};
    use crate::lexicon::Lexicon;
    use crate::span::TextRange;

    #[test]
    fn periods_are_read() {
        let cases: [(&str, &[&str]); 8] = [
            ("到2025年,总量突破", &["2025"]),
            ("2025—2027年每年", &["2025/2027"]),
            ("2025年6月底前", &["2025-06"]),
            ("“十四五”末", &["2025"]),
            ("“十五五”期间", &["2026/2030"]),
            ("较2023年增长25%,到2026年", &["2026"]),
            ("国发〔2020〕6号", &[]),
            ("在2021年基础上翻番", &[]),
        ];
        for (text, expected) in cases {
            let range = TextRange::from(0..text.len());
            let found = all(Lexicon::builtin(), text, range);
            let found: Vec<_> = found.iter().map(|period| period.edtf.as_str()).collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn period_phrases_are_skipped() {
        let cases = [
            ("到2025年底,全市", "到2025年底"),
            ("2023年12月底前完成", "2023年12月底前"),
            ("“十四五”期间新增", "“十四五”期间"),
            ("6月底前报送", "6月底前"),
            ("新增3个", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(&text[..at_start(Lexicon::builtin(), text)], expected, "{text}");
        }
    }
}
