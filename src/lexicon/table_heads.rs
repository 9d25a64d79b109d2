//! The heads of task tables.

use super::Lexicon;
use super::class::{named, view};
use super::clauses::Label;
use crate::chars::{fold, is_space};
use crate::model::Role;

/// What a column of a task table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// 序号.
    Number,
    /// 工作任务.
    Task,
    /// 牵头单位: units in this role.
    Role(Role),
    /// 完成时限.
    Due,
    /// 计量单位: in what values are measured.
    Measure,
    /// 目标值: what an indicator is to reach.
    Goal,
    /// 备注: something else.
    Other,
    /// The word is not known.
    Unknown,
}

named! { Column,
    "number" => Column::Number,
    "task" => Column::Task,
    "lead" => Column::Role(Role::Lead),
    "responsible" => Column::Role(Role::Responsible),
    "support" => Column::Role(Role::Support),
    "supervise" => Column::Role(Role::Supervise),
    "due" => Column::Due,
    "measure" => Column::Measure,
    "goal" => Column::Goal,
    "other" => Column::Other,
}

/// What the last word of a column's name says of the column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeadNoun {
    /// What it holds.
    Of(Column),
    /// 单位, 部门: bodies; the words before tell their role.
    Body,
}

named! { HeadNoun,
    "number" => HeadNoun::Of(Column::Number),
    "task" => HeadNoun::Of(Column::Task),
    "due" => HeadNoun::Of(Column::Due),
    "measure" => HeadNoun::Of(Column::Measure),
    "goal" => HeadNoun::Of(Column::Goal),
    "other" => HeadNoun::Of(Column::Other),
    "body" => HeadNoun::Body,
}

view! {
    /// Words of task tables: the parts of the names of columns, and of rows that are no task.
    pub(crate) struct TableWords {
        /// 任务, 部门: ends the name of a column.
        nouns: HeadNoun = "table.noun",
        /// 牵头, 协办: the role of the bodies in a column.
        roles: Role = "table.role",
        /// 目标: behind a time in the name of a column, what is to be reached by then.
        goals: () = "table.goal",
        /// 主要指标: ends the name of a column of indicators.
        indicators: () = "table.indicator",
        /// 属性: the name of a column that tells how binding an indicator is.
        natures: () = "table.nature",
        /// 约束性: how binding an indicator is, which closes its row.
        bindings: () = "table.binding",
        /// 合计: begins a row that adds up others.
        totals: () = "table.total",
        /// 注: begins a row or a line that explains the table.
        notes: () = "table.note",
    }
}

/// Columns of a table. More are a sheet of numbers.
const MOST: usize = 12;
/// Code points of the longest name of a column, with its note in brackets.
const LONGEST: usize = 24;

impl Lexicon {
    /// What a column of this name holds. Spaces and a note in brackets behind the name do not count.
    #[must_use]
    pub fn column(&self, cell: &str) -> Column {
        let letters = cell.chars().filter(|c| !is_space(*c)).map(fold);
        let mut plain = String::with_capacity(cell.len());
        plain.extend(letters.take_while(|c| *c != '('));
        let known = self.table_heads.get(&plain).copied();
        let known = known.or_else(|| self.column_of_label(&plain));
        known.or_else(|| self.column_of_parts(&plain)).unwrap_or(Column::Unknown)
    }

    /// True for a name that says bodies and not what they do: 单位, 单位名称.
    #[must_use]
    pub(crate) fn is_bare_body(&self, cell: &str) -> bool {
        let plain: String = cell.chars().filter(|c| !is_space(*c)).map(fold).collect();
        let nouns = &self.table_words.nouns;
        let is_body = |word: &str| nouns.get(word) == Some(&HeadNoun::Body);
        let before = nouns.at_end(&plain).map(|(noun, _)| &plain[..plain.len() - noun.len()]);
        is_body(&plain) || before.is_some_and(is_body)
    }

    /// 承办部门, 主要目标任务: by its last word, and for bodies by the words that give a role. Of
    /// several things in one column (责任单位及责任人) bodies count.
    fn column_of_parts(&self, word: &str) -> Option<Column> {
        if let Some(role @ (Role::Lead | Role::Support)) = self.table_words.roles.get(word) {
            return Some(Column::Role(*role));
        }
        let conjunctions = ['及', '和', '与', '、', '/'];
        let nouns = word.split(conjunctions).filter_map(|part| self.table_words.nouns.at_end(part));
        let nouns: Vec<HeadNoun> = nouns.map(|(_, noun)| *noun).collect();
        if !nouns.contains(&HeadNoun::Body) {
            return nouns.iter().rev().find_map(|noun| match noun {
                HeadNoun::Of(column) => Some(*column),
                HeadNoun::Body => None,
            });
        }
        let roles: Vec<Role> =
            self.table_words.roles.find_all(word).map(|(_, _, role)| *role).collect();
        let has = |role| roles.contains(&role);
        // Who leads is not shown where those who help stand in the same column.
        let several = word.contains(conjunctions);
        let mixed = has(Role::Support) || several;
        match roles.first()? {
            _ if has(Role::Lead) && mixed => Some(Column::Role(Role::Responsible)),
            _ if has(Role::Lead) => Some(Column::Role(Role::Lead)),
            _ if has(Role::Support) && has(Role::Responsible) && several => {
                Some(Column::Role(Role::Responsible))
            }
            _ if has(Role::Support) => Some(Column::Role(Role::Support)),
            first => Some(Column::Role(*first)),
        }
    }

    fn column_of_label(&self, word: &str) -> Option<Column> {
        match self.clause_words.labels.get(word) {
            Some(Label::Role(role)) => Some(Column::Role(*role)),
            Some(Label::Due) => Some(Column::Due),
            Some(Label::Person) => Some(Column::Other),
            None => {
                let dated = [&self.deadlines.labels, &self.deadlines.time_labels];
                dated.iter().any(|labels| labels.get(word).is_some()).then_some(Column::Due)
            }
        }
    }

    /// The columns, where the cells are the head of a task table: three or more, one or two of them
    /// the task, one of them the units or the deadline, and most of them known.
    #[must_use]
    pub fn table_head(&self, cells: &[&str]) -> Option<Vec<Column>> {
        let plausible = (3..=MOST).contains(&cells.len())
            && cells.iter().all(|cell| !cell.is_empty() && cell.chars().count() <= LONGEST);
        if !plausible {
            return None;
        }
        let columns: Vec<Column> = cells.iter().map(|cell| self.column(cell)).collect();
        let count = |is: fn(&Column) -> bool| columns.iter().filter(|column| is(column)).count();
        let tasks = count(|column| *column == Column::Task);
        let unknown = count(|column| *column == Column::Unknown);
        let bound = count(|column| matches!(column, Column::Role(_) | Column::Due));
        let is_head = (1..=2).contains(&tasks) && bound > 0 && unknown * 2 < cells.len();
        is_head.then_some(columns)
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Lexicon};
    use crate::model::Role;

    #[test]
    fn heads_are_told_from_other_cells() {
        let head = |line: &str| {
            let cells: Vec<&str> = line.split('|').collect();
            Lexicon::builtin().table_head(&cells)
        };
        use Column::{Due, Number, Other, Task, Unknown};
        assert_eq!(
            head("序 号|工作任务|牵头单位|责任单位(排第一位的牵头)|完成时限|备注"),
            Some(vec![
                Number,
                Task,
                Column::Role(Role::Lead),
                Column::Role(Role::Responsible),
                Due,
                Other
            ])
        );
        assert_eq!(head("天气|事项|完成时间"), Some(vec![Unknown, Task, Due]));
        for line in [
            "序号|姓名|单位",
            "任务|牵头单位",
            "序号|任务|备注",
            "甲|乙|任务|时限|丙|丁",
            "||任务|时限",
        ] {
            assert_eq!(head(line), None, "{line}");
        }
    }
}
