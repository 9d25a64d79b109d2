//! Measures: what a number counts or is measured in (`lexicon/measures.csv`).

use super::{Words, table};
use rust_decimal::Decimal;
use serde::Deserialize;

pub(super) const TABLE: &str = include_str!("../../lexicon/measures.csv");

/// What a measure is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// 个, 家, 项.
    Count,
    /// 人, 名.
    Person,
    /// 元.
    Money,
    /// %, 倍.
    Ratio,
    /// 天, 个工作日, 小时.
    Time,
    /// 年, 月, 日, 岁: mostly part of a date or an age.
    Date,
    /// Physical: 平方米, 公里, 吨, 千瓦.
    Size,
    /// Storage, bandwidth, computing power.
    Data,
    /// 级, 强, 号: the number is part of a name.
    Rank,
}

impl MeasureKind {
    /// All names, in the order of the kinds.
    pub(super) const NAMES: &[&str] =
        &["count", "person", "money", "ratio", "time", "date", "size", "data", "rank"];

    const ALL: [Self; 9] = [
        Self::Count,
        Self::Person,
        Self::Money,
        Self::Ratio,
        Self::Time,
        Self::Date,
        Self::Size,
        Self::Data,
        Self::Rank,
    ];

    /// The kind of that name in a table.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Its name in a table.
    pub(super) fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }
}

/// One measure.
#[derive(Clone, Debug)]
pub struct Measure {
    /// The form that values are given in.
    pub base: Box<str>,
    /// How many of the base one of this is.
    pub factor: Decimal,
    /// UCUM or ISO 4217 code of the base.
    pub code: Option<Box<str>>,
    /// What it is good for.
    pub kind: MeasureKind,
    /// Characters that make another word of it: 成 is no measure before 立.
    pub not_before: Box<str>,
}

/// One line of the table.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Row {
    pub(super) word: String,
    pub(super) base: String,
    pub(super) factor: u32,
    pub(super) code: Option<String>,
    pub(super) kind: MeasureKind,
    pub(super) not_before: String,
}

/// Reads the table. Own rows come first, so of two equal words theirs stays.
pub(super) fn load(own: &[Row]) -> Words<Measure> {
    Words::new(own.iter().cloned().chain(table::rows::<Row>(TABLE)).map(|row| {
        let measure = Measure {
            base: row.base.into(),
            factor: row.factor.into(),
            code: row.code.map(Into::into),
            kind: row.kind,
            not_before: row.not_before.into(),
        };
        (row.word, measure)
    }))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, load};
    use rustc_hash::FxHashSet;

    #[test]
    fn every_row_is_read_once() {
        let words = load(&[]);
        let distinct: FxHashSet<_> = words.iter().map(|(word, _)| word).collect();
        assert_eq!(words.iter().count(), TABLE.lines().count() - 1);
        assert_eq!(distinct.len(), words.iter().count());
    }
}
