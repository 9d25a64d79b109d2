//! A row of a task table: the task, who answers for it, by when.
//!
//! Where the table counts its rows, a line is a row by its number; else by a column of units that
//! holds nothing but units. The deadline is read by the rule of milestones for tables.

use super::{Head, TaskRow, cells};
use crate::find::responsibility::Mention;
use crate::find::responsibility::grammar::statement;
use crate::find::{Context, Rule};
use crate::lexicon::Column;
use crate::model::Role;
use crate::span::TextRange;

/// A row of a task table.
pub(crate) const RULE: Rule = Rule {
    id: "table/row",
    finds: "a row of a task table, under a head that names the columns of task and units or deadline",
    example: "序号|工作任务|牵头单位|完成时限 ⏎ 1|编制清单|市财政局|6月底前",
    counter_example: "序号|姓名|单位 ⏎ 1|张三|市财政局",
};

/// Bytes of the longest cell of units.
const MAX_UNITS: usize = 1_500;

/// What a line under a head is.
pub(super) enum Read {
    /// A row, with its number where the table counts.
    Task(TaskRow, Option<u32>),
    /// A line drawn between rows, `|---|---|`.
    Rule,
    /// No part of the table.
    Other,
}

/// Reads a line under `head`; `last` is the number of the row before it.
pub(super) fn read(context: &Context, head: &Head, line: TextRange, last: u32) -> Read {
    let cells = cells(context.text, line, head.separator);
    if cells.len() > 1 && cells.iter().all(|cell| is_drawn(cell.of(context.text))) {
        return Read::Rule;
    }
    let row = Row { context, head, cells };
    let number = row.number();
    let counted = head.columns.contains(&Column::Number);
    let fits = if counted {
        // Cells at the end of a row may be empty, and their separators lost.
        number.is_some_and(|number| number > last)
            && (2..=head.cells.len()).contains(&row.cells.len())
    } else {
        row.cells.len() == head.cells.len()
    };
    match row.task(line).filter(|task| fits && (counted || !task.mentions.is_empty())) {
        Some(task) => Read::Task(task, number),
        None => Read::Other,
    }
}

fn is_drawn(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().all(|c| matches!(c, '-' | ':' | '—' | '─' | '='))
}

struct Row<'r, 't> {
    context: &'r Context<'t>,
    head: &'r Head,
    cells: Vec<TextRange>,
}

impl Row<'_, '_> {
    fn columns(&self, wanted: Column) -> impl Iterator<Item = TextRange> {
        let columns = self.head.columns.iter().zip(&self.cells);
        columns.filter(move |(column, _)| **column == wanted).map(|(_, cell)| *cell)
    }

    fn number(&self) -> Option<u32> {
        let cell = self.columns(Column::Number).next()?.of(self.context.text);
        cell.trim_end_matches(['.', '、']).parse().ok().filter(|number| (1..1_000).contains(number))
    }

    fn task(&self, range: TextRange) -> Option<TaskRow> {
        let mut tasks = self.columns(Column::Task).filter(|cell| self.says_something(*cell));
        let title = tasks.next()?;
        let text = tasks.next().unwrap_or(title);
        Some(TaskRow { range, title, text, mentions: self.mentions(), rule: RULE.id })
    }

    fn says_something(&self, cell: TextRange) -> bool {
        cell.of(self.context.text).chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
    }

    fn mentions(&self) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        for (index, cell) in self.cells.iter().enumerate() {
            if let Some(Column::Role(role)) = self.head.columns.get(index) {
                let groups = mentions.last().map_or(0, |mention| mention.group);
                mentions.extend(
                    self.units(*cell, *role, self.head.cells[index])
                        .map(|mention| Mention { group: mention.group + groups, ..mention }),
                );
            }
        }
        mentions
    }

    /// The units of a cell, or none where one of them is no name. The column gives the role, unless
    /// the cell says another.
    fn units(
        &self,
        cell: TextRange,
        role: Role,
        label: TextRange,
    ) -> impl Iterator<Item = Mention> + use<> {
        let short = cell.len() as usize <= MAX_UNITS;
        let statement = short.then(|| statement::read(self.context, cell, RULE.id));
        let plausible = statement.filter(|statement| statement.is_plausible(self.context));
        let mentions = plausible.map(|statement| statement.mentions).unwrap_or_default();
        mentions.into_iter().map(move |mention| match mention.role_text {
            Some(_) => mention,
            None => Mention { role, role_text: Some(label), ..mention },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::rows;
    use super::RULE;

    #[test]
    fn the_example_is_a_row_and_the_counter_example_is_none() {
        let lines = |words: &str| words.replace(" ⏎ ", "\n");
        assert_eq!(rows(&lines(RULE.example)), ["编制清单 lead:市财政局"]);
        assert!(rows(&lines(RULE.counter_example)).is_empty());
    }

    #[test]
    fn columns_stand_in_any_order_and_wording() {
        let cases: [(&str, &[&str]); 7] = [
            (
                "序 号\t工作任务\t牵头单位\t责任单位\t完成时限\n1\t编制清单\t市财政局\t市水利局、各区人民政府\t6月底前\n2\t总结\t市财政局",
                &[
                    "编制清单 lead:市财政局 responsible:市水利局 responsible:各区人民政府",
                    "总结 lead:市财政局",
                ],
            ),
            (
                "|完成时间|配合单位|主办单位|事项|\n|---|---|---|---|\n|6月|市水利局|市财政局|编制清单|",
                &["编制清单 support:市水利局 lead:市财政局"],
            ),
            (
                "重点任务|具体举措|责任单位\n优化服务|推行一网通办|市数据局",
                &["优化服务/推行一网通办 responsible:市数据局"],
            ),
            (
                "序号|任务|责任单位\n1|编制清单|市财政局牵头,市水利局配合",
                &["编制清单 lead:市财政局 support:市水利局"],
            ),
            (
                "序号|任务|责任单位|备注\n1|编制清单|—|\n3|总结|各区|略",
                &["编制清单", "总结 responsible:各区"],
            ),
            ("任务|责任单位|时限\n编制清单|尽快落实到位|6月", &[]),
            (
                "序号|任务|责任单位\n2|编制清单|市财政局\n1|总结|市水利局\n合计|2项|",
                &["编制清单 responsible:市财政局"],
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(rows(text), expected, "{text}");
        }
    }

    #[test]
    fn lines_that_show_no_row_are_none() {
        for text in [
            "序号|任务|责任单位\n各单位要高度重视",
            "序号|任务|责任单位\n一|编制清单|市财政局",
            "任务|牵头单位|完成时限\n编制清单|市财政局",
            "序号|任务|责任单位\n1||市财政局",
            "1|编制清单|市财政局",
            "明确任务、责任单位、完成时限\n1|编制清单|市财政局",
        ] {
            assert!(rows(text).is_empty(), "{text}");
        }
    }
}
