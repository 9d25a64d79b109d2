//! Words that make an interval of numbers (`lexicon/interval_words.csv`), besides the comparators
//! of targets.

use super::{Words, table};
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/interval_words.csv");

/// Which side of the number the interval lies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The number is the lower bound.
    Low,
    /// The number is the upper bound.
    High,
    /// The number is both.
    Both,
    /// The word looks like a bound and is none.
    Neither,
}

/// The words, by where they stand.
#[derive(Clone, Debug)]
pub struct IntervalWords {
    /// Before the number: 最多, 大于等于.
    pub before: Words<Side>,
    /// After the number: 或者更多.
    pub after: Words<Side>,
    /// After the second number: 之间.
    pub between: Words<()>,
    /// Between two numbers or two bounds: 和, 并.
    pub joiners: Words<()>,
    /// Between a word and its number: 了, 为.
    pub particles: Words<()>,
}

#[derive(Deserialize)]
struct Row {
    word: Box<str>,
    place: Box<str>,
    side: Option<Side>,
}

/// Reads the table.
pub(super) fn load() -> IntervalWords {
    IntervalWords {
        before: sided("before"),
        after: sided("after"),
        between: plain("between"),
        joiners: plain("joiner"),
        particles: plain("particle"),
    }
}

fn of_place(place: &str) -> impl Iterator<Item = Row> {
    table::rows::<Row>(TABLE).into_iter().filter(move |row| *row.place == *place)
}

fn sided(place: &str) -> Words<Side> {
    Words::new(of_place(place).filter_map(|row| Some((row.word, row.side?))))
}

fn plain(place: &str) -> Words<()> {
    Words::new(of_place(place).map(|row| (row.word, ())))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, load, table};

    #[test]
    fn every_row_is_read() {
        let words = load();
        let sided = words.before.len() + words.after.len();
        let plain = words.between.len() + words.joiners.len() + words.particles.len();
        table::assert_complete(TABLE, sided + plain);
    }
}
