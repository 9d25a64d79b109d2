//! Full names that the notice itself has: its signatories, the names that it shortens.
//!
//! 上海市住房和城乡建设管理委员会 as a signatory is what 市住房城乡建设管理委 stands for, whatever a derivation
//! would give, and 福建省行政审批制度改革工作小组办公室 explains 省审改办, which nothing else does.

use super::name::{Explained, Fact, Namer, plain};
use crate::model::UnitKind;

/// A derived name that lacks no more than so many characters of the one in the notice is that one.
const LACKS: usize = 2;

/// A full name that the notice has.
#[derive(Clone, Debug)]
pub(super) struct Attested {
    name: String,
    /// The place that it begins with.
    place: Box<str>,
    keys: Vec<String>,
}

/// The full names among the issuer's names and the definitions.
pub(super) fn names(namer: &Namer) -> Vec<Attested> {
    let defined = namer.issuer.definitions.iter().map(|definition| &definition.full);
    let names = namer.issuer.names.iter().chain(defined);
    names.filter_map(|name| attested(namer, &plain(name))).collect()
}

fn attested(namer: &Namer, name: &str) -> Option<Attested> {
    if !namer.organisations().name_shape(name).is_name() {
        return None;
    }
    let explained = namer.explain_name(name, None);
    let collective = explained.has(Fact::Collective);
    let place = explained.region.filter(|_| !collective)?.name;
    let name = name.to_owned();
    name.starts_with(&*place).then_some(Attested { name, place, keys: explained.keys })
}

impl Namer<'_> {
    /// Takes over the only full name in the notice that an explanation fits.
    pub(super) fn attest(&self, explained: &mut Explained) {
        let own = explained.kind != UnitKind::Enterprise && !explained.has(Fact::Collective);
        let open = own && (!explained.has(Fact::Full) || explained.has(Fact::Derived));
        if self.attested.is_empty() || !open {
            return;
        }
        let mut fitting = self.attested.iter().filter(|full| self.is_short_for(explained, full));
        if let (Some(one), None) = (fitting.next(), fitting.next()) {
            explained.name.clone_from(&one.name);
            explained.facts.insert(Fact::Full);
            explained.facts.insert(Fact::Attested);
            explained.keys.extend(one.keys.iter().cloned());
        }
    }

    /// True where the words between place and ending are left out of those of the full name.
    fn is_short_for(&self, explained: &Explained, full: &Attested) -> bool {
        let place = explained.region.as_ref().map(|region| &region.name);
        if place != Some(&full.place) || explained.name == full.name {
            return false;
        }
        let without_place = || self.organisations().prefix_of(&explained.name).1;
        let rest = explained.name.strip_prefix(&*full.place).unwrap_or_else(without_place);
        let Some((ending, suffix)) = self.organisations().suffix(rest) else { return false };
        let short = &rest[..rest.len() - ending.len()];
        let long = full.name[full.place.len()..].strip_suffix(suffix.full);
        long.is_some_and(|long| {
            let lacks = long.chars().count().saturating_sub(short.chars().count());
            let near = !explained.has(Fact::Full) || (1..=LACKS).contains(&lacks);
            near && short.chars().nth(1).is_some() && is_in_order(short, long)
        })
    }
}

/// True where the characters of `short` are found in `long` in this order.
fn is_in_order(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|other| other == c))
}
