//! Reads one CSV table of words. Tables are part of the program, so a bad row is a bug that a test
//! finds; at run time it is skipped.

use serde::de::DeserializeOwned;

/// The rows of a table that has the columns of `Row`.
pub(super) fn rows<Row: DeserializeOwned>(table: &str) -> Vec<Row> {
    csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(table.as_bytes())
        .deserialize()
        .filter_map(Result::ok)
        .collect()
}

/// Every line of the table but its head became a word.
#[cfg(test)]
pub(super) fn assert_complete(table: &str, words: usize) {
    let lines = table.lines().filter(|line| !line.trim().is_empty()).count();
    assert_eq!(words, lines - 1, "a row of the table was refused");
}
