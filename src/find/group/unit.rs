//! The organisation inside a post: `县水利局` of `县水利局局长`.

use crate::find::Context;
use crate::span::TextRange;

/// The organisation that a post begins with. A space behind a slipped character does not end it.
pub(super) fn unit(context: &Context, post: TextRange) -> Option<TextRange> {
    let words = post.of(context.text);
    let Some((level, rest)) =
        context.marks.signs(words).apart(&[' ']).filter(|(level, _)| level.chars().count() == 1)
    else {
        let len =
            without_post(context, words).or_else(|| context.lexicon.organisations.reach(words));
        return len.map(|len| post.within(0, len));
    };
    let len = context.lexicon.organisations.reach(&format!("{level}{rest}"))?;
    Some(post.within(0, len + 1))
}

/// The bytes before the post, where they are a name: 省政府新闻办|副主任, 调查总队|总队长.
fn without_post(context: &Context, words: &str) -> Option<usize> {
    let organisations = &context.lexicon.organisations;
    let (post, ()) = context.lexicon.group_words.posts.at_end(words)?;
    let bare = &words[..words.len() - post.len()];
    let deputy = organisations.not_names.deputies.at_end(bare).map_or(0, |(word, ())| word.len());
    let bare = &bare[..bare.len() - deputy];
    // 各乡镇长: the level in the post is part of the place.
    if organisations.not_names.heads_of_places.at_start(post).is_some() {
        return None;
    }
    // 区委常委、公安局局长 has two posts, each with its unit.
    let single = !context.marks.signs(bare).has(&['、', ',', ' ', '\t']);
    (single && organisations.name_shape(bare).is_name()).then_some(bare.len())
}
