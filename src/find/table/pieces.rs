//! The parts of a cell of units that are read each for itself: nothing stands between the names of two of
//! them, or something that elsewhere parts no names.

use crate::chars::is_han;
use crate::find::Context;
use crate::find::responsibility::grammar::{foot, head, name};
use crate::lexicon::clauses::Label;
use crate::marker;
use crate::names::recognise::{Prefix, without_note};
use crate::span::TextRange;
use crate::tidy::Cell;
use std::ops::Range;

/// Characters of a body behind its level.
const BODY: usize = 8;
/// Bytes among which a name stands at the edge of a part.
const NAME: usize = 300;
/// Bytes of the longest role in brackets, with these.
const ROLE: usize = 24;
/// What stands between the names of a list.
const SEPARATORS: [char; 7] = ['、', ',', ';', ':', '。', ' ', '/'];

/// The parts of a cell.
pub(super) fn pieces(context: &Context, cell: &Cell) -> Vec<TextRange> {
    let words = cell.range.of(context.text);
    let mut start = 0;
    let mut pieces = Vec::new();
    for gap in gaps(context, cell, words) {
        if gap.start >= start {
            pieces.push(cell.range.within(start, gap.start - start));
            start = gap.end;
        }
    }
    pieces.push(cell.range.within(start, words.len() - start));
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// What stands between two parts, in order; nothing where it is empty.
fn gaps(context: &Context, cell: &Cell, words: &str) -> Vec<Range<usize>> {
    let mut gaps = behind_roles(context, words);
    gaps.extend(labelled_brackets(context, words));
    gaps.extend(numbers(context, words));
    gaps.extend(slashes(context, words));
    gaps.extend(line_ends(context, cell, words));
    gaps.sort_by_key(|gap| (gap.start, std::cmp::Reverse(gap.end)));
    gaps
}

/// Where one line ends a name and the next begins one.
fn line_ends(context: &Context, cell: &Cell, words: &str) -> Vec<Range<usize>> {
    let places: Vec<usize> = places(cell).collect();
    let mut start = 0;
    let mut found = Vec::new();
    for (index, at) in places.iter().enumerate() {
        let end = places.get(index + 1).copied().unwrap_or(words.len());
        if is_apart(context, &words[start..*at], &words[*at..end]) {
            found.push(*at..*at);
            start = *at;
        }
    }
    found
}

/// The bytes of the cell at which another line begins.
fn places(cell: &Cell) -> impl Iterator<Item = usize> + '_ {
    cell.breaks.iter().filter_map(|at| at.checked_sub(cell.range.start)).map(|at| at as usize)
}

/// Behind a role in brackets at which the next name begins at once: 市水利局(牵头)市财政局.
fn behind_roles(context: &Context, words: &str) -> Vec<Range<usize>> {
    let roles = &context.lexicon.table_words.roles;
    let signs = context.marks.signs(words);
    let ends = signs.iter().filter(|(_, sign)| *sign == ')').map(|(at, _)| at);
    let ends = ends.filter(|at| {
        let inner = context.marks.signs(foot(&words[..*at], ROLE)).apart_at_last(&['(']);
        let begins = words[at + 1..].chars().next().is_some_and(is_han);
        begins && inner.is_some_and(|(_, role)| roles.get(role).is_some())
    });
    ends.map(|at| at + 1..at + 1).collect()
}

/// The brackets around units with a role of their own: 市林业局(配合单位:市财政局).
fn labelled_brackets(context: &Context, words: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for (open, _) in context.marks.signs(words).iter().filter(|(_, sign)| *sign == '(') {
        let behind = &words[open + 1..];
        let next = context.marks.signs(behind).first_that(|sign| matches!(sign, '(' | ')'));
        let Some((end, ')')) = next else { continue };
        let inner = &behind[..end];
        let label = context.marks.signs(inner).apart(&[':']).map(|(label, _)| label);
        let label = label.and_then(|label| context.lexicon.clause_words.labels.get(label));
        if matches!(label, Some(Label::Role(_))) {
            let close = open + 1 + inner.len();
            found.extend([open..open + 1, close..close + 1]);
        }
    }
    found
}

/// The numbers of a list: 1.市发展改革委;2.市水利局.
fn numbers(context: &Context, words: &str) -> Vec<Range<usize>> {
    let is_digit = |c: char| c.is_ascii_digit();
    let signs = context.marks.signs(words);
    let starts = |(at, sign): &(usize, char)| {
        *sign == '(' || is_digit(*sign) && !words[..*at].ends_with(is_digit)
    };
    let starts = signs.iter().filter(starts).map(|(at, _)| at);
    let read = starts.filter_map(|at| {
        let marker = marker::at_start(&words[at..]).filter(|marker| !marker.loose)?;
        let end = at + marker.len;
        begins_any(context, first_name(context, &words[end..])).then_some(at..end)
    });
    read.collect()
}

/// Strokes between two names: 市林业局/市财政局.
fn slashes(context: &Context, words: &str) -> Vec<Range<usize>> {
    let signs = context.marks.signs(words);
    let strokes = signs.iter().filter(|(_, sign)| *sign == '/').map(|(at, _)| at);
    let parts = strokes.filter(|at| is_apart(context, &words[..*at], &words[at + 1..]));
    parts.map(|at| at..at + 1).collect()
}

fn first_name<'t>(context: &'t Context, words: &'t str) -> &'t str {
    let near = head(words.trim_start(), NAME);
    context.marks.signs(near).head(|sign| SEPARATORS.contains(&sign))
}

fn begins_any(context: &Context, first: &str) -> bool {
    begins_name(context, first) || is_body(context, first) || name::plausible(context, first)
}

/// True where a name ends before and another begins behind, and both together are no collective:
/// 有关乡⏎镇人民政府.
fn is_apart(context: &Context, before: &str, after: &str) -> bool {
    let before = foot(before.trim_end(), NAME);
    let last = context.marks.signs(before).tail(|sign| SEPARATORS.contains(&sign));
    let last = without_note(last);
    let first = first_name(context, after);
    let joined = || context.lexicon.organisations.is_collective(&format!("{last}{first}"));
    let goes_on = touches_levels(context, last, first) || !is_body(context, first) && joined();
    let ends = is_body(context, last) || ends_name(context, last) && !goes_on;
    ends && begins_name(context, first)
}

/// 有关乡|镇人民政府: one name has both levels.
fn touches_levels(context: &Context, last: &str, first: &str) -> bool {
    let levels = &context.lexicon.organisations.level_words;
    levels.at_end(last).is_some() && levels.at_start(first).is_some()
}

/// 区环土局: one body with its level, though nothing is known of what it does.
pub(super) fn is_body(context: &Context, name: &str) -> bool {
    let organisations = &context.lexicon.organisations;
    let Some((level, _)) = organisations.level_words.at_start(name) else { return false };
    let rest = &name[level.len()..];
    let stem = organisations.suffixes.at_end(rest).map_or(0, |(word, _)| rest.len() - word.len());
    let plain = rest[..stem].chars().all(is_han) && rest.chars().count() <= BODY;
    stem > 0 && plain && !context.marks.has_cue(&organisations.level_words, &rest[..stem])
}

fn ends_name(context: &Context, last: &str) -> bool {
    let organisations = &context.lexicon.organisations;
    let named = organisations.read(last).is_some() || organisations.is_collective(last);
    !last.is_empty() && !name::is_levels(context, last) && named
}

fn begins_name(context: &Context, first: &str) -> bool {
    let organisations = &context.lexicon.organisations;
    let reads =
        |name: &str| organisations.read(name).is_some_and(|reading| reading.prefix != Prefix::None);
    let placed = || organisations.prefix_of(first).0 != Prefix::None;
    reads(first)
        || organisations.begins_as_many(first)
        || organisations.is_collective(first)
        || placed()
}
