//! Which lines stand in a section that lists duties, and the role that its heading gives.

use super::Line;
use crate::find::responsibility::grammar::{head, label, name};
use crate::find::{Context, Passage};
use crate::model::Role;
use crate::span::TextRange;

/// A longer heading is a sentence that happens to speak of duties, in characters.
const MAX_HEADING: usize = 20;

/// The unit before the colon of a joined line is at most this long, in bytes.
const MAX_NAME: usize = 90;

/// The lines of a passage under a heading such as 协办单位.
pub(super) fn lines(context: &Context, passage: &Passage) -> Vec<Line> {
    let glued = passage.heading.and_then(|heading| glued(context, heading));
    let own = glued.or_else(|| passage.heading.and_then(|heading| role(context, heading)));
    let above = || passage.above.iter().rev().find_map(|heading| role(context, *heading));
    let Some((role, role_text)) = own.or_else(above) else { return Vec::new() };
    let line = |(paragraph, range): (usize, &TextRange)| {
        let range = match glued {
            Some((_, word)) if paragraph == 0 => TextRange::new(word.end, range.end),
            None if own.is_some() && paragraph == 0 => after_heading(context, passage, *range),
            _ => *range,
        };
        apart(context, range).into_iter().filter_map(move |range| {
            let range = range.trim(context.text);
            (!range.is_empty()).then_some(Line { paragraph, range, role, role_text })
        })
    };
    passage.paragraphs.iter().enumerate().flat_map(line).collect()
}

/// `协办单位区财政局:保障资金。`: a heading that the first duty was joined to.
fn glued(context: &Context, heading: TextRange) -> Option<(Role, TextRange)> {
    let words = heading.of(context.text);
    let (word, role) = context.lexicon.duty_words.headings.at_start(words)?;
    // 责任单位及承办科室:… is a clause.
    if label::at_start(context, words).is_some() {
        return None;
    }
    begins_duty(context, &words[word.len()..]).then(|| (*role, heading.within(0, word.len())))
}

/// The lines of a paragraph that lost its breaks: each begins behind a full stop with a unit and a
/// colon.
fn apart(context: &Context, range: TextRange) -> Vec<TextRange> {
    let words = range.of(context.text);
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, stop) in context.marks.signs(words).iter().filter(|(_, sign)| *sign == '。') {
        let end = at + stop.len_utf8();
        if begins_duty(context, &words[end..]) {
            lines.push(range.within(start, end - start));
            start = end;
        }
    }
    lines.push(range.within(start, words.len() - start));
    lines
}

/// `区财政局:…`.
fn begins_duty(context: &Context, words: &str) -> bool {
    let colon = context.marks.signs(head(words, MAX_NAME)).first(&[':']);
    colon.is_some_and(|colon| colon > 0 && name::plausible(context, words[..colon].trim()))
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
    let mut found = context.marks.cues(&context.lexicon.duty_words.headings, words);
    let (at, word, role) = found.next()?;
    let alone = found.all(|(_, _, other)| other == role);
    let role = if alone { *role } else { Role::Responsible };
    Some((role, heading.within(at, word.len())))
}
