//! What earlier clauses of the sentence name: the thing that a verb is done to, the rate that a place reaches.

use super::amount::Amount;
use super::lead::{self, Style};
use super::scene::Scene;
use crate::span::{TextRange, to_u32};

/// How many clauses are looked back.
const FAR: usize = 4;

/// 组织举办对接会等活动,促进精准对接,至少组织50场次: the object of the same verb.
pub(super) fn object_of(scene: &Scene, amount: &Amount, verb: TextRange) -> Option<TextRange> {
    clauses(scene, amount).find_map(|clause| {
        let at = scene.marks.repeated(clause.of(scene.text), verb.of(scene.text))?;
        let from = TextRange::new(clause.within(at, 0).start, clause.end);
        let noun = lead::read(scene, from, Style::Object).noun;
        is_named(scene, noun).then_some(noun)
    })
}

/// 提高道路清扫率,城市建成区达到70%: the rate that the sentence names before a place.
pub(super) fn rate(scene: &Scene, amount: &Amount, place: TextRange) -> Option<TextRange> {
    scene.lexicon.targets.place_end.at_end(place.of(scene.text))?;
    clauses(scene, amount).find_map(|clause| {
        let noun = lead::read(scene, clause, Style::Object).noun;
        let rate = scene.lexicon.targets.rate.at_end(noun.of(scene.text)).is_some();
        (rate && is_named(scene, noun)).then_some(noun)
    })
}

/// 签约服务覆盖率|2023年达到80%: the cell before names what the prose of this cell speaks about.
pub(super) fn cell(scene: &Scene, amount: &Amount) -> Option<TextRange> {
    const EDGES: [char; 2] = ['\t', '|'];
    let head = TextRange::new(scene.layout.start(), amount.range.start);
    let row = scene.marks.signs(head.of(scene.text)).tail(|sign| sign == '\n');
    let (before, _) = scene.marks.signs(row).apart_at_last(&EDGES)?;
    let cell = scene.marks.signs(before).tail(|sign| EDGES.contains(&sign));
    let end = head.of(scene.text).len() - row.len() + before.len();
    let cell = head.within(end - cell.len(), cell.len()).trim(scene.text);
    // 2.签约服务覆盖率.
    let words = cell.of(scene.text).trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let cell = cell.with_start(cell.end - to_u32(words.len())).trim(scene.text);
    (is_named(scene, cell) && !lead::is_pronoun(scene.lexicon, words)).then_some(cell)
}

/// The clauses before that of the amount, the last one first.
fn clauses(scene: &Scene, amount: &Amount) -> impl Iterator<Item = TextRange> {
    let before = |clause: &TextRange| scene.layout.previous(*clause);
    std::iter::successors(before(&amount.clause), before).take(FAR)
}

fn is_named(scene: &Scene, noun: TextRange) -> bool {
    noun.of(scene.text).chars().nth(2).is_some()
}
