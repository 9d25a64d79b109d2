//! One name in a list of units: what belongs to it, and whether it can be a name at all.

use super::split::bracket_at_start;
use super::tail;
use crate::find::Context;
use crate::lexicon::organisation::Before;
use crate::span::TextRange;

/// No name of a unit is longer.
const MAX_NAME: usize = 150;

/// So many characters tell the matter of a section.
const SECTION: std::ops::RangeInclusive<usize> = 2..=14;

/// True where `text` can be the name of a unit. A line break inside does not count.
#[must_use]
pub(crate) fn plausible(context: &Context, text: &str) -> bool {
    let shape = |text: &str| context.lexicon.organisations.name_shape(text).is_name();
    if text.bytes().any(|byte| byte == b'\n') {
        return plausible(context, &text.replace('\n', ""));
    }
    let firm = context.lexicon.list_words.firms.get(text).is_some();
    let named = firm || shape(text) || is_levels(context, text) || is_section(context, text);
    text.len() <= MAX_NAME && (named || is_described(context, text))
}

/// `政策法规与创新体系建设处`, `建设管理处`: a section inside a body is named after its matter, which may
/// begin with a verb.
pub(crate) fn is_section(context: &Context, text: &str) -> bool {
    let organisations = &context.lexicon.organisations;
    let Some((ending, suffix)) = organisations.suffix(text) else { return false };
    let matter = &text[..text.len() - ending.len()];
    let deed = organisations.not_names.heads.at_start(matter);
    suffix.before == Before::Section
        && !suffix.is_no_name(text)
        && SECTION.contains(&matter.chars().count())
        && matter.chars().all(crate::chars::is_han)
        && deed.is_none_or(|(word, ())| word.chars().count() > 1 && word.len() < matter.len())
        && !context.marks.has_cue(&organisations.not_names.inside, matter)
}

/// `商务`, `住建部门`: the field of a department in place of its name.
pub(crate) fn is_field(context: &Context, text: &str) -> bool {
    let noun = context.lexicon.list_words.nouns.at_end(text);
    let field = noun.map_or(text, |(noun, ())| &text[..text.len() - noun.len()]);
    context.lexicon.organisations.stems.spelled(field, "").next().is_some()
}

/// The same for words at their place, which may have been read as a name already.
pub(crate) fn plausible_at(context: &Context, range: TextRange) -> bool {
    context.marks.is_known(context.text, range) || plausible(context, range.of(context.text))
}

/// `各设立投资公司的商业银行`: all bodies of a kind that a clause describes.
fn is_described(context: &Context, text: &str) -> bool {
    let every = context.lexicon.list_words.every.at_start(text).is_some();
    let of = || context.marks.last_cue(&context.lexicon.particles.of, text);
    let body = every.then(of).flatten().and_then(|(at, word, ())| text.get(at + word.len()..));
    body.is_some_and(|body| {
        context.lexicon.list_words.nouns.get(body).is_some()
            || context.lexicon.organisations.name_shape(body).is_name()
    })
}

/// True where `text` is nothing but levels of places, `各市(州)` or `县`.
#[must_use]
pub(crate) fn is_levels(context: &Context, text: &str) -> bool {
    after_levels(context, after_every(context, text)).is_some_and(str::is_empty)
}

/// What follows the levels of places that `text` begins with; none where it begins with none.
#[must_use]
pub(crate) fn after_levels<'t>(context: &Context, text: &'t str) -> Option<&'t str> {
    let mut rest = text;
    loop {
        let next = context.lexicon.list_words.levels.at_start(rest).map(|(word, ())| word.len());
        let Some(len) =
            next.or_else(|| bracket_at_start(context, rest).filter(|_| rest.len() < text.len()))
        else {
            return (rest.len() < text.len()).then_some(rest);
        };
        rest = &rest[len..];
    }
}

fn after_every<'t>(context: &Context, text: &'t str) -> &'t str {
    let every = context.lexicon.list_words.every.at_start(text);
    every.map_or(text, |(word, ())| &text[word.len()..])
}

/// True where the words before and after 、 are one collective: `各市、县(区)人民政府`,
/// `各级发展改革、工业和信息化主管部门`.
#[must_use]
pub(crate) fn shares_tail(context: &Context, before: &str, after: &str) -> bool {
    let words = &context.lexicon.list_words;
    if is_levels(context, before) {
        return after_levels(context, after).is_some_and(|rest| {
            rest.is_empty()
                || words.organs.at_start(rest).is_some()
                || starts_tail(context, rest)
                || is_body_of_levels(context, before, after)
        });
    }
    if is_generic(context, after) {
        return plausible(context, before);
    }
    let every = words.every.at_start(before).is_some_and(|(word, ())| word.chars().count() > 1);
    every && !plausible(context, before) && words.open_ends.at_end(before).is_none()
}

/// 各市、县〔区〕市场监管局: bodies of one kind at several levels, the last in brackets.
fn is_body_of_levels(context: &Context, before: &str, after: &str) -> bool {
    let Some(body) = after_bracketed_levels(context, after) else { return false };
    let sub = Context { text: body, ..*context };
    let bare = tail::strip(&sub, TextRange::from(0..body.len())).names.of(body);
    context.lexicon.list_words.every.at_start(before).is_some()
        && context.lexicon.organisations.suffix(bare).is_some()
}

/// What follows the last bracket of the levels that `text` begins with. A level may begin the name
/// of the body: 县〔区〕|市场监管局.
fn after_bracketed_levels<'t>(context: &Context, text: &'t str) -> Option<&'t str> {
    let levels = after_levels(context, text).map(|rest| &text[..text.len() - rest.len()])?;
    let close = context.marks.signs(levels).last_that(super::brackets::closes);
    close.map(|(at, c)| &text[at + c.len_utf8()..])
}

/// True for words that no unit is called by alone, a verb behind them set aside: 单位, 政府.
#[must_use]
pub(crate) fn is_generic(context: &Context, text: &str) -> bool {
    let words = &context.lexicon.list_words;
    let noun = words.nouns.at_start(text).or_else(|| words.organs.at_start(text));
    noun.is_some_and(|(noun, ())| {
        let rest = &text[noun.len()..];
        rest.is_empty() || starts_tail(context, rest)
    })
}

fn starts_tail(context: &Context, text: &str) -> bool {
    let words = &context.lexicon.clause_words;
    words.verbs.at_start(text).is_some() || words.adverbs.at_start(text).is_some()
}

/// `range` without the words that say that the list goes on: 等, 等部门, 等市直有关部门(单位).
#[must_use]
pub(crate) fn cut_open_end(context: &Context, range: TextRange) -> TextRange {
    let words = range.of(context.text);
    let open_ends = &context.lexicon.list_words.open_ends;
    if let Some((word, ())) = open_ends.at_end(words) {
        return range.within(0, words.len() - word.len()).trim(context.text);
    }
    let last = context.marks.last_cue(open_ends, words);
    let Some((at, word, ())) = last else { return range };
    let rest = &words[at + word.len()..];
    let before = &words[..at];
    let tail = sums_up(context, rest)
        || is_broken_off(context, rest)
        || describes(context, rest) && plausible(context, before);
    let shared =
        context.lexicon.list_words.every.at_start(before).is_some() && !plausible(context, before);
    if tail && !shared { range.within(0, at).trim(context.text) } else { range }
}

/// True for `市级`, whose noun a line break took away.
fn is_broken_off(context: &Context, text: &str) -> bool {
    context.lexicon.list_words.is_level(text)
        && context.lexicon.list_words.modifiers.get(text).is_some()
}

/// True for `行政执法有关单位`, `部际联席会议成员单位`: words without a conjunction before the noun, or
/// behind 具有, which describes what the names are examples of.
fn describes(context: &Context, text: &str) -> bool {
    let words = &context.lexicon.list_words;
    words.nouns.at_end(text).is_some_and(|(noun, ())| {
        words.describers.at_start(text).is_some()
            || !joins(context, &text[..text.len() - noun.len()])
    })
}

/// 和, 及 or 与 stands among the words.
fn joins(context: &Context, words: &str) -> bool {
    let mut joints = context.marks.cues(&context.lexicon.targets.conjunction, words);
    joints.any(|(_, word, ())| word.ends_with(['和', '及', '与']))
}

/// True where 、 has cut the description behind 等: 海关等具有强制权、保管职能的部门.
#[must_use]
pub(crate) fn describes_on(context: &Context, before: &str, after: &str) -> bool {
    let words = &context.lexicon.list_words;
    let last = context.marks.last_cue(&words.open_ends, before);
    let open = last.is_some_and(|(at, word, ())| {
        let rest = &before[at + word.len()..];
        words.describers.at_start(rest).is_some() && words.nouns.at_end(rest).is_none()
    });
    open && (!plausible(context, after) || words.nouns.at_end(after).is_some())
}

/// Where a list that 等 closes is followed by another name: `A等市级部门和单位及各区县` ends before 等,
/// and 各区县 begins behind 及.
#[must_use]
pub(crate) fn after_open_end(context: &Context, text: &str) -> Option<(usize, usize)> {
    let words = &context.lexicon.list_words;
    let (at, word, ()) = context.marks.cue(&words.open_ends, text).filter(|(at, ..)| *at > 0)?;
    let mut end = at + word.len();
    let mut noun = true;
    let mut found = None;
    while let Some(rest) = text.get(end..).filter(|rest| !rest.is_empty()) {
        if noun && let Some(joint) = context.lexicon.organisations.conjunction(rest) {
            let next = end + joint;
            if begins_name(context, &text[next..]) {
                found = Some((at, next));
            }
        }
        let noun_at = words.nouns.at_start(rest).map(|(word, ())| word.len());
        noun = noun_at.is_some();
        let modifier = || words.modifiers.at_start(rest).map(|(word, ())| word.len());
        let Some(len) = noun_at.or_else(modifier) else { break };
        end += len;
    }
    found
}

/// True for 各区县 and for names, not for 单位, 有关部门 or 各有关单位.
fn begins_name(context: &Context, text: &str) -> bool {
    let every = context.lexicon.list_words.every.at_start(text).is_some();
    (every || plausible(context, text)) && !sums_up(context, text)
}

/// True for `部门`, `有关部门和单位`, `17个市直单位`, `有关部门(单位)`. In `部门和各有关单位` a new name
/// begins behind 和.
fn sums_up(context: &Context, text: &str) -> bool {
    let words = &context.lexicon.list_words;
    let mut rest = text;
    let mut noun = false;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let len = if let Some((word, ())) = words.nouns.at_start(rest) {
            noun = true;
            word.len()
        } else if digits > 0 {
            digits
        } else if let Some((word, ())) = words.modifiers.at_start(rest) {
            if noun && words.every.at_start(&rest[word.len()..]).is_some() {
                return false;
            }
            noun = false;
            word.len()
        } else {
            match bracket_at_start(context, rest).filter(|_| noun) {
                Some(len) => len,
                None => return false,
            }
        };
        rest = &rest[len..];
    }
    noun
}
