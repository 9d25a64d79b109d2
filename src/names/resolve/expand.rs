//! From a reading to a full name.

use super::home::Home;
use super::region::Region;
use crate::lexicon::organisation::{Organisations, Pattern, Stem};
use crate::model::{Level, UnitKind};
use crate::names::recognise::{Named, Prefix, Reading};
use jiff::civil::Date;

/// What the full name of a body is, or why it has none.
#[derive(Clone, Debug)]
pub(super) struct Expanded {
    /// The full name; none where the short one is ambiguous or its place unknown.
    pub(super) full: Option<String>,
    /// The same for all spellings of one body.
    pub(super) key: String,
    /// What it is.
    pub(super) kind: UnitKind,
    /// Its level.
    pub(super) level: Option<Level>,
    /// True where the name is put together from the words as written, not taken from a row.
    pub(super) derived: bool,
    /// True where the lexicon knows that the name in full differs from place to place.
    pub(super) varies: bool,
}

/// True where a reading is about a body of the state as a whole.
pub(super) fn is_national(organisations: &Organisations, reading: &Reading) -> bool {
    match reading.named {
        Named::Pattern { candidates, .. } => {
            candidates.iter().any(|at| organisations.pattern(*at).levels == [Level::National])
        }
        _ => false,
    }
}

/// The full name of a department at a place, for the issuer itself.
pub(super) fn department_in_full(
    organisations: &Organisations,
    region: &Region,
    reading: &Reading,
) -> Option<String> {
    let Named::Department { stem, ending, suffix } = reading.named else { return None };
    let words = organisations.stems.spelled(stem, ending).find_map(|found| found.words(stem))?;
    Some(format!("{}{words}{}", region.name, suffix.full))
}

/// Fills the place and the proper name into what the lexicon knows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Expander<'e> {
    pub(super) organisations: &'e Organisations,
    pub(super) home: &'e Home,
    pub(super) day: Option<Date>,
}

impl<'e> Expander<'e> {
    /// The full name of the body that `reading` is about, at `region`.
    pub(super) fn expand(
        &self,
        name: &str,
        reading: &Reading,
        region: Option<&Region>,
    ) -> Expanded {
        match reading.named {
            Named::Pattern { candidates, proper } => {
                let pattern = self.choose(candidates, reading.prefix, region);
                // A place that goes without saying must have such bodies: a district has no 农科院.
                let said = reading.prefix != Prefix::None;
                let fits = |region: &&Region| said || pattern.levels.contains(&region.level);
                self.by_pattern(name, reading.prefix, pattern, proper, region.filter(fits))
            }
            Named::Frame { candidate, proper } => self.by_pattern(
                name,
                reading.prefix,
                self.organisations.pattern(candidate),
                proper,
                region,
            ),
            Named::Department { stem, ending, suffix } => {
                let level =
                    suffix.level.or(region.map(|region| region.level)).or(level_of(reading.prefix));
                let found = self.stem(stem, ending);
                let words = found.and_then(|found| found.words(stem));
                let usual = words.or(found.map(|found| found.full)).unwrap_or(stem);
                let rest = format!("{usual}{}", suffix.full);
                let full = region.filter(|_| words.is_some());
                Expanded {
                    full: full.map(|region| format!("{}{rest}", region.name)),
                    key: self
                        .unplaced(name, reading.prefix, region)
                        .unwrap_or_else(|| key(region, &rest)),
                    kind: suffix.kind,
                    level,
                    derived: true,
                    varies: false,
                }
            }
        }
    }

    fn year(&self) -> Option<i16> {
        self.day.map(Date::year)
    }

    /// The row that fits the level, the place and the year best.
    fn choose(&self, candidates: &[usize], prefix: Prefix, region: Option<&Region>) -> &Pattern {
        let code = self.home.own().and_then(|own| own.code);
        let level = region.map(|region| region.level).or(level_of(prefix));
        let misfit = |pattern: &Pattern| {
            let here = pattern.holds_at(code);
            let levelled = level.is_none_or(|level| pattern.levels.contains(&level));
            let timely = self.year().is_none_or(|year| pattern.existed_in(year));
            (!here, !levelled, !timely)
        };
        let patterns = candidates.iter().map(|at| self.organisations.pattern(*at));
        patterns.min_by_key(|pattern| misfit(pattern)).unwrap_or(self.organisations.pattern(0))
    }

    /// The function that the spelling stands for, in that year.
    fn stem(&self, spelling: &str, ending: &'e str) -> Option<&'e Stem> {
        let misfit = |stem: &Stem| {
            let since = stem.since.zip(self.year()).is_some_and(|(since, year)| year < since);
            let until = stem.until.zip(self.year()).is_some_and(|(until, year)| year > until);
            (since || until, stem.ambiguous, stem.full != spelling)
        };
        self.organisations.stems.spelled(spelling, ending).min_by_key(|stem| misfit(stem))
    }

    fn by_pattern(
        &self,
        name: &str,
        prefix: Prefix,
        pattern: &Pattern,
        proper: Option<&str>,
        region: Option<&Region>,
    ) -> Expanded {
        let code = self.home.own().and_then(|own| own.code);
        let full = Some(&*pattern.full)
            .filter(|full| !full.is_empty() && pattern.holds_at(code))
            .and_then(|full| self.fill(full, proper, region));
        let key = full
            .clone()
            .or_else(|| self.unplaced(name, prefix, region))
            .unwrap_or_else(|| key(region, without_place(self.organisations, name)));
        Expanded {
            full,
            key,
            kind: pattern.kind,
            level: level_in(pattern, region)
                .or(region.map(|region| region.level))
                .or(level_of(prefix)),
            derived: false,
            varies: pattern.full.is_empty(),
        }
    }

    /// 区城管局 in a notice of a city: the word of its level parts it from the city's own.
    fn unplaced(&self, name: &str, prefix: Prefix, region: Option<&Region>) -> Option<String> {
        let other = matches!(prefix, Prefix::Word(..)) && region.is_none();
        (other && self.home.own().is_some()).then(|| key(None, name))
    }

    /// The full form with its placeholders filled, or none where the place is not known.
    fn fill(&self, full: &str, proper: Option<&str>, region: Option<&Region>) -> Option<String> {
        let mut text = full.to_owned();
        if text.contains("{R}") {
            text = text.replace("{R}", &region?.name);
        }
        if text.contains("{province}") {
            text = text.replace("{province}", &self.province(proper, region)?);
        }
        if text.contains("{p}") {
            text = text.replace("{p}", proper?);
        }
        Some(text)
    }

    /// The province that a proper name or a place lies in.
    fn province(&self, proper: Option<&str>, region: Option<&Region>) -> Option<String> {
        let map = self.organisations.divisions.on(self.day);
        let by_region = region.and_then(|region| region.code).and_then(|code| map.get(code));
        let by_proper = || map.shortened(proper?).next();
        let division = by_region.or_else(by_proper)?;
        map.province(division).map(|province| province.name.to_string())
    }
}

/// The same text for all spellings of a body at a place.
pub(super) fn key(region: Option<&Region>, rest: &str) -> String {
    let place = region.map_or("", |region| &region.name);
    let mut key = String::with_capacity(place.len() + 1 + rest.len());
    key.push_str(place);
    key.push('|');
    key.extend(rest.chars().filter_map(in_key));
    key
}

/// Two dashes, brackets in two places and 与 for 和 make no other body.
fn in_key(c: char) -> Option<char> {
    match c {
        '与' => Some('和'),
        '—' | '–' => Some('-'),
        '(' | ')' | '〈' | '〉' | '〔' | '〕' | ' ' => None,
        c => Some(c),
    }
}

/// The name without the place that it begins with.
fn without_place<'t>(organisations: &Organisations, name: &'t str) -> &'t str {
    organisations.prefix_of(name).1
}

fn level_of(prefix: Prefix) -> Option<Level> {
    match prefix {
        Prefix::Word(_, level) => Some(level),
        _ => None,
    }
}

/// The only level of such bodies, or the region's where they exist at it.
fn level_in(pattern: &Pattern, region: Option<&Region>) -> Option<Level> {
    let at_region =
        region.map(|region| region.level).filter(|level| pattern.levels.contains(level));
    match pattern.levels.as_slice() {
        [one] => Some(*one),
        _ => at_region,
    }
}
