//! Finds a number before what it counts: the object of a verb, or the next item of a list.
//!
//! Example: 部署20个垂直行业大模型及应用.
//! Counter-example: 推动8家湖北实验室产出成果10项 (8家 says who acts).

use super::amount::Amount;
use super::lead;
use super::scene::{Draft, Scene};
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::{Form, Verb};
use crate::span::TextRange;

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/amount-before-noun",
    finds: "A number directly after a verb and before the thing that it counts.",
    example: "部署20个垂直行业大模型及应用",
    counter_example: "推动8家湖北实验室产出标志性科技成果10项以上",
};

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    if amount.kind() == MeasureKind::Time || amount.ends_item(scene.text) {
        return None;
    }
    let listed = scene.before(amount).filter(|_| amount.is_bare(scene.text));
    let action = match verb(scene, amount) {
        Some(action) => Some(action),
        None => listed?.action,
    };
    let noun = noun(scene, amount)?;
    Some(Draft::new(RULE.id, noun, action))
}

/// The verb whose object the number is.
fn verb(scene: &Scene, amount: &Amount) -> Option<TextRange> {
    if amount.left.of(scene.text).trim_end().ends_with('的') {
        return verb_before_attribute(scene, amount);
    }
    let (range, action) = lead::verb_at_end(scene.lexicon, scene.text, amount.left)?;
    // 优化提升2个园区: a verb of change has things as its object only at the start of its clause.
    let short = amount.left.of(scene.text).chars().nth(6).is_none();
    let changes = action.verb == Verb::Change && amount.kind() == MeasureKind::Count && short;
    (action.verb == Verb::Make || changes).then_some(range)
}

/// 打造具有全国影响力的100个场景. 推动国家部署的16项 names a set that is there already.
fn verb_before_attribute(scene: &Scene, amount: &Amount) -> Option<TextRange> {
    let start = lead::without_lead_in(scene.lexicon, scene.text, amount.left);
    let (len, action) = lead::verb_at(scene.lexicon, start.of(scene.text))?;
    (action.verb == Verb::Make && action.form == Form::Plain).then(|| start.within(0, len))
}

/// The words after the number, without 的.
fn noun(scene: &Scene, amount: &Amount) -> Option<TextRange> {
    let right = amount.right.trim(scene.text);
    let skip = if right.of(scene.text).starts_with('的') { '的'.len_utf8() } else { 0 };
    let noun = right.within(skip, right.of(scene.text).len() - skip).trim(scene.text);
    let threshold = matches!(amount.kind(), MeasureKind::Money | MeasureKind::Size)
        && (skip > 0 || amount.suffixed);
    (!threshold && !noun.is_empty()).then_some(noun)
}
