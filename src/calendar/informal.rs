//! Points of time in the words of speech: relative (昨天, 下月9日, 半年后), named (国庆节), short (29日,
//! 07年, 八月十五).
//!
//! A notice hardly dates a duty so, and its rules do not read these: [`scan`](super::scan) leaves
//! them out, [`scan_informal`](super::scan_informal) has them.

use super::numeral::{self, digits, is_numeral, small};
use super::point::{self, Field, Point, Relative, Year};
use crate::lexicon::times::{FestivalDay, Festivals, InformalTimes, Length, Part, Side, Step};
use crate::lexicon::{Lexicon, Periods, Words};

/// The tables that the words are looked up in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tables<'a> {
    times: &'a InformalTimes,
    festivals: &'a Festivals,
    periods: &'a Periods,
}

impl<'a> Tables<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            times: &lexicon.informal_times,
            festivals: &lexicon.festivals,
            periods: &lexicon.periods,
        }
    }
}

/// The longest point at the start of `text`, formal or not; the formal one of two equal ones.
pub(super) fn point(tables: Tables, text: &str, before: Option<char>) -> Option<(Point, usize)> {
    let formal = point::point(tables.periods, text, before)
        .map(|(point, len)| in_month(tables, text, point, len));
    if is_inside(before) {
        return formal;
    }
    let others = [
        in_year(tables, text),
        away(tables, text),
        counted(tables, text, before),
        festival(tables, text).map(|(field, len)| (Point::new(Year::Absent, field), len)),
        day_alone(tables, text),
    ];
    formal.into_iter().chain(others.into_iter().flatten()).reduce(longer)
}

fn longer(a: (Point, usize), b: (Point, usize)) -> (Point, usize) {
    if b.1 > a.1 { b } else { a }
}

/// True behind a sign that makes the words a part of a longer number: 一百|二十天.
fn is_inside(before: Option<char>) -> bool {
    before.is_some_and(|ch| is_numeral(ch) || matches!(ch, '百' | '千' | '万' | '亿' | '.'))
}

/// `去年中秋节`, `2021年前两个季度`, `07年`, `2005年08/05`.
fn in_year(tables: Tables, text: &str) -> Option<(Point, usize)> {
    let (year, at) = year(tables, text)?;
    let rest = text.get(at..)?;
    let of = if rest.starts_with('的') { 3 } else { 0 };
    let (mut point, len) = match field(tables, rest.get(of..)?) {
        Some((point, len)) => (point, of + len),
        None => (Point::new(Year::Absent, Field::Year), 0),
    };
    point.year = year;
    Some((point, at + len))
}

/// What stands inside a year.
fn field(tables: Tables, rest: &str) -> Option<(Point, usize)> {
    let plain = point::without_year(tables.periods, rest)
        .map(|(point, len)| in_month(tables, rest, point, len));
    let fields =
        [festival(tables, rest), season(tables, rest), months(tables, rest), slashed(rest)];
    let fields = fields.into_iter().flatten();
    let points = fields.map(|(field, len)| (Point::new(Year::Absent, field), len));
    plain.into_iter().chain(points).reduce(longer)
}

fn year(tables: Tables, text: &str) -> Option<(Year, usize)> {
    if let Some((word, offset)) = tables.times.years.at_start(text) {
        return Some((Year::Offset(*offset), word.len()));
    }
    if text.starts_with('年') {
        return None;
    }
    let formal = point::year(tables.periods, text, None);
    formal.or_else(|| thousands(tables, text)).or_else(|| two_digits(tables, text))
}

/// `两千零四年八月`; 两千年 alone is a length.
fn thousands(tables: Tables, text: &str) -> Option<(Year, usize)> {
    let rest = ["两千", "二千"].iter().find_map(|word| text.strip_prefix(word))?;
    let (value, rest) = match rest.strip_prefix('零') {
        Some(rest) => (rest.chars().next().and_then(numeral::one_to_nine)?, rest.get(3..)?),
        None if rest.starts_with('年') => (0, rest),
        None => small(rest).and_then(|(value, len)| Some((value, rest.get(len..)?)))?,
    };
    let rest = rest.strip_prefix('年')?;
    point::without_year(tables.periods, rest)?;
    Some((Year::Given(2000 + i16::from(value)), text.len() - rest.len()))
}

/// `07年`, `零七年`, `五八年前七个月`. 二三年 and 15年 are lengths unless they have months.
fn two_digits(tables: Tables, text: &str) -> Option<(Year, usize)> {
    let mut chars = text.chars();
    let tens = numeral::year_digit(chars.next()?)?;
    let ones = numeral::year_digit(chars.next()?)?;
    let rest = chars.as_str().strip_prefix('年')?;
    let is_year = tens == 0 || field(tables, rest).is_some();
    let value = tens * 10 + ones;
    let year = if value < 50 { 2000 + value } else { 1900 + value };
    is_year.then_some((Year::Given(year), text.len() - rest.len()))
}

/// `前两个季度`, `后三月`, `首月`, `第三个月` of a year.
fn months(tables: Tables, text: &str) -> Option<(Field, usize)> {
    let times = tables.times;
    if let Some((word, month)) = times.month_of.at_start(text) {
        return Some((Field::Months(*month, *month), word.len()));
    }
    let first = times.first_of.at_start(text).map(|(word, ())| word.len());
    let last = times.last_of.at_start(text).map(|(word, ())| word.len());
    let head = first.or(last).or_else(|| text.starts_with('第').then_some(3))?;
    let (number, number_len) = count(text.get(head..)?)?;
    let (word, each) = times.counted.at_start(text.get(head + number_len..)?)?;
    let each = i32::from(*each);
    let span = i8::try_from(number.checked_mul(each)?).ok().filter(|span| *span <= 12)?;
    let each = i8::try_from(each).ok()?;
    let field = match (first, last) {
        (Some(_), _) => Field::Months(1, span),
        (_, Some(_)) => Field::Months(13 - span, 12),
        _ => Field::Months(span - each + 1, span),
    };
    Some((field, head + number_len + word.len()))
}

/// The `08/05` of `2005年08/05`.
fn slashed(text: &str) -> Option<(Field, usize)> {
    let (month, len) = small(text).filter(|(month, _)| *month <= 12 && digits(text) > 0)?;
    let rest = text.get(len..)?;
    let day_text = rest.strip_prefix(['/', '-', '.']).filter(|rest| digits(rest) > 0)?;
    let (day, day_len) = small(day_text)?;
    let closed = !day_text.get(day_len..)?.starts_with(['/', '-', '.', '月', '%']);
    closed.then_some((Field::Day(month, day), len + 1 + day_len))
}

fn season(tables: Tables, text: &str) -> Option<(Field, usize)> {
    let (word, season) = tables.festivals.seasons.at_start(text)?;
    Some((Field::Season(*season), word.len()))
}

/// `国庆节`; `五一` only where no word goes on from it.
fn festival(tables: Tables, text: &str) -> Option<(Field, usize)> {
    let festivals = tables.festivals;
    if let Some((word, day)) = festivals.names.at_start(text) {
        return Some((Field::Festival(*day), word.len()));
    }
    let (word, day): (&str, &FestivalDay) = festivals.numbers.at_start(text)?;
    ends(tables, text.get(word.len()..)?).then_some((Field::Festival(*day), word.len()))
}

/// True where a short form can end: at punctuation, at the end, before a boundary.
fn ends(tables: Tables, rest: &str) -> bool {
    !rest.starts_with(char::is_alphanumeric)
        || tables.periods.until.at_start(rest).is_some()
        || tables.periods.since.at_start(rest).is_some()
        || point::join(tables.periods, rest).is_some()
        || tables.periods.not_boundary.at_start(rest).is_some()
        || tables.periods.plan.at_start(rest).is_some()
}

/// What may follow a month: `4月前4天`, `上月最后五天`, `6月下半月`, `八月十五`.
fn in_month(tables: Tables, text: &str, point: Point, len: usize) -> (Point, usize) {
    let inside = text.get(len..).and_then(|rest| month_part(tables, rest));
    let at_month = match point.field {
        Field::Month(_) => true,
        Field::Relative(Relative::At(length)) => length.step == Step::Month,
        _ => false,
    };
    if point.part.is_some() || !at_month {
        return (point, len);
    }
    if let Some((part, part_len)) = inside {
        return (Point { part: Some(part), ..point }, len + part_len);
    }
    let bare = text.get(len..).and_then(|rest| bare_day(tables, rest));
    match (point.field, bare) {
        (Field::Month(month), Some((day, day_len))) => {
            (Point { field: Field::Day(month, day), ..point }, len + day_len)
        }
        _ => (point, len),
    }
}

fn month_part(tables: Tables, text: &str) -> Option<(Part, usize)> {
    let times = tables.times;
    if let Some((word, (first, last))) = times.half_months.at_start(text) {
        return Some((Part::Days(*first, *last), word.len()));
    }
    let first = times.first_of.at_start(text).map(|(word, ())| word.len());
    let last = times.last_of.at_start(text).map(|(word, ())| word.len());
    let head = first.or(last)?;
    let (number, len) = count(text.get(head..)?)?;
    let number = i8::try_from(number).ok().filter(|number| (1..=31).contains(number))?;
    let (unit, _) =
        times.units.at_start(text.get(head + len..)?).filter(|(_, step)| **step == Step::Day)?;
    let part = if first.is_some() { Part::Days(1, number) } else { Part::Last(number) };
    Some((part, head + len + unit.len()))
}

/// The 十五 of 八月十五: two numerals or more, and no word that they count.
fn bare_day(tables: Tables, text: &str) -> Option<(i8, usize)> {
    let (day, len) = small(text).filter(|(_, len)| digits(text) == 0 && *len >= 6)?;
    ends(tables, text.get(len..)?).then_some((day, len))
}

/// `20天后`, `5天前`, `半年之后`, `17天内`, `未来2个月`, `上2个月`.
fn away(tables: Tables, text: &str) -> Option<(Point, usize)> {
    let times = tables.times;
    let ahead = head(&times.next, text).and_then(|at| beside(times, text, at));
    if let Some((length, len)) = ahead {
        return Some((relative(Relative::Next(length)), len));
    }
    let back = head(&times.last, text).and_then(|at| beside(times, text, at));
    if let Some((length, len)) = back {
        return Some((relative(Relative::Last(length)), len));
    }
    let (length, len) = length(times, text)?;
    let (relative_to, tail) = tail(tables, length, text.get(len..)?)?;
    let same_words = text.get(..len)?.ends_with('日') && tail.is_before;
    (!same_words).then_some((relative(relative_to), len + tail.len))
}

/// What follows a length and how long it is.
struct Tail {
    len: usize,
    is_before: bool,
}

fn tail(tables: Tables, length: Length, rest: &str) -> Option<(Relative, Tail)> {
    let times = tables.times;
    let (past, future) =
        (Length { count: length.count.checked_neg()?, ..length }, Relative::At(length));
    let other = tables.periods.not_boundary.at_start(rest).is_some();
    if let Some((_, side)) = times.open.at_start(rest) {
        let is_before = *side == Side::Before;
        let relative = if is_before { Relative::At(past) } else { future };
        return Some((relative, Tail { len: 0, is_before }));
    }
    if other {
        return None;
    }
    if let Some((word, ())) = times.within.at_start(rest) {
        return Some((Relative::Within(length), Tail { len: word.len(), is_before: false }));
    }
    if let Some((word, ())) = times.after.at_start(rest) {
        return Some((future, Tail { len: word.len(), is_before: false }));
    }
    let (word, ()) = times.before.at_start(rest)?;
    Some((Relative::At(past), Tail { len: word.len(), is_before: true }))
}

fn relative(relative: Relative) -> Point {
    Point::new(Year::Absent, Field::Relative(relative))
}

fn head(words: &Words<()>, text: &str) -> Option<usize> {
    words.at_start(text).map(|(word, ())| word.len())
}

/// The length behind 未来, and 内 behind it.
fn beside(times: &InformalTimes, text: &str, at: usize) -> Option<(Length, usize)> {
    let rest = text.get(at..)?;
    let (length, len) = length(times, rest)?;
    let inside = times.within.at_start(rest.get(len..)?).map_or(0, |(word, ())| word.len());
    Some((length, at + len + inside))
}

/// `20天`, `两个月`, `半年`.
fn length(times: &InformalTimes, text: &str) -> Option<(Length, usize)> {
    if let Some((word, length)) = times.lengths.at_start(text) {
        return Some((*length, word.len()));
    }
    let (count, len) = count(text)?;
    let (unit, step) = times.units.at_start(text.get(len..)?)?;
    // 2024年内 is a year.
    let sound = *step != Step::Year || count < 1000;
    sound.then_some((Length { count, step: *step }, len + unit.len()))
}

/// A number of units, up to 9999 in digits and 31 in words.
fn count(text: &str) -> Option<(i32, usize)> {
    match digits(text) {
        0 if text.starts_with('两') => Some((2, 3)),
        0 => small(text).map(|(value, len)| (i32::from(value), len)),
        len @ 1..=4 => Some((text.get(..len)?.parse().ok()?, len)),
        _ => None,
    }
}

/// `本月`, `下月9日`, `下周三`, `昨天`, `月底`, `周末`.
fn counted(tables: Tables, text: &str, before: Option<char>) -> Option<(Point, usize)> {
    let times = tables.times;
    if before.is_some_and(|ch| is_in(&tables.periods.not_before_year, ch)) {
        return None;
    }
    let Some((word, at)) = times.at.at_start(text) else {
        return weekday_alone(tables, text).or_else(|| month_alone(tables, text, before));
    };
    let rest = text.get(word.len()..)?;
    match at.step {
        Step::Month => Some(of_month(tables, text, *at, word.len())),
        Step::Week => {
            let (field, len) = match weekday(rest, at.count) {
                Some((relative, len)) => (relative, len),
                None => (Relative::At(*at), 0),
            };
            Some((relative(field), word.len() + len))
        }
        _ => Some((relative(Relative::At(*at)), word.len())),
    }
}

fn of_month(tables: Tables, text: &str, at: Length, len: usize) -> (Point, usize) {
    let rest = text.get(len..).unwrap_or_default();
    if let Some((day, day_len)) = point::day(tables.periods, rest) {
        return (relative(Relative::DayOfMonth(at.count, day)), len + day_len);
    }
    let mut point = relative(Relative::At(at));
    if let Some((part, part_len)) = point::part(tables.periods, rest) {
        point.part = Some(part);
        return (point, len + part_len);
    }
    in_month(tables, text, point, len)
}

/// `星期三`, `周末`: of the week of the reference.
fn weekday_alone(tables: Tables, text: &str) -> Option<(Point, usize)> {
    let (word, ()) = tables.times.weekdays.at_start(text)?;
    let (field, len) = weekday(text.get(word.len()..)?, 0)?;
    Some((relative(field), word.len() + len))
}

fn weekday(rest: &str, weeks: i32) -> Option<(Relative, usize)> {
    let sign = rest.chars().next()?;
    let day = match sign {
        '末' => return Some((Relative::Weekend(weeks), 3)),
        '日' | '天' => 7,
        _ => numeral::one_to_nine(sign).filter(|day| *day <= 6)?,
    };
    Some((Relative::Weekday(weeks, day), 3))
}

/// `月底`, `月初`: of the month of the reference.
fn month_alone(tables: Tables, text: &str, before: Option<char>) -> Option<(Point, usize)> {
    let rest = text.strip_prefix('月')?;
    let free = before.is_none_or(|ch| !ch.is_alphanumeric() || matches!(ch, '于' | '在' | '到'));
    let (part, len) = point::part(tables.periods, rest).filter(|_| free)?;
    let mut point = relative(Relative::At(Length { count: 0, step: Step::Month }));
    point.part = Some(part);
    Some((point, 3 + len))
}

fn is_in(words: &Words<()>, ch: char) -> bool {
    words.get(ch.encode_utf8(&mut [0; 4])).is_some()
}

/// `29日`, `12号`: a day of a month that is not named. 12号楼 and 3号令 are none.
fn day_alone(tables: Tables, text: &str) -> Option<(Point, usize)> {
    let (day, len) = small(text)?;
    let rest = text.get(len..)?;
    let after = rest.strip_prefix(['日', '号'])?;
    let is_day = rest.starts_with('日') && digits(text) > 0 || ends(tables, after);
    is_day.then(|| (Point::new(Year::Absent, Field::DayOnly(day)), len + 3))
}

/// The last of `10号,11号,12号` behind the first: a list without a gap is a range.
pub(super) fn days_in_a_row(tables: Tables, text: &str, from: Point) -> Option<(Point, usize)> {
    let Field::Day(_, first) = from.field else { return None };
    let (mut last, mut at) = (first, 0);
    while let Some(rest) = text.get(at..).and_then(|rest| rest.strip_prefix([',', '、'])) {
        let Some((day, len)) = small(rest) else { break };
        let signed = rest.get(len..).is_some_and(|rest| rest.starts_with(['日', '号']));
        if !signed || day != last + 1 || point::without_year(tables.periods, rest).is_some() {
            break;
        }
        let sign = text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        (last, at) = (day, at + sign + len + 3);
    }
    let point = Point { year: Year::Absent, field: Field::DayOnly(last), ..from };
    (last > first).then_some((point, at))
}
