//! A stage of the work whose heading names it and whose first words date it.
//!
//! `(一)动员部署阶段。2025年1月至3月。…`, or the date on a line of its own, `时间:2025年3月`. A deadline
//! after such a heading (`6月底前,各单位报送…`) is only a deadline.

use super::scene::{Line, Scene, is_whole_year, strip_start};
use super::{MilestoneFinding, Rule};
use crate::calendar::TimeMention;
use crate::diagnostic::Notes;
use crate::model::MilestoneKind;
use crate::span::TextRange;

pub(super) const RULE: Rule = Rule {
    id: "milestone/phase-heading",
    finds: "A stage of the work named by a heading and dated by the words after it.",
    example: "(一)动员部署阶段。时间:2025年1月至3月。",
    counter_example: "(一)动员部署阶段。6月底前,各单位报送方案。",
};

/// Longest heading of a phase, in bytes.
const HEADING: u32 = 90;

pub(super) fn find(scene: &Scene, notes: &mut Notes) -> Vec<MilestoneFinding> {
    let words = &scene.lexicon().deadlines;
    let heading = scene.passage.heading.filter(|heading| heading.len() <= HEADING);
    let name = heading.filter(|heading| {
        let heading = scene.words(*heading);
        scene.marks().has_cue(&words.phases, heading) && !scene.is_no_phase(heading)
    });
    let Some(name) = name else { return Vec::new() };
    let lines = scene.lines.iter().take(2);
    let first = lines.filter_map(|line| Some((line, first_date(scene, line, name)?))).next();
    let phase = first.and_then(|(line, mention)| {
        let range = name.cover(mention.range);
        let mut phase = MilestoneFinding::new(&RULE, MilestoneKind::Phase, line.paragraph, range);
        phase.name = Some(name);
        phase.interval = scene.resolve(line, mention, notes);
        phase.interval.is_some().then_some(phase)
    });
    phase.into_iter().collect()
}

/// The date that opens the words after the heading, if it dates all of them.
fn first_date<'l>(scene: &Scene, line: &'l Line, name: TextRange) -> Option<&'l TimeMention> {
    let words = &scene.lexicon().deadlines;
    let mention = line.mentions.first().filter(|mention| mention.range.start >= name.end)?;
    let text = scene.words(line.range);
    let from = if line.paragraph == 0 { line.offset(name.end) } else { 0 };
    let before = text.get(from..line.offset(mention.range.start))?;
    let before = before.trim_start_matches(['。', ' ', ':', '(', ')']);
    let opens =
        strip_start(&[&words.labels, &words.time_labels, &words.fillers], before).is_empty();
    let after = text.get(line.offset(mention.range.end)..)?;
    let alone = after.is_empty() || after.starts_with(['。', ';', ':', ')']);
    let stretch = mention.to.is_some() && !is_whole_year(mention);
    (opens && (alone || stretch)).then_some(mention)
}
