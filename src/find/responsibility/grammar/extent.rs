//! How far a clause without brackets goes.

use super::split::signs_outside;
use super::{MAX_BYTES, head, label};
use crate::find::Context;
use crate::find::responsibility::convention;

/// The length of the clause that `text` begins with: to the first full stop that no other label and
/// no convention follows, at most to the end of `text`.
#[must_use]
pub(crate) fn of(context: &Context, text: &str) -> usize {
    let text = head(text, MAX_BYTES);
    for (at, c) in signs_outside(context, text) {
        let end = at + c.len_utf8();
        if c == '。' && !goes_on(context, &text[end..]) {
            return end;
        }
    }
    text.trim_end().len()
}

fn goes_on(context: &Context, rest: &str) -> bool {
    let rest = rest.trim_start();
    let sentence = context.marks.signs(rest).head(|sign| sign == '。');
    let states_rule = || convention::states_rule(context, sentence);
    label::at_start(context, rest).is_some()
        || context.lexicon.conventions.opens_rest(sentence) && states_rule()
        || head(sentence, 150).len() == sentence.len() && states_rule()
}
