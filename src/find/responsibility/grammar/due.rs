//! Deadlines inside a clause: `2023年9月底前完成`, `年底前`. 持续推进 is no date.

use crate::find::Context;

/// Where in `text` a date begins: at a digit that is followed by 年, 月 or 日, or at a dated word.
#[must_use]
pub(crate) fn date_at(context: &Context, text: &str) -> Option<usize> {
    let digits = first_dated_digit(text);
    let word = context.lexicon.clause_words.dates.find(text).map(|(at, ..)| at);
    match (digits, word) {
        (Some(digits), Some(word)) => Some(digits.min(word)),
        (digits, word) => digits.or(word),
    }
}

fn first_dated_digit(text: &str) -> Option<usize> {
    let mut start = None;
    for (at, c) in text.char_indices() {
        match c {
            _ if c.is_ascii_digit() => start = start.or(Some(at)),
            ' ' | '\n' | '-' | '—' | '~' | '至' => {}
            '年' | '月' | '日' if start.is_some() => return start,
            _ => start = None,
        }
    }
    None
}

/// True where `text` only says that the work goes on: 持续推进.
#[must_use]
pub(crate) fn is_standing(context: &Context, text: &str) -> bool {
    context.lexicon.clause_words.standing.at_start(text).is_some()
}
