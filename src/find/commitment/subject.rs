//! Finds how many things do or become something: the number opens the clause, and a verb follows what it counts.
//!
//! Example: 年底前,省、市、县三级各50个高频事项实现“一趟不用跑”.
//! Counter-example: 50个高频事项的清单.

use super::amount::Amount;
use super::item;
use super::lead;
use super::scene::{Draft, Scene};
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::{Form, Verb};
use crate::span::TextRange;

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/subject",
    finds: "A number that opens its clause, under a period that lies ahead, before the things that are to \
            do or to become something.",
    example: "年底前,50个高频事项实现“一趟不用跑”",
    counter_example: "年底前,公布50个高频事项的清单",
};

/// How many verbs behind the number are looked at.
const FEW: usize = 8;

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    find_for(scene, scene.amounts.get(at)?)
}

/// The same for the screen, which lets such a number pass.
pub(super) fn find_for(scene: &Scene, amount: &Amount) -> Option<Draft> {
    let counts = matches!(amount.kind(), MeasureKind::Count | MeasureKind::Person);
    let fits = counts && !amount.is_small_word(scene.text);
    if let Some(draft) = pushed(scene, amount).filter(|_| fits) {
        return Some(draft);
    }
    let fits = fits && !amount.ends_item(scene.text);
    if !(fits && opens(scene, amount.left) && is_ahead(scene, amount)) {
        return None;
    }
    let right = amount.right.trim(scene.text);
    let skip = if right.of(scene.text).starts_with('的') { '的'.len_utf8() } else { 0 };
    let noun = right.within(skip, right.of(scene.text).len() - skip);
    acts(scene, noun).then(|| Draft::new(RULE.id, noun, None))
}

/// 推进10个集聚区、5个聚集区建设: what is pushed forward, up to the verb that ends the clause.
fn pushed(scene: &Scene, amount: &Amount) -> Option<Draft> {
    let listed = scene.before(amount).filter(|draft| draft.rule == RULE.id);
    let words = amount.left.trim(scene.text).of(scene.text);
    let led = scene.lexicon.targets.lead_in.at_end(words).is_some();
    let behind = TextRange::new(amount.range.end, amount.clause.end).trim(scene.text);
    let (verb, action) = scene.lexicon.targets.verbs.at_end(behind.of(scene.text))?;
    let noun = amount.right.trim(scene.text);
    let long = noun.of(scene.text).len() > verb.len() + 3;
    let pushed = (led || listed.is_some() && words.is_empty()) && action.verb == Verb::Make;
    (pushed && long && !scene.marks.has_cue(&scene.lexicon.particles.of, noun.of(scene.text)))
        .then(|| Draft::new(RULE.id, noun, None))
}

/// Nothing, 全市, or who each has the number stands before it.
fn opens(scene: &Scene, left: TextRange) -> bool {
    let words = lead::without_lead_in(scene, left).of(scene.text);
    let verb = || scene.marks.has_cue(&scene.lexicon.targets.verbs, words);
    words.is_empty()
        || scene.lexicon.targets.scope.get(words).is_some()
        || words.ends_with('各') && !verb()
}

/// A period says that the number lies ahead.
fn is_ahead(scene: &Scene, amount: &Amount) -> bool {
    scene.this_year(amount).is_some() || item::is_dated_ahead(scene, amount)
}

/// A verb stands behind the things.
fn acts(scene: &Scene, noun: TextRange) -> bool {
    let words = noun.of(scene.text);
    let far = |at: usize| at >= 6;
    let reached =
        scene.marks.cues(&scene.lexicon.targets.result, words).take(FEW).any(|(at, ..)| far(at));
    let verbs = scene.marks.cues(&scene.lexicon.targets.verbs, words).take(FEW);
    let mut made = verbs.filter(|(at, _, action)| {
        far(*at) && action.verb == Verb::Make && action.form == Form::Plain
    });
    let owned = |at: usize| {
        words.get(at..).is_some_and(|rest| scene.marks.has_cue(&scene.lexicon.particles.of, rest))
    };
    reached || made.any(|(at, ..)| !owned(at))
}
