//! The organisation inside a post: `县水利局` of `县水利局局长`.

use crate::find::Context;
use crate::span::TextRange;

/// The organisation that a post begins with. A space behind a slipped character does not end it.
pub(super) fn unit(context: &Context, post: TextRange) -> Option<TextRange> {
    let words = post.of(context.text);
    let Some((level, rest)) = words.split_once(' ').filter(|(level, _)| level.chars().count() == 1)
    else {
        return context.lexicon.organisations.reach(words).map(|len| post.within(0, len));
    };
    let len = context.lexicon.organisations.reach(&format!("{level}{rest}"))?;
    Some(post.within(0, len + 1))
}
