//! Finds numbers that belong, in order, to the things listed before them.
//!
//! Example: 关键工序数控化率、数字化研发设计工具普及率分别达80%、95%.
//! Counter-example: 分别给予甲、乙补助10万元、5万元 (subsidies; the screen takes them).

use super::amount::Amount;
use super::lead::{self, Style};
use super::scene::{Draft, Scene};
use super::years;
use crate::find::Rule;
use crate::span::{TextRange, to_u32};

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/respectively",
    finds: "Numbers after 分别 that pair with the items before it by order.",
    example: "数控化率、工具普及率分别达80%、95%",
    counter_example: "分别建设10家、20家",
};

/// How long a list of numbers may be.
pub(super) const LONGEST: usize = 12;

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    let (first, place) = first_of_list(scene, at)?;
    let head = scene.amounts.get(first)?;
    let words = head.left.of(scene.text);
    let (each, word, ()) = scene.marks.last_cue(&scene.lexicon.particles.respectively, words)?;
    let behind = words.get(each + word.len()..)?;
    let count = place + 1 + following(scene, at);
    let list = head.left.within(0, each);
    if let Some(years) = years::listed(scene, list).filter(|years| years.len() == count) {
        let behind = head.left.within(each + word.len(), behind.len());
        let draft = by_year(scene, first, behind)?;
        let period = years.get(place).cloned();
        return Some(with_own_comparator(Draft { period, ..draft }, amount));
    }
    if !is_short(behind) {
        return None;
    }
    let lead = lead::read(scene, list, Style::Subject);
    let items = items(scene, lead.noun, count);
    let (items, verb) = without_verb(scene, items);
    let comparator = Some(head.comparator);
    if let Some(years) = years::before(scene, head.clause, count).filter(|_| items.len() == 1) {
        let draft = Draft::new(RULE.id, *items.first()?, lead.action.or(verb));
        let period = years.get(place).cloned();
        return Some(with_own_comparator(Draft { period, comparator, ..draft }, amount));
    }
    let alone = count == 1 && items.len() == 1;
    if alone || items.len() != count || amount.kind() != head.kind() && count < 2 {
        return None;
    }
    if let Some(draft) = counted_behind(scene, head.left.within(each + word.len(), behind.len())) {
        let draft = Draft { per: items.get(place).copied(), comparator, ..draft };
        return Some(with_own_comparator(draft, amount));
    }
    let draft = Draft::new(RULE.id, *items.get(place)?, lead.action.or(verb));
    let shared = shared(scene, &items, place);
    Some(with_own_comparator(Draft { shared, comparator, ..draft }, amount))
}

/// 2024年、2025年分别改造1500间、2100间: the item says when. What is counted stands behind 分别, or it
/// is what the number before counted, or else the verb.
fn by_year(scene: &Scene, first: usize, behind: TextRange) -> Option<Draft> {
    let head = scene.amounts.get(first)?;
    let comparator = Some(head.comparator);
    let own = lead::read(scene, behind, Style::Subject);
    let draft = match lead::verb_at_end(scene, head.left) {
        Some((action, _)) => {
            let indicator = counted_before(scene, first).unwrap_or(action);
            Draft::new(RULE.id, indicator, Some(action))
        }
        None if own.noun.is_empty() => return None,
        None => Draft::new(RULE.id, own.noun, own.action),
    };
    Some(Draft { comparator, ..draft })
}

/// 市、县分别建成中心1个、5个: what is counted stands behind 分别, and the items say who has it.
fn counted_behind(scene: &Scene, behind: TextRange) -> Option<Draft> {
    let own = lead::read(scene, behind, Style::Subject);
    let named = own.noun.of(scene.text).chars().nth(1).is_some();
    let action = own.action.filter(|_| named)?;
    Some(Draft::new(RULE.id, own.noun, Some(action)))
}

/// What the number before the list counts, in the same measure.
fn counted_before(scene: &Scene, first: usize) -> Option<TextRange> {
    let head = scene.amounts.get(first)?;
    let before = first.checked_sub(1)?;
    let same = scene.amounts.get(before)?.quantity.measure == head.quantity.measure;
    let named = scene.drafts.get(before)?.as_ref().filter(|_| same)?;
    Some(named.indicator)
}

/// 分别达到 holds for every number, 以上 only for its own.
fn with_own_comparator(mut draft: Draft, amount: &Amount) -> Draft {
    if amount.suffixed || amount.compared {
        draft.comparator = Some(amount.comparator);
    }
    draft
}

/// Longest words between 分别 and the number, in characters: 建成示范点, 达到.
const SHORT: usize = 6;

/// Between 分别 and the number stand at most a verb, a comparator or a short noun.
fn is_short(words: &str) -> bool {
    words.chars().count() <= SHORT
}

/// The first number of the list that the amount stands in, and the amount's place in it.
fn first_of_list(scene: &Scene, at: usize) -> Option<(usize, usize)> {
    let mut first = at;
    for place in 0..LONGEST {
        let amount = scene.amounts.get(first)?;
        if !amount.is_bare(scene.text) {
            return Some((first, place));
        }
        first = amount.previous?;
    }
    None
}

/// How many numbers follow in the same list.
fn following(scene: &Scene, at: usize) -> usize {
    let later = scene.amounts.iter().enumerate().skip(at + 1).take(LONGEST);
    later
        .take_while(|(index, amount)| {
            amount.previous == Some(index - 1) && amount.is_bare(scene.text)
        })
        .count()
}

/// The things listed: parted by 、, the last two perhaps by 和 where one is missing.
fn items(scene: &Scene, list: TextRange, count: usize) -> Vec<TextRange> {
    let mut items = Vec::new();
    let mut start = 0;
    let words = list.of(scene.text);
    // 各县(市、区) is one.
    let mut depth = 0;
    for (at, sign) in scene.marks.signs(words).iter() {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            '、' if depth <= 0 => {
                items.push(list.within(start, at - start));
                (start, depth) = (at + sign.len_utf8(), 0);
            }
            _ => {}
        }
    }
    let last = words.get(start..).unwrap_or_default();
    let joint = scene.marks.cues(&scene.lexicon.targets.conjunction, last).find(|(at, ..)| *at > 0);
    if let Some((at, word, ())) = joint.filter(|_| items.len() + 2 == count) {
        items.push(list.within(start, at));
        start += at + word.len();
    }
    items.push(list.within(start, words.len() - start));
    items
}

/// 全市累计创建国家级、省级企业: a verb in the first item belongs to all.
fn without_verb(scene: &Scene, mut items: Vec<TextRange>) -> (Vec<TextRange>, Option<TextRange>) {
    let Some(first) = items.first_mut() else { return (items, None) };
    let lead = lead::read(scene, *first, Style::Object);
    *first = lead.noun;
    (items, lead.action)
}

/// 国家级、省级专精特新中小企业: the items before the last share its noun, which begins after the
/// character that they end with.
fn shared(scene: &Scene, items: &[TextRange], place: usize) -> Option<TextRange> {
    let item = items.get(place)?.of(scene.text);
    let last = items.last().filter(|_| place + 1 < items.len())?;
    let ending = item.chars().next_back().filter(|_| item.chars().count() <= 4)?;
    let ending = &item[item.len() - ending.len_utf8()..];
    let words = last.of(scene.text);
    let at = scene.marks.repeated(words, ending)? + ending.len();
    let noun = TextRange::new(last.start + to_u32(at), last.end);
    (at <= 12 && !noun.is_empty()).then_some(noun)
}
