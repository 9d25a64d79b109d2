//! Tables: data or only a layout, merged cells, one line a row.

use super::dom::{Dom, Glyph, Id};
use super::flow::{LineKind, Page, PageLine, lay_out};
use super::looks::{Look, ink, is_blank, look};

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
            glyphs.push(Glyph { c: ' ', start: last.end, end: last.end });
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

/// Writes the rows of a table as lines. A cell that is merged down stands in each row, a cell that
/// is merged across stands once.
pub(super) fn write(dom: &Dom, table: &Table, page: &mut Page) {
    if let Some(caption) = dom.children(table.id).find(|id| dom.name(*id) == "caption") {
        lay_out(dom, caption, page);
    }
    let number = page.tables;
    page.tables += 1;
    // For each column the cell that reaches down into it, and for how many rows.
    let mut above: Vec<Option<(usize, usize, usize)>> = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        let begin = page.glyphs.len();
        let place = dom.element(row.id).map_or(0, |element| element.tag.1);
        let columns = columns(row, at, &mut above);
        let filled = columns.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        let mut linked = 0;
        for (index, column) in columns.iter().take(filled).enumerate() {
            if index > 0 {
                page.glyphs.push(Glyph { c: '\t', start: place, end: place });
            }
            let cell =
                column.and_then(|(row, cell)| Some((row, table.rows.get(row)?.cells.get(cell)?)));
            let Some((from, cell)) = cell else { continue };
            if from < at && !page.may_repeat(cell.glyphs.len()) {
                continue;
            }
            linked += cell.linked;
            page.glyphs.extend_from_slice(&cell.glyphs);
        }
        if ink(&page.glyphs[begin..]) == 0 {
            page.glyphs.truncate(begin);
            continue;
        }
        let glyphs = begin..page.glyphs.len();
        page.lines.push(PageLine {
            kind: LineKind::Row(number),
            glyphs,
            node: row.id,
            linked,
            buttons: 0,
        });
    }
}

impl Page {
    /// Takes so many characters from what merged cells may repeat.
    fn may_repeat(&mut self, chars: usize) -> bool {
        let allowed = self.repeats.checked_sub(chars);
        self.is_cut |= allowed.is_none();
        self.repeats = allowed.unwrap_or(self.repeats);
        allowed.is_some()
    }
}

/// The cell that shows in each column of a row, by its row and its place in that row.
fn columns(
    row: &Row,
    at: usize,
    above: &mut Vec<Option<(usize, usize, usize)>>,
) -> Vec<Option<(usize, usize)>> {
    let mut columns: Vec<Option<(usize, usize)>> = Vec::new();
    let mut cells = row.cells.iter().enumerate();
    let mut covered =
        above.iter().map(|cell| cell.is_some_and(|(.., left)| left > 0)).collect::<Vec<_>>();
    loop {
        // Columns that a cell above covers come first.
        while covered.get(columns.len()) == Some(&true) && columns.len() < MAX_COLUMNS {
            let column = columns.len();
            let Some(Some((from, cell, left))) = above.get_mut(column) else { break };
            *left -= 1;
            // The first column of the cell shows it; the others stay empty.
            columns.push((*cell != usize::MAX).then_some((*from, *cell)));
        }
        let Some((index, cell)) = cells.next() else { break };
        for offset in 0..cell.across {
            let column = columns.len();
            if column >= MAX_COLUMNS || (offset > 0 && covered.get(column) == Some(&true)) {
                break;
            }
            if above.len() <= column {
                above.resize(column + 1, None);
                covered.resize(column + 1, false);
            }
            let shown = if offset == 0 { index } else { usize::MAX };
            above[column] = (cell.down > 1).then_some((at, shown, cell.down - 1));
            columns.push((offset == 0).then_some((at, index)));
        }
    }
    // Cells above that reach past the last cell of a short row.
    for column in columns.len()..above.len().min(MAX_COLUMNS) {
        let cell = match &mut above[column] {
            Some((from, cell, left)) if *left > 0 => {
                *left -= 1;
                (*cell != usize::MAX).then_some((*from, *cell))
            }
            _ => None,
        };
        columns.push(cell);
    }
    columns
}
