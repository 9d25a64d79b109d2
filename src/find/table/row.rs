//! A row of a task table: the task, who answers for it, by when.
//!
//! Every row under the head sets a task that says what is to be done, whatever its number is. What a
//! merged cell says holds for all of its rows. The deadline is read by the rule of milestones for
//! tables.

use super::grid::{Grid, is_drawn};
use super::head::Head;
use super::units;
use super::{Step, TaskRow, ValueCell};
use crate::chars::is_han;
use crate::find::responsibility::Mention;
use crate::find::{Context, Rule};
use crate::lexicon::Column;
use crate::span::TextRange;
use crate::tidy::Cell;

/// A row of a task table.
pub(crate) const RULE: Rule = Rule {
    id: "table/row",
    finds: "a row of a task table, under a head that names the columns of task and units or deadline",
    example: "序号|工作任务|牵头单位|完成时限 ⏎ 1|编制清单|市财政局|6月底前",
    counter_example: "序号|姓名|单位 ⏎ 1|张三|市财政局",
};

/// Code points of the longest name of a group of rows.
const GROUP: usize = 40;

/// What a row under a head is.
pub(super) enum Read {
    /// A task.
    Task(TaskRow, Vec<ValueCell>),
    /// What the indicator of a row is to reach, in a table that sets no tasks.
    Values(Vec<ValueCell>),
    /// More units for the task of the row above, which its merged cell still shows.
    More(Vec<Mention>),
    /// The name of a group, a total, an explanation, a drawn line.
    Aside,
    /// Something else.
    Unread,
}

/// Reads a row under `head`.
pub(super) fn read(context: &Context, grid: &Grid, head: &Head, at: usize) -> Read {
    let cells = grid.cells(at);
    if cells.is_empty() {
        return Read::Aside;
    }
    let is_drawn = cells.iter().all(|cell| is_drawn(context, cell));
    if is_drawn || is_total(context, cells) || is_note(context, cells) {
        return Read::Aside;
    }
    let row = Row { context, grid, head, at };
    if row.is_group() { Read::Aside } else { row.read() }
}

/// 合计, with or without figures behind it.
fn is_total(context: &Context, cells: &[Cell]) -> bool {
    let words = cells[0].range.of(context.text).replace(' ', "");
    context.lexicon.table_words.totals.get(&words).is_some()
}

/// 注: and what it explains, in one cell or behind a colon.
fn is_note(context: &Context, cells: &[Cell]) -> bool {
    let words = cells[0].range.of(context.text);
    let word = context.lexicon.table_words.notes.at_start(words);
    word.is_some_and(|(word, ())| cells.len() == 1 || words[word.len()..].starts_with(':'))
}

struct Row<'r, 't> {
    context: &'r Context<'t>,
    grid: &'r Grid<'t>,
    head: &'r Head,
    at: usize,
}

impl Row<'_, '_> {
    fn columns(&self, is: impl Fn(Column) -> bool) -> impl Iterator<Item = usize> {
        let columns = self.head.columns.iter().enumerate();
        columns.filter(move |(_, column)| is(**column)).map(|(at, _)| at)
    }

    /// One cell, over several columns or where numbers stand, names the rows below it.
    fn is_group(&self) -> bool {
        match self.grid.cells(self.at) {
            [cell] => self.is_group_alone(cell),
            [number, cell] => self.is_group_with_number(number, cell),
            _ => false,
        }
    }

    fn is_group_alone(&self, cell: &Cell) -> bool {
        let shown = (0..self.grid.columns).filter_map(|column| self.grid.at(self.at, column));
        let is_alone = shown.into_iter().all(|other| other.range == cell.range);
        let column = self.head.columns.get(cell.area.column as usize);
        let leads = cell.area.column == 0 && column != Some(&Column::Task);
        let is_units = matches!(column, Some(Column::Role(_)))
            && self.is_lower()
            && !self.mentions().is_empty();
        is_alone
            && !is_units
            && (cell.area.columns > 1 || leads || self.is_short(cell) && self.has_roles())
    }

    /// 一|保护类, where rows below are counted by digits or the name stands over all columns.
    fn is_group_with_number(&self, number: &Cell, cell: &Cell) -> bool {
        let columns = number.area.columns.saturating_add(cell.area.columns) as usize;
        let is_number = self.head.columns.first() == Some(&Column::Number)
            && number.area.column == 0
            && self.grid.columns > 2;
        let covers = columns >= self.grid.columns;
        is_number && self.is_short(cell) && (covers || self.counts_apart(number))
    }

    /// A number in Chinese numerals.
    fn counts_apart(&self, number: &Cell) -> bool {
        let words = number.range.of(self.context.text);
        let plain = words.trim_matches(['(', ')', '、', '.', ' ']);
        !plain.is_empty() && plain.chars().all(is_han)
    }

    fn is_short(&self, cell: &Cell) -> bool {
        cell.range.of(self.context.text).chars().count() <= GROUP
    }

    fn has_roles(&self) -> bool {
        self.columns(|column| matches!(column, Column::Role(_))).next().is_some()
    }

    /// False for a table of indicators that names nobody and no deadline.
    fn is_of_tasks(&self) -> bool {
        self.has_roles() || self.columns(|column| column == Column::Due).next().is_some()
    }

    fn read(&self) -> Read {
        let tasks = self.tasks();
        let mentions = self.mentions();
        let Some(title) = tasks.first() else {
            let is_new = !mentions.is_empty() && (self.shows_task() || self.is_lower());
            return if is_new { Read::More(mentions) } else { Read::Unread };
        };
        let text = tasks.get(1).unwrap_or(title).range;
        if !self.is_of_tasks() {
            return Read::Values(self.values(title.range));
        }
        let due = self.columns(|column| column == Column::Due);
        let due = due.filter_map(|column| self.grid.at(self.at, column)).map(|cell| cell.range);
        let row = TaskRow {
            range: self.grid.range(self.at),
            title: title.range,
            text,
            mentions,
            due: due.collect(),
            steps: self.steps(),
            rule: RULE.id,
        };
        Read::Task(row, self.values(title.range))
    }

    /// The cells under a time that say what is done by then.
    fn steps(&self) -> Vec<Step> {
        let times = self.head.times.iter().enumerate();
        let cells = times.filter_map(|(column, time)| {
            let cell = self.grid.own(self.at, column).filter(|cell| self.says_something(cell))?;
            let is_free = !matches!(self.head.columns[column], Column::Role(_) | Column::Due);
            Some(Step { time: (*time)?, action: cell.range }).filter(|_| is_free)
        });
        cells.collect()
    }

    /// The cells that say what an indicator is to reach.
    fn values(&self, indicator: TextRange) -> Vec<ValueCell> {
        let measure = self.head.measure.and_then(|column| self.grid.at(self.at, column));
        let columns = self.head.columns.iter().zip(&self.head.times).enumerate();
        let cells = columns.filter_map(|(index, (column, time))| {
            let is_free = !matches!(column, Column::Role(_) | Column::Due | Column::Task);
            let is_value = *column == Column::Goal || time.is_some() && is_free;
            let number = self.grid.own(self.at, index).filter(|_| is_value)?.range;
            let measure = measure.map(|cell| cell.range);
            Some(ValueCell { indicator, number, measure, time: *time })
        });
        cells.collect()
    }

    /// The cells of this row that say what is to be done. One that holds for more rows than the
    /// others names their group.
    fn tasks(&self) -> Vec<&Cell> {
        let cells = self.columns(|column| column == Column::Task);
        let cells = cells.filter_map(|column| self.grid.own(self.at, column));
        let mut cells: Vec<&Cell> = cells.filter(|cell| self.says_something(cell)).collect();
        cells.dedup_by_key(|cell| cell.range);
        let rows = cells.iter().map(|cell| cell.area.rows).min().unwrap_or(1);
        cells.retain(|cell| cell.area.rows == rows);
        cells
    }

    /// The cell of a row above says what is to be done in this one, too.
    fn shows_task(&self) -> bool {
        let mut cells = self.columns(|column| column == Column::Task);
        cells.any(|column| {
            self.grid.at(self.at, column).is_some() && self.grid.own(self.at, column).is_none()
        })
    }

    /// All cells stand behind the columns that say what is to be done: the row goes on with the one above.
    fn is_lower(&self) -> bool {
        let last = self.columns(|column| column == Column::Task).last();
        let first = self.grid.cells(self.at).first().map(|cell| cell.area.column as usize);
        first.zip(last).is_some_and(|(first, last)| first > last)
    }

    fn says_something(&self, cell: &Cell) -> bool {
        let letters = cell.range.of(self.context.text).chars().filter(|c| c.is_alphabetic());
        letters.take(2).count() == 2
    }

    fn mentions(&self) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        let mut last = None;
        for (index, column) in self.head.columns.iter().enumerate() {
            let (Column::Role(role), Some(cell)) = (column, self.grid.at(self.at, index)) else {
                continue;
            };
            if last.replace(cell.range) == Some(cell.range) {
                continue;
            }
            let groups = mentions.last().map_or(0, |mention| mention.group);
            let units = units::read(self.context, cell, *role, self.head.names[index]);
            mentions.extend(
                units.into_iter().map(|unit| Mention { group: unit.group + groups, ..unit }),
            );
        }
        mentions
    }
}
