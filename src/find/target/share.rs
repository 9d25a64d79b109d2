//! Finds the share of a known set that must reach a state.
//!
//! Example: 实现95%税费服务事项“网上办”.
//! Counter-example: 返还其缴纳失业保险费的50% (the screen takes subsidies).

use super::amount::Amount;
use super::lead::{self, Style};
use super::scene::{Draft, Scene};
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::{Form, Verb};
use crate::span::TextRange;

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/share",
    finds: "A percentage between a verb and what it is a share of, or before the state to be reached.",
    example: "实现95%税费服务事项“网上办”",
    counter_example: "按80%的比例分档",
};

/// How long the words for a state may be, in characters.
const STATE: usize = 10;

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    if amount.kind() != MeasureKind::Ratio || amount.ends_item(scene.text) {
        return None;
    }
    object(scene, amount).or_else(|| state(scene, amount)).or_else(|| subject(scene, amount))
}

/// 实现95%税费服务事项“网上办”.
fn object(scene: &Scene, amount: &Amount) -> Option<Draft> {
    let (action, kind) = lead::verb_at_end(scene.lexicon, scene.text, amount.left)?;
    let verb = kind.verb == Verb::Make && kind.form != Form::Nominal;
    let noun = right(scene, amount);
    (verb && !noun.is_empty()).then(|| Draft::new(RULE.id, noun, Some(action)))
}

/// 实现企业电子证照100%全覆盖: the state that all must reach follows the number.
fn state(scene: &Scene, amount: &Amount) -> Option<Draft> {
    let short = amount.right.of(scene.text).chars().nth(STATE).is_none();
    let whole = amount.quantity.value == 100.into();
    let lead = lead::read(scene.lexicon, scene.text, amount.left, Style::Subject);
    let named = lead.noun.of(scene.text).chars().nth(1).is_some();
    (short && whole && named).then(|| Draft::new(RULE.id, lead.noun, lead.action))
}

/// 全省90%以上政务服务事项实现“单点登录”: the share is the subject.
fn subject(scene: &Scene, amount: &Amount) -> Option<Draft> {
    let left = lead::without_lead_in(scene.lexicon, scene.text, amount.left);
    let scope = scene.lexicon.targets.scope.get(left.of(scene.text)).is_some();
    let words = amount.right.of(scene.text);
    let achieved = scene.lexicon.targets.verbs.find_all(words).any(|(at, _, action)| {
        at > 0 && action.verb == Verb::Make && action.form == Form::Causative
    });
    let alone = left.is_empty() || scope;
    (alone && achieved).then(|| Draft::new(RULE.id, right(scene, amount), None))
}

/// The words after the number, without 的.
fn right(scene: &Scene, amount: &Amount) -> TextRange {
    let noun = amount.right.trim(scene.text);
    let skip = if noun.of(scene.text).starts_with('的') { '的'.len_utf8() } else { 0 };
    noun.within(skip, noun.of(scene.text).len() - skip)
}
