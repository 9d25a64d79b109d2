//! What a department does, in its long and short spellings: `lexicon/org_stems.csv`.
//!
//! `发改` and `发展改革` both stand for `发展和改革`; with a suffix they name a department.

use super::{org_kind, table};
use rustc_hash::FxHashMap;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/org_stems.csv");

#[derive(Deserialize)]
struct Row {
    full: String,
    spellings: String,
    suffixes: String,
    since: Option<i16>,
    until: Option<i16>,
    successor: String,
    ambiguous: String,
}

/// A function that departments are named after.
#[derive(Clone, Debug)]
pub struct Stem {
    /// As the full name has it, `发展和改革`.
    pub full: Box<str>,
    /// Only with these suffixes in their short form (`委`); empty: with any.
    pub suffixes: Vec<Box<str>>,
    /// The year of the reform that made it.
    pub since: Option<i16>,
    /// The year of the reform that ended it.
    pub until: Option<i16>,
    /// The function that took over.
    pub successor: Option<Box<str>>,
    /// True where one spelling stands for bodies with different names.
    pub ambiguous: bool,
    /// True where even the words written in full do: 金融监督管理局 since 2024.
    always: bool,
}

impl Stem {
    /// The words of the full name, where the spelling leaves no doubt: 城管 can be several bodies,
    /// 城市管理 is written in full.
    #[must_use]
    pub fn words<'s>(&'s self, spelling: &'s str) -> Option<&'s str> {
        let in_full = || !self.always && spelling.len() == self.full.len();
        if self.ambiguous { Some(spelling).filter(|_| in_full()) } else { Some(&self.full) }
    }
}

/// All stems by spelling.
#[derive(Clone, Debug)]
pub struct Stems {
    list: Vec<Stem>,
    by_spelling: FxHashMap<Box<str>, Vec<usize>>,
}

impl Stems {
    /// Reads the table.
    #[must_use]
    pub fn load() -> Self {
        let mut stems = Self { list: Vec::new(), by_spelling: FxHashMap::default() };
        for row in table::rows::<Row>(TABLE) {
            stems.add(&row);
        }
        stems
    }

    /// The stems that this spelling can stand for before this suffix.
    pub fn spelled<'s>(
        &'s self,
        spelling: &str,
        suffix: &'s str,
    ) -> impl Iterator<Item = &'s Stem> {
        let found = self.by_spelling.get(spelling).into_iter().flatten();
        found.map(|at| &self.list[*at]).filter(move |stem| fits(stem, suffix))
    }

    fn add(&mut self, row: &Row) {
        let at = self.list.len();
        for spelling in org_kind::parts(&row.spellings).chain([row.full.as_str()]) {
            let found = self.by_spelling.entry(spelling.into()).or_default();
            if found.last() != Some(&at) {
                found.push(at);
            }
        }
        self.list.push(Stem {
            full: row.full.as_str().into(),
            suffixes: org_kind::parts(&row.suffixes).map(Into::into).collect(),
            since: row.since,
            until: row.until,
            successor: org_kind::filled(&row.successor),
            ambiguous: !row.ambiguous.is_empty(),
            always: row.ambiguous == "always",
        });
    }
}

/// `委` and `委员会` are one suffix.
fn fits(stem: &Stem, suffix: &str) -> bool {
    stem.suffixes.is_empty() || stem.suffixes.iter().any(|allowed| suffix.starts_with(&**allowed))
}

#[cfg(test)]
mod tests {
    use super::{Stems, TABLE};

    #[test]
    fn every_row_is_read() {
        assert_eq!(Stems::load().list.len(), TABLE.lines().count() - 1);
    }

    #[test]
    fn no_spelling_is_ambiguous_without_saying_so() {
        let stems = Stems::load();
        for (spelling, found) in &stems.by_spelling {
            let open = |at: &&usize| {
                let stem: &super::Stem = &stems.list[**at];
                stem.suffixes.is_empty()
                    && !stem.ambiguous
                    && stem.since.is_none()
                    && stem.until.is_none()
            };
            assert!(found.iter().filter(open).count() <= 1, "{spelling}");
        }
    }

    #[test]
    fn spellings_lead_to_the_full_form() {
        let stems = Stems::load();
        let full = |spelling, suffix| stems.spelled(spelling, suffix).next().map(|s| &*s.full);
        assert_eq!(full("发改", "局"), Some("发展和改革"));
        assert_eq!(full("交通", "委员会"), Some("交通"));
        assert_eq!(full("交通", "局"), Some("交通运输"));
        assert_eq!(full("发", "局"), None);
        let words = |spelling, suffix| stems.spelled(spelling, suffix).next()?.words(spelling);
        assert_eq!(words("城市管理", "局"), Some("城市管理"));
        assert_eq!(words("城管", "局"), None);
        assert_eq!(words("文化体育和旅游", "局"), Some("文化体育和旅游"));
        assert_eq!(words("发改", "局"), Some("发展和改革"));
    }
}
