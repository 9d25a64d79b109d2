//! Names that only their parts explain: a branch of a known body, or a name with a usual ending.

use super::expand::key;
use super::name::{Explained, Fact, Namer};
use super::region::Region;
use crate::lexicon::organisation::{Before, Suffix};
use crate::model::{Level, UnitKind};
use crate::names::recognise::Prefix;
use crate::set::Set;

impl Namer<'_> {
    /// 市生态环境局|武昌分局: a known body, then a part of it.
    pub(super) fn branch(&self, name: &str, carried: Option<&Region>) -> Option<Explained> {
        let (ending, _) = self.organisations().suffix(name)?;
        let first = name.char_indices().nth(2)?.0;
        let cuts = name.char_indices().rev().map(|(at, _)| at).take_while(|at| *at >= first);
        let mut cuts = cuts.filter(|at| at + ending.len() <= name.len());
        cuts.find_map(|cut| {
            let (whole, part) = name.split_at(cut);
            let (_, ending) = self.organisations().suffix(whole)?;
            // A zone is a place before it is a body: 赣江新区|领导小组.
            let is_body = !is_zone(ending);
            let is_part = self.organisations().name_shape(part).is_name();
            if !is_body || !is_part || !self.organisations().is_single(name) {
                return None;
            }
            let mut explained = self.known(whole, carried).filter(|whole| whole.has(Fact::Full))?;
            explained.name.push_str(part);
            explained.keys = vec![key(None, &explained.name)];
            if let Some(region) = self.place_of_branch(part) {
                explained.level = Some(region.level);
                explained.region = Some(region);
            }
            Some(explained)
        })
    }

    /// 武昌分局 works for 武昌区.
    fn place_of_branch(&self, part: &str) -> Option<Region> {
        let divisions = &self.organisations().divisions;
        let end = divisions.full_at_start(part).or_else(|| divisions.short_at_start(part))?;
        self.place(&part[..end])
    }

    /// A bare zone stands for its committee: 经开区 is 经开区管理委员会.
    pub(super) fn zone(&self, name: &str) -> Option<Explained> {
        let (_, ending) = self.organisations().suffix(name)?;
        is_zone(ending).then(|| self.known(&format!("{name}{COMMITTEE}"), None))?
    }

    /// 区科技创新和人才服务中心: a place, something, and a usual ending.
    pub(super) fn by_ending(&self, name: &str, carried: Option<&Region>) -> Option<Explained> {
        let (word, suffix) = self.organisations().suffix(name)?;
        let (prefix, rest) = self.organisations().prefix_of(name);
        // Firms and institutions bear names of their own and inherit no place; nor does a part of a
        // zone: 滇中新区经济发展部.
        let inherits = suffix.kind == UnitKind::Government
            && self.organisations().grammar_places(name).is_empty();
        let carried = carried.filter(|_| inherits);
        let region = self.region_of(prefix, carried);
        // A place that is not known stays a part of the name.
        let rest = if region.is_none() { name } else { rest };
        let place = region
            .as_ref()
            .filter(|_| says_all(word, suffix) && matches!(prefix, Prefix::Word(..)));
        let full = place.map(|place| format!("{}{rest}", place.name));
        let stem = &rest[..rest.len().saturating_sub(word.len())];
        // A zone is its committee.
        let committee = if is_zone(suffix) { COMMITTEE_IN_FULL } else { "" };
        let carried = region.clone();
        let key = key(region.as_ref(), &format!("{stem}{}{committee}", suffix.full));
        let region = region.or_else(|| self.place_at_end(stem));
        let facts = [
            (Fact::Full, full.is_some()),
            (Fact::Understood, self.organisations().name_shape(name).is_name()),
            (Fact::Derived, true),
            (Fact::Bare, prefix == Prefix::None),
        ];
        Some(Explained {
            facts: Set::of(facts),
            name: full.unwrap_or_else(|| name.to_owned()),
            keys: vec![key],
            kind: suffix.kind,
            level: suffix.level.or(region.as_ref().map(|region| region.level)).or(level_of(prefix)),
            carried,
            region,
            ..Explained::default()
        })
    }

    /// 出口信保福建|分公司, 自贸试验区昆明|片区: the place stands before the ending.
    fn place_at_end(&self, stem: &str) -> Option<Region> {
        let starts = stem.char_indices().rev().skip(1).take(PLACE).map(|(at, _)| at);
        starts.into_iter().filter_map(|at| self.listed(&stem[at..])).last()
    }

    /// 城建处 and 厅督查小组 in a notice of a department are its own sections.
    pub(super) fn section(&self, name: &str) -> Option<Explained> {
        let (_, suffix) = self.organisations().suffix(name)?;
        let (prefix, _) = self.organisations().prefix_of(name);
        let organ = self.home.organ.as_ref().filter(|_| prefix == Prefix::None)?;
        let inner = suffix.before == Before::Section;
        let understood = self.organisations().name_shape(name).is_name();
        let own =
            organ.chars().next_back().and_then(|last| name.strip_prefix(last)).unwrap_or(name);
        let full = format!("{organ}{own}");
        let region = self.home.own().cloned();
        (inner && understood).then(|| Explained {
            facts: Set::of([(Fact::Full, true), (Fact::Understood, true)]),
            keys: vec![key(None, &full)],
            name: full,
            kind: suffix.kind,
            level: region.as_ref().map(|region| region.level),
            region,
            ..Explained::default()
        })
    }
}

/// What runs a zone.
const COMMITTEE: &str = "管委会";
const COMMITTEE_IN_FULL: &str = "管理委员会";

/// The name of a place before an ending has at most so many characters more than two.
const PLACE: usize = 6;

/// True where the ending is written in full, so that the name may be too. Firms never are.
fn says_all(word: &str, suffix: &Suffix) -> bool {
    word == suffix.full && suffix.kind != UnitKind::Enterprise
}

/// True for the ending of a zone's name, as against that of its committee.
fn is_zone(ending: &Suffix) -> bool {
    ending.kind == UnitKind::Agency && ending.level.is_some()
}

fn level_of(prefix: Prefix) -> Option<Level> {
    match prefix {
        Prefix::Word(_, level) => Some(level),
        _ => None,
    }
}
