//! Tables: from paragraphs and their marks to rows, and from rows to columns.

use super::grid::Grid;
use super::props::{Across, Down, RowProps};
use super::story::{CELL, Paragraph};
use crate::rows::{GridRow, Slot};
use gongwen::document::BlockKind;
use gongwen::span::to_u32;
use std::collections::BTreeSet;

/// A paragraph or a table.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    Paragraph(Paragraph),
    Table(Vec<Row>),
}

/// A row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    pub(crate) cells: Vec<Vec<Item>>,
    props: RowProps,
}

impl Row {
    /// The edges between its cells.
    fn inner_edges(&self) -> &[i16] {
        self.props.edges.get(1..self.cells.len()).unwrap_or_default()
    }
}

/// Tables inside tables that are followed.
const DEPTH: usize = 16;

/// A table that is not at its end.
#[derive(Clone, Debug, Default)]
struct Open {
    rows: Vec<Row>,
    cells: Vec<Vec<Item>>,
    cell: Vec<Item>,
}

impl Open {
    fn end_cell(&mut self) {
        self.cells.push(std::mem::take(&mut self.cell));
    }

    fn end_row(&mut self, props: RowProps) {
        if !self.cell.is_empty() {
            self.end_cell();
        }
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            self.rows.push(Row { cells, props });
        }
    }
}

/// Puts paragraphs into their tables.
pub(crate) fn items(paragraphs: Vec<Paragraph>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for mut paragraph in paragraphs {
        let depth = (paragraph.props.depth() as usize).min(DEPTH);
        while open.len() > depth {
            close(&mut open, &mut items);
        }
        open.resize_with(depth, Open::default);
        let props = &mut paragraph.props;
        let (ends_row, ends_cell) = match depth {
            0 => (false, false),
            1 => (props.row_end, paragraph.mark == CELL),
            _ => (props.inner_row_end, props.inner_cell),
        };
        let row = std::mem::take(&mut props.row);
        let Some(table) = open.last_mut() else {
            items.push(Item::Paragraph(paragraph));
            continue;
        };
        if ends_row {
            table.end_row(row);
            continue;
        }
        table.cell.push(Item::Paragraph(paragraph));
        if ends_cell {
            table.end_cell();
        }
    }
    while !open.is_empty() {
        close(&mut open, &mut items);
    }
    items
}

fn close(open: &mut Vec<Open>, items: &mut Vec<Item>) {
    let Some(mut table) = open.pop() else { return };
    table.end_row(RowProps::default());
    let outer = open.last_mut().map_or(items, |outer| &mut outer.cell);
    outer.extend(apart(table.rows).into_iter().map(Item::Table));
}

/// Tables that follow each other without a paragraph between them, which the file holds as one. A
/// row that has none of the edges before it begins another.
fn apart(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut tables: Vec<Vec<Row>> = Vec::new();
    let mut edges: BTreeSet<i16> = BTreeSet::new();
    for row in rows {
        let inner = row.inner_edges();
        let is_new = inner.len() > 1
            && !edges.is_empty()
            && !inner.iter().any(|edge| has_near(&edges, *edge))
            && row.props.cells.iter().all(|cell| cell.down != Down::Continued);
        if is_new {
            edges.clear();
        }
        edges.extend(inner);
        match tables.last_mut().filter(|_| !is_new) {
            Some(table) => table.push(row),
            None => tables.push(vec![row]),
        }
    }
    tables
}

/// True where an edge lies less than a millimetre away.
fn has_near(edges: &BTreeSet<i16>, edge: i16) -> bool {
    edges.range(edge.saturating_sub(60)..=edge.saturating_add(60)).next().is_some()
}

/// The text of a cell as one line or more.
pub(crate) fn cell_text(items: &[Item]) -> String {
    let mut lines = Vec::new();
    for item in items {
        match item {
            Item::Paragraph(paragraph) => lines.push(paragraph.text.clone()),
            Item::Table(rows) => lines.extend(rows.iter().map(|row| {
                let cells: Vec<String> = row.cells.iter().map(|cell| cell_text(cell)).collect();
                cells.join(" ")
            })),
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}

/// True for a table that only lays out a page: no row has two cells with something in them.
pub(super) fn is_layout(rows: &[Row]) -> bool {
    rows.iter().all(|row| {
        let filled = row.cells.iter().filter(|cell| !cell_text(cell).is_empty());
        filled.count() < 2
    })
}

/// The rows of a table with the columns of their cells.
pub(super) fn table_rows(rows: &[Row], table: u32) -> Vec<GridRow<Slot>> {
    let grid = Grid::of(rows);
    let slots = |row: &Row| {
        let (cells, end) = grid.place(row);
        let ends = cells.iter().skip(1).map(|next| next.column).chain([end]);
        let slot = |(cell, end): (&Placed<'_>, usize)| Slot {
            column: to_u32(cell.column),
            columns: to_u32(end.saturating_sub(cell.column)),
            words: cell_text(cell.items),
            goes_on: cell.down == Down::Continued,
        };
        cells.iter().zip(ends).map(slot).collect()
    };
    let kind = BlockKind::Row { table };
    rows.iter().map(|row| GridRow { kind, cells: slots(row) }).collect()
}

/// A cell in its column.
struct Placed<'a> {
    column: usize,
    items: &'a [Item],
    down: Down,
}

impl Grid {
    /// The grid of a table. Rows whose cells are as many need no edges.
    fn of(rows: &[Row]) -> Self {
        let first = rows.first().map_or(0, |row| row.cells.len());
        let is_even = rows.iter().all(|row| row.cells.len() == first);
        let has_edges = rows.iter().all(|row| row.props.edges.len() > row.cells.len());
        if is_even || !has_edges {
            return Self::default();
        }
        Self::new(rows.iter().map(|row| &row.props.edges[..row.cells.len()]))
    }

    /// The cells of a row that are shown, and the column behind the last.
    fn place<'r>(&self, row: &'r Row) -> (Vec<Placed<'r>>, usize) {
        let mut next = 0;
        let mut begun = None;
        let mut cells = Vec::new();
        for (number, items) in row.cells.iter().enumerate() {
            let props = row.props.cells.get(number).copied().unwrap_or_default();
            let edge = row.props.edges.get(number);
            let at = edge.and_then(|edge| self.column(*edge)).unwrap_or(number);
            let column = at.max(next);
            next = column + 1;
            match (props.across, begun) {
                (Across::Merged(bits), Some(first))
                    if bits != first && cell_text(items).is_empty() =>
                {
                    continue;
                }
                (Across::Merged(bits), _) => begun = Some(bits),
                (Across::Single, _) => begun = None,
            }
            cells.push(Placed { column, items, down: props.down });
        }
        (cells, next.max(self.len()))
    }
}
