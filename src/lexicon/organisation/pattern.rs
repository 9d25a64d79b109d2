//! Patterns of names: `lexicon/organisations.csv`.
//!
//! A short form holds at most one placeholder: `{l}` stands for the word of a level or the name of
//! a place (`{l}发改委`: 市发改委, 武汉市发改委), `{p}` for a proper name (`{p}海关`). In the full form
//! `{R}` is the full name of the place, `{p}` the proper name again and `{province}` its province.
//! `{c}` is `{p}` where a body named after a capital works for the whole province: 郑州海关.

use crate::lexicon::{org_kind, table};
use crate::model::{Level, UnitKind};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

pub(in crate::lexicon) const TABLE: &str = include_str!("../../../lexicon/organisations.csv");
const LEVEL: &str = "{l}";
const PROPER: &str = "{p}";
const OF_CAPITAL: &str = "{c}";
const REGION: &str = "{R}";

/// Placeholders of a short form.
pub(in crate::lexicon) const SHORT_SLOTS: &[&str] = &[LEVEL, PROPER, OF_CAPITAL];
/// Placeholders of a full form.
pub(in crate::lexicon) const IN_FULL: &[&str] = &[REGION, PROPER, OF_CAPITAL, "{province}"];

/// One line of the table.
#[derive(Clone, Debug, Deserialize)]
pub(in crate::lexicon) struct Row {
    pub(in crate::lexicon) short: String,
    pub(in crate::lexicon) full: String,
    pub(in crate::lexicon) levels: String,
    pub(in crate::lexicon) kind: String,
    pub(in crate::lexicon) aliases: String,
    pub(in crate::lexicon) since: Option<i16>,
    pub(in crate::lexicon) until: Option<i16>,
    pub(in crate::lexicon) successor: String,
    pub(in crate::lexicon) ambiguous: String,
    pub(in crate::lexicon) scope: String,
}

/// An organisation or a family of organisations.
#[derive(Clone, Debug)]
pub struct Pattern {
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
    /// What took their place.
    pub successor: Option<Box<str>>,
    /// True where one short form stands for bodies with different names.
    pub ambiguous: bool,
    /// Where the short form has this meaning: beginnings of division codes, `!` before the ones
    /// where it has not; empty: everywhere.
    scope: Vec<Box<str>>,
    /// The short forms.
    pub spellings: Vec<Box<str>>,
    /// True where the capital in the name stands for its province.
    pub of_capital: bool,
}

impl Pattern {
    /// True where the short form has this meaning at the place of that code.
    #[must_use]
    pub fn holds_at(&self, code: Option<u32>) -> bool {
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
    pub fn existed_in(&self, year: i16) -> bool {
        self.since.is_none_or(|since| since <= year) && self.until.is_none_or(|until| year <= until)
    }

    /// True for the bodies of one kind of place, as against one body (`财政部`).
    #[must_use]
    pub fn is_local(&self) -> bool {
        self.spellings.iter().any(|spelling| spelling.contains(LEVEL))
    }
}

/// What the placeholder of a short form stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Level,
    Proper,
}

/// A short form with text on both sides of its placeholder, or a proper name in it.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) head: Box<str>,
    pub(crate) tail: Box<str>,
    pub(crate) slot: Slot,
    pub(crate) pattern: usize,
}

/// All patterns, by their short forms.
#[derive(Clone, Debug, Default)]
pub(crate) struct Patterns {
    pub(crate) list: Vec<Pattern>,
    plain: FxHashMap<Box<str>, Vec<usize>>,
    local: FxHashMap<Box<str>, Vec<usize>>,
    /// The last characters of the keys of `local`, which tell most other words from them.
    local_ends: FxHashSet<char>,
    /// By the last two characters of their tails, and by the last one where there is no other.
    frames: FxHashMap<Ends, Vec<Frame>>,
}

/// The last two characters of a text.
type Ends = [Option<char>; 2];

impl Patterns {
    /// Reads the table. Own rows come first; one that holds everywhere takes its spellings from
    /// the built-in rows, one that holds at some places stands beside them.
    pub(super) fn load(own: &[Row]) -> Self {
        let own: Vec<Pattern> = own.iter().cloned().filter_map(pattern).collect();
        let everywhere = own.iter().filter(|pattern| pattern.scope.is_empty());
        let taken: FxHashSet<Box<str>> =
            everywhere.flat_map(|pattern| pattern.spellings.iter().cloned()).collect();
        let built_in = table::rows::<Row>(TABLE).into_iter().filter_map(pattern);
        let mut patterns = Self::default();
        for pattern in own.into_iter().chain(built_in.filter_map(|p| without(p, &taken))) {
            patterns.add(pattern);
        }
        for frames in patterns.frames.values_mut() {
            frames.sort_by_key(|frame| std::cmp::Reverse(frame.head.len() + frame.tail.len()));
        }
        patterns
    }

    /// The bodies of exactly this name.
    pub(crate) fn plain(&self, name: &str) -> Option<&[usize]> {
        self.plain.get(name).map(Vec::as_slice)
    }

    /// The bodies called so after a level or place.
    pub(crate) fn local(&self, rest: &str) -> Option<&[usize]> {
        let last = rest.chars().next_back()?;
        let found = self.local_ends.contains(&last).then(|| self.local.get(rest))?;
        found.map(Vec::as_slice)
    }

    /// The body that `name` is without its proper name: 银保监局 of 河南银保监局.
    pub(crate) fn without_proper(&self, name: &str) -> Option<usize> {
        let fits = |frame: &&Frame| {
            frame.slot == Slot::Proper && frame.head.is_empty() && *frame.tail == *name
        };
        self.frames.get(&ends(name))?.iter().find(fits).map(|frame| frame.pattern)
    }

    /// The frames that `name` can fill, the most literal text first.
    pub(crate) fn frames(&self, name: &str) -> impl Iterator<Item = &Frame> {
        let [last, before] = ends(name);
        let ending = |ends: Ends| self.frames.get(&ends).map_or(&[][..], Vec::as_slice).iter();
        ending([last, before]).chain(ending([last, None])).filter(move |frame| {
            name.len() > frame.head.len() + frame.tail.len()
                && name.starts_with(&*frame.head)
                && name.ends_with(&*frame.tail)
        })
    }

    fn add(&mut self, pattern: Pattern) {
        let at = self.list.len();
        for spelling in &pattern.spellings {
            self.plain_local_or_frame(spelling, at);
        }
        self.list.push(pattern);
    }

    fn plain_local_or_frame(&mut self, spelling: &str, at: usize) {
        if let Some((head, tail)) = spelling.split_once(PROPER) {
            self.add_frame(head, tail, Slot::Proper, at);
        } else if let Some((head, tail)) = spelling.split_once(LEVEL) {
            if head.is_empty() {
                self.local_ends.extend(tail.chars().next_back());
                self.local.entry(tail.into()).or_default().push(at);
            } else {
                self.add_frame(head, tail, Slot::Level, at);
            }
        } else {
            self.plain.entry(spelling.into()).or_default().push(at);
        }
    }

    fn add_frame(&mut self, head: &str, tail: &str, slot: Slot, pattern: usize) {
        if !tail.is_empty() {
            let frame = Frame { head: head.into(), tail: tail.into(), slot, pattern };
            self.frames.entry(ends(tail)).or_default().push(frame);
        }
    }
}

/// A built-in row without the spellings that own rows took; none where the row itself is replaced.
fn without(mut pattern: Pattern, taken: &FxHashSet<Box<str>>) -> Option<Pattern> {
    let is_replaced = pattern.spellings.first().is_some_and(|short| taken.contains(short));
    pattern.spellings.retain(|spelling| !taken.contains(spelling));
    (!is_replaced).then_some(pattern)
}

fn ends(text: &str) -> Ends {
    let mut chars = text.chars().rev();
    [chars.next(), chars.next()]
}

fn pattern(row: Row) -> Option<Pattern> {
    let full = row.full.replace(OF_CAPITAL, PROPER);
    let written = std::iter::once(row.short.as_str()).chain(org_kind::parts(&row.aliases));
    let mut spellings: Vec<Box<str>> =
        written.map(|spelling| spelling.replace(OF_CAPITAL, PROPER).into()).collect();
    spellings.extend(from_full(&full));
    spellings.dedup();
    Some(Pattern {
        levels: org_kind::parts(&row.levels).filter_map(org_kind::level).collect(),
        kind: org_kind::kind(&row.kind)?,
        full: full.into(),
        since: row.since,
        until: row.until,
        successor: org_kind::filled(&row.successor),
        ambiguous: row.ambiguous == "yes",
        scope: row.scope.split_whitespace().map(Into::into).collect(),
        spellings,
        of_capital: row.short.contains(OF_CAPITAL),
    })
}

/// The full form is a spelling too: `中共{R}委组织部` → `中共{l}委组织部`.
fn from_full(full: &str) -> Option<Box<str>> {
    let spelling = full.replace(REGION, LEVEL);
    let single = spelling.matches('{').count() <= 1 && !spelling.is_empty();
    single.then(|| spelling.into())
}

#[cfg(test)]
mod tests {
    use super::{Patterns, TABLE};

    #[test]
    fn every_row_is_read() {
        assert_eq!(Patterns::load(&[]).list.len(), TABLE.lines().count() - 1);
    }

    #[test]
    fn only_ambiguous_rows_lack_a_full_form() {
        for pattern in &Patterns::load(&[]).list {
            assert!(pattern.ambiguous || !pattern.full.is_empty(), "{:?}", pattern.spellings);
            assert!(!pattern.levels.is_empty(), "{:?}", pattern.spellings);
        }
    }

    #[test]
    fn scope_and_years_are_kept() {
        let patterns = Patterns::load(&[]);
        let zone = &patterns.list[patterns.plain("临空港经开区").unwrap()[0]];
        assert!(
            zone.holds_at(Some(420_106)) && !zone.holds_at(Some(440_100)) && !zone.holds_at(None)
        );
        let tax = &patterns.list[patterns.local("国税局").unwrap()[0]];
        assert!(tax.existed_in(2017) && !tax.existed_in(2024));
        let of_capital = |name| patterns.list[patterns.without_proper(name).unwrap()].of_capital;
        assert!(of_capital("海关") && !of_capital("银保监局"));
    }
}
