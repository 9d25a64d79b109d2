//! Finds by how much, or to what level, something changes: growth, multiples, percentage points.
//!
//! Example: 社会消费品零售总额年均增长7%以上; 非化石能源消费比重提高到21.6%.
//! Counter-example: 从24.9%提高到28.3% (24.9% is where it starts).

use super::amount::Amount;
use super::lead::{self, Style};
use super::scene::{Draft, Scene};
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::Verb;
use crate::span::{TextRange, to_u32};

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/change",
    finds: "The amount by which, or the level to which, something grows or shrinks.",
    example: "社会消费品零售总额年均增长7%以上",
    counter_example: "在增长7%的基础上",
};

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    if amount.kind() == MeasureKind::Time || !amount.ends_item(scene.text) {
        return None;
    }
    if let Some(noun) = compared(scene, amount) {
        return Some(Draft::new(RULE.id, noun, None));
    }
    let (action, kind) = lead::verb_at_end(scene, amount.left)?;
    let grows = scene.lexicon.targets.grow.get(action.of(scene.text)).is_some();
    if kind.verb == Verb::Make && !grows {
        return None;
    }
    let subject = TextRange::new(amount.left.start, action.start);
    if grows && !names_something(scene, subject) {
        return None;
    }
    let noun = noun(scene, amount, subject)?;
    let joined = (grows || kind.verb == Verb::Change) && amount.left.contains(noun);
    if joined && noun.end < action.start && holds_baseline(scene, noun, action) {
        // 成本较2019年再下降0.5个百分点: the year in between is no part of what is measured.
        let draft = Draft::new(RULE.id, noun, Some(action));
        return Some(Draft { shared: Some(action), ..draft });
    }
    let indicator = if joined { noun.cover(action) } else { noun };
    Some(Draft::new(RULE.id, indicator, Some(action)))
}

/// 单位能耗比全国平均水平低30%以上: what is measured, with what it is measured against.
fn compared(scene: &Scene, amount: &Amount) -> Option<TextRange> {
    let noun = lead::read(scene, amount.left, Style::Subject).noun;
    let words = noun.of(scene.text).strip_suffix(['低', '高'])?;
    let (at, ..) = scene.marks.last_cue(&scene.lexicon.targets.baseline, words)?;
    let named = words.get(..at)?.chars().nth(1).is_some()
        && lead::verb_at_end(scene, amount.left).is_none();
    (named && amount.kind() == MeasureKind::Ratio).then_some(noun)
}

/// 较2019年 stands between what changes and the verb.
fn holds_baseline(scene: &Scene, noun: TextRange, action: TextRange) -> bool {
    let between = TextRange::new(noun.end, action.start).of(scene.text).trim_start();
    let word = scene.lexicon.targets.baseline.at_start(between);
    word.is_some_and(|(word, ())| {
        between.get(word.len()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// 制造业贷款新增45亿元, but not 全市新增10家: 新增 follows what grows.
fn names_something(scene: &Scene, subject: TextRange) -> bool {
    let lead = lead::read(scene, subject, Style::Subject);
    let words = lead.noun.of(scene.text);
    let scope = scene.lexicon.targets.scope.get(words).is_some();
    let long = words.chars().nth(3).is_some();
    lead.action.is_none() && long && !scope && !lead::is_pronoun(scene.lexicon, words)
}

/// What changes: the words before the verb without 较2023年 and 从24.9%, or else the clause before.
pub(super) fn noun(scene: &Scene, amount: &Amount, subject: TextRange) -> Option<TextRange> {
    let subject = without_origin(scene, amount, subject);
    let noun = lead::read(scene, subject, Style::Subject).noun;
    let noun = without_baseline(scene, noun);
    let named = noun.of(scene.text);
    if named.chars().nth(1).is_some() && !lead::is_pronoun(scene.lexicon, named) {
        return Some(noun);
    }
    if let Some(listed) = scene.before(amount) {
        return Some(listed.indicator);
    }
    let previous = scene.layout.previous(amount.clause)?;
    let counted =
        scene.drafts.iter().rev().zip(scene.amounts.iter().take(scene.drafts.len()).rev());
    let same = counted.take(4).find(|(_, amount)| amount.clause == previous);
    match same {
        Some((draft, _)) => draft.as_ref().map(|draft| draft.indicator),
        None => {
            let noun = lead::without_lead_in(scene, previous);
            Some(without_change(scene, noun))
        }
    }
}

/// 办理时限压缩一半: the change behind what is measured is no part of it.
fn without_change(scene: &Scene, noun: TextRange) -> TextRange {
    /// Characters that may stand behind the verb: 一半, 三分之一.
    const BEHIND: usize = 4;
    let words = noun.of(scene.text);
    let verbs = scene.marks.cues(&scene.lexicon.targets.verbs, words);
    let last = verbs.filter(|(_, _, action)| action.verb == Verb::Change).last();
    let short = last.filter(|(at, word, _)| {
        *at >= 6 && words.get(at + word.len()..).is_some_and(|rest| rest.chars().count() <= BEHIND)
    });
    short.map_or(noun, |(at, ..)| noun.within(0, at))
}

/// 由30个工作日压缩至…: cuts at 由 where the starting level is the amount before.
fn without_origin(scene: &Scene, amount: &Amount, subject: TextRange) -> TextRange {
    let start = amount.previous.and_then(|previous| scene.amounts.get(previous));
    let Some(start) = start.filter(|start| start.runs_on && start.range.start > subject.start)
    else {
        return subject;
    };
    let before = TextRange::new(subject.start, start.range.start);
    let origin = scene.marks.last_cue(&scene.lexicon.targets.origin, before.of(scene.text));
    // 一次办结率提高到90%: 一次 is no level that is left.
    if origin.is_none() && start.quantity.measure != amount.quantity.measure {
        return subject;
    }
    origin.map_or(before, |(at, ..)| before.within(0, at))
}

/// 交易量较2023年: cuts at 较 where little but a year follows.
pub(super) fn without_baseline(scene: &Scene, noun: TextRange) -> TextRange {
    let words = noun.of(scene.text);
    let last = scene.marks.last_cue(&scene.lexicon.targets.baseline, words);
    let Some((at, word, ())) = last else { return noun };
    let rest = words.get(at + word.len()..).unwrap_or_default();
    let dated = rest.is_empty()
        || scene.marks.cues(&scene.lexicon.particles.year, rest).any(|(_, word, ())| word == "年");
    let short = dated && rest.chars().count() <= 10 && at > 0;
    if short { TextRange::new(noun.start, noun.start + to_u32(at)).trim(scene.text) } else { noun }
}
