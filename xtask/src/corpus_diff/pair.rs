//! Which item before is which item after.

use super::Records;
use super::item::{Item, items};
use std::collections::BTreeMap;

/// What became of an item.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Gained(Item),
    Lost(Item),
    /// Before and after.
    Altered(Item, Item),
}

impl Change {
    /// The item as it is now, or as it was.
    pub(super) fn item(&self) -> &Item {
        match self {
            Self::Gained(item) | Self::Lost(item) | Self::Altered(_, item) => item,
        }
    }
}

/// What differs in the documents that both sides have, with the document's name.
pub(super) fn changes(before: &Records, after: &Records) -> Vec<(String, Change)> {
    let mut changes = Vec::new();
    for (name, old) in before {
        let Some(new) = after.get(name) else { continue };
        changes.extend(of_document(items(old), items(new)).into_iter().map(|c| (name.clone(), c)));
    }
    changes
}

fn of_document(before: Vec<Item>, after: Vec<Item>) -> Vec<Change> {
    let mut kinds: BTreeMap<&str, (Vec<Item>, Vec<Item>)> = BTreeMap::new();
    for item in before {
        kinds.entry(item.kind).or_default().0.push(item);
    }
    for item in after {
        kinds.entry(item.kind).or_default().1.push(item);
    }
    kinds.into_values().flat_map(|(before, after)| of_kind(before, after)).collect()
}

/// From the surest sign that two items are one to the weakest.
const SIGNS: &[fn(&Item, &Item) -> bool] = &[
    |a, b| a.place == b.place && is_same(a, b),
    |a, b| a.place.is_some() && a.place == b.place,
    is_same,
    |a, b| a.label.is_some() && a.label == b.label,
    Item::overlaps,
];

fn is_same(a: &Item, b: &Item) -> bool {
    a.rule == b.rule && a.facts == b.facts
}

fn of_kind(mut before: Vec<Item>, mut after: Vec<Item>) -> Vec<Change> {
    let mut changes = Vec::new();
    for is_one in SIGNS {
        let mut rest = Vec::new();
        for old in before {
            match after.iter().position(|new| is_one(&old, new)) {
                Some(index) => {
                    let new = after.remove(index);
                    changes.extend((!is_same(&old, &new)).then_some(Change::Altered(old, new)));
                }
                None => rest.push(old),
            }
        }
        before = rest;
    }
    changes.extend(before.into_iter().map(Change::Lost));
    changes.extend(after.into_iter().map(Change::Gained));
    changes
}
