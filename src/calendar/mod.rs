//! Dates, periods and deadlines: from words to days, as precise as the words and no more.
//!
//! [`scan`] finds dates and periods in clean text. A [`TimeMention`] knows what the words say and
//! what they leave open; [`TimeMention::resolve`] gives the days once the year is known. Nothing
//! here knows what a date is for.

mod mention;
mod numeral;
mod point;
mod repair;
mod resolve;

pub use mention::{Bound, Lead, TimeMention, full_date_at, scan};
pub use point::{Field, Point, Year};
pub use repair::{Repaired, repair, repair_month, repair_month_day};
pub use resolve::Resolved;

pub use crate::model::Interval;

#[cfg(test)]
mod tests;
#[cfg(test)]
mod vectors;
