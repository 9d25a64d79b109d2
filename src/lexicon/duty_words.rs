//! Headings over duty lists and verbs that open a duty.

use super::Words;
use super::clause_words::role;
use super::table;
use crate::model::Role;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/duty_words.csv");

/// The words of duty lists.
#[derive(Debug)]
pub struct DutyWords {
    /// 主办单位, 职责分工, with the role of the units under them.
    pub headings: Words<Role>,
    /// 做好, 负责.
    pub verbs: Words<()>,
}

#[derive(Deserialize)]
struct Row {
    word: String,
    kind: String,
    role: String,
}

impl DutyWords {
    pub(super) fn load() -> Self {
        let rows: Vec<Row> = table::rows(TABLE);
        let heading = |row: &Row| {
            (row.kind == "heading")
                .then(|| role(&row.role))
                .flatten()
                .map(|r| (row.word.clone(), r))
        };
        let verbs = rows.iter().filter(|row| row.kind == "verb");
        Self {
            headings: rows.iter().filter_map(heading).collect(),
            verbs: verbs.map(|row| (row.word.clone(), ())).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DutyWords, Row, TABLE};
    use crate::lexicon::table;

    #[test]
    fn every_row_is_read_once() {
        let rows: Vec<Row> = table::rows(TABLE);
        table::assert_complete(TABLE, rows.len());
        let words = DutyWords::load();
        assert_eq!(words.headings.len() + words.verbs.len(), rows.len());
        let mut names: Vec<_> = rows.iter().map(|row| (&row.word, &row.kind)).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), rows.len());
    }
}
