//! A person in a sentence, behind the post: `县委书记林一航`, `副县长周文静同志`, `李明(副县长)`.

use super::person::{self, Person, is_name};
use super::post::{is_member, is_post};
use crate::find::Context;
use crate::find::responsibility::grammar::name::plausible;
use crate::span::TextRange;

/// A person's name in a sentence has at most this many characters.
const MAX_NAME: usize = 3;

/// The form of address behind a name.
const ADDRESS: &str = "同志";

/// True for a post, a unit or a person with a post.
pub(super) fn is_known(context: &Context, words: TextRange) -> bool {
    is_member(context, words.of(context.text)) || person_in(context, words).is_some()
}

/// The person and the post.
pub(super) fn read(context: &Context, words: TextRange) -> Person {
    person_in(context, words).unwrap_or(Person::of(None, Some(words)))
}

/// A person with a post, or with a form of address.
pub(super) fn person_in(context: &Context, words: TextRange) -> Option<Person> {
    let bare = without_title(context, words);
    if bare == words && (is_post(context, words.of(context.text)) || is_unit(context, words)) {
        return None;
    }
    behind_post(context, bare)
        .or_else(|| (bare != words).then(|| alone(context, bare)).flatten())
        .or_else(|| bracketed(context, words))
}

/// `李明(副县长)`; a unit in the bracket is another name of the unit before it.
fn bracketed(context: &Context, words: TextRange) -> Option<Person> {
    let person = person::read(context, words).filter(|person| person.name.is_some())?;
    person.post.is_some_and(|post| is_post(context, post.of(context.text))).then_some(person)
}

fn is_unit(context: &Context, words: TextRange) -> bool {
    plausible(context, words.of(context.text)) && !words.of(context.text).ends_with(')')
}

/// `李明同志` without the form of address, which 负责同志 keeps.
fn without_title(context: &Context, words: TextRange) -> TextRange {
    let text = words.of(context.text);
    let Some(bare) = text.strip_suffix(ADDRESS) else { return words };
    let heads = context.lexicon.group_words.heads.at_end(text).is_some();
    let bare = words.within(0, bare.len());
    let named = behind_post(context, bare).is_some() || alone(context, bare).is_some();
    if named && !heads { bare } else { words }
}

fn alone(context: &Context, words: TextRange) -> Option<Person> {
    (is_short(context, words) && is_name(context, words)).then(|| Person::of(Some(words), None))
}

/// `县长林一航`: a name behind the last post.
fn behind_post(context: &Context, words: TextRange) -> Option<Person> {
    let text = words.of(context.text);
    let (at, post, ()) = context.marks.last_cue(&context.lexicon.group_words.posts, text)?;
    let end = at + post.len();
    let name = words.within(end, text.len() - end);
    let listed = name.of(context.text).chars().all(crate::chars::is_han);
    (listed
        && !is_deed(context, name.of(context.text))
        && is_short(context, name)
        && is_name(context, name))
    .then(|| Person::of(Some(name), Some(words.within(0, end))))
}

/// 牵头, 分别: what somebody does, or how.
fn is_deed(context: &Context, words: &str) -> bool {
    context.lexicon.clause_words.adverbs.at_start(words).is_some()
        || context.lexicon.clause_words.verbs.at_start(words).is_some()
        || context.lexicon.group_words.composes.at_start(words).is_some()
}

fn is_short(context: &Context, words: TextRange) -> bool {
    (2..=MAX_NAME).contains(&words.of(context.text).chars().count())
}
