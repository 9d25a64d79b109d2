//! Finds how often something must be done: a number of times in a period that comes again.
//!
//! Example: 每年至少听取1次政务公开工作汇报.
//! Counter-example: 每次检查2个单位.

use super::lead::{self, Style};
use super::recall;
use super::scene::{Draft, Scene};
use crate::find::Rule;
use crate::span::TextRange;

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/frequency",
    finds: "How many times, meetings or reports in each month, quarter or year.",
    example: "每年至少听取1次政务公开工作汇报",
    counter_example: "每次检查2个单位",
};

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    let words = &scene.lexicon.targets;
    words.frequency.get(&amount.quantity.measure)?;
    let left = TextRange::new(amount.clause.start, amount.range.start);
    let per = scene.marks.has_cue(&words.per, left.of(scene.text));
    if !per && !amount.compared && !amount.suffixed && !amount.bound_by_verb {
        return None;
    }
    let (noun, action) = counted(scene, amount)?;
    Some(Draft::new(RULE.id, noun, action))
}

/// The words after the number, or those before it: 报送信息1篇.
fn counted(
    scene: &Scene,
    amount: &super::amount::Amount,
) -> Option<(TextRange, Option<TextRange>)> {
    let lead = lead::read(scene, amount.left, Style::Object);
    if !amount.ends_item(scene.text) {
        let action = lead::verb_at_end(scene, amount.left)?;
        let noun = amount.right.trim(scene.text);
        let skip = if noun.of(scene.text).starts_with('的') { '的'.len_utf8() } else { 0 };
        return Some((noun.within(skip, noun.of(scene.text).len() - skip), Some(action.0)));
    }
    let action = lead.action;
    let verb = lead::verb_at(scene.lexicon, lead.noun.of(scene.text));
    if verb.is_some_and(|(len, _)| len == lead.noun.of(scene.text).len())
        && let Some(object) = recall::object_of(scene, amount, lead.noun)
    {
        return Some((object, Some(lead.noun)));
    }
    // 信息 alone says too little: the verb is part of what is counted.
    let short = lead.noun.of(scene.text).chars().nth(3).is_none();
    let noun = action.filter(|_| short).map_or(lead.noun, |action| action.cover(lead.noun));
    (noun.of(scene.text).chars().nth(1).is_some()).then_some((noun, action))
}
