//! A labelled deadline outside a clause: `完成时限:2023年12月底前` on a line of its own.

use super::scene::{Scene, as_limit};
use super::{MilestoneFinding, Rule};
use crate::diagnostic::Notes;
use crate::model::MilestoneKind;
use crate::span::to_u32;

pub(super) const RULE: Rule = Rule {
    id: "milestone/label-due",
    finds: "A date after 完成时限 and its like.",
    example: "完成时限:2023年12月底前",
    counter_example: "完成时限:长期坚持",
};

pub(super) fn find(scene: &Scene, notes: &mut Notes) -> Vec<MilestoneFinding> {
    let mut found = Vec::new();
    for line in &scene.lines {
        let text = scene.words(line.range);
        for mention in line.mentions.iter().filter(|mention| !scene.in_clause(mention.range)) {
            let head = text.get(..line.offset(mention.range.start)).unwrap_or_default();
            let name = head.trim_end_matches([':', ' ', '】', ']']);
            let label = scene.lexicon().deadlines.labels.at_end(name).map(|(word, ())| word.len());
            let label = label.filter(|_| name.len() < head.len());
            // The label may end the line before.
            let open = head.is_empty() && after_label(scene, line.paragraph);
            let Some(label) = label.or(open.then_some(0)) else { continue };
            let before = to_u32(if open { 0 } else { head.len() - name.len() + label });
            let range = mention.range.with_start(mention.range.start - before);
            let mut finding =
                MilestoneFinding::new(&RULE, MilestoneKind::Deadline, line.paragraph, range);
            finding.interval = scene.resolve(line, &as_limit(*mention), notes);
            finding.action = scene.passage.heading;
            found.extend(finding.interval.is_some().then_some(finding));
        }
    }
    found
}

fn after_label(scene: &Scene, paragraph: usize) -> bool {
    let before = paragraph.checked_sub(1).and_then(|before| scene.lines.get(before));
    let words = before.map_or("", |line| scene.words(line.range)).trim_end();
    words
        .strip_suffix(':')
        .is_some_and(|name| scene.lexicon().deadlines.labels.at_end(name).is_some())
}
