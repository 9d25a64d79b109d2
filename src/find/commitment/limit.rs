//! Finds time limits that the notice promises to shorten.
//!
//! Example: 审批时限压缩至3个工作日以内.
//! Counter-example: 3个工作日内办结 (a rule, not a promise).

use super::amount::Amount;
use super::change;
use super::lead::{self, Style};
use super::scene::{Draft, Scene};
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::Verb;
use crate::model::Comparator;
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
    if amount.kind() != MeasureKind::Time {
        return None;
    }
    if let Some(draft) = held(scene, amount).or_else(|| met(scene, amount)) {
        return Some(draft);
    }
    // 由3个工作日压缩至1个工作日办结.
    let done = scene.lexicon.targets.met.get(amount.right.trim(scene.text).of(scene.text));
    if !amount.ends_item(scene.text) && done.is_none() {
        return None;
    }
    if let Some(listed) = scene.before(amount).filter(|_| amount.is_bare(scene.text)) {
        return Some(Draft { comparator: None, ..listed.clone() });
    }
    if let Some(listed) = scene.before(amount).filter(|listed| listed.rule == RULE.id) {
        let noun = lead::read(scene, amount.left, Style::Subject).noun;
        return Some(Draft::new(RULE.id, noun, listed.action));
    }
    if let Some((action, noun)) = shortened(scene, amount.left) {
        return Some(Draft::new(RULE.id, noun, Some(action)));
    }
    let action = shortening(scene, amount.left).or_else(|| kept(scene, amount))?;
    let subject = TextRange::new(amount.left.start, action.start);
    Some(Draft::new(RULE.id, change::noun(scene, amount, subject)?, Some(action)))
}

/// 每天户外活动不少于2小时: time that must be given again and again.
fn held(scene: &Scene, amount: &Amount) -> Option<Draft> {
    let words = &scene.lexicon.targets;
    let left = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    let again = scene.marks.has_cue(&words.per, left);
    let bounded = amount.compared && amount.comparator == Comparator::Ge;
    if !again || !bounded || !amount.ends_item(scene.text) {
        return None;
    }
    let noun = lead::read(scene, amount.left, Style::Subject).noun;
    let verb = lead::verb_at_end(scene, noun).map(|(verb, _)| verb);
    let verb = verb.filter(|verb| verb.start > noun.start);
    let noun = verb.map_or(noun, |verb| TextRange::new(noun.start, verb.start));
    (noun.of(scene.text).chars().nth(1).is_some()).then(|| Draft::new(RULE.id, noun, verb))
}

/// 实现企业开办全程网办,1日内办结: a result that the sentence promises, not a rule.
fn met(scene: &Scene, amount: &Amount) -> Option<Draft> {
    let words = &scene.lexicon.targets;
    let right = amount.right.trim(scene.text);
    let (end, ()) = words.met.at_start(right.of(scene.text))?;
    let sentence = scene.layout.sentence(amount.range);
    let before = TextRange::new(sentence.start, amount.range.start).of(scene.text);
    let promised =
        scene.marks.has_cue(&words.result, before) || scene.marks.has_cue(&words.modality, before);
    let quick = lead::without_lead_in(scene, amount.left);
    let bounded = amount.suffixed || words.result.get(quick.of(scene.text)).is_some();
    if !promised || !bounded {
        return None;
    }
    let action = right.within(0, end.len());
    let object = TextRange::new(action.end, right.end).trim(scene.text);
    let named = |range: &TextRange| range.of(scene.text).chars().nth(1).is_some();
    let noun = Some(object).filter(named).or_else(|| done(scene, amount)).unwrap_or(action);
    Some(Draft::new(RULE.id, noun, Some(action)))
}

/// What is done in that time: the words before the number, or the clause before.
fn done(scene: &Scene, amount: &Amount) -> Option<TextRange> {
    let named = |range: &TextRange| range.of(scene.text).chars().nth(1).is_some();
    let own = lead::read(scene, amount.left, Style::Subject).noun;
    let words = &scene.lexicon.targets;
    if named(&own) && words.result.get(own.of(scene.text)).is_none() {
        return Some(own);
    }
    let bare = words.result.get(own.of(scene.text)).is_some();
    let previous = scene.layout.previous(amount.clause).filter(|_| !bare)?;
    let noun = lead::read(scene, previous, Style::Object).noun;
    Some(noun).filter(named)
}

/// 压缩至, 缩短: near the end of the words before the number.
fn shortening(scene: &Scene, left: TextRange) -> Option<TextRange> {
    let words = left.of(scene.text);
    let verbs = scene.marks.cues(&scene.lexicon.targets.verbs, words);
    let (at, word, action) = verbs.filter(|(_, _, action)| action.verb != Verb::Make).last()?;
    let gap = words.get(at + word.len()..)?.chars().count();
    let near = gap == 0 || (action.verb == Verb::Level && gap <= GAP);
    near.then(|| left.within(at, word.len()))
}

/// 压缩公告时间至20天: what is made shorter stands between the verb and 至.
fn shortened(scene: &Scene, left: TextRange) -> Option<(TextRange, TextRange)> {
    let words = left.of(scene.text);
    let object = words.strip_suffix(['至', '到'])?;
    let verbs = scene.marks.cues(&scene.lexicon.targets.verbs, object);
    let (at, word, _) = verbs.filter(|(.., action)| action.verb == Verb::Change).last()?;
    let noun = left.within(at + word.len(), object.len() - at - word.len());
    let timed = scene.lexicon.targets.duration.at_end(noun.of(scene.text)).is_some();
    timed.then(|| (left.within(at, word.len()), noun))
}

/// 平均办理时间控制在3个工作日以内, 审批用时不超过5天: the comparator stands for the verb.
fn kept(scene: &Scene, amount: &Amount) -> Option<TextRange> {
    let head = TextRange::new(amount.range.start, amount.quantity.range.start);
    let subject = lead::read(scene, amount.left, Style::Subject).noun;
    let duration = scene.lexicon.targets.duration.at_end(subject.of(scene.text)).is_some();
    let average = scene.marks.has_cue(&scene.lexicon.targets.average, subject.of(scene.text));
    let bounded = amount.suffixed || amount.comparator == Comparator::Le;
    let kept = !head.is_empty() && (bounded || average);
    (kept && duration).then_some(head)
}
