//! The day from which relative times are counted.

use jiff::civil::Date;

/// What is known of the time in which a text was written: 今年 needs its year, 下月 its month, 昨天
/// its day. A notice gives its date of issue, or nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Anchor {
    /// Nothing.
    #[default]
    Unknown,
    /// The year alone.
    Year(i16),
    /// A month, by its first day.
    Month(Date),
    /// A day.
    Day(Date),
}

impl Anchor {
    /// Reads `2021`, `2021-07`, `2021-07-14`; a time of day after it is left alone.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let number = |range| text.get(range).and_then(|digits: &str| digits.parse::<i16>().ok());
        let Some(year) = number(0..4) else { return Self::Unknown };
        let month = number(5..7).and_then(|month| i8::try_from(month).ok());
        let day = number(8..10).and_then(|day| i8::try_from(day).ok());
        let date = |day| Date::new(year, month?, day).ok();
        match (day.and_then(date), date(1)) {
            (Some(date), _) => Self::Day(date),
            (None, Some(first)) => Self::Month(first),
            (None, None) => Self::Year(year),
        }
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> Option<i16> {
        match self {
            Self::Unknown => None,
            Self::Year(year) => Some(year),
            Self::Month(date) | Self::Day(date) => Some(date.year()),
        }
    }

    /// The day, or the first day of the month.
    #[must_use]
    pub fn day(self) -> Option<Date> {
        match self {
            Self::Unknown | Self::Year(_) => None,
            Self::Month(date) | Self::Day(date) => Some(date),
        }
    }
}

impl From<Option<i16>> for Anchor {
    fn from(year: Option<i16>) -> Self {
        year.map_or(Self::Unknown, Self::Year)
    }
}

impl From<Date> for Anchor {
    fn from(date: Date) -> Self {
        Self::Day(date)
    }
}

#[cfg(test)]
mod tests {
    use super::Anchor;
    use jiff::civil::date;

    #[test]
    fn an_anchor_is_as_precise_as_its_words() {
        for (text, anchor) in [
            ("2021", Anchor::Year(2021)),
            ("2021-07", Anchor::Month(date(2021, 7, 1))),
            ("2021-07-14", Anchor::Day(date(2021, 7, 14))),
            ("2021-07-14T04:30:00-02:00", Anchor::Day(date(2021, 7, 14))),
            ("2008-03-02T00", Anchor::Day(date(2008, 3, 2))),
            ("2021-13-01", Anchor::Year(2021)),
            ("", Anchor::Unknown),
            ("去年", Anchor::Unknown),
        ] {
            assert_eq!(Anchor::parse(text), anchor, "{text}");
        }
    }
}
