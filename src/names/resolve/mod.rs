//! Surfaces of names to organisations.
//!
//! Whose notice it is ([`home`]) tells what 市 and 区 stand for. Each different surface is explained
//! once ([`name`]); surfaces of one body are put together ([`merge`]).

mod attest;
mod collective;
mod context;
mod definition;
mod expand;
mod guess;
mod home;
mod merge;
mod name;
mod note;
mod region;
mod witness;

pub(crate) use definition::{Definition, definitions};

use crate::diagnostic::{Code, Notes};
use crate::lexicon::Lexicon;
use crate::model::{Unit, UnitId};
use crate::span::TextRange;
use home::Home;
use jiff::civil::Date;
use name::{Explained, Fact, Namer};
use region::Region;
use rustc_hash::{FxHashMap, FxHashSet};

/// What the notice says about its own place: whose notice it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Issuer<'t> {
    /// Names that may tell: signatories, publisher, title, in order of trust.
    pub names: Vec<String>,
    /// 成文日期, which decides between names before and after a reform.
    pub issued_on: Option<Date>,
    /// Short names that the notice itself defines, see [`definitions`].
    pub definitions: Vec<Definition>,
    /// The whole text, which may name the place where nothing else does.
    pub text: &'t str,
}

/// A name to be resolved.
#[derive(Clone, Debug)]
pub(crate) struct Surface {
    /// The name as written, spaces and line breaks removed.
    pub text: String,
    /// Its place in the clean text.
    pub range: TextRange,
    /// The position of the name before it in the same list, whose level prefix it may inherit
    /// (省发展改革委、财政厅).
    pub after: Option<usize>,
}

/// The organisations behind the surfaces: each unit once, and for each surface its unit.
#[must_use]
pub(crate) fn resolve(
    lexicon: &Lexicon,
    issuer: &Issuer,
    surfaces: &[Surface],
    notes: &mut Notes,
) -> (Vec<Unit>, Vec<UnitId>) {
    let organisations = &lexicon.organisations;
    let texts = surfaces.iter().map(|surface| surface.text.as_str());
    let home = Home::of(lexicon, &issuer.names, issuer.issued_on);
    let map = organisations.divisions.on(issuer.issued_on);
    let home = witness::hear(organisations, map, home, issuer.text, texts);
    let namer = Namer::new(lexicon, issuer, &home);
    let attested = attest::names(&namer);
    let namer = Namer { attested: &attested, ..namer };
    let (mut explained, which) = explain(namer, surfaces);
    let lists = context::Lists { surfaces, which: &which };
    context::complete(organisations, &home, lists, &mut explained);
    report(lists, &explained, notes);
    let (units, unit_of) = merge::merge(explained);
    (units, which.into_iter().map(|at| unit_of[at]).collect())
}

/// Explains each different surface once; for each surface its explanation.
fn explain(namer: Namer, surfaces: &[Surface]) -> (Vec<Explained>, Vec<usize>) {
    let mut memory: Memory = FxHashMap::default();
    let mut explained: Vec<Explained> = Vec::new();
    let mut places: Places = Places::default();
    let mut which: Vec<usize> = Vec::with_capacity(surfaces.len());
    for surface in surfaces {
        let before = surface.after.and_then(|after| which.get(after));
        let carried = before.and_then(|at| places.after[*at]);
        let next = explained.len();
        let at = *memory.entry((&surface.text, carried)).or_insert(next);
        if at == next {
            let carried = carried.and_then(|at| places.list.get(at));
            explained.push(namer.explain(&surface.text, carried));
            places.add(explained[at].carried.as_ref());
        }
        which.push(at);
    }
    (explained, which)
}

/// Reports each name once that nothing explains, or that is short for a name of more than one kind.
fn report(lists: context::Lists, explained: &[Explained], notes: &mut Notes) {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for (surface, at) in lists.surfaces.iter().zip(lists.which) {
        let explained = &explained[*at];
        let known = explained.has(Fact::Understood) && !explained.is_open();
        if !known && seen.insert(&surface.text) {
            notes.at(Code::UnitUnknown, surface.range, surface.text.clone());
        }
    }
}

/// The explanation of a surface, by its words and the number of the place that it inherits.
type Memory<'s> = FxHashMap<(&'s str, Option<usize>), usize>;

/// The places that names hand on, by number.
#[derive(Debug, Default)]
struct Places {
    list: Vec<Region>,
    known: FxHashMap<Region, usize>,
    /// For each explanation the place that it hands on.
    after: Vec<Option<usize>>,
}

impl Places {
    fn add(&mut self, place: Option<&Region>) {
        let at = place.map(|place| {
            let next = self.list.len();
            let at = *self.known.entry(place.clone()).or_insert(next);
            if at == next {
                self.list.push(place.clone());
            }
            at
        });
        self.after.push(at);
    }
}

#[cfg(test)]
mod tests;
