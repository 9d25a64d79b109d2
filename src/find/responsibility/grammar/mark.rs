//! What is written at one name of a list and says who it is: `市水利局(牵头)`, `★市水利局`.

use super::label;
use crate::chars::ends;
use crate::find::Context;
use crate::find::responsibility::convention::is_sign;
use crate::lexicon::clauses::Label;
use crate::model::Role;
use crate::names::recognise::note_start;
use crate::span::TextRange;

/// The name without its mark, and the role that a bracket behind it gives with the word that says so.
/// What a sign before the name means, the document says elsewhere.
pub(super) fn read(context: &Context, name: TextRange) -> (TextRange, Option<(Role, TextRange)>) {
    let words = name.of(context.text);
    let bare = words.trim_start_matches(|c| is_sign(c) || c == ' ');
    let name =
        if bare.is_empty() { name } else { name.within(words.len() - bare.len(), bare.len()) };
    let name = without_person(context, name);
    role(context, name)
        .map_or((name, None), |(at, role)| (name.within(0, at).trim(context.text), Some(role)))
}

/// `市民政局(联系人:孙立,电话:…)`: who is to be called is no part of the name.
fn without_person(context: &Context, name: TextRange) -> TextRange {
    let words = name.of(context.text);
    let Some(at) = note_start(words) else { return name };
    let inside = ends(&words[at..]).next().map_or("", |open| &words[at + open..]);
    let person = matches!(label::at_start(context, inside), Some((_, Label::Person)));
    if person { name.within(0, at).trim(context.text) } else { name }
}

/// Where the bracket opens, and the role and the word in it.
fn role(context: &Context, name: TextRange) -> Option<(usize, (Role, TextRange))> {
    let words = name.of(context.text);
    let at = note_start(words)?;
    let open = at + words[at..].chars().next()?.len_utf8();
    let close = words.len() - words.chars().next_back()?.len_utf8();
    let inside = words.get(open..close)?;
    let clause_words = &context.lexicon.clause_words;
    let label = match clause_words.labels.get(inside) {
        Some(Label::Role(role)) => Some(*role),
        _ => None,
    };
    let role = label.or_else(|| clause_words.verbs.get(inside).copied())?;
    Some((at, (role, name.within(open, close - open))))
}
