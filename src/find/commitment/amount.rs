//! The amounts of a paragraph: numbers with a measure, with what stands directly before and after
//! them (达到 … 以上), and their place in the clause.

use super::lead;
use super::scene::Scene;
use crate::annotate::{Bracket, Layout};
use crate::chars::is_han;
use crate::find::Context;
use crate::lexicon::Lexicon;
use crate::lexicon::measures::MeasureKind;
use crate::model::Comparator;
use crate::number::{self, Quantity, Use, Vague};
use crate::span::{TextRange, to_u32};

/// A number that may be a target.
#[derive(Clone, Debug)]
pub(super) struct Amount<'l> {
    /// The number with its measure.
    pub(super) quantity: Quantity<'l>,
    /// From the comparator before the number to the one after it.
    pub(super) range: TextRange,
    /// What the words around it say about the value.
    pub(super) comparator: Comparator,
    /// True where 达到, 突破 … stand before the number.
    pub(super) compared: bool,
    /// True where 大于, 低于 … stand before it: words of conditions rather than of promises.
    pub(super) conditional: bool,
    /// True where its bound stands before the verb: 至少建成1所.
    pub(super) bound_by_verb: bool,
    /// True where 以上, 左右 … stand after it.
    pub(super) suffixed: bool,
    /// The clause, to the next commas.
    pub(super) clause: TextRange,
    /// The bracket that it stands in.
    pub(super) enclosure: Option<(u32, Bracket)>,
    /// Words of its item before the number.
    pub(super) left: TextRange,
    /// Words of its item after the number.
    pub(super) right: TextRange,
    /// True where 的要求 or 的目标 follows: the words before the number are what is demanded.
    pub(super) closed: bool,
    /// The amount before it in the same clause.
    pub(super) previous: Option<usize>,
    /// True where no list comma parts it from the next amount: 8家 in 8家实验室产出成果10项.
    pub(super) runs_on: bool,
}

impl Amount<'_> {
    /// What the measure is good for.
    pub(super) fn kind(&self) -> MeasureKind {
        self.quantity.kind.unwrap_or(MeasureKind::Count)
    }

    /// True where the item ends with the number: 中试平台20家.
    pub(super) fn ends_item(&self, text: &str) -> bool {
        let right = self.right.of(text).trim_start();
        self.closed || right.is_empty() || right.starts_with(['(', '[', '”'])
    }

    /// True where nothing but the number makes up the item: the second of 10家、40家.
    pub(super) fn is_bare(&self, text: &str) -> bool {
        self.left.of(text).trim().is_empty()
    }

    /// True where no verb stands in the words of its item before the number.
    pub(super) fn is_bare_of_verbs(&self, scene: &Scene) -> bool {
        !scene.marks.has_cue(&scene.lexicon.targets.verbs, self.left.of(scene.text))
    }

    /// True for 一, 两, 三 … 十 in Chinese digits: as often a figure of speech as a number.
    pub(super) fn is_small_word(&self, text: &str) -> bool {
        let first = self.quantity.numeral.of(text).chars().next();
        let word = first.is_some_and(|c| number::digit(c).is_some() || c == '十');
        word && self.quantity.value <= 10.into()
    }
}

/// How many numbers in brackets or quotes may stand between two of a list.
const NESTED: usize = 8;

/// The amounts of the paragraph, in order.
pub(super) fn all<'l>(context: &Context<'l>, range: TextRange, layout: &Layout) -> Vec<Amount<'l>> {
    let (lexicon, text) = (context.lexicon, context.text);
    let mut amounts: Vec<Amount> = Vec::new();
    let quantities = with_elided(lexicon, text, context.marks.quantities(range));
    for quantity in &quantities {
        if !counts(quantity) && !is_average_grade(context, layout, quantity) {
            continue;
        }
        if let Some(start) = best_case(lexicon, text, range, quantity) {
            cut_last(&mut amounts, start);
            continue;
        }
        let amount = alone(lexicon, text, quantity.clone(), range, layout);
        let at = amounts.len();
        amounts.push(amount);
        join(context, layout, &mut amounts, at);
    }
    settle_lists(text, &mut amounts);
    settle_bounds(context, &mut amounts);
    amounts
}

/// 分别改造小区100、200、300个: the measure of the last number holds for those before it.
fn with_elided<'l>(lexicon: &Lexicon, text: &str, all: &[Quantity<'l>]) -> Vec<Quantity<'l>> {
    let mut all = all.to_vec();
    for at in (1..all.len()).rev() {
        let (earlier, later) = all.split_at_mut(at);
        let (Some(bare), Some(measured)) = (earlier.last_mut(), later.first()) else { continue };
        let between = TextRange::new(bare.range.end, measured.range.start.max(bare.range.end));
        let joined = lexicon.targets.conjunction.get(between.of(text)).is_some();
        let before = text.get(..bare.range.start as usize).unwrap_or_default();
        let listed = before.ends_with(is_han) || before.ends_with('、');
        let plain = bare.kind.is_none() && bare.used_as == Use::Cardinal && bare.upper.is_none();
        // 100、200万元 does not say what the 100 are.
        let digits =
            |one: &Quantity| one.numeral.of(text).bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if joined && listed && plain && counts(measured) && digits(bare) && digits(measured) {
            bare.measure = measured.measure.clone();
            bare.code = measured.code.clone();
            bare.kind = measured.kind;
        }
    }
    all
}

/// 平均级别达到4级以上: a grade is an amount where an average must reach it.
fn is_average_grade(context: &Context, layout: &Layout, quantity: &Quantity) -> bool {
    if quantity.kind != Some(MeasureKind::Rank) || quantity.used_as != Use::Cardinal {
        return false;
    }
    let clause = layout.clause(quantity.range);
    let before = TextRange::new(clause.start, quantity.range.start).of(context.text);
    let words = &context.lexicon.targets;
    words.before.at_end(before).is_some() && context.marks.has_cue(&words.average, before)
}

/// 缩减至1个工作日最快1小时: where 最快 begins. The best case is not the promise.
fn best_case(lexicon: &Lexicon, text: &str, range: TextRange, quantity: &Quantity) -> Option<u32> {
    let before = TextRange::new(range.start, quantity.range.start).of(text);
    let (word, ()) = lexicon.targets.best.at_end(before)?;
    Some(quantity.range.start - to_u32(word.len()))
}

/// The item of the last amount ends at `start`.
fn cut_last(amounts: &mut [Amount], start: u32) {
    let last = amounts.last_mut().filter(|last| last.right.start <= start);
    if let Some(last) = last {
        last.right = last.right.with_end(last.right.end.min(start));
    }
}

/// 至少建成1所: the bound stands before the verb.
fn settle_bounds(context: &Context, amounts: &mut [Amount]) {
    let (lexicon, text) = (context.lexicon, context.text);
    for amount in amounts.iter_mut().filter(|amount| amount.comparator == Comparator::Eq) {
        let left = amount.left.of(text);
        let last = context.marks.last_cue(&lexicon.targets.before_verb, left);
        let Some((at, word, comparator)) = last else { continue };
        let rest = left.get(at + word.len()..).unwrap_or_default();
        if lead::verb_at(lexicon, rest).is_some() {
            amount.comparator = *comparator;
            amount.bound_by_verb = true;
        }
    }
    for at in 1..amounts.len() {
        let (earlier, later) = amounts.split_at_mut(at);
        let (Some(before), Some(after)) = (earlier.last(), later.first_mut()) else { continue };
        let listed = after.previous == Some(at - 1) && after.is_bare(text);
        if listed && before.bound_by_verb && after.comparator == Comparator::Eq {
            (after.comparator, after.bound_by_verb) = (before.comparator, true);
        }
    }
}

/// True for a number that can be an amount at all.
fn counts(quantity: &Quantity) -> bool {
    let measured = !matches!(quantity.kind, None | Some(MeasureKind::Rank | MeasureKind::Date));
    measured && quantity.used_as == Use::Cardinal && !quantity.is_indefinite()
}

/// An amount with its clause, before its neighbours are known.
fn alone<'l>(
    lexicon: &'l Lexicon,
    text: &str,
    quantity: Quantity<'l>,
    paragraph: TextRange,
    layout: &Layout,
) -> Amount<'l> {
    let clause = layout.clause(quantity.range);
    let before = TextRange::new(clause.start.max(paragraph.start), quantity.range.start);
    let after = TextRange::new(quantity.range.end, clause.end);
    let (head, bound) = comparator_before(lexicon, before.of(text));
    let (tail, suffix) = comparator_after(lexicon, after.of(text), quantity.kind);
    let range = TextRange::new(before.end - to_u32(head), after.start + to_u32(tail));
    Amount {
        comparator: comparator(&quantity, bound, suffix),
        conditional: is_condition(lexicon, before.of(text)),
        compared: bound.is_some_and(|bound| bound != Comparator::Approx),
        bound_by_verb: false,
        suffixed: suffix.is_some(),
        enclosure: layout.enclosure(quantity.range),
        left: TextRange::new(clause.start, range.start),
        right: TextRange::new(range.end, clause.end),
        clause,
        quantity,
        range,
        closed: lexicon
            .targets
            .closing
            .at_start(after.of(text).get(tail..).unwrap_or_default())
            .is_some(),
        previous: None,
        runs_on: false,
    }
}

/// Comparators directly before the number (力争达到约): their length and what they say.
fn comparator_before(lexicon: &Lexicon, before: &str) -> (usize, Option<Comparator>) {
    let words = &lexicon.targets;
    let mut rest = before;
    let mut found = None;
    for _ in 0..3 {
        if let Some((word, comparator)) = words.before.at_end(rest) {
            rest = rest.get(..rest.len() - word.len()).unwrap_or_default();
            found = Some(match found {
                None => *comparator,
                Some(Comparator::Ge) if *comparator != Comparator::Eq => *comparator,
                Some(first) => first,
            });
        } else if let Some((word, _)) = words.modality.at_end(rest).filter(|_| found.is_some()) {
            rest = rest.get(..rest.len() - word.len()).unwrap_or_default();
        } else {
            break;
        }
    }
    (before.len() - rest.len(), found)
}

/// True for a comparator that conditions are written with.
fn is_condition(lexicon: &Lexicon, before: &str) -> bool {
    let words = &lexicon.targets;
    let word = words.before.at_end(before);
    word.is_some_and(|(word, _)| words.conditions.get(word).is_some())
}

/// Comparators directly after the number: their length and what they say.
fn comparator_after(
    lexicon: &Lexicon,
    after: &str,
    kind: Option<MeasureKind>,
) -> (usize, Option<Comparator>) {
    let note = |rest: &str| if rest.starts_with("(含)") { "(含)".len() } else { 0 };
    let skip = note(after);
    let rest = after.get(skip..).unwrap_or_default();
    if let Some((word, comparator)) = lexicon.targets.after.at_start(rest) {
        let len = skip + word.len();
        return (len + note(after.get(len..).unwrap_or_default()), Some(*comparator));
    }
    let within = kind == Some(MeasureKind::Time) && rest.starts_with('内');
    if within { (skip + '内'.len_utf8(), Some(Comparator::Le)) } else { (0, None) }
}

/// 左右 wins over 达到, 以上 stands with both.
fn comparator(
    quantity: &Quantity,
    before: Option<Comparator>,
    after: Option<Comparator>,
) -> Comparator {
    let vague = quantity.vague == Some(Vague::More);
    let approximate = [before, after].contains(&Some(Comparator::Approx)) || vague;
    match (before, after) {
        _ if quantity.upper.is_some() => Comparator::Range,
        _ if approximate => Comparator::Approx,
        (None | Some(Comparator::Eq | Comparator::Ge), Some(after)) => after,
        (Some(before), _) => before,
        (None, None) => Comparator::Eq,
    }
}

/// Finds out what parts an amount from the one before it, and cuts both items there.
fn join(context: &Context, layout: &Layout, amounts: &mut [Amount], at: usize) -> Option<()> {
    let (earlier, later) = amounts.split_at_mut(at);
    let current = later.first_mut()?;
    // “最多跑一次” between two numbers, or a remark in brackets, belongs to no list.
    let mut near = earlier.iter_mut().enumerate().rev().take(NESTED);
    let (index, previous) = near.find(|(_, other)| other.clause == current.clause)?;
    if previous.range.end > current.range.start {
        return None;
    }
    current.previous = Some(index);
    let between = TextRange::new(previous.range.end, current.range.start);
    if let Some(cut) = separator(context, layout, between) {
        previous.right = previous.right.with_end(previous.right.end.min(cut.start));
        current.left = current.left.with_start(cut.end);
    } else if is_near(previous, current) {
        previous.runs_on = true;
        current.left = current.left.with_start(previous.left.start);
    } else {
        let comma =
            context.marks.signs(between.of(context.text)).last(&[',']).map_or(0, |at| at + 1);
        previous.right = previous.right.with_end(previous.right.end.min(between.end));
        current.left = current.left.with_start(between.start + to_u32(comma));
    }
    Some(())
}

/// Bytes from the words that a list begins with to an item that still shares them. No office writes a
/// longer one; without an end, each item of a line of repetitions would span all before it.
pub(super) const LONGEST_LIST: u32 = 600;

/// True where an amount can share the words before an earlier one.
fn is_near(first: &Amount, later: &Amount) -> bool {
    later.range.start.saturating_sub(first.left.start) <= LONGEST_LIST
}

/// A list of bare numbers is one: 年营业收入过100亿元、50亿元的企业 names thresholds with both, and
/// 6个、22个工作日 counts working days with both.
fn settle_lists(text: &str, amounts: &mut [Amount]) {
    for at in (1..amounts.len()).rev() {
        let (earlier, later) = amounts.split_at_mut(at);
        let (Some(before), Some(after)) = (earlier.last_mut(), later.first()) else { continue };
        if after.previous != Some(at - 1) || !after.is_bare(text) || !is_same_kind(before, after) {
            continue;
        }
        before.runs_on |= after.runs_on;
        before.quantity.measure = after.quantity.measure.clone();
        before.quantity.code = after.quantity.code.clone();
        before.quantity.kind = after.quantity.kind;
    }
    for at in 1..amounts.len() {
        let (earlier, later) = amounts.split_at_mut(at);
        let (Some(before), Some(after)) = (earlier.last(), later.first_mut()) else { continue };
        let first = before.previous.and_then(|first| earlier.get(first));
        let listed = before.runs_on && before.is_bare(text) && after.previous == Some(at - 1);
        let shares = |first: &&Amount| is_same_kind(first, before) && is_near(first, after);
        if let Some(first) = first.filter(|first| listed && shares(first)) {
            after.left = after.left.with_start(first.left.start);
        }
    }
}

/// The same measure, or the counter of it: 个 and 个工作日.
fn is_same_kind(before: &Amount, after: &Amount) -> bool {
    after.quantity.measure.starts_with(&*before.quantity.measure)
}

/// The words that part two items: 、 or 和 after the first number, the last 、 before the second, or
/// 和 before it or its verb.
fn separator(context: &Context, layout: &Layout, between: TextRange) -> Option<TextRange> {
    let words = &context.lexicon.targets;
    let part = between.of(context.text);
    if let Some((word, ())) = words.conjunction.at_start(part) {
        return Some(between.within(0, word.len()));
    }
    if let Some(end) = layout.last_item(between) {
        return Some(TextRange::new(end - to_u32('、'.len_utf8()), end));
    }
    if let Some((word, ())) = words.conjunction.at_end(part) {
        return Some(between.within(part.len() - word.len(), word.len()));
    }
    let verb_follows =
        |at: usize| part.get(at..).is_some_and(|rest| words.verbs.at_start(rest).is_some());
    let mut joints = context.marks.cues(&words.conjunction, part);
    let (at, word, ()) = joints.find(|(at, word, ())| verb_follows(at + word.len()))?;
    Some(between.within(at, word.len()))
}
