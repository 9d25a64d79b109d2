//! Tables that a text shows without stating them: `序号 任务 牵头单位 完成时限` and the rows under it.
//!
//! Only a head that names its columns makes a table. Its cells stand between bars, tabs, columns of
//! spaces, single spaces, or each on a line of its own; the rows must be of the same make. The names may
//! also stand each at the start of a line, before its value. Where rows show no cells nothing is changed.

use super::lines::{Look, RawLine, RawRow, SpaceRun, Split, space_run};
use crate::chars::{fold, is_space};
use crate::document::{Area, Cell};
use crate::lexicon::Column;
use crate::lexicon::Lexicon;
use crate::span::to_u32;
use std::ops::Range;

/// What stands between the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cells {
    /// `|`
    Bars,
    /// A tab for each.
    Tabs,
    /// Two spaces or more.
    Columns,
    /// Spaces of any number.
    Spaces,
}

/// Bytes of the longest head.
const HEAD: usize = 600;
/// Columns on a terminal of the widest cell that is not a task.
const NARROW: u32 = 80;
/// Bytes of the longest name of a column.
const NAME: usize = 72;
/// Bytes of the longest name of a column of row numbers.
const NUMBERED: usize = 24;
/// Cells of the name of a group of rows, with its number.
const GROUP: usize = 2;
/// Columns of a head that is sure with one row.
const WIDE: usize = 3;
/// Lines of the shortest form.
const FORM: usize = 3;
/// More cells than any head has; no stack is looked at further.
const MANY: usize = 16;

/// Marks the lines of all tables that are not stated.
pub(super) fn mark(lexicon: &Lexicon, raw: &str, split: &mut Split) {
    let Split { lines, rows } = split;
    let mut table = rows.iter().map(|row| row.table + 1).max().unwrap_or(0);
    let mut at = 0;
    while at < lines.len() {
        if lines[at].row.is_some() {
            at += 1;
            continue;
        }
        let end = match on_one_line(lexicon, raw, &lines[at]) {
            Some((cells, columns)) => end_of_rows(lexicon, raw, lines, at, (cells, columns))
                .inspect(|end| {
                    let cells_of = |line: &RawLine| one_line_cells(raw, line, cells);
                    name_rows(&mut lines[at..*end], 1, table, rows, |lines| cells_of(&lines[0]));
                }),
            None => match end_of_form(lexicon, raw, lines, at) {
                Some((end, cells)) => {
                    let cells_of = |line: &RawLine| one_line_cells(raw, line, cells);
                    name_rows(&mut lines[at..end], 1, table, rows, |lines| cells_of(&lines[0]));
                    Some(end)
                }
                None => end_of_stack(lexicon, raw, lines, at).map(|(end, width)| {
                    name_rows(&mut lines[at..end], width, table, rows, stacked_cells);
                    end
                }),
            },
        };
        table += u32::from(end.is_some());
        at = end.unwrap_or(at + 1);
    }
    lines.retain(|line| !line.is(Look::Celled));
}

/// Makes a row of every so many lines.
fn name_rows(
    lines: &mut [RawLine],
    width: usize,
    table: u32,
    rows: &mut Vec<RawRow>,
    cells: impl Fn(&[RawLine]) -> Vec<Cell>,
) {
    for row in lines.chunks_mut(width) {
        let end = row.last().map_or(0, |line| line.end);
        let cells = cells(row);
        row[1..].iter_mut().for_each(|line| line.looks.insert(Look::Celled));
        row[0].row = Some(to_u32(rows.len()));
        row[0].end = end;
        rows.push(RawRow { table, cells });
    }
}

fn cell(column: usize, range: Range<usize>) -> Cell {
    Cell { range, area: Area::at(to_u32(column)), breaks: Vec::new() }
}

fn one_line_cells(raw: &str, line: &RawLine, cells: Cells) -> Vec<Cell> {
    let ranges = split(&raw[line.start..line.end], cells).into_iter().enumerate();
    let placed = ranges.filter(|(_, range)| !range.is_empty());
    placed
        .map(|(column, range)| cell(column, line.start + range.start..line.start + range.end))
        .collect()
}

fn stacked_cells(lines: &[RawLine]) -> Vec<Cell> {
    let lines = lines.iter().enumerate();
    lines.map(|(column, line)| cell(column, line.start..line.end)).collect()
}

/// The head on one line: what separates its cells, and how many there are.
fn on_one_line(lexicon: &Lexicon, raw: &str, line: &RawLine) -> Option<(Cells, usize)> {
    let words = &raw[line.start..line.end];
    if words.len() > HEAD || line.is(Look::Running) {
        return None;
    }
    [Cells::Bars, Cells::Tabs, Cells::Columns, Cells::Spaces].into_iter().find_map(|cells| {
        if !holds(line, words, cells) {
            return None;
        }
        let names: Vec<&str> = split(words, cells).into_iter().map(|cell| &words[cell]).collect();
        let columns =
            lexicon.table_head(&names).or_else(|| pair_of_names(lexicon, &names, cells))?;
        let sure = matches!(cells, Cells::Bars | Cells::Tabs);
        (sure || !columns.contains(&Column::Unknown)).then_some((cells, names.len()))
    })
}

fn holds(line: &RawLine, words: &str, cells: Cells) -> bool {
    match cells {
        Cells::Bars => line.is(Look::Barred),
        Cells::Tabs => line.is(Look::Spaced) && words.contains('\t'),
        _ => line.is(Look::Spaced),
    }
}

fn is_bar(c: char) -> bool {
    fold(c) == '|'
}

/// The cells of a line, without spaces at their ends. Bars around the whole line are no cells.
fn split(words: &str, cells: Cells) -> Vec<Range<usize>> {
    match cells {
        Cells::Bars => {
            let start = words.len() - words.trim_start_matches(is_bar).len();
            let end = words.trim_end_matches(is_bar).len().max(start);
            between(words, start..end, is_bar)
        }
        Cells::Tabs => between(words, 0..words.len(), |c| c == '\t'),
        _ => at_spaces(words, cells),
    }
}

fn between(words: &str, within: Range<usize>, separates: fn(char) -> bool) -> Vec<Range<usize>> {
    let mut at = within.start;
    let pieces = words[within].split_inclusive(separates).map(|piece| {
        let start = at;
        at += piece.len();
        trimmed(words, start..start + piece.trim_end_matches(separates).len())
    });
    let mut cells: Vec<Range<usize>> = pieces.collect();
    // Nothing behind the last separator is a cell, too.
    if words[..at].ends_with(separates) {
        cells.push(at..at);
    }
    cells
}

fn trimmed(words: &str, range: Range<usize>) -> Range<usize> {
    let cell = &words[range.clone()];
    let start = range.end - cell.trim_start_matches(is_space).len();
    start..start + words[start..range.end].trim_end_matches(is_space).len()
}

fn at_spaces(words: &str, cells: Cells) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(c) = words[at..].chars().next() {
        if !is_space(c) {
            at += c.len_utf8();
            continue;
        }
        let (kind, len) = space_run(&words[at..]);
        if parts(kind, cells) {
            found.push(start..at);
            start = at + len;
        }
        at += len.max(c.len_utf8());
    }
    found.push(start..words.len());
    found
}

/// True where a run of spaces ends a cell.
fn parts(run: SpaceRun, cells: Cells) -> bool {
    match cells {
        Cells::Columns => run == SpaceRun::Column,
        Cells::Spaces => run != SpaceRun::Nothing,
        _ => false,
    }
}

/// 部门|主要职责分工: two columns, what is done and who does it.
fn pair_of_names(lexicon: &Lexicon, names: &[&str], cells: Cells) -> Option<Vec<Column>> {
    let [first, second] = names else { return None };
    let columns = [lexicon.column(first), lexicon.column(second)];
    let is_pair =
        matches!(columns, [Column::Task, Column::Role(_)] | [Column::Role(_), Column::Task]);
    (is_pair && cells != Cells::Spaces).then(|| columns.to_vec())
}

/// The line behind the rows under a head. A head without rows is no table, and one of two columns
/// needs two rows. Between rows may stand the name of a group.
fn end_of_rows(
    lexicon: &Lexicon,
    raw: &str,
    lines: &[RawLine],
    head: usize,
    (cells, columns): (Cells, usize),
) -> Option<usize> {
    let is_row = |line: &RawLine| {
        let words = &raw[line.start..line.end];
        let count = || split(words, cells).len();
        line.row.is_none()
            && match cells {
                Cells::Bars | Cells::Tabs => holds(line, words, cells) && count() <= columns,
                _ => holds(line, words, cells) && count() == columns,
            }
    };
    let is_group = |line: &RawLine| {
        cells != Cells::Spaces
            && line.row.is_none()
            && line.width <= NARROW
            && !matches!(line.last, '。' | ';' | ':')
            && split(&raw[line.start..line.end], cells).len() <= GROUP
    };
    let (mut end, mut rows) = (head + 1, 0);
    while let Some(line) = lines.get(end) {
        let goes_on = || {
            let next = lines.get(end + 1).filter(|next| is_row(next));
            next.is_some_and(|next| on_one_line(lexicon, raw, next).is_none())
        };
        let is_row = is_row(line);
        if !(is_row || is_group(line) && goes_on()) {
            break;
        }
        rows += usize::from(is_row);
        end += 1;
    }
    (rows > usize::from(columns < WIDE)).then_some(end)
}

/// The line behind lines that each begin with the name of what stands in them: 任务名称|修缮管网,
/// 牵头单位|市水利局. One of the first names a task and one who answers for it.
fn end_of_form(
    lexicon: &Lexicon,
    raw: &str,
    lines: &[RawLine],
    at: usize,
) -> Option<(usize, Cells)> {
    [Cells::Bars, Cells::Tabs, Cells::Columns].into_iter().find_map(|cells| {
        let kind = |line: &RawLine| kind_of_value(lexicon, raw, line, cells);
        let first: Vec<Column> = lines[at..].iter().take(MANY).map_while(kind).collect();
        let names_role = first.iter().any(|column| matches!(column, Column::Role(_)));
        let is_form = first.len() >= FORM && first.contains(&Column::Task) && names_role;
        let rows = || lines[at..].iter().take_while(|line| kind(line).is_some()).count();
        is_form.then(|| (at + rows(), cells))
    })
}

/// What stands in a line that begins with a known name. Fields of the header of a page are none.
fn kind_of_value(lexicon: &Lexicon, raw: &str, line: &RawLine, cells: Cells) -> Option<Column> {
    let words = &raw[line.start..line.end];
    if line.row.is_some() || !holds(line, words, cells) {
        return None;
    }
    let pieces = split(words, cells);
    let name = pieces.first().filter(|_| pieces.len() > 1).map(|name| &words[name.clone()])?;
    let column = Some(name).filter(|name| name.len() <= NAME).map(|name| lexicon.column(name))?;
    let is_field = || lexicon.labels.get(&name.replace(is_space, "")).is_some();
    match column {
        Column::Unknown => None,
        Column::Role(_) => Some(column),
        _ => (!is_field()).then_some(column),
    }
}

/// The line behind a head whose cells stand on lines of their own, with two rows or more that count
/// 1, 2, 3…, and how many lines a row has.
fn end_of_stack(
    lexicon: &Lexicon,
    raw: &str,
    lines: &[RawLine],
    head: usize,
) -> Option<(usize, usize)> {
    let words = |line: &RawLine| &raw[line.start..line.end];
    let is_name = |line: &&RawLine| {
        line.end - line.start <= NAME
            && line.row.is_none()
            && lexicon.column(words(line)) != Column::Unknown
    };
    let first =
        lines.get(head).filter(|line| line.end - line.start <= NUMBERED && is_name(line))?;
    (lexicon.column(words(first)) == Column::Number).then_some(())?;
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
    (rows >= 2).then_some((head + (rows + 1) * width, width))
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
        narrow && line.row.is_none() && (!line.is(Look::Marked) || *column == Column::Task)
    };
    counts && row.iter().zip(columns).skip(1).all(fits)
}
