//! Finds the parts of a total in the brackets behind it.
//!
//! Example: 总规模突破2万亿元(光电子信息8500亿元、大健康6600亿元).
//! Counter-example: 遴选20户企业(注册资本5000万元).

use super::amount::Amount;
use super::lead::{self, Style};
use super::period;
use super::scene::{Draft, Scene};
use crate::annotate::Bracket;
use crate::find::Rule;
use crate::span::TextRange;

/// What this rule finds.
pub(super) const RULE: Rule = Rule {
    id: "target/breakdown",
    finds: "A part of the total before the brackets, in the total's measure.",
    example: "总规模突破2万亿元(光电子信息8500亿元、大健康6600亿元)",
    counter_example: "遴选20户企业(注册资本5000万元)",
};

pub(super) fn find(scene: &Scene, at: usize) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    let (open, _) = amount.enclosure.filter(|(_, bracket)| *bracket == Bracket::Round)?;
    let (total, whole) = total(scene, at, open)?;
    if whole.quantity.measure != amount.quantity.measure || !amount.ends_item(scene.text) {
        return None;
    }
    let noun = lead::read(scene, amount.left, Style::Subject).noun;
    let draft = named(scene, total, noun);
    (!noun.is_empty()).then_some(Draft { part_of: Some(total), ..draft })
}

/// 改造教室5400间(2024年1500间、2025年2100间): parts by year count what the total counts.
fn named(scene: &Scene, total: usize, noun: TextRange) -> Draft {
    let words = noun.of(scene.text);
    let year = !words.is_empty() && period::at_start(scene.lexicon, words) == words.len();
    let whole = scene.drafts.get(total).and_then(Option::as_ref).filter(|_| year);
    let indicator = whole.map_or(noun, |whole| whole.indicator);
    Draft::new(RULE.id, indicator, whole.and_then(|whole| whole.action))
}

/// The amount that stands directly before the bracket, if it is a target.
fn total<'s, 't>(scene: &'s Scene<'t>, at: usize, open: u32) -> Option<(usize, &'s Amount<'t>)> {
    let before = scene.amounts.iter().enumerate().take(at);
    let (index, whole) = before.rev().find(|(_, amount)| amount.range.end <= open)?;
    let gap = TextRange::new(whole.range.end, open).of(scene.text);
    let found = scene.drafts.get(index)?.is_some();
    (found && gap.trim().is_empty()).then_some((index, whole))
}

/// 700项以上,其中“一网通办”事项350项以上: the amount before, in the same measure.
pub(super) fn stated_total(scene: &Scene, at: usize, amount: &Amount) -> Option<usize> {
    let first = first_part(scene, at).unwrap_or(at);
    let part = scene.amounts.get(first)?;
    if !(scene.begins_part(part) || scene.is_behind_part(part)) {
        return None;
    }
    // Every item behind 其中 is a part of the number before it.
    let total = scene.amounts.iter().take(first).rposition(|other| other.clause != part.clause)?;
    let total = if scene.amounts.get(total)?.runs_on { total.checked_sub(1)? } else { total };
    let same = scene.amounts.get(total)?.quantity.measure == amount.quantity.measure;
    same.then_some(total)
}

/// How many parts a list over commas may have.
const MOST: usize = 12;

/// 其中幼儿园420个,中小学4580个: the first of the parts that clauses without a verb list, before this one.
pub(super) fn first_part(scene: &Scene, at: usize) -> Option<usize> {
    let mut later = at;
    for _ in 0..MOST {
        let amount = scene.amounts.get(later)?;
        let before = scene.counted_before(later)?;
        let earlier = scene.amounts.get(before)?;
        let next = scene.layout.previous(amount.clause) == Some(earlier.clause);
        let alike = earlier.quantity.measure == amount.quantity.measure;
        if !(next && alike && amount.is_bare_of_verbs(scene)) {
            return None;
        }
        if scene.begins_part(earlier) || scene.is_behind_part(earlier) {
            return Some(before);
        }
        later = before;
    }
    None
}
