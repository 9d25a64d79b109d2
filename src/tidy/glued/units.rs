//! Where the names of bodies stand in words that nothing parts.
//!
//! A list of names at the end of words is read backwards, from one sign to the next. The first of them may
//! follow the task at once; then it begins where a name with its place or level is known.

use crate::chars::is_han;
use crate::lexicon::Lexicon;
use crate::names::recognise::Prefix;
use std::ops::Range;

/// Bytes of the longest name.
const LONGEST: usize = 120;
/// Characters of a name without a level that follows a sign.
const PLAIN: usize = 16;
/// Characters of a name behind its level.
const LEVELLED: usize = 10;
/// Digits of a year.
const YEAR: usize = 4;
/// Names of a list at most.
const MANY: usize = 60;

/// Where the list of names begins that ends the words; none where they end in something else.
pub(super) fn start_of_list(lexicon: &Lexicon, words: &str) -> Option<usize> {
    let mut start = None;
    let mut end = words.trim_end().len();
    for _ in 0..MANY {
        let from = words[..end].rfind(|c| separates(c) || ends_task(c));
        let first = from.map_or(0, |at| at + char_len(words, at));
        let closed = from.is_some_and(|at| separates_at(words, at));
        match name_start(lexicon, &words[first..end], Place::behind(from)) {
            Some(0) => match behind_comma(lexicon, &words[..end], from) {
                Some(at) => return Some(at),
                None => start = Some(first),
            },
            Some(at) => return Some(first + at),
            None => return start,
        }
        if !closed {
            return start;
        }
        end = words[..from?].trim_end_matches(separates).len();
    }
    start
}

fn char_len(words: &str, at: usize) -> usize {
    words[at..].chars().next().map_or(0, char::len_utf8)
}

/// True where words end in names, or in words for many that are no known name: 各主管机关.
pub(super) fn end(lexicon: &Lexicon, words: &str) -> bool {
    let words = words.trim_end();
    let from = words.rfind(|c| separates(c) || ends_task(c)).unwrap_or(0);
    let last = words[from..].char_indices().rev().take(PLAIN).map(|(at, _)| &words[from + at..]);
    let many = || last.into_iter().any(|rest| lexicon.organisations.begins_as_many(rest));
    start_of_list(lexicon, words).is_some() || many()
}

/// What stands between the names of a list.
fn separates(c: char) -> bool {
    matches!(c, '、' | ',' | ';' | ' ' | '/')
}

fn separates_at(words: &str, at: usize) -> bool {
    words[at..].starts_with(separates)
}

/// What ends a task before the first name.
fn ends_task(c: char) -> bool {
    matches!(c, '。' | '”' | '》' | ':' | '!')
}

/// Where a piece between two signs stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Behind the task: its front may be words of that.
    First,
    /// Before another name of the list.
    InList,
}

impl Place {
    /// That of a piece where `found` is the name behind it, if there is one.
    fn behind<T>(found: Option<T>) -> Self {
        if found.is_some() { Self::InList } else { Self::First }
    }
}

/// Where in a piece between two signs the name begins that ends it: at 0 where the whole piece is a name.
fn name_start(lexicon: &Lexicon, piece: &str, place: Place) -> Option<usize> {
    let piece = piece.trim_end();
    if piece.is_empty() {
        return None;
    }
    let piece = &piece[..last_body(piece)];
    if is_one(lexicon, piece) || place == Place::InList && is_plain(lexicon, piece) {
        return Some(0);
    }
    let inner = inner_start(lexicon, piece, place);
    let is_name = || lexicon.organisations.name_shape(piece).is_name() && piece.len() <= LONGEST;
    inner.or_else(|| (place == Place::InList && is_name()).then_some(0))
}

/// 人行青禾中心支行: one name without a level, between two signs.
fn is_plain(lexicon: &Lexicon, piece: &str) -> bool {
    let organisations = &lexicon.organisations;
    let short = || piece.chars().count() <= PLAIN && joints(lexicon, piece).is_empty();
    let shaped = || short() && organisations.name_shape(piece).is_name();
    organisations.read(piece).is_some() || shaped() && !holds_known(lexicon, piece)
}

/// A name that the lexicon reads begins inside the piece.
fn holds_known(lexicon: &Lexicon, piece: &str) -> bool {
    let inside = piece.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    inside.filter(|at| opens(lexicon, &piece[*at..])).any(|at| {
        lexicon.organisations.read(&piece[at..]).is_some_and(|read| read.prefix != Prefix::None)
    })
}

/// One name with its place or level, or one of many.
fn is_one(lexicon: &Lexicon, name: &str) -> bool {
    is_placed(lexicon, name) || lexicon.organisations.is_collective(name)
}

/// The bytes before a note in brackets at the end of a piece.
fn last_body(piece: &str) -> usize {
    piece
        .strip_suffix(')')
        .and_then(|inner| inner.rfind('('))
        .filter(|at| *at > 0)
        .unwrap_or(piece.len())
}

/// A name that the lexicon reads, with its place or level.
fn is_placed(lexicon: &Lexicon, name: &str) -> bool {
    let organisations = &lexicon.organisations;
    let reading = || organisations.read(name).filter(|reading| reading.prefix != Prefix::None);
    name.len() <= LONGEST && (reading().is_some() || is_levelled(lexicon, name))
}

/// 区环土局: a level, and an ending behind few characters.
fn is_levelled(lexicon: &Lexicon, name: &str) -> bool {
    let organisations = &lexicon.organisations;
    let Some((level, _)) = organisations.level_words.at_start(name) else { return false };
    let rest = &name[level.len()..];
    let ending = organisations.suffixes.at_end(rest).map_or(0, |(word, _)| word.len());
    let stem = &rest[..rest.len() - ending];
    let short = rest.chars().count() <= LEVELLED && stem.chars().all(is_han);
    let is_one = || {
        begins(lexicon, stem).is_none() && organisations.department_suffixes.find(stem).is_none()
    };
    short && ending > 0 && !stem.is_empty() && is_one()
}

/// Where the name begins in a piece behind the comma of a task: …,加固护岸|市水利局. A place that no table
/// has is none there.
fn behind_comma(lexicon: &Lexicon, words: &str, comma: Option<usize>) -> Option<usize> {
    let comma = comma.filter(|at| words[*at..].starts_with(','))?;
    let (before, piece) = (&words[..comma], &words[comma + 1..]);
    let from = before.rfind(|c| separates(c) || ends_task(c));
    let last = &before[from.map_or(0, |at| at + char_len(before, at))..];
    let is_known = opens(lexicon, piece) || lexicon.organisations.full_places(piece) > 0;
    let in_list = || name_start(lexicon, last, Place::InList).is_some();
    let inner = last_start(lexicon, piece).filter(|_| !is_known && !in_list());
    inner.map(|at| comma + 1 + at)
}

/// The first place inside `words` at which a level begins.
fn begins(lexicon: &Lexicon, words: &str) -> Option<usize> {
    lexicon.organisations.level_words.find(words).map(|(at, ..)| at).filter(|at| *at > 0)
}

/// Where the names begin that end a piece whose front is the end of a task: the longest that is read, and
/// those straight before it.
fn inner_start(lexicon: &Lexicon, piece: &str, place: Place) -> Option<usize> {
    let mut start = None;
    let mut end = piece.len();
    while let Some(at) = last_start(lexicon, &piece[..end]) {
        start = Some(at);
        end = at;
    }
    let front = &piece[..end];
    let is_name = place == Place::InList && start.is_some() && ends(lexicon, front);
    if is_name { Some(0) } else { start }
}

/// Where the longest name begins that ends `piece` and has its place or level; at 0 there is no front.
fn last_start(lexicon: &Lexicon, piece: &str) -> Option<usize> {
    let least = piece.len().saturating_sub(LONGEST);
    let organisations = &lexicon.organisations;
    let may_begin =
        |at: &usize| opens(lexicon, &piece[*at..]) || organisations.full_places(&piece[*at..]) > 0;
    let places = piece.char_indices().map(|(at, _)| at).filter(|at| *at >= least && *at > 0);
    places
        .filter(may_begin)
        .find(|at| is_placed(lexicon, &piece[*at..]) || organisations.is_collective(&piece[*at..]))
}

/// The places at which a name begins straight behind another: 区水利局|区财政局.
pub(super) fn joints(lexicon: &Lexicon, words: &str) -> Vec<usize> {
    let mut joints = Vec::new();
    let mut start = 0;
    for (at, c) in words.char_indices() {
        if separates(c) {
            start = at + c.len_utf8();
        } else if at > start
            && at - start <= LONGEST
            && opens(lexicon, &words[at..])
            && ends(lexicon, &words[start..at])
            && !goes_on(lexicon, &words[start..at], &words[at..])
        {
            joints.push(at);
            start = at;
        }
    }
    joints
}

/// True where a level or a word for many begins a name.
fn opens(lexicon: &Lexicon, words: &str) -> bool {
    let organisations = &lexicon.organisations;
    organisations.level_words.at_start(words).is_some() || organisations.begins_as_many(words)
}

/// 各乡|镇人民政府: levels that one name has together.
fn goes_on(lexicon: &Lexicon, before: &str, after: &str) -> bool {
    let levels = &lexicon.organisations.level_words;
    levels.at_end(before).is_some() && levels.at_start(after).is_some()
}

fn ends(lexicon: &Lexicon, name: &str) -> bool {
    is_one(lexicon, name) || lexicon.organisations.read(name).is_some()
}

/// True for names of which none is glued to another whose beginning does not show: 市卫健委基层处医政处.
pub(super) fn are_single(lexicon: &Lexicon, list: &str) -> bool {
    let endings = &lexicon.organisations.department_suffixes;
    let joints = joints(lexicon, list);
    let mut start = 0;
    let names = joints
        .into_iter()
        .chain([list.len()])
        .flat_map(|end| list[std::mem::replace(&mut start, end)..end].split(separates));
    { names }.all(|name| {
        let last = name.char_indices().next_back().map_or(0, |(at, _)| at);
        endings.find(&name[..last]).is_none()
    })
}

/// The bytes of a list up to the end of its last name, where that is known and more follows it.
pub(super) fn known_end(lexicon: &Lexicon, list: &str) -> Option<usize> {
    let organisations = &lexicon.organisations;
    let start = list.rfind(separates).map_or(0, |at| at + char_len(list, at));
    let last = &list[start..];
    let is_whole = organisations.read(last).is_some() || organisations.is_collective(last);
    let is_known = |at: &usize| organisations.read(&last[..*at]).is_some();
    let ends = last.char_indices().map(|(at, _)| at).rev().take(PLAIN);
    let end = ends.filter(|at| *at > 0).find(is_known)?;
    (!is_whole && last.len() <= LONGEST && joints(lexicon, last).is_empty()).then_some(start + end)
}

/// A year follows: the name opens the title of something, 青禾县2027年度责任书.
fn is_dated(words: &str) -> bool {
    words.bytes().take_while(u8::is_ascii_digit).count() == YEAR
}

/// The bytes of the run of names that `words` begin with, the first of them sure.
pub(super) fn sure_run(lexicon: &Lexicon, words: &str) -> usize {
    let piece = piece(lexicon, words);
    let organisations = &lexicon.organisations;
    let is_placed = opens(lexicon, piece) || organisations.full_places(piece) > 0;
    let is_name = || is_one(lexicon, piece) || organisations.reach(piece).is_some();
    if is_placed && is_name() { run(lexicon, words) } else { 0 }
}

/// The bytes of the run of names that `words` begin with, with or without signs between them.
pub(super) fn run(lexicon: &Lexicon, words: &str) -> usize {
    let mut end = 0;
    for _ in 0..MANY {
        let rest = &words[end..];
        let next = rest.trim_start_matches(separates);
        let Some(len) = first(lexicon, next) else { break };
        if end > 0 && next.len() == rest.len() && is_dated(&next[len..]) {
            break;
        }
        end = words.len() - next.len() + len;
    }
    end
}

/// The words up to the next sign, or to the next name that begins straight behind one.
fn piece<'w>(lexicon: &Lexicon, words: &'w str) -> &'w str {
    let is_stop = |at: usize, c: char| at > LONGEST || !(is_han(c) || matches!(c, '(' | ')'));
    let stop = words.char_indices().find(|(at, c)| is_stop(*at, *c));
    let piece = &words[..stop.map_or(words.len(), |(at, _)| at)];
    let joint = joints(lexicon, piece).first().copied();
    &piece[..joint.unwrap_or(piece.len())]
}

/// The bytes of the name that `words` begin with.
fn first(lexicon: &Lexicon, words: &str) -> Option<usize> {
    let piece = piece(lexicon, words);
    let shortest = is_dated(&words[piece.len()..]).then(|| shortest(lexicon, piece));
    let whole = || ends(lexicon, piece).then_some(piece.len());
    let reach = || lexicon.organisations.reach(piece).filter(|len| *len > 0);
    shortest.flatten().or_else(whole).or_else(reach)
}

/// The bytes of the shortest name with its place or level that `piece` begins with.
fn shortest(lexicon: &Lexicon, piece: &str) -> Option<usize> {
    let mut ends = piece.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.find(|end| is_placed(lexicon, &piece[..*end]))
}

/// The range of the list at the end of a stretch of words.
pub(super) fn list(lexicon: &Lexicon, words: &str, within: Range<usize>) -> Option<Range<usize>> {
    let start = start_of_list(lexicon, &words[within.clone()])? + within.start;
    Some(start..within.end)
}
