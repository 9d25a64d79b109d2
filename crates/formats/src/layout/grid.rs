//! Tables: ruling lines that cross make a grid, and characters fall into its cells.

use super::lines::{Line, lines, segments};
use super::page::{Glyph, Page, Rule};
use super::records::records;
use crate::rows::Slot;
use gongwen::span::to_u32;
use std::collections::BTreeMap;

/// Lines nearer than this are one line, in points.
const NEAR: f64 = 3.0;

/// Rows and columns of a grid; more is a drawing.
const MOST: usize = 200;

/// Rows of a head that is repeated on each page.
const HEAD: usize = 3;

/// What a cell keeps free at its sides, in points.
const PADDING: f64 = 11.0;

/// Another line of a cell begins, with nothing between the lines.
pub(super) const SOFT: char = '\u{2028}';

/// A table on a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    /// Top of the grid.
    pub(super) top: f64,
    /// Bottom of the grid.
    pub(super) bottom: f64,
    /// Where its columns begin and end: the same on the next page where it goes on.
    pub(super) columns: Vec<f64>,
    /// Cells by rows. In their words stands [`SOFT`] where a line was wrapped.
    pub(super) rows: Vec<Vec<Slot>>,
    /// Its first rows, which the next page may repeat.
    pub(super) head: Vec<Vec<Slot>>,
    /// Columns of the last row whose words reach from the top to the bottom of their cell.
    pub(super) full: Vec<u32>,
    /// Columns whose last cell covers rows of the next pages, and how many.
    pub(super) beyond: BTreeMap<u32, u32>,
}

impl Table {
    /// True where it has the columns of another: the same table on the next page.
    pub(super) fn is_like(&self, columns: &[f64]) -> bool {
        columns.len() == self.columns.len()
            && columns.iter().zip(&self.columns).all(|(a, b)| (a - b).abs() < 4.0)
    }

    /// The text of a table with one cell that is not empty: ruled paper, no table.
    pub(super) fn only_cell(&self) -> Option<String> {
        let mut cells = self.rows.iter().flatten().filter(|cell| !cell.words.is_empty());
        let first = cells.next()?;
        cells.next().is_none().then(|| first.words.replace('\n', " ").replace(SOFT, ""))
    }
}

/// Takes the tables of a page and their characters out of it.
pub(super) fn tables(page: &mut Page) -> Vec<Table> {
    let rules = merged(&page.rules);
    let mut tables: Vec<Table> = Vec::new();
    for group in crossing(&rules) {
        let Some(grid) = Grid::new(&group) else { continue };
        let (inside, outside): (Vec<Glyph>, Vec<Glyph>) =
            std::mem::take(&mut page.glyphs).into_iter().partition(|glyph| grid.holds(glyph));
        page.glyphs = outside;
        match grid.fill(&inside) {
            Some(table) => tables.push(table),
            None => page.glyphs.extend(inside),
        }
    }
    tables.sort_by(|a, b| a.top.total_cmp(&b.top));
    tables
}

/// Pieces of one line put together.
fn merged(rules: &[Rule]) -> Vec<Rule> {
    let mut rules = rules.to_vec();
    let key = |rule: &Rule| ((rule.at / NEAR).round(), rule.from);
    rules.sort_by(|a, b| {
        let (at, bt) = (key(a), key(b));
        a.level.cmp(&b.level).then(at.0.total_cmp(&bt.0)).then(at.1.total_cmp(&bt.1))
    });
    let mut merged: Vec<Rule> = Vec::new();
    for rule in rules {
        match merged.last_mut() {
            Some(last)
                if last.level == rule.level
                    && (last.at - rule.at).abs() < NEAR
                    && rule.from - last.to < NEAR =>
            {
                last.to = last.to.max(rule.to);
            }
            _ => merged.push(rule),
        }
    }
    merged.retain(|rule| rule.to - rule.from > 6.0);
    merged
}

/// Groups of lines that hang together.
fn crossing(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let (level, upright): (Vec<Rule>, Vec<Rule>) = rules.iter().partition(|rule| rule.level);
    if level.len() < 2 || upright.len() < 2 || level.len() * upright.len() > 4_000_000 {
        return Vec::new();
    }
    let mut group: Vec<usize> = (0..level.len() + upright.len()).collect();
    for (i, a) in level.iter().enumerate() {
        for (j, b) in upright.iter().enumerate() {
            if meet(a, b) {
                let (one, other) = (root(&group, i), root(&group, level.len() + j));
                group[one.max(other)] = one.min(other);
            }
        }
    }
    let mut groups: Vec<Vec<Rule>> = vec![Vec::new(); group.len()];
    for (index, rule) in level.iter().chain(&upright).enumerate() {
        groups[root(&group, index)].push(*rule);
    }
    groups.retain(|group| group.len() >= 4);
    groups
}

fn meet(level: &Rule, upright: &Rule) -> bool {
    (level.from - NEAR..=level.to + NEAR).contains(&upright.at)
        && (upright.from - NEAR..=upright.to + NEAR).contains(&level.at)
}

fn root(group: &[usize], mut index: usize) -> usize {
    while group[index] != index {
        index = group[index];
    }
    index
}

/// A grid of crossing lines.
struct Grid {
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// For each field, the field that stands for its cell: the first by rows.
    cell: Vec<usize>,
}

impl Grid {
    fn new(rules: &[Rule]) -> Option<Self> {
        let of = |level: bool| rules.iter().filter(move |rule| rule.level == level);
        // A table may be open at its sides: the ends of the lines close it.
        let ends = |level: bool| of(level).flat_map(|rule| [rule.from, rule.to]);
        let outer = |level: bool| {
            let low = ends(level).fold(f64::INFINITY, f64::min);
            [low, ends(level).fold(f64::NEG_INFINITY, f64::max)]
        };
        let xs = places(of(false).map(|rule| rule.at).chain(outer(true)).collect());
        let ys = places(of(true).map(|rule| rule.at).chain(outer(false)).collect());
        let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
        if columns < 2 || rows < 1 || columns > MOST || rows > MOST {
            return None;
        }
        let near = |level: bool, at: f64| {
            of(level).filter(|rule| (rule.at - at).abs() < NEAR).collect::<Vec<&Rule>>()
        };
        let upright: Vec<Vec<&Rule>> = xs.iter().map(|at| near(false, *at)).collect();
        let level: Vec<Vec<&Rule>> = ys.iter().map(|at| near(true, *at)).collect();
        let ruled = |rules: &[&Rule], middle: f64| {
            rules.iter().any(|rule| rule.from - 1.0 <= middle && middle <= rule.to + 1.0)
        };
        let mut cell: Vec<usize> = (0..columns * rows).collect();
        for row in 0..rows {
            for column in 0..columns {
                let index = row * columns + column;
                let (x, y) = ((xs[column] + xs[column + 1]) / 2.0, (ys[row] + ys[row + 1]) / 2.0);
                if column + 1 < columns && !ruled(&upright[column + 1], y) {
                    unite(&mut cell, index, index + 1);
                }
                if row + 1 < rows && !ruled(&level[row + 1], x) {
                    unite(&mut cell, index, index + columns);
                }
            }
        }
        let cell = (0..cell.len()).map(|index| root(&cell, index)).collect();
        Some(Self { xs, ys, cell })
    }

    fn columns(&self) -> usize {
        self.xs.len() - 1
    }

    fn field(&self, x: f64, y: f64) -> Option<usize> {
        let column = self.xs.partition_point(|edge| *edge <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|edge| *edge <= y).checked_sub(1)?;
        (column < self.columns() && row + 1 < self.ys.len()).then(|| row * self.columns() + column)
    }

    /// The width of the cell that each field stands for; 0 for fields that stand for none.
    fn widths(&self) -> Vec<f64> {
        let mut spans = vec![(f64::INFINITY, f64::NEG_INFINITY); self.cell.len()];
        for (index, cell) in self.cell.iter().enumerate() {
            let column = index % self.columns();
            let span = &mut spans[*cell];
            *span = (span.0.min(self.xs[column]), span.1.max(self.xs[column + 1]));
        }
        spans.into_iter().map(|(from, to)| (to - from).max(0.0)).collect()
    }

    /// True for a row of which no cell is merged down.
    fn is_alone(&self, row: usize) -> bool {
        let within = row * self.columns()..(row + 1) * self.columns();
        let below = self.cell.get(within.end..).unwrap_or_default();
        let starts = self.cell.get(within.clone()).unwrap_or_default();
        starts.iter().all(|cell| within.contains(cell))
            && below.iter().take(self.columns()).all(|cell| *cell >= within.end)
    }

    fn holds(&self, glyph: &Glyph) -> bool {
        let (x, y) = glyph.middle();
        glyph.turn == 0 && self.field(x, y).is_some()
    }

    /// The table with its text; nothing where the lines are a frame around text.
    fn fill(&self, glyphs: &[Glyph]) -> Option<Table> {
        let mut inside: Vec<Vec<Glyph>> = vec![Vec::new(); self.cell.len()];
        for glyph in glyphs {
            let (x, y) = glyph.middle();
            let field = self.field(x, y)?;
            inside[self.cell[field]].push(glyph.clone());
        }
        let widths = self.widths();
        let cells: Vec<Vec<Line>> =
            inside.into_iter().map(|glyphs| lines(segments(glyphs))).collect();
        let texts: Vec<String> =
            cells.iter().zip(&widths).map(|(lines, width)| cell_text(lines, *width)).collect();
        if texts.iter().all(String::is_empty) {
            return None;
        }
        let columns = self.columns();
        let mut rows: Vec<Vec<Slot>> = Vec::new();
        for (at, row) in self.cell.chunks(columns).enumerate() {
            if let Some(several) =
                self.is_alone(at).then(|| records(row, &cells, &widths)).flatten()
            {
                rows.extend(several.into_iter().map(slots_of_texts));
                continue;
            }
            rows.push(self.slots(at, row, &texts));
        }
        rows.retain(|row| row.iter().any(|cell| !cell.words.is_empty() || cell.goes_on));
        let (top, bottom) = (*self.ys.first()?, *self.ys.last()?);
        let head = rows.iter().take(HEAD).cloned().collect();
        let (columns, full) = (self.xs.clone(), self.full(&cells));
        Some(Table { top, bottom, columns, rows, head, full, beyond: BTreeMap::new() })
    }

    /// The columns of the last row whose cells have no room for another line.
    fn full(&self, cells: &[Vec<Line>]) -> Vec<u32> {
        let columns = self.columns();
        let is_full = |cell: usize| {
            let lines = cells.get(cell)?;
            let (first, last) = (lines.first()?, lines.last()?);
            let above = first.y - first.size - self.ys.get(cell / columns)?;
            let below = self.ys.last()? - last.y;
            Some(above.max(below) < 1.2 * first.size)
        };
        let row = self.cell.chunks(columns).next_back().into_iter().flatten();
        let full = (0..).zip(row).filter(|(_, cell)| is_full(**cell).unwrap_or_default());
        full.map(|(column, _)| column).collect()
    }

    /// The cells of a row: each in the first of its columns, and empty where it began above.
    fn slots(&self, at: usize, row: &[usize], texts: &[String]) -> Vec<Slot> {
        let mut column = 0;
        let runs = row.chunk_by(|one, next| one == next);
        let slots = runs.map(|run| {
            let first = column;
            column += run.len();
            let goes_on = run[0] / self.columns() < at;
            let words = if goes_on { String::new() } else { texts[run[0]].clone() };
            Slot { column: to_u32(first), columns: to_u32(run.len()), words, goes_on }
        });
        slots.collect()
    }
}

/// Cells of one column each.
pub(super) fn slots_of_texts(texts: Vec<String>) -> Vec<Slot> {
    let slot = |(column, words)| Slot { column, columns: 1, words, goes_on: false };
    (0..).zip(texts).map(slot).collect()
}

/// Places that differ.
fn places(mut values: Vec<f64>) -> Vec<f64> {
    values.retain(|value| value.is_finite());
    values.sort_by(f64::total_cmp);
    let mut places: Vec<f64> = Vec::new();
    for value in values {
        if places.last().is_none_or(|last| value - last > NEAR) {
            places.push(value);
        }
    }
    places
}

fn unite(cell: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(cell, a), root(cell, b));
    cell[a.max(b)] = a.min(b);
}

/// The words of a cell: with a line end where somebody ended a line although the next one had room
/// on it, and [`SOFT`] where a line was full.
fn cell_text(lines: &[Line], width: f64) -> String {
    let left = lines.iter().map(|line| line.x0).fold(f64::INFINITY, f64::min);
    let right = lines.iter().map(|line| line.x1).fold(f64::NEG_INFINITY, f64::max);
    let mut text = String::new();
    let mut last: Option<&Line> = None;
    for line in lines {
        if let Some(last) = last {
            let centred = last.x0 - left > 0.3 * last.size || line.x0 - left > 0.3 * line.size;
            let room = match centred || lines.len() < 3 {
                true => width - PADDING - (last.x1 - last.x0),
                false => {
                    (right - last.x1).max(width - PADDING - (last.x1 - left) - 2.0 * line.size)
                }
            };
            let ended = super::flow::ends_sentence(text.chars().next_back().unwrap_or(' '));
            let next =
                if ended || begins_with_label(&line.text) { line.token } else { line.x1 - line.x0 };
            let is_room = room > next + 0.5 * line.size && !last.is_one_run(line);
            if is_room || super::flow::needs_space(&text, &line.text) {
                text.push('\n');
            } else {
                text.push(SOFT);
            }
        }
        text.push_str(&line.text);
        last = Some(line);
    }
    text
}

/// True for a line that begins with a label: a field of a form, one below the other.
fn begins_with_label(line: &str) -> bool {
    line.chars().take(10).any(|c| c == '：')
}
