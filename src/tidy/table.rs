//! Tables that a text shows without stating them: `序号 任务 牵头单位 完成时限` and the rows under it.
//!
//! Only a head that names its columns makes a table. Its cells stand between bars, tabs, columns of
//! spaces, single spaces, or each on a line of its own; the rows must be of the same make. The names may
//! also stand each at the start of a line, before its value. Where rows show no cells nothing is changed.

use super::lines::{Look, RawLine, RawRow, SpaceRun, Split, space_run};
use super::{aligned, stack};
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
    /// The same, with one before the first cell.
    Fenced,
    /// A tab for each.
    Tabs,
    /// Two spaces or more.
    Columns,
    /// Spaces of any number.
    Spaces,
}

impl Cells {
    /// Bars, as they stand in a head.
    fn of_bars(head: &str) -> Self {
        if head.starts_with(is_bar) { Self::Fenced } else { Self::Bars }
    }
}

/// Bytes of the longest head.
const HEAD: usize = 600;
/// Columns on a terminal of the widest cell that is not a task.
pub(super) const NARROW: u32 = 80;
/// Bytes of the longest name of a column.
pub(super) const NAME: usize = 72;
/// Cells of the name of a group of rows, with its number.
const GROUP: usize = 2;
/// Columns of a head that is sure with one row.
const WIDE: usize = 3;
/// Lines of the shortest form.
const FORM: usize = 3;
/// More cells than any head has; no stack is looked at further.
pub(super) const MANY: usize = 16;

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
                    let head = starts(raw, &lines[at], cells);
                    let cells_of = |line: &RawLine| one_line_cells(raw, line, cells, &head);
                    name_rows(&mut lines[at..*end], table, rows, cells_of);
                }),
            None => match end_of_form(lexicon, raw, lines, at) {
                Some((end, cells)) => {
                    let cells_of = |line: &RawLine| one_line_cells(raw, line, cells, &[]);
                    name_rows(&mut lines[at..end], table, rows, cells_of);
                    Some(end)
                }
                None => stack::find(lexicon, raw, lines, at).map(|found| {
                    let end = found.last().map_or(at, |row| row.lines.end);
                    found.into_iter().for_each(|row| take_stacked(lines, row, table, rows));
                    end
                }),
            },
        };
        table += u32::from(end.is_some());
        at = end.unwrap_or(at + 1);
    }
    lines.retain(|line| !line.is(Look::Celled));
}

/// Makes a row of every line.
fn name_rows(
    lines: &mut [RawLine],
    table: u32,
    rows: &mut Vec<RawRow>,
    cells: impl Fn(&RawLine) -> Vec<Cell>,
) {
    for line in lines {
        let cells = cells(line);
        line.row = Some(to_u32(rows.len()));
        rows.push(RawRow { table, cells, dropped: Vec::new() });
    }
}

/// Makes one row of the lines of its cells.
fn take_stacked(lines: &mut [RawLine], row: stack::Row, table: u32, rows: &mut Vec<RawRow>) {
    let end = row.cells.last().map_or(0, |cell| cell.range.end);
    let lines = &mut lines[row.lines];
    lines[1..].iter_mut().for_each(|line| line.looks.insert(Look::Celled));
    lines[0].row = Some(to_u32(rows.len()));
    lines[0].end = end.max(lines[0].end);
    rows.push(RawRow { table, cells: row.cells, dropped: Vec::new() });
}

fn cell(column: usize, range: Range<usize>) -> Cell {
    Cell { range, area: Area::at(to_u32(column)), breaks: Vec::new() }
}

/// The cells of a line. `head` tells where the names of columns of spaces stand.
fn one_line_cells(raw: &str, line: &RawLine, cells: Cells, head: &[u32]) -> Vec<Cell> {
    let start = start_of_cells(raw, line, cells);
    let ranges = split(&raw[start..line.end], cells);
    let columns = aligned::placed(raw, line, &ranges, head);
    let columns = columns.unwrap_or_else(|| (0..ranges.len()).collect());
    let placed = columns.into_iter().zip(ranges).filter(|(_, range)| !range.is_empty());
    placed.map(|(column, range)| cell(column, start + range.start..start + range.end)).collect()
}

/// Where the names stand in a head of columns of spaces.
fn starts(raw: &str, head: &RawLine, cells: Cells) -> Vec<u32> {
    match cells {
        Cells::Columns => aligned::starts(raw, head, &split(&raw[head.start..head.end], cells)),
        _ => Vec::new(),
    }
}

/// Where the first cell of a line begins: tabs before its words stand behind empty cells.
fn start_of_cells(raw: &str, line: &RawLine, cells: Cells) -> usize {
    let before = &raw[..line.start];
    let indent = &before[before.trim_end_matches(is_space).len()..];
    match indent.find('\t') {
        Some(at) if cells == Cells::Tabs => line.start - indent.len() + at,
        _ => line.start,
    }
}

/// The head on one line: what separates its cells, and how many there are.
fn on_one_line(lexicon: &Lexicon, raw: &str, line: &RawLine) -> Option<(Cells, usize)> {
    let words = &raw[line.start..line.end];
    if words.len() > HEAD || line.is(Look::Running) || !may_hold_cells(line) {
        return None;
    }
    [Cells::of_bars(words), Cells::Tabs, Cells::Columns, Cells::Spaces].into_iter().find_map(
        |cells| {
            if !holds(words, cells) {
                return None;
            }
            let names: Vec<&str> =
                split(words, cells).into_iter().map(|cell| &words[cell]).collect();
            let columns =
                lexicon.table_head(&names).or_else(|| pair_of_names(lexicon, &names, cells))?;
            let sure = matches!(cells, Cells::Bars | Cells::Fenced | Cells::Tabs);
            (sure || !columns.contains(&Column::Unknown)).then_some((cells, names.len()))
        },
    )
}

/// False for most lines, which have nothing that parts cells.
fn may_hold_cells(line: &RawLine) -> bool {
    line.is(Look::Barred) || line.is(Look::Spaced)
}

fn holds(words: &str, cells: Cells) -> bool {
    match cells {
        Cells::Bars | Cells::Fenced => words.contains(is_bar),
        Cells::Tabs => words.contains('\t'),
        _ => words.contains(is_space),
    }
}

fn is_bar(c: char) -> bool {
    fold(c) == '|'
}

/// The cells of a line, without spaces at their ends. Bars around the whole line are no cells.
fn split(words: &str, cells: Cells) -> Vec<Range<usize>> {
    match cells {
        Cells::Bars => between(words, 0..end_of_cells(words), is_bar),
        Cells::Fenced => {
            let end = end_of_cells(words);
            let start = words.chars().next().filter(|c| is_bar(*c)).map_or(0, char::len_utf8);
            between(words, start.min(end)..end, is_bar)
        }
        Cells::Tabs => between(words, 0..words.len(), |c| c == '\t'),
        _ => at_spaces(words, cells),
    }
}

/// Where the last cell ends: a bar behind it is no cell.
fn end_of_cells(words: &str) -> usize {
    words.strip_suffix(is_bar).map_or(words.len(), str::len)
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
    let starts = starts(raw, &lines[head], cells);
    let is_aligned = |line: &RawLine| {
        let ranges = split(&raw[line.start..line.end], cells);
        aligned::placed(raw, line, &ranges, &starts).is_some()
    };
    let is_row = |line: &RawLine| {
        let start = start_of_cells(raw, line, cells);
        let words = &raw[start..line.end];
        let count = || split(words, cells).len();
        // A tab before a sentence is its indent.
        let is_indent =
            start < line.start && line.last == '。' && !words.trim_start().contains('\t');
        line.row.is_none()
            && !is_indent
            && match cells {
                Cells::Bars | Cells::Fenced | Cells::Tabs => {
                    holds(words, cells) && count() <= columns
                }
                _ => holds(words, cells) && (count() == columns || is_aligned(line)),
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
    let words = &raw[lines[at].start..lines[at].end];
    [Cells::of_bars(words), Cells::Tabs, Cells::Columns].into_iter().find_map(|cells| {
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
    if line.row.is_some() || !may_hold_cells(line) || !holds(words, cells) {
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
