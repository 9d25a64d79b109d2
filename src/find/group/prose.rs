//! A group in running text: `成立工作领导小组,由区政府主要领导任组长,…任副组长,…为成员`, or
//! `成立由…任组长,…任副组长的…领导小组`, or `成立工作专班,由…组成`.

use super::unit::unit;
use super::{GroupFinding, MemberFinding, named, post};
use crate::find::responsibility::grammar::split::{signs_outside, split};
use crate::find::responsibility::grammar::{foot, head};
use crate::find::{Context, Passage, Rule};
use crate::span::TextRange;

/// A group's name is at most this long, in bytes.
const MAX_NAME: usize = 180;

/// Members stand at most this far before their role, in bytes.
const MAX_LIST: usize = 3000;

/// A group in running text.
pub(crate) const RULE: Rule = Rule {
    id: "group/prose",
    finds: "a sentence that says who is head, deputy or member of a group",
    example: "成立议案办理工作领导小组,由区政府主要领导任组长,区财政局、区城管局为成员。",
    counter_example: "各成员单位要按照职责分工抓好落实,组长要亲自部署。",
};

/// A role that a sentence gives to the words before it.
struct Taken {
    /// Where the list before it ends, as an offset of the paragraph.
    list_end: usize,
    role: Box<str>,
    role_range: TextRange,
    end: usize,
}

/// All groups of a passage, in order.
pub(super) fn find(context: &Context, passage: &Passage) -> Vec<GroupFinding> {
    let paragraphs = passage.paragraphs.iter().filter(|range| may_hold(context, **range));
    paragraphs.flat_map(|range| in_paragraph(context, passage, *range)).collect()
}

/// Whether a paragraph may name a role or a group; few do.
fn may_hold(context: &Context, range: TextRange) -> bool {
    let (group_words, words) = (&context.lexicon.group_words, range.of(context.text));
    context.marks.has_cue(&group_words.nouns, words)
        || context.marks.has_cue(&group_words.roles, words)
}

fn in_paragraph(context: &Context, passage: &Passage, range: TextRange) -> Vec<GroupFinding> {
    let words = range.of(context.text);
    let mut groups: Vec<GroupFinding> = Vec::new();
    let mut start = 0;
    let stops = signs_outside(context, words)
        .filter(|(_, c)| matches!(c, '。' | ';'))
        .map(|(at, c)| (at, c.len_utf8()));
    let mut sentence = |start: usize, end: usize| {
        let found = group(context, passage, range, range.within(start, end - start));
        match (groups.last_mut(), found) {
            (Some(last), Some(more)) if last.name.is_some() && last.name == more.name => {
                last.range = last.range.cover(more.range);
                last.members.extend(more.members);
            }
            (_, found) => groups.extend(found),
        }
    };
    for (at, len) in stops {
        sentence(start, at);
        start = at + len;
    }
    sentence(start, words.len());
    groups
}

fn group(
    context: &Context,
    passage: &Passage,
    paragraph: TextRange,
    sentence: TextRange,
) -> Option<GroupFinding> {
    let taken = roles(context, sentence);
    let (first, last) = (taken.first()?, taken.last()?);
    if is_order(context, sentence) {
        return None;
    }
    let mut members = Vec::new();
    let mut from = 0;
    for role in &taken {
        members.extend(list(context, sentence, from, role));
        from = role.end;
    }
    let before =
        TextRange::new(paragraph.start, sentence.start + u32::try_from(first.list_end).ok()?);
    let behind = sentence.within(last.end, sentence.of(context.text).len() - last.end);
    let name = named_behind(context, behind).or_else(|| founded(context, before));
    let name = name.or_else(|| passage.heading.and_then(|heading| name_in(context, heading)));
    let whole = name.map_or(sentence, |name| name.cover(sentence)).trim(context.text);
    let (office, rule) = (None, RULE.id);
    // 由政府负责人牵头 alone makes no group.
    let told = members.iter().any(|member| !leads(context, &member.role));
    told.then_some(GroupFinding { range: whole, name, office, members, rule })
}

/// `各县区要成立由…任组长的领导小组`: a group that others are to set up.
fn is_order(context: &Context, sentence: TextRange) -> bool {
    let words = sentence.of(context.text).trim_start();
    let Some((verb, ..)) = context.marks.cue(&context.lexicon.group_words.founds, words) else {
        return false;
    };
    let clause = context.marks.signs(&words[..verb]).tail(|sign| matches!(sign, ',' | ':'));
    let every = |words: &str| context.lexicon.list_words.every.at_start(words).is_some();
    every(words) || every(clause.trim_start())
}

/// 任组长, 组长由…担任, 为成员 and, where a group is named, 组成 and 牵头.
fn roles(context: &Context, sentence: TextRange) -> Vec<Taken> {
    let group_words = &context.lexicon.group_words;
    let found = context.marks.cues(&group_words.roles, sentence.of(context.text));
    let taken = found.filter_map(|(at, word, role)| {
        let found = (at, word, &**role);
        taken_before(context, sentence, found).or_else(|| taken_behind(context, sentence, found))
    });
    let mut taken: Vec<Taken> = taken.collect();
    taken.extend(composed(context, sentence));
    taken.sort_by_key(|taken| taken.end);
    taken.extend(leader(context, sentence, &taken));
    taken.sort_by_key(|taken| taken.end);
    taken
}

/// `…任组长`, `…为领导小组成员`.
fn taken_before(
    context: &Context,
    sentence: TextRange,
    (at, word, role): (usize, &str, &str),
) -> Option<Taken> {
    let group_words = &context.lexicon.group_words;
    let before = &sentence.of(context.text)[..at];
    let noun = group_words.nouns.at_end(before).map_or(0, |(noun, ())| noun.len());
    let take = group_words.takes.at_end(&before[..at - noun])?.0.len();
    let role_range = sentence.within(at, word.len());
    Some(Taken { list_end: at - noun - take, role: role.into(), role_range, end: at + word.len() })
}

/// `组长由…担任`, `设副召集人2人,由…担任`.
fn taken_behind(
    context: &Context,
    sentence: TextRange,
    (at, word, role): (usize, &str, &str),
) -> Option<Taken> {
    let words = sentence.of(context.text);
    let behind = &words[at + word.len()..];
    let counted = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    let counted = counted.strip_prefix(['人', '名']).unwrap_or(counted);
    let list = counted.strip_prefix(',').unwrap_or(counted);
    let adverb = context.lexicon.clause_words.adverbs.at_start(list);
    let list = list[adverb.map_or(0, |(word, _)| word.len())..].strip_prefix('由')?;
    let start = words.len() - list.len();
    let stop = context.marks.signs(list).head(|sign| matches!(sign, ',' | ':')).len();
    let (take, ()) = context.lexicon.group_words.takes.at_end(&list[..stop])?;
    let role_range = sentence.within(at, word.len());
    let list_end = start + stop - take.len();
    Some(Taken { list_end, role: role.into(), role_range, end: start + stop })
}

/// `由…组成`, where the sentence names the group or says 成员由.
fn composed(context: &Context, sentence: TextRange) -> Option<Taken> {
    let group_words = &context.lexicon.group_words;
    let words = sentence.of(context.text);
    let found = context.marks.cues(&group_words.composes, words);
    let mut found = found.filter(|(.., role)| !leads(context, role));
    found.find_map(|(at, word, role)| {
        let (from, ..) = context.marks.last_cue(&context.lexicon.particles.by, &words[..at])?;
        let end = at + word.len();
        let role_range = sentence.within(at, word.len());
        let named = is_named(context, words, from, end);
        named.then(|| Taken { list_end: at, role: role.clone(), role_range, end })
    })
}

/// A group is named before 由 (成立专班,由…; 联席会议由…; 成员由…) or behind (组建由…组成的专班).
fn is_named(context: &Context, words: &str, from: usize, end: usize) -> bool {
    let group_words = &context.lexicon.group_words;
    let before = words[..from].trim_end_matches(',');
    let touches =
        group_words.nouns.at_end(before).is_some() || group_words.roles.at_end(before).is_some();
    let named = || {
        let noun = context.marks.cue(&group_words.nouns, before).map(|(at, ..)| at);
        noun.is_some_and(|noun| context.marks.has_cue(&group_words.founds, &words[..noun]))
    };
    let behind = || {
        let signs = context.marks.signs(&words[end..]);
        let clause = signs.head(|sign| matches!(sign, ',' | '。' | ';'));
        context.marks.has_cue(&group_words.nouns, clause)
            && group_words.founds.at_end(before).is_some()
    };
    touches || named() || behind()
}

/// `由市水利局牵头`, where the sentence founds a group and names its members behind.
fn leader(context: &Context, sentence: TextRange, others: &[Taken]) -> Option<Taken> {
    let group_words = &context.lexicon.group_words;
    let words = sentence.of(context.text);
    // 牵头,: not 各牵头部门.
    let (at, word, role) =
        context.marks.cues(&group_words.composes, words).find(|(at, word, role)| {
            words[at + word.len()..].starts_with([',', '、']) && leads(context, role)
        })?;
    let founds = context.marks.has_cue(&group_words.founds, &words[..at]);
    let first = others.first().is_some_and(|other| at + word.len() <= other.list_end);
    let role_range = sentence.within(at, word.len());
    (founds && first && context.marks.has_cue(&group_words.nouns, words)).then(|| Taken {
        list_end: at,
        role: role.clone(),
        role_range,
        end: at + word.len(),
    })
}

/// True for the role of a unit that leads the others, which no list of members has.
fn leads(context: &Context, role: &str) -> bool {
    context.lexicon.group_words.roles.get(role).is_none()
}

/// The members before a role: the runs between commas, from the last one back as far as they are
/// nothing but posts, units and people.
fn list(context: &Context, sentence: TextRange, from: usize, role: &Taken) -> Vec<MemberFinding> {
    let words = sentence.of(context.text).get(from..role.list_end).unwrap_or_default();
    let window = foot(words, MAX_LIST);
    let start = role.list_end - window.len();
    let by = context.marks.last_cue(&context.lexicon.particles.by, window);
    let start = start + by.map_or(0, |(at, word, ())| at + word.len());
    let range = sentence.within(start, role.list_end - start);
    let mut runs: Vec<Vec<TextRange>> = Vec::new();
    for run in split(context, range, |c| c == ',').into_iter().rev() {
        let members = post::members(context, run);
        if founds_group(context, run.of(context.text).trim()) {
            break;
        }
        let known = |member: &TextRange| named::is_known(context, *member);
        let odd = members.is_empty() || !members.iter().all(known);
        if odd && !run.is_empty() {
            break;
        }
        runs.push(members);
    }
    let mut members: Vec<TextRange> = runs.into_iter().rev().flatten().collect();
    post::shorten_last(context, &mut members);
    members.into_iter().map(|words| member(context, words, role)).collect()
}

/// `成立专班`, `市政府成立防汛指挥部`: no member, but the group.
fn founds_group(context: &Context, run: &str) -> bool {
    let words = &context.lexicon.group_words;
    words.founds.at_start(run).is_some()
        || words.nouns.at_end(run).is_some() && context.marks.has_cue(&words.founds, run)
}

fn member(context: &Context, words: TextRange, role: &Taken) -> MemberFinding {
    let person = named::read(context, words);
    MemberFinding {
        range: words,
        role: role.role.clone(),
        role_range: role.role_range,
        person: person.name,
        post: person.post,
        unit: person.post.and_then(|post| unit(context, post)),
        rule: RULE.id,
    }
}

/// `…任副组长的2号建议案办理工作领导小组`: the name behind the last role.
fn named_behind(context: &Context, behind: TextRange) -> Option<TextRange> {
    let words = behind.of(context.text);
    let rest = words.strip_prefix('的')?;
    let name = context.marks.signs(rest).head(|sign| matches!(sign, ',' | '(' | '。' | ';'));
    let stop = head(name, MAX_NAME).len();
    let offset = words.len() - rest.len();
    name_in(context, behind.within(offset, stop))
}

/// `成立工作领导小组`: the last name behind a founding verb.
pub(super) fn founded(context: &Context, before: TextRange) -> Option<TextRange> {
    let group_words = &context.lexicon.group_words;
    let words = before.of(context.text);
    let window = foot(words, MAX_LIST);
    let offset = words.len() - window.len();
    let found = context.marks.cues(&group_words.founds, window).filter_map(|(at, verb, ())| {
        let start = at + verb.len();
        let rest = &window[start..];
        let ends = |sign| matches!(sign, ',' | '(' | '。' | ';' | '、');
        let stop = head(context.marks.signs(rest).head(ends), MAX_NAME).len();
        (!rest.starts_with('由')).then_some(())?;
        name_in(context, before.within(offset + start, stop))
    });
    found.last()
}

/// The words up to the last kind of group in them: 工作领导小组|组成人员名单.
pub(super) fn name_in(context: &Context, range: TextRange) -> Option<TextRange> {
    let words = range.of(context.text);
    if words.len() > MAX_NAME {
        return None;
    }
    let (at, noun, ()) = context.marks.last_cue(&context.lexicon.group_words.nouns, words)?;
    Some(range.within(0, at + noun.len()))
}
