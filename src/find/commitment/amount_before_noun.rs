//! Finds a number before what it counts: the object of a verb, or the next item of a list.
//!
//! Example: 部署20个垂直行业大模型及应用.
//! Counter-example: 推动8家湖北实验室产出成果10项 (8家 says who acts).

use super::amount::Amount;
use super::each;
use super::lead;
use super::scene::{Draft, Scene};
use super::screen;
use crate::find::Rule;
use crate::lexicon::measures::MeasureKind;
use crate::lexicon::targets::{Action, Form, Verb};
use crate::model::Comparator;
use crate::span::{TextRange, to_u32};

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/amount-before-noun",
    finds: "A number directly after a verb and before the thing that it counts.",
    example: "部署20个垂直行业大模型及应用",
    counter_example: "推动8家湖北实验室产出标志性科技成果10项以上",
};

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    if amount.kind() == MeasureKind::Time {
        return None;
    }
    if amount.ends_item(scene.text) {
        return of_pair(scene, at);
    }
    let listed = scene.before(amount).filter(|_| amount.is_bare(scene.text));
    if let Some(draft) = find_size(scene, at) {
        return Some(draft);
    }
    let action = match verb(scene, amount) {
        Some(action) => Some(action),
        None if is_due_of_each(scene, amount) => None,
        None => listed.or_else(|| carried(scene, at))?.action,
    };
    let noun = noun(scene, amount)?;
    let broken = action.is_some_and(|action| action.end == amount.quantity.range.start);
    let comparator = (broken && amount.comparator == Comparator::Gt).then_some(Comparator::Eq);
    Some(Draft { comparator, ..Draft::new(RULE.id, noun, action) })
}

/// 各县至少打造3个以上,开发区至少打造2个以上示范点: the next clause names what both count.
fn of_pair(scene: &Scene, at: usize) -> Option<Draft> {
    let (amount, next) = (scene.amounts.get(at)?, scene.amounts.get(at + 1)?);
    let (action, kind) = lead::verb_at_end(scene, amount.left)?;
    let (_, other) = lead::verb_at_end(scene, next.left)?;
    let follows = scene.layout.previous(next.clause) == Some(amount.clause);
    let alike = follows && kind == other && kind.verb == Verb::Make;
    let same = alike && next.quantity.measure == amount.quantity.measure;
    let noun = noun(scene, next).filter(|_| same && !next.ends_item(scene.text))?;
    Some(Draft::new(RULE.id, noun, Some(action)))
}

/// 每个示范点不少于3项服务: what each must have at least.
fn is_due_of_each(scene: &Scene, amount: &Amount) -> bool {
    let left = TextRange::new(amount.clause.start, amount.range.start);
    let bounded = amount.compared && amount.comparator == Comparator::Ge && !amount.conditional;
    bounded
        && matches!(amount.kind(), MeasureKind::Count | MeasureKind::Person)
        && each::find(scene, left).is_some()
}

/// 推出500项“一窗办”,100个“免证办”: the verb holds for a clause that begins with its number.
fn carried<'s>(scene: &'s Scene, at: usize) -> Option<&'s Draft> {
    let (before, amount) = (scene.amounts.get(at.checked_sub(1)?)?, scene.amounts.get(at)?);
    let draft = scene.drafts.get(at - 1)?.as_ref()?;
    let own = TextRange::new(amount.clause.start, amount.range.start).of(scene.text);
    let next = own.trim().is_empty() && scene.layout.previous(amount.clause) == Some(before.clause);
    let alike = draft.rule == RULE.id && draft.action.is_some();
    let counted = amount.kind() == MeasureKind::Count && before.kind() == MeasureKind::Count;
    (next && alike && counted && !amount.is_small_word(scene.text)).then_some(draft)
}

/// The verb whose object the number is.
fn verb(scene: &Scene, amount: &Amount) -> Option<TextRange> {
    if amount.left.of(scene.text).trim_end().ends_with('的') {
        return verb_before_attribute(scene, amount);
    }
    if let Some(quoted) = quoted_verb(scene, amount) {
        return Some(quoted);
    }
    if let Some(verb) = broken_through(scene, amount) {
        return Some(verb);
    }
    let left = without_batch(scene, amount);
    let (range, action) =
        lead::verb_at_end(scene, left).or_else(|| level_before_name(scene, amount))?;
    // 优化提升2个园区: a verb of change has things as its object only at the start of its clause.
    let short = amount.left.of(scene.text).chars().nth(6).is_none();
    let changes = action.verb == Verb::Change && amount.kind() == MeasureKind::Count && short;
    let steps = action.verb == Verb::Level && is_steps(scene, amount);
    (action.verb == Verb::Make || changes || steps).then_some(range)
}

/// 突破100项关键技术: the word is a verb where things follow that are no limit.
fn broken_through(scene: &Scene, amount: &Amount) -> Option<TextRange> {
    let head = TextRange::new(amount.range.start, amount.quantity.range.start);
    let passed = head.of(scene.text) == "突破" && amount.kind() == MeasureKind::Count;
    let opens = lead::without_lead_in(scene, amount.left).is_empty();
    (passed && opens).then_some(head)
}

/// “登门拜访”1000家企业: what is done stands in quotation marks and opens the item.
fn quoted_verb(scene: &Scene, amount: &Amount) -> Option<TextRange> {
    let left = lead::without_lead_in(scene, amount.left);
    let words = left.of(scene.text);
    let inside = words.strip_prefix('“')?.strip_suffix('”')?;
    let one = !inside.is_empty() && !scene.marks.signs(inside).has(&['”']);
    (one && amount.kind() == MeasureKind::Count).then_some(left)
}

/// 完成全国两批162项: the number of batches says nothing of its own.
fn without_batch(scene: &Scene, amount: &Amount) -> TextRange {
    let batch = amount.previous.and_then(|previous| scene.amounts.get(previous));
    let batch = batch.filter(|batch| {
        batch.quantity.measure == "批"
            && batch.range.end == amount.range.start
            && batch.range.start >= amount.left.start
    });
    let end = batch.map_or(amount.left.end, |batch| batch.range.start);
    let left = TextRange::new(amount.left.start, end);
    // 推动首批95个.
    first_batch(scene, left).unwrap_or(left)
}

/// The words before 首批, where it ends them.
fn first_batch(scene: &Scene, left: TextRange) -> Option<TextRange> {
    let words = left.trim(scene.text).of(scene.text);
    let (word, _) = scene.lexicon.targets.not_after.at_end(words)?;
    word.ends_with('批').then(|| left.trim(scene.text).within(0, words.len() - word.len()))
}

/// 推动首批95个场馆开放: the verb stands directly before 首批.
pub(super) fn is_first_batch(scene: &Scene, amount: &Amount) -> bool {
    let before = first_batch(scene, amount.left);
    let verb = before.and_then(|left| lead::verb_at_end(scene, left));
    verb.is_some_and(|(_, action)| action.verb == Verb::Make)
}

/// 压减至3个环节: steps and papers are made fewer.
fn is_steps(scene: &Scene, amount: &Amount) -> bool {
    let right = amount.right.trim(scene.text).of(scene.text);
    let last = scene.lexicon.targets.duration.at_end(right);
    last.is_some() && amount.kind() == MeasureKind::Count
}

/// 优化为“意愿确认、部门兑现”最多2个环节: a name may stand between the verb and the number.
fn level_before_name(scene: &Scene, amount: &Amount) -> Option<(TextRange, Action)> {
    let words = amount.left.trim(scene.text).of(scene.text);
    let name = words.ends_with('”').then(|| scene.marks.signs(words).last(&['“'])).flatten()?;
    let left = amount.left.trim(scene.text).within(0, name);
    let found = lead::verb_at_end(scene, left)?;
    (found.1.verb == Verb::Level).then_some(found)
}

/// 设立总规模30亿元的物流发展基金: the verb, and the size as the noun that the fund shares.
fn find_size(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    let right = amount.right.trim(scene.text);
    let sized = amount.kind() == MeasureKind::Money && right.of(scene.text).starts_with('的');
    let words = amount.left.of(scene.text);
    let (size, ()) = scene.lexicon.targets.size.at_end(words).filter(|_| sized)?;
    let size = amount.left.within(words.len() - size.len(), size.len());
    let left = TextRange::new(amount.left.start, size.start);
    let (action, kind) = lead::verb_at_end(scene, left)?;
    let skip = '的'.len_utf8();
    let noun = right.within(skip, right.of(scene.text).len() - skip).trim(scene.text);
    let draft = Draft::new(RULE.id, noun, Some(action));
    (kind.verb == Verb::Make && !noun.is_empty()).then_some(Draft { shared: Some(size), ..draft })
}

/// 打造具有全国影响力的100个场景. 推动国家部署的16项 names a set that is there already.
fn verb_before_attribute(scene: &Scene, amount: &Amount) -> Option<TextRange> {
    let start = lead::without_lead_in(scene, amount.left);
    let (len, action) = lead::verb_at(scene.lexicon, start.of(scene.text))?;
    (action.verb == Verb::Make && action.form == Form::Plain).then(|| start.within(0, len))
}

/// The words after the number, without 的.
fn noun(scene: &Scene, amount: &Amount) -> Option<TextRange> {
    let right = amount.right.trim(scene.text);
    let skip = if right.of(scene.text).starts_with('的') { '的'.len_utf8() } else { 0 };
    let noun = right.within(skip, right.of(scene.text).len() - skip).trim(scene.text);
    let noun =
        without_place(scene, with_attributes(scene, amount, over_comma(scene, amount, noun)));
    let threshold = matches!(amount.kind(), MeasureKind::Money | MeasureKind::Size)
        && (skip > 0 || amount.suffixed);
    (!threshold && !noun.is_empty()).then_some(noun)
}

/// 1个建筑面积不少于1000平方米,具备综合功能的中心: the description goes on behind the comma.
fn over_comma(scene: &Scene, amount: &Amount, noun: TextRange) -> TextRange {
    if !screen::is_described(scene, amount)
        || scene.marks.has_cue(&scene.lexicon.particles.of, noun.of(scene.text))
    {
        return noun;
    }
    let next = |clause: &TextRange| next_clause(scene, *clause);
    let mut clauses = std::iter::successors(next(&amount.clause), next).take(FEW);
    let named = clauses
        .find(|clause| scene.marks.has_cue(&scene.lexicon.particles.of, clause.of(scene.text)));
    named.map_or(noun, |clause| noun.cover(clause))
}

/// The clause behind, if only a comma parts them.
fn next_clause(scene: &Scene, clause: TextRange) -> Option<TextRange> {
    let rest = scene.text.get(clause.end as usize..)?.strip_prefix(',')?;
    let start = clause.end + to_u32(','.len_utf8());
    (!rest.is_empty()).then(|| scene.layout.clause(TextRange::new(start, start)))
}

/// 应用场景在全省推广: where is no part of what is counted.
fn without_place(scene: &Scene, noun: TextRange) -> TextRange {
    let words = noun.of(scene.text);
    let places = scene.marks.cues(&scene.lexicon.particles.place, words);
    let mut scoped = places.filter(|(at, ..)| *at >= 6).take(FEW).filter(|(at, word, ())| {
        let behind = words.get(at + word.len()..).unwrap_or_default();
        scene
            .lexicon
            .targets
            .scope
            .at_start(behind)
            .is_some_and(|(word, ())| word.chars().nth(1).is_some())
    });
    scoped.next().map_or(noun, |(at, ..)| noun.within(0, at))
}

/// How many words and clauses are looked at.
const FEW: usize = 4;

/// Longest attribute of several, in characters.
const ATTRIBUTE: usize = 8;

/// 50项找得到、用得好、离不开的应用场景: 、 parts the attributes, and the noun stands behind 的.
fn with_attributes(scene: &Scene, amount: &Amount, noun: TextRange) -> TextRange {
    let rest = TextRange::new(noun.end.max(noun.start), amount.clause.end);
    let Some(list) = rest.of(scene.text).strip_prefix('、') else { return noun };
    let short = |item: &str| item.chars().nth(ATTRIBUTE).is_none() && !item.is_empty();
    let of = |words| scene.marks.cue(&scene.lexicon.particles.of, words);
    let Some((at, word, ())) = of(list) else { return noun };
    let (attributes, head) = (&list[..at], &list[at + word.len()..]);
    let items = scene.marks.signs(attributes).parts(&['、']);
    let first = noun.of(scene.text);
    let listed = short(first) && of(first).is_none() && items.iter().all(|item| short(item));
    let verb = items.iter().any(|item| lead::verb_at(scene.lexicon, item).is_some());
    let headed = !scene.marks.signs(list).has_digit()
        && !head.is_empty()
        && !scene.marks.signs(head).has(&['、']);
    if listed && !verb && headed { noun.cover(rest).trim(scene.text) } else { noun }
}
