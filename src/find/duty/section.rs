//! Which lines stand in a section that lists duties, and the role that its heading gives.

use super::Line;
use crate::find::{Context, Passage};
use crate::model::Role;
use crate::span::TextRange;

/// A longer heading is a sentence that happens to speak of duties, in characters.
const MAX_HEADING: usize = 20;

/// The lines of a passage under a heading such as 协办单位.
pub(super) fn lines(context: &Context, passage: &Passage) -> Vec<Line> {
    let own = passage.heading.and_then(|heading| role(context, heading));
    let above = || passage.above.iter().rev().find_map(|heading| role(context, *heading));
    let Some((role, role_text)) = own.or_else(above) else { return Vec::new() };
    let line = |(paragraph, range): (usize, &TextRange)| {
        let skip = own.is_some() && paragraph == 0;
        let range = if skip { after_heading(context, passage, *range) } else { *range };
        let range = range.trim(context.text);
        (!range.is_empty()).then_some(Line { paragraph, range, role, role_text })
    };
    passage.paragraphs.iter().enumerate().filter_map(line).collect()
}

/// What follows a run-in heading in its own paragraph.
fn after_heading(context: &Context, passage: &Passage, paragraph: TextRange) -> TextRange {
    let end = passage.heading.map_or(paragraph.start, |heading| heading.end);
    let rest = TextRange::new(end.clamp(paragraph.start, paragraph.end), paragraph.end);
    let words = rest.of(context.text);
    let bare = words.trim_start_matches(['。', ':', ' ']);
    rest.within(words.len() - bare.len(), bare.len())
}

/// The role of a heading, and the word that gives it. Where a heading names two, nobody leads.
fn role(context: &Context, heading: TextRange) -> Option<(Role, TextRange)> {
    let words = heading.of(context.text);
    if words.chars().nth(MAX_HEADING).is_some() {
        return None;
    }
    let mut found = context.lexicon.duty_words.headings.find_all(words);
    let (at, word, role) = found.next()?;
    let alone = found.all(|(_, _, other)| other == role);
    let role = if alone { *role } else { Role::Responsible };
    Some((role, heading.within(at, word.len())))
}
