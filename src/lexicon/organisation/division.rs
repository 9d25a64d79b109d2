//! Provinces, cities and counties: `lexicon/divisions.csv` (GB/T 2260 code, name, short name).

use crate::chars::Beginnings;
use crate::lexicon::asset::{self, BY_NAME, BY_SHORT, DIVISIONS, FIRSTS};
use crate::model::Level;
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
}

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

    /// The divisions of exactly this full name, the highest level first. Names repeat: there are four
    /// 鼓楼区.
    pub(crate) fn named(&self, name: &str) -> impl Iterator<Item = &Division> {
        self.at(self.by_name.get(name))
    }

    /// True for the full name of a division.
    #[must_use]
    pub(crate) fn is_name(&self, name: &str) -> bool {
        !self.by_name.get(name).is_empty()
    }

    /// The divisions of exactly this short name, the highest level first.
    pub(crate) fn shortened(&self, short: &str) -> impl Iterator<Item = &Division> {
        self.at(self.by_short.get(short))
    }

    /// The division of that code.
    #[must_use]
    pub(crate) fn get(&self, code: u32) -> Option<&Division> {
        let at = DIVISIONS.binary_search_by_key(&code, |row| row.0).ok()?;
        self.list().get(at)
    }

    /// The division above: the city of a district where there is one, else the province.
    #[must_use]
    pub(crate) fn above(&self, division: &Division) -> Option<&Division> {
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
    pub(crate) fn province(&self, division: &Division) -> Option<&Division> {
        self.get(division.code / 10_000 * 10_000)
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

    fn at(&self, places: &'static [u16]) -> impl Iterator<Item = &Division> {
        places.iter().filter_map(|at| self.list().get(usize::from(*at)))
    }

    fn list(&self) -> &[Division] {
        self.list.get_or_init(|| DIVISIONS.iter().map(division).collect())
    }
}

/// Code, first byte of the name in the text of the tables, bytes of the name and of the short name that
/// it begins with.
type Row = (u32, u32, u8, u8);

fn division(row: &Row) -> Division {
    Division { code: row.0, name: full(row), short: short(row) }
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
mod tests {
    use super::{DIVISIONS, Divisions, Level};

    #[test]
    fn divisions_stand_in_the_order_of_their_codes() {
        let divisions = Divisions::load();
        assert!(DIVISIONS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(divisions.list().iter().all(|d| d.name.starts_with(d.short)));
        for division in divisions.list() {
            assert!(divisions.named(division.name).any(|found| found == division));
            assert!(divisions.shortened(division.short).any(|found| found == division));
            assert_eq!(divisions.full_at_start(division.name), Some(division.name.len()));
        }
    }

    #[test]
    fn districts_know_their_city_and_province() {
        let divisions = Divisions::load();
        let wuchang = divisions.named("武昌区").next().unwrap();
        assert_eq!((wuchang.code, wuchang.level()), (420_106, Level::District));
        assert_eq!(divisions.above(wuchang).unwrap().name, "武汉市");
        assert_eq!(divisions.province(wuchang).unwrap().name, "湖北省");
        assert_eq!(divisions.named("鼓楼区").count(), 4);
        let haidian = divisions.named("海淀区").next().unwrap();
        assert!(divisions.above(haidian).unwrap().is_municipality());
    }

    #[test]
    fn the_highest_level_of_a_name_comes_first() {
        let divisions = Divisions::load();
        let levels: Vec<Level> = divisions.shortened("吉林").map(|found| found.level()).collect();
        assert_eq!(levels, [Level::Province, Level::City]);
    }

    #[test]
    fn names_are_found_at_the_start() {
        let divisions = Divisions::load();
        assert_eq!(divisions.full_at_start("武汉市武昌区"), Some("武汉市".len()));
        assert_eq!(divisions.short_at_start("武汉海关"), Some("武汉".len()));
        assert_eq!(divisions.full_at_start("市发改委"), None);
        assert_eq!(divisions.full_at_start("市").or(divisions.full_at_start("")), None);
    }
}
