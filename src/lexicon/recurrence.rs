//! Words of rhythms and of what is done at them: `lexicon/recurrence.csv`.

use super::{Words, table};
use crate::model::Recurrence;
use serde::Deserialize;

/// Words of rhythms, by what they do.
#[derive(Clone, Debug)]
pub struct Rhythms {
    /// 每月, 按季度: how often.
    pub rhythms: Words<Recurrence>,
    /// 报送, 召开: what is done again and again.
    pub duties: Words<()>,
    /// 补贴, 不超过: words of payments and rates, which oblige nobody to act.
    pub benefits: Words<()>,
    /// 定期 after a rhythm: a duty follows, however far its verb stands.
    pub steady: Words<()>,
}

#[derive(Deserialize)]
struct Row {
    word: String,
    kind: Kind,
    value: String,
    #[serde(rename = "reason")]
    _reason: String,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Rhythm,
    Duty,
    Benefit,
    Steady,
}

const TABLE: &str = include_str!("../../lexicon/recurrence.csv");

impl Rhythms {
    pub(super) fn load() -> Self {
        let rows = table::rows::<Row>(TABLE);
        let rhythms = rows.iter().filter(|row| row.kind == Kind::Rhythm);
        Self {
            rhythms: Words::new(
                rhythms.filter_map(|row| Some((row.word.as_str(), recurrence(&row.value)?))),
            ),
            duties: plain(&rows, Kind::Duty),
            benefits: plain(&rows, Kind::Benefit),
            steady: plain(&rows, Kind::Steady),
        }
    }
}

fn plain(rows: &[Row], kind: Kind) -> Words<()> {
    Words::new(rows.iter().filter(|row| row.kind == kind).map(|row| (row.word.as_str(), ())))
}

fn recurrence(value: &str) -> Option<Recurrence> {
    Some(match value {
        "daily" => Recurrence::Daily,
        "weekly" => Recurrence::Weekly,
        "monthly" => Recurrence::Monthly,
        "quarterly" => Recurrence::Quarterly,
        "semiannual" => Recurrence::Semiannual,
        "annual" => Recurrence::Annual,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Kind, Rhythms, Row, TABLE, table};
    use std::collections::BTreeSet;

    #[test]
    fn every_row_parses_and_stands_once() {
        let rows = table::rows::<Row>(TABLE);
        assert_eq!(rows.len(), TABLE.lines().skip(1).filter(|line| !line.is_empty()).count());
        let keys: BTreeSet<_> = rows.iter().map(|row| (&row.word, row.kind as u8)).collect();
        assert_eq!(keys.len(), rows.len());
        let rhythms = rows.iter().filter(|row| row.kind == Kind::Rhythm).count();
        assert_eq!(Rhythms::load().rhythms.iter().count(), rhythms);
    }
}
