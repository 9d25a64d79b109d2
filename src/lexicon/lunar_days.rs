//! Days that move from year to year: `lexicon/lunar_days.csv`.
//!
//! One row a year, from 1949 to 2050: festivals of the lunar calendar and the solar terms that the
//! seasons begin with, as month and day of the common calendar at 120° east. A fact of astronomy
//! and not of language, so it is no part of a lexicon that can be exchanged.

use super::table;
use jiff::civil::Date;
use once_cell::sync::Lazy;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/lunar_days.csv");

/// A day that each year has on another date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moving {
    /// 春节.
    SpringFestival,
    /// 端午.
    DragonBoat,
    /// 七夕.
    DoubleSeventh,
    /// 中秋.
    MidAutumn,
    /// 重阳.
    DoubleNinth,
    /// 清明.
    Qingming,
    /// 立春, first day of spring.
    Spring,
    /// 立夏.
    Summer,
    /// 立秋.
    Autumn,
    /// 立冬.
    Winter,
}

#[derive(Deserialize)]
struct Row {
    year: i16,
    spring_festival: String,
    dragon_boat: String,
    double_seventh: String,
    mid_autumn: String,
    double_ninth: String,
    qingming: String,
    spring: String,
    summer: String,
    autumn: String,
    winter: String,
}

static ROWS: Lazy<Vec<Row>> = Lazy::new(|| table::rows(TABLE));

impl Moving {
    /// The day in a year that the table covers.
    #[must_use]
    pub fn in_year(self, year: i16) -> Option<Date> {
        let at = ROWS.binary_search_by_key(&year, |row| row.year).ok()?;
        let row = ROWS.get(at)?;
        let (month, day) = self.cell(row).split_once('-')?;
        Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
    }

    fn cell(self, row: &Row) -> &str {
        match self {
            Self::SpringFestival => &row.spring_festival,
            Self::DragonBoat => &row.dragon_boat,
            Self::DoubleSeventh => &row.double_seventh,
            Self::MidAutumn => &row.mid_autumn,
            Self::DoubleNinth => &row.double_ninth,
            Self::Qingming => &row.qingming,
            Self::Spring => &row.spring,
            Self::Summer => &row.summer,
            Self::Autumn => &row.autumn,
            Self::Winter => &row.winter,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Moving, ROWS, TABLE, table};
    use jiff::civil::date;

    #[test]
    fn every_year_has_every_day() {
        table::assert_complete(TABLE, ROWS.len());
        for (index, row) in ROWS.iter().enumerate() {
            assert_eq!(usize::try_from(row.year).unwrap(), 1949 + index);
            for moving in ALL {
                assert!(moving.in_year(row.year).is_some(), "{} {moving:?}", row.year);
            }
        }
    }

    #[test]
    fn known_days_are_right() {
        assert_eq!(Moving::SpringFestival.in_year(2024), Some(date(2024, 2, 10)));
        assert_eq!(Moving::DragonBoat.in_year(2006), Some(date(2006, 5, 31)));
        assert_eq!(Moving::MidAutumn.in_year(2020), Some(date(2020, 10, 1)));
        assert_eq!(Moving::Spring.in_year(2021), Some(date(2021, 2, 3)));
        assert_eq!(Moving::Spring.in_year(1900), None);
    }

    const ALL: [Moving; 10] = [
        Moving::SpringFestival,
        Moving::DragonBoat,
        Moving::DoubleSeventh,
        Moving::MidAutumn,
        Moving::DoubleNinth,
        Moving::Qingming,
        Moving::Spring,
        Moving::Summer,
        Moving::Autumn,
        Moving::Winter,
    ];
}
