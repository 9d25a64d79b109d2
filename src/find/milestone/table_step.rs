//! A column of a task table that names a time: what its cells say is done by then.

use super::scene::{Scene, as_limit};
use super::{MilestoneFinding, Rule};
use crate::diagnostic::Notes;
use crate::find::table::Step;
use crate::model::MilestoneKind;

pub(super) const RULE: Rule = Rule {
    id: "milestone/table-step",
    finds: "A cell of a task table under a column that names a time: what is done by then.",
    example: "任务|责任单位|一季度 ⏎ 新建泵站|市水利局|完成选址",
    counter_example: "任务|责任单位|备注 ⏎ 新建泵站|市水利局|完成选址",
};

pub(super) fn find(scene: &Scene, notes: &mut Notes) -> Vec<MilestoneFinding> {
    scene.steps.iter().filter_map(|step| milestone(scene, *step, notes)).collect()
}

fn milestone(scene: &Scene, step: Step, notes: &mut Notes) -> Option<MilestoneFinding> {
    let at = scene.lines.partition_point(|line| line.range.end <= step.action.start);
    let line = scene.lines.get(at).filter(|line| line.range.contains(step.action))?;
    let mention = *scene.dates(step.time).first()?;
    let mut finding =
        MilestoneFinding::new(&RULE, MilestoneKind::Deadline, line.paragraph, step.action);
    finding.interval = scene.resolve(line, &as_limit(mention), notes);
    finding.action = Some(step.action);
    finding.interval.is_some().then_some(finding)
}
