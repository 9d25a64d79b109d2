//! Paragraphs as the rules read them: where a clause was cut by a line break that `tidy` could not
//! be sure of, the lines are read together.
//!
//! A bracket that one line opens and one of the next closes holds them together; so does a label
//! whose list stops in the middle of a name: `责任单位:市政府有关部⏎门。`

use super::Paragraph;
use super::grammar::brackets::{self, Brackets};
use super::grammar::{foot, head, label, name};
use crate::find::Context;
use crate::lexicon::clauses::Label;
use crate::span::TextRange;

/// A clause is cut into at most this many lines.
const MAX_LINES: usize = 6;

/// Only brackets and labels that stand this near to the end of a line can go on, in bytes.
const NEAR: usize = 1500;

/// The paragraphs of a passage, cut clauses put together.
pub(super) fn all(context: &Context, ranges: &[TextRange]) -> Vec<Paragraph> {
    let alone = |(index, range): (usize, &TextRange)| {
        let brackets = brackets::pair(range.of(context.text));
        Paragraph { index, range: *range, brackets }
    };
    let mut lines = ranges.iter().enumerate().map(alone).peekable();
    let mut blocks: Vec<Paragraph> = Vec::with_capacity(ranges.len());
    let mut rest: Vec<Paragraph> = Vec::new();
    while let Some(first) = rest.pop().or_else(|| lines.next()) {
        while rest.len() < MAX_LINES {
            let Some(line) = lines.next() else { break };
            rest.insert(0, line);
        }
        let taken = cut_lines(context, &first, &rest);
        let last = taken.checked_sub(1).and_then(|last| rest.get(rest.len() - 1 - last));
        let block = last.map(|last| whole(context, &first, last.range));
        rest.truncate(rest.len() - taken);
        blocks.push(block.unwrap_or(first));
    }
    blocks
}

fn whole(context: &Context, first: &Paragraph, last: TextRange) -> Paragraph {
    let range = first.range.cover(last);
    Paragraph { index: first.index, range, brackets: brackets::pair(range.of(context.text)) }
}

/// How many of the next lines, the nearest last in `rest`, go on with the clause of `first`.
fn cut_lines(context: &Context, first: &Paragraph, rest: &[Paragraph]) -> usize {
    let mut taken = 0;
    let mut line = first;
    loop {
        let more = bracket_lines(context, line, &rest[..rest.len() - taken]);
        let more = more.or_else(|| list_goes_on(context, line, rest.iter().rev().nth(taken)?));
        let Some(more) = more else { return taken };
        taken += more;
        let Some(last) = rest.iter().rev().nth(taken - 1) else { return taken };
        line = last;
    }
}

/// The lines up to the one that closes the bracket left open.
fn bracket_lines(context: &Context, line: &Paragraph, rest: &[Paragraph]) -> Option<usize> {
    let &(open, inside) = line.brackets.unclosed.last()?;
    let words = line.range.of(context.text);
    let opener = words[open..inside].chars().next()?;
    if words.len() - open > NEAR {
        return None;
    }
    for (index, next) in rest.iter().rev().enumerate() {
        if let Some(&(close, end)) = next.brackets.unopened.first() {
            let closer = next.range.of(context.text)[close..end].chars().next()?;
            return brackets::belong(opener, closer).then_some(index + 1);
        }
        if !stands_alone(&next.brackets) || begins_label(context, next) {
            return None;
        }
    }
    None
}

/// A line within a bracket opens nothing that it does not close.
fn stands_alone(brackets: &Brackets) -> bool {
    brackets.unclosed.is_empty()
}

fn begins_label(context: &Context, line: &Paragraph) -> bool {
    label::at_start(context, line.range.of(context.text).trim_start()).is_some()
}

/// 1 where the list behind the last label of `line` stops inside a name that `next` ends.
fn list_goes_on(context: &Context, line: &Paragraph, next: &Paragraph) -> Option<usize> {
    let words = line.range.trim(context.text).of(context.text);
    let window = foot(words, NEAR);
    let sub = Context { text: window, ..*context };
    let label = label::find(&sub, TextRange::from(0..window.len())).pop()?;
    let value = window.get(label.value_start as usize..)?.trim();
    let role = matches!(label.label, Some(Label::Role(_)));
    if !role || context.marks.signs(value).has(&['。', '\n']) || begins_label(context, next) {
        return None;
    }
    let next = next.range.of(context.text).trim_start();
    let goes_on = value.is_empty() && starts_list(context, next) || cut_name(context, value, next);
    goes_on.then_some(1)
}

/// `责任单位:⏎市财政局、市水利局`: the first name of the next line.
fn starts_list(context: &Context, next: &str) -> bool {
    name::plausible(context, first_piece(context, next))
}

/// `市政府有关部⏎门`, `区县(市)政⏎府`, `市财政局、⏎市水利局`.
fn cut_name(context: &Context, value: &str, next: &str) -> bool {
    let piece = first_piece(context, next);
    if value.ends_with(['、', ',']) {
        return starts_list(context, next);
    }
    let last = context.marks.signs(value).tail(|sign| matches!(sign, '、' | ',' | ';' | ':'));
    let open = context.lexicon.list_words.open_ends.get(piece).is_some();
    let ends_here = name::plausible(context, &format!("{last}{piece}"));
    open || ends_here && !name::plausible(context, piece)
}

/// The words before the first separator.
fn first_piece<'t>(context: &'t Context, words: &'t str) -> &'t str {
    let ends = ['、', ',', ';', '。', ')', '〕', ']', ':'];
    context.marks.signs(head(words, 150)).head(|sign| ends.contains(&sign)).trim()
}
