//! Finds what each of several has of a total that stands before: places, and the number of each.
//!
//! Example: 培育领军企业1000家以上,甲市、乙市各200家.
//! Counter-example: 甲市、乙市各有200家企业.

use super::amount::Amount;
use super::lead;
use super::scene::{Draft, Scene};
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;
use crate::span::TextRange;

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/shared-out",
    finds: "The number that each of the places before it has of a total.",
    example: "培育领军企业1000家以上,甲市、乙市各200家",
    counter_example: "甲市、乙市各有200家领军企业",
};

/// Longest name of a place without 各, in characters.
const PLACE: usize = 12;

/// What is shared out.
#[derive(Clone, Debug)]
pub(super) struct Total {
    /// What is counted.
    pub(super) indicator: TextRange,
    /// In which measure.
    pub(super) measure: String,
    /// By when, in EDTF.
    pub(super) period: Option<String>,
}

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    find_for(scene, scene.amounts.get(at)?)
}

/// The same for the screen, which lets such a number pass.
pub(super) fn find_for(scene: &Scene, amount: &Amount) -> Option<Draft> {
    let counted = !matches!(amount.kind(), MeasureKind::Ratio | MeasureKind::Time);
    if !counted || !amount.ends_item(scene.text) || amount.compared {
        return None;
    }
    let left = lead::without_lead_in(scene, amount.left);
    let words = left.of(scene.text);
    let places = words.strip_suffix('各');
    let short = !words.is_empty() && words.chars().nth(PLACE).is_none();
    let verb = scene.marks.has_cue(&scene.lexicon.targets.verbs, words);
    let own = if places.is_some() { before(scene, amount) } else { None };
    let counted = scene.marks.signs(words).has_digit();
    if verb || counted || !(places.is_some_and(|places| !places.is_empty()) || short) {
        return None;
    }
    let announced =
        scene.announced.as_ref().filter(|total| total.measure == amount.quantity.measure);
    let draft = match (own, announced) {
        (Some(draft), _) => draft,
        (None, Some(total)) => {
            Draft { period: total.period.clone(), ..Draft::new(RULE.id, total.indicator, None) }
        }
        (None, None) => return None,
    };
    Some(Draft { per: places.map(|_| left), ..draft })
}

/// The total of the same paragraph: the last number before in the same measure that is no share itself.
fn before(scene: &Scene, amount: &Amount) -> Option<Draft> {
    let earlier = scene.amounts.iter().zip(&scene.drafts).enumerate().rev().take(PLACE);
    let mut totals = earlier.filter_map(|(at, (whole, draft))| {
        let draft = draft.as_ref().filter(|draft| draft.rule != RULE.id)?;
        let before = whole.range.end <= amount.range.start;
        let same = whole.quantity.measure == amount.quantity.measure;
        (before && same).then_some((at, draft))
    });
    let (at, draft) = totals.next()?;
    Some(Draft { part_of: Some(at), ..Draft::new(RULE.id, draft.indicator, draft.action) })
}
