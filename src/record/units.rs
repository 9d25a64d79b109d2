//! Gathers every name of a clause, a duty or a group, and resolves them together.

use super::Stages;
use super::place::Place;
use crate::chars::fold;
use crate::diagnostic::Notes;
use crate::find::responsibility::Mention;
use crate::model::{Unit, UnitId};
use crate::names::resolve::{Issuer, Surface};
use crate::span::TextRange;
use crate::tidy::Script;
use rustc_hash::{FxHashMap, FxHashSet};

/// The organisation behind the name at a place.
pub(super) type UnitOf = FxHashMap<TextRange, UnitId>;

/// A name's place, and whether it follows another in the same list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named {
    range: TextRange,
    after: Option<usize>,
}

/// All names in reading order.
pub(super) fn collect(stages: &Stages) -> Vec<Named> {
    let mut names = Vec::new();
    for findings in stages.findings {
        for clause in &findings.clauses {
            list(&mut names, &clause.mentions);
        }
        for (_, mention) in &findings.implied {
            names.push(Named { range: mention.surface, after: None });
        }
        for row in findings.tables.iter().flat_map(|table| &table.rows) {
            list(&mut names, &row.mentions);
        }
        for duty in &findings.duties {
            list(&mut names, &duty.mentions);
        }
        for group in &findings.groups {
            let members = group.members.iter().filter_map(|member| member.unit);
            names.extend(
                group.office.into_iter().chain(members).map(|range| Named { range, after: None }),
            );
        }
    }
    names
}

fn list(names: &mut Vec<Named>, mentions: &[Mention]) {
    for (index, mention) in mentions.iter().enumerate() {
        let after = (index > 0).then(|| names.len() - 1);
        names.push(Named { range: mention.surface, after });
    }
}

/// The units of the notice, and the unit at each place.
pub(super) fn resolve(
    stages: &Stages,
    place: &Place,
    names: &[Named],
    notes: &mut Notes,
) -> (Vec<Unit>, UnitOf) {
    let written: Vec<String> = names.iter().map(|named| place.value(named.range)).collect();
    let surface = |(named, written): (&Named, &String)| Surface {
        text: folded(stages, written),
        range: named.range,
        after: named.after,
    };
    let surfaces: Vec<Surface> = names.iter().zip(&written).map(surface).collect();
    let (mut units, ids) =
        crate::names::resolve::resolve(stages.lexicon, &issuer(stages, place), &surfaces, notes);
    let spellings =
        written.iter().zip(&surfaces).map(|(written, surface)| (&**written, &*surface.text));
    as_written(&mut units, &ids, spellings);
    (units, names.iter().map(|named| named.range).zip(ids).collect())
}

/// Names are understood in one width and one script, like everything after `tidy`.
fn folded(stages: &Stages, name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let twin = |c: char| match stages.tidy.script {
        Script::Simplified => c,
        Script::Traditional => stages.lexicon.traditional.simplified(c).unwrap_or(c),
    };
    folded.extend(name.chars().map(fold).map(twin));
    folded
}

/// Gives the units their spellings back in the width and script that the notice writes.
fn as_written<'s>(
    units: &mut [Unit],
    ids: &[UnitId],
    spellings: impl Iterator<Item = (&'s str, &'s str)>,
) {
    units.iter_mut().for_each(|unit| unit.surfaces.clear());
    let mut seen = FxHashSet::default();
    for (id, (written, folded)) in ids.iter().zip(spellings) {
        let Some(unit) = units.get_mut(id.index()) else { continue };
        if unit.name == folded {
            written.clone_into(&mut unit.name);
        }
        if seen.insert((*id, written)) {
            unit.surfaces.push(written.to_owned());
        }
    }
}

/// Whose notice it is, by signatories, publisher and title.
fn issuer<'s>(stages: &'s Stages, place: &Place) -> Issuer<'s> {
    let metadata = &stages.header.metadata;
    let ranges =
        metadata.signatories.iter().copied().chain(metadata.publisher).chain(metadata.title);
    Issuer {
        names: ranges.map(|range| folded(stages, &place.value(range))).collect(),
        issued_on: metadata.issued_on.as_ref().map(|date| date.value),
        definitions: crate::names::resolve::definitions(stages.lexicon, &stages.tidy.text),
        text: &stages.tidy.text,
    }
}
