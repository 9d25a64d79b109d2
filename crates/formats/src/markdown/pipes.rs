//! Tables of bars: a line that names the columns, a line of dashes, and the rows.

use super::prose;
use super::sheet::Sheet;
use super::stretch::lines;
use gongwen::document::{Area, BlockKind, Cell};
use gongwen::span::to_u32;
use std::ops::Range;

/// Columns that a table may have.
const MAX_COLUMNS: usize = 256;
/// Rows that a table has which shows data, whatever its cells are like.
const FEW_ROWS: usize = 5;
/// Characters of a cell that may be a page.
const LONG_CELL: usize = 400;

/// How many of these lines are a table that begins with the first of them; 0 where none does.
pub(super) fn rows(text: &str, lines: &[Range<usize>]) -> usize {
    let line = |at: usize| lines.get(at).map_or("", |line| bare(&text[line.clone()]).1);
    if !has_bar(line(0)) || !is_dashes(line(1)) || is_dashes(line(0)) {
        return 0;
    }
    let mut rows = 2;
    // A line of dashes below another row makes a head of it.
    while has_bar(line(rows)) && (!is_dashes(line(rows + 1)) || is_dashes(line(rows))) {
        rows += 1;
    }
    rows
}

/// A line without the signs of a quotation around it and without spaces, and where it begins.
fn bare(line: &str) -> (usize, &str) {
    let words = line.trim_start_matches(['>', ' ', '\t']);
    (line.len() - words.len(), words.trim_end())
}

/// True for a line of dashes between bars: `|---|:--:|`, `--- | ---`.
pub(super) fn is_dashes(line: &str) -> bool {
    let line = line.trim();
    let inside = line.strip_prefix('|').unwrap_or(line);
    let inside = inside.strip_suffix('|').unwrap_or(inside);
    line.contains('|') && line.starts_with(['|', '-', ':']) && inside.split('|').all(is_dashed)
}

/// `---`, `:-:`.
fn is_dashed(cell: &str) -> bool {
    let cell = cell.trim();
    let dashes = cell.strip_prefix(':').unwrap_or(cell);
    let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
    !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
}

/// True where a bar parts cells.
pub(super) fn has_bar(line: &str) -> bool {
    bars(line).next().is_some()
}

/// The bars that part cells.
pub(super) fn bars(line: &str) -> impl Iterator<Item = usize> + '_ {
    let is_escaped = |at: usize| line[..at].ends_with('\\');
    memchr::memchr_iter(b'|', line.as_bytes()).filter(move |at| !is_escaped(*at))
}

/// A line of a table: its bytes, and those of its cells.
struct Line {
    range: Range<usize>,
    cells: Vec<Range<usize>>,
}

/// Reads the lines of a table. One that lays out a page is paragraphs.
pub(super) fn read(sheet: &mut Sheet, range: Range<usize>) {
    let table: Vec<Line> = table(sheet.text, range);
    if is_layout(sheet.text, &table) {
        return table.into_iter().flat_map(|line| line.cells).for_each(|cell| {
            if !is_rule(&sheet.text[cell.clone()]) {
                prose::inline(sheet, cell.clone());
                sheet.block(BlockKind::Paragraph, cell);
            }
        });
    }
    let number = sheet.tables(1);
    let head = BlockKind::Head { table: number };
    let kinds = std::iter::once(head).chain(std::iter::repeat(BlockKind::Row { table: number }));
    for (line, kind) in table.into_iter().zip(kinds) {
        let cells = line.cells.into_iter().enumerate();
        let cells = cells.filter(|(_, cell)| !is_rule(&sheet.text[cell.clone()]));
        let cells: Vec<(usize, Range<usize>)> = cells.take(MAX_COLUMNS).collect();
        let cell = |(column, range): (usize, Range<usize>)| {
            let breaks = prose::inline(sheet, range.clone());
            Cell { range, area: Area::at(to_u32(column)), breaks }
        };
        let cells = cells.into_iter().map(cell).collect();
        sheet.row(kind, line.range, cells);
    }
}

/// The line of dashes of a table that a tool wrote into a cell of another.
fn is_rule(cell: &str) -> bool {
    is_dashed(cell) && cell.trim().len() > 2
}

/// The lines of a table but for those of dashes; the first names the columns.
fn table(text: &str, range: Range<usize>) -> Vec<Line> {
    let rows = lines(text, range).into_iter().enumerate().filter_map(|(number, line)| {
        let (skipped, words) = bare(&text[line.clone()]);
        let start = line.start + skipped;
        let shift = |cell: Range<usize>| start + cell.start..start + cell.end;
        let cells = cells(words).into_iter().map(shift).collect();
        let range = start..start + words.len();
        (number == 0 || !is_dashes(words)).then_some(Line { range, cells })
    });
    rows.collect()
}

/// A page that is laid out by a table has one cell with the page in it.
fn is_layout(text: &str, table: &[Line]) -> bool {
    let size = |cell: &Range<usize>| text[cell.clone()].trim().chars().count();
    let sizes = || table.iter().flat_map(|line| &line.cells).map(size);
    let filled = table.iter().filter(|line| line.cells.iter().any(|cell| size(cell) > 0)).count();
    let (largest, all) = (sizes().max().unwrap_or(0), sizes().sum::<usize>());
    filled < FEW_ROWS && largest > LONG_CELL && largest * 10 > all * 7
}

/// The cells of a row. Bars around it are none.
fn cells(row: &str) -> Vec<Range<usize>> {
    let mut start = usize::from(row.starts_with('|'));
    let mut found = Vec::new();
    for bar in bars(row).filter(|bar| *bar > 0) {
        found.push(start..bar);
        start = bar + 1;
    }
    if start < row.len() {
        found.push(start..row.len());
    }
    found
}
