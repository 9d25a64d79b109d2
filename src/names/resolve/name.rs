//! Explains one surface.

use super::Issuer;
use super::attest::Attested;
use super::expand::{Expanded, Expander, is_national, key};
use super::home::Home;
use super::note::{self, Noted};
use super::region::Region;
use crate::chars;
use crate::lexicon::Lexicon;
use crate::lexicon::organisation::{Division, Map, Organisations};
use crate::model::{Level, UnitKind};
use crate::names::recognise::{Named, Prefix, Reading, without_note};
use crate::set::{Flag, Set};

/// What is known about a name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fact {
    /// `name` is the full name.
    Full,
    /// Several bodies under one name.
    Collective,
    /// The lexicon has the name, so that no other name is a damaged form of it.
    Known,
    /// Something explains the name.
    Understood,
    /// The full name is put together from the words as written.
    Derived,
    /// The notice itself has the full name.
    Attested,
    /// No word for a place stands before it.
    Bare,
    /// Its name in full differs from place to place.
    Varies,
}

impl Flag for Fact {
    fn place(self) -> u8 {
        self as u8
    }
}

/// What a surface stands for.
#[derive(Clone, Debug)]
pub(super) struct Explained {
    /// The surface.
    pub(super) surface: String,
    /// The full name, or the surface without its note.
    pub(super) name: String,
    /// What is known about it.
    pub(super) facts: Set<Fact>,
    /// What all spellings of the body have in common; the first is its own, the others are those of
    /// its other signboards.
    pub(super) keys: Vec<String>,
    /// What it is.
    pub(super) kind: UnitKind,
    /// Its level.
    pub(super) level: Option<Level>,
    /// The place that it works for.
    pub(super) region: Option<Region>,
    /// What a 含 note adds.
    pub(super) includes: Vec<String>,
    /// Other names.
    pub(super) aliases: Vec<String>,
    /// The place that the next name of the list inherits.
    pub(super) carried: Option<Region>,
}

impl Explained {
    /// True where that is known about it.
    pub(super) fn has(&self, fact: Fact) -> bool {
        self.facts.has(fact)
    }

    /// 市审改办: a known body without a full name, because that differs from place to place.
    pub(super) fn is_open(&self) -> bool {
        let named = self.has(Fact::Full) || self.has(Fact::Collective);
        self.has(Fact::Known) && !named && (self.region.is_some() || self.has(Fact::Varies))
    }
}

impl Default for Explained {
    fn default() -> Self {
        Self {
            surface: String::new(),
            name: String::new(),
            facts: Set::default(),
            keys: Vec::new(),
            kind: UnitKind::Other,
            level: None,
            region: None,
            includes: Vec::new(),
            aliases: Vec::new(),
            carried: None,
        }
    }
}

/// Explains surfaces of one notice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Namer<'n> {
    pub(super) lexicon: &'n Lexicon,
    pub(super) issuer: &'n Issuer<'n>,
    pub(super) home: &'n Home,
    /// Full names that the notice has.
    pub(super) attested: &'n [Attested],
}

impl<'n> Namer<'n> {
    pub(super) fn new(lexicon: &'n Lexicon, issuer: &'n Issuer, home: &'n Home) -> Self {
        Self { lexicon, issuer, home, attested: &[] }
    }

    pub(super) fn organisations(&self) -> &'n Organisations {
        &self.lexicon.organisations
    }

    /// The divisions of the notice's date.
    pub(super) fn map(&self) -> Map<'n> {
        self.organisations().divisions.on(self.issuer.issued_on)
    }

    /// What a surface stands for. `carried` is the place that it inherits from the name before it.
    pub(super) fn explain(&self, surface: &str, carried: Option<&Region>) -> Explained {
        let plain = plain(surface);
        let noted = note::take_off(self.lexicon, &plain);
        let mut explained = self.explain_name(self.defined(noted.name), carried);
        if !explained.has(Fact::Understood) && without_note(&plain) != plain {
            // 数字中国研究院(福建): the note belongs to the name.
            let (name, keys) = (explained.name, explained.keys);
            explained =
                Explained { name, keys, ..self.explain_name(without_note(&plain), carried) };
        }
        self.attest(&mut explained);
        if !explained.has(Fact::Full) && explained.name == plain {
            surface.clone_into(&mut explained.name);
        }
        explained.surface = surface.to_owned();
        self.add_note(&mut explained, noted);
        if explained.carried.is_none() {
            explained.carried = carried.cloned();
        }
        explained
    }

    /// A short name that the notice defines, in full.
    fn defined<'t>(&'t self, name: &'t str) -> &'t str {
        let definition = self.issuer.definitions.iter().find(|definition| definition.short == name);
        definition.map_or(name, |definition| &definition.full)
    }

    fn add_note(&self, explained: &mut Explained, noted: Noted) {
        explained.includes = noted.includes;
        for other in noted.others {
            let carried = explained.region.clone();
            let other = self.explain_name(other, carried.as_ref());
            explained.keys.extend(other.keys);
            explained.aliases.push(other.name);
        }
    }

    pub(super) fn explain_name(&self, name: &str, carried: Option<&Region>) -> Explained {
        if let Some(collective) = self.organisations().collective(name) {
            return self.collective(name, collective);
        }
        let organisations = self.organisations();
        let listed = Some(name).filter(|name| {
            organisations.full_places(name) == name.len() || self.is_near_by_short_name(name)
        });
        let place = || Some(name).filter(|name| organisations.is_place(name));
        listed
            .and_then(|place| self.government_of(place))
            .or_else(|| self.known(name, carried))
            .or_else(|| self.branch(name, carried))
            .or_else(|| self.government_of(place()?))
            .or_else(|| self.zone(name))
            .or_else(|| self.section(name))
            .or_else(|| self.posted(name, carried))
            .or_else(|| Some(self.collective(name, organisations.several(name)?)))
            .or_else(|| self.by_ending(name, carried))
            .unwrap_or_else(|| unknown(name))
    }

    /// A bare place stands for its government.
    fn government_of(&self, name: &str) -> Option<Explained> {
        let region = self.place(name).filter(|_| !name.is_empty())?;
        let zone =
            self.organisations().suffix(name).is_some_and(|(_, s)| s.kind == UnitKind::Agency);
        if zone && region.code.is_none() {
            // 空港经济区 is run by a committee.
            return None;
        }
        let government = self.organisations().read_local(GOVERNMENT)?;
        let expanded = self.expander().expand(name, &government, Some(&region));
        Some(self.explained(name, expanded, Some(region)))
    }

    /// A name that the lexicon explains.
    pub(super) fn known(&self, name: &str, carried: Option<&Region>) -> Option<Explained> {
        let reading = self.organisations().read(name)?;
        let may_be_local = reading.prefix == Prefix::None && self.is_local_notice(carried);
        let local = || self.organisations().read_local(name);
        let reading = may_be_local.then(local).flatten().unwrap_or(reading);
        let region = self.region_for(&reading, carried);
        if region.is_none() && matches!(reading.prefix, Prefix::Place(_)) {
            // 古城文旅集团 is no firm of 古城区 in another province.
            return None;
        }
        let expanded = self.expander().expand(name, &reading, region.as_ref());
        let mut explained = self.explained(name, expanded, region);
        if reading.prefix == Prefix::None {
            explained.facts.insert(Fact::Bare);
        }
        self.keep_official(&mut explained, name, reading.prefix);
        if is_national(self.organisations(), &reading) && explained.level == Some(Level::National) {
            explained.region = None;
        }
        explained.carried = self.carried_by(&reading);
        Some(explained)
    }

    fn explained(&self, name: &str, expanded: Expanded, region: Option<Region>) -> Explained {
        let derived = (Fact::Derived, expanded.derived);
        let full = (Fact::Full, expanded.full.is_some());
        let varies = (Fact::Varies, expanded.varies);
        Explained {
            facts: Set::of([full, (Fact::Understood, true), (Fact::Known, true), derived, varies]),
            name: expanded.full.unwrap_or_else(|| name.to_owned()),
            keys: vec![expanded.key],
            kind: expanded.kind,
            level: expanded.level,
            region,
            ..Explained::default()
        }
    }

    /// 北京住房公积金管理中心 is an official name, though others have the word 市.
    fn keep_official(&self, explained: &mut Explained, name: &str, prefix: Prefix) {
        let (Prefix::Place(place), Some(region)) = (prefix, &explained.region) else { return };
        let rest = explained.name.strip_prefix(&*region.name).filter(|_| explained.has(Fact::Full));
        let bears_it = matches!(explained.kind, UnitKind::Institution | UnitKind::Enterprise);
        if bears_it && rest.is_some() && rest == name.strip_prefix(place) {
            name.clone_into(&mut explained.name);
            explained.facts.insert(Fact::Attested);
        }
    }

    /// 银保监局 in a notice of 河南省 is 河南银保监局.
    fn posted(&self, name: &str, carried: Option<&Region>) -> Option<Explained> {
        let pattern = self.organisations().pattern(self.organisations().without_proper(name)?);
        let region = carried.or(self.home.own())?;
        let usual = pattern.levels.first() == Some(&region.level);
        let place = self.map().get(region.code?)?;
        let posted = usual && pattern.kind == UnitKind::Government && !pattern.of_capital;
        posted.then(|| self.known(&format!("{}{name}", place.short), None))?
    }

    fn is_local_notice(&self, carried: Option<&Region>) -> bool {
        carried.is_some() || !self.home.national
    }

    /// The place of the body that a reading is about.
    fn region_for(&self, reading: &Reading, carried: Option<&Region>) -> Option<Region> {
        match reading.named {
            Named::Frame { proper: Some(proper), candidate } => {
                let pattern = self.organisations().pattern(candidate);
                let own = self.home.own().cloned();
                match pattern.kind {
                    UnitKind::Subdistrict => {
                        self.region_of(reading.prefix, None).or(self.home.district.clone())
                    }
                    UnitKind::Agency => self.listed(proper).or(own),
                    _ if pattern.levels == [Level::Town] => {
                        self.region_of(reading.prefix, None).or(self.home.district.clone())
                    }
                    _ if pattern.of_capital => {
                        self.place(proper).map(|place| self.reach_of_capital(place))
                    }
                    _ => self.place(proper),
                }
            }
            Named::Pattern { candidates, .. }
                if candidates.iter().all(|at| !self.organisations().pattern(*at).is_local()) =>
            {
                self.home.city.clone().or_else(|| self.home.own().cloned())
            }
            Named::Department { suffix, .. } if suffix.level == Some(Level::Province) => {
                self.region_of(reading.prefix, None).or(self.home.province.clone())
            }
            _ if reading.prefix == Prefix::None => {
                let region = carried.or(self.home.own()).cloned();
                self.that_has(reading, region)
            }
            _ => self.region_of(reading.prefix, carried),
        }
    }

    /// 郑州海关 works for all of Henan.
    fn reach_of_capital(&self, place: Region) -> Region {
        let map = self.map();
        let division = place.code.and_then(|code| map.get(code));
        let capital = division.filter(|division| division.is_capital());
        let province = capital.and_then(|division| map.province(division));
        province.map_or(place, |province| Region::of(map, province))
    }

    /// `region`, or the place around it where only such places have such bodies: a district has no
    /// 电力公司 of its own.
    fn that_has(&self, reading: &Reading, region: Option<Region>) -> Option<Region> {
        let Named::Pattern { candidates, .. } = reading.named else { return region };
        let levels = || candidates.iter().flat_map(|at| &self.organisations().pattern(*at).levels);
        let own = region?;
        let first = levels().next().copied();
        let only = first.filter(|first| levels().all(|level| level == first));
        let wider = only.filter(|only| *only < own.level).and_then(|only| self.home.at(only));
        Some(wider.cloned().unwrap_or(own))
    }

    /// The place that a prefix stands for; without one, the place inherited.
    pub(super) fn region_of(&self, prefix: Prefix, carried: Option<&Region>) -> Option<Region> {
        match prefix {
            Prefix::Word(word, level) => self.home.meant_by(word, level).cloned(),
            Prefix::Place(text) => self.place(text),
            Prefix::None => carried.cloned(),
        }
    }

    fn carried_by(&self, reading: &Reading) -> Option<Region> {
        self.region_of(reading.prefix, None)
    }

    /// The place of that name, near the issuer's where there are several.
    pub(super) fn place(&self, text: &str) -> Option<Region> {
        let chain = self.organisations().chain(text);
        let (last, level) = *chain.last()?;
        let map = self.map();
        let parent = chain.len().checked_sub(2).and_then(|at| chain.get(at));
        let division = match parent {
            Some((parent, _)) => map
                .named(last)
                .chain(map.former(last))
                .find(|division| map.above(division).is_some_and(|above| above.name == *parent)),
            None => self.nearest(last),
        };
        if let Some(division) = division {
            return Some(Region::of(map, division));
        }
        self.unlisted(text, last, level)
    }

    /// The place of that name, where it is in the table.
    pub(super) fn listed(&self, name: &str) -> Option<Region> {
        let division = self.nearest(name)?;
        Some(Region::of(self.map(), division))
    }

    /// 福州、厦门 in a list of a notice of 福建省.
    fn is_near_by_short_name(&self, name: &str) -> bool {
        let found = self.map().shortened(name);
        found
            .filter(|division| *division.name != *name)
            .any(|division| self.home.is_near(division.code))
    }

    /// The division of that name at the issuer's place; elsewhere the only one of its full name, or
    /// the province or city of its short name. 滨江 outside 杭州 is not 滨江区.
    fn nearest(&self, name: &str) -> Option<&'n Division> {
        let map = self.map();
        let is_near = |division: &&Division| self.home.is_near(division.code);
        let near = map.named(name).chain(map.former(name)).find(is_near);
        let mut named = map.named(name);
        let found = near.or_else(|| match (named.next(), named.next()) {
            (None, _) => {
                let near = map.shortened(name).find(is_near);
                near.or_else(|| map.shortened(name).next().filter(|far| is_wide(far)))
            }
            (Some(one), None) => Some(one),
            (Some(first), Some(_)) => Some(first).filter(|far| is_wide(far)),
        });
        found.or_else(|| self.autonomous(name))
    }

    /// 寻甸县 for 寻甸回族彝族自治县: the level is left, the nationalities are not named.
    fn autonomous(&self, name: &str) -> Option<&'n Division> {
        let (last, _) = name.char_indices().next_back()?;
        let (short, level) = name.split_at(last);
        let found = self.map().shortened(short);
        found.filter(|division| division.name.ends_with(level)).find(|d| self.home.is_near(d.code))
    }

    /// 青禾区 in a notice of 临江市.
    fn unlisted(&self, text: &str, last: &str, level: Level) -> Option<Region> {
        let own = [&self.home.district, &self.home.city, &self.home.province].into_iter().flatten();
        if let Some(own) = own.into_iter().find(|own| own.name.ends_with(last)) {
            return Some(own.clone());
        }
        let named = self.organisations().is_place(text);
        let name = if text == last && level == Level::District {
            self.home.district_name(last)
        } else {
            text.to_owned()
        };
        named.then(|| Region::unlisted(&name, level))
    }

    fn expander(&self) -> Expander<'n> {
        let day = self.issuer.issued_on;
        Expander { organisations: self.organisations(), home: self.home, day }
    }
}

/// Provinces and cities are known by their short names everywhere.
fn is_wide(division: &Division) -> bool {
    division.level() < Level::District
}

/// The body that a bare place stands for.
const GOVERNMENT: &str = "政府";

/// The name in the form of the clean text: half width, without spaces.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| !chars::is_space(*c)).map(chars::fold).collect()
}

fn unknown(name: &str) -> Explained {
    Explained { name: name.to_owned(), keys: vec![key(None, name)], ..Explained::default() }
}
