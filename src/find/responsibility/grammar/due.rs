//! Deadlines inside a clause: `2023年9月底前完成`, `年底前`. 持续推进 is no date.

use crate::find::Context;

/// Where in `text` a date begins: at a digit that is followed by 年, 月 or 日, or at a dated word.
#[must_use]
pub(crate) fn date_at(context: &Context, text: &str) -> Option<usize> {
    let digits = first_dated_digit(context, text);
    let word = context.marks.cue(&context.lexicon.clause_words.dates, text).map(|(at, ..)| at);
    match (digits, word) {
        (Some(digits), Some(word)) => Some(digits.min(word)),
        (digits, word) => digits.or(word),
    }
}

/// The first digit of `2024年`, `6—9月`.
fn first_dated_digit(context: &Context, text: &str) -> Option<usize> {
    let goes_on = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\n' | '-' | '—' | '~' | '至');
    let mut end = 0;
    let signs = context.marks.signs(text);
    let digits = signs.iter().filter(|(_, sign)| sign.is_ascii_digit());
    digits.map(|(at, _)| at).find(|at| {
        if *at < end {
            return false;
        }
        let rest = text[*at..].trim_start_matches(goes_on);
        end = text.len() - rest.len();
        rest.starts_with(['年', '月', '日'])
    })
}

/// True where `text` only says that the work goes on: 持续推进.
#[must_use]
pub(crate) fn is_standing(context: &Context, text: &str) -> bool {
    context.lexicon.clause_words.standing.at_start(text).is_some()
}
