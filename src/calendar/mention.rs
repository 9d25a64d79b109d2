//! Finds dates and periods in clean text.

use super::informal::{self, Tables};
use super::numeral::{digits, is_numeral};
use super::point::{self, Field, Point, Relative, Year, join};
use crate::chars::Sieve;
use crate::lexicon::times::Part;
use crate::lexicon::{Lexicon, Periods};
use crate::span::TextRange;
use jiff::civil::Date;

/// How the words bound time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// In that time.
    During,
    /// Until its end: 前, 底, 年内.
    Until,
    /// From its start on: 起, 以来.
    Since,
}

/// A word before the date that bounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// No such word.
    Plain,
    /// 到, 至, 截至.
    By,
    /// 不迟于.
    Latest,
    /// 自, 从.
    From,
}

/// A date or period where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeMention {
    /// Its words with what bounds them after it (底前), without what leads it (到).
    pub range: TextRange,
    /// The date, or the first end of a range.
    pub from: Point,
    /// The last end of a range.
    pub to: Option<Point>,
    /// How it bounds time.
    pub bound: Bound,
    /// What leads it.
    pub lead: Lead,
    /// True where a boundary word follows (前, 内, 起), not 底 alone.
    pub bounded: bool,
}

impl TimeMention {
    /// True where 年, 月 or 日 was lost and put back.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.from.damaged || self.to.is_some_and(|to| to.damaged)
    }
}

/// All dates and periods of `range`, from left to right. Times that are counted from the day of
/// speaking, named days and short forms are left out: [`scan_informal`] has them too.
#[must_use]
pub(crate) fn scan(words: &Periods, text: &str, range: TextRange) -> Vec<TimeMention> {
    all(Reader { words, informal: None }, text, range)
}

/// All times of `range`, those in the words of speech among them: 昨天, 下月9日, 半年后, 国庆节, 29日.
#[must_use]
pub fn scan_informal(lexicon: &Lexicon, text: &str, range: TextRange) -> Vec<TimeMention> {
    let informal = Some(Tables::new(lexicon));
    all(Reader { words: &lexicon.periods, informal }, text, range)
}

/// The tables that a scan reads by.
#[derive(Clone, Copy)]
struct Reader<'a> {
    words: &'a Periods,
    informal: Option<Tables<'a>>,
}

impl Reader<'_> {
    /// The next place from `from` on at which a time may begin, and its first character.
    fn next_start(self, part: &str, from: usize) -> Option<(usize, char)> {
        let rest = part.get(from..)?;
        let at = if self.informal.is_some() { 0 } else { STARTS.find(rest, can_start)? };
        Some((from + at, rest.get(at..)?.chars().next()?))
    }

    fn point(self, text: &str, before: Option<char>) -> Option<(Point, usize)> {
        match self.informal {
            Some(tables) => informal::point(tables, text, before),
            None => point::point(self.words, text, before),
        }
    }
}

fn all(reader: Reader, text: &str, range: TextRange) -> Vec<TimeMention> {
    let part = range.of(text);
    let mut found = Vec::new();
    let mut next = 0;
    while let Some((at, ch)) = reader.next_start(part, next) {
        let before = part.get(..at).and_then(|words| words.chars().next_back());
        let len = match at_place(reader, part, at, before) {
            Some((mention, len)) => {
                found.push(TimeMention { range: range.within(at, len), ..mention });
                len
            }
            None => part.get(at..).map_or(0, digits),
        };
        next = at + len.max(ch.len_utf8());
    }
    found
}

/// The complete date that `text` begins with, `2025年4月14日`, `二○二五年四月十四日`, `2025-04-14`,
/// and its length. Words around it, 前 or a range, are left alone.
#[must_use]
pub(crate) fn full_date_at(words: &Periods, text: &str) -> Option<(Date, usize)> {
    let (point, len) = point::point(words, text, None)?;
    let (Year::Given(year), Field::Day(month, day)) = (point.year, point.field) else {
        return None;
    };
    Some((Date::new(year, month, day).ok()?, len))
}

/// The length of the date or period that `text` begins with, a range as a whole, with what bounds
/// it: 2025年3月至9月, 6月底前.
#[must_use]
pub(crate) fn mention_at_start(words: &Periods, text: &str) -> Option<usize> {
    if !text.starts_with(can_start) {
        return None;
    }
    let (_, len) = at_place(Reader { words, informal: None }, text, 0, None)?;
    Some(len)
}

/// The Han characters that [`can_start`] holds.
const STARTS: Sieve = Sieve::of(&[
    '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '\u{3007}', '\u{25CB}',
    '\u{25EF}', '年', '上', '下', '第', '前', '今', '本', '当', '明', '去', '次', '翌', '“',
]);

/// Characters that a date can begin with: digits, numerals and the first signs of 年, 上半年, 第一
/// 季度, 前三季度, 今年 and their like. A cheap sieve; [`point::point`] decides.
fn can_start(ch: char) -> bool {
    ch.is_ascii_digit()
        || is_numeral(ch)
        || matches!(
            ch,
            '年' | '上'
                | '下'
                | '第'
                | '前'
                | '今'
                | '本'
                | '当'
                | '明'
                | '去'
                | '次'
                | '翌'
                | '“'
        )
}

fn at_place(
    reader: Reader,
    part: &str,
    at: usize,
    before: Option<char>,
) -> Option<(TimeMention, usize)> {
    let text = part.get(at..)?;
    let words = reader.words;
    let (from, mut len) = reader.point(text, before)?;
    if starts_inside_number(text, before) {
        return None;
    }
    len += trimmings(words, text.get(len..)?);
    let (to, bound_at) = match range_end(reader, text.get(len..)?, from) {
        Some((to, to_len)) => {
            (Some(to), len + to_len + trimmings(words, text.get(len + to_len..)?))
        }
        None => (None, len),
    };
    let lead = lead(words, part.get(..at)?);
    let (bound, bound_len) = match bound(words, text.get(bound_at..)?, to.unwrap_or(from), lead) {
        // A range has both ends, whatever stands around it: 自3月1日起至5月1日止.
        (Bound::Until, len) if to.is_some() => (Bound::During, len),
        (Bound::Since, 0) if to.is_some() => (Bound::During, 0),
        found => found,
    };
    let bounded = bound_len > 0;
    let range = TextRange::default();
    Some((TimeMention { range, from, to, bound, lead, bounded }, bound_at + bound_len))
}

/// True in the middle of a longer Chinese number: 二十|一月. Runs of ASCII digits are skipped whole.
fn starts_inside_number(text: &str, before: Option<char>) -> bool {
    let chinese = text.chars().next().is_some_and(|ch| is_numeral(ch) && !ch.is_ascii_digit());
    chinese && before.is_some_and(is_numeral)
}

/// What stands between a date and its boundary: a time of day, a day of the week or 含 in brackets.
fn trimmings(words: &Periods, text: &str) -> usize {
    let bracket = text.strip_prefix('(').and_then(|rest| {
        let end = rest.bytes().take(13).position(|byte| byte == b')')?;
        let inside = rest.get(..end)?;
        let day = inside.starts_with("星期") || inside.starts_with('周');
        (day || inside.starts_with('含')).then_some(end + 2)
    });
    let at = bracket.unwrap_or(0);
    let rest = text.get(at..).unwrap_or_default();
    let half = words.day_parts.at_start(rest).map_or(0, |(word, ())| word.len());
    at + rest.get(half..).and_then(clock).map_or(0, |len| half + len)
}

/// `17:00`, `24时`, `18时30分`.
fn clock(text: &str) -> Option<usize> {
    let hour = digits(text);
    let rest = text.get(hour..).filter(|_| matches!(hour, 1 | 2))?;
    let sign = rest.chars().next().filter(|ch| matches!(ch, ':' | '时' | '点'))?;
    let rest = rest.get(sign.len_utf8()..)?;
    let minutes = digits(rest);
    match (sign, minutes) {
        (':', 2) => Some(hour + 3),
        (':', _) => None,
        (sign, 0) => Some(hour + sign.len_utf8()),
        (sign, _) => {
            let minute = if rest.get(minutes..)?.starts_with('分') { minutes + 3 } else { 0 };
            Some(hour + sign.len_utf8() + minute)
        }
    }
}

/// The other end of a range, and its length with what joins it.
fn range_end(reader: Reader, text: &str, from: Point) -> Option<(Point, usize)> {
    let words = reader.words;
    // 自2020年5月26日起至29日止.
    let since = words.since.at_start(text).map_or(0, |(word, ())| word.len());
    let rest = text.get(since..)?;
    let Some(joined) = join(words, rest) else {
        return reader.informal.and_then(|tables| informal::days_in_a_row(tables, text, from));
    };
    let at = since + joined;
    let rest = text.get(at..)?;
    let plain =
        reader.point(rest, Some('至')).filter(|(to, _)| !matches!(to.field, Field::DayOnly(_)));
    let (to, len) = plain.or_else(|| {
        let (day, len) = point::day(words, rest).filter(|_| has_day(from))?;
        let point = Point { year: Year::Absent, field: Field::DayOnly(day), ..from };
        Some((point, len))
    })?;
    Some((to, at + len))
}

fn has_day(point: Point) -> bool {
    matches!(point.field, Field::Day(..) | Field::Relative(Relative::DayOfMonth(..)))
}

fn lead(words: &Periods, head: &str) -> Lead {
    if words.latest.at_end(head).is_some() {
        Lead::Latest
    } else if words.by.at_end(head).is_some() {
        Lead::By
    } else if words.from.at_end(head).is_some() {
        Lead::From
    } else {
        Lead::Plain
    }
}

/// The boundary that follows a date, and its length.
fn bound(words: &Periods, text: &str, last: Point, lead: Lead) -> (Bound, usize) {
    let plain = match (lead, last.part) {
        (Lead::By | Lead::Latest, _) | (Lead::Plain, Some(Part::End)) => Bound::Until,
        (Lead::From, _) => Bound::Since,
        (Lead::Plain, _) => Bound::During,
    };
    let until = words.until.at_start(text).map(|(word, ())| (Bound::Until, word.len()));
    let since = words.since.at_start(text).map(|(word, ())| (Bound::Since, word.len()));
    let found = until.into_iter().chain(since).max_by_key(|(_, len)| *len);
    let other = words.not_boundary.at_start(text).map_or(0, |(word, ())| word.len());
    found.filter(|(_, len)| *len > other).unwrap_or((plain, 0))
}

#[cfg(test)]
mod tests {
    use super::{STARTS, can_start};

    #[test]
    fn the_sieve_holds_all_that_a_date_begins_with() {
        let start = ('\u{80}'..=char::MAX).filter(|c| can_start(*c));
        assert!({ start }.all(|c| STARTS.may_hold(u32::from(c))));
    }
}
