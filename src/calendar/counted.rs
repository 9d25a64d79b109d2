//! The days of informal points, counted from a reference day.

use super::anchor::Anchor;
use super::point::{Field, Point, Relative, Year};
use super::resolve::Edge;
use crate::lexicon::Moving;
use crate::lexicon::times::{FestivalDay, Length, Step};
use jiff::Span;
use jiff::civil::Date;

/// Years that a day without a year is looked for in: 29 February comes back within eight.
const AHEAD: i16 = 8;

pub(super) fn relative(relative: Relative, anchor: Anchor) -> Option<(Edge, Edge)> {
    let today = anchor.day()?;
    match relative {
        Relative::At(length) => at(length, today),
        Relative::Within(length) => days(today, add(today, length)?),
        Relative::Next(length) => days(today, add(today, length)?.yesterday().ok()?),
        Relative::Last(length) => days(add(today, negative(length)?)?, today.yesterday().ok()?),
        Relative::Weekday(weeks, day) => {
            let monday = monday(weeks, today)?;
            let date = add(monday, Length { count: i32::from(day) - 1, step: Step::Day })?;
            days(date, date)
        }
        Relative::Weekend(weeks) => {
            let saturday = add(monday(weeks, today)?, Length { count: 5, step: Step::Day })?;
            days(saturday, saturday.tomorrow().ok()?)
        }
        Relative::DayOfMonth(months, day) => {
            let month = add(today.first_of_month(), Length { count: months, step: Step::Month })?;
            let date = Date::new(month.year(), month.month(), day).ok()?;
            days(date, date)
        }
    }
}

/// The day, week, month or year that lies so far away.
fn at(length: Length, today: Date) -> Option<(Edge, Edge)> {
    match length.step {
        Step::Day => {
            let date = add(today, length)?;
            days(date, date)
        }
        Step::Week => {
            let monday = monday(length.count, today)?;
            days(monday, add(monday, Length { count: 6, step: Step::Day })?)
        }
        Step::Month => {
            let month = add(today.first_of_month(), length)?;
            Some((Edge::month(month), Edge::month(month.last_of_month())))
        }
        Step::Quarter => {
            let first = Date::new(today.year(), (today.month() - 1) / 3 * 3 + 1, 1).ok()?;
            let first = add(first, length)?;
            let last = add(first, Length { count: 2, step: Step::Month })?.last_of_month();
            Some((Edge::month(first), Edge::month(last)))
        }
        Step::Year => {
            let year = add(today.first_of_year(), length)?;
            Some((Edge::year(year), Edge::year(year.last_of_year())))
        }
    }
}

fn monday(weeks: i32, today: Date) -> Option<Date> {
    let back = i32::from(today.weekday().to_monday_zero_offset());
    let count = weeks.checked_mul(7)?.checked_sub(back)?;
    add(today, Length { count, step: Step::Day })
}

fn negative(length: Length) -> Option<Length> {
    Some(Length { count: length.count.checked_neg()?, ..length })
}

fn add(date: Date, length: Length) -> Option<Date> {
    let span = match length.step {
        Step::Day => Span::new().try_days(length.count),
        Step::Week => Span::new().try_weeks(length.count),
        Step::Month => Span::new().try_months(length.count),
        Step::Quarter => Span::new().try_months(length.count.checked_mul(3)?),
        Step::Year => Span::new().try_years(length.count),
    };
    date.checked_add(span.ok()?).ok()
}

#[allow(clippy::unnecessary_wraps, reason = "has the shape of the other results")]
fn days(first: Date, last: Date) -> Option<(Edge, Edge)> {
    Some((Edge::day(first), Edge::day(last)))
}

/// A named day. Without a year it is the next one from the reference day on.
pub(super) fn festival(
    day: FestivalDay,
    year: i16,
    point: Point,
    anchor: Anchor,
) -> Option<(Edge, Edge)> {
    let date = in_year(day, year)?;
    let today = anchor.day().filter(|_| point.year == Year::Absent);
    let is_over = today.is_some_and(|today| date < today);
    let date = if is_over { in_year(day, year.checked_add(1)?)? } else { date };
    days(date, date)
}

fn in_year(day: FestivalDay, year: i16) -> Option<Date> {
    match day {
        FestivalDay::Fixed(month, day) => Date::new(year, month, day).ok(),
        FestivalDay::Moving(moving, after) => {
            add(moving.in_year(year)?, Length { count: i32::from(after), step: Step::Day })
        }
    }
}

/// From the solar term that a season begins with to the day before the next season.
pub(super) fn season(season: Moving, year: i16) -> Option<(Edge, Edge)> {
    let next = match season {
        Moving::Spring => Moving::Summer.in_year(year),
        Moving::Summer => Moving::Autumn.in_year(year),
        Moving::Autumn => Moving::Winter.in_year(year),
        _ => Moving::Spring.in_year(year.checked_add(1)?),
    };
    days(season.in_year(year)?, next?.yesterday().ok()?)
}

/// A day that its year or month lacks, 29日 in February: the next one that there is.
pub(super) fn next_existing(point: Point, anchor: Anchor) -> Option<Date> {
    let today = anchor.day().filter(|_| point.year == Year::Absent)?;
    match point.field {
        Field::Day(month, day) => {
            let year = today.year();
            (year..=year.saturating_add(AHEAD)).find_map(|year| Date::new(year, month, day).ok())
        }
        Field::DayOnly(day) => (0..3).find_map(|count| {
            let month = add(today.first_of_month(), Length { count, step: Step::Month })?;
            Date::new(month.year(), month.month(), day).ok()
        }),
        _ => None,
    }
}
