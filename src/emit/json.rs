//! Records as JSON: one line each ([`write_line`], NDJSON) or laid out for people ([`write_pretty`]).
//!
//! Fields come in the order of the types, numbers are exact decimals, Chinese is written as it is:
//! the same record gives the same bytes on every machine.

use super::wire_v1::Record;
use std::io::{self, Write};

/// Writes a record as one line that ends in `\n`.
///
/// # Errors
/// Fails where `out` does.
pub fn write_line(record: &Record<'_>, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut out, record)?;
    out.write_all(b"\n")
}

/// Writes a record with one field a line and two spaces a level; ends in `\n`.
///
/// # Errors
/// Fails where `out` does.
pub fn write_pretty(record: &Record<'_>, mut out: impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut out, record)?;
    out.write_all(b"\n")
}
