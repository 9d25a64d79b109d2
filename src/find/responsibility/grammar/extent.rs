//! How far a clause without brackets goes.

use super::split::signs_outside;
use super::{MAX_BYTES, head, label};
use crate::find::Context;

/// The length of the clause that `text` begins with: to the first full stop that no other label and
/// no convention follows, at most to the end of `text`.
#[must_use]
pub(crate) fn of(context: &Context, text: &str) -> usize {
    let text = head(text, MAX_BYTES);
    for (at, c) in signs_outside(text) {
        let end = at + c.len_utf8();
        if c == '。' && !goes_on(context, &text[end..]) {
            return end;
        }
    }
    text.trim_end().len()
}

fn goes_on(context: &Context, rest: &str) -> bool {
    let rest = rest.trim_start();
    let sentence = &rest[..rest.find('。').unwrap_or(rest.len())];
    let conventions = &context.lexicon.conventions;
    label::at_start(context, rest).is_some()
        || conventions.opens_rest(sentence) && conventions.states_rule(sentence)
        || head(sentence, 150).len() == sentence.len() && conventions.states_rule(sentence)
}
