//! What numbers count or are measured in, and the words that make an interval of them.

use super::asset;
use super::class::{Meaning, Value, named, view};
use super::words::{Words, values};
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

/// What a measure is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
pub(crate) struct Measure {
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
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) word: String,
    pub(super) base: String,
    pub(super) factor: u32,
    pub(super) code: Option<String>,
    pub(super) kind: MeasureKind,
    pub(super) not_before: String,
}

/// The measures. Of two equal words that of the own row stays.
pub(super) fn load(own: &[Row]) -> Words<Measure> {
    let built_in = asset::rows("measures");
    if own.is_empty() {
        return Words::of_rows(built_in, measure);
    }
    let own = own.iter().cloned().map(|row| (row.word.clone().into(), row.into()));
    own.chain(values(built_in, measure)).collect()
}

/// The cells behind the word.
fn measure(cells: &str) -> Option<Measure> {
    let [base, factor, code, kind, not_before] = asset::cells(cells)?;
    Some(Measure {
        base: base.into(),
        factor: factor.parse::<u32>().ok()?.into(),
        code: asset::filled(code),
        kind: MeasureKind::from_name(kind)?,
        not_before: not_before.into(),
    })
}

impl From<Row> for Measure {
    fn from(row: Row) -> Self {
        Self {
            base: row.base.into(),
            factor: row.factor.into(),
            code: row.code.map(Into::into),
            kind: row.kind,
            not_before: row.not_before.into(),
        }
    }
}

/// A currency.
#[derive(Clone, Debug)]
pub(crate) struct Currency {
    /// The measure that amounts are given in.
    pub base: Box<str>,
    /// ISO 4217 code.
    pub code: Box<str>,
}

impl Value for Currency {
    const MEANING: Meaning = Meaning::Words("the measure and the ISO 4217 code: `元 CNY`");

    fn read(cell: &str) -> Option<Self> {
        let (base, code) = cell.split_once(' ')?;
        Some(Self { base: base.into(), code: code.into() })
    }
}

view! {
    /// Signs and words of a currency before the amount.
    pub(super) struct Currencies {
        /// ¥, 港币, USD: before an amount.
        signs: Currency = "measure.currency_sign",
    }
}

/// After which digits a part is a measure without the whole before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Alone {
    /// It stands in the table of measures, or is none without the whole.
    Never,
    /// 壹分: formal digits.
    Formal,
    /// 5角: Arabic or formal digits.
    Digits,
}

/// A part that can stand without the whole.
#[derive(Clone, Debug)]
pub(crate) struct Part {
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
pub(crate) struct PartMeasures {
    wholes: FxHashMap<Box<str>, Words<Decimal>>,
    /// Those that can stand without the whole.
    pub alone: Words<Part>,
}

impl PartMeasures {
    /// The parts of a base measure, and how many of it one of them is.
    #[must_use]
    pub(crate) fn of(&self, whole: &str) -> Option<&Words<Decimal>> {
        self.wholes.get(whole)
    }
}

named! { Alone,
    "never" => Alone::Never,
    "formal" => Alone::Formal,
    "digits" => Alone::Digits,
}

/// Reads the table.
pub(super) fn parts() -> PartMeasures {
    let mut wholes: FxHashMap<Box<str>, Vec<_>> = FxHashMap::default();
    let mut alone = Vec::new();
    for [whole, word, in_whole, after, not_before] in asset::table("part_measures") {
        let in_whole = in_whole.parse::<u32>().unwrap_or_default();
        let factor = Decimal::ONE.checked_div(in_whole.into()).unwrap_or_default();
        wholes.entry(whole.into()).or_default().push((word, factor));
        if let Some(after @ (Alone::Formal | Alone::Digits)) = Alone::read(after) {
            let (whole, not_before) = (whole.into(), not_before.into());
            alone.push((word, Part { whole, factor, after, not_before }));
        }
    }
    let wholes = wholes.into_iter().map(|(whole, parts)| (whole, Words::new(parts))).collect();
    PartMeasures { wholes, alone: Words::new(alone) }
}

/// Which side of the number the interval lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Side {
    /// The number is the lower bound.
    Low,
    /// The number is the upper bound.
    High,
    /// The number is both.
    Both,
    /// The word looks like a bound and is none.
    Neither,
}

named! { Side,
    "low" => Side::Low,
    "high" => Side::High,
    "both" => Side::Both,
    "neither" => Side::Neither,
}

view! {
    /// Words that make an interval of numbers besides the comparators of targets, by where they stand.
    pub(crate) struct IntervalWords {
        /// Before the number: 最多, 大于等于.
        before: Side = "interval.before",
        /// After the number: 或者更多.
        after: Side = "interval.after",
        /// After the second number: 之间.
        between: () = "interval.between",
        /// Between two numbers or two bounds: 和, 并.
        joiners: () = "interval.joiner",
        /// Between a word and its number: 了, 为.
        particles: () = "interval.particle",
    }
}

#[cfg(test)]
mod tests {
    use super::{asset, load, parts};

    #[test]
    fn every_measure_is_read_once() {
        assert_eq!(load(&[]).len(), asset::rows("measures").lines().count());
    }

    #[test]
    fn a_part_is_smaller_than_its_whole() {
        let parts = parts();
        let factors: Vec<_> = parts.wholes.values().flat_map(|parts| parts.iter()).collect();
        assert_eq!(factors.len(), asset::rows("part_measures").lines().count());
        assert!(factors.into_iter().all(|(_, factor)| *factor < 1.into() && *factor > 0.into()));
    }
}
