//! From the words of a date to days, once the year is known.

use super::anchor::Anchor;
use super::mention::{Bound, TimeMention};
use super::point::{Field, Point, Relative, Year};
use super::{Interval, counted};
use crate::lexicon::times::Part;
use jiff::civil::Date;

/// The days of a mention, and where its year comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The days.
    pub interval: Interval,
    /// The year that the words leave to the caller, where they do.
    pub inferred_year: Option<i16>,
}

/// A day with the precision that EDTF shows it in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    date: Date,
    precision: Precision,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Precision {
    Year,
    Month,
    Day,
}

impl Edge {
    pub(super) fn day(date: Date) -> Self {
        Self { date, precision: Precision::Day }
    }

    pub(super) fn month(date: Date) -> Self {
        Self { date, precision: Precision::Month }
    }

    pub(super) fn year(date: Date) -> Self {
        Self { date, precision: Precision::Year }
    }

    fn edtf(self) -> String {
        let (year, month) = (self.date.year(), self.date.month());
        match self.precision {
            Precision::Year => format!("{year:04}"),
            Precision::Month => format!("{year:04}-{month:02}"),
            Precision::Day => self.date.to_string(),
        }
    }
}

impl TimeMention {
    /// The days of the words. The anchor stands for what the words do not give, mostly the year;
    /// a mention that needs more than the anchor knows has no days. Dates that no calendar has
    /// (2025年2月30日) have none either.
    #[must_use]
    pub fn resolve(&self, anchor: impl Into<Anchor>) -> Option<Resolved> {
        let anchor = anchor.into();
        let year = anchor.year();
        let (from, to) = self.ends(year)?;
        let first = edges(from.0, from.1, anchor)?.0;
        let last = edges(to.0, to.1, anchor)?.1;
        if last.date < first.date {
            return None;
        }
        let interval = match self.bound {
            Bound::During => between(first, last),
            Bound::Until => {
                Interval { start: None, end: Some(last.date), edtf: format!("../{}", last.edtf()) }
            }
            Bound::Since => Interval {
                start: Some(first.date),
                end: None,
                edtf: format!("{}/..", first.edtf()),
            },
        };
        Some(Resolved { interval, inferred_year: year.filter(|_| self.needs_year()) })
    }

    /// The days of the period itself, whatever bounds it: 2025 for `到2025年`.
    #[must_use]
    pub fn period(&self, anchor: impl Into<Anchor>) -> Option<Interval> {
        Self { bound: Bound::During, ..*self }.resolve(anchor).map(|resolved| resolved.interval)
    }

    /// What the words alone say of a day or month whose year or month they leave open, as
    /// `XXXX-09-08` or `XXXX-XX-29`; of a range within one year, both ends.
    #[must_use]
    pub fn open_edtf(&self) -> Option<String> {
        let from = open(self.from)?;
        let Some(to) = self.to else { return Some(from) };
        let field = match (self.from.field, to.field) {
            (Field::Day(month, _), Field::DayOnly(day)) => Field::Day(month, day),
            (_, field) => field,
        };
        let to = Point { field, ..to };
        let forward = month_of(to) >= month_of(self.from);
        open(to).filter(|_| forward).map(|to| format!("{from}/{to}"))
    }

    /// The year that the words give, if they give one.
    #[must_use]
    pub fn own_year(&self) -> Option<i16> {
        [Some(self.from), self.to].into_iter().flatten().find_map(|point| match point.year {
            Year::Given(year) => Some(year),
            _ => None,
        })
    }

    /// True where the words leave the year to the document.
    #[must_use]
    pub fn needs_year(&self) -> bool {
        match self.from.year {
            Year::Given(_) => false,
            Year::Offset(_) | Year::Next(_) => true,
            Year::Absent => self.own_year().is_none(),
        }
    }

    /// Both ends with their years; a side inherits what only the other one says.
    fn ends(&self, year: Option<i16>) -> Option<((i16, Point), (i16, Point))> {
        let from = self.from;
        let Some(mut to) = self.to else {
            let year = own(from.year, year)?;
            return Some(((year, from), (year, from)));
        };
        to.field = match (to.field, from.field) {
            (Field::DayOnly(day), Field::Day(month, _)) => Field::Day(month, day),
            (Field::DayOnly(day), Field::Relative(Relative::DayOfMonth(months, _))) => {
                Field::Relative(Relative::DayOfMonth(months, day))
            }
            (field, _) => field,
        };
        let wraps = month_of(to) < month_of(from);
        let first = match (from.year, to.year) {
            (Year::Absent, Year::Given(last)) => last.checked_sub(i16::from(wraps))?,
            (known, _) => own(known, year)?,
        };
        let last = match to.year {
            Year::Absent => first.checked_add(i16::from(wraps))?,
            Year::Next(offset) => first.checked_add(offset)?,
            known => own(known, year)?,
        };
        Some(((first, from), (last, to)))
    }
}

/// A day or month without its year.
fn open(point: Point) -> Option<String> {
    if point.part.is_some() || point.year != Year::Absent {
        return None;
    }
    match point.field {
        Field::Month(month) => Some(format!("XXXX-{month:02}")),
        Field::Day(month, day) => Some(format!("XXXX-{month:02}-{day:02}")),
        Field::DayOnly(day) => Some(format!("XXXX-XX-{day:02}")),
        _ => None,
    }
}

fn own(known: Year, year: Option<i16>) -> Option<i16> {
    match known {
        Year::Given(given) => Some(given),
        Year::Offset(offset) | Year::Next(offset) => year?.checked_add(offset),
        Year::Absent => year,
    }
}

/// The first month that a point touches, for ranges that run over the end of a year.
fn month_of(point: Point) -> i8 {
    match point.field {
        Field::Month(month) | Field::Day(month, _) => month,
        Field::Quarters(first, _) => first * 3 - 2,
        Field::Half(half) => half * 6 - 5,
        Field::Months(first, _) => first,
        Field::Plan
        | Field::Year
        | Field::DayOnly(_)
        | Field::Festival(_)
        | Field::Season(_)
        | Field::Relative(_) => 1,
    }
}

fn between(first: Edge, last: Edge) -> Interval {
    let (from, to) = (first.edtf(), last.edtf());
    let edtf = if from == to { from } else { format!("{from}/{to}") };
    Interval { start: Some(first.date), end: Some(last.date), edtf }
}

/// The first and last day of a point in a year.
fn edges(year: i16, point: Point, anchor: Anchor) -> Option<(Edge, Edge)> {
    let (first, last) = match point.field {
        Field::Plan => years(year, 5)?,
        Field::Year => years(year, 1)?,
        Field::Half(half) => months(year, half * 6 - 5, half * 6)?,
        Field::Quarters(first, last) => months(year, first * 3 - 2, last * 3)?,
        Field::Month(month) => months(year, month, month)?,
        Field::Months(first, last) => months(year, first, last)?,
        Field::Day(month, day) => {
            let date = Date::new(year, month, day).ok();
            let edge = Edge::day(date.or_else(|| counted::next_existing(point, anchor))?);
            (edge, edge)
        }
        Field::DayOnly(_) => {
            let edge = Edge::day(counted::next_existing(point, anchor)?);
            (edge, edge)
        }
        Field::Festival(day) => counted::festival(day, year, point, anchor)?,
        Field::Season(season) => counted::season(season, year)?,
        Field::Relative(relative) => counted::relative(relative, anchor)?,
    };
    part_of(point.part, first, last)
}

/// 上旬 of a month; the first month of anything longer.
fn part_of(part: Option<Part>, first: Edge, last: Edge) -> Option<(Edge, Edge)> {
    let (year, month) = (first.date.year(), first.date.month());
    let end = last.date;
    let day = |day: i8| Date::new(year, month, day.min(first.date.days_in_month())).ok();
    match part {
        None => Some((first, last)),
        Some(Part::End) => Some((Edge::day(end), Edge::day(end))),
        Some(Part::Last(days)) => {
            let start = end.day().checked_sub(days)?.checked_add(1)?;
            Some((Edge::day(end.with().day(start).build().ok()?), Edge::day(end)))
        }
        Some(Part::Days(from, to)) if first.date.last_of_month() == end => {
            Some((Edge::day(day(from)?), Edge::day(day(to)?)))
        }
        Some(Part::Days(..)) => months(year, month, month),
    }
}

fn years(year: i16, count: i16) -> Option<(Edge, Edge)> {
    let last = Date::new(year.checked_add(count - 1)?, 12, 31).ok()?;
    Some((Edge::year(Date::new(year, 1, 1).ok()?), Edge::year(last)))
}

fn months(year: i16, first: i8, last: i8) -> Option<(Edge, Edge)> {
    let last = Date::new(year, last, 1).ok()?.last_of_month();
    Some((Edge::month(Date::new(year, first, 1).ok()?), Edge::month(last)))
}
