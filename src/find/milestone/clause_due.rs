//! A deadline inside a responsibility clause, one a clause.
//!
//! `(牵头单位:甲局,2023年9月底前完成)`, `〔责任部门:乙处,时限要求:年底前〕`. 持续推进 is no date.

use super::scene::{Line, Scene, as_limit};
use super::{MilestoneFinding, Rule};
use crate::calendar::{Bound, TimeMention};
use crate::diagnostic::Notes;
use crate::model::MilestoneKind;
use crate::span::{TextRange, to_u32};

pub(super) const RULE: Rule = Rule {
    id: "milestone/clause-due",
    finds: "The deadline inside a responsibility clause.",
    example: "(牵头单位:甲局;责任单位:乙局,2023年9月底前完成)",
    counter_example: "〔责任部门:乙处,时限要求:持续推进〕",
};

pub(super) fn find(scene: &Scene, notes: &mut Notes) -> Vec<MilestoneFinding> {
    let mut found = Vec::new();
    for clause in scene.clauses {
        let at = scene.lines.partition_point(|line| line.range.end <= clause.start);
        let Some(line) = scene.lines.get(at) else { continue };
        let due = scene.dues.first_in(*clause);
        found.extend(deadline(scene, line, *clause, due, notes));
    }
    found
}

fn deadline(
    scene: &Scene,
    line: &Line,
    clause: TextRange,
    due: Option<TextRange>,
    notes: &mut Notes,
) -> Option<MilestoneFinding> {
    let whole = due.unwrap_or(clause);
    let mentions = scene.dates(whole);
    let limits = |mention: &&TimeMention| {
        mention.bound == Bound::Until
            || label(scene, mention, clause).is_some()
            || is_alone(scene, mention, clause)
            || is_done_in_part(scene, mention, clause)
    };
    let mention = mentions
        .iter()
        .find(|mention| limits(mention))
        .or_else(|| due.and_then(|_| mentions.first()))?;
    let range = widen(scene, *mention, clause);
    let mut finding = MilestoneFinding::new(&RULE, MilestoneKind::Deadline, line.paragraph, range);
    finding.interval = scene.resolve(line, &as_limit(*mention), notes);
    finding.action = action(scene, line, clause).or(scene.passage.heading);
    finding.interval.is_some().then_some(finding)
}

/// Where a passage has several clauses, the sentence that its own clause closes.
fn action(scene: &Scene, line: &Line, clause: TextRange) -> Option<TextRange> {
    let several = scene.clauses.len() > 1 && scene.passage.heading.is_some();
    let head = scene.words(line.range).get(..line.offset(clause.start)).filter(|_| several)?;
    let head = head.trim_end_matches(['。', ';', ' ']);
    let sentence = scene.marks().sentence_before(head, head.len()).trim_start();
    let start = line.range.start + to_u32(head.len() - sentence.len());
    let action = TextRange::new(start, start + to_u32(sentence.len()));
    (sentence.chars().count() > 3).then_some(action)
}

/// True where a segment of the clause is nothing but the date.
fn is_alone(scene: &Scene, mention: &TimeMention, clause: TextRange) -> bool {
    let head = scene.words(TextRange::new(clause.start, mention.range.start));
    let tail = scene.words(TextRange::new(mention.range.end, clause.end));
    head.ends_with([',', ';', '。']) && tail.starts_with([',', ';', ')', '〕', ']', '】'])
}

/// 11月初完成: a part of a month with what is done in it.
fn is_done_in_part(scene: &Scene, mention: &TimeMention, clause: TextRange) -> bool {
    let tail = scene.words(TextRange::new(mention.range.end, clause.end));
    mention.from.part.is_some() && scene.lexicon().deadlines.done.at_start(tail).is_some()
}

/// The length of the label and its colon before the date.
fn label(scene: &Scene, mention: &TimeMention, clause: TextRange) -> Option<usize> {
    let head = scene.words(TextRange::new(clause.start, mention.range.start));
    let name = head.trim_end_matches([':', ' ']);
    let (word, ()) = scene.lexicon().deadlines.labels.at_end(name)?;
    (head.len() > name.len()).then_some(head.len() - name.len() + word.len())
}

/// The date with its label and with 完成 after it.
fn widen(scene: &Scene, mention: TimeMention, clause: TextRange) -> TextRange {
    let before = label(scene, &mention, clause).unwrap_or(0);
    let tail = scene.words(TextRange::new(mention.range.end, clause.end));
    let done = scene.lexicon().deadlines.done.at_start(tail).map_or(0, |(word, ())| word.len());
    let start = mention.range.start - to_u32(before);
    TextRange::new(start, mention.range.end + to_u32(done))
}
