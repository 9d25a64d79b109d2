//! A person and a post on one line of a roster: `张 宇 市民政局副局长`.

use super::post::is_post;
use crate::chars::starts_back;
use crate::find::Context;
use crate::find::responsibility::grammar::name::plausible;
use crate::find::responsibility::grammar::split::{bracket_at_end, split};
use crate::span::TextRange;

/// A person's name has at most this many characters, but for names with a middle dot.
const MAX_NAME: usize = 4;

/// What a line of a roster says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Person {
    pub(super) name: Option<TextRange>,
    pub(super) post: Option<TextRange>,
    /// The unit, where it stands apart from the post.
    pub(super) unit: Option<TextRange>,
    /// True where the first character of the post had slipped into the name.
    pub(super) mended: bool,
}

impl Person {
    pub(super) fn of(name: Option<TextRange>, post: Option<TextRange>) -> Self {
        Self { name, post, ..Self::default() }
    }

    /// The words from the first to the last.
    pub(super) fn range(&self) -> Option<TextRange> {
        let parts = [self.unit, self.name, self.post].into_iter().flatten();
        parts.reduce(TextRange::cover)
    }
}

/// Reads one line, or none where it names neither person nor post.
pub(super) fn read(context: &Context, line: TextRange) -> Option<Person> {
    let words = split(context, line.trim(context.text), super::label::is_gap);
    let words: Vec<TextRange> = words.into_iter().filter(|word| !word.is_empty()).collect();
    match words[..] {
        [] => None,
        [only] => alone(context, only),
        [first, second, ..] => {
            let padded = chars(context, first) == 1 && chars(context, second) == 1;
            let name = if padded { first.cover(second) } else { first };
            let rest = TextRange::new(words.get(1 + usize::from(padded))?.start, words.last()?.end);
            apart(context, name, rest)
        }
    }
}

fn chars(context: &Context, range: TextRange) -> usize {
    range.of(context.text).chars().count()
}

fn apart(context: &Context, name: TextRange, post: TextRange) -> Option<Person> {
    if !is_post_or_unit(context, post.of(context.text)) {
        return None;
    }
    if let Some(mended) = mend(context, name, post) {
        return Some(mended);
    }
    is_name(context, name).then_some(Person::of(Some(name), Some(post)))
}

/// `夏伟市 财政局副局长`: the last character of the name is the level that the post lacks.
pub(super) fn mend(context: &Context, name: TextRange, post: TextRange) -> Option<Person> {
    let words = name.of(context.text);
    let at = starts_back(words).next()?;
    let (left, level) = words.split_at(at);
    let levels = &context.lexicon.list_words.levels;
    levels.get(level)?;
    let organisations = &context.lexicon.organisations;
    let whole = format!("{level}{}", post.of(context.text));
    let slipped = organisations.reach(&whole).is_some()
        && levels.at_start(post.of(context.text)).is_none()
        && is_person(left);
    slipped.then(|| Person {
        name: Some(name.within(0, at)),
        post: Some(name.within(at, words.len() - at).cover(post)),
        unit: None,
        mended: true,
    })
}

/// One word: a unit or post, `姓名(post)`, or a bare name. A name glued to its post is not taken off:
/// nothing tells 高新|区管委会主任 from a person.
fn alone(context: &Context, range: TextRange) -> Option<Person> {
    let words = range.of(context.text);
    if let Some(open) = bracket_at_end(context, words).filter(|at| is_person(&words[..*at])) {
        let inside = open + words[open..].chars().next().map_or(0, char::len_utf8);
        let close = starts_back(words).next().unwrap_or(words.len());
        let post = range.within(inside, close.saturating_sub(inside));
        let fits = is_post_or_unit(context, post.of(context.text));
        return fits.then(|| Person::of(Some(range.within(0, open)), Some(post)));
    }
    if is_post(context, words) || plausible(context, words) {
        return Some(Person::of(None, Some(range)));
    }
    is_name(context, range).then(|| Person::of(Some(range), None))
}

fn is_post_or_unit(context: &Context, words: &str) -> bool {
    !words.is_empty()
        && (is_post(context, words) || plausible(context, words) || opens_post(context, words))
}

/// A post that no table ends, behind a name of a unit: 市城投公司外派专职监事.
fn opens_post(context: &Context, words: &str) -> bool {
    context.lexicon.organisations.reach(words).is_some()
        && !context.marks.signs(words).has(&['。', ';', ':'])
}

/// True for words that can be a person's name and are no unit, post or role.
pub(super) fn is_name(context: &Context, range: TextRange) -> bool {
    let words: String = range.of(context.text).chars().filter(|c| *c != ' ').collect();
    is_person(&words)
        && !plausible(context, &words)
        && !is_post(context, &words)
        && super::label::role(context, &words).is_none()
}

/// Two to four characters of script, or more with a middle dot.
fn is_person(words: &str) -> bool {
    let count = words.chars().count();
    let dotted = words.chars().any(|c| c == '·');
    let script = |c: char| c.is_alphabetic() && !c.is_ascii() || c == '·';
    (2..=if dotted { 15 } else { MAX_NAME }).contains(&count) && words.chars().all(script)
}
