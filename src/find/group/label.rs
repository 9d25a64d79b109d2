//! The role that stands before a member or a list: `组 长:`, `委员(职能部门):`, `召集人 杨一 市长`.
//!
//! A text that lost its line breaks has several of them in one line. What a label speaks of is
//! left to [`super::roster`].

use crate::chars::{ends, starts_back};
use crate::find::Context;
use crate::find::responsibility::grammar::split::{bracket_at_end, signs_outside};
use crate::span::TextRange;

/// A role has at most this many characters.
const LONGEST: usize = 8;

/// How far a label at the start of a line reaches, in characters, spaces counted.
const REACH: usize = 24;

/// A role that broke over two lines left at most so many characters on the first, spaces counted.
const BROKEN: usize = 4;

/// How sure it is that the word stands for a role in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// 组长: nothing else is called so.
    Sure,
    /// 主任: a post, too, of which only the place before a colon makes a role.
    Doubtful,
}

/// A role and the words that it speaks of.
#[derive(Clone, Debug)]
pub(super) struct Label {
    /// As a record shows it.
    pub(super) role: Box<str>,
    pub(super) strength: Strength,
    /// The word, spaces inside.
    pub(super) range: TextRange,
    /// What follows, up to the next label.
    pub(super) body: TextRange,
}

/// The labels of a line, in order.
pub(super) fn labels(context: &Context, line: TextRange) -> Vec<Label> {
    let words = line.of(context.text);
    let colons = signs_outside(context, words).filter(|(_, c)| *c == ':').map(|(at, _)| at);
    let mut found: Vec<Label> = Vec::new();
    for at in colons {
        let Some((start, role, strength)) = before_colon(context, &words[..at]) else { continue };
        let range = line.within(start, at - start);
        if let Some(last) = found.last_mut() {
            last.body = TextRange::new(last.body.start, range.start.max(last.body.start));
        }
        let body = line.within(at + 1, words.len() - at - 1);
        found.push(Label { role, strength, range, body });
    }
    found
}

/// The longest role that ends before a colon; spaces and a bracket behind it do not count.
fn before_colon(context: &Context, before: &str) -> Option<(usize, Box<str>, Strength)> {
    let bare = before.trim_end();
    let bare = bracket_at_end(context, bare).map_or(bare, |open| bare[..open].trim_end());
    bare.chars().next_back().filter(|last| may_end(context, *last))?;
    let mut word = String::new();
    let mut found = None;
    for (at, c) in starts_back(bare).zip(bare.chars().rev()).take(REACH) {
        if c == ' ' {
            continue;
        }
        if !crate::chars::is_han(c) || word.chars().count() == LONGEST {
            break;
        }
        word.insert(0, c);
        found = role(context, &word).map(|(role, strength)| (at, role, strength)).or(found);
    }
    found
}

/// A role at the start of a line with no colon behind it, and where the line goes on.
pub(super) fn without_colon(context: &Context, line: TextRange) -> Option<Label> {
    let words = line.of(context.text);
    words.chars().find(|c| !is_gap(*c)).filter(|first| may_start(context, *first))?;
    let mut word = String::new();
    let mut found = None;
    for (end, c) in ends(words).zip(words.chars()).take(REACH) {
        if is_gap(c) {
            found = role(context, &word).map(|read| (end - c.len_utf8(), read)).or(found);
            continue;
        }
        if !crate::chars::is_han(c) || word.chars().count() == LONGEST {
            return found.map(|found| labelled(line, found));
        }
        word.push(c);
    }
    let whole = role(context, &word).map(|read| (words.len(), read));
    whole.filter(|_| words.len() <= REACH * 3).or(found).map(|found| labelled(line, found))
}

/// A role in the last cell or behind the last space of a line, which speaks of what stands before.
pub(super) fn at_end(context: &Context, line: TextRange) -> Option<Label> {
    let words = line.of(context.text);
    words.chars().next_back().filter(|last| may_end(context, *last))?;
    let (gap, _) = context.marks.signs(words).last_that(is_gap)?;
    let (role, strength) = role(context, &words[gap + 1..])?;
    let range = line.within(gap + 1, words.len() - gap - 1);
    Some(Label { role, strength, range, body: line.within(0, gap) })
}

fn labelled(line: TextRange, (end, (role, strength)): (usize, (Box<str>, Strength))) -> Label {
    let body = TextRange::new(line.start, line.end);
    let body = body.within(end, (line.len() as usize).saturating_sub(end));
    Label { role, strength, range: line.within(0, end), body }
}

/// A heading that is a role: 组长, 部门委员.
pub(super) fn of_heading(context: &Context, heading: TextRange) -> Option<Label> {
    let words = heading.of(context.text).trim_end();
    let (start, role, strength) = before_colon(context, words)?;
    let short = words.chars().count() <= REACH && start <= LONGEST;
    let range = heading.within(start, words.len() - start);
    short.then_some(Label { role, strength, range, body: range.within(words.len() - start, 0) })
}

/// What a word of a roster says of the role, if anything.
pub(super) fn role(context: &Context, word: &str) -> Option<(Box<str>, Strength)> {
    let words = &context.lexicon.group_words;
    let sure = words.roles.get(word).map(|role| (role.clone(), Strength::Sure));
    sure.or_else(|| words.roster_roles.get(word).map(|role| (role.clone(), Strength::Doubtful)))
}

/// False for most characters that no role begins with.
fn may_start(context: &Context, first: char) -> bool {
    let words = &context.lexicon.group_words;
    words.roles.may_start(first) || words.roster_roles.may_start(first)
}

/// False for most characters that no role ends with.
fn may_end(context: &Context, last: char) -> bool {
    let words = &context.lexicon.group_words;
    words.roles.may_end(last) || words.roster_roles.may_end(last)
}

/// What stands between the words of a roster: a space, or a tab between cells.
pub(super) fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

fn without_gaps(words: &str) -> String {
    words.chars().filter(|c| !is_gap(*c)).collect()
}

/// The end of a line with which the word before the colon of the next line makes a role:
/// `县水利局局长成` above `员:林一航`.
pub(super) fn cut_off(context: &Context, line: TextRange, next: TextRange) -> Option<TextRange> {
    let (word, _) = context
        .marks
        .signs(next.of(context.text))
        .apart(&[':'])
        .filter(|(word, _)| word.len() <= REACH)?;
    let word = without_gaps(word);
    if word.is_empty() || role(context, &word).is_some() {
        return None;
    }
    let words = line.of(context.text);
    let starts = starts_back(words).take(BROKEN).filter(|at| *at > 0);
    let cut = starts.filter(|at| role(context, &(without_gaps(&words[*at..]) + &word)).is_some());
    cut.last().map(|at| line.within(at, words.len() - at))
}

/// The first characters of a word whose line broke.
pub(super) fn is_broken_off(context: &Context, line: TextRange) -> bool {
    let words = line.of(context.text);
    !words.is_empty() && words.chars().count() <= 2 && words.chars().all(crate::chars::is_han)
}
