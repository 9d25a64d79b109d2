//! Lines of task tables, whose cells must stay apart: `序号 任务 牵头单位 完成时限` and the rows under
//! it.
//!
//! Only a head that names its columns makes a table. Its cells stand between bars, tabs, columns of
//! spaces, single spaces, or each on a line of its own; the rows must be of the same make. Where
//! rows show no cells nothing is changed.

use super::lines::{Look, RawLine, SpaceRun, space_run};
use crate::chars::{fold, is_space};
use crate::lexicon::Column;
use crate::lexicon::Lexicon;

/// What stands between the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cells {
    /// `|`
    Bars,
    /// A tab for each.
    Tabs,
    /// Two spaces or more.
    Columns,
    /// Spaces of any number.
    Spaces,
    /// The line is the first cell of a row whose cells stand on lines of their own.
    First,
    /// The line is another cell of such a row.
    Next,
}

/// Bytes of the longest head.
const HEAD: usize = 600;
/// Columns on a terminal of the widest cell that is not a task.
const NARROW: u32 = 80;
/// Bytes of the longest name of a column.
const NAME: usize = 72;
/// More cells than any head has; no stack is looked at further.
const MANY: usize = 16;

/// Marks the lines of all tables.
pub(super) fn mark(lexicon: &Lexicon, raw: &str, lines: &mut [RawLine]) {
    let mut at = 0;
    while at < lines.len() {
        at = match on_one_line(lexicon, raw, &lines[at]) {
            Some((cells, columns)) => mark_rows(raw, lines, at, cells, columns),
            None => mark_stack(lexicon, raw, lines, at).unwrap_or(at + 1),
        };
    }
}

/// The head on one line: what separates its cells, and how many there are.
fn on_one_line(lexicon: &Lexicon, raw: &str, line: &RawLine) -> Option<(Cells, usize)> {
    let words = &raw[line.start..line.end];
    if words.len() > HEAD || line.is(Look::Running) {
        return None;
    }
    [Cells::Bars, Cells::Tabs, Cells::Columns, Cells::Spaces].into_iter().find_map(|cells| {
        if !holds(words, cells) {
            return None;
        }
        let names = split(words, cells);
        let columns = lexicon.table_head(&names)?;
        let sure = matches!(cells, Cells::Bars | Cells::Tabs);
        (sure || !columns.contains(&Column::Unknown)).then_some((cells, names.len()))
    })
}

fn holds(words: &str, cells: Cells) -> bool {
    match cells {
        Cells::Bars => words.contains(is_bar),
        Cells::Tabs => words.contains('\t'),
        _ => words.contains(is_space),
    }
}

fn is_bar(c: char) -> bool {
    fold(c) == '|'
}

/// The cells of a line, without spaces at their ends. Bars around the whole line are no cells.
fn split(words: &str, cells: Cells) -> Vec<&str> {
    match cells {
        Cells::Bars => words.trim_matches(is_bar).split(is_bar).map(trim).collect(),
        Cells::Tabs => words.split('\t').map(trim).collect(),
        _ => at_spaces(words, cells),
    }
}

fn trim(cell: &str) -> &str {
    cell.trim_matches(is_space)
}

fn at_spaces(words: &str, cells: Cells) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(c) = words[at..].chars().next() {
        if !is_space(c) {
            at += c.len_utf8();
            continue;
        }
        let (kind, len) = space_run(&words[at..]);
        if parts(kind, cells) {
            found.push(&words[start..at]);
            start = at + len;
        }
        at += len.max(c.len_utf8());
    }
    found.push(&words[start..]);
    found
}

/// True where a run of spaces ends a cell.
pub(super) fn parts(run: SpaceRun, cells: Cells) -> bool {
    match cells {
        Cells::Columns => run == SpaceRun::Column,
        Cells::Spaces => run != SpaceRun::Nothing,
        _ => false,
    }
}

/// Marks the head and the rows under it; returns the line behind them. A head without rows is no
/// table.
fn mark_rows(raw: &str, lines: &mut [RawLine], head: usize, cells: Cells, columns: usize) -> usize {
    let is_row = |line: &RawLine| {
        let words = &raw[line.start..line.end];
        let count = || split(words, cells).len();
        match cells {
            Cells::Bars | Cells::Tabs => holds(words, cells) && count() <= columns,
            _ => holds(words, cells) && count() == columns,
        }
    };
    let rows = lines[head + 1..].iter().take_while(|line| is_row(line)).count();
    if rows == 0 {
        return head + 1;
    }
    let end = head + 1 + rows;
    lines[head..end].iter_mut().for_each(|line| line.cells = Some(cells));
    end
}

/// A head whose cells stand on lines of their own, with two rows or more that count 1, 2, 3…
fn mark_stack(lexicon: &Lexicon, raw: &str, lines: &mut [RawLine], head: usize) -> Option<usize> {
    let words = |line: &RawLine| &raw[line.start..line.end];
    let is_name = |line: &&RawLine| {
        line.end - line.start <= NAME && lexicon.column(words(line)) != Column::Unknown
    };
    (lexicon.column(lines.get(head).filter(|l| is_name(l)).map(words)?) == Column::Number)
        .then_some(())?;
    let width = lines[head..].iter().take(MANY).take_while(is_name).count();
    let names: Vec<&str> = lines[head..head + width].iter().map(words).collect();
    let columns = lexicon.table_head(&names)?;
    let mut rows = 0;
    while lines[head..]
        .get((rows + 1) * width..(rows + 2) * width)
        .is_some_and(|row| is_stacked_row(raw, row, &columns, rows + 1))
    {
        rows += 1;
    }
    if rows < 2 {
        return None;
    }
    let end = head + (rows + 1) * width;
    for (index, line) in lines[head..end].iter_mut().enumerate() {
        line.cells = Some(if index % width == 0 { Cells::First } else { Cells::Next });
    }
    Some(end)
}

/// The lines hold the number and nothing that could not be a cell: no heading, and but for the task
/// no long words.
fn is_stacked_row(raw: &str, row: &[RawLine], columns: &[Column], number: usize) -> bool {
    let counts = row.first().is_some_and(|line| {
        let digits: String = raw[line.start..line.end].chars().map(fold).collect();
        digits == number.to_string()
    });
    let fits = |(line, column): (&RawLine, &Column)| {
        let narrow = line.width <= NARROW || *column == Column::Task;
        narrow && (!line.is(Look::Marked) || *column == Column::Task)
    };
    counts && row.iter().zip(columns).skip(1).all(fits)
}
