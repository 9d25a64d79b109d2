//! Measures: what a number counts or is measured in (`lexicon/measures.csv`).

use super::{Words, table};
use rust_decimal::Decimal;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/measures.csv");

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

#[derive(Deserialize)]
struct Row {
    word: String,
    base: String,
    factor: u32,
    code: Option<String>,
    kind: MeasureKind,
    not_before: String,
}

/// Reads the table.
pub(super) fn load() -> Words<Measure> {
    Words::new(table::rows::<Row>(TABLE).into_iter().map(|row| {
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
        let words = load();
        let distinct: FxHashSet<_> = words.iter().map(|(word, _)| word).collect();
        assert_eq!(words.iter().count(), TABLE.lines().count() - 1);
        assert_eq!(distinct.len(), words.iter().count());
    }
}
