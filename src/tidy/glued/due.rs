//! Where words tell by when something is done.

use crate::calendar::mention_at_start;
use crate::lexicon::Lexicon;
use std::ops::Range;

/// The bytes of the time that `words` begin with: 6月底前, 持续.
pub(super) fn at_start(lexicon: &Lexicon, words: &str) -> Option<usize> {
    let standing = [&lexicon.clause_words.standing, &lexicon.deadlines.standing];
    let standing = standing.into_iter().filter_map(|words_of| words_of.at_start(words));
    let longest = standing.map(|(word, ())| word.len()).max();
    mention_at_start(&lexicon.periods, words).into_iter().chain(longest).max()
}

/// The times in a stretch of words, in order.
pub(super) fn all<'w>(
    lexicon: &'w Lexicon,
    words: &'w str,
    within: Range<usize>,
) -> impl Iterator<Item = Range<usize>> + 'w {
    let mut at = within.start;
    std::iter::from_fn(move || {
        while let Some(rest) = words.get(at..within.end).filter(|rest| !rest.is_empty()) {
            let start = at;
            let len = at_start(lexicon, rest).unwrap_or(0);
            let first = rest.chars().next().map_or(1, char::len_utf8);
            at += len.max(number(rest)).max(first);
            if len > 0 {
                return Some(start..start + len);
            }
        }
        None
    })
}

/// The bytes of the digits at the start, which are one number.
fn number(words: &str) -> usize {
    words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len()
}
