//! 每个县(市、区), 每个成员单位: those who each have the number to reach.

use super::lead;
use super::scene::Scene;
use crate::span::TextRange;

/// How long the name behind 每个 may be, in characters.
const NAME: usize = 12;

/// The last 每个… of `left`, up to the verb.
pub(super) fn find(scene: &Scene, left: TextRange) -> Option<TextRange> {
    let words = left.of(scene.text);
    let (at, word, ()) = scene.lexicon.targets.each.find_all(words).last()?;
    let rest = words.get(at + word.len()..)?;
    let name = name(scene, rest);
    Some(left.within(at, word.len() + name.len()))
}

/// The words that `rest` begins with, up to a verb, 至少, 力争 or the number.
fn name<'t>(scene: &Scene, rest: &'t str) -> &'t str {
    let table = &scene.lexicon.targets;
    let ends = |tail: &str| {
        lead::verb_at(scene.lexicon, tail).is_some()
            || table.before_verb.at_start(tail).is_some()
            || table.modality.at_start(tail).is_some()
            || table.per.at_start(tail).is_some()
    };
    let places = rest.char_indices().take(NAME + 1);
    let mut tails = places.filter_map(|(at, _)| rest.get(at..).map(|tail| (at, tail)));
    let end = tails.find(|(_, tail)| ends(tail)).map(|(at, _)| at);
    // Where no verb follows soon the name's end is not known: 每个 alone is enough.
    let whole = rest.chars().nth(NAME).is_none().then_some(rest.len());
    rest.get(..end.or(whole).unwrap_or(0)).unwrap_or_default()
}
