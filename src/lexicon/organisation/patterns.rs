//! All patterns of names, by their short forms.

use super::found::Found;
use super::pattern::{LEVEL, PROPER, Pattern, Row};
use crate::lexicon::asset;
use once_cell::sync::OnceCell;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::cmp::Reverse;

/// A part of a name, which own rows own.
type Text = Cow<'static, str>;

/// What the placeholder of a short form stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    Level,
    Proper,
}

/// A short form with text on both sides of its placeholder, or a proper name in it.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) head: Text,
    pub(crate) tail: Text,
    pub(crate) slot: Slot,
    pub(crate) pattern: usize,
}

/// All patterns, by their short forms. Bodies of one name stand in the order of their ranks.
#[derive(Clone, Debug, Default)]
pub(crate) struct Patterns {
    list: Vec<Body>,
    plain: FxHashMap<Text, Found>,
    local: FxHashMap<Text, Found>,
    /// The last characters of the keys of `local`, which tell most other words from them.
    local_ends: FxHashSet<char>,
    /// By the last two characters of their tails, and by the last one where there is no other.
    frames: FxHashMap<Ends, Vec<Frame>>,
}

/// A row, read when it is first asked for.
#[derive(Clone, Debug)]
struct Body {
    line: &'static str,
    pattern: OnceCell<Pattern>,
}

/// The last two characters of a text.
type Ends = [Option<char>; 2];

impl Patterns {
    /// Reads the table. Own rows come first; one that holds everywhere takes its spellings from
    /// the built-in rows, one that holds at some places stands beside them.
    pub(super) fn load(own: &[Row]) -> Self {
        let mut own: Vec<Pattern> = own.iter().map(Into::into).collect();
        own.sort_by_key(|pattern| pattern.rank);
        let everywhere = own.iter().filter(|pattern| pattern.scope.is_empty());
        let taken: FxHashSet<Box<str>> =
            everywhere.flat_map(|pattern| pattern.spellings.iter().cloned()).collect();
        let mut patterns = Self::default();
        own.into_iter().for_each(|pattern| patterns.add(pattern));
        for line in asset::rows("organisations").lines() {
            if taken.is_empty() {
                patterns.add_line(line);
            } else if let Some(pattern) = without(Pattern::of_line(line), &taken) {
                patterns.add(pattern);
            }
        }
        patterns.sort_frames();
        patterns
    }

    /// The row at a position.
    pub(super) fn get(&self, at: usize) -> &Pattern {
        let body = &self.list[at];
        body.pattern.get_or_init(|| Pattern::of_line(body.line))
    }

    /// The bodies of exactly this name.
    pub(crate) fn plain(&self, name: &str) -> Option<&[usize]> {
        self.plain.get(name).map(Found::all)
    }

    /// The bodies called so after a level or place.
    pub(crate) fn local(&self, rest: &str) -> Option<&[usize]> {
        let last = rest.chars().next_back()?;
        let found = self.local_ends.contains(&last).then(|| self.local.get(rest))?;
        found.map(Found::all)
    }

    /// What [`Patterns::plain`] and [`Patterns::local`] know, in no order that means anything.
    pub(super) fn whole_names(&self) -> impl Iterator<Item = &str> {
        self.plain.keys().chain(self.local.keys()).map(|name| &**name)
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
        for spelling in &pattern.spellings {
            self.plain_local_or_frame(Cow::Owned(spelling.to_string()));
        }
        self.list.push(Body { line: "", pattern: OnceCell::with_value(pattern) });
    }

    fn add_line(&mut self, line: &'static str) {
        let (_, spellings) = line.rsplit_once('\t').unwrap_or_default();
        for spelling in spellings.split('|') {
            self.plain_local_or_frame(Cow::Borrowed(spelling));
        }
        self.list.push(Body { line, pattern: OnceCell::new() });
    }

    /// Adds a spelling of the row that will be the next one.
    fn plain_local_or_frame(&mut self, spelling: Text) {
        let Some(slot) = spelling.find('{') else {
            return add(&mut self.plain, spelling, self.list.len());
        };
        let (head, tail) = cut(spelling, slot);
        if tail.starts_with(PROPER) {
            self.add_frame(head, cut(tail, PROPER.len()).1, Slot::Proper);
            return;
        }
        let tail = cut(tail, LEVEL.len()).1;
        if !head.is_empty() {
            self.add_frame(head, tail, Slot::Level);
            return;
        }
        self.local_ends.extend(tail.chars().next_back());
        add(&mut self.local, tail, self.list.len());
    }

    fn add_frame(&mut self, head: Text, tail: Text, slot: Slot) {
        if !tail.is_empty() {
            let ends = ends(&tail);
            let frame = Frame { head, tail, slot, pattern: self.list.len() };
            self.frames.entry(ends).or_default().push(frame);
        }
    }

    /// The most literal text comes first, then the longest before the placeholder.
    fn sort_frames(&mut self) {
        for frames in self.frames.values_mut() {
            frames.sort_by_key(|frame| {
                let [head, tail] = [frame.head.len(), frame.tail.len()];
                (Reverse(head + tail), Reverse(head), frame.pattern)
            });
        }
    }
}

fn add(names: &mut FxHashMap<Text, Found>, name: Text, at: usize) {
    names.entry(name).and_modify(|found| found.add(at)).or_insert(Found::One(at));
}

/// The text before and from a byte on.
fn cut(text: Text, at: usize) -> (Text, Text) {
    match text {
        Cow::Borrowed(text) => {
            let (head, tail) = text.split_at_checked(at).unwrap_or((text, ""));
            (head.into(), tail.into())
        }
        Cow::Owned(mut text) => {
            let tail = text.split_off(at);
            (text.into(), tail.into())
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

#[cfg(test)]
mod tests {
    use super::{Patterns, asset};

    #[test]
    fn every_row_is_read() {
        let rows = asset::rows("organisations").lines().count();
        assert_eq!(Patterns::load(&[]).list.len(), rows);
    }

    #[test]
    fn of_rows_with_one_name_the_rank_decides() {
        let patterns = Patterns::load(&[]);
        let full = |rest| patterns.local(rest).unwrap().iter().map(|at| &*patterns.get(*at).full);
        let courts: Vec<&str> = full("法院").collect();
        assert_eq!(courts, ["{R}高级人民法院", "{R}中级人民法院", "{R}人民法院"]);
        assert_eq!(full("委办").next(), Some("中共{R}委办公厅"));
    }

    #[test]
    fn scope_and_years_are_kept() {
        let patterns = Patterns::load(&[]);
        let zone = patterns.get(patterns.plain("临空港经开区").unwrap()[0]);
        assert!(
            zone.holds_at(Some(420_106)) && !zone.holds_at(Some(440_100)) && !zone.holds_at(None)
        );
        let tax = patterns.get(patterns.local("国税局").unwrap()[0]);
        assert!(tax.existed_in(2017) && !tax.existed_in(2024));
        let of_capital = |name| patterns.get(patterns.without_proper(name).unwrap()).of_capital;
        assert!(of_capital("海关") && !of_capital("银保监局"));
    }
}
