//! Numbers with their measures: from words to exact decimals.
//!
//! [`scan`] yields every number of a range, with its measure if one follows. What a number is for (an amount, a
//! year, a name) is not known here.

mod compound;
mod digits;
mod fraction;
mod interval;
mod measure;
mod numeral;
mod scan;
mod sign;
mod sum;

pub(crate) use digits::digit;
pub use interval::{Interval, intervals};
pub(crate) use scan::one_of;
pub use scan::scan;

use crate::lexicon::measures::MeasureKind;
use crate::span::TextRange;
use rust_decimal::Decimal;
use std::borrow::Cow;

/// A numeral that means about what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vague {
    /// 十余个, 10多万: somewhat more.
    More,
    /// 数百, 几十: the value is the smallest that the words allow.
    Several,
}

/// What stands directly before or after a numeral and changes what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Use {
    /// An amount.
    Cardinal,
    /// 第三, 第2.
    Ordinal,
    /// Joined to Latin letters or signs: 5G, IPv6, GB/T 9704.
    Code,
}

/// A number with its measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity<'l> {
    /// The number with its measure.
    pub range: TextRange,
    /// The numerals alone, magnitudes included; of a range from the first to the last.
    pub numeral: TextRange,
    /// The value in the base measure.
    pub value: Decimal,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// The base measure (`元`, `平方米`, `元/平方米`), empty where none follows.
    pub measure: Cow<'l, str>,
    /// UCUM or ISO 4217 code of the measure.
    pub code: Option<Cow<'l, str>>,
    /// What the measure is good for.
    pub kind: Option<MeasureKind>,
    /// 余, 多, 数, 几.
    pub vague: Option<Vague>,
    /// An amount, an ordinal, or part of a code.
    pub used_as: Use,
}
