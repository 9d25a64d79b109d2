//! Splits words at separators that stand outside all brackets and quotes.

use super::brackets::{closes, opens};
use crate::find::Context;
use crate::span::TextRange;

/// How a sign moves the depth.
fn step(c: char) -> i32 {
    if opens(c) || matches!(c, '“' | '‘' | '《' | '「') {
        1
    } else if closes(c) || matches!(c, '”' | '’' | '》' | '」') {
        -1
    } else {
        0
    }
}

/// The signs of `text` that stand outside all brackets and quotes, with their offsets.
pub(crate) fn signs_outside<'t>(
    context: &Context<'t>,
    text: &'t str,
) -> impl Iterator<Item = (usize, char)> + use<'t> {
    let mut depth = 0;
    context.marks.signs(text).each().filter(move |(_, sign)| {
        let change = step(*sign);
        depth = (depth + change).max(0);
        depth == 0 && change == 0
    })
}

/// True where no bracket or quote is open behind `text`.
pub(crate) fn is_outside(context: &Context, text: &str) -> bool {
    let signs = context.marks.signs(text);
    signs.iter().fold(0, |depth: i32, (_, sign)| (depth + step(sign)).max(0)) == 0
}

/// The words of `text` that stand outside all brackets and quotes.
pub(crate) fn outside(context: &Context, text: &str) -> String {
    let (mut depth, mut from) = (0, 0);
    let mut found = String::with_capacity(text.len());
    for (at, sign) in context.marks.signs(text).iter() {
        let change = step(sign);
        if depth == 0 && change != 0 {
            found.push_str(&text[from..at]);
        }
        depth = (depth + change).max(0);
        if change != 0 {
            from = at + sign.len_utf8();
        }
    }
    if depth == 0 {
        found.push_str(&text[from..]);
    }
    found
}

/// The pieces between separators, which are signs and no Han characters; empty ones too.
#[must_use]
pub(crate) fn split(
    context: &Context,
    range: TextRange,
    separates: fn(char) -> bool,
) -> Vec<TextRange> {
    let words = range.of(context.text);
    let mut pieces = Vec::new();
    let mut start = 0;
    let signs = signs_outside(context, words);
    for (at, c) in signs.filter(|(_, c)| separates(*c)) {
        pieces.push(range.within(start, at - start));
        start = at + c.len_utf8();
    }
    pieces.push(range.within(start, words.len() - start));
    pieces
}

/// The offset where the bracket at the end of `text` opens, if it ends in one.
#[must_use]
pub(crate) fn bracket_at_end(context: &Context, text: &str) -> Option<usize> {
    if !text.ends_with(closes) {
        return None;
    }
    let mut depth = 0;
    let signs = context.marks.signs(text);
    let mut back = signs.iter().rev();
    let open = back.find(|(_, sign)| {
        depth += i32::from(closes(*sign)) - i32::from(opens(*sign));
        depth <= 0
    });
    open.map(|(at, _)| at)
}

/// The offset past the bracket that `text` begins with, if it begins with one.
#[must_use]
pub(crate) fn bracket_at_start(context: &Context, text: &str) -> Option<usize> {
    if !text.starts_with(opens) {
        return None;
    }
    let mut depth = 0;
    let signs = context.marks.signs(text);
    let close = signs.iter().find(|(_, sign)| {
        depth += i32::from(opens(*sign)) - i32::from(closes(*sign));
        depth <= 0
    });
    close.map(|(at, sign)| at + sign.len_utf8())
}
