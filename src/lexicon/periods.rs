//! Words of dates and periods: `lexicon/periods.csv`.

use super::{Words, table};
use serde::Deserialize;

/// The days of a month that a word such as 上旬 means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// From one day to another; a last day of 31 is the end of the month.
    Days(i8, i8),
    /// The last day of the period.
    End,
    /// So many days at its end.
    Last(i8),
}

/// The words that dates are made of, by what they do.
#[derive(Clone, Debug)]
pub struct Periods {
    /// 上旬, 底, 初.
    pub parts: Words<Part>,
    /// 上半年 and 下半年.
    pub halves: Words<i8>,
    /// After a date: until then.
    pub until: Words<()>,
    /// After a date: from then on.
    pub since: Words<()>,
    /// Before a date: until then.
    pub by: Words<()>,
    /// Before a date: then at the latest.
    pub latest: Words<()>,
    /// Before a date: from then on.
    pub from: Words<()>,
    /// Between two dates.
    pub joins: Words<()>,
    /// 今年, 明年: years counted from the document's.
    pub years: Words<i16>,
    /// 次年: years counted from the one just named.
    pub next_years: Words<i16>,
    /// Words that make a following 年 something else than the year of the document.
    pub not_before_year: Words<()>,
    /// Words that begin like a boundary and are none: 前期, 初步, 内蒙古.
    pub not_boundary: Words<()>,
    /// 下午: before the hour.
    pub day_parts: Words<()>,
    /// Words after the name of a five-year plan.
    pub plan: Words<()>,
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
    Part,
    Half,
    Until,
    Since,
    By,
    Latest,
    From,
    Join,
    Year,
    Next,
    NotBeforeYear,
    NotBoundary,
    DayPart,
    Plan,
}

const TABLE: &str = include_str!("../../lexicon/periods.csv");

impl Periods {
    pub(super) fn load() -> Self {
        let rows = table::rows::<Row>(TABLE);
        Self {
            parts: words(&rows, Kind::Part, part),
            halves: words(&rows, Kind::Half, |value| value.parse().ok()),
            until: words(&rows, Kind::Until, nothing),
            since: words(&rows, Kind::Since, nothing),
            by: words(&rows, Kind::By, nothing),
            latest: words(&rows, Kind::Latest, nothing),
            from: words(&rows, Kind::From, nothing),
            joins: words(&rows, Kind::Join, nothing),
            years: words(&rows, Kind::Year, |value| value.parse().ok()),
            next_years: words(&rows, Kind::Next, |value| value.parse().ok()),
            not_before_year: words(&rows, Kind::NotBeforeYear, nothing),
            not_boundary: words(&rows, Kind::NotBoundary, nothing),
            day_parts: words(&rows, Kind::DayPart, nothing),
            plan: words(&rows, Kind::Plan, nothing),
        }
    }
}

fn words<T>(rows: &[Row], kind: Kind, value: impl Fn(&str) -> Option<T>) -> Words<T> {
    Words::new(
        rows.iter()
            .filter(|row| row.kind == kind)
            .filter_map(|row| Some((row.word.as_str(), value(&row.value)?))),
    )
}

fn part(value: &str) -> Option<Part> {
    if value == "end" {
        return Some(Part::End);
    }
    let (first, last) = value.split_once('-')?;
    Some(Part::Days(first.parse().ok()?, last.parse().ok()?))
}

#[allow(clippy::unnecessary_wraps, reason = "has the shape of the other readers of a value")]
fn nothing(_: &str) -> Option<()> {
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{Periods, Row, TABLE, table};
    use std::collections::BTreeSet;

    #[test]
    fn every_row_parses_and_stands_once() {
        let rows = table::rows::<Row>(TABLE);
        assert_eq!(rows.len(), TABLE.lines().skip(1).filter(|line| !line.is_empty()).count());
        let keys: BTreeSet<_> = rows.iter().map(|row| (&row.word, row.kind as u8)).collect();
        assert_eq!(keys.len(), rows.len());
        let periods = Periods::load();
        let loaded = periods.parts.iter().count()
            + periods.halves.iter().count()
            + periods.until.iter().count()
            + periods.since.iter().count()
            + periods.by.iter().count()
            + periods.latest.iter().count()
            + periods.from.iter().count()
            + periods.joins.iter().count()
            + periods.years.iter().count()
            + periods.next_years.iter().count()
            + periods.not_before_year.iter().count()
            + periods.not_boundary.iter().count()
            + periods.day_parts.iter().count()
            + periods.plan.iter().count();
        assert_eq!(loaded, rows.len());
    }
}
