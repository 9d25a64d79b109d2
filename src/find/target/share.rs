//! Finds the share of a known set that must reach a state.
//!
//! Example: 实现95%税费服务事项“网上办”.
//! Counter-example: 返还其缴纳失业保险费的50% (the screen takes subsidies).

use super::lead;
use super::scene::{Draft, Scene};
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::Verb;

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/share",
    finds: "A percentage between a verb and what it is a share of, or before the state to be reached.",
    example: "实现95%税费服务事项“网上办”",
    counter_example: "按80%的比例分档",
};

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    if amount.kind() != MeasureKind::Ratio || amount.ends_item(scene.text) {
        return None;
    }
    let (action, kind) = lead::verb_at_end(scene.lexicon, scene.text, amount.left)?;
    let noun = amount.right.trim(scene.text);
    let skip = if noun.of(scene.text).starts_with('的') { '的'.len_utf8() } else { 0 };
    let noun = noun.within(skip, noun.of(scene.text).len() - skip);
    (kind.verb == Verb::Make && !noun.is_empty()).then(|| Draft::new(RULE.id, noun, Some(action)))
}
