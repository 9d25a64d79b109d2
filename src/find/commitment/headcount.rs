//! Finds how many people must be named for an office.
//!
//! Example: 明确1名同志为联络员.
//! Counter-example: 明确牵头单位为市发改委.

use super::lead;
use super::scene::{Draft, Scene};
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/headcount",
    finds: "The number of people to be named for an office.",
    example: "各责任单位明确1名同志为联络员",
    counter_example: "明确牵头单位为市发改委",
};

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    if amount.kind() != MeasureKind::Person {
        return None;
    }
    let (action, _) = lead::verb_at_end(scene.lexicon, scene.text, amount.left)?;
    let right = amount.right.of(scene.text);
    let (at, word, ()) = scene.lexicon.targets.office.find_all(right).last()?;
    let end = at + word.len();
    let office = amount.right.within(end, right.len() - end).trim(scene.text);
    (!office.is_empty()).then(|| Draft::new(RULE.id, office, Some(action)))
}
