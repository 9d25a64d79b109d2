//! Words that names of those who act begin and end with: `lexicon/actors.csv`.

use super::{Words, table};
use serde::Deserialize;

/// Words that names of those who act begin and end with, by what they do.
#[derive(Clone, Debug)]
pub struct Actors {
    /// 各, 市: how a name begins.
    pub starts: Words<()>,
    /// 单位, 办公室: how a name ends.
    pub ends: Words<()>,
    /// 、, 和: what joins names.
    pub links: Words<()>,
}

#[derive(Deserialize)]
struct Row {
    word: String,
    kind: Kind,
    #[serde(rename = "reason")]
    _reason: String,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Start,
    End,
    Link,
}

const TABLE: &str = include_str!("../../lexicon/actors.csv");

impl Actors {
    pub(super) fn load() -> Self {
        let rows = table::rows::<Row>(TABLE);
        Self {
            starts: words(&rows, Kind::Start),
            ends: words(&rows, Kind::End),
            links: words(&rows, Kind::Link),
        }
    }
}

fn words(rows: &[Row], kind: Kind) -> Words<()> {
    Words::new(rows.iter().filter(|row| row.kind == kind).map(|row| (row.word.as_str(), ())))
}

#[cfg(test)]
mod tests {
    use super::{Row, TABLE, table};
    use std::collections::BTreeSet;

    #[test]
    fn every_row_parses_and_stands_once() {
        let rows = table::rows::<Row>(TABLE);
        assert_eq!(rows.len(), TABLE.lines().skip(1).filter(|line| !line.is_empty()).count());
        let keys: BTreeSet<_> = rows.iter().map(|row| (&row.word, row.kind as u8)).collect();
        assert_eq!(keys.len(), rows.len());
    }
}
