//! One date or period in words, `2025年4月中下旬`, with what it leaves open.

use super::numeral::{self, digits, small};
use super::repair::{Repaired, is_modern, repair, repair_month, repair_month_day};
use crate::chars::is_punctuation;
use crate::lexicon::Moving;
use crate::lexicon::Periods;
use crate::lexicon::times::{FestivalDay, Length, Part};
use jiff::civil::Date;

/// The year of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// Written in the words.
    Given(i16),
    /// 今年 is 0, 明年 is 1.
    Offset(i16),
    /// 次年: counted from the year named before.
    Next(i16),
    /// Not in the words; 年底 alone names none either.
    Absent,
}

/// What is named within the year: the precision of the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The five years from the given one.
    Plan,
    /// All of it.
    Year,
    /// 上半年 is 1.
    Half(i8),
    /// From one quarter to another; mostly the same.
    Quarters(i8, i8),
    /// A month.
    Month(i8),
    /// Month and day.
    Day(i8, i8),
    /// A day whose month stands at the other end of a range, or nowhere.
    DayOnly(i8),
    /// From one month to another: 前七个月.
    Months(i8, i8),
    /// A named day.
    Festival(FestivalDay),
    /// A season, by the solar term that it begins with.
    Season(Moving),
    /// Counted from the day of speaking.
    Relative(Relative),
}

/// A time that is counted from a reference day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relative {
    /// The day, week, month or year that lies so far away: 昨天, 本月, 半年后.
    At(Length),
    /// From the day to so much later: 17天内.
    Within(Length),
    /// So much from the day on: 未来2个月.
    Next(Length),
    /// So much up to the day before: 过去2个月.
    Last(Length),
    /// Weeks away, and the day from Monday as 1: 下周三.
    Weekday(i32, i8),
    /// Saturday and Sunday, so many weeks away.
    Weekend(i32),
    /// Months away, and the day: 下月9日.
    DayOfMonth(i32, i8),
}

/// A date or period as the words give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The year.
    pub year: Year,
    /// What is named of it.
    pub field: Field,
    /// 上旬, 底.
    pub part: Option<Part>,
    /// True where 年, 月 or 日 was lost and put back.
    pub damaged: bool,
}

impl Point {
    pub(super) fn new(year: Year, field: Field) -> Self {
        Self { year, field, part: None, damaged: false }
    }

    fn on(date: Date) -> Self {
        Self::new(Year::Given(date.year()), Field::Day(date.month(), date.day()))
    }
}

/// Reads one point at the start of `text`; gives its length too. `before` is the character before.
pub(super) fn point(words: &Periods, text: &str, before: Option<char>) -> Option<(Point, usize)> {
    plan(words, text)
        .or_else(|| numeric(text))
        .or_else(|| squeezed(words, text, before))
        .or_else(|| in_year(words, text, before))
        .or_else(|| without_year(words, text))
}

/// `“十四五”末`: the five years from 1951 + 5 × 14.
fn plan(words: &Periods, text: &str) -> Option<(Point, usize)> {
    let quoted = text.starts_with('“');
    let name = text.strip_prefix('“').unwrap_or(text).strip_prefix('十')?;
    let (units, rest) = match name.chars().next().and_then(numeral::one_to_nine)? {
        5 if quoted && name.starts_with("五”") => (0, name.strip_prefix('五')?),
        units => (units, name.get(3..)?.strip_prefix('五')?),
    };
    let rest = if quoted { rest.strip_prefix('”')? } else { rest };
    let at = text.len() - rest.len();
    let mut point = Point::new(Year::Given(1951 + 5 * (10 + i16::from(units))), Field::Plan);
    if let Some((word, ())) = words.plan.at_start(rest) {
        return Some((point, at + word.len()));
    }
    let (part, len) = part(words, rest).filter(|(part, _)| *part == Part::End)?;
    point.part = Some(part);
    Some((point, at + len))
}

/// `2025-04-14`, `2025.4.14`, `2025/4/14`; a month only where it is padded, `2025-04`.
fn numeric(text: &str) -> Option<(Point, usize)> {
    let year = (digits(text) == 4).then(|| numeral::year(text)).flatten();
    let (year, _) = year.filter(|(year, _)| is_modern(*year))?;
    let sign = text.chars().nth(4).filter(|ch| matches!(ch, '-' | '.' | '/'))?;
    let (month, month_len) = small(text.get(5..)?).filter(|(month, _)| *month <= 12)?;
    let rest = text.get(5 + month_len..)?;
    let day = rest.strip_prefix(sign).filter(|rest| digits(rest) > 0).and_then(small);
    if let Some((day, day_len)) = day
        && let Ok(date) = Date::new(year, month, day)
    {
        return Some((Point::on(date), 5 + month_len + 1 + day_len));
    }
    let alone = !rest.starts_with(['.', '-', '/', '%', '万', '亿', '年', '月'])
        && digits(text.get(5..)?) == 2
        && month_len == 2;
    alone.then(|| (Point::new(Year::Given(year), Field::Month(month)), 7))
}

/// `20253月`, `2025414日`, `320日前`: only where one reading exists.
fn squeezed(words: &Periods, text: &str, before: Option<char>) -> Option<(Point, usize)> {
    let (run, rest) = text.split_at_checked(digits(text))?;
    let (mut point, len) = match (run.len(), rest.chars().next()?) {
        (3..=4, '日') => return month_and_day(words, (run, rest), before),
        (5..=8, '月') => {
            let (year, month) = repair_month(run)?;
            let (point, len) = with_part(words, rest, Field::Month(month), 3);
            (Point { year: Year::Given(year), ..point }, len)
        }
        (5..=8, '日') => {
            let Repaired::One(date) = repair(run, None) else { return None };
            (Point::on(date), 3)
        }
        _ => return None,
    };
    point.damaged = true;
    Some((point, run.len() + len))
}

/// `320日前`: 120日内 is a length, so 前 must follow, and before it may stand nothing but what leads
/// a date.
fn month_and_day(
    words: &Periods,
    (run, rest): (&str, &str),
    before: Option<char>,
) -> Option<(Point, usize)> {
    let led = before.is_none_or(|ch| is_punctuation(ch) || matches!(ch, '于' | '在' | '至' | '到'));
    let (until, ()) = words.until.at_start(rest.get(3..)?)?;
    // A leap year: 29 February is a day of some year.
    let Repaired::One(date) = repair_month_day(run, 2024, None) else { return None };
    let field = Field::Day(date.month(), date.day());
    let point = Point { damaged: true, ..Point::new(Year::Absent, field) };
    (led && until.ends_with('前')).then_some((point, run.len() + 3))
}

/// A point that names its year, `2025年4月`, `明年三季度`, `年底`.
fn in_year(words: &Periods, text: &str, before: Option<char>) -> Option<(Point, usize)> {
    let (year, at) = year(words, text, before)?;
    let rest = text.get(at..)?;
    let (mut point, len) = match without_year(words, rest) {
        Some(found) => found,
        None => whole_year(words, rest),
    };
    point.year = year;
    let sound = !text.starts_with('年') || bare_year_says_something(words, rest, point);
    sound.then_some((point, at + len))
}

/// 年 without a year before it names a time in 年底 and 年内 only.
fn bare_year_says_something(words: &Periods, rest: &str, point: Point) -> bool {
    let bounded =
        || words.until.at_start(rest).is_some() && words.not_boundary.at_start(rest).is_none();
    point.field == Field::Year && (point.part.is_some() || bounded())
}

fn whole_year(words: &Periods, rest: &str) -> (Point, usize) {
    let mut point = Point::new(Year::Absent, Field::Year);
    // 2023年中央 is no middle of a year.
    let found = part(words, rest).filter(|_| !rest.starts_with(['中', '上', '下']));
    point.part = found.map(|(part, _)| part);
    (point, found.map_or(0, |(_, len)| len))
}

pub(super) fn year(words: &Periods, text: &str, before: Option<char>) -> Option<(Year, usize)> {
    if let Some((word, offset)) = words.years.at_start(text) {
        return Some((Year::Offset(*offset), word.len()));
    }
    if let Some((word, offset)) = words.next_years.at_start(text) {
        return Some((Year::Next(*offset), word.len()));
    }
    if text.starts_with('年') {
        let before =
            before.filter(|ch| numeral::is_numeral(*ch) || is_in(&words.not_before_year, *ch));
        return before.is_none().then_some((Year::Absent, 3));
    }
    if let Some(found) = short_year(text) {
        return Some(found);
    }
    let (value, len) = numeral::year(text)?;
    let rest = text.get(len..)?;
    if let Some(rest) = rest.strip_prefix('年') {
        let degree = if rest.starts_with('度') { 3 } else { 0 };
        return Some((Year::Given(value), len + 3 + degree));
    }
    let other = join(words, rest).and_then(|at| rest.get(at..))?;
    let (_, other_len) = numeral::year(other)?;
    other.get(other_len..)?.starts_with('年').then_some((Year::Given(value), len))
}

/// `23年12月`: two digits are a year only where a month or quarter follows; `15年` is a length.
fn short_year(text: &str) -> Option<(Year, usize)> {
    let rest = text.get(2..).filter(|_| digits(text) == 2)?.strip_prefix('年')?;
    let month =
        || small(rest).is_some_and(|(_, len)| rest.get(len..).is_some_and(|r| r.starts_with('月')));
    let value: i16 = text.get(..2).filter(|_| month() || quarter(rest).is_some())?.parse().ok()?;
    let century = if value < 50 { 2000 } else { 1900 };
    Some((Year::Given(century + value), 5))
}

fn is_in(words: &crate::lexicon::Words<()>, ch: char) -> bool {
    words.get(ch.encode_utf8(&mut [0; 4])).is_some()
}

/// A point without year: `上半年`, `第三季度`, `6月上旬`, `4月8日`, and the `4` of `4—10月`.
pub(super) fn without_year(words: &Periods, text: &str) -> Option<(Point, usize)> {
    if let Some((word, half)) = words.halves.at_start(text) {
        return Some(with_part(words, text, Field::Half(*half), word.len()));
    }
    if let Some((field, len)) = quarter(text) {
        return Some(with_part(words, text, field, len));
    }
    let (month, len) = small(text).filter(|(month, _)| *month <= 12)?;
    let rest = text.get(len..)?;
    if let Some(rest) = rest.strip_prefix('月') {
        return Some(in_month(words, text, rest, month));
    }
    let other = join(words, rest).and_then(|at| rest.get(at..))?;
    let (_, other_len) = small(other).filter(|(month, _)| *month <= 12)?;
    let is_month = other.get(other_len..)?.starts_with('月');
    is_month.then(|| (Point::new(Year::Absent, Field::Month(month)), len))
}

fn in_month(words: &Periods, text: &str, rest: &str, month: i8) -> (Point, usize) {
    let rest = rest.strip_prefix('份').unwrap_or(rest);
    let at = text.len() - rest.len();
    if let Some((day, len)) = day(words, rest) {
        return (Point::new(Year::Absent, Field::Day(month, day)), at + len);
    }
    with_part(words, text, Field::Month(month), at)
}

/// A day, `8日`, or the `12` of `4月12-19日`.
pub(super) fn day(words: &Periods, text: &str) -> Option<(i8, usize)> {
    let (day, len) = small(text)?;
    let rest = text.get(len..)?;
    if rest.starts_with(['日', '号']) {
        return Some((day, len + 3));
    }
    let other = join(words, rest).and_then(|at| rest.get(at..))?;
    let (_, other_len) = small(other)?;
    other.get(other_len..)?.starts_with(['日', '号']).then_some((day, len))
}

/// `一季度`, `第3季度`, `前三季度`.
fn quarter(text: &str) -> Option<(Field, usize)> {
    let (first, rest) = match text.strip_prefix('前') {
        Some(rest) => (Some(1), rest),
        None => (None, text.strip_prefix('第').unwrap_or(text)),
    };
    let (last, len) = small(rest).filter(|(number, _)| *number <= 4)?;
    let rest = rest.get(len..)?.strip_prefix("季度")?;
    Some((Field::Quarters(first.unwrap_or(last), last), text.len() - rest.len()))
}

fn with_part(words: &Periods, text: &str, field: Field, at: usize) -> (Point, usize) {
    let mut point = Point::new(Year::Absent, field);
    let found = text.get(at..).and_then(|rest| part(words, rest));
    point.part = found.map(|(part, _)| part);
    (point, at + found.map_or(0, |(_, len)| len))
}

pub(super) fn part(words: &Periods, text: &str) -> Option<(Part, usize)> {
    let (word, part) = words.parts.at_start(text)?;
    let rest = text.get(word.len()..)?;
    let other_word =
        words.not_boundary.at_start(text).is_some_and(|(other, ())| other.len() > word.len());
    // 6月中 is the middle of June, 6月中央 is not.
    let half_word =
        word == "中" && rest.starts_with(char::is_alphanumeric) && !rest.starts_with('前');
    (!other_word && !half_word).then_some((*part, word.len()))
}

/// The length of what joins two ends of a range: `—`, `-`, `~`, 至, 到.
pub(super) fn join(words: &Periods, text: &str) -> Option<usize> {
    let is_dash = |ch: &char| matches!(ch, '-' | '~' | '—' | '–' | '―' | '─');
    let dashes: usize = text.chars().take(2).take_while(is_dash).map(char::len_utf8).sum();
    match dashes {
        0 => words.joins.at_start(text).map(|(word, ())| word.len()),
        _ => Some(dashes),
    }
}
