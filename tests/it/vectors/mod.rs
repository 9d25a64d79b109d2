//! Cases of other projects, read by the stages that know numbers and dates.

mod dates;
mod numbers;
