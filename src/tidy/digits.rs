//! Numbers whose digits a PDF reader set apart: `2 0 2 5年改造3 0处`.
//!
//! A year in that form proves it for the text; then single digits with one space between them are one number,
//! where the last meets what it counts.

use crate::chars::{fold, is_han};
use memchr::memmem::Finder;
use once_cell::sync::Lazy;

static YEAR: Lazy<Finder<'static>> = Lazy::new(|| Finder::new("年"));

/// Digits of the longest such number.
const LONGEST: usize = 12;

/// What the spaces between single digits are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digits {
    /// Between numbers.
    Whole,
    /// Inside numbers.
    Apart,
}

impl Digits {
    /// What they are in a text.
    pub(super) fn of(raw: &str) -> Self {
        let mut years = YEAR.find_iter(raw.as_bytes()).map(|at| &raw[..at]);
        if years.any(ends_in_parted_year) { Self::Apart } else { Self::Whole }
    }

    /// True for the one space at a byte that stands inside a number.
    pub(super) fn join(self, raw: &str, at: usize) -> bool {
        self == Self::Apart && {
            let (before, behind) = (raw[..at].chars().rev(), raw[at + 1..].chars());
            begins(before) && reaches_end(behind)
        }
    }
}

/// `2 0 2 5`, with or without a space behind.
fn ends_in_parted_year(words: &str) -> bool {
    let words = words.trim_end_matches(' ');
    let mut year = ['\0'; 7];
    words.chars().rev().map(fold).zip(year.iter_mut().rev()).for_each(|(c, place)| *place = c);
    let [a, one, b, two, c, three, d] = year;
    let parted = [one, two, three] == [' '; 3];
    let numbers = c.is_ascii_digit() && d.is_ascii_digit();
    parted && numbers && matches!((a, b), ('2', '0') | ('1', '9'))
}

/// A single digit stands before.
fn begins(mut before: impl Iterator<Item = char>) -> bool {
    let digit = before.next().is_some_and(|c| fold(c).is_ascii_digit());
    digit && !before.next().is_some_and(|c| fold(c).is_ascii_digit())
}

/// Single digits follow, the last before what it counts.
fn reaches_end(mut behind: impl Iterator<Item = char>) -> bool {
    for _ in 0..LONGEST {
        if !behind.next().is_some_and(|c| fold(c).is_ascii_digit()) {
            return false;
        }
        match behind.next().map(fold) {
            Some(' ') => {}
            Some(c) => return is_han(c) || c == '%',
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::Digits;

    #[test]
    fn a_parted_year_proves_that_digits_were_set_apart() {
        let text = "2 0 2 5年改造3 0处,附表1 2 清单,共1 2 3 项";
        let digits = Digits::of(text);
        assert_eq!(digits, Digits::Apart);
        let spaces = text.match_indices(' ').map(|(at, _)| at);
        let joined: Vec<&str> =
            spaces.filter(|at| digits.join(text, *at)).map(|at| &text[at - 1..at + 2]).collect();
        assert_eq!(joined, ["2 0", "0 2", "2 5", "3 0"]);
        assert_eq!(Digits::of("2025年改造3 0处"), Digits::Whole);
        assert_eq!(Digits::of("表 1 2 3 4年"), Digits::Whole);
    }
}
