//! 每个县(市、区), 每个成员单位: those who each have the number to reach.

use super::lead;
use super::scene::Scene;
use crate::span::TextRange;

/// How long the name behind 每个 may be, in characters.
const NAME: usize = 12;

/// The last 每个… of `left`, up to the verb.
pub(super) fn find(scene: &Scene, left: TextRange) -> Option<TextRange> {
    let words = left.of(scene.text);
    let (at, word, ()) = scene.marks.last_cue(&scene.lexicon.targets.each, words)?;
    let rest = words.get(at + word.len()..)?;
    let name = name(scene, rest);
    Some(left.within(at, word.len() + name.len()))
}

/// The words that `rest` begins with, up to a verb, 至少, 力争 or the number.
fn name<'t>(scene: &Scene, rest: &'t str) -> &'t str {
    let table = &scene.lexicon.targets;
    let is_verb = |at: usize| rest.get(at..).and_then(|rest| lead::verb_at(scene.lexicon, rest));
    let mut verbs = scene.marks.cues(&table.verbs, rest).map(|(at, ..)| at);
    let ends = [
        verbs.find(|at| is_verb(*at).is_some()),
        scene.marks.cue(&table.before_verb, rest).map(|(at, ..)| at),
        scene.marks.cue(&table.modality, rest).map(|(at, ..)| at),
        scene.marks.cue(&table.per, rest).map(|(at, ..)| at),
    ];
    let near = |at: &usize| rest.get(..*at).is_some_and(|name| name.chars().nth(NAME).is_none());
    let end = ends.into_iter().flatten().min().filter(near);
    // Where no verb follows soon the name's end is not known: 每个 alone is enough.
    let whole = rest.chars().nth(NAME).is_none().then_some(rest.len());
    rest.get(..end.or(whole).unwrap_or(0)).unwrap_or_default()
}
