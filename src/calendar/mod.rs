//! Dates, periods and deadlines: from words to days, as precise as the words and no more.

use jiff::civil::Date;

/// Inclusive days with the EDTF form that says the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interval {
    /// First day, or open.
    pub start: Option<Date>,
    /// Last day, or open.
    pub end: Option<Date>,
    /// Extended Date/Time Format, level 1: `2025-03/2025-09`, `../2025-06-30`.
    pub edtf: String,
}
