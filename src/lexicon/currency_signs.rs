//! Signs and words of a currency before the amount (`lexicon/currency_signs.csv`): ¥5, 港币两千元.

use super::{Words, table};
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/currency_signs.csv");

/// A currency.
#[derive(Clone, Debug)]
pub struct Currency {
    /// The measure that amounts are given in.
    pub base: Box<str>,
    /// ISO 4217 code.
    pub code: Box<str>,
}

#[derive(Deserialize)]
struct Row {
    sign: Box<str>,
    base: Box<str>,
    code: Box<str>,
}

/// Reads the table.
pub(super) fn load() -> Words<Currency> {
    let rows = table::rows::<Row>(TABLE).into_iter();
    Words::new(rows.map(|row| (row.sign, Currency { base: row.base, code: row.code })))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, load, table};
    use rustc_hash::FxHashSet;

    #[test]
    fn every_row_is_read_once() {
        let words = load();
        let distinct: FxHashSet<_> = words.iter().map(|(word, _)| word).collect();
        table::assert_complete(TABLE, distinct.len());
    }
}
