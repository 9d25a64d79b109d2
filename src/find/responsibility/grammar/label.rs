//! Labels in a clause: a known word before a colon, `牵头单位:`.

use super::brackets;
use super::split::{outside, signs_outside};
use crate::chars::is_han;
use crate::find::Context;
use crate::lexicon::clauses::Label;
use crate::span::{TextRange, to_u32};

/// A longer run of words before a colon is no label.
const MAX_LABEL: usize = 60;

/// Marks bold words where a Markdown text is read as plain.
const BOLD: char = '*';

/// Opens a label in a bracket of its own.
const BOX: char = '【';

/// A label and where its value starts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Labelled {
    /// What the label announces; none where the word is not known.
    pub label: Option<Label>,
    /// The word, without the colon.
    pub word: TextRange,
    /// Past the colon.
    pub value_start: u32,
}

/// The labels in `range` that stand outside brackets, or fill a bracket of their own: 【责任单位】. A
/// colon after an unknown short word counts as a label too, so that its value is not read as units:
/// `目标位置:全省前5`.
#[must_use]
pub(crate) fn find(context: &Context, range: TextRange) -> Vec<Labelled> {
    let words = range.of(context.text);
    let mut found = boxed_labels(context, range);
    let boxed = found.len();
    // Behind the last separator, and behind the last that is no 、.
    let (mut after, mut run) = (0, 0);
    for (at, c) in signs_outside(context, words) {
        let value_start = range.start + to_u32(at + 1);
        if c == ':' && found[..boxed].iter().all(|label| label.value_start != value_start) {
            found.push(before(context, range, (run, after), at));
        }
        if matches!(c, ':' | ',' | ';' | '。' | '、') {
            after = at + c.len_utf8();
            run = if c == '、' { run } else { after };
        }
    }
    found.sort_by_key(|label| label.word);
    found
}

/// The known labels in brackets of their own.
fn boxed_labels(context: &Context, range: TextRange) -> Vec<Labelled> {
    let words = range.of(context.text);
    let signs = context.marks.signs(words);
    let boxes = signs.iter().filter(|(_, sign)| *sign == BOX);
    let read = boxes.filter_map(|(at, _)| {
        let (len, label) = boxed(context, &words[at..])?;
        let (word, value_start) = (range.within(at, len), range.within(at + len, 0).start);
        Some(Labelled { label: Some(label), word, value_start })
    });
    read.collect()
}

/// The label in a bracket of its own that `text` begins with: its length, a colon behind included.
fn boxed(context: &Context, text: &str) -> Option<(usize, Label)> {
    let inside = super::head(text.strip_prefix(BOX)?, MAX_LABEL);
    let (word, _) = context.marks.signs(inside).apart(&['】'])?;
    let label = context.lexicon.clause_words.labels.get(word)?;
    let len = 2 * BOX.len_utf8() + word.len();
    Some((len + usize::from(text[len..].starts_with(':')), *label))
}

fn before(
    context: &Context,
    range: TextRange,
    (run, after): (usize, usize),
    colon: usize,
) -> Labelled {
    let value_start = range.within(colon + 1, 0).start;
    let colon = after + range.of(context.text)[after..colon].trim_end_matches(BOLD).len();
    let words = &range.of(context.text)[after..colon];
    let whole = &range.of(context.text)[run..colon];
    let labels = &context.lexicon.clause_words.labels;
    let known = labels.at_end(words).map(|(word, label)| (word.len(), *label));
    let known = known.or_else(|| spaced(context, words)).or_else(|| compound(context, whole));
    let known = known.map(|(len, label)| with_first(context, whole, (len, label)));
    let (len, label) = match known {
        Some((len, label)) if len > words.len() => (len, Some(label)),
        Some((len, label)) => (with_level(context, words, len), Some(label)),
        None => (context.marks.signs(words).tail(|sign| sign == ' ').len(), None),
    };
    Labelled { label, word: range.within(colon - len, len), value_start }
}

/// A label with spaces inside the word.
fn spaced(context: &Context, words: &str) -> Option<(usize, Label)> {
    if words.len() > MAX_LABEL || !context.marks.signs(words).has(&[' ']) {
        return None;
    }
    let joined: String = words.chars().filter(|c| *c != ' ').collect();
    let label = context.lexicon.clause_words.labels.get(&joined)?;
    Some((words.len(), *label))
}

/// The label that `text` begins with: its length with the colon. Spaces inside the word do not
/// count, as in `责 任 单 位:`.
#[must_use]
pub(crate) fn at_start(context: &Context, text: &str) -> Option<(usize, Label)> {
    if let Some(boxed) = boxed(context, text) {
        return Some(boxed);
    }
    let colon = context.marks.signs(super::head(text, MAX_LABEL)).first(&[':'])?;
    let word = text[..colon].trim_matches(BOLD);
    let labels = &context.lexicon.clause_words.labels;
    let known = labels.get(of_level(context, word)).or_else(|| qualified(context, word)).copied();
    let spaced = || spaced(context, word).map(|(_, label)| label);
    let whole = || compound(context, word).filter(|(len, _)| *len == word.len());
    let label = known.or_else(spaced).or_else(|| whole().map(|(_, label)| label))?;
    Some((colon + 1, label))
}

/// The length of several words that make one label at the end of `words`: 牵头部门(单位),
/// 责任处(科)室, 责任单位及承办科室, 责任单位/科室.
fn compound(context: &Context, words: &str) -> Option<(usize, Label)> {
    let words = super::foot(words, MAX_LABEL);
    let word = &words[words.trim_end_matches(is_inner).len()..];
    let plain = outside(context, word);
    let labels = &context.lexicon.clause_words.labels;
    let label = labels.get(of_level(context, &plain)).or_else(|| joined(context, &plain))?;
    Some((word.len(), *label))
}

/// True for what stands inside a label of several words.
fn is_inner(c: char) -> bool {
    is_han(c) || matches!(c, '/' | '、') || brackets::opens(c) || brackets::closes(c)
}

/// A label with the one before it that 及 or a stroke joins to it, which decides: 责任单位及|承办科室.
fn with_first(context: &Context, words: &str, (len, label): (usize, Label)) -> (usize, Label) {
    let head = &words[..words.len().saturating_sub(len)];
    let conjunction = context.lexicon.organisations.conjunctions.at_end(head);
    let joint = conjunction.map(|(word, ())| word.len());
    let Some(joint) = joint.or_else(|| head.ends_with('/').then_some(1)) else {
        return (len, label);
    };
    let head = &head[..head.len() - joint];
    let first =
        context.lexicon.clause_words.labels.at_end(head).filter(|(_, first)| is_role(first));
    first.map_or((len, label), |(word, first)| (len + joint + word.len(), *first))
}

/// The first of two labels that 及 or a stroke joins; the second may be a mere noun.
fn joined<'c>(context: &'c Context, word: &str) -> Option<&'c Label> {
    let words = &context.lexicon.clause_words;
    let (first, label) = words.labels.at_start(word).filter(|(_, label)| is_role(label))?;
    let rest = &word[first.len()..];
    let conjunction = context.lexicon.organisations.conjunction(rest);
    let joint = conjunction.or_else(|| rest.starts_with(['/', '、']).then(|| joint_len(rest)))?;
    let second = &rest[joint..];
    let noun = context.lexicon.list_words.nouns.get(second).is_some();
    (noun || words.labels.get(second).is_some_and(is_role) || joined(context, second).is_some())
        .then_some(label)
}

fn joint_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

fn is_role(label: &Label) -> bool {
    matches!(label, Label::Role(_))
}

/// 指标牵头单位: a label behind a word that says of what.
fn qualified<'c>(context: &'c Context, word: &str) -> Option<&'c Label> {
    let words = &context.lexicon.clause_words;
    let (of_what, ()) = words.label_heads.at_start(word)?;
    words.labels.get(&word[of_what.len()..])
}

/// The label without the level whose bodies it lists: 市级 of 市级牵头单位.
fn of_level<'t>(context: &Context, word: &'t str) -> &'t str {
    let words = &context.lexicon.list_words;
    let level = words.modifiers.at_start(word).filter(|(level, ())| words.is_level(level));
    level.map_or(word, |(level, ())| &word[level.len()..])
}

/// The length of the label that ends `words`, with the level before it, or with what it is of where
/// nothing else stands before it.
fn with_level(context: &Context, words: &str, label: usize) -> usize {
    let table = &context.lexicon.list_words;
    let head = &words[..words.len() - label];
    let level = table.modifiers.at_end(head).filter(|(level, ())| table.is_level(level));
    let of_what = || context.lexicon.clause_words.label_heads.get(head).map(|()| head.len());
    label + level.map(|(level, ())| level.len()).or_else(of_what).unwrap_or(0)
}
