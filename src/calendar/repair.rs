//! Dates that lost 年, 月 or 日: `2025414`, `20253月`, `720日`.
//!
//! Some extractors drop a sign that stands alone between two digits. Of the 366 days of a year 348
//! shapes remain, and 330 of them can be read in one way only.

use super::numeral;
use jiff::civil::Date;

/// What the digits of a damaged date can mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Repaired {
    /// The only calendar date that fits, or the only one that agrees with the hint.
    One(Date),
    /// Several dates fit and nothing decides between them.
    Ambiguous(Vec<Date>),
    /// No date fits.
    None,
}

/// Reads `YYYY` and an unpadded month and day from digits alone. The hint is a date known from
/// another field, such as the day of publication.
#[must_use]
pub(crate) fn repair(digits: &str, hint: Option<Date>) -> Repaired {
    let candidates = match digits.get(..4).map(numeral::year) {
        Some(Some((year, 4))) if is_modern(year) => month_days(digits.get(4..).unwrap_or(""))
            .filter_map(|(month, day)| Date::new(year, month, day).ok())
            .collect(),
        _ => Vec::new(),
    };
    choose(candidates, hint)
}

/// Reads month and day of `720日`, where only 月 was lost, in a given year.
#[must_use]
pub(crate) fn repair_month_day(digits: &str, year: i16, hint: Option<Date>) -> Repaired {
    let dates = month_days(digits).filter_map(|(month, day)| Date::new(year, month, day).ok());
    choose(dates.collect(), hint)
}

/// Reads the year and month of `20253月`: the digits before 月.
#[must_use]
pub(crate) fn repair_month(digits: &str) -> Option<(i16, i8)> {
    let (year, len) = numeral::year(digits.get(..4)?)?;
    let month = whole(digits.get(len..)?)?;
    (is_modern(year) && (1..=12).contains(&month)).then_some((year, month))
}

/// Years in which a notice with such damage can have been written or can point to.
pub(super) fn is_modern(year: i16) -> bool {
    (1949..2100).contains(&year)
}

fn choose(candidates: Vec<Date>, hint: Option<Date>) -> Repaired {
    match (candidates.as_slice(), hint) {
        ([], _) => Repaired::None,
        ([one], _) => Repaired::One(*one),
        (several, Some(hint)) if several.contains(&hint) => Repaired::One(hint),
        _ => Repaired::Ambiguous(candidates),
    }
}

/// Every split of two to four digits into a month and a day.
fn month_days(digits: &str) -> impl Iterator<Item = (i8, i8)> + '_ {
    let plain = (2..=4).contains(&digits.len()) && numeral::digits(digits) == digits.len();
    (1..=2).filter(move |_| plain).filter_map(move |at| {
        let (month, day) = (digits.get(..at)?, digits.get(at..)?);
        // Zeros come in pairs: 0414 is 4月14日, but 105 is never 1月05日.
        let padded = month.starts_with('0') || day.starts_with('0');
        (digits.len() == 4 || !padded).then_some((whole(month)?, whole(day)?))
    })
}

/// `4`, `12` or `04`: all of the digits as one number of a month or day.
fn whole(digits: &str) -> Option<i8> {
    let (value, len) = numeral::small(digits)?;
    (len == digits.len()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{Repaired, repair, repair_month, repair_month_day};
    use jiff::civil::{Date, date};
    use std::collections::BTreeMap;

    #[test]
    fn the_damage_of_the_seeds_is_repaired() {
        assert_eq!(repair("2025414", None), Repaired::One(date(2025, 4, 14)));
        assert_eq!(repair("202541", None), Repaired::One(date(2025, 4, 1)));
        assert_eq!(repair("20201229", None), Repaired::One(date(2020, 12, 29)));
        assert_eq!(repair("20250414", None), Repaired::One(date(2025, 4, 14)));
        assert_eq!(repair_month("20253"), Some((2025, 3)));
        assert_eq!(repair_month("202510"), Some((2025, 10)));
        assert_eq!(repair_month_day("720", 2025, None), Repaired::One(date(2025, 7, 20)));
        let both = vec![date(2025, 1, 11), date(2025, 11, 1)];
        assert_eq!(repair("2025111", None), Repaired::Ambiguous(both.clone()));
        assert_eq!(repair("2025111", Some(both[1])), Repaired::One(both[1]));
        assert_eq!(repair("2025111", Some(date(2025, 12, 1))), Repaired::Ambiguous(both));
    }

    #[test]
    fn what_is_no_date_is_left_alone() {
        for digits in [
            "",
            "2025",
            "20251",
            "20251301",
            "2025230",
            "1898414",
            "2025年4",
            "２０２５",
            "20254141",
        ] {
            assert_eq!(repair(digits, None), Repaired::None, "{digits}");
        }
        for digits in ["2025", "202513", "20250", "123", "", "二十一"] {
            assert_eq!(repair_month(digits), None, "{digits}");
        }
    }

    /// All tails of a leap year: 348 shapes, of which 18 have two readings, and none more.
    #[test]
    fn every_day_of_a_year_survives_the_loss() {
        let mut shapes: BTreeMap<String, Vec<Date>> = BTreeMap::new();
        let days = (0..366).map(|day| date(2024, 1, 1).saturating_add(jiff::Span::new().days(day)));
        for day in days {
            shapes.entry(format!("2024{}{}", day.month(), day.day())).or_default().push(day);
        }
        assert_eq!(shapes.len(), 348);
        let ambiguous: Vec<_> = shapes.iter().filter(|(_, days)| days.len() > 1).collect();
        let tails: Vec<_> = ambiguous.iter().map(|(shape, _)| &shape[4..]).collect();
        let expected: Vec<_> = (111..=119).chain(121..=129).map(|n| n.to_string()).collect();
        assert_eq!(tails, expected);
        for (shape, days) in &shapes {
            for day in days {
                assert_eq!(repair(shape, Some(*day)), Repaired::One(*day), "{shape}");
            }
            match days.as_slice() {
                [day] => assert_eq!(repair(shape, None), Repaired::One(*day), "{shape}"),
                several => assert_eq!(repair(shape, None), Repaired::Ambiguous(several.to_vec())),
            }
        }
    }
}
