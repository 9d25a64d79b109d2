//! A name that stands glued to its post: `黄欣省政府副秘书长`, or many in a line that lost its spaces.
//!
//! One line alone does not tell 黄欣|省政府 from a place called so. A roster does: its lines begin
//! differently, go on with units of their own, or stand beside people whose names are set apart.

use super::MemberFinding;
use super::people::People;
use super::person::{Person, is_name};
use super::post::is_post;
use super::unit::unit;
use crate::chars::ends;
use crate::find::Context;
use crate::find::responsibility::grammar::head;
use crate::model::Level;
use crate::names::recognise::{NameShape, Named, Prefix};
use crate::span::TextRange;
use rustc_hash::FxHashSet;

/// Nearly all names have at most this many characters.
const USUAL: usize = 3;

/// So many glued lines show that a roster glues.
const ENOUGH: usize = 3;

/// No post is longer, with those held beside it, in bytes.
const MAX_POST: usize = 300;

/// Takes the names off the posts, where the roster shows that names stand there.
pub(super) fn part(context: &Context, members: &mut [MemberFinding]) {
    let read = |member: &MemberFinding| {
        let alone = member.person.is_none().then_some(member.post)?;
        cut(context, alone?)
    };
    let cuts: Vec<Option<(TextRange, TextRange)>> = members.iter().map(read).collect();
    if !holds_people(context, members, &cuts) {
        return;
    }
    for (member, cut) in members.iter_mut().zip(cuts) {
        if let Some((name, post)) = cut {
            member.person = Some(name);
            member.post = Some(post);
            member.unit = unit(context, post);
        }
    }
}

/// True where names stand apart in most other lines, or most lines glue names that differ to posts
/// that differ.
fn holds_people(
    context: &Context,
    members: &[MemberFinding],
    cuts: &[Option<(TextRange, TextRange)>],
) -> bool {
    let glued: Vec<_> = cuts.iter().flatten().collect();
    let apart = members.iter().filter(|member| member.person.is_some()).count();
    let differ = |words: Vec<&str>| words.into_iter().collect::<FxHashSet<_>>().len();
    let names = differ(glued.iter().map(|(name, _)| name.of(context.text)).collect());
    let posts = differ(glued.iter().map(|(_, post)| post.of(context.text)).collect());
    let most = (apart + glued.len()) * 3 >= members.len() * 2;
    let many = names >= ENOUGH && names == glued.len() && posts * 3 >= glued.len() * 2;
    !glued.is_empty() && most && (many || apart > glued.len())
}

/// The name and the post, where the words can be both.
fn cut(context: &Context, words: TextRange) -> Option<(TextRange, TextRange)> {
    let text = words.of(context.text);
    let end = name_end(context, words).filter(|_| is_post(context, text))?;
    Some((words.within(0, end), words.within(end, text.len() - end)))
}

/// Where the name ends that words begin with, behind which a unit begins.
fn name_end(context: &Context, words: TextRange) -> Option<usize> {
    let text = words.of(context.text);
    let group = context.lexicon.group_words.nouns.at_start(text).is_some();
    if group || begins_with_place(context, text) || begins_with_body(context, text) {
        return None;
    }
    let ends = ends(text).skip(1).take(3).filter(|end| *end < text.len());
    let fit = |end: &usize| {
        let name = words.within(0, *end);
        let rest = &text[*end..];
        is_name(context, name) && (begins_unit(context, rest) || is_mere_post(context, name, rest))
    };
    let ends: Vec<usize> = ends.filter(fit).collect();
    let usual = |end: &usize| text[..*end].chars().count() <= USUAL;
    let (usual, long): (Vec<usize>, Vec<usize>) = ends.into_iter().partition(usual);
    let first = |ends: &[usize], sure: fn(&Context, &str) -> bool| {
        ends.iter().copied().find(|end| sure(context, &text[*end..]))
    };
    if let Some(end) = usual.iter().find(|end| is_deputy_or_post(context, &text[**end..])) {
        return Some(*end);
    }
    [has_level, begins_with_place, is_town]
        .into_iter()
        .find_map(|sure| first(&usual, sure))
        .or_else(|| first(&long, has_level))
        .or_else(|| usual.into_iter().rfind(|end| unit_len(context, &text[*end..]) > 2))
}

/// 李文|市长: a post without a unit, behind what cannot stand before a post: 分管, 常务.
fn is_mere_post(context: &Context, name: TextRange, rest: &str) -> bool {
    let name = name.of(context.text);
    let words = &context.lexicon.group_words;
    is_deputy_or_post(context, rest)
        && !words.heads.iter().any(|(word, ())| word.starts_with(name))
        && !words.roles.iter().any(|(word, _)| word.starts_with(name))
}

/// 市长, 副市长, 常务副市长.
fn is_deputy_or_post(context: &Context, text: &str) -> bool {
    let posts = &context.lexicon.group_words.posts;
    let Some((post, ())) = posts.at_end(text) else { return false };
    let before = &text[..text.len() - post.len()];
    let deputies = &context.lexicon.organisations.not_names.deputies;
    before.is_empty() || before.chars().count() <= USUAL && deputies.at_end(before).is_some()
}

/// The people of a line that lost its spaces: `林一航县委常委周文县水利局局长`.
pub(super) fn run(context: &Context, body: TextRange) -> People {
    let text = body.of(context.text);
    let stop = context.marks.signs(text).head(|sign| matches!(sign, '。' | ';' | ':')).len();
    let mut rest = body.within(0, stop);
    let mut people = People::default();
    while let Some(end) = name_end(context, rest) {
        let post = rest.within(end, rest.len() as usize - end);
        let Some(len) = post_len(context, post) else { break };
        let name = rest.within(0, end);
        people.list.push(Person::of(Some(name), Some(post.within(0, len))));
        rest = post.within(len, post.len() as usize - len);
    }
    people.ended = !rest.is_empty() || stop < text.len();
    people
}

/// The post that a line is or begins with, and the people behind it: 副主任|林杰县公安局局长.
pub(super) fn first_post(context: &Context, line: TextRange) -> (TextRange, TextRange) {
    let len = post_len(context, line).unwrap_or(line.len() as usize);
    let rest = line.within(len, line.len() as usize - len);
    if run(context, rest).list.is_empty() {
        return (line, line.within(line.len() as usize, 0));
    }
    (line.within(0, len), rest)
}

/// How far a post goes: to the end, to the next person, or to words about something else.
fn post_len(context: &Context, words: TextRange) -> Option<usize> {
    let text = head(words.of(context.text), MAX_POST);
    let group_words = &context.lexicon.group_words;
    let mut last = None;
    for (at, post, ()) in context.marks.cues(&group_words.posts, text) {
        let end = at + post.len();
        let rest = &text[end..];
        if rest.is_empty() {
            return Some(end);
        }
        if group_words.nouns.at_start(rest).is_some() {
            return Some(end);
        }
        let goes_on = rest.starts_with(['、', ',', '(']) || splits_unit(context, text, end);
        if goes_on || group_words.posts.at_start(rest).is_some() {
            continue;
        }
        let next = words.within(end, words.len() as usize - end);
        last = last.or(Some(end));
        if name_end(context, next).is_some() || begins_with_place(context, rest) {
            return Some(end);
        }
    }
    last
}

/// 县总工|会主席: a post that is a part of the unit ends nothing.
fn splits_unit(context: &Context, text: &str, end: usize) -> bool {
    let next = text[end..].chars().next().map_or(0, char::len_utf8);
    let shape = context.lexicon.organisations.name_shape(&text[..end + next]);
    next > 0 && matches!(shape, NameShape::Known(_))
}

/// 交通运输部部长: a body that the lexicon knows by its whole name.
fn begins_with_body(context: &Context, text: &str) -> bool {
    let organisations = &context.lexicon.organisations;
    let unit = organisations.reach(text).and_then(|len| organisations.read(&text[..len]));
    unit.is_some_and(|reading| {
        let whole =
            matches!(reading.named, Named::Pattern { proper: None, .. } | Named::Department { .. });
        whole && reading.prefix == Prefix::None
    })
}

/// 高新区管委会主任, 兰州海关关长: the words begin with a place or level that is known.
fn begins_with_place(context: &Context, text: &str) -> bool {
    let divisions = &context.lexicon.organisations.divisions;
    divisions.full_at_start(text).is_some()
        || divisions.short_at_start(text).is_some()
        || has_level(context, text)
}

/// 市, 县: the word for a level stands for the place that the notice is of; 镇 stands behind a name.
fn has_level(context: &Context, text: &str) -> bool {
    let level = context.lexicon.organisations.level_words.at_start(text);
    level.is_some_and(|(_, level)| *level != Level::Town)
}

/// 流水|镇: a name of two characters and the word for a town.
fn is_town(context: &Context, text: &str) -> bool {
    let behind = ends(text).nth(1).map_or("", |at| &text[at..]);
    let level = context.lexicon.organisations.level_words.at_start(behind);
    level.is_some_and(|(_, level)| *level == Level::Town)
}

/// A unit, or the place that its name begins with.
fn begins_unit(context: &Context, text: &str) -> bool {
    unit_len(context, text) > 0
        || context.lexicon.organisations.divisions.short_at_start(text).is_some()
}

/// The characters of the unit that a text begins with.
fn unit_len(context: &Context, text: &str) -> usize {
    context.lexicon.organisations.reach(text).map_or(0, |len| text[..len].chars().count())
}
