//! Numeric commitments: how many, how much, by what share.
//!
//! A paragraph's numbers become [`amount`]s with their clause; [`screen`] takes out those that are no
//! commitments; each of the rest goes to the rules in the order of [`ORDER`], and the first that
//! finds something has it. The special rule stands before the general one.

mod amount;
mod amount_after_noun;
mod amount_before_noun;
mod breakdown;
mod change;
mod frequency;
mod headcount;
mod layout;
mod lead;
mod limit;
mod period;
mod respectively;
mod scene;
mod screen;
mod share;
#[cfg(test)]
mod tests;

use super::{Context, Passage, Rule};
use crate::diagnostic::Notes;
use crate::model::{Comparator, Modality, RuleId};
use crate::span::TextRange;
use amount::Amount;
use rust_decimal::Decimal;
use scene::{Draft, Scene};

/// A number that somebody is committed to.
#[derive(Clone, Debug)]
pub struct TargetFinding {
    /// Indicator, verb and number together.
    pub range: TextRange,
    /// Which of the passage's paragraphs it stands in.
    pub paragraph: usize,
    /// What is counted.
    pub indicator: TextRange,
    /// The noun that the indicator shares with the last item of its list, to be read after it:
    /// 国家级 + 专精特新中小企业.
    pub shared: Option<TextRange>,
    /// The verb.
    pub action: Option<TextRange>,
    /// How the value bounds the indicator.
    pub comparator: Comparator,
    /// The number in base units.
    pub value: Decimal,
    /// The upper end of a range.
    pub upper: Option<Decimal>,
    /// The base measure, `元`, `个`, `%`.
    pub measure: String,
    /// UCUM or ISO 4217.
    pub measure_code: Option<String>,
    /// The number with its measure.
    pub number: TextRange,
    /// EDTF.
    pub period: Option<String>,
    /// How firmly.
    pub modality: Modality,
    /// Position of the total in the returned list.
    pub part_of: Option<usize>,
    /// 每月, 每个区.
    pub per: Option<TextRange>,
    /// The rule that found it.
    pub rule: RuleId,
}

/// Every rule of this kind.
pub const RULES: &[&Rule] = &[
    &breakdown::RULE,
    &respectively::RULE,
    &headcount::RULE,
    &frequency::RULE,
    &limit::RULE,
    &change::RULE,
    &share::RULE,
    &amount_after_noun::RULE,
    &amount_before_noun::RULE,
];

/// A rule asked about one amount.
type Ask = fn(&Scene, usize) -> Option<Draft>;

/// The rules for numbers in brackets.
const BRACKETED: &[Ask] = &[breakdown::find];

/// The rules for all other numbers, in the order in which they may claim one.
const ORDER: &[Ask] = &[
    respectively::find,
    headcount::find,
    frequency::find,
    limit::find,
    change::find,
    share::find,
    amount_after_noun::find,
    amount_before_noun::find,
];

/// All targets of a passage, in reading order. Words in `masked` (clauses, dates of issue) hold none.
pub fn find(
    context: &Context,
    passage: &Passage,
    masked: &[TextRange],
    _notes: &mut Notes,
) -> Vec<TargetFinding> {
    let mut found = Vec::new();
    if is_idle(context, passage) {
        return found;
    }
    let heading = heading_period(context, passage);
    for (index, paragraph) in passage.paragraphs.iter().enumerate() {
        if let Some(scene) = Scene::new(context, *paragraph) {
            let scene = read(scene, masked);
            let from = found.len();
            collect(&scene, index, heading.as_deref(), from, &mut found);
        }
    }
    found
}

/// True under headings such as 发展现状, where numbers tell what is.
fn is_idle(context: &Context, passage: &Passage) -> bool {
    let words = &context.lexicon.targets.idle_heading;
    let mut headings = passage.above.iter().chain(&passage.heading);
    headings.any(|heading| words.find(heading.of(context.text)).is_some())
}

/// The period that the section's heading or one above names.
fn heading_period(context: &Context, passage: &Passage) -> Option<String> {
    let mut headings = passage.heading.iter().chain(passage.above.iter().rev());
    headings
        .find_map(|heading| period::all(context.lexicon, context.text, *heading).pop())
        .map(|period| period.edtf)
}

/// Asks the rules about every amount in turn.
fn read<'t>(mut scene: Scene<'t>, masked: &[TextRange]) -> Scene<'t> {
    for at in 0..scene.amounts.len() {
        let draft = one(&scene, at, masked);
        scene.drafts.push(draft);
    }
    scene
}

fn one(scene: &Scene, at: usize, masked: &[TextRange]) -> Option<Draft> {
    let amount = scene.amounts.get(at)?;
    if screen::bars_number(scene, amount, masked) {
        return None;
    }
    let order = if amount.enclosure.is_some() { BRACKETED } else { ORDER };
    let draft = order.iter().find_map(|rule| rule(scene, at))?;
    if screen::bars_sentence(scene, amount) {
        return None;
    }
    let figure_of_speech = amount.is_small_word(scene.text)
        && ![headcount::RULE.id, frequency::RULE.id].contains(&draft.rule);
    (!figure_of_speech).then_some(draft)
}

/// Turns the drafts of one paragraph into findings. `from` is the place of the first.
fn collect(
    scene: &Scene,
    paragraph: usize,
    heading: Option<&str>,
    from: usize,
    found: &mut Vec<TargetFinding>,
) {
    let mut places = vec![None; scene.amounts.len()];
    for (at, draft) in scene.drafts.iter().enumerate() {
        let (Some(draft), Some(amount)) = (draft, scene.amounts.get(at)) else { continue };
        let total = draft.part_of.or_else(|| stated_total(scene, at, amount));
        let part_of = total.and_then(|total| places.get(total).copied().flatten());
        if let Some(place) = places.get_mut(at) {
            *place = Some(found.len().max(from));
        }
        let mut finding = finding(scene, amount, draft, paragraph);
        finding.part_of = part_of;
        finding.period = finding.period.or_else(|| heading.map(str::to_owned));
        found.push(finding);
    }
}

/// 700项以上,其中“一网通办”事项350项以上: the amount before, in the same measure.
fn stated_total(scene: &Scene, at: usize, amount: &Amount) -> Option<usize> {
    let words = amount.clause.of(scene.text).trim_start();
    let total = at.checked_sub(1).filter(|_| words.starts_with("其中"))?;
    let same = scene.amounts.get(total)?.quantity.measure == amount.quantity.measure;
    same.then_some(total)
}

fn finding(scene: &Scene, amount: &Amount, draft: &Draft, paragraph: usize) -> TargetFinding {
    let quantity = &amount.quantity;
    let all = amount.range.cover(draft.indicator);
    let action = draft.action.filter(|action| all.start <= action.end + 600);
    TargetFinding {
        range: action.map_or(all, |action| all.cover(action)),
        paragraph,
        indicator: draft.indicator,
        shared: draft.shared,
        action,
        comparator: draft.comparator.unwrap_or(amount.comparator),
        value: quantity.value,
        upper: quantity.upper,
        measure: quantity.measure.clone().into_owned(),
        measure_code: quantity.code.as_deref().map(str::to_owned),
        number: quantity.range,
        period: scene.period_at(amount).map(|period| period.edtf.clone()),
        modality: modality(scene, amount),
        part_of: None,
        per: per(scene, amount),
        rule: draft.rule,
    }
}

/// 力争 or 确保, the last one before the number in its sentence.
fn modality(scene: &Scene, amount: &Amount) -> Modality {
    let sentence = scene.layout.sentence(amount.range);
    let before = TextRange::new(sentence.start, amount.quantity.range.start).of(scene.text);
    let last = scene.lexicon.targets.modality.find_all(before).last();
    last.map_or(Modality::Plan, |(_, _, modality)| *modality)
}

/// 每年, 每个成员单位每月: from the clause, or 每年 from an earlier one of the sentence.
fn per(scene: &Scene, amount: &Amount) -> Option<TextRange> {
    let left = TextRange::new(amount.clause.start, amount.range.start);
    let sentence = scene.layout.sentence(amount.range);
    let before = TextRange::new(sentence.start, amount.range.start);
    let words = &scene.lexicon.targets.per;
    let named = |range: TextRange| {
        let last = words.find_all(range.of(scene.text)).last();
        last.map(|(at, word, ())| range.within(at, word.len()))
    };
    let dated = |per: &TextRange| {
        scene.period_at(amount).is_none_or(|period| period.range.start <= per.end)
    };
    named(left).or_else(|| named(before).filter(dated))
}
