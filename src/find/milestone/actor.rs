//! Who acts and what is done, from the words around a date. Not a rule: what the rules share.

use super::scene::Scene;
use super::words::{aside, bracket, first_segment, last_segment};
use crate::span::{TextRange, to_u32};

/// Longest words that are a verb without its object (基本完成), in characters.
const BARE: usize = 5;

/// Longest remark in brackets behind a date, in characters.
const REMARK: usize = 24;

/// Longest words between who acts and the date, in bytes: 要, 应于.
const MODAL: usize = 6;

/// Longest name of one who acts, in bytes.
const LONGEST: usize = 60;

/// The parts of a sentence around a date.
#[derive(Clone, Copy, Debug)]
pub(super) struct Around<'t> {
    /// The words of the sentence before the date.
    pub(super) before: &'t str,
    /// The words of the sentence after it.
    pub(super) after: &'t str,
    /// Where the date stands.
    pub(super) date: TextRange,
}

/// Actors and action of a date in a sentence.
pub(super) fn read(scene: &Scene, around: Around) -> (Vec<TextRange>, Option<TextRange>) {
    let Around { before, after, date } = around;
    let start_of_after = date.end;
    // 9月28日前(以寄出时间为准),….
    let noted = bracket(scene.marks(), after, REMARK);
    let behind = after.get(noted..).unwrap_or_default();
    let gap = after.len() - behind.trim_start_matches([',', '、', ' ', ':']).len();
    let rest = after.get(gap..).unwrap_or_default();
    let leading = names(scene, rest);
    let used = leading.last().map_or(0, |(at, len)| at + len);
    let mut actors = place(&leading, start_of_after + to_u32(gap));
    if actors.is_empty() {
        let start = date.start - to_u32(before.len());
        let skipped = before.len() - before.trim_start().len();
        actors = place(&names(scene, before.trim_start()), start + to_u32(skipped));
        if actors.is_empty() {
            actors = subject(scene, before, start);
        }
    }
    let action = action(scene, around, &actors, (rest, used), start_of_after + to_u32(gap));
    (actors, action)
}

/// `建立会议制度,领导小组每季度召开会议`: the names that are all that stands before the date in its
/// own segment.
fn subject(scene: &Scene, before: &str, start: u32) -> Vec<TextRange> {
    let segment = last_segment(scene.marks(), before);
    let found = names(scene, segment);
    let rest = found.last().map_or(usize::MAX, |(at, len)| segment.len() - at - len);
    let at = start + to_u32(before.len() - segment.len());
    if rest <= MODAL { place(&found, at) } else { Vec::new() }
}

/// The first segment of `tail`; where it only says how (依托…系统), with the one behind it.
fn told<'t>(scene: &'t Scene, tail: &'t str) -> &'t str {
    let segment = |words: &'t str| first_segment(scene.marks(), words);
    let first = segment(tail);
    let rest = tail.get(first.len()..).unwrap_or_default();
    let next = rest.strip_prefix(',').map(segment).filter(|next| !next.is_empty());
    match next {
        Some(next) if scene.lexicon().actors.adverbials.at_start(first).is_some() => {
            tail.get(..first.len() + ','.len_utf8() + next.len()).unwrap_or(first)
        }
        _ => first,
    }
}

/// The words after the date without the actor; where they are a bare verb, the words before it.
fn action(
    scene: &Scene,
    around: Around,
    actors: &[TextRange],
    (rest, used): (&str, usize),
    at: u32,
) -> Option<TextRange> {
    let tail = rest.get(used..).unwrap_or_default();
    let lead = tail.len() - tail.trim_start_matches([',', ' ']).len();
    let words = told(scene, tail.get(lead..).unwrap_or_default());
    let start = at + to_u32(used + lead);
    let after = TextRange::new(start, start + to_u32(words.len()));
    if words.chars().count() > BARE || follows_subject(scene, around, actors) && !after.is_empty() {
        return Some(after);
    }
    let base = around.date.start - to_u32(around.before.len());
    let before = previous_segment(scene, around.before, base).filter(|range| {
        // Who acts is not what is done, and another date has its own action.
        let own = around.before.get((range.start - base) as usize..).unwrap_or_default();
        let first = first_segment(scene.marks(), own);
        !scene.marks().has_cue(&scene.lexicon().particles.year, first)
            && !actors.iter().any(|actor| actor.overlaps(*range))
    });
    before.or_else(|| (!after.is_empty()).then_some(after))
}

/// 确保项目6月底前开工: what the verb speaks of stands directly before the date.
fn follows_subject(scene: &Scene, around: Around, actors: &[TextRange]) -> bool {
    let subject = last_segment(scene.marks(), around.before);
    let at = around.date.start - to_u32(subject.len());
    let own = TextRange::new(at, around.date.start);
    subject.chars().count() > 3 && !actors.iter().any(|actor| actor.overlaps(own))
}

/// The last segment of `before` that says something: 力争 alone does not.
fn previous_segment(scene: &Scene, before: &str, base: u32) -> Option<TextRange> {
    let mut head = before;
    for _ in 0..3 {
        head = head.trim_end_matches([',', ' ', ':']);
        let segment = last_segment(scene.marks(), head);
        let start = head.len() - segment.len();
        if segment.chars().count() > 3 {
            return Some(TextRange::new(base + to_u32(start), base + to_u32(head.len())));
        }
        head = head.get(..start)?.trim_end_matches(super::words::ends_segment);
    }
    None
}

fn place(names: &[(usize, usize)], base: u32) -> Vec<TextRange> {
    let place = |(at, len): &(usize, usize)| {
        let start = base + to_u32(*at);
        TextRange::new(start, start + to_u32(*len))
    };
    names.iter().map(place).collect()
}

/// The names at the start of `text`, joined by 、 or 和: offset and length of each.
fn names(scene: &Scene, text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(len) = text.get(at..).and_then(|rest| name(scene, rest)) {
        // 由市民政局: the preposition is no part of the name.
        let skip = if text.get(at..).is_some_and(|rest| rest.starts_with('由')) {
            '由'.len_utf8()
        } else {
            0
        };
        found.push((at + skip, len - skip));
        at += len;
        let Some(rest) = text.get(at..) else { break };
        let link = scene.lexicon().actors.links.at_start(rest).map(|(word, ())| word.len());
        let comma = rest.starts_with(',').then_some(1);
        let Some(link) = link.or(comma) else { break };
        at += link;
    }
    found
}

/// The length of the name that `text` begins with.
fn name(scene: &Scene, text: &str) -> Option<usize> {
    let (words, marks) = (&scene.lexicon().actors, scene.marks());
    words.starts.at_start(text)?;
    let head = first_segment(marks, text);
    let plain = marks.signs(head).head(|sign| matches!(sign, '、' | '('));
    let of = marks.cue(&scene.lexicon().particles.of, plain);
    let plain = of.and_then(|(end, ..)| plain.get(..end)).unwrap_or(plain);
    let mut end = None;
    for (at, word, ()) in marks.cues(&words.ends, plain) {
        // 各设区市政府 ends where the last of its words ends.
        if end.is_some_and(|end| end < at) {
            break;
        }
        end = Some(at + word.len());
    }
    let end = end.filter(|end| *end <= LONGEST)?;
    // 各县(市、区)人民政府.
    let bracket = head.get(end..).map_or(0, |rest| aside(marks, rest));
    let more = head.get(end + bracket..).and_then(|rest| words.ends.at_start(rest));
    Some(end + bracket + more.filter(|_| bracket > 0).map_or(0, |(word, ())| word.len()))
}
