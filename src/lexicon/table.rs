//! Reads one CSV table of words. Tables are part of the program, so a bad row is a bug that a test
//! finds; at run time it is skipped.

use serde::de::DeserializeOwned;

/// The rows of a table that has the columns of `Row`.
pub fn rows<Row: DeserializeOwned>(table: &str) -> Vec<Row> {
    csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(table.as_bytes())
        .deserialize()
        .filter_map(Result::ok)
        .collect()
}
