//! Something that must be done at a rhythm.
//!
//! `每个成员单位每月报送信息1篇`, `于每季度首月20日前报送…`. Not `每人每年补助1000元`, `每周7天服务`, `每年增长5%`:
//! a rhythm counts only where a verb of duty follows it.

use super::actor::{self, Around};
use super::scene::{Line, Scene};
use super::words::{ends_segment, first_segment, last_segment};
use super::{MilestoneFinding, Rule};
use crate::model::{MilestoneKind, Recurrence};
use crate::span::{TextRange, to_u32};

pub(super) const RULE: Rule = Rule {
    id: "milestone/recurring",
    finds: "A duty that comes back every month, quarter or year.",
    example: "每个成员单位每月报送信息1篇",
    counter_example: "给予每人每月500元补助",
};

/// As far as the verb may stand from the rhythm, in bytes.
const REACH: usize = 66;

pub(super) fn find(scene: &Scene) -> Vec<MilestoneFinding> {
    let mut found = Vec::new();
    for line in &scene.lines {
        let text = scene.words(line.range);
        for (at, word, recurrence) in scene.marks().cues(&scene.lexicon().rhythms.rhythms, text) {
            found.extend(duty(scene, line, (at, word.len()), *recurrence));
        }
    }
    found
}

fn duty(
    scene: &Scene,
    line: &Line,
    (at, len): (usize, usize),
    recurrence: Recurrence,
) -> Option<MilestoneFinding> {
    let text = scene.words(line.range);
    let rhythm = line.range.within(at, len);
    let before = scene.marks().sentence_before(text, at);
    let after = scene.marks().sentence_after(text, at + len);
    // 一月一调度、一季一通报: each rhythm has its own verb.
    let segment = last_segment(scene.marks(), before);
    let segment = if segment.ends_with('、') { "" } else { segment };
    if is_rate(scene, segment) || scene.in_title(line.range, rhythm) || scene.in_clause(rhythm) {
        return None;
    }
    let (from, reach) = duty_segment(scene, after)?;
    let reach = up_to_next(scene, after, (from, reach));
    let range = TextRange::new(rhythm.start - to_u32(segment.len()), rhythm.end + to_u32(reach));
    let mut finding = MilestoneFinding::new(
        &RULE,
        MilestoneKind::Recurring,
        line.paragraph,
        range.trim(scene.text()),
    );
    finding.recurrence = Some(recurrence);
    let dated = TextRange::new(rhythm.start, rhythm.end + to_u32(from));
    let words = Around { before, after: after.get(from..).unwrap_or_default(), date: dated };
    let (actors, action) = actor::read(scene, words);
    // What comes again stands behind the rhythm, however short: 发现问题,每月进行通报.
    let own = TextRange::new(dated.end, rhythm.end + to_u32(reach));
    let action = action.filter(|action| own.contains(*action)).unwrap_or(own);
    finding.actors = actors;
    finding.action = Some(undated(scene, action));
    Some(finding)
}

/// The end of the segment, or where 、 and the next rhythm stand behind a verb of its own.
fn up_to_next(scene: &Scene, after: &str, (from, reach): (usize, usize)) -> usize {
    let words = &scene.lexicon().rhythms;
    let segment = after.get(from..reach).unwrap_or_default();
    let mut next = scene.marks().cues(&words.rhythms, segment).filter_map(|(at, ..)| {
        let head = segment.get(..at)?.strip_suffix('、')?;
        scene.marks().has_cue(&words.duties, head).then_some(head.len())
    });
    next.next().map_or(reach, |len| from + len)
}

/// The action without the day that begins it: 末25日前, 末.
fn undated(scene: &Scene, action: TextRange) -> TextRange {
    let words = scene.words(action);
    let part = scene.lexicon().periods.parts.at_start(words).map_or(0, |(word, _)| word.len());
    let mut ends = scene.marks().cues(&scene.lexicon().particles.year, words);
    let day = ends.find(|(_, word, ())| *word == "前").map(|(at, word, ())| at + word.len());
    let day = day.filter(|end| words[..*end].chars().count() <= 10).unwrap_or(0);
    TextRange::new(action.start + to_u32(part.max(day)), action.end)
}

/// 每半年未向业主委员会报告工作: what is punished is no duty.
fn fails(scene: &Scene, segment: &str) -> bool {
    let duty = scene.marks().cue(&scene.lexicon().rhythms.duties, segment);
    let before = segment.get(..duty.map_or(0, |(at, ..)| at)).unwrap_or_default();
    scene.marks().has_cue(&scene.lexicon().particles.not, before)
}

/// 每人每年, 每户每月: a rate for each of many.
fn is_rate(scene: &Scene, segment: &str) -> bool {
    let each = scene.marks().last_cue(&scene.lexicon().particles.each, segment);
    let near = each.and_then(|(at, ..)| segment.get(at..));
    near.is_some_and(|near| near.chars().nth(4).is_none())
}

/// The length up to the segment that holds the verb, and up to its end. A segment that only dates
/// the duty (每年12月底前,各区报送…; 每季度首个工作日,…; 每年1月,…) is passed over.
fn duty_segment(scene: &Scene, after: &str) -> Option<(usize, usize)> {
    let words = &scene.lexicon().rhythms;
    let steady = words.steady.at_start(after).is_some();
    let reach = if steady { usize::MAX } else { REACH };
    let mut from = 0;
    for _ in 0..2 {
        let segment = first_segment(scene.marks(), after.get(from..)?);
        if pays(scene, segment) || fails(scene, segment) {
            return None;
        }
        let verb = scene.marks().cues(&words.duties, segment).find(|(at, ..)| *at <= reach);
        if verb.is_some_and(|(at, word, ())| !describes(segment, at + word.len())) {
            return Some((from, from + segment.len()));
        }
        let rest = after.get(from + segment.len()..)?;
        let dated = segment.chars().count() <= 10
            && segment.ends_with(['前', '日', '月', '旬', '底', '初', '末']);
        from +=
            segment.len() + rest.chars().next().filter(|ch| dated && ends_segment(*ch))?.len_utf8();
    }
    None
}

/// True for words of a payment that are no part of a duty, as 补贴 is of 补贴申报, and no object of
/// one: 审核补助资金需求.
fn pays(scene: &Scene, segment: &str) -> bool {
    let words = &scene.lexicon().rhythms;
    let duty = scene.marks().cue(&words.duties, segment).map_or(segment.len(), |(at, ..)| at);
    scene.marks().cues(&words.benefits, segment).any(|(at, ..)| {
        let rest = segment.get(at..).unwrap_or_default();
        at < duty && words.duties.at_start(rest).is_none()
    })
}

/// 每年评选的优秀案例: the verb describes a thing.
fn describes(segment: &str, at: usize) -> bool {
    segment.get(at..).is_some_and(|rest| rest.starts_with('的'))
}
