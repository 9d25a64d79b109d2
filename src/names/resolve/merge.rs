//! Puts the spellings of one body together.

use super::name::{Explained, Fact};
use crate::model::{Naming, Unit, UnitId};
use rustc_hash::{FxHashMap, FxHashSet};

/// Shorter names are never taken for damaged forms of another, in characters.
const SHORTEST: usize = 6;

/// The units in order of first appearance, and for each explanation its unit.
pub(super) fn merge(explained: Vec<Explained>) -> (Vec<Unit>, Vec<UnitId>) {
    let groups = groups(&explained);
    let mut units: Vec<(Unit, Rank)> = Vec::new();
    let mut unit_of_group: FxHashMap<usize, usize> = FxHashMap::default();
    let mut unit_of = Vec::with_capacity(explained.len());
    for (explained, group) in explained.into_iter().zip(groups) {
        let at = *unit_of_group.entry(group).or_insert(units.len());
        match units.get_mut(at) {
            Some(unit) => add(unit, explained),
            None => units.push(first(explained)),
        }
        unit_of.push(UnitId(u32::try_from(at).unwrap_or(u32::MAX)));
    }
    (units.into_iter().map(|(unit, _)| tidy(unit)).collect(), unit_of)
}

/// How good a name is: that of the first signboard, as the notice has it, full before short, known before guessed, long
/// before short, and with 和, which official names prefer, before one with 与.
type Rank = (bool, bool, bool, bool, usize, bool);

fn rank(explained: &Explained) -> Rank {
    let first_board = !explained.aliases.is_empty();
    let name = &explained.name;
    (
        first_board,
        explained.has(Fact::Attested),
        explained.has(Fact::Full),
        explained.has(Fact::Known),
        name.len(),
        !name.contains('与'),
    )
}

fn first(explained: Explained) -> (Unit, Rank) {
    let rank = rank(&explained);
    let unit = Unit {
        naming: naming(&explained),
        collective: explained.has(Fact::Collective),
        name: explained.name,
        surfaces: vec![explained.surface],
        kind: explained.kind,
        level: explained.level,
        division_code: explained
            .region
            .as_ref()
            .and_then(|region| region.code)
            .map(|c| c.to_string()),
        jurisdiction: explained.region.map(|region| region.name.into()),
        includes: explained.includes,
        aliases: explained.aliases,
    };
    (unit, rank)
}

/// A name that holds its place needs no other: 武汉市第一医院, but not 厦门市金融办.
fn naming(explained: &Explained) -> Naming {
    let placed = explained.region.as_ref().is_some_and(|at| explained.name.contains(&*at.name));
    if explained.has(Fact::Full) || placed && !explained.is_open() {
        Naming::InFull
    } else {
        Naming::AsWritten
    }
}

fn add((unit, best): &mut (Unit, Rank), explained: Explained) {
    let (mut other, rank) = first(explained);
    if rank > *best {
        std::mem::swap(unit, &mut other);
        std::mem::swap(&mut unit.surfaces, &mut other.surfaces);
        std::mem::swap(&mut unit.includes, &mut other.includes);
        std::mem::swap(&mut unit.aliases, &mut other.aliases);
        *best = rank;
    }
    if unit.jurisdiction.is_none() {
        unit.level = unit.level.or(other.level);
        unit.jurisdiction = other.jurisdiction;
        unit.division_code = other.division_code;
    }
    unit.surfaces.append(&mut other.surfaces);
    unit.includes.append(&mut other.includes);
    unit.aliases.append(&mut other.aliases);
}

fn tidy(mut unit: Unit) -> Unit {
    for list in [&mut unit.surfaces, &mut unit.includes, &mut unit.aliases] {
        let mut seen = FxHashSet::default();
        list.retain(|text| seen.insert(text.clone()));
    }
    unit.aliases.retain(|alias| *alias != unit.name);
    unit
}

/// For each explanation the number of its group: the first explanation of the same body.
fn groups(explained: &[Explained]) -> Vec<usize> {
    let mut union = Union((0..explained.len()).collect());
    let mut by_key: FxHashMap<&str, usize> = FxHashMap::default();
    for (at, one) in explained.iter().enumerate() {
        for key in &one.keys {
            let other = *by_key.entry(key).or_insert(at);
            union.join(at, other);
        }
    }
    join_elided(explained, &mut union);
    join_damaged(explained, &mut union);
    join_abbreviated(explained, &mut union);
    (0..explained.len()).map(|at| union.root(at)).collect()
}

/// 机场集团 beside 省机场集团: the same body, where only one place has such a one.
fn join_elided(explained: &[Explained], union: &mut Union) {
    let short = || {
        explained
            .iter()
            .enumerate()
            .filter(|(_, one)| !one.has(Fact::Full) && !one.has(Fact::Collective))
    };
    let mut placed: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (at, one) in short() {
        if let Some((_, rest)) = place_and_rest(one).filter(|(place, _)| !place.is_empty()) {
            placed.entry(rest).or_default().push(at);
        }
    }
    for (at, one) in short() {
        let rest = place_and_rest(one).filter(|(place, _)| place.is_empty()).map(|(_, rest)| rest);
        let Some(others) = rest.and_then(|rest| placed.get(rest)) else { continue };
        let mut bodies = others.iter().map(|other| union.root(*other));
        let first = bodies.next();
        if let Some(body) = first.filter(|first| bodies.all(|body| body == *first)) {
            union.join(at, body);
        }
    }
}

fn place_and_rest(one: &Explained) -> Option<(&str, &str)> {
    one.keys.first()?.split_once('|')
}

/// 区科技创新和人才服中心: one character of a longer name is lost.
fn join_damaged(explained: &[Explained], union: &mut Union) {
    let guessed = || {
        explained
            .iter()
            .enumerate()
            .filter(|(_, one)| !one.has(Fact::Known) && !one.has(Fact::Collective))
    };
    let by_key: FxHashMap<&str, usize> =
        guessed().filter_map(|(at, one)| Some((one.keys.first()?.as_str(), at))).collect();
    let lengths: FxHashSet<usize> = by_key.keys().map(|key| key.len()).collect();
    for (at, one) in guessed() {
        let Some(key) = one.keys.first().filter(|key| key.chars().count() > SHORTEST) else {
            continue;
        };
        let has_shorter = |c: char| lengths.contains(&(key.len() - c.len_utf8()));
        for (cut, c) in key.char_indices().filter(|(_, c)| has_shorter(*c) && !is_number(*c)) {
            let shorter = format!("{}{}", &key[..cut], &key[cut + c.len_utf8()..]);
            if let Some(other) = by_key.get(shorter.as_str()) {
                union.join(at, *other);
            }
        }
    }
}

/// Numbers tell bodies apart: 第一医院, 第二医院.
fn is_number(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十第|".contains(c)
}

/// 区科服中心: first letters of the words of exactly one longer name of the same place and ending.
fn join_abbreviated(explained: &[Explained], union: &mut Union) {
    let mut by_ending: FxHashMap<Ending, Vec<usize>> = FxHashMap::default();
    for (at, one) in explained
        .iter()
        .enumerate()
        .filter(|(_, one)| !one.has(Fact::Known) && !one.has(Fact::Collective))
    {
        if let Some(ending) = ending(one) {
            by_ending.entry(ending).or_default().push(at);
        }
    }
    for group in by_ending.values().filter(|group| group.len() < MANY) {
        for short in group {
            let long =
                group.iter().filter(|long| abbreviates(&explained[*short], &explained[**long]));
            let mut bodies: Vec<usize> = long.map(|long| union.root(*long)).collect();
            bodies.dedup();
            if let [body] = bodies.as_slice() {
                union.join(*short, *body);
            }
        }
    }
}

/// More names of one place and ending are not compared with each other.
const MANY: usize = 64;

/// A place, and how a name that is in no table begins and ends.
type Ending<'e> = (&'e str, char, &'e str);

fn ending(one: &Explained) -> Option<Ending<'_>> {
    let (place, rest) = place_and_rest(one)?;
    let (tail, _) = rest.char_indices().rev().nth(1)?;
    Some((place, rest.chars().next()?, &rest[tail..]))
}

fn abbreviates(short: &Explained, long: &Explained) -> bool {
    let (Some(short), Some(long)) = (short.keys.first(), long.keys.first()) else { return false };
    let mut rest = long.chars();
    short.chars().count() + 2 < long.chars().count()
        && short.chars().all(|c| rest.any(|other| other == c))
}

/// Sets of explanations; the lowest number stands for its set.
struct Union(Vec<usize>);

impl Union {
    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        let (low, high) = (one.min(other), one.max(other));
        self.0[high] = low;
    }
}
