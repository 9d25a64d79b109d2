//! Lists of posts and units in a sentence: `市人民政府分管副秘书长、市发改委主任`.

use crate::find::Context;
use crate::find::responsibility::grammar::split::split;
use crate::find::responsibility::grammar::{list, name};
use crate::span::TextRange;

/// No post is longer, in bytes.
const MAX_POST: usize = 180;

/// The posts or units of a run, each one member. `heads` at the end of a list of units, 各街道负责人,
/// speaks of all of them and is left out.
pub(super) fn members(context: &Context, run: TextRange) -> Vec<TextRange> {
    let pieces = split(context, run, |c| c == '、');
    let pieces: Vec<TextRange> =
        pieces.into_iter().flat_map(|piece| pair(context, piece)).collect();
    let mut joined = join(context, &pieces);
    shorten_last(context, &mut joined);
    joined
}

/// True for a post or a unit.
pub(super) fn is_member(context: &Context, words: &str) -> bool {
    words.len() <= MAX_POST && (is_post(context, words) || name::plausible(context, words))
}

/// True for words that end in a post: 市发改委主任.
pub(super) fn is_post(context: &Context, words: &str) -> bool {
    context.lexicon.group_words.posts.at_end(words).is_some()
}

/// Two members joined by 和: a post before it, or names on both sides.
fn pair(context: &Context, piece: TextRange) -> Vec<TextRange> {
    let piece = without_count(context, name::cut_open_end(context, piece.trim(context.text)));
    let words = piece.of(context.text);
    let joints = context.marks.cues(&context.lexicon.targets.conjunction, words);
    for (at, conjunction, ()) in joints.filter(|(_, word, ())| matches!(*word, "和" | "及" | "与"))
    {
        let after = at + conjunction.len();
        if at > 0 && is_post(context, &words[..at]) && is_member(context, &words[after..]) {
            return vec![piece.within(0, at), piece.within(after, words.len() - after)];
        }
    }
    unit_and_heads(context, piece)
}

/// `扶贫办9个部门和单位`: the number of those that are named.
fn without_count(context: &Context, piece: TextRange) -> TextRange {
    let words = piece.of(context.text);
    let Some((at, _)) = context.marks.signs(words).first_that(|sign| sign.is_ascii_digit()) else {
        return piece;
    };
    if at == 0 {
        return piece;
    }
    let counted = words[at..].trim_start_matches(|c: char| c.is_ascii_digit());
    if counted.starts_with(['个', '家']) { piece.within(0, at) } else { piece }
}

/// `古城中心和各街道负责人`: the post at the end does not hide that two names meet.
fn unit_and_heads(context: &Context, piece: TextRange) -> Vec<TextRange> {
    let words = piece.of(context.text);
    let heads = context.lexicon.group_words.heads.at_end(words).map_or(0, |(word, ())| word.len());
    if heads > 0 && heads == words.len() {
        return vec![piece];
    }
    let bare = piece.within(0, words.len() - heads);
    let mut names = list::names(context, bare);
    if let Some(last) = names.last_mut().filter(|_| heads > 0) {
        *last = TextRange::new(last.start, piece.end);
    }
    names
}

/// Puts a post held beside the next one, or the first of two bodies with one head, before it:
/// 市委常委、常务副市长; 市委、市政府主要领导.
fn join(context: &Context, pieces: &[TextRange]) -> Vec<TextRange> {
    let text = |range: TextRange| range.of(context.text);
    let mut joined: Vec<TextRange> = Vec::with_capacity(pieces.len());
    let mut open = false;
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if open => *last = last.cover(*piece),
            _ => joined.push(*piece),
        }
        open = context.lexicon.group_words.concurrent.at_end(text(*piece)).is_some();
    }
    match joined[..] {
        [first, second] if !is_post(context, text(first)) && is_post(context, text(second)) => {
            let heads = context.lexicon.group_words.heads.at_end(text(second)).is_some();
            if heads && short(text(first)) { vec![first.cover(second)] } else { joined }
        }
        _ => joined,
    }
}

/// 市委, 县政府: bodies that share one head with the next.
fn short(words: &str) -> bool {
    words.chars().count() <= 3
}

/// In a list of units, 负责人 behind the last speaks of all. One unit alone keeps it.
pub(super) fn shorten_last(context: &Context, members: &mut [TextRange]) {
    let Some((last, before)) = members.split_last_mut().filter(|(_, before)| !before.is_empty())
    else {
        return;
    };
    let words = last.of(context.text);
    let Some((heads, ())) = context.lexicon.group_words.heads.at_end(words) else { return };
    let units = before.iter().all(|member| !is_post(context, member.of(context.text)));
    let bare = name::cut_open_end(context, last.within(0, words.len() - heads.len()));
    if units && name::plausible(context, bare.of(context.text)) {
        *last = bare;
    }
}

/// A short word of a list, without a mark inside.
pub(super) fn is_word(words: &str) -> bool {
    (3..=12).contains(&words.chars().count()) && words.chars().all(crate::chars::is_han)
}
