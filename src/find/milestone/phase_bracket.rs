//! A stage of the work whose dates stand in brackets after its name.
//!
//! `(一)动员部署阶段(2025年5月前)。` is a phase; so is `专项整治(2023年3月至12月)` as the heading of a
//! dated step. `行动方案(2023—2025年)` is a title, `(2023年版)` an edition.

use super::scene::{Line, Scene, is_whole_year, strip_start};
use super::words::ends_segment;
use super::{MilestoneFinding, Rule};
use crate::calendar::TimeMention;
use crate::diagnostic::Notes;
use crate::model::MilestoneKind;
use crate::span::{TextRange, to_u32};

pub(super) const RULE: Rule = Rule {
    id: "milestone/phase-bracket",
    finds: "A stage of the work with its dates in brackets after its name.",
    example: "(一)动员部署阶段(2025年5月前)。",
    counter_example: "印发三年行动方案(2023—2025年)",
};

/// Longest name of a phase, in characters.
const NAME: usize = 30;

/// Longest words between the date and the bracket's end, in bytes.
const REMARK: usize = 30;

pub(super) fn find(scene: &Scene, notes: &mut Notes) -> Vec<MilestoneFinding> {
    let mut found = Vec::new();
    for line in &scene.lines {
        for mention in line.mentions.iter().filter(|mention| !scene.in_clause(mention.range)) {
            found.extend(phase(scene, line, mention, notes));
        }
    }
    found
}

fn phase(
    scene: &Scene,
    line: &Line,
    mention: &TimeMention,
    notes: &mut Notes,
) -> Option<MilestoneFinding> {
    let (open, close) = bracket(scene, line, mention)?;
    let name = name(scene, line, mention, open)?;
    let range =
        TextRange::new(line.range.start + to_u32(name), line.range.start + to_u32(close + 1));
    let mut finding = MilestoneFinding::new(&RULE, MilestoneKind::Phase, line.paragraph, range);
    finding.name = Some(TextRange::new(range.start, line.range.start + to_u32(open)));
    finding.interval = scene.resolve(line, mention, notes);
    finding.interval.is_some().then_some(finding)
}

/// The brackets around a date with hardly anything else in them.
fn bracket(scene: &Scene, line: &Line, mention: &TimeMention) -> Option<(usize, usize)> {
    let text = scene.words(line.range);
    let (from, to) = (line.offset(mention.range.start), line.offset(mention.range.end));
    let head = scene.marks().sentence_before(text, from);
    let open = from - head.len() + scene.marks().signs(head).last(&['('])?;
    let words = &scene.lexicon().deadlines;
    let tail = scene.marks().sentence_after(text, to);
    let close = scene.marks().signs(tail).first(&[')']).filter(|end| *end <= REMARK)?;
    let inner = tail.get(..close)?;
    let before = strip_start(
        &[&words.labels, &words.time_labels, &words.fillers],
        text.get(open + 1..from)?,
    );
    let after = strip_start(&[&words.fillers], inner);
    (before.is_empty() && after.is_empty()).then_some((open, to + inner.len()))
}

/// Where the name before the bracket begins.
fn name(scene: &Scene, line: &Line, mention: &TimeMention, open: usize) -> Option<usize> {
    let text = scene.words(line.range);
    let head = scene.marks().sentence_before(text, open);
    let divides = |ch: char| ends_segment(ch) && ch != ':' || ch == '、';
    let name = scene.marks().signs(head).tail(divides).trim_start();
    let is_short = (2..=NAME).contains(&name.chars().count());
    let words = &scene.lexicon().deadlines;
    if !is_short || scene.is_no_phase(name) {
        return None;
    }
    let is_phase = scene.marks().has_cue(&words.phases, name);
    let opens = head.len() == open && name.len() == head.trim_start().len();
    let heads = line.paragraph == 0 && scene.passage.heading.is_some();
    let dated = scene.scheduled || mention.to.is_some();
    let is_step = opens && heads && dated && !is_whole_year(mention);
    (is_phase || is_step).then_some(open - name.len())
}
