//! The column 完成时限 of a task table: one deadline a row.
//!
//! A row of the head that holds the label as a cell of its own opens the table; rows with as many
//! cells belong to it.

use super::scene::{Line, Scene, as_limit};
use super::{MilestoneFinding, Rule};
use crate::diagnostic::Notes;
use crate::model::MilestoneKind;
use crate::span::{TextRange, to_u32};

pub(super) const RULE: Rule = Rule {
    id: "milestone/table-due",
    finds: "The date in the column 完成时限 of a task table.",
    example: "序号|工作任务|完成时限 ⏎ 1|编制清单|6月底前",
    counter_example: "1|编制清单|长期",
};

/// Signs between cells, the surer first.
const SEPARATORS: [char; 3] = ['|', '\t', ' '];

pub(super) fn find(scene: &Scene, notes: &mut Notes) -> Vec<MilestoneFinding> {
    let mut found = Vec::new();
    let mut table: Option<Head> = None;
    for line in &scene.lines {
        let text = scene.words(line.range);
        if let Some(head) = head(scene, text) {
            table = Some(head);
        } else if let Some(head) = &table {
            match row(scene, line, head, notes) {
                Row::Other => table = None,
                Row::Of(finding) => found.extend(finding),
            }
        }
    }
    found
}

/// Longest head of a table, in bytes.
const HEAD: usize = 600;

struct Head {
    separator: char,
    cells: usize,
    column: usize,
}

enum Row {
    Of(Option<MilestoneFinding>),
    Other,
}

fn head(scene: &Scene, text: &str) -> Option<Head> {
    let labels = &scene.lexicon().deadlines.labels;
    if text.len() > HEAD || !text.contains(SEPARATORS) || labels.find(text).is_none() {
        return None;
    }
    SEPARATORS.iter().find_map(|separator| {
        let cells: Vec<&str> = text.split(*separator).map(str::trim).collect();
        let column = cells.iter().position(|cell| labels.get(cell).is_some())?;
        (cells.len() > 2).then_some(Head { separator: *separator, cells: cells.len(), column })
    })
}

fn row(scene: &Scene, line: &Line, head: &Head, notes: &mut Notes) -> Row {
    let text = scene.words(line.range);
    if text.split(head.separator).count() != head.cells {
        return Row::Other;
    }
    let before: usize =
        text.split(head.separator).take(head.column).map(|cell| cell.len() + 1).sum();
    let cell = text.split(head.separator).nth(head.column).unwrap_or_default();
    let start = line.range.start + to_u32(before);
    let range = TextRange::new(start, start + to_u32(cell.len()));
    let mention = line.mentions.iter().find(|mention| range.contains(mention.range));
    Row::Of(mention.and_then(|mention| {
        let mut finding =
            MilestoneFinding::new(&RULE, MilestoneKind::Deadline, line.paragraph, mention.range);
        finding.interval = scene.resolve(line, &as_limit(*mention), notes);
        finding.interval.is_some().then_some(finding)
    }))
}

#[cfg(test)]
mod tests {
    use crate::find::milestone::tests::passage;

    #[test]
    fn each_row_of_a_task_table_has_its_deadline() {
        for separator in ["|", "\t", " "] {
            let rows =
                ["序号|工作任务|完成时限", "1|编制清单|2025年6月底前", "2|总结|长期", "3|报告|9月"];
            let rows = rows.map(|row| row.replace('|', separator));
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            let found = passage("", &rows);
            let dates: Vec<_> = found.iter().map(|(_, _, edtf)| edtf.as_str()).collect();
            assert_eq!(dates, ["../2025-06-30", "../2025-09"], "{separator:?}");
        }
    }

    #[test]
    fn rows_without_a_head_say_nothing() {
        assert!(passage("", &["1|编制清单|2025年6月底", "明确完成时限 尽快办理"]).is_empty());
    }
}
