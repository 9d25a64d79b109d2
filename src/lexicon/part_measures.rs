//! Measures that count parts of a larger one (`lexicon/part_measures.csv`): 角 and 分 of 元.

use super::{Words, table};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/part_measures.csv");

/// After which digits a part is a measure without the whole before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alone {
    /// It stands in the table of measures, or is none without the whole.
    Never,
    /// 壹分: formal digits.
    Formal,
    /// 5角: Arabic or formal digits.
    Digits,
}

/// A part that can stand without the whole.
#[derive(Clone, Debug)]
pub struct Part {
    /// The measure that it is a part of.
    pub whole: Box<str>,
    /// How many of the whole one of this is.
    pub factor: Decimal,
    /// After which digits.
    pub after: Alone,
    /// Characters that make another word of it.
    pub not_before: Box<str>,
}

/// All parts.
#[derive(Clone, Debug)]
pub struct PartMeasures {
    wholes: FxHashMap<Box<str>, Words<Decimal>>,
    /// Those that can stand without the whole.
    pub alone: Words<Part>,
}

impl PartMeasures {
    /// The parts of a base measure, and how many of it one of them is.
    #[must_use]
    pub fn of(&self, whole: &str) -> Option<&Words<Decimal>> {
        self.wholes.get(whole)
    }
}

#[derive(Clone, Deserialize)]
struct Row {
    whole: Box<str>,
    word: Box<str>,
    in_whole: u32,
    alone: Alone,
    not_before: Box<str>,
}

impl Row {
    /// How many of the whole one of this is.
    fn factor(&self) -> Decimal {
        Decimal::ONE.checked_div(self.in_whole.into()).unwrap_or_default()
    }
}

/// Reads the table.
pub(super) fn load() -> PartMeasures {
    let rows = table::rows::<Row>(TABLE);
    let mut wholes: FxHashMap<Box<str>, Vec<_>> = FxHashMap::default();
    for row in &rows {
        wholes.entry(row.whole.clone()).or_default().push((row.word.clone(), row.factor()));
    }
    let wholes = wholes.into_iter().map(|(whole, parts)| (whole, Words::new(parts))).collect();
    let alone = rows.into_iter().filter(|row| row.alone != Alone::Never).map(|row| {
        let (factor, after, not_before) = (row.factor(), row.alone, row.not_before);
        (row.word, Part { whole: row.whole, factor, after, not_before })
    });
    PartMeasures { wholes, alone: Words::new(alone) }
}

#[cfg(test)]
mod tests {
    use super::{TABLE, load, table};

    #[test]
    fn every_row_is_read_once() {
        let parts: usize = load().wholes.values().map(|parts| parts.len()).sum();
        table::assert_complete(TABLE, parts);
    }

    #[test]
    fn a_part_is_smaller_than_its_whole() {
        let parts = load();
        let factors = parts.wholes.values().flat_map(|parts| parts.iter());
        assert!(factors.into_iter().all(|(_, factor)| *factor < 1.into() && *factor > 0.into()));
    }
}
