//! Task tables: a head that names the columns, and a row for each task.
//!
//! `tidy` gives the rows with their cells, whether the format stated them or the text shows them.
//! [`head`] reads the names of the columns, [`row`] the rows under it. A table without a head of its
//! own goes on with that of the table before it, where nothing stands between them and it has as many
//! columns.

mod form;
mod grid;
mod head;
mod pieces;
pub(crate) mod row;
mod units;

use super::responsibility::{Convention, Mention};
use super::{Context, Passage};
use crate::diagnostic::{Code, Notes};
use crate::model::RuleId;
use crate::span::TextRange;
use crate::tidy::Row;
use grid::Grid;
use head::Head;
use row::Read;

/// A table with its rows.
#[derive(Clone, Debug)]
pub struct Table {
    /// From the head to the last row.
    pub range: TextRange,
    /// The rows that name the columns: one, or one on each page.
    pub heads: Vec<TextRange>,
    /// The rows that are tasks, one or more.
    pub rows: Vec<TaskRow>,
    /// What indicators are to reach, in all rows.
    pub values: Vec<ValueCell>,
}

/// A row that is a task.
#[derive(Clone, Debug)]
pub struct TaskRow {
    /// The row.
    pub range: TextRange,
    /// The cell that names the task; where a second one tells how it is done, the first.
    pub title: TextRange,
    /// The cell that tells what is to be done.
    pub text: TextRange,
    /// The units of all columns that hold units.
    pub mentions: Vec<Mention>,
    /// The cells that tell by when.
    pub due: Vec<TextRange>,
    /// What is done by the times that columns name.
    pub steps: Vec<Step>,
    /// The rule that found it.
    pub rule: RuleId,
}

/// A cell that says what an indicator is to reach.
#[derive(Clone, Copy, Debug)]
pub struct ValueCell {
    /// The cell that names the indicator.
    pub indicator: TextRange,
    /// The cell with the number.
    pub number: TextRange,
    /// The cell that tells in what it is measured.
    pub measure: Option<TextRange>,
    /// The time in the name of the column.
    pub time: Option<TextRange>,
}

/// A cell under the name of a time: what is done by then.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The time, in the head.
    pub time: TextRange,
    /// The cell.
    pub action: TextRange,
}

/// All tables of a passage, in reading order.
#[must_use]
pub(crate) fn find(context: &Context, passage: &Passage, notes: &mut Notes) -> Vec<Table> {
    let rows = rows(context, passage);
    let mut tables = Vec::new();
    let mut above: Option<Above> = None;
    for run in rows.chunk_by(|one, next| one.1.table == next.1.table) {
        let cells: Vec<&Row> = run.iter().map(|(_, row)| *row).collect();
        let Some(grid) = Grid::new(&cells) else { continue };
        let forms = form::read(context, &grid);
        if !forms.is_empty() {
            tables.extend(forms);
            above = None;
            continue;
        }
        let goes_on = above.take().filter(|above| above.is_before(context, run[0].0, &grid));
        let head = read(context, &grid, goes_on.map(|above| above.head), &mut tables, notes);
        let paragraph = run.last().map_or(0, |(paragraph, _)| *paragraph);
        above = head.map(|head| Above { head, paragraph, columns: grid.columns });
    }
    tables
}

/// Lines between two halves of a table that a page parted: a cell that was cut, a number.
const NEAR: usize = 8;

/// The head that was in force where a table ended.
struct Above {
    head: Head,
    paragraph: usize,
    columns: usize,
}

impl Above {
    /// The table goes on at a paragraph: at once, or behind a few lines if what it holds fits.
    fn is_before(&self, context: &Context, paragraph: usize, grid: &Grid) -> bool {
        let between = paragraph.saturating_sub(self.paragraph + 1);
        self.columns == grid.columns
            && (between == 0 || between <= NEAR && head::fits(context, &self.head, grid))
    }
}

/// The rows among the paragraphs of a passage.
fn rows<'t>(context: &Context<'t>, passage: &Passage) -> Vec<(usize, &'t Row)> {
    let all = context.rows;
    let mut found = Vec::new();
    if all.is_empty() {
        return found;
    }
    for (index, paragraph) in passage.paragraphs.iter().enumerate() {
        let at = all.partition_point(|row| row.range.end <= paragraph.start);
        let row = all.get(at).filter(|row| row.range.contains(*paragraph));
        found.extend(row.map(|row| (index, row)));
    }
    found
}

/// Reads the tables of a grid: another head opens another, the same does not. Gives the head that is in
/// force at its end.
fn read(
    context: &Context,
    grid: &Grid,
    mut head: Option<Head>,
    tables: &mut Vec<Table>,
    notes: &mut Notes,
) -> Option<Head> {
    let mut open: Option<Table> = head.as_ref().and_then(|_| tables.pop());
    let mut at = 0;
    while at < grid.rows.len() {
        if let Some(next) = head::at(context, grid, at) {
            match open.take() {
                Some(mut table)
                    if head.as_ref().is_some_and(|head| head.is_same(context, &next)) =>
                {
                    table.heads.push(grid.range(at));
                    open = Some(table);
                }
                ended => tables.extend(ended),
            }
            at = next.end;
            head = Some(next);
            continue;
        }
        if let Some(head) = &head {
            let first = head_range(grid, head, at);
            let table = open.get_or_insert_with(|| Table::new(first));
            table.take(row::read(context, grid, head, at), grid.range(at), notes);
        }
        at += 1;
    }
    tables.extend(open);
    tables.retain(|table| !table.rows.is_empty() || !table.values.is_empty());
    head
}

/// The row that names the columns; the first row itself where that stands in another table.
fn head_range(grid: &Grid, head: &Head, at: usize) -> TextRange {
    grid.range(if head.end == at { head.end - 1 } else { at })
}

impl Table {
    fn new(head: TextRange) -> Self {
        Self { range: head, heads: vec![head], rows: Vec::new(), values: Vec::new() }
    }

    fn take(&mut self, read: Read, range: TextRange, notes: &mut Notes) {
        match read {
            Read::Task(row, values) => {
                self.rows.push(row);
                self.values.extend(values);
            }
            Read::Values(values) => self.values.extend(values),
            Read::More(mentions) => {
                let Some(row) = self.rows.last_mut() else { return unread(range, notes) };
                row.range = row.range.cover(range);
                let groups = row.mentions.last().map_or(0, |mention| mention.group);
                let more = mentions.into_iter();
                row.mentions.extend(
                    more.map(|mention| Mention { group: mention.group + groups, ..mention }),
                );
            }
            Read::Aside => {}
            Read::Unread => unread(range, notes),
        }
        self.range = self.range.cover(range);
    }

    /// Lets a rule of the document act on its rows.
    pub(crate) fn apply(&mut self, text: &str, convention: &Convention) {
        self.rows.iter_mut().for_each(|row| convention.lead(text, &mut row.mentions));
    }
}

fn unread(row: TextRange, notes: &mut Notes) {
    let message = "a row under the head of a task table gives no task";
    notes.at(Code::TableRowUnread, row, message.to_owned());
}
