//! Finds the number that sums up the names listed before it.
//!
//! Example: 举办昆明马拉松、滇池龙舟赛、环湖自行车赛3项体育赛事.
//! Counter-example: 举办马拉松等3项体育赛事 (the number counts what is known).

use super::amount::Amount;
use super::lead;
use super::scene::{Draft, Scene};
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::{Form, Verb};

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/enumerated",
    finds: "The sum behind a list of names that a verb does something to.",
    example: "举办昆明马拉松、滇池龙舟赛、环湖自行车赛3项体育赛事",
    counter_example: "举办马拉松等3项体育赛事",
};

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    let fits = amount.kind() == MeasureKind::Count && !amount.ends_item(scene.text);
    if !fits || amount.previous.is_some() || amount.range.start > amount.quantity.range.start {
        return None;
    }
    if is_result(scene, amount) {
        return Some(Draft::new(RULE.id, amount.right.trim(scene.text), None));
    }
    let start = lead::without_lead_in(scene, amount.left);
    let words = start.of(scene.text);
    let (len, action) = lead::verb_at(scene.lexicon, words)?;
    // 包括甲、乙2个事项 says what something holds.
    if scene.marks.has_cue(&scene.lexicon.targets.holds, words) {
        return None;
    }
    if is_begun(scene, amount) {
        let noun = amount.right.trim(scene.text);
        return Some(Draft::new(RULE.id, noun, Some(start.within(0, len))));
    }
    let names = scene.marks.signs(words.get(len..)?).parts(&['、']);
    let names = names.iter().filter(|name| !name.trim().is_empty()).count();
    let summed = action.verb == Verb::Make && action.form == Form::Plain && names > 1;
    // Names as many as the number says, where the list is complete.
    let complete = amount.quantity.value == names.into();
    let noun = amount.right.trim(scene.text);
    (summed && complete).then(|| Draft::new(RULE.id, noun, Some(start.within(0, len))))
}

/// 新建甲路、乙路等11条道路: names of what comes to be, and how many there will be.
pub(super) fn is_begun(scene: &Scene, amount: &Amount) -> bool {
    let start = lead::without_lead_in(scene, amount.left);
    let words = start.of(scene.text);
    let verb = lead::verb_at(scene.lexicon, words);
    let plain =
        verb.is_some_and(|(_, action)| action.verb == Verb::Make && action.form == Form::Plain);
    let counted = amount.kind() == MeasureKind::Count && !amount.is_small_word(scene.text);
    let named = words.ends_with('等')
        && scene.marks.signs(words).has(&['、'])
        && !scene.marks.has_cue(&scene.lexicon.targets.holds, words);
    plain && named && counted && !amount.ends_item(scene.text)
}

/// 实现就业、婚姻等10个场景“一网通办”: what is to be reached is told behind the number.
pub(super) fn is_result(scene: &Scene, amount: &Amount) -> bool {
    let start = lead::without_lead_in(scene, amount.left);
    // 推动实现.
    let lead = lead::verb_at(scene.lexicon, start.of(scene.text));
    let caused =
        lead.filter(|(_, action)| action.form == Form::Causative).map_or(0, |(len, _)| len);
    let results = &scene.lexicon.targets.result;
    let words = start.of(scene.text);
    let result = results.at_start(words).is_some()
        || words.get(caused..).is_some_and(|rest| results.at_start(rest).is_some());
    let names = scene.marks.signs(words).has(&['、']) && words.ends_with('等');
    let right = amount.right.trim(scene.text).of(scene.text);
    let told = right.ends_with('”') || amount.suffixed && scene.marks.signs(right).has(&['”']);
    result && names && told && amount.kind() == MeasureKind::Count
}
