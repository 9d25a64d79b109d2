//! Finds how many people must be named for an office.
//!
//! Example: 明确1名同志为联络员.
//! Counter-example: 明确牵头单位为市发改委.

use super::amount::Amount;
use super::lead;
use super::scene::{Draft, Scene};
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::{Form, Verb};
use crate::span::TextRange;

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
    let (action, _) = lead::verb_at_end(scene, amount.left)?;
    let right = amount.right.of(scene.text);
    let Some((at, word, ())) = scene.marks.last_cue(&scene.lexicon.targets.office, right) else {
        return named(scene, amount, action);
    };
    let end = at + word.len();
    let office = amount.right.within(end, right.len() - end).trim(scene.text);
    (!office.is_empty()).then(|| Draft::new(RULE.id, office, Some(action)))
}

/// 明确一名联络员: the office stands behind the number.
fn named(scene: &Scene, amount: &Amount, action: TextRange) -> Option<Draft> {
    /// Longest name of an office, in characters.
    const LONGEST: usize = 10;
    let noun = amount.right.trim(scene.text);
    let words = noun.of(scene.text);
    let plain = lead::verb_at(scene.lexicon, action.of(scene.text));
    let makes = plain.is_some_and(|(_, kind)| kind.verb == Verb::Make && kind.form == Form::Plain);
    let short = words.chars().nth(1).is_some() && words.chars().nth(LONGEST).is_none();
    let few = amount.is_small_word(scene.text);
    (few && makes && short).then(|| Draft::new(RULE.id, noun, Some(action)))
}
