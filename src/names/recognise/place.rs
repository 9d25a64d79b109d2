//! Names of places at the beginning of a name.

use super::read::{Prefix, is_han};
use crate::lexicon::organisation::{Division, Organisations, Suffix, Weight};
use crate::model::{Level, UnitKind};

/// A place that is in no table has 3 to 6 characters with its level: 青禾区.
const UNLISTED: std::ops::RangeInclusive<usize> = 3..=6;

/// A chain of places: province, city, district.
const CHAIN: usize = 3;

impl Organisations {
    /// The bytes of the full names of places that `name` begins with: 湖北省武汉市武昌区…
    #[must_use]
    pub(crate) fn full_places(&self, name: &str) -> usize {
        let mut end = 0;
        for _ in 0..CHAIN {
            match self.divisions.full_at_start(&name[end..]) {
                Some(len) => end += len,
                None => break,
            }
        }
        end
    }

    /// Where places can end that no table has: after 临江市 and after 临江市青禾区.
    #[must_use]
    pub(crate) fn grammar_places(&self, name: &str) -> Vec<usize> {
        let mut ends = Vec::new();
        let mut from = 0;
        while ends.len() < CHAIN {
            let Some(len) = self.grammar_place(&name[from..]) else { break };
            from += len;
            ends.push(from);
        }
        ends
    }

    /// The bytes of a place in no table that `name` begins with; zones, which have no government,
    /// are none.
    pub(super) fn unlisted_place(&self, name: &str) -> usize {
        let end = self.grammar_places(name).last().copied().unwrap_or(0);
        let ending = self.suffixes.at_end(&name[..end]);
        if ending.is_some_and(|(_, suffix)| suffix.kind == UnitKind::Agency) { 0 } else { end }
    }

    /// The places of one name, each with its level: 武汉市武昌区 → 武汉市, 武昌区.
    #[must_use]
    pub(crate) fn chain<'t>(&self, places: &'t str) -> Vec<(&'t str, Level)> {
        let mut chain = Vec::new();
        let mut rest = places;
        while let Some(len) = self.next_place(rest).filter(|_| chain.len() < CHAIN) {
            let (place, after) = rest.split_at(len);
            chain.push((place, self.level_of(place)));
            rest = after;
        }
        chain
    }

    /// The prefix that is the whole of `text`: 市, 武汉市, 武汉.
    pub(super) fn whole_place<'t>(&self, text: &'t str) -> Option<Prefix<'t>> {
        if let Some(level) = self.level_words.get(text) {
            return Some(Prefix::Word(text, *level));
        }
        self.is_whole_place(text).then_some(Prefix::Place(text))
    }

    fn is_whole_place(&self, text: &str) -> bool {
        self.full_places(text) == text.len()
            || self.divisions.short_at_start(text) == Some(text.len())
            || self.grammar_places(text).last() == Some(&text.len())
    }

    /// True where `text` is the name of a place with the word for its level: 洪山区, 青禾区.
    #[must_use]
    pub(crate) fn is_place(&self, text: &str) -> bool {
        let full = self.full_places(text);
        let rest = &text[full..];
        let unlisted = || {
            self.level_words.at_end(rest).is_some()
                && self.grammar_places(rest).last() == Some(&rest.len())
        };
        !text.is_empty() && (rest.is_empty() || unlisted())
    }

    /// True where a word only looks like the name of a place: 步行街, 示范社区.
    pub(super) fn is_no_place(&self, text: &str) -> bool {
        self.not_names.tails.at_end(text).is_some()
    }

    fn next_place(&self, text: &str) -> Option<usize> {
        self.divisions
            .full_at_start(text)
            .or_else(|| self.grammar_place(text))
            .or_else(|| self.divisions.short_at_start(text))
    }

    fn level_of(&self, place: &str) -> Level {
        let divisions = self.divisions.on(None);
        let listed = divisions.named(place).next().map(Division::level);
        let by_word = || self.level_words.at_end(place).map(|(_, level)| *level);
        let by_short = || divisions.shortened(place).next().map(Division::level);
        listed.or_else(by_word).or_else(by_short).unwrap_or(Level::District)
    }

    /// 人民政府副区 is no place: a body stands in it.
    fn holds_body(&self, text: &str) -> bool {
        let heavy =
            |suffix: &Suffix| suffix.weight == Weight::Heavy && suffix.kind != UnitKind::Agency;
        self.suffixes.find_all(text).any(|(_, _, suffix)| heavy(suffix))
    }

    fn grammar_place(&self, text: &str) -> Option<usize> {
        let reach = text.floor_char_boundary(4 * (UNLISTED.end() + 1));
        if !self.level_words.may_end_inside(&text[..reach]) {
            return None;
        }
        let ends = text.char_indices().take_while(|(_, c)| is_han(*c)).enumerate();
        let end = ends.skip(1).take(*UNLISTED.end()).find_map(|(count, (at, c))| {
            let end = at + c.len_utf8();
            let (word, level) = self.level_words.ending(&text[..end], c)?;
            let named = end > word.len() && UNLISTED.contains(&(count + 1)) && *level < Level::Town;
            let place = &text[..end];
            let cut = self.not_names.level_begins.at_start(&text[end - word.len()..]).is_some();
            (named
                && !cut
                && !self.is_no_place(place)
                && !self.holds_body(place)
                && !self.holds_place(place))
            .then_some(end)
        })?;
        let opens = self.collectives.heads.at_start(text).is_some()
            || self.not_names.heads.at_start(text).is_some();
        (!opens).then_some(end)
    }

    /// 国开行福建省: a bank at a place, no place of that name. 丰县 in 新丰县 is too short to tell.
    fn holds_place(&self, text: &str) -> bool {
        let mut starts = text.char_indices().rev().skip(2).map(|(at, _)| at).filter(|at| *at > 0);
        starts.any(|at| self.divisions.is_name(&text[at..]))
    }
}
