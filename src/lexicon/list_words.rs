//! The words of lists of units: how a list goes on, what joins two names, how collectives are built.

use super::Words;
use super::table;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/list_words.csv");

/// The words of lists of units.
#[derive(Debug)]
pub struct ListWords {
    /// 等.
    pub open_ends: Words<()>,
    /// 有关, 市级: before a noun that sums a list up.
    pub modifiers: Words<()>,
    /// 部门, 单位: nouns that sum a list up.
    pub nouns: Words<()>,
    /// 县, 设区市: levels of places in a collective.
    pub levels: Words<()>,
    /// 园区: kinds of areas, which without a name are no body.
    pub areas: Words<()>,
    /// 中国移动: firms whose name does not end as names end.
    pub firms: Words<()>,
    /// 人民政府: what the levels of a collective share.
    pub organs: Words<()>,
    /// 各, 各级: opens a collective.
    pub every: Words<()>,
    /// 具有: opens the description behind 等.
    pub describers: Words<()>,
}

#[derive(Deserialize)]
struct Row {
    word: String,
    kind: String,
}

impl ListWords {
    pub(super) fn load() -> Self {
        let rows: Vec<Row> = table::rows(TABLE);
        let of = |kind: &str| -> Words<()> {
            rows.iter().filter(|row| row.kind == kind).map(|row| (row.word.clone(), ())).collect()
        };
        Self {
            open_ends: of("open_end"),
            modifiers: of("modifier"),
            nouns: of("noun"),
            levels: of("level"),
            areas: of("area"),
            firms: of("firm"),
            organs: of("organ"),
            every: of("every"),
            describers: of("describer"),
        }
    }
}

impl ListWords {
    /// True for 市级, 省直: a level of places with what makes a modifier of it.
    #[must_use]
    pub fn is_level(&self, modifier: &str) -> bool {
        self.levels.at_start(modifier).is_some_and(|(word, ())| word.len() < modifier.len())
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, TABLE};
    use crate::lexicon::table;
    use std::collections::HashSet;

    #[test]
    fn every_row_is_read_once() {
        let rows: Vec<Row> = table::rows(TABLE);
        assert_eq!(rows.len() + 1, TABLE.lines().count());
        let words: HashSet<_> = rows.iter().map(|row| (&row.word, &row.kind)).collect();
        assert_eq!(words.len(), rows.len());
        let kinds = [
            "open_end",
            "modifier",
            "noun",
            "level",
            "area",
            "firm",
            "organ",
            "every",
            "describer",
        ];
        assert!(rows.iter().all(|row| kinds.contains(&row.kind.as_str())));
    }
}
