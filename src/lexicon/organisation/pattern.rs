//! Patterns of names: `lexicon/organisations.csv`.
//!
//! A short form holds at most one placeholder: `{l}` stands for the word of a level or the name of
//! a place (`{l}发改委`: 市发改委, 武汉市发改委), `{p}` for a proper name (`{p}海关`). In the full form
//! `{R}` is the full name of the place, `{p}` the proper name again and `{province}` its province.
//! `{c}` is `{p}` where a body named after a capital works for the whole province: 郑州海关.

use super::kind;
use crate::lexicon::asset;
use crate::model::{Level, UnitKind};

pub(super) const LEVEL: &str = "{l}";
pub(super) const PROPER: &str = "{p}";
const OF_CAPITAL: &str = "{c}";
const REGION: &str = "{R}";

/// Placeholders of a short form.
pub(in crate::lexicon) const SHORT_SLOTS: &[&str] = &[LEVEL, PROPER, OF_CAPITAL];
/// Placeholders of a full form.
pub(in crate::lexicon) const IN_FULL: &[&str] = &[REGION, PROPER, OF_CAPITAL, "{province}"];

/// An own row: the cells of the columns `short`, `full`, `levels`, `kind`, `aliases`, `since`, `until`,
/// `successor`, `ambiguous`, `scope`, `rank`.
#[derive(Clone, Debug)]
pub(in crate::lexicon) struct Row(pub(in crate::lexicon) [String; COLUMNS]);

/// Columns that say something about a body. Behind them the table says why the row is there.
const COLUMNS: usize = 11;

/// An organisation or a family of organisations.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    /// The full form; empty where it is not known.
    pub full: Box<str>,
    /// The levels at which such bodies exist.
    pub levels: Vec<Level>,
    /// What they are.
    pub kind: UnitKind,
    /// The year of the reform that made them.
    pub since: Option<i16>,
    /// The year of the reform that ended them.
    pub until: Option<i16>,
    /// Where the short form has this meaning: beginnings of division codes, `!` before the ones
    /// where it has not; empty: everywhere.
    pub(super) scope: Vec<Box<str>>,
    /// The short forms.
    pub spellings: Vec<Box<str>>,
    /// True where the capital in the name stands for its province.
    pub of_capital: bool,
    /// Of rows that fit a name equally well the one with the lowest counts.
    pub(super) rank: u8,
}

impl Pattern {
    /// True where the short form has this meaning at the place of that code.
    #[must_use]
    pub(crate) fn holds_at(&self, code: Option<u32>) -> bool {
        if self.scope.is_empty() {
            return true;
        }
        let code = code.map(|code| code.to_string()).unwrap_or_default();
        let mut wanted = self.scope.iter().filter(|scope| !scope.starts_with('!')).peekable();
        let inside = wanted.peek().is_none() || wanted.any(|scope| code.starts_with(&**scope));
        let mut barred = self.scope.iter().filter_map(|scope| scope.strip_prefix('!'));
        inside && !barred.any(|scope| code.starts_with(scope))
    }

    /// True where such bodies existed in that year.
    #[must_use]
    pub(crate) fn existed_in(&self, year: i16) -> bool {
        self.since.is_none_or(|since| since <= year) && self.until.is_none_or(|until| year <= until)
    }

    /// True for the bodies of one kind of place, as against one body (`财政部`).
    #[must_use]
    pub(crate) fn is_local(&self) -> bool {
        self.spellings.iter().any(|spelling| spelling.contains(LEVEL))
    }
}

/// The short forms of a row with the placeholders that names are read with: those under `short` and
/// `aliases`, and the full form where it is one.
#[must_use]
pub fn spellings(short: &str, full: &str, aliases: &str) -> Vec<String> {
    let written = std::iter::once(short).chain(kind::parts(aliases));
    let mut spellings: Vec<String> =
        written.map(|spelling| spelling.replace(OF_CAPITAL, PROPER)).collect();
    spellings.extend(from_full(&full.replace(OF_CAPITAL, PROPER)));
    spellings.dedup();
    spellings
}

/// The full form is a spelling too: `中共{R}委组织部` → `中共{l}委组织部`.
fn from_full(full: &str) -> Option<String> {
    let spelling = full.replace(REGION, LEVEL);
    let single = spelling.matches('{').count() <= 1 && !spelling.is_empty();
    single.then_some(spelling)
}

impl From<&Row> for Pattern {
    fn from(row: &Row) -> Self {
        let cells = row.0.each_ref().map(String::as_str);
        let [short, full, _, _, aliases, ..] = cells;
        let spellings = spellings(short, full, aliases).into_iter().map(Into::into).collect();
        Self::of_cells(cells, spellings)
    }
}

impl Pattern {
    /// The pattern of a row of the program, which has its spellings in the last cell.
    pub(super) fn of_line(line: &str) -> Self {
        let (cells, spellings) = line.rsplit_once('\t').unwrap_or((line, ""));
        let cells = asset::cells(cells).unwrap_or([""; COLUMNS]);
        Self::of_cells(cells, kind::parts(spellings).map(Into::into).collect())
    }

    fn of_cells(cells: [&str; COLUMNS], spellings: Vec<Box<str>>) -> Self {
        let [short, full, levels, kind, _, since, until, _, _, scope, rank] = cells;
        Self {
            levels: kind::parts(levels).filter_map(kind::level).collect(),
            kind: kind::kind(kind).unwrap_or(UnitKind::Other),
            full: full.replace(OF_CAPITAL, PROPER).into(),
            since: since.parse().ok(),
            until: until.parse().ok(),
            scope: scope.split_whitespace().map(Into::into).collect(),
            spellings,
            of_capital: short.contains(OF_CAPITAL),
            rank: rank.parse().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, asset, spellings};

    #[test]
    fn every_row_of_the_program_has_its_spellings() {
        for line in asset::rows("organisations").lines() {
            let cells: [&str; 12] = asset::cells(line).unwrap();
            let [short, full, _, _, aliases, .., written] = cells;
            assert_eq!(spellings(short, full, aliases).join("|"), written);
            let pattern = Pattern::of_line(line);
            assert!(cells[8] == "yes" || !pattern.full.is_empty(), "{line}");
            assert!(!pattern.levels.is_empty(), "{line}");
        }
    }

    #[test]
    fn the_full_form_is_a_spelling() {
        assert_eq!(
            spellings("{l}委组织部", "中共{R}委组织部", ""),
            ["{l}委组织部", "中共{l}委组织部"]
        );
        assert_eq!(
            spellings("{c}海关", "中华人民共和国{c}海关", "{c}关"),
            ["{p}海关", "{p}关", "中华人民共和国{p}海关"]
        );
        assert_eq!(spellings("{p}局", "{R}{p}局", ""), ["{p}局"]);
    }
}
