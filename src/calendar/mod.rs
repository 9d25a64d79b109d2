//! Dates, periods and deadlines: from words to days, exactly as precise as the words.
//!
//! [`scan`] finds dates and periods in clean text. A [`TimeMention`] holds what the words say and what they leave
//! open; [`TimeMention::resolve`] gives the days once the year is known. What a date is for is not known here.
//!
//! [`scan_informal`] also reads times relative to the day of speaking (昨天, 半年后), named days (国庆节) and
//! short forms (29日, 07年); an [`Anchor`] says from when they are counted.

mod anchor;
mod counted;
mod informal;
mod mention;
mod numeral;
mod point;
mod repair;
mod resolve;

pub use anchor::Anchor;
pub use mention::{Bound, TimeMention, scan_informal};
pub(crate) use mention::{Lead, full_date_at, mention_at_start, scan};
pub(crate) use point::{Field, Point, Year};
pub(crate) use repair::{Repaired, repair};

pub use crate::model::Interval;

#[cfg(test)]
mod informal_tests;
#[cfg(test)]
mod tests;
