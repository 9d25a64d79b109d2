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
    name: Box<str>,
    short: Box<str>,
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
    by_name: Names,
    by_short: Names,
}

impl Divisions {
    /// Reads the table.
    #[must_use]
    pub fn load() -> Self {
        let mut list: Vec<Division> = table::rows(TABLE).into_iter().map(division).collect();
        list.sort_by_key(|division| division.code);
        let by_name = Names::new(&list, |division| &division.name);
        let by_short = Names::new(&list, |division| &division.short);
        Self { list, by_name, by_short }
    }

    /// The divisions of exactly this full name. Names repeat: there are four 鼓楼区.
    pub fn named(&self, name: &str) -> impl Iterator<Item = &Division> {
        self.by_name.get(name).iter().map(|at| &self.list[*at])
    }

    /// The divisions of exactly this short name, the highest level first.
    pub fn shortened(&self, short: &str) -> impl Iterator<Item = &Division> {
        self.by_short.get(short).iter().map(|at| &self.list[*at])
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
        self.by_name.at_start(text)
    }

    /// The bytes of the longest short name that `text` begins with.
    #[must_use]
    pub fn short_at_start(&self, text: &str) -> Option<usize> {
        self.by_short.at_start(text)
    }
}

fn division(row: Row) -> Division {
    Division { code: row.code, name: row.name, short: row.short }
}

/// The divisions by one of their names.
#[derive(Clone, Debug, Default)]
struct Names {
    /// The highest level first.
    at: FxHashMap<Box<str>, Vec<usize>>,
    /// By the first two characters, the lengths in characters that names have, one bit each. Nearly
    /// every word of a text is told from a name by this alone.
    lengths: FxHashMap<[char; 2], u32>,
}

impl Names {
    fn new(list: &[Division], key: impl Fn(&Division) -> &str) -> Self {
        let mut names = Self::default();
        for (at, division) in list.iter().enumerate() {
            names.add(key(division), at);
        }
        for found in names.at.values_mut() {
            found.sort_by_key(|at| list.get(*at).map(|division| (division.level(), division.code)));
        }
        names
    }

    fn add(&mut self, name: &str, at: usize) {
        let length = name.chars().count();
        if let Some(start) = first_two(name).filter(|_| length <= LONGEST) {
            *self.lengths.entry(start).or_default() |= 1 << length;
        }
        self.at.entry(name.into()).or_default().push(at);
    }

    fn get(&self, name: &str) -> &[usize] {
        self.at.get(name).map_or(&[], Vec::as_slice)
    }

    /// The bytes of the longest name that `text` begins with.
    fn at_start(&self, text: &str) -> Option<usize> {
        let lengths = *self.lengths.get(&first_two(text)?)?;
        let ends = text.char_indices().map(|(at, last)| at + last.len_utf8());
        let ends = ends.zip(1..=LONGEST).filter(|(_, length)| lengths >> length & 1 == 1);
        ends.map(|(end, _)| end).filter(|end| self.at.contains_key(&text[..*end])).last()
    }
}

fn first_two(text: &str) -> Option<[char; 2]> {
    let mut chars = text.chars();
    Some([chars.next()?, chars.next()?])
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
