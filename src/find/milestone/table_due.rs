//! The column 完成时限 of a task table: one deadline a cell, which may hold for several rows.

use super::scene::{Scene, as_limit};
use super::{MilestoneFinding, Rule};
use crate::diagnostic::Notes;
use crate::model::MilestoneKind;
use crate::span::TextRange;

pub(super) const RULE: Rule = Rule {
    id: "milestone/table-due",
    finds: "The date in the column 完成时限 of a task table.",
    example: "序号|工作任务|完成时限 ⏎ 1|编制清单|6月底前",
    counter_example: "1|编制清单|长期",
};

pub(super) fn find(scene: &Scene, notes: &mut Notes) -> Vec<MilestoneFinding> {
    scene.cells.iter().filter_map(|cell| deadline(scene, *cell, notes)).collect()
}

fn deadline(scene: &Scene, cell: TextRange, notes: &mut Notes) -> Option<MilestoneFinding> {
    let at = scene.lines.partition_point(|line| line.range.end <= cell.start);
    let line = scene.lines.get(at).filter(|line| line.range.contains(cell))?;
    let mention = line.mentions.iter().find(|mention| cell.contains(mention.range))?;
    let mut finding =
        MilestoneFinding::new(&RULE, MilestoneKind::Deadline, line.paragraph, mention.range);
    finding.interval = scene.resolve(line, &as_limit(*mention), notes);
    finding.interval.is_some().then_some(finding)
}
