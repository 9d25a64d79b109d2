//! A table as JSON: one object a row, one row a line.

use super::{Hashed, TableFile, text};
use crate::tables::{Cell, Row, Table};
use std::io::{self, Write};

/// How the rows follow each other.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// One object a line (NDJSON).
    Lines,
    /// One array.
    Array,
}

struct JsonFile {
    /// `"name":` of each column.
    names: Vec<String>,
    layout: Layout,
    out: Hashed,
    rows: u64,
}

pub(super) fn begin(
    table: &Table,
    layout: Layout,
    mut out: Hashed,
) -> io::Result<Box<dyn TableFile>> {
    if layout == Layout::Array {
        out.write_all(b"[")?;
    }
    let names = table.columns.iter().map(|column| format!("\"{}\":", column.name)).collect();
    Ok(Box::new(JsonFile { names, layout, out, rows: 0 }))
}

impl TableFile for JsonFile {
    fn add(&mut self, rows: &[Row<'_>]) -> io::Result<()> {
        for row in rows {
            let before: &[u8] = match (self.layout, self.rows) {
                (Layout::Lines, _) => b"",
                (Layout::Array, 0) => b"\n",
                (Layout::Array, _) => b",\n",
            };
            self.out.write_all(before)?;
            write_row(&self.names, row, &mut self.out)?;
            if self.layout == Layout::Lines {
                self.out.write_all(b"\n")?;
            }
            self.rows += 1;
        }
        Ok(())
    }

    fn end(mut self: Box<Self>) -> io::Result<(u64, u64, String)> {
        if self.layout == Layout::Array {
            self.out.write_all(b"\n]\n")?;
        }
        let (bytes, sha256) = self.out.end()?;
        Ok((self.rows, bytes, sha256))
    }
}

fn write_row(names: &[String], row: &Row<'_>, out: &mut impl Write) -> io::Result<()> {
    for (at, (name, cell)) in names.iter().zip(row).enumerate() {
        out.write_all(if at == 0 { b"{" } else { b"," })?;
        out.write_all(name.as_bytes())?;
        match cell {
            Cell::Null => out.write_all(b"null")?,
            Cell::Text(_) | Cell::Date(_) | Cell::Time(_) => {
                serde_json::to_writer(&mut *out, text::of(cell).as_ref())?;
            }
            Cell::Int(_) | Cell::Bool(_) | Cell::Decimal(_) => {
                out.write_all(text::of(cell).as_bytes())?;
            }
        }
    }
    out.write_all(b"}")
}
