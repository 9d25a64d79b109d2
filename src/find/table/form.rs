//! Forms: tables whose first column names what stands beside it: 任务名称|修缮管网 above 牵头单位|市水利局.
//!
//! A form holds one task, or one in each column behind the names. Where its first name comes again, the
//! next begins. Names and values may also take turns in a row: 牵头单位|市水利局|完成时限|6月.

use super::grid::Grid;
use super::{Table, TaskRow, ValueCell, head, row};
use crate::document::Area;
use crate::find::Context;
use crate::lexicon::Column;
use crate::span::{TextRange, to_u32};
use crate::tidy::{Cell, Row};
use row::Read;

/// Bytes of the longest name.
const LONGEST: u32 = 60;
/// Names of a form at least.
const FEWEST: usize = 2;

/// A name and the values beside it.
struct Pair<'t> {
    name: &'t Cell,
    values: Vec<&'t Cell>,
}

impl<'t> Pair<'t> {
    /// The value in the column of another.
    fn beside(&self, other: &Cell) -> Option<&'t Cell> {
        let column = other.area.column;
        let covers = |cell: &&&'t Cell| {
            let first = cell.area.column;
            (first..first.saturating_add(cell.area.columns)).contains(&column)
        };
        self.values.iter().find(|value| covers(value)).copied()
    }
}

/// The tables that the forms of a grid are; none where it is something else.
pub(super) fn read(context: &Context, grid: &Grid) -> Vec<Table> {
    let mut rows = (0..grid.rows.len()).map(|row| named(context, grid, row));
    let first = rows.find(|cells| cells.len() > 1).and_then(|cells| cells.first());
    let opens = first.is_some_and(|cell| is_known(context, cell));
    let rows = (0..grid.rows.len()).filter(|_| opens).map(|row| pairs(context, grid, row));
    let pairs: Vec<Pair> = rows.flatten().collect();
    let known = pairs.iter().filter(|pair| is_known(context, pair.name)).count();
    let Some(first) = pairs.first().filter(|_| known * 3 > pairs.len() * 2) else {
        return Vec::new();
    };
    let words = |pair: &Pair| pair.name.range.of(context.text).replace(' ', "");
    let opening = words(first);
    let mut forms: Vec<Vec<Pair>> = Vec::new();
    for pair in pairs {
        match forms.last_mut() {
            Some(form) if words(&pair) != opening => form.push(pair),
            _ => forms.push(vec![pair]),
        }
    }
    forms.iter().filter_map(|form| table(context, form)).collect()
}

/// The cells of a row without the name of a group that stands beside several: 基本信息.
fn named<'t>(context: &Context, grid: &Grid<'t>, row: usize) -> &'t [Cell] {
    match grid.cells(row) {
        [group, rest @ ..]
            if group.area.rows > 1
                && rest.len() > 1
                && is_known(context, &rest[0])
                && !is_known(context, group) =>
        {
            rest
        }
        cells => cells,
    }
}

/// The names of a row with their values. A row with one cell names a group or explains.
fn pairs<'t>(context: &Context, grid: &Grid<'t>, row: usize) -> Vec<Pair<'t>> {
    let cells = named(context, grid, row);
    let takes_turns = cells.len() > 2
        && cells.len().is_multiple_of(2)
        && cells.iter().step_by(2).all(|cell| is_known(context, cell));
    if takes_turns {
        let turns = cells.chunks_exact(2);
        return turns.map(|turn| Pair { name: &turn[0], values: vec![&turn[1]] }).collect();
    }
    match cells.split_first() {
        Some((name, values)) if !values.is_empty() => {
            vec![Pair { name, values: values.iter().collect() }]
        }
        _ => Vec::new(),
    }
}

/// The name of a column, and no name of a field in the header of a page.
fn is_known(context: &Context, cell: &Cell) -> bool {
    let words = cell.range.of(context.text).trim_end_matches(':');
    let is_field = || context.lexicon.labels.get(&words.replace(' ', "")).is_some();
    cell.range.len() <= LONGEST
        && match context.lexicon.column(words) {
            Column::Unknown => false,
            Column::Role(_) => true,
            _ => !is_field(),
        }
}

/// The tasks of one form.
fn table(context: &Context, form: &[Pair]) -> Option<Table> {
    let widest = form.iter().rev().max_by_key(|pair| pair.values.len())?;
    let most = widest.values.len();
    let names = row_of(form.iter().map(|pair| Some(pair.name)));
    let record = |at: usize| match widest.values.get(at) {
        Some(other) if most > 1 => row_of(form.iter().map(|pair| pair.beside(other))),
        _ => row_of(form.iter().map(|pair| pair.values.first().copied())),
    };
    let records: Vec<Row> = (0..most).map(record).collect();
    let rows: Vec<&Row> = [&names].into_iter().chain(&records).collect();
    let grid = Grid::new(&rows)?;
    let head = head::of_names(context, &grid)?;
    let whole =
        names.range.cover(records.iter().fold(names.range, |all, row| all.cover(row.range)));
    let mut table = Table::new(if most > 1 { whole } else { names.range });
    table.range = whole;
    for at in 1..rows.len() {
        if let Read::Task(row, values) = row::read(context, &grid, &head, at) {
            table.add(TaskRow { range: if most > 1 { row.title } else { whole }, ..row }, values);
        }
    }
    (form.len() >= FEWEST && !table.rows.is_empty()).then_some(table)
}

/// Cells beside each other.
fn row_of<'t>(cells: impl Iterator<Item = Option<&'t Cell>>) -> Row {
    let place = |(at, cell): (usize, Option<&'t Cell>)| {
        Some(Cell { area: Area::at(to_u32(at)), ..cell?.clone() })
    };
    let cells: Vec<Cell> = cells.enumerate().filter_map(place).collect();
    let range = cells.iter().map(|cell| cell.range).reduce(TextRange::cover);
    Row { table: 0, range: range.unwrap_or_default(), cells }
}

impl Table {
    fn add(&mut self, row: TaskRow, values: Vec<ValueCell>) {
        self.rows.push(row);
        self.values.extend(values);
    }
}
