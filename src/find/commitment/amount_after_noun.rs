//! Finds a number after what it counts: a subject that reaches it, a verb's object, or the next item
//! of a list.
//!
//! Example: 建设概念验证中心10家、中试平台20家以上.
//! Counter-example: 固定资产投资5000万元的项目 (a condition).

use super::amount::Amount;
use super::lead::{self, Lead, Style};
use super::period;
use super::scene::{Draft, Scene};
use crate::annotate::Bracket;
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::Verb;
use crate::span::TextRange;

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/amount-after-noun",
    finds: "A number after the thing that it counts, which a verb or a comparator commits to.",
    example: "建设概念验证中心10家、中试平台20家以上",
    counter_example: "固定资产投资5000万元的项目",
};

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    if amount.kind() == MeasureKind::Time || !amount.ends_item(scene.text) {
        return None;
    }
    let listed = scene.before(amount);
    let joined = listed.is_some() || amount.compared;
    let rated = is_rated(scene, amount, amount.left);
    let style = if joined || rated { Style::Subject } else { Style::Object };
    let lead = after_actor(scene, amount)
        .unwrap_or_else(|| lead::read(scene.lexicon, scene.text, amount.left, style));
    let lead = without_period(scene, without_result(scene, lead));
    if lead.noun.of(scene.text).trim_matches('的').is_empty() {
        return listed.map(|draft| Draft { rule: RULE.id, ..draft.clone() });
    }
    let committed = amount.compared
        || lead.action.is_some()
        || listed.is_some()
        || is_carried(scene, at)
        || is_part(scene, at)
        || is_sized(scene, amount, lead.noun)
        || is_rated(scene, amount, lead.noun)
        || is_verb_alone(scene, amount, &lead)
        || is_promised(scene, amount);
    let noun = match summed(scene, amount, &lead) {
        Some(noun) => noun,
        None => own_rate(scene, amount, subject(scene, at, lead.noun)?),
    };
    if !amount.compared && listed.is_none() && is_too_little(scene, amount, noun) {
        return None;
    }
    let shared = listed.filter(|_| !amount.compared);
    committed.then(|| Draft::new(RULE.id, noun, lead.action.or_else(|| shared_action(shared))))
}

/// 服务业增加值实现1260亿元: 实现 is the verb and no part of what is counted.
fn without_result(scene: &Scene, lead: Lead) -> Lead {
    let words = lead.noun.of(scene.text);
    let found = scene.lexicon.targets.result.at_end(words);
    let Some((verb, ())) = found.filter(|_| lead.action.is_none()) else { return lead };
    let cut = words.len() - verb.len();
    let named = words.get(..cut).is_some_and(|noun| noun.chars().nth(1).is_some());
    let noun = lead.noun.within(0, cut).trim(scene.text);
    let action = Some(lead.noun.within(cut, verb.len()));
    if named { Lead { noun, action } } else { lead }
}

/// 污水处理率2027年达到90%: the period behind what is measured is no part of it.
fn without_period(scene: &Scene, lead: Lead) -> Lead {
    let end = scene.periods.partition_point(|period| period.range.end <= lead.noun.end);
    let last = end.checked_sub(1).and_then(|last| scene.periods.get(last));
    let Some(last) = last.filter(|last| last.range.start > lead.noun.start) else { return lead };
    let tail = TextRange::new(last.range.end, lead.noun.end).of(scene.text);
    let before = TextRange::new(lead.noun.start, last.range.start);
    let led = scene.lexicon.targets.period_lead.at_end(before.of(scene.text));
    let cut = led.map_or(0, |(word, ())| word.len());
    let noun = before.within(0, before.of(scene.text).len() - cut).trim(scene.text);
    let named = noun.of(scene.text).chars().nth(1).is_some();
    let ends = tail.is_empty() || scene.lexicon.targets.period_tail.get(tail).is_some();
    if named && ends { Lead { noun, ..lead } } else { lead }
}

/// 关闭退出煤矿共9处: the sum counts what is done.
fn summed(scene: &Scene, amount: &Amount, lead: &Lead) -> Option<TextRange> {
    scene.lexicon.targets.tail.at_end(amount.left.of(scene.text))?;
    lead.action.map(|action| action.cover(lead.noun))
}

/// 推广查验作业改革、无陪同查验率100%: the rate stands behind another task.
fn own_rate(scene: &Scene, amount: &Amount, noun: TextRange) -> TextRange {
    let rate = &scene.lexicon.targets.rate;
    let own = scene.layout.last_item(noun).map(|start| TextRange::new(start, noun.end));
    let Some(own) = own.filter(|own| rate.at_end(own.of(scene.text)).is_some()) else {
        return noun;
    };
    let task = TextRange::new(noun.start, own.start).of(scene.text).trim_end_matches('、');
    let verb = lead::verb_at(scene.lexicon, task);
    let other =
        verb.is_some_and(|(_, action)| action.verb == Verb::Make) && rate.at_end(task).is_none();
    if other && is_rated(scene, amount, own) { own } else { noun }
}

/// 推动8家实验室产出成果10项: after a number that says who acts, a verb begins the commitment.
fn after_actor(scene: &Scene, amount: &Amount) -> Option<Lead> {
    let actor = scene.amounts.get(amount.previous?).filter(|actor| actor.runs_on)?;
    let rest = TextRange::new(actor.range.end, amount.left.end);
    let lead = lead::read(scene.lexicon, scene.text, rest, Style::Object);
    lead.action.is_some().then_some(lead)
}

/// 开展培训30万人次以上,技能培训1万人以上: the verb holds for the next clause too.
fn is_carried(scene: &Scene, at: usize) -> bool {
    let pair = at.checked_sub(1).and_then(|at| scene.amounts.get(at)).zip(scene.amounts.get(at));
    let Some((before, amount)) = pair else { return false };
    let draft = scene.drafts.get(at - 1).and_then(Option::as_ref);
    let verb = draft.is_some_and(|draft| draft.action.is_some());
    let comma = scene.layout.previous(amount.clause) == Some(before.clause);
    // 培育小巨人企业20家左右,单项冠军企业5家: a list whose commas are those of clauses.
    let counted = amount.kind() == MeasureKind::Count && before.kind() == MeasureKind::Count;
    let alike = counted && amount.quantity.measure == before.quantity.measure;
    verb && comma && (amount.suffixed || alike) && amount.enclosure.is_none()
}

/// 培训5000人次以上,其中农民工2000人次: a part of what the clause before promises.
fn is_part(scene: &Scene, at: usize) -> bool {
    let pair = at.checked_sub(1).and_then(|at| scene.amounts.get(at)).zip(scene.amounts.get(at));
    let Some((before, amount)) = pair else { return false };
    let part = scene.lexicon.targets.part.at_start(amount.clause.of(scene.text).trim_start());
    let part = part.is_some() || scene.is_behind_part(amount);
    let whole = scene.drafts.get(at - 1).is_some_and(Option::is_some);
    let alike = amount.quantity.measure == before.quantity.measure;
    part && whole && alike
}

/// 设立专项贷款,第一期规模100亿元: the size of what the clause before sets up.
fn is_sized(scene: &Scene, amount: &Amount, noun: TextRange) -> bool {
    let size = scene.lexicon.targets.size.at_end(noun.of(scene.text)).is_some();
    let money = amount.kind() == MeasureKind::Money && size;
    let Some(previous) = scene.layout.previous(amount.clause).filter(|_| money) else {
        return false;
    };
    let start = lead::without_lead_in(scene.lexicon, scene.text, previous);
    lead::verb_at(scene.lexicon, start.of(scene.text)).is_some()
}

/// 养老床位达到5000张(护理型床位占比不低于60%): a rate in brackets behind a target.
pub(super) fn find_in_brackets(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    let (open, _) = amount.enclosure.filter(|(_, bracket)| *bracket == Bracket::Round)?;
    let noun = lead::read(scene.lexicon, scene.text, amount.left, Style::Subject).noun;
    let rated = amount.compared && amount.ends_item(scene.text) && is_rated(scene, amount, noun);
    let mut before = scene.amounts.iter().zip(&scene.drafts).take(at).rev();
    let (whole, draft) = before.find(|(before, _)| before.range.end <= open)?;
    let gap = TextRange::new(whole.range.end, open).of(scene.text);
    let behind = draft.is_some() && gap.trim().is_empty();
    (rated && behind).then(|| Draft::new(RULE.id, noun, None))
}

/// 网上可办率90%以上, 占全市的43%: a rate needs no verb.
fn is_rated(scene: &Scene, amount: &Amount, noun: TextRange) -> bool {
    let words = noun.of(scene.text);
    let table = &scene.lexicon.targets;
    let share = table.share.find(words).is_some();
    amount.kind() == MeasureKind::Ratio && (share || table.rate.at_end(words).is_some())
}

/// One character, or 标准的15%: a share of something that is no share word.
fn is_too_little(scene: &Scene, amount: &Amount, noun: TextRange) -> bool {
    let words = noun.of(scene.text);
    let part = words.ends_with('的') && !is_rated(scene, amount, noun);
    part || words.chars().nth(1).is_none()
}

/// 培训3000人次: the verb names what is counted.
fn is_verb_alone(scene: &Scene, amount: &Amount, lead: &Lead) -> bool {
    if amount.kind() == MeasureKind::Ratio {
        return false;
    }
    let words = lead.noun.of(scene.text);
    lead::verb_at(scene.lexicon, words).is_some_and(|(len, _)| len == words.len())
}

/// 年内争取外专引智项目10个: 争取 alone commits.
fn is_promised(scene: &Scene, amount: &Amount) -> bool {
    scene.lexicon.targets.modality.find(amount.left.of(scene.text)).is_some()
}

/// The verb of a list stands before its first item.
fn shared_action(listed: Option<&Draft>) -> Option<TextRange> {
    listed?.action
}

/// The noun, or the clause before where only 力争 or 年均 stands before the number.
fn subject(scene: &Scene, at: usize, noun: TextRange) -> Option<TextRange> {
    let amount = scene.amounts.get(at)?;
    let words = noun.of(scene.text);
    let pronoun = lead::is_pronoun(scene.lexicon, words);
    if pronoun && let Some(named) = named_before(scene, at) {
        return Some(named);
    }
    if pronoun && let Some(named) = stated_before(scene, amount, noun) {
        return Some(named);
    }
    if words.chars().nth(1).is_some() || !amount.compared {
        return Some(noun);
    }
    let previous = scene.layout.previous(amount.clause)?;
    Some(lead::without_lead_in(scene.lexicon, scene.text, previous))
}

/// 污水处理率,2027年达到90%: the clause before, where only a period or 实现 stands before the number.
fn stated_before(scene: &Scene, amount: &Amount, noun: TextRange) -> Option<TextRange> {
    let words = noun.of(scene.text);
    let dated = period::at_start(scene.lexicon, words) == words.len();
    let reached = scene.lexicon.targets.result.get(words).is_some();
    let previous = scene.layout.previous(amount.clause).filter(|_| dated || reached)?;
    let named = lead::without_lead_in(scene.lexicon, scene.text, previous);
    let is_name = !lead::is_pronoun(scene.lexicon, named.of(scene.text));
    (is_name && named.of(scene.text).chars().nth(1).is_some()).then_some(named)
}

/// 企业总数达到30万个以上,新建15万个以上: what the number before counted, if in the same measure.
fn named_before(scene: &Scene, at: usize) -> Option<TextRange> {
    let (before, amount) = (scene.amounts.get(at.checked_sub(1)?)?, scene.amounts.get(at)?);
    let near = before.clause == amount.clause
        || scene.layout.previous(amount.clause) == Some(before.clause);
    let same = before.quantity.measure == amount.quantity.measure;
    let draft = scene.drafts.get(at - 1)?.as_ref()?;
    (near && same).then_some(draft.indicator)
}
