//! Numeric commitments.

use super::declare::*;
use super::edtf::days;
use gongwen::emit::wire_v1::Target;

table! {
    /// One row a number that a notice commits somebody to. | 每行一项公文要求完成的量化指标。
    targets by target: &Target,
    each |record| record.targets.iter().map(|target| ("", target, target.span.start));
    |row| {
        /// First day of the period. | 期限的第一天。
        18 period_from: DATE.optional() => row.item.period.and_then(|period| days(period).0);
        /// Last day of the period: the value is to be reached by then.
        /// | 期限的最后一天，即完成时限：届时应达到该数值。
        19 period_to: DATE.optional() => row.item.period.and_then(|period| days(period).1);
    }
    fact 27;
}
