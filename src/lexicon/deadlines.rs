//! Words around deadlines and phases: `lexicon/deadlines.csv`.

use super::{Words, table};
use serde::Deserialize;

/// Words around deadlines and phases, by what they do.
#[derive(Clone, Debug)]
pub struct Deadlines {
    /// 完成时限, 时限要求: labels before a deadline.
    pub labels: Words<()>,
    /// 时间: labels before the dates of a phase.
    pub time_labels: Words<()>,
    /// 阶段.
    pub phases: Words<()>,
    /// 阶段性: words that begin or end like a phase and name none.
    pub not_phase: Words<()>,
    /// 步骤, 进度: words of headings over dated steps.
    pub schedules: Words<()>,
    /// 对, 有效期至: words before a date that make it no deadline.
    pub not_after: Words<()>,
    /// 截至: a state at a day, unless the date is a last day.
    pub states: Words<()>,
    /// 免征, 鼓励: words after a date that grant and do not oblige.
    pub policies: Words<()>,
    /// 持续, 长期: words of work without an end.
    pub standing: Words<()>,
    /// 完成, 报送: verbs of what must be done.
    pub done: Words<()>,
    /// 制定, 建立: verbs of things that are there or are not.
    pub deliver: Words<()>,
    /// 目标: words of headings over goals.
    pub goals: Words<()>,
    /// 力争, 于: words before a date that bind it to a duty.
    pub modals: Words<()>,
    /// 即日起: words that may stand beside the date in the bracket of a phase.
    pub fillers: Words<()>,
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
    Label,
    TimeLabel,
    Phase,
    NotPhase,
    Schedule,
    NotAfter,
    State,
    Policy,
    Standing,
    Done,
    Deliver,
    Goal,
    Modal,
    Filler,
}

const TABLE: &str = include_str!("../../lexicon/deadlines.csv");

impl Deadlines {
    pub(super) fn load() -> Self {
        let rows = table::rows::<Row>(TABLE);
        Self {
            labels: words(&rows, Kind::Label),
            time_labels: words(&rows, Kind::TimeLabel),
            phases: words(&rows, Kind::Phase),
            not_phase: words(&rows, Kind::NotPhase),
            schedules: words(&rows, Kind::Schedule),
            not_after: words(&rows, Kind::NotAfter),
            states: words(&rows, Kind::State),
            policies: words(&rows, Kind::Policy),
            standing: words(&rows, Kind::Standing),
            done: words(&rows, Kind::Done),
            deliver: words(&rows, Kind::Deliver),
            goals: words(&rows, Kind::Goal),
            modals: words(&rows, Kind::Modal),
            fillers: words(&rows, Kind::Filler),
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
