//! The first and last day of a period in EDTF.

use jiff::civil::Date;

/// First and last day of `2025`, `2025-06`, `2025-06-30`, `2021/2025` or `../2025-06`; an end that
/// is open or is not known is none.
pub(super) fn days(period: &str) -> (Option<Date>, Option<Date>) {
    let (from, to) = period.split_once('/').unwrap_or((period, period));
    (bounds(from).map(|(first, _)| first), bounds(to).map(|(_, last)| last))
}

fn bounds(date: &str) -> Option<(Date, Date)> {
    let mut numbers = date.split('-');
    let year = numbers.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: Option<i8> = numbers.next().map(str::parse).transpose().ok()?;
    let day: Option<i8> = numbers.next().map(str::parse).transpose().ok()?;
    let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    let last = match (month, day) {
        (_, Some(_)) => first,
        (Some(_), None) => first.last_of_month(),
        (None, None) => first.last_of_year(),
    };
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn periods_have_a_first_and_a_last_day() {
        let cases = [
            ("2025", "2025-01-01", "2025-12-31"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2025-06-30", "2025-06-30", "2025-06-30"),
            ("2021/2025", "2021-01-01", "2025-12-31"),
            ("../2025-06", "", "2025-06-30"),
            ("2025-03/..", "2025-03-01", ""),
            ("2025-13", "", ""),
            ("25", "", ""),
            ("", "", ""),
        ];
        for (period, first, last) in cases {
            let (from, to) = days(period);
            let text = |day: Option<_>| {
                day.map_or(String::new(), |day: jiff::civil::Date| day.to_string())
            };
            assert_eq!((text(from).as_str(), text(to).as_str()), (first, last), "{period}");
        }
    }
}
