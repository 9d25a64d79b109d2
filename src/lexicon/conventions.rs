//! The words by which a document states rules on its own clauses: who leads, who need not be named.

use super::Words;
use super::table;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/conventions.csv");

/// What the word of a convention says about the leader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leader {
    /// The first of the list.
    First,
    /// Those before the comma.
    BeforeComma,
    /// Those who answer, where nobody leads.
    Responsible,
}

/// The words of conventions.
#[derive(Debug)]
pub struct Conventions {
    /// 为牵头.
    pub leads: Words<()>,
    /// 列第一位, 逗号前, 无牵头单位.
    pub leaders: Words<Leader>,
    /// 不再列出.
    pub no_repeat: Words<()>,
    /// 以下.
    pub from_here: Words<()>,
    /// 均需.
    pub all: Words<()>,
    /// 均为责任单位.
    pub all_answer: Words<()>,
    /// 统称: a definition, no unit.
    pub definitions: Words<()>,
}

#[derive(Deserialize)]
struct Row {
    word: String,
    kind: String,
}

impl Conventions {
    pub(super) fn load() -> Self {
        let rows: Vec<Row> = table::rows(TABLE);
        let of = |kind: &str| -> Words<()> {
            rows.iter().filter(|row| row.kind == kind).map(|row| (row.word.clone(), ())).collect()
        };
        Self {
            leads: of("leads"),
            leaders: rows.iter().filter_map(leader).collect(),
            no_repeat: of("no_repeat"),
            from_here: of("from_here"),
            all: of("all"),
            all_answer: of("all_answer"),
            definitions: of("definition"),
        }
    }

    /// True where all that follows in the sentence is a rule on later clauses: 以下均需…落实.
    #[must_use]
    pub fn opens_rest(&self, run: &str) -> bool {
        self.from_here.at_start(run).is_some()
    }

    /// True where the words state a rule on leaders or on who is not named again.
    #[must_use]
    pub fn states_rule(&self, words: &str) -> bool {
        let leads = self.leads.find(words).is_some() && self.leaders.find(words).is_some();
        leads || self.no_repeat.find_all(words).any(|(_, word, ())| word != "下同")
    }

    /// True where a run between commas names no unit: a rule, 下同, a definition.
    #[must_use]
    pub fn is_aside(&self, run: &str) -> bool {
        self.states_rule(run)
            || self.definitions.at_start(run).is_some()
            || self.definitions.find_all(run).any(|(_, word, ())| word != "下同")
    }
}

fn leader(row: &Row) -> Option<(String, Leader)> {
    let leader = match row.kind.as_str() {
        "first" => Leader::First,
        "before_comma" => Leader::BeforeComma,
        "nobody" => Leader::Responsible,
        _ => return None,
    };
    Some((row.word.clone(), leader))
}

#[cfg(test)]
mod tests {
    use super::{Conventions, Row, TABLE};
    use crate::lexicon::table;
    use std::collections::HashSet;

    #[test]
    fn every_row_is_read_once() {
        let rows: Vec<Row> = table::rows(TABLE);
        assert_eq!(rows.len() + 1, TABLE.lines().count());
        let words: HashSet<_> = rows.iter().map(|row| (&row.word, &row.kind)).collect();
        assert_eq!(words.len(), rows.len());
        let kinds = ["leads", "first", "before_comma", "nobody", "no_repeat", "from_here", "all"];
        let more = ["all_answer", "definition"];
        for row in &rows {
            assert!(kinds.contains(&row.kind.as_str()) || more.contains(&row.kind.as_str()));
        }
    }

    #[test]
    fn a_rule_is_told_from_a_unit() {
        let words = Conventions::load();
        assert!(words.states_rule("排在第一位的部门为牵头部门"));
        assert!(words.states_rule("不再一一列出"));
        assert!(words.is_aside("下同") && words.opens_rest("以下均需各区落实"));
        assert!(!words.is_aside("各场景牵头部门"));
        assert!(!words.states_rule("含开发区、风景区管委会,下同"));
    }
}
