//! Named days: `lexicon/festivals.csv`.

use super::lunar_days::Moving;
use super::{Words, table};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;

/// The day that a name means, once the year is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FestivalDay {
    /// The same month and day each year.
    Fixed(i8, i8),
    /// So many days after a day that moves.
    Moving(Moving, i8),
}

/// The names of days and seasons.
#[derive(Clone, Debug)]
pub struct Festivals {
    /// 国庆节, 春节.
    pub names: Words<FestivalDay>,
    /// 五一: alone also a number.
    pub numbers: Words<FestivalDay>,
    /// 春季, by the solar term that it begins with.
    pub seasons: Words<Moving>,
}

#[derive(Deserialize)]
struct Row {
    word: String,
    kind: Kind,
    day: String,
    #[serde(rename = "reason")]
    _reason: String,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Name,
    Number,
    Season,
}

const TABLE: &str = include_str!("../../lexicon/festivals.csv");

impl Festivals {
    pub(super) fn load() -> Self {
        let rows = table::rows::<Row>(TABLE);
        Self {
            names: words(&rows, Kind::Name, day),
            numbers: words(&rows, Kind::Number, day),
            seasons: words(&rows, Kind::Season, moving),
        }
    }
}

fn words<T>(rows: &[Row], kind: Kind, value: impl Fn(&str) -> Option<T>) -> Words<T> {
    let rows = rows.iter().filter(|row| row.kind == kind);
    Words::new(rows.filter_map(|row| Some((row.word.as_str(), value(&row.day)?))))
}

/// `10-01`, `mid_autumn`, `spring_festival+14`.
fn day(value: &str) -> Option<FestivalDay> {
    if value.starts_with(|ch: char| ch.is_ascii_digit()) {
        let (month, day) = value.split_once('-')?;
        return Some(FestivalDay::Fixed(month.parse().ok()?, day.parse().ok()?));
    }
    let at = value.find(['+', '-']).unwrap_or(value.len());
    let (name, offset) = value.split_at_checked(at)?;
    let offset = if offset.is_empty() { 0 } else { offset.parse().ok()? };
    Some(FestivalDay::Moving(moving(name)?, offset))
}

fn moving(name: &str) -> Option<Moving> {
    Moving::deserialize(IntoDeserializer::<Error>::into_deserializer(name)).ok()
}

#[cfg(test)]
mod tests {
    use super::{FestivalDay, Festivals, Moving, TABLE, table};

    #[test]
    fn every_row_parses_and_stands_once() {
        let festivals = Festivals::load();
        let words = festivals.names.iter().map(|(word, _)| word);
        let words = words.chain(festivals.numbers.iter().map(|(word, _)| word));
        let words: Vec<_> = words.chain(festivals.seasons.iter().map(|(word, _)| word)).collect();
        table::assert_complete(TABLE, words.len());
        let unique: std::collections::BTreeSet<_> = words.iter().collect();
        assert_eq!(unique.len(), words.len());
        let eve = FestivalDay::Moving(Moving::SpringFestival, -1);
        assert_eq!(festivals.names.get("除夕"), Some(&eve));
        assert_eq!(festivals.names.get("国庆节"), Some(&FestivalDay::Fixed(10, 1)));
    }
}
