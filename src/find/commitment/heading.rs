//! What a section's headings say about its numbers: that they tell what is, or for which period.

use super::period::{self, Period};
use super::scene::Scene;
use super::shared_out::Total;
use crate::find::{Context, Passage};
use crate::lexicon::Lexicon;
use crate::lexicon::targets::TargetWords;
use crate::marker;
use crate::model::Verdict;
use crate::span::{TextRange, to_u32};

/// What the numbers are under headings such as 发展现状 and 补助标准, and in a list of conditions.
pub(super) fn idle(context: &Context, passage: &Passage) -> Option<Verdict> {
    let mut headings = passage.above.iter().chain(&passage.heading);
    let named = headings.find(|heading| tells_what_is(context.lexicon, heading.of(context.text)));
    let said = named.and_then(|heading| says(context.lexicon, heading.of(context.text)));
    said.or_else(|| {
        let opening = opening(context, passage).or(passage.opening)?;
        sets_conditions(context, opening).then_some(Verdict::Condition)
    })
}

/// How many signs are looked back over for the first item of a list.
const LIST: usize = 60;

/// 应符合以下条件:(一)…(二)…: the words before the first item of a list that began anew in its section.
fn opening(context: &Context, passage: &Passage) -> Option<TextRange> {
    const FIRST: &str = "(一)";
    let first = passage.heading.or(passage.paragraphs.first().copied())?;
    let before = context.text.get(..first.start as usize).unwrap_or_default();
    let marker = first.of(context.text).starts_with('(') || before.trim_end().ends_with(')');
    let own = if first.of(context.text).starts_with(FIRST) { FIRST.len() } else { 0 };
    let head = context.text.get(..first.start as usize + own).filter(|_| marker)?;
    let opens = |at: usize| head.get(at..).is_some_and(|rest| rest.starts_with(FIRST));
    let signs = context.marks.signs(head);
    let (at, _) = signs.iter().rev().take(LIST).find(|(at, sign)| *sign == '(' && opens(*at))?;
    let words = head.get(..at)?.trim_end().strip_suffix(':')?;
    let sentence = context.marks.signs(words).tail(|sign| matches!(sign, '。' | ')' | '\n'));
    let end = to_u32(words.len());
    Some(TextRange::new(end - to_u32(sentence.len()), end))
}

/// 应同时符合以下条件: the items below say what must be so already.
fn sets_conditions(context: &Context, opening: TextRange) -> bool {
    let words = opening.of(context.text).trim_end_matches([':', ' ']);
    let sentence = context.marks.signs(words).tail(|sign| matches!(sign, '。' | ';'));
    let opens = |clause: &str| context.lexicon.targets.opens_conditions.at_end(clause).is_some();
    // 应符合以下条件,入库进行培育: the last words may say what for.
    let clauses = context.marks.signs(sentence).parts(&[',']);
    clauses.into_iter().rev().take(2).any(opens)
}

/// 培育企业1000家以上,任务分解如下: the last promise of the sentence that opens the list.
pub(super) fn announced(context: &Context, passage: &Passage, above: Option<i16>) -> Option<Total> {
    let opening = opening(context, passage).or(passage.opening)?;
    let end = opening.of(context.text).trim_end_matches([':', '。', ' ']).len();
    let layout = context.marks.layout(context.text, opening);
    let scene = Scene::new(context, layout.sentence(opening.within(end, 0)), above)?;
    let scene = super::read(scene, &[], &mut Vec::new());
    let (at, draft) =
        scene.drafts.iter().enumerate().rev().find_map(|(at, one)| Some((at, one.as_ref()?)))?;
    let amount = scene.amounts.get(at)?;
    let indicator = draft.indicator;
    let measure = amount.quantity.measure.clone().into_owned();
    let period = super::period_of(&scene, amount, draft, None);
    Some(Total { indicator, measure, period })
}

/// The period that the section's heading or one above names.
pub(super) fn period(context: &Context, passage: &Passage) -> Option<Period> {
    let mut headings = passage.heading.iter().chain(passage.above.iter().rev());
    headings.find_map(|heading| {
        let mut named = period::all(context, *heading, None);
        // “十四五”规划2023年要点 is of the year, 2024年是“十四五”的一年 too.
        let year = named.iter().position(|period| period.edtf.len() == 4);
        year.map(|at| named.swap_remove(at)).or_else(|| named.pop())
    })
}

/// The whole heading is 发展基础 or 现状与问题. 夯实金融业发展基础 is a task.
fn tells_what_is(lexicon: &Lexicon, heading: &str) -> bool {
    says(lexicon, heading).is_some()
}

/// What such a heading says about its numbers.
fn says(lexicon: &Lexicon, heading: &str) -> Option<Verdict> {
    let words = &lexicon.targets;
    let heading = heading.trim();
    let marker = marker::at_start(heading).map_or(0, |marker| marker.len);
    let mut title = heading.get(marker..).unwrap_or_default().trim_start();
    while let Some(rest) = prefix(lexicon, title).and_then(|len| title.get(len..)) {
        title = rest.trim_start();
    }
    let (name, verdict) = words.idle_heading.at_start(title)?;
    let rest = title.get(name.len()..).unwrap_or_default().trim();
    // 2023年工作回顾|2023年是…: the text went on where the heading ended.
    (ends(words, rest) || period::at_start(lexicon, rest) > 0).then_some(*verdict)
}

/// “十三五”时期, 我市, 主要 at the start of a title: the length.
fn prefix(lexicon: &Lexicon, title: &str) -> Option<usize> {
    let words = &lexicon.targets;
    let word = words.idle_prefix.at_start(title).or_else(|| words.scope.at_start(title));
    let period = Some(period::at_start(lexicon, title)).filter(|len| *len > 0);
    let len = period.or_else(|| word.map(|(word, ())| word.len()));
    len.filter(|len| *len < title.len())
}

/// Nothing follows the name, or 与问题.
fn ends(words: &TargetWords, rest: &str) -> bool {
    rest.is_empty()
        || rest.starts_with(['。', ':', ',', ';', '('])
        || words.conjunction.at_start(rest).is_some()
}
