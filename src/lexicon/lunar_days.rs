//! Days that move from year to year: `lexicon/lunar_days.csv`.
//!
//! One row a year, in order, from 1949 to 2050: festivals of the lunar calendar and the solar terms that the
//! seasons begin with, as month and day of the common calendar at 120° east. A fact of astronomy
//! and not of language, so it is no part of a lexicon that can be exchanged.

use super::asset;
use super::class::named;
use jiff::civil::Date;

/// The first year of the table.
const FIRST: i16 = 1949;

/// A day that each year has on another date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

named! { Moving,
    "spring_festival" => Moving::SpringFestival,
    "dragon_boat" => Moving::DragonBoat,
    "double_seventh" => Moving::DoubleSeventh,
    "mid_autumn" => Moving::MidAutumn,
    "double_ninth" => Moving::DoubleNinth,
    "qingming" => Moving::Qingming,
    "spring" => Moving::Spring,
    "summer" => Moving::Summer,
    "autumn" => Moving::Autumn,
    "winter" => Moving::Winter,
}

impl Moving {
    /// The day in a year that the table covers.
    #[must_use]
    pub fn in_year(self, year: i16) -> Option<Date> {
        let at = usize::try_from(year.checked_sub(FIRST)?).ok()?;
        let row = asset::rows("lunar_days").lines().nth(at)?;
        let (of, days) = row.split_once('\t')?;
        let (month, day) = days.split('\t').nth(self as usize)?.split_once('-')?;
        let date = Date::new(of.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        Some(date).filter(|date| date.year() == year)
    }
}

#[cfg(test)]
mod tests {
    use super::{FIRST, Moving, asset};
    use jiff::civil::date;

    #[test]
    fn every_year_has_every_day() {
        let years = asset::rows("lunar_days").lines().count();
        for year in (FIRST..).take(years) {
            for moving in ALL {
                assert!(moving.in_year(year).is_some(), "{year} {moving:?}");
            }
        }
        assert!(years > 100);
    }

    #[test]
    fn known_days_are_right() {
        assert_eq!(Moving::SpringFestival.in_year(2024), Some(date(2024, 2, 10)));
        assert_eq!(Moving::DragonBoat.in_year(2006), Some(date(2006, 5, 31)));
        assert_eq!(Moving::MidAutumn.in_year(2020), Some(date(2020, 10, 1)));
        assert_eq!(Moving::Spring.in_year(2021), Some(date(2021, 2, 3)));
        assert_eq!(Moving::Spring.in_year(1900).or(Moving::Spring.in_year(i16::MAX)), None);
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
