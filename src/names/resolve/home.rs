//! Whose notice it is: the issuer's place and the places above it.

use super::name::plain;
use super::region::Region;
use crate::lexicon::Lexicon;
use crate::lexicon::organisation::{Division, Map, Organisations};
use crate::model::Level;
use jiff::civil::Date;

/// How far into a name the name of a place is looked for, in characters.
const LOOK: usize = 40;

/// The issuer's place, with those above it, and the issuing department.
#[derive(Clone, Debug, Default)]
pub(super) struct Home {
    /// Province or municipality.
    pub(super) province: Option<Region>,
    /// City with districts, prefecture or league.
    pub(super) city: Option<Region>,
    /// District, county or county-level city.
    pub(super) district: Option<Region>,
    /// True where the issuer is a body of the state as a whole.
    pub(super) national: bool,
    /// The issuing department, where it is not a government or a government's office.
    pub(super) organ: Option<String>,
}

impl Home {
    /// Reads the names in order; the first that names a place decides, the others help where there
    /// are several places of that name.
    pub(super) fn of(lexicon: &Lexicon, names: &[String], day: Option<Date>) -> Self {
        let organisations = &lexicon.organisations;
        let map = organisations.divisions.on(day);
        let plain: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let mut home = plain
            .iter()
            .find_map(|name| Self::from_start(organisations, map, name, &plain))
            .or_else(|| plain.iter().find_map(|name| Self::from_inside(organisations, map, name)))
            .unwrap_or_default();
        home.national =
            home.own().is_none() && plain.iter().any(|name| is_national(organisations, name));
        home
    }

    /// The place itself.
    pub(super) fn own(&self) -> Option<&Region> {
        self.district.as_ref().or(self.city.as_ref()).or(self.province.as_ref())
    }

    /// The place of that level.
    pub(super) fn at(&self, level: Level) -> Option<&Region> {
        match level {
            Level::Province => self.province.as_ref(),
            Level::City => self.city.as_ref(),
            Level::District => self.district.as_ref(),
            _ => None,
        }
    }

    /// The place that the word of a level stands for: 市 in a notice of 武昌区 is 武汉市.
    pub(super) fn meant_by(&self, word: &str, level: Level) -> Option<&Region> {
        let named = |region: &&Region| region.name.ends_with(word);
        match level {
            Level::Province => self.province.as_ref(),
            // A county-level city calls itself 市; so does a municipality.
            Level::City => self
                .district
                .as_ref()
                .filter(named)
                .or(self.city.as_ref())
                .or(self.province.as_ref().filter(named)),
            Level::District => self.district.as_ref(),
            _ => None,
        }
    }

    /// The place in which bodies of this level have the issuer's place above them.
    pub(super) fn around(&self, level: Option<Level>) -> Option<&Region> {
        match level? {
            Level::Province => None,
            Level::City => self.province.as_ref().filter(|_| self.city.is_none()),
            Level::District => match &self.district {
                Some(_) => None,
                None => self.city.as_ref().or(self.province.as_ref()),
            },
            Level::Town => self.district.as_ref(),
            Level::National => None,
        }
    }

    /// True where a division is the issuer's place, lies in it or above it.
    pub(super) fn is_near(&self, code: u32) -> bool {
        let near =
            |region: &Region| region.code.is_some_and(|own| within(code, own) || within(own, code));
        [&self.district, &self.city, &self.province].into_iter().flatten().any(near)
    }

    fn from_start(
        organisations: &Organisations,
        map: Map,
        name: &str,
        all: &[String],
    ) -> Option<Self> {
        let (at, end) = place_at_start(organisations, name)?;
        let places = organisations.chain(&name[at..end]);
        let mut home = Self::from_chain(map, &places, all)?;
        home.organ = home.own().and_then(|own| issuing_organ(organisations, own, name, end));
        Some(home)
    }

    /// 关于印发广安市…行动方案的通知: no issuer, but its place.
    fn from_inside(organisations: &Organisations, map: Map, name: &str) -> Option<Self> {
        let starts = name.char_indices().take(LOOK).map(|(at, _)| at);
        let (at, len) = starts
            .filter_map(|at| Some((at, organisations.divisions.full_at_start(&name[at..])?)))
            .next()?;
        let end = at + organisations.full_places(&name[at..]).max(len);
        Self::from_chain(map, &organisations.chain(&name[at..end]), &[])
    }

    fn from_chain(map: Map, places: &[(&str, Level)], all: &[String]) -> Option<Self> {
        let (last, level) = *places.last()?;
        let above = &places[..places.len() - 1];
        Some(match find(map, last, above, all) {
            Some(division) => Self::with(map, division),
            None => Self::unlisted(map, last, level, above),
        })
    }

    /// A division with those above it.
    pub(super) fn with(map: Map, division: &Division) -> Self {
        let mut home = Self::default();
        let mut next = Some(division);
        while let Some(division) = next {
            let region = Some(Region::of(map, division));
            match division.level() {
                Level::Province => home.province = region,
                Level::City => home.city = region,
                _ => home.district = region,
            }
            next = map.above(division);
        }
        home
    }

    /// 临江市青禾区: by the words alone.
    fn unlisted(map: Map, last: &str, level: Level, above: &[(&str, Level)]) -> Self {
        let mut home = Self::default();
        if let Some((parent, _)) = above.last() {
            let city = map.named(parent).find(|division| division.level() < Level::District);
            home = city.map_or_else(Self::default, |city| Self::with(map, city));
            if home.own().is_none() {
                home.city = Some(Region::unlisted(parent, Level::City));
            }
        }
        match level {
            Level::Province => home.province = Some(Region::unlisted(last, level)),
            Level::City => home.city = Some(Region::unlisted(last, level)),
            _ => home.district = Some(Region::unlisted(&home.district_name(last), Level::District)),
        }
        home
    }

    /// 青禾区 in 临江市 is 临江市青禾区; a county bears its own name alone.
    pub(super) fn district_name(&self, name: &str) -> String {
        match &self.city {
            Some(city) if name.ends_with('区') => format!("{}{name}", city.name),
            _ => name.to_owned(),
        }
    }
}

/// True where `code` is `outer` or lies in it.
pub(super) fn within(code: u32, outer: u32) -> bool {
    let size = match (outer % 10_000, outer % 100) {
        (0, _) => 10_000,
        (_, 0) => 100,
        _ => 1,
    };
    code / size == outer / size
}

/// The places at the start of a name: after 中共 and the like they may begin a little later.
fn place_at_start(organisations: &Organisations, name: &str) -> Option<(usize, usize)> {
    let starts = name.char_indices().take(8).map(|(at, _)| at);
    let listed = starts
        .filter_map(|at| Some((at, at + organisations.divisions.full_at_start(&name[at..])?)))
        .next();
    if let Some((at, end)) = listed {
        let listed_end = at + organisations.full_places(&name[at..]).max(end - at);
        let more = organisations.grammar_places(&name[listed_end..]).last().copied().unwrap_or(0);
        let more = if continues(organisations, &name[listed_end..], more) { more } else { 0 };
        return Some((at, listed_end + more));
    }
    let end = organisations.grammar_places(name).into_iter().rev();
    end.map(|end| (0, end)).find(|(_, end)| names_body(organisations, &name[*end..]))
}

/// 临江市|青禾区|人民政府: the words after the last place name a body.
fn continues(organisations: &Organisations, rest: &str, more: usize) -> bool {
    more > 0 && names_body(organisations, &rest[more..])
}

fn names_body(organisations: &Organisations, text: &str) -> bool {
    let reach = organisations.reach(text);
    reach.is_some_and(|end| organisations.read_local(&text[..end]).is_some())
}

/// The division of that name: below the ones named before it, else the one whose city or province
/// another name mentions, else the only one.
fn find<'d>(
    map: Map<'d>,
    name: &str,
    above: &[(&str, Level)],
    all: &[String],
) -> Option<&'d Division> {
    let mut ever = map.named(name).chain(map.former(name));
    if let Some((parent, _)) = above.last() {
        return ever.find(|division| lies_in(map, division, &|d| d.name == *parent));
    }
    let mentioned =
        |d: &Division| all.iter().any(|text| text.contains(d.name) || text.contains(d.short));
    let mut named = map.named(name);
    let only = named.next().filter(|_| named.next().is_none());
    ever.find(|division| lies_in(map, division, &mentioned)).or(only)
}

fn lies_in(map: Map, division: &Division, is_meant: &dyn Fn(&Division) -> bool) -> bool {
    let city = map.above(division);
    city.is_some_and(is_meant) || map.province(division).is_some_and(is_meant)
}

/// The department that issues, 安徽省住房和城乡建设厅, whose sections the notice may name.
fn issuing_organ(
    organisations: &Organisations,
    own: &Region,
    name: &str,
    end: usize,
) -> Option<String> {
    let rest = name.get(end..)?;
    let organ = &rest[..organisations.reach(rest)?];
    let more = &rest[organ.len()..];
    if organisations.full_places(more) > 0 {
        // Two departments issue together; the sections are of neither.
        return None;
    }
    let reading = organisations.read_local(organ)?;
    super::expand::department_in_full(organisations, own, &reading)
}

fn is_national(organisations: &Organisations, name: &str) -> bool {
    let mut ends = name.char_indices().skip(1).take(LOOK).map(|(at, c)| at + c.len_utf8());
    ends.any(|end| organisations.is_national(&name[..end]))
}
