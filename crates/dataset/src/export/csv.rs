//! A table as comma-separated values (RFC 4180) in UTF-8 with a line of names.

use super::{Hashed, TableFile, text};
use crate::tables::{Cell, Row, Table};
use ::csv::{Terminator, Writer, WriterBuilder};
use std::borrow::Cow;
use std::io::{self, Write};

/// Whether a byte order mark stands in front.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    No,
    Yes,
}

struct CsvFile {
    out: Writer<Hashed>,
    rows: u64,
}

pub(super) fn begin(table: &Table, mark: Mark, mut out: Hashed) -> io::Result<Box<dyn TableFile>> {
    if mark == Mark::Yes {
        out.write_all(b"\xEF\xBB\xBF")?;
    }
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    out.write_record(table.columns.iter().map(|column| column.name))?;
    Ok(Box::new(CsvFile { out, rows: 0 }))
}

impl TableFile for CsvFile {
    fn add(&mut self, rows: &[Row<'_>]) -> io::Result<()> {
        for row in rows {
            for cell in row {
                self.out.write_field(disarmed(cell).as_bytes())?;
            }
            self.out.write_record(None::<&[u8]>)?;
            self.rows += 1;
        }
        Ok(())
    }

    fn end(self: Box<Self>) -> io::Result<(u64, u64, String)> {
        let out = self.out.into_inner().map_err(|error| io::Error::other(error.to_string()))?;
        let (bytes, sha256) = out.end()?;
        Ok((self.rows, bytes, sha256))
    }
}

/// Text that a spreadsheet would run as a formula begins with an apostrophe instead.
fn disarmed<'c>(cell: &'c Cell<'_>) -> Cow<'c, str> {
    match cell {
        Cell::Text(words)
            if words.starts_with([
                '=', '+', '-', '@', '\t', '\r', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}',
            ]) =>
        {
            Cow::Owned(format!("'{words}"))
        }
        other => text::of(other),
    }
}

#[cfg(test)]
mod tests {
    use super::disarmed;
    use crate::tables::Cell;

    #[test]
    fn no_text_is_a_formula() {
        let cases = [
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@a", "'@a"),
            ("\t=1", "'\t=1"),
            ("\u{FF1D}1", "'\u{FF1D}1"),
            ("区财政局", "区财政局"),
            ("a=1", "a=1"),
        ];
        for (given, expected) in cases {
            assert_eq!(disarmed(&Cell::from(given)), expected);
        }
        assert_eq!(disarmed(&Cell::Int(-5)), "-5");
    }
}
