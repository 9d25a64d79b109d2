//! The name of the group in the line or the heading above its roster.

use super::prose;
use crate::find::responsibility::grammar::foot;
use crate::find::{Context, Passage};
use crate::span::{TextRange, to_u32};

/// As far as the sentence that founds a group stands before its roster, in bytes.
const FAR: usize = 2000;

/// A longer line is no part of a title, in bytes.
const MAX_TITLE: u32 = 120;

/// The name in a line. A title that breaks before 领导小组 begins on the line above.
pub(super) fn in_line(
    context: &Context,
    line: TextRange,
    previous: Option<TextRange>,
) -> Option<TextRange> {
    if !context.marks.has_cue(&context.lexicon.group_words.nouns, line.of(context.text)) {
        return None;
    }
    let words = line.of(context.text);
    if let Some(founded) = prose::founded(context, line) {
        return Some(founded);
    }
    let clause = context.marks.signs(words).last(&[',', ':']).filter(|at| at + 1 < words.len());
    let start = clause.map_or(0, |at| at + 1);
    let name = prose::name_in(context, line.within(start, words.len() - start))?;
    let alone = context.lexicon.group_words.nouns.get(name.of(context.text)).is_some();
    let above = previous.filter(|above| alone && above.len() < MAX_TITLE);
    Some(above.map_or(name, |above| above.cover(name)))
}

/// The last name of a group that the words before a passage say is founded or changed.
pub(super) fn before(context: &Context, start: u32) -> Option<TextRange> {
    let head = foot(&context.text[..start as usize], FAR);
    let from = start - to_u32(head.len());
    let before = TextRange::new(from, start);
    prose::founded(context, before).filter(|_| {
        context.marks.has_cue(&context.lexicon.group_words.nouns, before.of(context.text))
    })
}

/// The name in the headings above, the nearest first.
pub(super) fn above(context: &Context, passage: &Passage) -> Option<TextRange> {
    let headings = passage.heading.into_iter().chain(passage.above.iter().rev().copied());
    headings.into_iter().find_map(|heading| {
        let words = heading.of(context.text);
        let ends = &context.lexicon.group_words.title_ends;
        let end = ends.at_end(words).map_or(0, |(word, ())| word.len());
        let bare = heading.within(0, words.len() - end).trim(context.text);
        context.lexicon.group_words.nouns.at_end(bare.of(context.text)).map(|_| bare)
    })
}
