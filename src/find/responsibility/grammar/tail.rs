//! The verb at the end of a list: `…按职责分工负责`, `…牵头`, `…配合组织落实`.

use super::foot;
use crate::find::Context;
use crate::model::Role;
use crate::span::TextRange;

/// How far before the verb 按 may open an adverb that no table lists.
const ADVERB_WINDOW: usize = 36;

/// The words before the verb, and the verb's role and place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tail {
    /// What is left: the list of names.
    pub names: TextRange,
    /// The role that the verb gives, and the words that say so.
    pub verb: Option<(Role, TextRange)>,
}

/// Takes adverbs and verbs off the end of `range`.
#[must_use]
pub(crate) fn strip(context: &Context, range: TextRange) -> Tail {
    let words = &context.lexicon.clause_words;
    let text = range.trim(context.text).of(context.text);
    let range = range.trim(context.text);
    let mut left = text;
    let mut role = None;
    let mut verb_at = text.len();
    loop {
        left = left.trim_end();
        if let Some((verb, found)) = words.verbs.at_end(left) {
            left = &left[..left.len() - verb.len()];
            verb_at = left.len();
            role = Some(stronger(role, *found));
        } else if let Some((adverb, ())) = words.adverbs.at_end(left) {
            left = &left[..left.len() - adverb.len()];
        } else {
            break;
        }
    }
    let left = if left.len() < text.len() { cut_adverb(left) } else { left };
    let verb = role.map(|role| (role, range.within(verb_at, text.len() - verb_at)));
    Tail { names: range.within(0, left.len()).trim(context.text), verb }
}

/// Of two verbs joined, 牵头 decides before all, then what is not plain 负责 or 落实.
fn stronger(before: Option<Role>, found: Role) -> Role {
    match (before, found) {
        (Some(Role::Lead), _) | (_, Role::Lead) => Role::Lead,
        (Some(before), Role::Responsible) => before,
        (_, found) => found,
    }
}

/// `A按市政府职责分工负责`: what 按 opens is no part of the name.
fn cut_adverb(text: &str) -> &str {
    let window = foot(text, ADVERB_WINDOW);
    match window.rfind(['按', '依']) {
        Some(at) => text[..text.len() - window.len() + at].trim_end(),
        None => text,
    }
}
