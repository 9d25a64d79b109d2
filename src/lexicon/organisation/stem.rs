//! What a department does, in its long and short spellings: `lexicon/org_stems.csv`.
//!
//! `发改` and `发展改革` both stand for `发展和改革`; with a suffix they name a department.

use super::found::Found;
use super::kind;
use crate::lexicon::asset;
use rustc_hash::FxHashMap;

/// A function that departments are named after.
#[derive(Clone, Debug)]
pub(crate) struct Stem {
    /// As the full name has it, `发展和改革`.
    pub full: &'static str,
    /// Only with these suffixes in their short form (`委`), with `|` between them; empty: with any.
    suffixes: &'static str,
    /// The year of the reform that made it.
    pub since: Option<i16>,
    /// The year of the reform that ended it.
    pub until: Option<i16>,
    /// True where one spelling stands for bodies with different names.
    pub ambiguous: bool,
    /// True where even the words written in full do: 金融监督管理局 since 2024.
    always: bool,
}

impl Stem {
    /// The words of the full name, where the spelling leaves no doubt: 城管 can be several bodies,
    /// 城市管理 is written in full.
    #[must_use]
    pub(crate) fn words<'s>(&'s self, spelling: &'s str) -> Option<&'s str> {
        let in_full = || !self.always && spelling.len() == self.full.len();
        if self.ambiguous { Some(spelling).filter(|_| in_full()) } else { Some(self.full) }
    }
}

/// All stems by spelling.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stems {
    list: Vec<Stem>,
    by_spelling: FxHashMap<&'static str, Found>,
}

impl Stems {
    /// Reads the table.
    #[must_use]
    pub(super) fn load() -> Self {
        let mut stems = Self::default();
        for row in asset::table("org_stems") {
            stems.add(row);
        }
        // The row for any suffix before those for some, the older one before the younger.
        let Self { list, by_spelling } = &mut stems;
        let place = |at: &usize| list.get(*at).map(|stem| (!stem.suffixes.is_empty(), stem.since));
        by_spelling.values_mut().for_each(|found| found.sort_by_key(place));
        stems
    }

    /// The stems that this spelling can stand for before this suffix.
    pub(crate) fn spelled<'s>(
        &'s self,
        spelling: &str,
        suffix: &'s str,
    ) -> impl Iterator<Item = &'s Stem> {
        let found = self.by_spelling.get(spelling).map(Found::all).unwrap_or_default().iter();
        found.map(|at| &self.list[*at]).filter(move |stem| fits(stem, suffix))
    }

    /// All spellings, in no order that means anything.
    pub(super) fn spellings(&self) -> impl Iterator<Item = &str> {
        self.by_spelling.keys().copied()
    }

    fn add(&mut self, row: [&'static str; 7]) {
        let [full, spellings, suffixes, since, until, _, ambiguous] = row;
        let at = self.list.len();
        for spelling in kind::parts(spellings).chain([full]) {
            self.by_spelling
                .entry(spelling)
                .and_modify(|found| found.add(at))
                .or_insert(Found::One(at));
        }
        self.list.push(Stem {
            full,
            suffixes,
            since: since.parse().ok(),
            until: until.parse().ok(),
            ambiguous: !ambiguous.is_empty(),
            always: ambiguous == "always",
        });
    }
}

/// `委` and `委员会` are one suffix.
fn fits(stem: &Stem, suffix: &str) -> bool {
    stem.suffixes.is_empty()
        || kind::parts(stem.suffixes).any(|allowed| suffix.starts_with(allowed))
}

#[cfg(test)]
mod tests {
    use super::{Stems, asset};

    #[test]
    fn every_row_is_read() {
        assert_eq!(Stems::load().list.len(), asset::rows("org_stems").lines().count());
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
            assert!(found.all().iter().filter(open).count() <= 1, "{spelling}");
        }
    }

    #[test]
    fn spellings_lead_to_the_full_form() {
        let stems = Stems::load();
        let full = |spelling, suffix| stems.spelled(spelling, suffix).next().map(|s| s.full);
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
