//! Several people in one body of a roster: `林一 市财政局局长 周二文 市教育局局长`,
//! `李贞、王剑`, `李斌(区安监局副局长)、王剑(区公安局副局长)`.

use super::label::is_gap;
use super::person::{self, Person, is_name};
use super::post::is_post;
use crate::chars::{ends, starts_back};
use crate::find::Context;
use crate::find::responsibility::grammar::name::plausible;
use crate::find::responsibility::grammar::split::split;
use crate::span::TextRange;

/// A padded name has at most this many single characters.
const PADDED: usize = 3;

/// Nearly all names have two, three or four characters.
const NAMES: usize = 3;

/// What a body says of people.
#[derive(Clone, Debug, Default)]
pub(super) struct People {
    pub(super) list: Vec<Person>,
    /// Whether the words behind the last post speak of something else.
    pub(super) ended: bool,
}

/// Names between marks, each alone, with its post in a bracket or behind a space.
pub(super) fn listed(context: &Context, body: TextRange) -> Option<Vec<Person>> {
    let pieces = split(context, body, |c| matches!(c, '、' | ',' | ';'));
    let pieces = pieces.into_iter().map(|piece| piece.trim(context.text));
    let pieces: Vec<TextRange> = pieces.filter(|piece| !piece.is_empty()).collect();
    let one = |piece: &TextRange| -> Option<Person> {
        if is_name(context, *piece) {
            return Some(Person::of(Some(*piece), None));
        }
        person::read(context, *piece).filter(|person| person.name.is_some())
    };
    let people: Vec<Person> = pieces.iter().map_while(one).collect();
    (people.len() > 1 && people.len() == pieces.len()).then_some(people)
}

/// People and posts between spaces or tabs.
pub(super) fn spaced(context: &Context, body: TextRange) -> People {
    let tokens = tokens(context, body);
    let mut entries: Vec<Entry> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        place(context, &mut entries, *token, tokens.get(at + 1).copied());
    }
    let mut people = People::default();
    for entry in entries {
        let (person, ended) = entry.person(context);
        if !is_member(context, &person) {
            people.ended = true;
            break;
        }
        people.list.push(person);
        people.ended = ended;
    }
    people
}

/// The words between gaps: the characters of a padded name are one, numbers are none.
fn tokens(context: &Context, body: TextRange) -> Vec<TextRange> {
    let words = split(context, body, is_gap);
    let words = words.into_iter().filter(|word| {
        !word.is_empty()
            && word.of(context.text).chars().any(|c| c.is_alphabetic() && !c.is_ascii())
    });
    let mut tokens: Vec<(TextRange, usize)> = Vec::new();
    for word in words {
        let single = usize::from(word.of(context.text).chars().count() == 1);
        match tokens.last_mut() {
            Some((last, count)) if single == 1 && (1..PADDED).contains(count) => {
                *last = last.cover(word);
                *count += 1;
            }
            _ => tokens.push((word, single)),
        }
    }
    tokens.into_iter().map(|(token, _)| token).collect()
}

#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    name: Option<TextRange>,
    post: Option<TextRange>,
    /// A unit that stands before the name.
    unit: Option<TextRange>,
}

impl Entry {
    fn named(name: TextRange) -> Self {
        Self { name: Some(name), ..Self::default() }
    }

    fn extend(&mut self, words: TextRange) {
        self.post = Some(self.post.map_or(words, |post| post.cover(words)));
    }

    fn person(self, context: &Context) -> (Person, bool) {
        let post = self.post.or(self.unit);
        let cut = post.and_then(|post| first_post(context, post));
        let unit = self.unit.filter(|_| self.post.is_some());
        let person = Person { name: self.name, post: cut.or(post), unit, mended: false };
        (person, cut.is_some())
    }
}

/// Puts one word into the entry that it belongs to.
fn place(context: &Context, entries: &mut Vec<Entry>, token: TextRange, next: Option<TextRange>) {
    let follows = next.is_some_and(|next| begins_post(context, next));
    let Some(last) = entries.last_mut() else {
        let first = if is_name(context, token) {
            Entry::named(token)
        } else {
            Entry { post: Some(token), ..Entry::default() }
        };
        entries.push(first);
        return;
    };
    if let Some(end) = glued_name(context, token).filter(|_| follows && last.name.is_some()) {
        last.extend(token.within(0, end));
        entries.push(Entry::named(token.within(end, token.len() as usize - end)));
    } else if !is_name(context, token) {
        last.extend(token);
    } else if last.name.is_none() && last.unit.is_none() {
        last.name = Some(token);
        last.unit = last.post.take();
    } else if last.post.is_none() || follows && is_complete(context, last.post) {
        entries.push(Entry::named(token));
    } else {
        last.extend(token);
    }
}

fn is_complete(context: &Context, post: Option<TextRange>) -> bool {
    post.is_some_and(|post| {
        let words = post.of(context.text);
        is_post(context, words) || plausible(context, words)
    })
}

/// True for words that a post begins with: 市财政局局长, 副县长.
fn begins_post(context: &Context, range: TextRange) -> bool {
    let words = range.of(context.text);
    is_post(context, words) || context.lexicon.organisations.reach(words).is_some()
}

/// `局长钟一和`: where the next person's name begins, whose line break was lost.
pub(super) fn glued_name(context: &Context, token: TextRange) -> Option<usize> {
    let words = token.of(context.text);
    let ends = starts_back(words).skip(1).take(NAMES);
    let mut ends = ends.filter(|end| is_post(context, &words[..*end]));
    ends.find(|end| {
        let rest = token.within(*end, words.len() - end);
        is_name(context, rest) || is_slipped(context, rest)
    })
}

/// 夏伟市 above 财政局副局长: a name that took the first character of the post.
pub(super) fn is_slipped(context: &Context, range: TextRange) -> bool {
    let words = range.of(context.text);
    let third = ends(words).nth(1).filter(|at| *at < words.len());
    let Some(at) = third else { return false };
    let level = context.lexicon.list_words.levels.get(&words[at..]).is_some();
    let listed = context.lexicon.organisations.full_places(words) > 0;
    level && words[at..].chars().count() == 1 && !listed && is_name(context, range.within(0, at))
}

/// The post that words begin with which go on with something else: `南海乡乡长|某县人民政府2014年…`.
fn first_post(context: &Context, post: TextRange) -> Option<TextRange> {
    let words = post.of(context.text);
    let broken = context
        .marks
        .signs(words)
        .first_that(|sign| matches!(sign, '。' | ';' | ':') || sign.is_ascii_digit())
        .is_some();
    if !broken && (is_post(context, words) || plausible(context, words)) {
        return None;
    }
    let ends = context.marks.cues(&context.lexicon.group_words.posts, words);
    let mut ends = ends.map(|(at, word, ())| at + word.len());
    let turns = |rest: &str| goes_over(rest) && (broken || begins_group(context, rest));
    let end = ends.find(|end| turns(&words[*end..]))?;
    Some(post.within(0, end))
}

/// True where the words behind a post do not go on with it.
fn goes_over(rest: &str) -> bool {
    !rest.is_empty() && !rest.starts_with(['、', ',', '(', ' ', '兼', '和', '助'])
}

/// True where the name of a group begins.
fn begins_group(context: &Context, rest: &str) -> bool {
    context.lexicon.group_words.nouns.at_start(rest).is_some()
}

/// A person with or without a post, or a post or unit alone.
pub(super) fn is_member(context: &Context, person: &Person) -> bool {
    let Some(post) = person.post else { return person.name.is_some() };
    let words = post.of(context.text);
    is_complete(context, Some(post))
        || person.name.is_some()
            && (opens_with_post(context, words) || begins_post(context, post))
            && !context.marks.signs(words).has(&['。', ';', ':'])
}

/// `教授、清江大学`: the first of several posts is one.
fn opens_with_post(context: &Context, words: &str) -> bool {
    let pieces = context.marks.signs(words).parts(&['、', ',']);
    pieces.into_iter().any(|piece| is_post(context, piece))
}
