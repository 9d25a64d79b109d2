//! Stage 7: surfaces of names to organisations.
//!
//! Whose notice it is ([`home`]) tells what 市 and 区 stand for. Each different surface is explained
//! once ([`name`]); surfaces of one body are put together ([`merge`]).

mod collective;
mod definition;
mod expand;
mod guess;
mod home;
mod merge;
mod name;
mod note;
mod region;
mod witness;

pub use definition::{Definition, definitions};

use crate::diagnostic::{Code, Notes};
use crate::lexicon::Lexicon;
use crate::model::{Unit, UnitId};
use crate::span::TextRange;
use home::Home;
use jiff::civil::Date;
use name::{Explained, Namer};
use rustc_hash::FxHashMap;

/// What the notice says about its own place: whose notice it is.
#[derive(Clone, Debug, Default)]
pub struct Issuer {
    /// Names that may tell: signatories, publisher, title, in order of trust.
    pub names: Vec<String>,
    /// 成文日期, which decides between names before and after a reform.
    pub issued_on: Option<Date>,
    /// Short names that the notice itself defines, see [`definitions`].
    pub definitions: Vec<Definition>,
}

/// A name to be resolved.
#[derive(Clone, Debug)]
pub struct Surface {
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
pub fn resolve(
    lexicon: &Lexicon,
    issuer: &Issuer,
    surfaces: &[Surface],
    notes: &mut Notes,
) -> (Vec<Unit>, Vec<UnitId>) {
    let texts = surfaces.iter().map(|surface| surface.text.as_str());
    let home = witness::hear(&lexicon.organisations, Home::of(lexicon, &issuer.names), texts);
    let namer = Namer::new(lexicon, issuer, &home);
    let mut memory: Memory = FxHashMap::default();
    let mut explained: Vec<Explained> = Vec::new();
    let mut which: Vec<usize> = Vec::with_capacity(surfaces.len());
    for surface in surfaces {
        let before = surface.after.and_then(|after| which.get(after));
        let carried = before.and_then(|at| explained[*at].carried.clone());
        let key = (surface.text.as_str(), carried.as_ref().map(|region| region.name.clone()));
        let next = explained.len();
        let at = *memory.entry(key).or_insert(next);
        if at == next {
            explained.push(namer.explain(&surface.text, carried.as_ref()));
            if !explained[at].understood {
                notes.at(Code::UnitUnknown, surface.range, surface.text.clone());
            }
        }
        which.push(at);
    }
    let (units, unit_of) = merge::merge(explained);
    (units, which.into_iter().map(|at| unit_of[at]).collect())
}

/// The explanation of a surface, by its words and the place that it inherits.
type Memory<'s> = FxHashMap<(&'s str, Option<Box<str>>), usize>;

#[cfg(test)]
mod tests;
