//! Provinces, cities and counties: `lexicon/divisions.csv` (GB/T 2260 code, name, short name).

use super::table;
use crate::model::Level;
use rustc_hash::FxHashMap;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/divisions.csv");

/// No name of a division is longer, in characters.
const LONGEST: usize = 15;

#[derive(Deserialize)]
struct Row {
    code: u32,
    name: String,
    short: String,
}

/// An administrative division above the level of towns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// GB/T 2260 code.
    pub code: u32,
    /// Full name, `武昌区`.
    pub name: Box<str>,
    /// The name without the word for its level, `武昌`; the full name where it would be one
    /// character.
    pub short: Box<str>,
}

impl Division {
    /// Province, city or district, from the code. A municipality is a province.
    #[must_use]
    pub fn level(&self) -> Level {
        match (self.code % 10_000, self.code % 100) {
            (0, _) => Level::Province,
            (_, 0) => Level::City,
            _ => Level::District,
        }
    }

    /// True for the capital of a province: the standard numbers it first.
    #[must_use]
    pub fn is_capital(&self) -> bool {
        self.code % 10_000 == 100
    }

    /// True for 北京, 天津, 上海 and 重庆, whose districts have no city above them.
    #[must_use]
    pub fn is_municipality(&self) -> bool {
        self.level() == Level::Province && self.name.ends_with('市')
    }
}

/// All divisions, by code and by name.
#[derive(Clone, Debug)]
pub struct Divisions {
    list: Vec<Division>,
    by_name: FxHashMap<Box<str>, Vec<usize>>,
    by_short: FxHashMap<Box<str>, Vec<usize>>,
}

impl Divisions {
    /// Reads the table.
    #[must_use]
    pub fn load() -> Self {
        let mut list: Vec<Division> = table::rows(TABLE).into_iter().map(division).collect();
        list.sort_by_key(|division| division.code);
        let by_name = index(&list, |division| &division.name);
        let by_short = index(&list, |division| &division.short);
        Self { list, by_name, by_short }
    }

    /// The divisions of exactly this full name. Names repeat: there are four 鼓楼区.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Division> {
        self.by_name.get(name).into_iter().flatten().map(|at| &self.list[*at])
    }

    /// The divisions of exactly this short name, the highest level first.
    #[must_use]
    pub fn shortened(&self, short: &str) -> Vec<&Division> {
        let mut found: Vec<&Division> =
            self.by_short.get(short).into_iter().flatten().map(|at| &self.list[*at]).collect();
        found.sort_by_key(|division| (division.level(), division.code));
        found
    }

    /// The division of that code.
    #[must_use]
    pub fn get(&self, code: u32) -> Option<&Division> {
        let at = self.list.binary_search_by_key(&code, |division| division.code).ok()?;
        self.list.get(at)
    }

    /// The division above: the city of a district where there is one, else the province.
    #[must_use]
    pub fn above(&self, division: &Division) -> Option<&Division> {
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
    pub fn province(&self, division: &Division) -> Option<&Division> {
        self.get(division.code / 10_000 * 10_000)
    }

    /// The bytes of the longest full name that `text` begins with.
    #[must_use]
    pub fn full_at_start(&self, text: &str) -> Option<usize> {
        longest(text, |name| self.by_name.contains_key(name))
    }

    /// The bytes of the longest short name that `text` begins with.
    #[must_use]
    pub fn short_at_start(&self, text: &str) -> Option<usize> {
        longest(text, |name| self.by_short.contains_key(name))
    }
}

/// The longest beginning of `text`, two characters or more, that is a word.
fn longest(text: &str, is_word: impl Fn(&str) -> bool) -> Option<usize> {
    let ends = text.char_indices().skip(1).take(LONGEST).map(|(at, last)| at + last.len_utf8());
    ends.filter(|end| is_word(&text[..*end])).last()
}

fn division(row: Row) -> Division {
    Division { code: row.code, name: row.name.into(), short: row.short.into() }
}

fn index(list: &[Division], key: impl Fn(&Division) -> &str) -> FxHashMap<Box<str>, Vec<usize>> {
    let mut map: FxHashMap<Box<str>, Vec<usize>> = FxHashMap::default();
    for (at, division) in list.iter().enumerate() {
        map.entry(key(division).into()).or_default().push(at);
    }
    map
}

#[cfg(test)]
mod tests {
    use super::{Divisions, Level, TABLE};

    #[test]
    fn every_row_is_read_once() {
        let divisions = Divisions::load();
        assert_eq!(divisions.list.len(), TABLE.lines().count() - 1);
        assert!(divisions.list.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(divisions.list.iter().all(|d| d.name.starts_with(&*d.short)));
    }

    #[test]
    fn districts_know_their_city_and_province() {
        let divisions = Divisions::load();
        let wuchang = divisions.named("武昌区").next().unwrap();
        assert_eq!((wuchang.code, wuchang.level()), (420_106, Level::District));
        assert_eq!(&*divisions.above(wuchang).unwrap().name, "武汉市");
        assert_eq!(&*divisions.province(wuchang).unwrap().name, "湖北省");
        assert_eq!(divisions.named("鼓楼区").count(), 4);
        let haidian = divisions.named("海淀区").next().unwrap();
        assert!(divisions.above(haidian).unwrap().is_municipality());
    }

    #[test]
    fn names_are_found_at_the_start() {
        let divisions = Divisions::load();
        assert_eq!(divisions.full_at_start("武汉市武昌区"), Some("武汉市".len()));
        assert_eq!(divisions.short_at_start("武汉海关"), Some("武汉".len()));
        assert_eq!(divisions.full_at_start("市发改委"), None);
    }
}
