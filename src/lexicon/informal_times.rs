//! Words of times that are counted from the day of speaking: `lexicon/informal_times.csv`.

use super::{Words, table};
use serde::Deserialize;
use serde::de::value::Error;
use serde::de::{DeserializeOwned, IntoDeserializer};

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
}

/// So many units, negative towards the past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// How many.
    pub count: i32,
    /// Of what.
    pub step: Step,
}

/// Which side of a length stays open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// 之前.
    Before,
    /// 之后.
    After,
}

/// The words, by what they do.
#[derive(Clone, Debug)]
pub struct InformalTimes {
    /// 前年: years counted from that of the reference.
    pub years: Words<i16>,
    /// 昨天, 下周, 本月, 上季度.
    pub at: Words<Length>,
    /// 星期, 周 before the number of a day.
    pub weekdays: Words<()>,
    /// 天, 个月.
    pub units: Words<Step>,
    /// 半年.
    pub lengths: Words<Length>,
    /// 后 after a length.
    pub after: Words<()>,
    /// 前 after a length.
    pub before: Words<()>,
    /// 之后 after a length.
    pub open: Words<Side>,
    /// 内 after a length.
    pub within: Words<()>,
    /// 未来 before a length.
    pub next: Words<()>,
    /// 过去 before a length.
    pub last: Words<()>,
    /// 前 before a count inside a period.
    pub first_of: Words<()>,
    /// 最后 before a count inside a period.
    pub last_of: Words<()>,
    /// 首月.
    pub month_of: Words<i8>,
    /// 个月, 个季度 inside a year, in months.
    pub counted: Words<i8>,
    /// 上半月, as first and last day.
    pub half_months: Words<(i8, i8)>,
}

#[derive(Deserialize)]
struct Row {
    word: String,
    kind: Kind,
    value: String,
    #[serde(rename = "reason")]
    _reason: String,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Year,
    At,
    Weekday,
    Unit,
    Length,
    After,
    Before,
    Open,
    Within,
    Next,
    Last,
    FirstOf,
    LastOf,
    MonthOf,
    Counted,
    HalfMonth,
}

const TABLE: &str = include_str!("../../lexicon/informal_times.csv");

impl InformalTimes {
    pub(super) fn load() -> Self {
        let rows = table::rows::<Row>(TABLE);
        Self {
            years: words(&rows, Kind::Year, |value| value.parse().ok()),
            at: words(&rows, Kind::At, length),
            weekdays: words(&rows, Kind::Weekday, |_| Some(())),
            units: words(&rows, Kind::Unit, name),
            lengths: words(&rows, Kind::Length, length),
            after: words(&rows, Kind::After, |_| Some(())),
            before: words(&rows, Kind::Before, |_| Some(())),
            open: words(&rows, Kind::Open, name),
            within: words(&rows, Kind::Within, |_| Some(())),
            next: words(&rows, Kind::Next, |_| Some(())),
            last: words(&rows, Kind::Last, |_| Some(())),
            first_of: words(&rows, Kind::FirstOf, |_| Some(())),
            last_of: words(&rows, Kind::LastOf, |_| Some(())),
            month_of: words(&rows, Kind::MonthOf, |value| value.parse().ok()),
            counted: words(&rows, Kind::Counted, |value| value.parse().ok()),
            half_months: words(&rows, Kind::HalfMonth, days),
        }
    }
}

fn words<T>(rows: &[Row], kind: Kind, value: impl Fn(&str) -> Option<T>) -> Words<T> {
    let rows = rows.iter().filter(|row| row.kind == kind);
    Words::new(rows.filter_map(|row| Some((row.word.as_str(), value(&row.value)?))))
}

/// `-1 month`.
fn length(value: &str) -> Option<Length> {
    let (count, step) = value.split_once(' ')?;
    Some(Length { count: count.parse().ok()?, step: name(step)? })
}

/// `1-15`.
fn days(value: &str) -> Option<(i8, i8)> {
    let (first, last) = value.split_once('-')?;
    Some((first.parse().ok()?, last.parse().ok()?))
}

fn name<T: DeserializeOwned>(value: &str) -> Option<T> {
    T::deserialize(IntoDeserializer::<Error>::into_deserializer(value)).ok()
}

#[cfg(test)]
mod tests {
    use super::{InformalTimes, Row, TABLE, table};
    use std::collections::BTreeSet;

    #[test]
    fn every_row_parses_and_stands_once() {
        let rows = table::rows::<Row>(TABLE);
        table::assert_complete(TABLE, rows.len());
        let keys: BTreeSet<_> = rows.iter().map(|row| (&row.word, row.kind as u8)).collect();
        assert_eq!(keys.len(), rows.len());
        let times = InformalTimes::load();
        let loaded = times.years.len()
            + times.at.len()
            + times.weekdays.len()
            + times.units.len()
            + times.lengths.len()
            + times.after.len()
            + times.before.len()
            + times.open.len()
            + times.within.len()
            + times.next.len()
            + times.last.len()
            + times.first_of.len()
            + times.last_of.len()
            + times.month_of.len()
            + times.counted.len()
            + times.half_months.len();
        assert_eq!(loaded, rows.len());
    }
}
