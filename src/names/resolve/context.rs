//! What the other names of a notice tell about one.

use super::home::Home;
use super::name::{Explained, Fact};
use super::{Surface, expand};
use crate::lexicon::organisation::Organisations;
use crate::model::UnitKind;

/// The surfaces, and for each its explanation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lists<'s> {
    pub(super) surfaces: &'s [Surface],
    pub(super) which: &'s [usize],
}

impl Lists<'_> {
    /// The explanations of neighbours in a list.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let at = |surface: usize| self.which.get(surface).copied();
        let pair = move |(own, surface): (&usize, &Surface)| Some((at(surface.after?)?, *own));
        self.which.iter().zip(self.surfaces).filter_map(pair)
    }
}

/// Fills in what the neighbours and the whole tell.
pub(super) fn complete(
    organisations: &Organisations,
    home: &Home,
    lists: Lists,
    explained: &mut [Explained],
) {
    for (one, other) in lists.pairs() {
        firms(explained, one, other);
        firms(explained, other, one);
        share_head(organisations, explained, one, other);
    }
    stay_home(home, explained);
}

/// 公用事业公司、大众燃气: beside a firm a name that nothing explains is a firm.
fn firms(explained: &mut [Explained], firm: usize, other: usize) {
    let is_firm =
        explained[firm].kind == UnitKind::Enterprise && explained[firm].has(Fact::Understood);
    if is_firm && !explained[other].has(Fact::Understood) {
        explained[other].kind = UnitKind::Enterprise;
        explained[other].facts.insert(Fact::Understood);
    }
}

/// 各级审改部门、政务服务管理机构: 各级 holds for both.
fn share_head(
    organisations: &Organisations,
    explained: &mut [Explained],
    one: usize,
    other: usize,
) {
    let (first, second) = (&explained[one], &explained[other]);
    if !first.has(Fact::Collective)
        || !second.has(Fact::Collective)
        || organisations.begins_as_many(&second.surface)
    {
        return;
    }
    let Some(head) = organisations.shared_head(&first.surface) else { return };
    let key = expand::key(None, &format!("{head}{}", second.surface));
    if !second.keys.contains(&key) {
        explained[other].keys.push(key);
    }
}

/// In a notice that leaves the word for its own place out, 市监局 for 瑞昌市市监局, names without it
/// are of that place.
fn stay_home(home: &Home, explained: &mut [Explained]) {
    let Some(own) = home.own() else { return };
    let count = |bare: bool| {
        explained.iter().filter(|one| one.has(Fact::Known) && one.has(Fact::Bare) == bare).count()
    };
    if count(true) <= count(false) {
        return;
    }
    let local = |one: &Explained| matches!(one.kind, UnitKind::Government | UnitKind::Institution);
    let open = |one: &Explained| {
        one.has(Fact::Bare)
            && !one.has(Fact::Known)
            && one.has(Fact::Understood)
            && one.region.is_none()
    };
    for one in explained.iter_mut().filter(|one| local(one) && open(one)) {
        one.level = one.level.or(Some(own.level));
        one.region = Some(own.clone());
    }
}
