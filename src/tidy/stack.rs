//! Tables whose cells stand on lines of their own, one below the other, as a page leaves them whose table
//! was copied as words. Between two cells may stand a bar or a blank line.
//!
//! The names of the columns come first. Rows that count 1, 2, 3 prove where each begins, though cells that
//! cover several rows come only once; without numbers, names of bodies where they belong do.

use super::glued;
use super::lines::{Look, RawLine};
use super::table::{MANY, NAME, NARROW};
use crate::chars::{fold, is_space};
use crate::document::{Area, Cell};
use crate::lexicon::{Column, Lexicon};
use crate::span::to_u32;
use std::ops::Range;

/// Columns of the narrowest head.
const FEWEST: usize = 3;
/// Lines of a cell behind its first.
const LINES: usize = 12;
/// Rows that show a table.
const ENOUGH: usize = 2;

/// A row: its lines and its cells.
pub(super) struct Row {
    pub(super) lines: Range<usize>,
    pub(super) cells: Vec<Cell>,
}

/// The rows of the table whose head begins at a line, the head among them.
pub(super) fn find(lexicon: &Lexicon, raw: &str, lines: &[RawLine], at: usize) -> Option<Vec<Row>> {
    let stack = Stack { lexicon, raw, lines, parted: parted(raw, lines, at) };
    stack.kind(&stack.cell(at)?)?;
    let names: Vec<Range<usize>> =
        stack.cells(at).take(MANY).map_while(|c| stack.name(c)).collect();
    let shorter = (FEWEST..=names.len()).rev().take(ENOUGH);
    { shorter }.find_map(|width| stack.under(&names[..width]))
}

/// What stands between two cells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parted {
    /// A line end.
    Line,
    /// A blank line.
    Blank,
    /// A bar on a line of its own.
    Bar,
}

fn parted(raw: &str, lines: &[RawLine], at: usize) -> Parted {
    match lines.get(at + 1) {
        Some(next) if is_bar(raw, next) => Parted::Bar,
        Some(next) if next.gap > 0 => Parted::Blank,
        _ => Parted::Line,
    }
}

/// A line with a bar and nothing else.
fn is_bar(raw: &str, line: &RawLine) -> bool {
    line.end - line.start <= NAME
        && raw[line.start..line.end].chars().all(|c| fold(c) == '|' || is_space(c))
}

struct Stack<'s> {
    lexicon: &'s Lexicon,
    raw: &'s str,
    lines: &'s [RawLine],
    parted: Parted,
}

impl Stack<'_> {
    /// The lines of the cell that begins at a line.
    fn cell(&self, at: usize) -> Option<Range<usize>> {
        let is_free = |line: &&RawLine| line.row.is_none() && !is_bar(self.raw, line);
        self.lines.get(at).filter(is_free)?;
        let goes_on = |line: &&RawLine| match self.parted {
            Parted::Line => false,
            Parted::Blank => line.gap == 0 && line.row.is_none(),
            Parted::Bar => is_free(line),
        };
        let more = self.lines[at + 1..].iter().take(LINES).take_while(goes_on).count();
        Some(at..at + 1 + more)
    }

    /// The cells from a line on, one behind the other.
    fn cells(&self, mut at: usize) -> impl Iterator<Item = Range<usize>> + '_ {
        std::iter::from_fn(move || {
            let cell = self.cell(at)?;
            at = self.behind_bar(cell.end);
            Some(cell)
        })
    }

    fn behind_bar(&self, at: usize) -> usize {
        at + usize::from(self.lines.get(at).is_some_and(|line| is_bar(self.raw, line)))
    }

    fn bytes(&self, cell: &Range<usize>) -> Range<usize> {
        self.lines[cell.start].start..self.lines[cell.end - 1].end
    }

    fn words(&self, cell: &Range<usize>) -> &str {
        &self.raw[self.bytes(cell)]
    }

    /// What the column holds whose name a cell is.
    fn kind(&self, cell: &Range<usize>) -> Option<Column> {
        let words = Some(self.words(cell)).filter(|words| words.len() <= NAME)?;
        Some(self.lexicon.column(words)).filter(|column| *column != Column::Unknown)
    }

    fn name(&self, cell: Range<usize>) -> Option<Range<usize>> {
        self.kind(&cell).map(|_| cell)
    }

    /// The rows under a head of these names.
    fn under(&self, names: &[Range<usize>]) -> Option<Vec<Row>> {
        let words: Vec<&str> = names.iter().map(|name| self.words(name)).collect();
        let columns = self.lexicon.table_head(&words)?;
        let from = self.behind_bar(names.last()?.end);
        let first: Vec<Range<usize>> = self.cells(from).take(columns.len() + 1).collect();
        let lead = first.iter().position(|cell| self.number(cell) == Some(1));
        let number = columns.iter().position(|column| *column == Column::Number);
        let (rows, layout) = match (number, lead) {
            (Some(at), Some(lead)) if at == lead => {
                let layout = Layout { columns: columns.clone(), number: at, shared: false };
                (self.counted(&layout, from), layout)
            }
            (None, Some(lead)) if lead < FEWEST && columns.get(lead) == Some(&Column::Task) => {
                let layout = Layout::sharing(&columns, lead);
                (self.counted(&layout, from), layout)
            }
            (None, None) => {
                let layout = Layout { columns: columns.clone(), number: 0, shared: false };
                (self.uncounted(&columns, from), layout)
            }
            _ => return None,
        };
        let head = names.iter().enumerate().map(|(at, name)| self.head_cell(&layout, at, name));
        let head = Row { lines: names[0].start..from, cells: head.collect() };
        (rows.len() >= ENOUGH).then(|| [head].into_iter().chain(rows).collect())
    }

    fn head_cell(&self, layout: &Layout, at: usize, name: &Range<usize>) -> Cell {
        let behind = usize::from(layout.shared && at > layout.number);
        let columns = 1 + u32::from(layout.shared && at == layout.number);
        let area = Area { columns, ..Area::at(to_u32(at + behind)) };
        self.placed(name, area)
    }

    fn placed(&self, cell: &Range<usize>, area: Area) -> Cell {
        let breaks = self.lines[cell.start + 1..cell.end].iter().map(|line| line.start);
        Cell { range: self.bytes(cell), area, breaks: breaks.collect() }
    }

    /// The number that a cell is.
    fn number(&self, cell: &Range<usize>) -> Option<u32> {
        let words = Some(self.words(cell)).filter(|words| words.len() <= NAME)?;
        let plain: String = words.chars().map(fold).filter(|c| !is_space(*c)).collect();
        let plain = plain.trim_end_matches(['.', '、']);
        let counts = (1..=4).contains(&plain.len()) && plain.bytes().all(|b| b.is_ascii_digit());
        plain.parse().ok().filter(|_| counts)
    }

    /// Rows that count up, or begin anew behind the name of a group.
    fn counted(&self, layout: &Layout, from: usize) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        let (mut at, mut value) = (from, 0);
        while let Some((lead, number)) = self.next_number(layout, at, value) {
            let tail = self.tail(layout, &number);
            let Some(cells) = self.place(layout, &lead, &number, &tail) else { break };
            value = self.number(&number).unwrap_or(value + 1);
            let end = self.behind_bar(tail.last().unwrap_or(&number).end);
            rows.push(Row { lines: at..end, cells });
            at = end;
        }
        rows
    }

    /// The next number, and the cells before it.
    fn next_number(
        &self,
        layout: &Layout,
        at: usize,
        value: u32,
    ) -> Option<(Vec<Range<usize>>, Range<usize>)> {
        let mut lead = Vec::new();
        let most = layout.number.max(1);
        for cell in self.cells(at).take(most + 1) {
            let number = self.number(&cell);
            if number == Some(value + 1) || number == Some(1) && !lead.is_empty() {
                return Some((lead, cell));
            }
            if number.is_some() {
                return None;
            }
            lead.push(cell);
        }
        None
    }

    /// The cells behind a number, up to the next.
    fn tail(&self, layout: &Layout, number: &Range<usize>) -> Vec<Range<usize>> {
        let next = self.number(number).map(|value| value + 1);
        let behind = self.cells(number.start).skip(1).take(layout.behind());
        behind.take_while(|cell| self.number(cell).is_none_or(|n| Some(n) != next)).collect()
    }

    /// The cells of a row in their columns; none where they do not fit there.
    fn place(
        &self,
        layout: &Layout,
        lead: &[Range<usize>],
        number: &Range<usize>,
        tail: &[Range<usize>],
    ) -> Option<Vec<Cell>> {
        let first = layout.number.saturating_sub(lead.len());
        let spare = lead.len().saturating_sub(layout.number);
        let lead = lead.iter().skip(spare).enumerate();
        let lead = lead.map(|(at, cell)| self.placed(cell, Area::at(to_u32(first + at))));
        let mut cells: Vec<Cell> = lead.collect();
        cells.push(self.placed(number, Area::at(to_u32(layout.number))));
        let mut column = layout.number + 1;
        for (at, cell) in tail.iter().enumerate() {
            let left = tail.len() - at;
            let last = layout.columns.len().checked_sub(left)?;
            column = (column..=last).find(|column| self.fits(cell, layout.columns[*column]))?;
            cells.push(self.placed(cell, Area::at(to_u32(column))));
            column += 1;
        }
        (spare == 0 && !tail.is_empty()).then_some(cells)
    }

    /// No heading, and but for the task no long words.
    fn fits(&self, cell: &Range<usize>, column: Column) -> bool {
        let lines = &self.lines[cell.clone()];
        let narrow = lines.iter().map(|line| line.width).sum::<u32>() <= NARROW;
        let marked = lines.iter().any(|line| line.is(Look::Marked));
        column == Column::Task || narrow && !marked
    }

    /// Rows of one cell a column, with bodies where the head says so.
    fn uncounted(&self, columns: &[Column], from: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut at = from;
        loop {
            let cells: Vec<Range<usize>> = self.cells(at).take(columns.len()).collect();
            let mut placed = cells.iter().zip(columns);
            let holds = |(cell, column): (&Range<usize>, &Column)| {
                let is_role = matches!(column, Column::Role(_));
                self.fits(cell, *column)
                    && is_role == glued::names_bodies(self.lexicon, self.words(cell))
            };
            let roles = columns.iter().any(|column| matches!(column, Column::Role(_)));
            if !roles || cells.len() < columns.len() || !placed.all(holds) {
                return rows;
            }
            let end = self.behind_bar(cells.last().map_or(at, |cell| cell.end));
            let cells = cells.iter().enumerate();
            let cells = cells.map(|(column, cell)| self.placed(cell, Area::at(to_u32(column))));
            rows.push(Row { lines: at..end, cells: cells.collect() });
            at = end;
        }
    }
}

/// Where the number of a row stands.
struct Layout {
    columns: Vec<Column>,
    number: usize,
    /// The number stands in the column of a task, before it: no name is its own.
    shared: bool,
}

impl Layout {
    fn sharing(columns: &[Column], number: usize) -> Self {
        let mut columns = columns.to_vec();
        columns.insert(number, Column::Number);
        Self { columns, number, shared: true }
    }

    /// Cells behind the number.
    fn behind(&self) -> usize {
        self.columns.len() - self.number - 1
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::split;
    use crate::document::Structure;
    use crate::lexicon::Lexicon;

    /// The rows, their cells between bars, each behind its column.
    fn rows(raw: &str) -> Vec<String> {
        let split = split(Lexicon::builtin(), raw, &Structure::default());
        let cells = split.rows.iter().map(|row| {
            let cells = row.cells.iter();
            cells.map(|cell| format!("{}:{}", cell.area.column, &raw[cell.range.clone()]))
        });
        cells.map(|cells| cells.collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn rows_begin_at_their_numbers_or_end_at_their_units() {
        let cases: [(&str, &[&str]); 6] = [
            (
                "序号/任务/责任单位/时限/1/清淤/市水利局/6月/2/植树/市林业局/9月/三、保障措施",
                &["0:1|1:清淤|2:市水利局|3:6月", "0:2|1:植树|2:市林业局|3:9月"],
            ),
            // The name of a group comes once for its rows.
            (
                "工作任务/具体要求/责任科室/时限要求/治理河道/1/清理河道垃圾/办公室/年底前/2/巡查河道/各科室/全年/绿化/3/植树造林/办公室/9月",
                &[
                    "0:治理河道|1:1|2:清理河道垃圾|3:办公室|4:年底前",
                    "1:2|2:巡查河道|3:各科室|4:全年",
                    "0:绿化|1:3|2:植树造林|3:办公室|4:9月",
                ],
            ),
            (
                "重点任务/序号/具体措施/牵头单位/治理河道/1/清淤/市水利局/2/巡查/市水利局/绿化/3/植树/市林业局",
                &[
                    "0:治理河道|1:1|2:清淤|3:市水利局",
                    "1:2|2:巡查|3:市水利局",
                    "0:绿化|1:3|2:植树|3:市林业局",
                ],
            ),
            (
                "任务/责任单位/完成时限/清理河道垃圾/市水利局/6月底/组织植树造林/市林业局、市财政局/9月底/附件",
                &[
                    "0:清理河道垃圾|1:市水利局|2:6月底",
                    "0:组织植树造林|1:市林业局、市财政局|2:9月底",
                ],
            ),
            ("序号/姓名/单位/职务/1/张三/市财政局/局长/2/李四/市水利局/局长", &[]),
            ("任务/责任单位/完成时限/一、总体要求/清理河道。/二、重点任务/植树。", &[]),
        ];
        for (lines, expected) in cases {
            for between in ["\n", "\n\n", "\n|\n"] {
                let raw = lines.replace('/', between);
                assert_eq!(rows(&raw).get(1..).unwrap_or_default(), expected, "{raw:?}");
            }
        }
    }

    #[test]
    fn lines_between_two_bars_are_one_cell() {
        let raw = "任务\n|\n责任单位\n|\n时限\n|\n清理\n河道\n|\n市水利局\n市财政局\n|\n6月\n|\n植树\n|\n市林业局\n|\n9月\n|";
        assert_eq!(
            rows(raw)[1..],
            ["0:清理\n河道|1:市水利局\n市财政局|2:6月", "0:植树|1:市林业局|2:9月"]
        );
    }
}
