//! Rows in the text format of `COPY`.

use crate::database::moment;
use crate::tables::{Cell, Row};
use jiff::civil::Date;
use std::fmt::Write;

/// Appends a row as one line; returns how many NUL characters became U+FFFD.
pub(super) fn line(row: &Row<'_>, out: &mut String) -> u64 {
    let mut nul = 0;
    for (at, cell) in row.iter().enumerate() {
        if at > 0 {
            out.push('\t');
        }
        nul += field(cell, out);
    }
    out.push('\n');
    nul
}

fn field(cell: &Cell<'_>, out: &mut String) -> u64 {
    // Writing to a String does not fail.
    match cell {
        Cell::Null => out.push_str("\\N"),
        Cell::Text(words) => return text(words, out),
        Cell::Int(value) => _ = write!(out, "{value}"),
        Cell::Bool(value) => out.push(if *value { 't' } else { 'f' }),
        Cell::Date(value) => day(*value, out),
        Cell::Decimal(value) => _ = write!(out, "{value}"),
        Cell::Time(value) => out.push_str(&moment(*value)),
    }
    0
}

fn text(words: &str, out: &mut String) -> u64 {
    let mut nul = 0;
    let mut rest = words;
    while let Some(at) = rest.find(['\\', '\n', '\r', '\t', '\0']) {
        out.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => {
                out.push('\u{FFFD}');
                nul += 1;
            }
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    nul
}

/// PostgreSQL knows no year 0 and counts those before it as 1 BC, 2 BC …
fn day(day: Date, out: &mut String) {
    let year = day.year();
    let (shown, era) = if year > 0 { (year, "") } else { (1 - year, " BC") };
    let _ = write!(out, "{shown:04}-{:02}-{:02}{era}", day.month(), day.day());
}

#[cfg(test)]
mod tests {
    use super::line;
    use crate::tables::Cell;
    use jiff::civil::date;

    #[test]
    fn nothing_in_a_text_ends_a_field_or_a_line() {
        let row = vec![
            Cell::from("a\tb\nc\r\\N\\."),
            Cell::Null,
            Cell::from(""),
            Cell::from("\0\0'\"</script>=cmd()\u{85}\u{2028}"),
        ];
        let mut out = String::new();
        assert_eq!(line(&row, &mut out), 2);
        let expected =
            "a\\tb\\nc\\r\\\\N\\\\.\t\\N\t\t\u{FFFD}\u{FFFD}'\"</script>=cmd()\u{85}\u{2028}\n";
        assert_eq!(out, expected);
    }

    #[test]
    fn values_are_written_as_postgresql_reads_them() {
        let row = vec![
            Cell::Int(-5),
            Cell::Bool(true),
            Cell::Date(date(2025, 3, 8)),
            Cell::Date(date(0, 1, 2)),
            Cell::Decimal("6.50".parse().unwrap()),
            Cell::Time(0),
        ];
        let mut out = String::new();
        assert_eq!(line(&row, &mut out), 0);
        assert_eq!(out, "-5\tt\t2025-03-08\t0001-01-02 BC\t6.50\t1970-01-01T00:00:00Z\n");
    }
}
