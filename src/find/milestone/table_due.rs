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

#[cfg(test)]
mod tests {
    use crate::document::TextLayer;
    use crate::extract;
    use crate::lexicon::Lexicon;

    fn deadlines(rows: &str) -> Vec<String> {
        let text = format!("关于防汛的通知\n一、任务如下\n{rows}\n市水利局\n2025年3月20日");
        let notice = extract(Lexicon::builtin(), &TextLayer::new(text)).notice;
        let found = notice.milestones.iter().filter(|found| found.rule == super::RULE.id);
        found.filter_map(|found| Some(found.interval.clone()?.edtf)).collect()
    }

    #[test]
    fn each_row_of_a_task_table_has_its_deadline() {
        for separator in ["|", "\t", " "] {
            let rows = "序号|工作任务|完成时限\n1|编制清单|2025年6月底前\n2|总结|长期\n3|报告|9月";
            let found = deadlines(&rows.replace('|', separator));
            assert_eq!(found, ["../2025-06-30", "../2025-09"], "{separator:?}");
        }
    }

    #[test]
    fn rows_without_a_head_say_nothing() {
        assert!(deadlines("1|编制清单|2025年6月底").is_empty());
    }
}
