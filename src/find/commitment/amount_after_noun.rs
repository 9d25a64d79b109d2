//! Finds a number after what it counts: a subject that reaches it, a verb's object, or the next item
//! of a list.
//!
//! Example: 建设概念验证中心10家、中试平台20家以上.
//! Counter-example: 固定资产投资5000万元的项目 (a condition).

use super::amount::Amount;
use super::breakdown;
use super::change;
use super::lead::{self, Lead, Style};
use super::period;
use super::recall;
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
    let listed = scene.before(amount).or_else(|| before_attribute(scene, amount));
    let joined = listed.is_some() || amount.compared;
    let rated = is_rated(scene, amount, amount.left);
    let style = if joined || rated { Style::Subject } else { Style::Object };
    let lead = after_actor(scene, amount).unwrap_or_else(|| lead::read(scene, amount.left, style));
    let lead = without_period(scene, without_result(scene, lead));
    let lead = without_baseline(scene, amount, lead);
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
    let from_list = listed.filter(|_| !amount.compared);
    let action = lead.action.or_else(|| shared_action(from_list));
    if let Some(draft) = second_measure(scene, at, noun) {
        return committed.then_some(draft);
    }
    let (noun, shared) = match owner(scene, amount, &lead, noun) {
        Some(owner) if is_growth(scene, &lead) => (owner.cover(noun), None),
        Some(owner) => (owner, Some(noun)),
        None => (noun, rate_of_place(scene, amount, noun)),
    };
    committed.then(|| Draft { shared, ..Draft::new(RULE.id, noun, action) })
}

/// 粮食播种面积1亿亩、产量820亿斤: the second measures the same thing, which stands before the verb of the first.
fn second_measure(scene: &Scene, at: usize, noun: TextRange) -> Option<Draft> {
    const MEASURES: [char; 3] = ['量', '值', '额'];
    let amount = scene.amounts.get(at)?;
    let first = scene.before(amount)?.indicator;
    let words = noun.of(scene.text);
    let short = words.chars().count() == 2 && words.ends_with(MEASURES);
    let named = first.of(scene.text);
    let mut verbs = scene.marks.cues(&scene.lexicon.targets.verbs, named);
    let (place, ..) = verbs.find(|(place, ..)| *place >= 6).filter(|_| short)?;
    let draft = Draft::new(RULE.id, first.within(0, place), None);
    Some(Draft { shared: Some(noun), ..draft })
}

/// 新增就业.
fn is_growth(scene: &Scene, lead: &Lead) -> bool {
    lead.action.is_some_and(|verb| scene.lexicon.targets.grow.get(verb.of(scene.text)).is_some())
}

/// 产业集群完成产值600亿元, 城镇新增就业4.3万人: whose it is stands before the verb, and the noun says too little.
fn owner(scene: &Scene, amount: &Amount, lead: &Lead, noun: TextRange) -> Option<TextRange> {
    /// Longest noun that says too little, in characters.
    const SHORT: usize = 4;
    let words = &scene.lexicon.targets;
    let verb = lead.action.filter(|verb| verb.end <= noun.start)?;
    let reached = words.result.get(verb.of(scene.text)).is_some() || verb.of(scene.text) == "完成";
    let grown = is_growth(scene, lead);
    let short = noun.of(scene.text).chars().count() <= if grown { 2 } else { SHORT };
    let head = TextRange::new(amount.left.start, verb.start.max(amount.left.start));
    let head = lead::without_lead_in(scene, head);
    let named = head.of(scene.text);
    let least = if grown { 2 } else { 3 };
    let whose = named.chars().count() >= least
        && !scene.marks.has_cue(&words.modality, named)
        && !lead::is_pronoun(scene.lexicon, named)
        && words.scope.get(named).is_none()
        && !scene.marks.has_cue(&words.verbs, named)
        && !scene.marks.signs(named).has(&['、', ':']);
    (short && whose && (reached || grown)).then_some(head)
}

/// 提高清扫率,城市建成区达到70%: the rate that the place reaches.
fn rate_of_place(scene: &Scene, amount: &Amount, noun: TextRange) -> Option<TextRange> {
    let own = amount.kind() == MeasureKind::Ratio && amount.compared;
    if !own || is_rated(scene, amount, noun) {
        return None;
    }
    recall::rate(scene, amount, noun)
}

/// 超10亿元企业8家、超20亿元企业2家: the size between two numbers of a list is part of the second one's noun.
fn before_attribute<'s>(scene: &'s Scene, amount: &Amount) -> Option<&'s Draft> {
    let size = scene.amounts.get(amount.previous?).filter(|size| size.runs_on)?;
    let first = scene.amounts.get(size.previous?)?;
    let alike = first.quantity.measure == amount.quantity.measure && !first.runs_on;
    scene.before(size).filter(|_| alike)
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

/// 排放量较2010年不低于10%: the year behind what is measured is no part of it.
fn without_baseline(scene: &Scene, amount: &Amount, lead: Lead) -> Lead {
    let dated = lead.noun.of(scene.text).ends_with('年');
    let noun = change::without_baseline(scene, lead.noun);
    if amount.compared && dated { Lead { noun, ..lead } } else { lead }
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
    let lead = lead::read(scene, rest, Style::Object);
    lead.action.is_some().then_some(lead)
}

/// 开展培训30万人次以上,技能培训1万人以上: the verb holds for the next clause too.
fn is_carried(scene: &Scene, at: usize) -> bool {
    let Some((before, amount)) = pair(scene, at) else { return false };
    let draft = draft_before(scene, at);
    let verb = draft.is_some_and(|draft| draft.action.is_some());
    let comma = scene.layout.previous(amount.clause) == Some(before.clause);
    // 培育小巨人企业20家左右,单项冠军企业5家: a list whose commas are those of clauses.
    let counted = amount.kind() == MeasureKind::Count && before.kind() == MeasureKind::Count;
    let alike = counted && amount.quantity.measure == before.quantity.measure;
    verb && comma && (amount.suffixed || alike) && amount.enclosure.is_none()
}

/// 培训5000人次以上,其中农民工2000人次: a part of what the clause before promises.
fn is_part(scene: &Scene, at: usize) -> bool {
    let Some((before, amount)) = pair(scene, at) else { return false };
    let begins = scene.begins_part(amount) || scene.is_behind_part(amount);
    let part = begins || breakdown::first_part(scene, at).is_some();
    let whole = draft_before(scene, at).is_some();
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
    let start = lead::without_lead_in(scene, previous);
    lead::verb_at(scene.lexicon, start.of(scene.text)).is_some()
}

/// 养老床位达到5000张(护理型床位占比不低于60%): a rate in brackets behind a target.
pub(super) fn find_in_brackets(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    let (open, _) = amount.enclosure.filter(|(_, bracket)| *bracket == Bracket::Round)?;
    let noun = lead::read(scene, amount.left, Style::Subject).noun;
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
    let share = scene.marks.has_cue(&table.share, words);
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
    scene.marks.has_cue(&scene.lexicon.targets.modality, amount.left.of(scene.text))
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
    if (pronoun || is_done_too(scene, at, amount, words))
        && let Some(named) = named_before(scene, at)
    {
        return Some(named);
    }
    if let Some(named) = named_in_full(scene, at, noun) {
        return Some(named);
    }
    if pronoun && let Some(named) = recall::cell(scene, amount) {
        return Some(named);
    }
    if pronoun && let Some(named) = stated_before(scene, amount, noun) {
        return Some(named);
    }
    if words.chars().nth(1).is_some() || !amount.compared {
        return Some(noun);
    }
    let previous = scene.layout.previous(amount.clause)?;
    Some(lead::without_lead_in(scene, previous))
}

/// 新开工山塘20个、竣工10个: the verb says what is done to the same things.
fn is_done_too(scene: &Scene, at: usize, amount: &Amount, words: &str) -> bool {
    let near = |before: TextRange| scene.layout.previous(amount.clause) == Some(before);
    let listed = scene.before(amount).is_some()
        || pair(scene, at).is_some_and(|(before, _)| near(before.clause));
    let verb = lead::verb_at(scene.lexicon, words);
    listed && verb.is_some_and(|(len, action)| len == words.len() && action.verb == Verb::Make)
}

/// 技术改造投资年均增长15%,累计完成投资3万亿元: the clause before has the whole name.
fn named_in_full(scene: &Scene, at: usize, noun: TextRange) -> Option<TextRange> {
    let (before, amount) = (scene.amounts.get(at.checked_sub(1)?)?, scene.amounts.get(at)?);
    let short = noun.of(scene.text).chars().count() == 2;
    let near = scene.layout.previous(amount.clause) == Some(before.clause);
    let named = scene.drafts.get(at - 1)?.as_ref().filter(|_| short && near)?.indicator;
    let words = named.of(scene.text);
    let end = scene.marks.repeated(words, noun.of(scene.text)).filter(|start| *start > 0)?;
    Some(named.within(0, end + noun.of(scene.text).len()))
}

/// 污水处理率,2027年达到90%: the clause before, where only a period or 实现 stands before the number.
fn stated_before(scene: &Scene, amount: &Amount, noun: TextRange) -> Option<TextRange> {
    let words = noun.of(scene.text);
    let dated = period::at_start(scene.lexicon, words) == words.len();
    let reached = scene.lexicon.targets.result.get(words).is_some();
    let previous = scene.layout.previous(amount.clause).filter(|_| dated || reached)?;
    let named = lead::without_lead_in(scene, previous);
    let is_name = !lead::is_pronoun(scene.lexicon, named.of(scene.text));
    (is_name && named.of(scene.text).chars().nth(1).is_some()).then_some(named)
}

/// 企业总数达到30万个以上,新建15万个以上: what the number before counted, if in the same measure.
fn named_before(scene: &Scene, at: usize) -> Option<TextRange> {
    let (before, amount) = pair(scene, at)?;
    let near = before.clause == amount.clause
        || scene.layout.previous(amount.clause) == Some(before.clause);
    let same = before.quantity.measure == amount.quantity.measure;
    let draft = draft_before(scene, at)?;
    (near && same).then(|| without_change(draft))
}

/// 投入增加一倍、达到1亿元: what changes is what reaches a level.
fn without_change(draft: &Draft) -> TextRange {
    let (noun, verb) = (draft.indicator, draft.action);
    let ends = verb.filter(|verb| verb.end == noun.end && verb.start > noun.start);
    ends.map_or(noun, |verb| noun.with_end(verb.start))
}

/// The number before that counts something, and this one.
fn pair<'s, 't>(scene: &'s Scene<'t>, at: usize) -> Option<(&'s Amount<'t>, &'s Amount<'t>)> {
    Some((scene.amounts.get(scene.counted_before(at)?)?, scene.amounts.get(at)?))
}

/// What was found for it.
fn draft_before<'s>(scene: &'s Scene, at: usize) -> Option<&'s Draft> {
    scene.drafts.get(scene.counted_before(at)?)?.as_ref()
}
