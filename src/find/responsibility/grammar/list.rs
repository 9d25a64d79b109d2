//! A run of names between commas: `A、B会同C和D`.

use super::name::{after_open_end, cut_open_end, describes_on, is_generic, plausible, shares_tail};
use super::split::split;
use super::tail::{Tail, strip};
use crate::find::Context;
use crate::find::responsibility::convention;
use crate::lexicon::clauses::Link;
use crate::lexicon::measures::MeasureKind;
use crate::names::recognise::{NameShape, without_note};
use crate::number;
use crate::span::TextRange;

/// A stretch between two 、 with the verb that closes it, its names taken apart.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// The names.
    pub names: Vec<TextRange>,
    /// Names before 牵头会同, whose role that word gives, and the word.
    pub leads: Option<(Vec<TextRange>, TextRange)>,
    /// Names and verb as they stand.
    pub tail: Tail,
}

/// 市委 and the like begin the names of others: a name before another one has so many characters.
const SHORT: usize = 3;

/// Takes a run apart.
#[must_use]
pub(crate) fn items(context: &Context, run: TextRange) -> Vec<Item> {
    let pieces = split(context, run, |c| c == '、');
    join_collectives(context, &pieces).into_iter().map(|piece| item(context, piece)).collect()
}

/// Puts together what 、 has cut inside one collective.
fn join_collectives(context: &Context, pieces: &[TextRange]) -> Vec<TextRange> {
    let mut joined: Vec<TextRange> = Vec::with_capacity(pieces.len());
    let mut last = TextRange::default();
    for piece in pieces {
        let piece = piece.trim(context.text);
        let after = piece.of(context.text);
        match joined.last_mut() {
            Some(whole) if continues(context, *whole, last, after) => *whole = whole.cover(piece),
            _ => joined.push(piece),
        }
        last = piece;
    }
    joined
}

/// The whole so far opens with 各级, or the piece before is a level: 各县、市、区政府.
fn continues(context: &Context, whole: TextRange, last: TextRange, after: &str) -> bool {
    shares_tail(context, last.of(context.text), after)
        || whole != last && shares_tail(context, whole.of(context.text), after)
        || describes_on(context, whole.of(context.text), after)
}

fn item(context: &Context, piece: TextRange) -> Item {
    if context.marks.is_known(context.text, piece) {
        let tail = Tail { names: piece, verb: None };
        return Item { names: vec![piece], leads: None, tail };
    }
    let tail = strip(context, piece);
    let (before, link, after) = at_link(context, tail.names);
    let before = before.map(|range| names(context, range)).unwrap_or_default();
    let after = names(context, after);
    match link {
        Some((Link::AfterLead, word)) => Item { names: after, leads: Some((before, word)), tail },
        _ => Item { names: [before, after].concat(), leads: None, tail },
    }
}

type AtLink = (Option<TextRange>, Option<(Link, TextRange)>, TextRange);

/// The names before 会同, the word, and the names after it.
fn at_link(context: &Context, range: TextRange) -> AtLink {
    let words = range.of(context.text);
    let links = &context.lexicon.clause_words.links;
    let found =
        context.marks.cues(links, words).find(|(at, _, link)| *at > 0 && **link != Link::None);
    let Some((at, word, link)) = found else { return (None, None, range) };
    let after = at + word.len();
    let word = range.within(at, word.len());
    (Some(range.within(0, at)), Some((*link, word)), range.within(after, words.len() - after))
}

/// The names in words without 、: apart at 会同, at 和, 及, 与 where names meet, and at spaces.
#[must_use]
pub(crate) fn names(context: &Context, range: TextRange) -> Vec<TextRange> {
    let range = range.trim(context.text);
    if let Some((end, next)) = after_open_end(context, range.of(context.text)) {
        let rest = range.within(next, range.of(context.text).len() - next);
        return [names(context, range.within(0, end)), names(context, rest)].concat();
    }
    let range = cut_lead_in(context, cut_open_end(context, range));
    let words = split(context, range, |c| matches!(c, ' ' | '/'));
    let names = at_gaps(context, words).into_iter().flat_map(|word| at_conjunctions(context, word));
    let names = names.flat_map(|name| without_gaps(context, name));
    let names = names.map(|name| clean(context, name));
    names.filter(|name| can_be_name(context, name.of(context.text))).collect()
}

/// Puts together what a space has cut inside a name, where lines were joined by spaces: 省金融监 管局.
fn at_gaps(context: &Context, words: Vec<TextRange>) -> Vec<TextRange> {
    let mut names: Vec<TextRange> = Vec::with_capacity(words.len());
    for word in words {
        match names.last_mut() {
            Some(last) if is_cut(context, *last, word) => *last = last.cover(word),
            _ => names.push(word),
        }
    }
    names
}

/// The words on both sides of a space are one name, and not each a name of its own.
fn is_cut(context: &Context, left: TextRange, right: TextRange) -> bool {
    let gap = TextRange::new(left.end, right.start).of(context.text);
    let (left, right) = (left.of(context.text), right.of(context.text));
    let known = |text: &str| {
        matches!(
            context.lexicon.organisations.name_shape(text),
            NameShape::Known(_) | NameShape::Collective
        )
    };
    let both = plausible(context, left) && plausible(context, right);
    let apart = both && (known(right) || begins_next(context, left) || begins_next(context, right));
    !context.marks.signs(gap).has(&['/'])
        && !left.is_empty()
        && !apart
        && plausible(context, &format!("{left}{right}"))
}

/// `市民政局市残联各县区`: names whose gaps were lost. Each begins with a level or with 各.
fn without_gaps(context: &Context, range: TextRange) -> Vec<TextRange> {
    let organisations = &context.lexicon.organisations;
    let whole = range.of(context.text);
    let mut names = Vec::new();
    let mut from = 0;
    let levels = context.marks.places(&organisations.level_words, whole);
    let every = context.marks.places(&context.lexicon.list_words.every, whole);
    let mut places: Vec<usize> = levels.chain(every).collect();
    places.sort_unstable();
    places.dedup();
    for at in places {
        let name = whole.get(from..at).filter(|name| name.chars().nth(SHORT - 1).is_some());
        let known = |name: &str| matches!(organisations.name_shape(name), NameShape::Known(_));
        if begins_next(context, &whole[at..]) && name.is_some_and(known) {
            names.push(range.within(from, at - from));
            from = at;
        }
    }
    if names.is_empty() || organisations.read(whole).is_some() {
        return vec![range];
    }
    names.push(range.within(from, whole.len() - from));
    names
}

/// A name begins with 市 or 各县区, and no post (市长) or another word (市区).
fn begins_next(context: &Context, text: &str) -> bool {
    let organisations = &context.lexicon.organisations;
    let level = organisations.level_words.at_start(text).is_some();
    let post = organisations.not_names.heads_of_places.at_start(text).is_some();
    let word = organisations.not_names.level_begins.at_start(text).is_some();
    let levels = context.lexicon.list_words.levels.at_start(text);
    let one = levels.is_none_or(|(word, ())| word.chars().count() == 1);
    // 市政府|各部门 is one: only places are others' places.
    let every = context.lexicon.list_words.every.at_start(text);
    let places = every.is_some_and(|(word, ())| {
        organisations.level_words.at_start(&text[word.len()..]).is_some()
    });
    places || level && one && !post && !word
}

/// More than one character, no label (牵头单位、责任单位:), no length of time (3个月内), no sentence.
fn can_be_name(context: &Context, words: &str) -> bool {
    words.chars().nth(1).is_some()
        && context.lexicon.clause_words.labels.get(words).is_none()
        && !begins_with_time(context, words)
        && !is_sentence(context, words)
}

/// 各县区要负起主体责任: words that say something of a unit, and end as no name ends.
fn is_sentence(context: &Context, words: &str) -> bool {
    let organisations = &context.lexicon.organisations;
    let bare = without_note(words);
    let deed = organisations.not_names.heads.at_start(bare);
    let deed = deed.is_some_and(|(word, ())| word.chars().nth(1).is_some());
    let told = deed || context.marks.has_cue(&organisations.not_names.inside, bare);
    told && organisations.suffix(bare).is_none()
        && context.lexicon.list_words.nouns.at_end(bare).is_none()
        && context.lexicon.group_words.posts.at_end(bare).is_none()
        && !plausible(context, words)
}

fn begins_with_time(context: &Context, words: &str) -> bool {
    let whole = TextRange::from(0..words.len());
    let digit = words.starts_with(|c: char| c.is_ascii_digit());
    let first = digit.then(|| number::scan(context.lexicon, words, whole).next()).flatten();
    let timed = |kind| matches!(kind, Some(MeasureKind::Time | MeasureKind::Date));
    first.is_some_and(|quantity| quantity.range.start == 0 && timed(quantity.kind))
}

fn at_conjunctions(context: &Context, range: TextRange) -> Vec<TextRange> {
    let words = range.of(context.text);
    let mut parts: Vec<std::ops::Range<usize>> = Vec::new();
    for part in context.lexicon.organisations.split_conjunctions(words) {
        match parts.last_mut() {
            Some(last) if one(context, &words[last.clone()], &words[part.clone()]) => {
                last.end = part.end;
            }
            _ => parts.push(part),
        }
    }
    parts.into_iter().map(|part| range.within(part.start, part.len())).collect()
}

/// The words on both sides of 和 are one name: 各级党委和政府, 园区和示范区管委会.
fn one(context: &Context, left: &str, right: &str) -> bool {
    areas(context, left, right) || is_generic(context, right) || is_office(context, left, right)
}

/// 政策法规与监督检查处: what stands before 与 is no name, and an inner office has no place.
fn is_office(context: &Context, left: &str, right: &str) -> bool {
    let office = right.ends_with('处') || right.ends_with('科');
    office && !plausible(context, left) && plausible(context, right)
}

/// 园区和示范区管委会: kinds of areas without a name share one body.
fn areas(context: &Context, left: &str, right: &str) -> bool {
    let areas = &context.lexicon.list_words.areas;
    areas.get(left).is_some() && areas.at_start(right).is_some()
}

fn cut_end<'t>(context: &Context, words: &'t str) -> &'t str {
    let sub = Context { text: words, ..*context };
    cut_open_end(&sub, TextRange::from(0..words.len())).trim(words).of(words)
}

fn clean(context: &Context, range: TextRange) -> TextRange {
    let range = range.trim(context.text);
    let words = range.of(context.text);
    let stated = without_rule(context, words);
    // 各区政府落实(以下…不再列出): the verb stood before the rule.
    let verb = strip(context, range.within(0, stated.len())).names;
    let stated = if stated.len() < words.len() { verb.of(context.text) } else { stated };
    let kept = cut_end(context, stated);
    cut_lead_in(context, range.within(0, kept.len())).trim(context.text)
}

/// `各县政府(逗号前为牵头单位)`: the note is a rule of the document.
fn without_rule<'t>(context: &Context, words: &'t str) -> &'t str {
    let bare = without_note(words);
    if convention::states_rule(context, &words[bare.len()..]) { bare } else { words }
}

/// `range` without 由 or 会同 before the name.
fn cut_lead_in(context: &Context, range: TextRange) -> TextRange {
    let words = range.of(context.text);
    let clause_words = &context.lexicon.clause_words;
    let place = clause_words.links.at_start(words).is_some_and(|(_, link)| *link == Link::None);
    match clause_words.lead_ins.at_start(words).filter(|_| !place) {
        Some((word, ())) => range.within(word.len(), words.len() - word.len()).trim(context.text),
        None => range,
    }
}
