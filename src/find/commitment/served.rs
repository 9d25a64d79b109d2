//! Finds how many people or households something is done for, and with how many partners.
//!
//! Example: 为1.2万户老年家庭加装燃气报警器.
//! Counter-example: 为10家企业的发展环境 (nothing is done).

use super::amount::Amount;
use super::lead;
use super::scene::{Draft, Scene};
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::{Form, Verb};
use crate::span::TextRange;

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/served",
    finds: "The number of those for whom, or with whom, something is done.",
    example: "为1.2万户老年家庭加装燃气报警器",
    counter_example: "为10家企业的发展环境",
};

/// How many verbs behind the number are looked at.
const FEW: usize = 8;

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    find_for(scene, scene.amounts.get(at)?)
}

/// The same for the screen, which lets such a number pass.
pub(super) fn find_for(scene: &Scene, amount: &Amount) -> Option<Draft> {
    let counted = matches!(amount.kind(), MeasureKind::Count | MeasureKind::Person);
    let left = lead::without_lead_in(scene, amount.left);
    let words = left.of(scene.text);
    // 为全区23000名老人.
    let scope = scene.lexicon.targets.scope.at_end(words);
    let whom = scope.and_then(|(word, ())| words.strip_suffix(word));
    let words = whom.filter(|whom| *whom == "为").unwrap_or(words);
    let served = &scene.lexicon.targets.served;
    // 在食堂、宾馆等29个行业推行…: a closed list that something is done for.
    let listed = words.ends_with('等')
        && scene.marks.signs(words).has(&['、'])
        && served.at_start(words).is_some();
    if !counted || !(listed || served.get(words).is_some()) {
        return None;
    }
    let noun = amount.right.trim(scene.text);
    // 在7个项目投产的基础上 sets the scene.
    if noun.of(scene.text).ends_with(['上', '中', '下', '内', '时', '后', '前']) {
        return None;
    }
    does(scene, noun).then(|| Draft::new(RULE.id, noun, None))
}

/// A verb with an object stands behind those who are served.
fn does(scene: &Scene, noun: TextRange) -> bool {
    let words = noun.of(scene.text);
    let verbs = scene.marks.cues(&scene.lexicon.targets.verbs, words);
    let promoted = scene.marks.cues(&scene.lexicon.targets.result, words);
    let far = |at: usize, word: &str| at > 0 && words.len() - at - word.len() >= 6;
    if promoted.take(FEW).any(|(at, word, ())| far(at, word)) {
        return true;
    }
    let made = verbs.filter(|(at, _, action)| {
        *at > 0 && action.verb == Verb::Make && action.form == Form::Plain
    });
    made.take(FEW).any(|(at, word, _)| far(at, word))
}
