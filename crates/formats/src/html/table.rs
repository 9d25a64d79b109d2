//! Tables: data or only a layout, merged cells, one line a row.

use super::dom::{Dom, Glyph, Id};
use super::flow::{LineKind, Page, PageLine, lay_out};
use super::looks::{Look, ink, is_blank, look};
use gongwen::document::Area;
use gongwen::span::to_u32;

/// Columns that a table may have.
const MAX_COLUMNS: usize = 256;

/// A table that shows data.
pub(super) struct Table {
    id: Id,
    rows: Vec<Row>,
}

struct Row {
    id: Id,
    cells: Vec<Cell>,
}

/// A cell and the columns and rows it covers.
struct Cell {
    glyphs: Vec<Glyph>,
    linked: usize,
    blocks: usize,
    across: usize,
    down: usize,
}

/// The table, if it shows data; `None` where it only lays out the page.
pub(super) fn data_table(dom: &Dom, id: Id, page: &mut Page) -> Option<Table> {
    let nested = dom.below(id).skip(1).any(|inner| dom.name(inner) == "table");
    let role = dom.element(id).and_then(|table| table.attribute("role"));
    if nested || matches!(role, Some("presentation" | "none")) {
        return None;
    }
    let rows: Vec<(Id, Vec<Id>)> =
        rows(dom, id).into_iter().map(|row| (row, cells(dom, row))).collect();
    if rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0) < 2 {
        return None;
    }
    let mut hidden = Vec::new();
    let mut read = |cell| read_cell(dom, cell, page.revealed, &mut hidden);
    let rows = rows
        .into_iter()
        .map(|(id, cells)| Row { id, cells: cells.into_iter().map(&mut read).collect() })
        .collect();
    let table = Table { id, rows };
    if !is_data(&table) {
        return None;
    }
    page.hidden.append(&mut hidden);
    Some(table)
}

/// A page that is laid out by a table has one cell with the page in it.
fn is_data(table: &Table) -> bool {
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    let sizes = || cells().map(|cell| ink(&cell.glyphs));
    let (all, largest) = (sizes().sum::<usize>(), sizes().max().unwrap_or(0));
    let most_blocks = cells().map(|cell| cell.blocks).max().unwrap_or(0);
    let filled = table.rows.iter().filter(|row| row.cells.iter().any(|c| ink(&c.glyphs) > 0));
    match filled.count() {
        0 => false,
        1 => largest <= 100 && most_blocks <= 2,
        2..5 => !(largest > 400 && largest * 10 > all * 7 && most_blocks > 3),
        _ => true,
    }
}

fn is_shown(dom: &Dom, id: Id) -> bool {
    dom.element(id).is_some_and(|e| !matches!(look(e), Look::Hidden | Look::Silent))
}

fn rows(dom: &Dom, table: Id) -> Vec<Id> {
    let mut rows = Vec::new();
    for child in dom.children(table).filter(|child| is_shown(dom, *child)) {
        match dom.name(child) {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => {
                let inside = dom.children(child);
                rows.extend(inside.filter(|row| dom.name(*row) == "tr" && is_shown(dom, *row)));
            }
            _ => {}
        }
    }
    rows
}

fn cells(dom: &Dom, row: Id) -> Vec<Id> {
    let is_cell = |id: &Id| matches!(dom.name(*id), "td" | "th") && is_shown(dom, *id);
    dom.children(row).filter(is_cell).collect()
}

/// The text of a cell on one line.
fn read_cell(dom: &Dom, id: Id, revealed: Option<Id>, hidden: &mut Vec<(Id, usize)>) -> Cell {
    let mut page = Page { revealed, ..Page::default() };
    lay_out(dom, id, &mut page);
    hidden.append(&mut page.hidden);
    let mut glyphs: Vec<Glyph> = Vec::new();
    for line in &page.lines {
        if let Some(last) = glyphs.last() {
            glyphs.push(Glyph { c: '\n', start: last.end, end: last.end });
        }
        let line = page.glyphs[line.glyphs.clone()].iter();
        glyphs.extend(line.map(|g| Glyph { c: if is_blank(g.c) { ' ' } else { g.c }, ..*g }));
    }
    let span = |name| {
        let value = dom.element(id).and_then(|cell| cell.attribute(name)?.trim().parse().ok());
        value.unwrap_or(1usize).max(1)
    };
    Cell {
        glyphs,
        linked: page.lines.iter().map(|line| line.linked).sum(),
        blocks: page.lines.len(),
        across: span("colspan").min(MAX_COLUMNS),
        // 0 means all rows below.
        down: match dom.element(id).and_then(|cell| cell.attribute("rowspan")) {
            Some("0") => usize::MAX,
            _ => span("rowspan"),
        },
    }
}

/// Writes the rows of a table as lines. A merged cell stands once, in the first of its rows.
pub(super) fn write(dom: &Dom, table: &Table, page: &mut Page) {
    if let Some(caption) = dom.children(table.id).find(|id| dom.name(*id) == "caption") {
        lay_out(dom, caption, page);
    }
    let number = page.tables;
    page.tables += 1;
    let is_shown = |row: &Row| row.cells.iter().any(|cell| ink(&cell.glyphs) > 0);
    // How many rows above each are shown.
    let mut above = vec![0];
    above.extend(table.rows.iter().scan(0, |count, row| {
        *count += u32::from(is_shown(row));
        Some(*count)
    }));
    for (at, (row, areas)) in table.rows.iter().zip(areas(&table.rows)).enumerate() {
        if above[at] == above[at + 1] {
            continue;
        }
        let begin = page.glyphs.len();
        let place = dom.element(row.id).map_or(0, |element| element.tag.1);
        let mut cells = Vec::new();
        for (cell, area) in row.cells.iter().zip(areas) {
            if page.glyphs.len() > begin {
                page.glyphs.push(Glyph { c: '\t', start: place, end: place });
            }
            let start = page.glyphs.len();
            page.glyphs.extend_from_slice(&cell.glyphs);
            let end = at.saturating_add(cell.down).min(table.rows.len());
            let rows = above[end] - above[at];
            cells.push((start..page.glyphs.len(), Area { rows, ..area }));
        }
        let kind = if is_head(dom, row) { LineKind::Head(number) } else { LineKind::Row(number) };
        let glyphs = begin..page.glyphs.len();
        let linked = row.cells.iter().map(|cell| cell.linked).sum();
        page.lines.push(PageLine { kind, glyphs, node: row.id, linked, buttons: 0, cells });
    }
}

/// True for a row whose cells all name columns.
fn is_head(dom: &Dom, row: &Row) -> bool {
    let in_head = dom.parent(row.id).is_some_and(|group| dom.name(group) == "thead");
    in_head || cells(dom, row.id).iter().all(|cell| dom.name(*cell) == "th")
}

/// The columns of each cell of each row.
fn areas(rows: &[Row]) -> Vec<Vec<Area>> {
    // For how many rows a cell above covers each column.
    let mut covered: Vec<usize> = Vec::new();
    rows.iter().map(|row| areas_of_row(row, &mut covered)).collect()
}

fn areas_of_row(row: &Row, covered: &mut Vec<usize>) -> Vec<Area> {
    let mut below: Vec<usize> = covered.iter().map(|rows| rows.saturating_sub(1)).collect();
    let mut column = 0;
    let mut areas = Vec::with_capacity(row.cells.len());
    for cell in &row.cells {
        let is_covered = |column: usize| covered.get(column).is_some_and(|rows| *rows > 0);
        column += (column..).take_while(|column| is_covered(*column)).count();
        let first = column;
        let free = (first..first + cell.across).take_while(|at| *at == first || !is_covered(*at));
        column += free.count();
        if first < MAX_COLUMNS {
            below.resize(below.len().max(column), 0);
            below[first..column].fill(cell.down - 1);
        }
        let (at, columns) = (to_u32(first), to_u32(column - first));
        areas.push(Area { column: at, columns, rows: 1 });
    }
    *covered = below;
    areas
}
