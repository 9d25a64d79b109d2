//! A stage of the work whose dates stand beside its name without brackets.
//!
//! `2025年1月—3月为动员阶段`, `动员部署阶段:2025年3月`. Not `6月底前完成第一阶段任务`.

use super::scene::{Line, Scene, is_whole_year, strip_start};
use super::words::{ends_segment, last_segment};
use super::{MilestoneFinding, Rule};
use crate::calendar::{Bound, TimeMention};
use crate::diagnostic::Notes;
use crate::model::MilestoneKind;
use crate::span::{TextRange, to_u32};

pub(super) const RULE: Rule = Rule {
    id: "milestone/phase-plain",
    finds: "A stage of the work with its dates beside its name.",
    example: "2025年1月—3月为动员阶段",
    counter_example: "2025年6月底前完成第一阶段任务",
};

/// As far as the name of a phase reaches from its date, in bytes.
const REACH: usize = 60;

pub(super) fn find(scene: &Scene, notes: &mut Notes) -> Vec<MilestoneFinding> {
    let mut found = Vec::new();
    for line in &scene.lines {
        let dates = line.mentions.iter().filter(|mention| is_stretch(mention));
        for mention in dates.filter(|mention| !scene.in_clause(mention.range)) {
            let after = name_after(scene, line, mention);
            // …为动员阶段,2025年6月—10月为整治阶段: each date has its own name.
            let before = name_before(scene, line, mention).filter(|before| {
                let between = TextRange::new(before.end, mention.range.start);
                after.is_none() || scene.marks().signs(scene.words(between)).has(&[':'])
            });
            // 第一阶段:3月1日—3月10日,自查阶段: the second name says more.
            let Some(name) = after.or(before) else { continue };
            let range = name.cover(mention.range).cover(before.unwrap_or(name));
            let mut phase =
                MilestoneFinding::new(&RULE, MilestoneKind::Phase, line.paragraph, range);
            phase.name = Some(name);
            phase.interval = scene.resolve(line, mention, notes);
            found.extend(phase.interval.is_some().then_some(phase));
        }
    }
    found
}

fn is_stretch(mention: &TimeMention) -> bool {
    mention.to.is_some() || !is_whole_year(mention)
}

/// `2025年1月—3月为动员阶段`, `2025年1月—3月,动员阶段。`
fn name_after(scene: &Scene, line: &Line, mention: &TimeMention) -> Option<TextRange> {
    let words = &scene.lexicon().deadlines;
    let at = line.offset(mention.range.end);
    let tail = scene.words(line.range).get(at..)?;
    let rest = strip_start(&[&words.fillers], tail);
    // Behind a date 自 says no more from when: 自查阶段.
    let own = tail.strip_suffix(rest).filter(|filler| filler.ends_with('自'));
    let rest = own.map_or(rest, |filler| &tail[filler.len() - '自'.len_utf8()..]);
    let linked = tail.starts_with('为') || mention.bound == Bound::During;
    let skipped = tail.len() - rest.len();
    let (end, word, ()) = scene.marks().cue(&words.phases, rest)?;
    let end = Some(end + word.len()).filter(|end| *end <= REACH)?;
    let name = rest.get(..end)?;
    let closed = rest.get(end..)?.chars().next().is_none_or(ends_segment);
    let plain =
        scene.marks().signs(name).first_that(ends_segment).is_none() && !scene.is_no_phase(name);
    let start = mention.range.end + to_u32(skipped);
    (linked && closed && plain).then(|| TextRange::new(start, start + to_u32(end)))
}

/// `动员部署阶段:2025年3月`, `动员部署阶段从2025年1月至3月`.
fn name_before(scene: &Scene, line: &Line, mention: &TimeMention) -> Option<TextRange> {
    let words = &scene.lexicon().deadlines;
    let text = scene.words(line.range);
    let head = scene.marks().sentence_before(text, line.offset(mention.range.start));
    let (at, word, ()) = scene.marks().last_cue(&words.phases, head)?;
    let end = at + word.len();
    let between = head.get(end..)?;
    let empty =
        strip_start(&[&words.labels, &words.time_labels, &words.fillers], between).is_empty();
    let name = last_segment(scene.marks(), head.get(..end)?);
    let known = !scene.is_no_phase(name) && name.len() <= REACH;
    let start = mention.range.start - to_u32(head.len() - end + name.len());
    let linked = !between.is_empty() && !between.starts_with(' ');
    (empty && known && linked).then(|| TextRange::new(start, start + to_u32(name.len())))
}
