//! Provinces, cities and counties of today and of some years back: `lexicon/divisions.csv`.

use crate::chars::Beginnings;
use crate::lexicon::asset::{self, BY_NAME, BY_SHORT, CHANGES, DIVISIONS, FIRSTS};
use crate::model::Level;
use jiff::civil::Date;
use once_cell::sync::OnceCell;

/// An administrative division above the level of towns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Division {
    /// GB/T 2260 code.
    pub code: u32,
    /// Full name, `武昌区`.
    pub name: &'static str,
    /// The name without the word for its level, `武昌`; the full name where it would be one
    /// character.
    pub short: &'static str,
    /// Its first day as `yyyymmdd`, or 0.
    since: u32,
    /// Its last day as `yyyymmdd`, or [`OPEN`].
    until: u32,
    /// The code of the division that took its place; 0 where there is no such one.
    successor: u32,
}

/// The last day of a division of today.
const OPEN: u32 = u32::MAX;

impl Division {
    /// Province, city or district, from the code. A municipality is a province.
    #[must_use]
    pub(crate) fn level(&self) -> Level {
        match (self.code % 10_000, self.code % 100) {
            (0, _) => Level::Province,
            (_, 0) => Level::City,
            _ => Level::District,
        }
    }

    /// True for the capital of a province: the standard numbers it first.
    #[must_use]
    pub(crate) fn is_capital(&self) -> bool {
        self.code % 10_000 == 100
    }

    /// True for 北京, 天津, 上海 and 重庆, whose districts have no city above them.
    #[must_use]
    pub(crate) fn is_municipality(&self) -> bool {
        self.level() == Level::Province && self.name.ends_with('市')
    }
}

/// All divisions, by code and by name.
#[derive(Clone, Debug)]
pub(crate) struct Divisions {
    /// In the order of codes; filled when a division is first looked at as a whole.
    list: OnceCell<Vec<Division>>,
    by_name: Names,
    by_short: Names,
}

impl Divisions {
    /// The divisions of the table.
    #[must_use]
    pub(super) fn load() -> Self {
        Self {
            list: OnceCell::new(),
            by_name: Names::new(&BY_NAME, full),
            by_short: Names::new(&BY_SHORT, short),
        }
    }

    /// The divisions as they were on a day; without one, those of today.
    #[must_use]
    pub(crate) fn on(&self, day: Option<Date>) -> Map<'_> {
        Map { divisions: self, day: day.map(number) }
    }

    /// True for the full name of a division, of whatever time.
    #[must_use]
    pub(crate) fn is_name(&self, name: &str) -> bool {
        !self.by_name.get(name).is_empty()
    }

    /// The bytes of the longest full name that `text` begins with.
    #[must_use]
    pub(crate) fn full_at_start(&self, text: &str) -> Option<usize> {
        self.by_name.at_start(text)
    }

    /// The bytes of the longest short name that `text` begins with.
    #[must_use]
    pub(crate) fn short_at_start(&self, text: &str) -> Option<usize> {
        self.by_short.at_start(text)
    }

    fn list(&self) -> &[Division] {
        self.list.get_or_init(all)
    }
}

/// The divisions of one time. A name that none of them has is that of one that ended before: a
/// notice may well speak of it by its old name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Map<'d> {
    divisions: &'d Divisions,
    /// The day as `yyyymmdd`; none for today.
    day: Option<u32>,
}

impl<'d> Map<'d> {
    /// The divisions of exactly this full name, the highest level first. Names repeat: there are four
    /// 鼓楼区.
    pub(crate) fn named(self, name: &str) -> impl Iterator<Item = &'d Division> + use<'d> {
        self.of_that_time(self.divisions.by_name.get(name))
    }

    /// The divisions of exactly this full name that ended before, unless the name went on: 江北区 of
    /// 重庆市, while that of 宁波市 is still there.
    pub(crate) fn former(self, name: &str) -> impl Iterator<Item = &'d Division> + use<'d> {
        let list = self.divisions.list();
        let all = self.divisions.by_name.get(name).iter();
        let ended = all.filter_map(move |at| list.get(usize::from(*at)));
        ended.filter(move |division| {
            !self.holds(division) && self.is_over(division) && !self.went_on(division)
        })
    }

    /// The divisions of exactly this short name, the highest level first.
    pub(crate) fn shortened(self, short: &str) -> impl Iterator<Item = &'d Division> + use<'d> {
        self.of_that_time(self.divisions.by_short.get(short))
    }

    /// The division of that code. A code outlives a name: 襄樊市 and 襄阳市 have the same.
    #[must_use]
    pub(crate) fn get(self, code: u32) -> Option<&'d Division> {
        let from = DIVISIONS.partition_point(|row| row.0 < code);
        let rest = self.divisions.list().get(from..)?.iter();
        let found = rest.take_while(|division| division.code == code);
        found.max_by_key(|division| (self.holds(division), division.since))
    }

    /// The division above: the city of a district where there is one, else the province.
    #[must_use]
    pub(crate) fn above(self, division: &Division) -> Option<&'d Division> {
        match division.level() {
            Level::District => {
                self.get(division.code / 100 * 100).or_else(|| self.province(division))
            }
            Level::City => self.province(division),
            _ => None,
        }
    }

    /// The province that a division lies in.
    #[must_use]
    pub(crate) fn province(self, division: &Division) -> Option<&'d Division> {
        self.get(division.code / 10_000 * 10_000)
    }

    /// The division that took the place of one that ended, where it was one.
    #[must_use]
    pub(crate) fn successor(self, division: &Division) -> Option<&'d Division> {
        let heir = self.get(division.successor)?;
        (heir != division).then_some(heir)
    }

    /// Those that hold; where none does, those that ended before.
    fn of_that_time(self, places: &'static [u16]) -> impl Iterator<Item = &'d Division> + use<'d> {
        let list = self.divisions.list();
        let all = move || places.iter().filter_map(move |at| list.get(usize::from(*at)));
        let some_hold = all().any(|division| self.holds(division));
        // Where only the year of a change is known, both hold in it; the new one then counts.
        // The heir of 哈密市 of old is a district of 哈密市 of today.
        let heir_holds = move |division: &Division| {
            let heir = |other: &Division| {
                let codes = [division.successor, division.successor / 100 * 100];
                codes.contains(&other.code) && self.holds(other)
            };
            division.successor > 0 && all().any(|other| other != division && heir(other))
        };
        all().filter(move |division| {
            if some_hold {
                self.holds(division) && !heir_holds(division)
            } else {
                self.is_over(division)
            }
        })
    }

    /// True where the name is that of its successor, or in its province that of a division of another
    /// level: 哈密市 was a city in 哈密地区.
    fn went_on(self, division: &Division) -> bool {
        let on_another_level = |other: &Division| {
            let same_province = other.code / 10_000 == division.code / 10_000;
            same_province && other.level() != division.level() && self.holds(other)
        };
        self.successor(division).is_some_and(|heir| heir.name == division.name)
            || self.named(division.name).any(on_another_level)
    }

    fn is_over(self, division: &Division) -> bool {
        self.day.is_none_or(|day| division.until < day)
    }

    fn holds(self, division: &Division) -> bool {
        match self.day {
            Some(day) => (division.since..=division.until).contains(&day),
            None => division.until == OPEN,
        }
    }
}

/// A day as `yyyymmdd`.
fn number(day: Date) -> u32 {
    let year = u32::try_from(day.year()).unwrap_or(0);
    let [month, day] = [day.month(), day.day()].map(|part| u32::from(part.unsigned_abs()));
    year * 10_000 + month * 100 + day
}

/// All rows, each with what is known of its time.
fn all() -> Vec<Division> {
    let mut list: Vec<Division> = DIVISIONS.iter().map(division).collect();
    for &(at, since, until, successor) in &CHANGES {
        if let Some(division) = list.get_mut(usize::from(at)) {
            division.since = since;
            division.until = if until == 0 { OPEN } else { until };
            division.successor = successor;
        }
    }
    list
}

/// Code, first byte of the name in the text of the tables, bytes of the name and of the short name that
/// it begins with.
type Row = (u32, u32, u8, u8);

fn division(row: &Row) -> Division {
    let (since, until, successor) = (0, OPEN, 0);
    Division { code: row.0, name: full(row), short: short(row), since, until, successor }
}

fn full(row: &Row) -> &'static str {
    asset::piece(row.1, row.2.into())
}

fn short(row: &Row) -> &'static str {
    asset::piece(row.1, row.3.into())
}

/// The divisions by one of their names.
#[derive(Clone, Debug)]
struct Names {
    /// Positions in the order of names; of equal names the highest level first.
    order: &'static [u16],
    name: fn(&Row) -> &'static str,
    /// What names begin with: nearly every word of a text is told from a name by this alone.
    beginnings: OnceCell<Beginnings>,
}

impl Names {
    fn new(order: &'static [u16], name: fn(&Row) -> &'static str) -> Self {
        Self { order, name, beginnings: OnceCell::new() }
    }

    fn may_begin(&self, text: &str) -> bool {
        let names = || DIVISIONS.iter().map(self.name);
        self.beginnings.get_or_init(|| Beginnings::of(names())).may_begin(text)
    }

    fn name(&self, at: u16) -> &'static str {
        DIVISIONS.get(usize::from(at)).map_or("", self.name)
    }

    fn get(&self, name: &str) -> &'static [u16] {
        let alike = self.alike(name);
        let from = alike.partition_point(|at| self.name(*at) < name);
        let equal = alike.get(from..).unwrap_or_default();
        let len = equal.iter().take_while(|at| self.name(**at) == name).count();
        equal.get(..len).unwrap_or_default()
    }

    /// The bytes of the longest name that `text` begins with.
    fn at_start(&self, text: &str) -> Option<usize> {
        let alike = self.alike(text);
        // What `text` begins with stands before it, the longest last.
        let end = alike.partition_point(|at| self.name(*at) <= text);
        let names = alike.get(..end)?.iter().rev().map(|at| self.name(*at));
        let two = first_two(text);
        let near = names.take_while(|name| two.is_some_and(|two| name.starts_with(two)));
        { near }.find(|name| text.starts_with(name)).map(str::len)
    }

    /// The names with the first character of `text`, in their order.
    fn alike(&self, text: &str) -> &'static [u16] {
        if !self.may_begin(text) {
            return &[];
        }
        let Some(first) = text.chars().next().map(u32::from) else { return &[] };
        let Ok(found) = FIRSTS.binary_search_by_key(&first, |entry| entry.0) else { return &[] };
        let from = FIRSTS[found].1.into();
        let to = FIRSTS.get(found + 1).map_or(self.order.len(), |next| next.1.into());
        self.order.get(from..to).unwrap_or_default()
    }
}

fn first_two(text: &str) -> Option<&str> {
    let end = text.char_indices().nth(1).map(|(at, second)| at + second.len_utf8())?;
    text.get(..end)
}

#[cfg(test)]
mod tests;
