//! Takes the words before a number apart: period and adverbs, verb, and what is counted.

use super::scene::Scene;
use crate::lexicon::Lexicon;
use crate::lexicon::targets::{Action, Form, Verb};
use crate::span::{TextRange, to_u32};

/// The words before a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lead {
    /// The verbs.
    pub(super) action: Option<TextRange>,
    /// What remains: the thing that is counted or measured.
    pub(super) noun: TextRange,
}

/// How a verb is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// 进口贸易量达到…: a subject; a verb can only stand at its start.
    Subject,
    /// 建设平台10个: the number needs a verb, wherever it stands.
    Object,
}

/// How many words are taken away at most at each end.
const MOST: usize = 8;

/// Takes `left` apart.
pub(super) fn read(scene: &Scene, left: TextRange, style: Style) -> Lead {
    let start = without_lead_in(scene, left);
    let noun = without_tail(scene, start);
    let (first, form) = verbs_at_start(scene, noun, style);
    let settled = first.action.is_some() && form != Form::Causative;
    if settled || style == Style::Subject {
        return first;
    }
    let later = |form| last_verb(scene, first.noun, form);
    let found = later(Form::Plain)
        .or_else(|| if first.action.is_none() { later(Form::Nominal) } else { None });
    found.unwrap_or(first)
}

/// `range` without 到2025年, 力争, 每年 … at its start.
pub(super) fn without_lead_in(scene: &Scene, range: TextRange) -> TextRange {
    let mut rest = range.trim(scene.text);
    for _ in 0..MOST {
        let len = lead_in(scene, rest.of(scene.text));
        if len == 0 || len >= rest.of(scene.text).len() {
            break;
        }
        rest = TextRange::new(rest.start + to_u32(len), rest.end).trim(scene.text);
    }
    rest
}

fn lead_in(scene: &Scene, words: &str) -> usize {
    let table = &scene.lexicon.targets;
    let period = super::period::at_start(scene.lexicon, words);
    if period > 0 {
        return period;
    }
    let word = table
        .modality
        .at_start(words)
        .map(|(word, _)| word)
        .or_else(|| table.lead_in.at_start(words).map(|(word, ())| word))
        .or_else(|| table.per.at_start(words).map(|(word, ())| word))
        .or_else(|| bound_of_verb(scene.lexicon, words))
        .or_else(|| each_before_verb(scene, words));
    word.map_or_else(|| item_number(words), str::len)
}

/// `45、` of an item that stands in a cell.
fn item_number(words: &str) -> usize {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = rest.strip_prefix(['、', '.']).filter(|_| rest.len() < words.len());
    let text = behind.filter(|behind| !behind.starts_with(|c: char| c.is_ascii_digit()));
    text.map_or(0, |text| words.len() - text.len())
}

/// 每村 and 每个乡镇 before a verb.
fn each_before_verb<'t>(scene: &Scene, words: &'t str) -> Option<&'t str> {
    /// Longest name behind 每个, in characters.
    const NAME: usize = 6;
    let (word, ()) = scene.lexicon.targets.each.at_start(words)?;
    let rest = words.get(word.len()..)?;
    let mut verbs = scene.marks.cues(&scene.lexicon.targets.verbs, rest);
    let (at, ..) = verbs.find(|(at, ..)| {
        rest.get(*at..)
            .and_then(|rest| verb_at(scene.lexicon, rest))
            .is_some_and(|(len, action)| action.verb == Verb::Make && len < rest.len() - at)
    })?;
    rest.get(..at).filter(|name| name.chars().nth(NAME).is_none())?;
    words.get(..word.len() + at)
}

/// 至少 before a verb.
fn bound_of_verb<'l>(lexicon: &'l Lexicon, words: &str) -> Option<&'l str> {
    let (word, _) = lexicon.targets.before_verb.at_start(words)?;
    let rest = words.get(word.len()..)?;
    verb_at(lexicon, rest).is_some().then_some(word)
}

/// `range` without 力争, 累计 … at its end.
fn without_tail(scene: &Scene, mut range: TextRange) -> TextRange {
    let table = &scene.lexicon.targets;
    for _ in 0..MOST {
        let words = range.of(scene.text);
        let modality = table.modality.at_end(words).map(|(word, _)| word);
        let word = modality
            .or_else(|| table.lead_in.at_end(words).map(|(word, ())| word))
            .or_else(|| table.tail.at_end(words).map(|(word, ())| word));
        match word.filter(|word| word.len() < words.len()) {
            Some(word) => range = range.with_end(range.end - to_u32(word.len())),
            // 比例在三分之一以上.
            None if words.ends_with('在') && words.chars().nth(2).is_some() => {
                range = range.with_end(range.end - to_u32('在'.len_utf8()));
            }
            None if words.ends_with('均') && table.average.at_end(words).is_none() => {
                range = range.with_end(range.end - to_u32('均'.len_utf8()));
            }
            None => break,
        }
    }
    range.trim(scene.text)
}

/// 推动设立: the verbs that `range` begins with, and the form of the last. Never all of it.
fn verbs_at_start(scene: &Scene, range: TextRange, style: Style) -> (Lead, Form) {
    let mut noun = range;
    let mut form = Form::Plain;
    for _ in 0..3 {
        let words = noun.of(scene.text);
        let Some((len, action)) = verb_at(scene.lexicon, words) else { break };
        let later_noun = noun.start > range.start
            && action.form == Form::Nominal
            && scene.lexicon.targets.conjunction.at_end(before(scene.text, noun)).is_none();
        let in_subject = style == Style::Subject && action.form == Form::Nominal;
        let listed = style == Style::Subject && begins_attribute(scene, words, len);
        if len >= words.len() || in_subject || later_noun || listed {
            break;
        }
        form = action.form;
        let skipped = len + joint(scene.lexicon, words.get(len..).unwrap_or_default());
        noun = noun.with_start(noun.start + to_u32(skipped));
    }
    let action = TextRange::new(range.start, noun.start);
    // 推动将产品种类扩大至: 将 belongs to neither.
    let moved = noun.of(scene.text).strip_prefix(['将', '把']).filter(|_| !action.is_empty());
    let noun = moved.map_or(noun, |rest| noun.with_start(noun.end - to_u32(rest.len())));
    let noun = without_period(scene, noun);
    (Lead { action: (!action.is_empty()).then_some(action), noun: noun.trim(scene.text) }, form)
}

/// 取消审批、实行告知承诺的事项: the first of several deeds that 的 makes an attribute of.
fn begins_attribute(scene: &Scene, words: &str, verb: usize) -> bool {
    let Some((end, ..)) = scene.marks.cue(&scene.lexicon.particles.of, words) else { return false };
    let behind = words.get(verb..end).unwrap_or_default();
    // 、 and 或 stand before a deed.
    let mut joints = scene.marks.cues(&scene.lexicon.targets.conjunction, behind);
    joints.any(|(at, word, ())| {
        let deed = behind.get(at + word.len()..).unwrap_or_default();
        matches!(word, "、" | "或") && verb_at(scene.lexicon, deed).is_some()
    })
}

/// 推动2020年全市成本下降: the period behind the verb is no part of what is counted.
fn without_period(scene: &Scene, noun: TextRange) -> TextRange {
    let noun = noun.trim(scene.text);
    let len = super::period::at_start(scene.lexicon, noun.of(scene.text));
    let all = len >= noun.of(scene.text).len();
    if all { noun } else { TextRange::new(noun.start + to_u32(len), noun.end) }
}

/// The three bytes before `range`: the conjunction that was passed.
fn before(text: &str, range: TextRange) -> &str {
    let end = range.start as usize;
    text.get(end.saturating_sub(3)..end).unwrap_or_default()
}

/// 新建和改造提升农田: the length of what joins two verbs.
fn joint(lexicon: &Lexicon, words: &str) -> usize {
    let joint = lexicon.targets.conjunction.at_start(words).map_or(0, |(word, ())| word.len());
    let verb = words.get(joint..).and_then(|rest| verb_at(lexicon, rest));
    if verb.is_some() { joint } else { 0 }
}

/// The verb that `words` begin with, unless what follows makes a noun of it.
pub(super) fn verb_at(lexicon: &Lexicon, words: &str) -> Option<(usize, Action)> {
    let (word, action) = lexicon.targets.verbs.at_start(words)?;
    let rest = words.get(word.len()..)?;
    let noun = action.verb == Verb::Noun
        || (action.form == Form::Nominal && lexicon.targets.noun_tail.at_start(rest).is_some());
    (!noun).then_some((word.len(), *action))
}

/// The last verb of that form in `range` that leaves a noun of two characters at least.
fn last_verb(scene: &Scene, range: TextRange, form: Form) -> Option<Lead> {
    let words = range.of(scene.text);
    let verbs = scene.marks.cues(&scene.lexicon.targets.verbs, words);
    let (at, word, _) = verbs
        .filter(|(at, word, _)| words.len() - at - word.len() >= 6)
        .filter(|(.., action)| action.verb == Verb::Make && action.form == form)
        .filter(|(at, ..)| !is_inside_quotes(scene, words.get(..*at).unwrap_or_default()))
        .filter(|(at, ..)| {
            words.get(*at..).is_some_and(|rest| verb_at(scene.lexicon, rest).is_some())
        })
        .last()?;
    let action = range.within(at, word.len());
    Some(Lead {
        action: Some(action),
        noun: TextRange::new(action.end, range.end).trim(scene.text),
    })
}

/// A quotation mark has opened and not closed.
fn is_inside_quotes(scene: &Scene, before: &str) -> bool {
    let last = scene.marks.signs(before).last_that(|sign| matches!(sign, '“' | '”'));
    last.is_some_and(|(_, sign)| sign == '“')
}

/// The verb that `range` ends with: the number is its object.
pub(super) fn verb_at_end(scene: &Scene, range: TextRange) -> Option<(TextRange, Action)> {
    let range = without_scope(scene, without_tail(scene, range));
    let words = range.of(scene.text);
    let (word, action) = scene.lexicon.targets.verbs.at_end(words)?;
    if action.verb == Verb::Noun {
        return None;
    }
    Some((range.within(words.len() - word.len(), word.len()), *action))
}

/// `range` without 全市 or a remark in brackets at its end: 实现全市70个, 建设(筹集)500套.
fn without_scope(scene: &Scene, range: TextRange) -> TextRange {
    let words = range.of(scene.text);
    let scope =
        scene.lexicon.targets.scope.at_end(words).map(|(word, ())| words.len() - word.len());
    let scope = scope.or_else(|| place_behind_verb(scene.lexicon, words));
    let remark = words.ends_with(')').then(|| scene.marks.signs(words).last(&['('])).flatten();
    let end = scope.or(remark).filter(|end| *end > 0);
    end.map_or(range, |end| range.within(0, end))
}

/// 开展青禾市20个…: where the place between the verb and the number begins.
fn place_behind_verb(lexicon: &Lexicon, words: &str) -> Option<usize> {
    let (len, _) = verb_at(lexicon, words)?;
    let place = words.get(len..)?;
    let short = (3..=4).contains(&place.chars().count());
    (short && lexicon.targets.place_end.at_end(place).is_some()).then_some(len)
}

/// True for 总数, 累计, verbs and periods alone (2027年达到90%), and 实现 alone, which stand for a
/// thing named before.
pub(super) fn is_pronoun(lexicon: &Lexicon, words: &str) -> bool {
    let verb = || verb_at(lexicon, words).filter(|(len, _)| *len == words.len());
    let period = !words.is_empty() && super::period::at_start(lexicon, words) == words.len();
    period
        || lexicon.targets.total.get(words).is_some()
        || lexicon.targets.result.get(words).is_some()
        || verb().is_some_and(|(_, action)| action.form == Form::Plain)
}
