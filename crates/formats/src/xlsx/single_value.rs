//! Values and named formats of a workbook that Excel 2003 saved as one XML file.

use calamine::{Data, ExcelDateTime, ExcelDateTimeType};

/// The code of a format that has a name.
pub(super) fn named(format: &str) -> Option<&'static str> {
    Some(match format {
        "Percent" => "0.00%",
        "Fixed" => "0.00",
        "Standard" | "Currency" | "Euro Currency" => "#,##0.00",
        "Short Date" => "yyyy-m-d",
        "Medium Date" => "d-mmm-yy",
        "Long Date" => "yyyy\"年\"m\"月\"d\"日\"",
        "General Date" => "yyyy-m-d h:mm",
        "Short Time" | "Medium Time" => "h:mm",
        "Long Time" => "h:mm:ss",
        "General Number" | "General" | "Scientific" => "General",
        _ => return None,
    })
}

/// A value by the type that the file states.
pub(super) fn data(kind: &str, words: String) -> Data {
    let number = || words.trim().parse::<f64>().ok();
    match kind {
        "Number" => number().map_or_else(|| Data::String(words.clone()), Data::Float),
        "DateTime" => match moment(words.trim()) {
            Some(moment) => Data::DateTime(moment),
            None => Data::String(words),
        },
        "Boolean" => Data::Bool(words.trim() == "1"),
        _ => Data::String(words),
    }
}

/// `2025-12-31T00:00:00.000` as days since the end of 1899.
fn moment(words: &str) -> Option<ExcelDateTime> {
    let (date, time) = words.split_once('T').unwrap_or((words, "0"));
    let mut date = date.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (date.next()??, date.next()??, date.next()??);
    if !(1899..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let mut time = time.trim_end_matches('Z').splitn(3, ':').map(|part| part.parse::<f64>().ok());
    let mut part = || time.next().flatten().unwrap_or(0.0);
    let seconds = part() * 3600.0 + part() * 60.0 + part();
    // Days before the month, with March as the first of the year.
    let (year, month) = if month < 3 { (year - 1, month + 9) } else { (year, month - 3) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day;
    let days = (days - 693_900) as f64 + seconds / 86_400.0;
    Some(ExcelDateTime::new(days, ExcelDateTimeType::DateTime, false))
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn days_are_counted_as_a_sheet_counts_them() {
        let cases = [
            ("2025-06-30T00:00:00.000", Some(45838.0)),
            ("2025-06-30T12:00:00.000", Some(45838.5)),
            ("1900-03-01", Some(61.0)),
            ("1899-12-31T12:00:00.000", Some(1.5)),
            ("2025-13-01", None),
            ("x", None),
        ];
        for (words, days) in cases {
            assert_eq!(moment(words).map(|moment| moment.as_f64()), days, "{words}");
        }
    }
}
