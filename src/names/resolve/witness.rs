//! Whose notice it is, where no issuer is known: the names in it bear witness.
//!
//! 财政部 without any 省财政厅 stands in a notice of the state as a whole. 省财政厅 beside 福建省税务局 and
//! 人行福州中心支行, and no place outside Fujian, stands in a notice of Fujian.

use super::expand::is_national;
use super::home::Home;
use super::name::plain;
use crate::lexicon::organisation::{Division, Map, Organisations};
use crate::model::Level;
use crate::names::recognise::{Named, Prefix, Reading};

/// So many names are heard.
const SAMPLE: usize = 400;

/// One name may be of another place; two of one place are believed.
const ENOUGH: usize = 2;

/// What the names of a notice say about its place.
#[derive(Debug, Default)]
struct Witness<'d> {
    national: usize,
    provincial: usize,
    municipal: usize,
    divisions: Vec<&'d Division>,
}

/// `home`, or where it is empty, what the names tell, and where they do not, the text.
pub(super) fn hear<'s>(
    organisations: &Organisations,
    map: Map,
    home: Home,
    text: &str,
    surfaces: impl Iterator<Item = &'s str>,
) -> Home {
    if home.own().is_some() || home.national {
        return home;
    }
    let mut witness = Witness::default();
    for text in surfaces.take(SAMPLE) {
        let text = plain(text);
        if let Some(reading) = organisations.read(&text) {
            witness.add(organisations, map, &reading);
        }
    }
    witness.home(map).or_else(|| witness.told(map, text)).unwrap_or(home)
}

impl<'d> Witness<'d> {
    fn add(&mut self, organisations: &Organisations, map: Map<'d>, reading: &Reading) {
        match reading.prefix {
            Prefix::Word(_, Level::Province) => self.provincial += 1,
            Prefix::Word(_, Level::City) => self.municipal += 1,
            Prefix::None => self.national += usize::from(is_national(organisations, reading)),
            _ => {}
        }
        if let Some(division) = place_in(organisations, map, reading) {
            self.divisions.push(division);
        }
    }

    fn home(&self, map: Map) -> Option<Home> {
        if self.national > self.provincial + self.municipal + self.divisions.len() {
            return Some(Home { national: true, ..Home::default() });
        }
        if self.divisions.len() < ENOUGH {
            return None;
        }
        let (wide, narrow) = (10_000, 100);
        let place = if self.municipal > self.provincial {
            self.common(narrow)?
        } else {
            self.common(wide)?
        };
        let said = self.municipal + self.provincial > 0;
        map.get(place).filter(|_| said).map(|division| Home::with(map, division))
    }

    /// The only place of the level that the names speak of in the whole text: 天津市“项目+团队”.
    fn told(&self, map: Map, text: &str) -> Option<Home> {
        let word = if self.municipal > self.provincial { CITY } else { PROVINCE };
        if self.municipal + self.provincial < ENOUGH {
            return None;
        }
        let mut places = text.match_indices(word).filter_map(|(at, _)| {
            let named = &text[..at + word.len_utf8()];
            let starts = named.char_indices().rev().skip(2).take(LONGEST).map(|(at, _)| at);
            starts.filter_map(|at| only(map.named(&named[at..]))).last()
        });
        let first = places.next()?;
        places.all(|place| place == first).then(|| Home::with(map, first))
    }

    /// The code of the one city or province that all places lie in.
    fn common(&self, size: u32) -> Option<u32> {
        let mut places = self.divisions.iter().map(|division| division.code / size * size);
        let first = places.next()?;
        places.all(|place| place == first).then_some(first)
    }
}

/// The words that names of cities and provinces end in.
const CITY: char = '市';
const PROVINCE: char = '省';

/// How many characters before its last word the name of a place may begin, less two.
const LONGEST: usize = 6;

/// The only one.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    all.next().filter(|_| all.next().is_none())
}

/// The place that a name says: 福建省税务局, 人行福州中心支行.
fn place_in<'d>(
    organisations: &Organisations,
    map: Map<'d>,
    reading: &Reading,
) -> Option<&'d Division> {
    let proper = match reading.named {
        Named::Frame { proper, .. } | Named::Pattern { proper, .. } => proper,
        Named::Department { .. } => None,
    };
    let text = match (reading.prefix, proper) {
        (Prefix::Place(text), _) | (_, Some(text)) => text,
        _ => return None,
    };
    let (last, _) = organisations.chain(text).last().copied()?;
    let mut named = map.named(last);
    match (named.next(), named.next()) {
        (Some(one), None) => Some(one).filter(|_| map.former(last).next().is_none()),
        (Some(_), Some(_)) => None,
        _ => map.shortened(last).find(|division| division.level() < Level::District),
    }
}

#[cfg(test)]
mod tests {
    use super::{Home, hear};
    use crate::lexicon::Lexicon;

    fn place(names: &str) -> (bool, String) {
        let organisations = &Lexicon::builtin().organisations;
        let today = organisations.divisions.on(None);
        let home = hear(organisations, today, Home::default(), "", names.split('、'));
        (home.national, home.own().map_or_else(String::new, |own| own.name.to_string()))
    }

    #[test]
    fn names_tell_the_place_where_no_issuer_does() {
        let cases = [
            ("省财政厅、福建省税务局、人行福州中心支行", (false, "福建省")),
            ("市财政局、广安银保监分局、人行广安市中心支行", (false, "广安市")),
            ("省财政厅、福建省税务局、大连海关", (false, "")),
            ("省财政厅、福建省税务局", (false, "")),
            ("财政部、人民银行、发展改革委", (true, "")),
            ("市财政局、市发改委", (false, "")),
        ];
        for (names, (national, own)) in cases {
            assert_eq!(place(names), (national, own.to_owned()), "{names}");
        }
    }
}
