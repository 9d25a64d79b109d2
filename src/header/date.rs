//! A line that is a date, and dates in header fields.

use crate::calendar;
use crate::lexicon::Lexicon;
use jiff::civil::Date;

/// The date that begins `words`, with its length in bytes.
pub(super) fn at_start(lexicon: &Lexicon, words: &str) -> Option<(Date, usize)> {
    calendar::full_date_at(&lexicon.periods, words)
}

/// The date that is all of `words`, spaces and one pair of brackets ignored.
pub(super) fn whole(lexicon: &Lexicon, words: &str) -> Option<Date> {
    let inner = words.trim().trim_start_matches('(').trim_end_matches(')').trim();
    let (date, len) = at_start(lexicon, inner)?;
    (len == inner.len()).then_some(date)
}

/// A run of digits that lost 年, 月 or 日: `2025414`.
pub(super) fn damaged(words: &str) -> Option<&str> {
    let digits = words.trim().trim_end_matches('日');
    let plausible = (6..=8).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    (plausible && (digits.starts_with("19") || digits.starts_with("20"))).then_some(digits)
}
