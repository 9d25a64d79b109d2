//! From when to when a document is in force, as its own words say.

use super::Frame;
use super::date;
use super::resolve::Valued;
use crate::calendar;
use crate::lexicon::Lexicon;
use crate::number;
use crate::span::TextRange;
use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;
use std::ops::Range;

/// How far back a sentence is looked at, in characters.
const SENTENCE: usize = 200;
/// Characters behind 有效期 in which its end stands.
const TERM: usize = 40;
/// The longest term, in years or months.
const LONGEST: i32 = 240;
/// Bytes of the longest name that a document gives itself: 本行动方案.
const OWN: usize = 36;
/// How far 自 stands before 起 at most, in bytes.
const SINCE: usize = 60;

/// The days that 自印发之日起 and 自公布之日起 count from.
#[derive(Clone, Copy)]
pub(super) struct Days<'d> {
    pub(super) issued: Option<&'d Valued<Date>>,
    pub(super) published: Option<&'d Valued<Date>>,
}

/// 自2023年5月1日起施行 or 自印发之日起施行, in the last words up to a byte that say so.
pub(super) fn since(frame: &Frame, end: usize, days: Days) -> Option<Valued<Date>> {
    let text = &frame.tidy.text[..end];
    let effective = &frame.lexicon.phrases.effective;
    let said =
        text.rmatch_indices('起').filter(|(at, _)| effective.at_start(&text[*at..]).is_some());
    { said }.find_map(|(at, _)| {
        let near = text[..at].char_indices().rev().take_while(|(start, _)| at - start < SINCE);
        let (from, _) = { near }.find(|(_, c)| *c == '自')?;
        let start = from + '自'.len_utf8();
        let dated = date::at_start(frame.lexicon, text[start..at].trim_start());
        let dated = dated.map(|(value, len)| (value, start, start + len));
        let (value, start, end) =
            dated.or_else(|| day_of_act(frame.lexicon, text, start..at, days))?;
        Some(Valued { value, range: TextRange::from(start..end) })
    })
}

/// 印发之日, 公布之日: the day that the words stand for, and their place.
fn day_of_act(
    lexicon: &Lexicon,
    text: &str,
    words: Range<usize>,
    days: Days,
) -> Option<(Date, usize, usize)> {
    let end = words.end;
    let words = &text[words];
    let phrases = &lexicon.phrases;
    let issued = phrases.day_of_issue.at_end(words).map(|(word, ())| (word, days.issued));
    let published = || {
        let (word, ()) = phrases.day_of_publication.at_end(words)?;
        Some((word, days.published.or(days.issued)))
    };
    let (word, day) = issued.or_else(published)?;
    Some((day?.value, end - word.len(), end))
}

/// 有效期至2025年12月31日, or 有效期5年 from the first day on: the last day, from the last words up to a byte
/// that say so of the document itself.
pub(super) fn until(frame: &Frame, end: usize, first: Option<Date>) -> Option<Valued<Date>> {
    let text = &frame.tidy.text[..end];
    let phrases = &frame.lexicon.phrases;
    let terms: Vec<(usize, usize)> =
        phrases.term.find_all(text).map(|(at, word, ())| (at, at + word.len())).collect();
    let own = terms.into_iter().rev().filter(|(at, _)| is_own(frame.lexicon, text, *at));
    { own }.find_map(|(_, from)| {
        let near = text[from..].char_indices().nth(TERM).map_or(text.len(), |(at, _)| from + at);
        let sentence = text[from..near].split(['。', ';', '\n']).next().unwrap_or_default();
        last_day(frame.lexicon, sentence, first).map(|(value, words)| {
            let range = TextRange::from(from + words.start..from + words.end);
            Valued { value, range }
        })
    })
}

/// True where the words before 有效期 say whose it is: 本办法, or 自印发之日起施行 in the sentence. A sentence
/// that begins with it speaks of the document, too.
fn is_own(lexicon: &Lexicon, text: &str, at: usize) -> bool {
    let phrases = &lexicon.phrases;
    let before = &text[..at];
    let near = before.char_indices().rev().take(SENTENCE).last().map_or(at, |(start, _)| start);
    let sentence = before[near..].rsplit(['。', ';', '\n']).next().unwrap_or_default();
    let clause = sentence.rsplit([',', '(']).next().unwrap_or_default().trim();
    let document = lexicon.genres.at_end(clause).is_some() && clause.len() <= OWN;
    let named = phrases.own.at_start(clause).is_some() && document;
    let alone = clause.is_empty()
        && (sentence.trim().is_empty() || phrases.effective.find(sentence).is_some());
    // 原《办法》自2019年5月1日起施行,有效期5年: that of another document.
    (named || alone) && !sentence.contains('《')
}

/// The last day that the words behind 有效期 tell, and where: 至2025年12月31日, 为2023年1月1日至2025年12月31日,
/// 5年.
fn last_day(lexicon: &Lexicon, words: &str, first: Option<Date>) -> Option<(Date, Range<usize>)> {
    let lead = words.len() - words.trim_start_matches(is_lead).len();
    let range = TextRange::from(lead..words.len());
    let mention = calendar::scan(&lexicon.periods, words, range).into_iter().next();
    let mention = mention.filter(|mention| mention.range.start as usize == lead);
    if let Some(mention) = mention {
        let resolved = mention.resolve(first.map(Date::year))?;
        let words = mention.range.start as usize..mention.range.end as usize;
        let end = resolved.interval.end.filter(|end| first.is_none_or(|first| first <= *end));
        return end.map(|day| (day, words));
    }
    let span = number::scan(lexicon, words, range).next()?;
    let words = span.range.start as usize..span.range.end as usize;
    (words.start == lead).then_some(())?;
    let whole = span.upper.is_none() && span.value.is_integer();
    let count = span.value.to_i32().filter(|count| whole && (1..=LONGEST).contains(count))?;
    let after = match span.code.as_deref()? {
        "a" => first?.checked_add(count.years()),
        "mo" => first?.checked_add(count.months()),
        _ => return None,
    };
    after.ok()?.yesterday().ok().map(|day| (day, words))
}

/// A sign or a word between 有效期 and what it is: 为, 至, 截至, 暂定.
fn is_lead(c: char) -> bool {
    matches!(c, '为' | '是' | '至' | '到' | '截' | '止' | '自' | '从' | '暂' | '定' | ':' | ' ')
}

#[cfg(test)]
mod tests {
    use super::{Days, Valued, day_of_act};
    use crate::lexicon::Lexicon;
    use crate::span::TextRange;
    use jiff::civil::date;

    #[test]
    fn publication_counts_from_its_own_day_where_that_is_known() {
        let day = |month| Valued { value: date(2024, month, 1), range: TextRange::default() };
        let (issued, published) = (day(3), day(4));
        let effective = |text: &str, issued, published| {
            let days = Days { issued, published };
            day_of_act(Lexicon::builtin(), text, 0..text.len(), days).map(|(day, ..)| day)
        };
        let (issued, published) = (Some(&issued), Some(&published));
        assert_eq!(effective("印发之日", issued, published), Some(date(2024, 3, 1)));
        assert_eq!(effective("公布之日", issued, published), Some(date(2024, 4, 1)));
        assert_eq!(effective("公布之日", issued, None), Some(date(2024, 3, 1)));
        assert_eq!(effective("印发之日", None, published), None);
        assert_eq!(effective("公示之日", issued, published), None);
    }
}
