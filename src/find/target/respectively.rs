//! Finds numbers that belong, in order, to the things listed before them.
//!
//! Example: 关键工序数控化率、数字化研发设计工具普及率分别达80%、95%.
//! Counter-example: 分别给予甲、乙补助10万元、5万元 (subsidies; the screen takes them).

use super::amount::Amount;
use super::lead::{self, Style};
use super::period;
use super::scene::{Draft, Scene};
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
const LONGEST: usize = 12;

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    let (first, place) = first_of_list(scene, at)?;
    let head = scene.amounts.get(first)?;
    let words = head.left.of(scene.text);
    let each = words.rfind("分别").filter(|each| words.get(each + 6..).is_some_and(is_short))?;
    let count = place + 1 + following(scene, at);
    let list = head.left.within(0, each);
    if let Some(years) = years(scene, list).filter(|years| years.len() == count) {
        return by_year(scene, first, years.get(place)?)
            .map(|draft| with_own_comparator(draft, amount));
    }
    let lead = lead::read(scene.lexicon, scene.text, list, Style::Subject);
    let items = items(scene, lead.noun, count);
    let (items, verb) = without_verb(scene, items);
    if items.len() != count || amount.kind() != head.kind() && count < 2 {
        return None;
    }
    let draft = Draft::new(RULE.id, *items.get(place)?, lead.action.or(verb));
    Some(Draft { shared: shared(scene, &items, place), comparator: Some(head.comparator), ..draft })
        .map(|draft| with_own_comparator(draft, amount))
}

/// The EDTF of each item, where the list is nothing but years.
fn years(scene: &Scene, list: TextRange) -> Option<Vec<String>> {
    let words = list.trim(scene.text).of(scene.text);
    let items = words.split('、').take(LONGEST);
    let years = items.map(|item| {
        let whole = !item.is_empty() && period::at_start(scene.lexicon, item) == item.len();
        let range = TextRange::from(0..item.len());
        let mut named = period::all(scene.lexicon, item, range);
        named.pop().filter(|_| whole).map(|period| period.edtf)
    });
    years.collect()
}

/// 2024年、2025年分别改造1500间、2100间: the item says when. What is counted is what the number
/// before counted, or else the verb.
fn by_year(scene: &Scene, first: usize, year: &str) -> Option<Draft> {
    let head = scene.amounts.get(first)?;
    let (action, _) = lead::verb_at_end(scene.lexicon, scene.text, head.left)?;
    let before = first.checked_sub(1).and_then(|before| scene.amounts.get(before));
    let same = before.is_some_and(|before| before.quantity.measure == head.quantity.measure);
    let named = scene.drafts.get(first.wrapping_sub(1)).and_then(Option::as_ref);
    let indicator = named.filter(|_| same).map_or(action, |named| named.indicator);
    let draft = Draft::new(RULE.id, indicator, Some(action));
    let (comparator, period) = (Some(head.comparator), Some(year.to_owned()));
    Some(Draft { comparator, period, ..draft })
}

/// 分别达到 holds for every number, 以上 only for its own.
fn with_own_comparator(mut draft: Draft, amount: &Amount) -> Draft {
    if amount.suffixed || amount.compared {
        draft.comparator = Some(amount.comparator);
    }
    draft
}

/// Between 分别 and the number stand at most a verb and a comparator.
fn is_short(words: &str) -> bool {
    words.chars().count() <= 4
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
    for (at, comma) in words.match_indices('、') {
        items.push(list.within(start, at - start));
        start = at + comma.len();
    }
    let last = words.get(start..).unwrap_or_default();
    let joint = scene.lexicon.targets.conjunction.find_all(last).find(|(at, ..)| *at > 0);
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
    let lead = lead::read(scene.lexicon, scene.text, *first, Style::Object);
    *first = lead.noun;
    (items, lead.action)
}

/// 国家级、省级专精特新中小企业: the items before the last share its noun, which begins after the
/// character that they end with.
fn shared(scene: &Scene, items: &[TextRange], place: usize) -> Option<TextRange> {
    let item = items.get(place)?.of(scene.text);
    let last = items.last().filter(|_| place + 1 < items.len())?;
    let ending = item.chars().next_back().filter(|_| item.chars().count() <= 4)?;
    let words = last.of(scene.text);
    let at = words.find(ending)? + ending.len_utf8();
    let noun = TextRange::new(last.start + to_u32(at), last.end);
    (at <= 12 && !noun.is_empty()).then_some(noun)
}
