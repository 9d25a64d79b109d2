//! Finds time limits that the notice promises to shorten.
//!
//! Example: 审批时限压缩至3个工作日以内.
//! Counter-example: 3个工作日内办结 (a rule, not a promise).

use super::change;
use super::lead;
use super::scene::{Draft, Scene};
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::Verb;
use crate::span::TextRange;

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/limit",
    finds: "The time to which, or by which, a procedure is shortened.",
    example: "审批时限压缩至3个工作日以内",
    counter_example: "3个工作日内办结",
};

/// Between the verb and the number may stand 承诺时限, counted in characters.
const GAP: usize = 8;

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    if amount.kind() != MeasureKind::Time || !amount.ends_item(scene.text) {
        return None;
    }
    if let Some(listed) = scene.before(amount).filter(|_| amount.is_bare(scene.text)) {
        return Some(Draft { comparator: None, ..listed.clone() });
    }
    let action = shortening(scene, amount.left).or_else(|| kept(scene, amount))?;
    let subject = TextRange::new(amount.left.start, action.start);
    Some(Draft::new(RULE.id, change::noun(scene, amount, subject)?, Some(action)))
}

/// 压缩至, 缩短: near the end of the words before the number.
fn shortening(scene: &Scene, left: TextRange) -> Option<TextRange> {
    let words = left.of(scene.text);
    let verbs = scene.lexicon.targets.verbs.find_all(words);
    let (at, word, action) = verbs.filter(|(_, _, action)| action.verb != Verb::Make).last()?;
    let gap = words.get(at + word.len()..)?.chars().count();
    let near = gap == 0 || (action.verb == Verb::Level && gap <= GAP);
    near.then(|| left.within(at, word.len()))
}

/// 平均办理时间控制在3个工作日以内: the comparator stands for the verb.
fn kept(scene: &Scene, amount: &super::amount::Amount) -> Option<TextRange> {
    let head = TextRange::new(amount.range.start, amount.quantity.range.start);
    let subject = lead::without_lead_in(scene.lexicon, scene.text, amount.left);
    let duration = scene.lexicon.targets.duration.at_end(subject.of(scene.text)).is_some();
    let average = scene.lexicon.targets.average.find(subject.of(scene.text)).is_some();
    let kept = !head.is_empty() && (amount.suffixed || average);
    (kept && duration).then_some(head)
}
