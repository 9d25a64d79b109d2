//! Lines to paragraphs, over columns and pages, and into the draft.
//!
//! A paragraph that goes on over the end of a page stays one block: its page begins inside it, and
//! the foot of the page before and the head of the page after stand behind the block.

use super::arrange::{Edges, Item, Sheet, marks};
use super::furniture::Margins;
use super::grid::{SOFT, Table};
use super::lines::{Line, is_word};
use super::marker::is_numbered;
use crate::draft::Draft;
use crate::rows::{GridRow, placed};
use gongwen::document::BlockKind;

/// Writes the pages, one after the other.
pub(super) fn write(sheets: &[Sheet], margins: &[Margins], draft: &mut Draft) {
    let mut writer = Writer { draft, open: None, waiting: Vec::new(), tables: 0, columns: None };
    let (none, marks) = (Margins::default(), marks(sheets));
    for (number, sheet) in sheets.iter().enumerate() {
        let margins = margins.get(number).unwrap_or(&none);
        writer.page(number, sheet, margins);
        for item in &sheet.items {
            match item {
                Item::Line(line, region) => {
                    let edges = sheet.regions.get(*region).copied().unwrap_or_default();
                    writer.line(line, edges, (number, *region));
                }
                Item::Table(table) => writer.table(table),
                Item::Footnote(text) => writer.waiting.push((BlockKind::Footnote, text.clone())),
                Item::Head(text) => writer.margin(text),
                Item::Aside(text) if marks.contains(text) => writer.margin(text),
                Item::Aside(text) => writer.block(BlockKind::Box, text),
            }
        }
        margins.foot.iter().for_each(|text| writer.margin(text));
    }
    writer.flush();
}

/// The last line of the paragraph that may go on.
struct Open {
    line: Line,
    edges: Edges,
    /// Page and region.
    place: (usize, usize),
    last: char,
}

struct Writer<'d> {
    draft: &'d mut Draft,
    open: Option<Open>,
    /// Furniture that stands behind the paragraph once it has ended.
    waiting: Vec<(BlockKind, String)>,
    tables: u32,
    /// The columns of a table that may go on on the next page.
    columns: Option<Vec<f64>>,
}

impl Writer<'_> {
    /// Begins a page: inside the open paragraph where that goes on.
    fn page(&mut self, page: usize, sheet: &Sheet, margins: &Margins) {
        let first = match sheet.items.first() {
            Some(Item::Line(line, region)) => Some((line, sheet.regions.get(*region))),
            _ => None,
        };
        let goes_on = match (&self.open, first) {
            (Some(open), Some((line, Some(edges)))) => goes_on(open, line, *edges, (page, false)),
            _ => false,
        };
        if goes_on {
            self.draft.page_inside();
        } else {
            self.open = None;
            self.flush();
            self.draft.page();
        }
        margins.head.iter().for_each(|text| self.margin(text));
        if !goes_on {
            self.flush();
        }
    }

    fn line(&mut self, line: &Line, edges: Edges, place: (usize, usize)) {
        let within = self.open.as_ref().is_some_and(|open| open.place == place);
        let joins =
            self.open.as_ref().is_some_and(|open| goes_on(open, line, edges, (place.0, within)));
        if !joins {
            self.open = None;
            self.flush();
            self.draft.block(BlockKind::Paragraph);
            self.columns = None;
        } else if self.open.as_ref().is_some_and(|open| needs_space_between(open.last, &line.text))
        {
            self.draft.push(' ');
        }
        self.draft.push_str(&line.text);
        let last = line.text.chars().next_back().unwrap_or(' ');
        self.open = Some(Open { line: line.clone(), edges, place, last });
    }

    fn table(&mut self, table: &Table) {
        let same = self.columns.as_ref().is_some_and(|columns| table.is_like(columns));
        if let Some(text) = table.only_cell().filter(|_| !same) {
            return self.block(BlockKind::Paragraph, &text);
        }
        self.open = None;
        self.flush();
        if !same {
            self.tables += 1;
        }
        let kind = BlockKind::Row { table: self.tables - 1 };
        let rows = table.rows.iter().map(|row| GridRow { kind, cells: row.clone() });
        let mut rows = placed(rows.collect());
        for (column, more) in &table.beyond {
            let mut cells = rows.iter_mut().rev().flat_map(|row| &mut row.cells);
            let last = cells.find(|(area, _)| area.column == *column);
            last.into_iter().for_each(|(area, _)| area.rows += more);
        }
        for row in rows {
            self.draft.block(row.kind);
            for (area, words) in row.cells {
                self.draft.cell(area);
                for line in words.split(SOFT) {
                    self.draft.cell_line();
                    self.draft.push_str(line);
                }
            }
        }
        self.columns = Some(table.columns.clone());
    }

    fn block(&mut self, kind: BlockKind, text: &str) {
        self.open = None;
        self.flush();
        self.draft.block(kind);
        self.draft.push_str(text);
    }

    fn margin(&mut self, text: &str) {
        self.waiting.push((BlockKind::Margin, text.to_owned()));
    }

    fn flush(&mut self) {
        for (kind, text) in std::mem::take(&mut self.waiting) {
            self.draft.block(kind);
            self.draft.push_str(&text);
        }
    }
}

/// True where `next` goes on with the paragraph: the line before reached the right edge, and this
/// one is neither indented nor set in the middle or to the right.
fn goes_on(open: &Open, next: &Line, edges: Edges, (page, within): (usize, bool)) -> bool {
    let last = &open.line;
    let em = next.size.max(1.0);
    let alike = (last.size / em).clamp(0.0, 9.0);
    let left_over = open.edges.right - last.x1;
    let reaches = left_over < next.token.max(0.9 * em) + 0.35 * em;
    let step = next.y - last.y;
    let is_one_run = within && last.is_one_run(next) && (0.6 * em..2.6 * em).contains(&step);
    if is_one_run && (0.85..1.18).contains(&alike) {
        return true;
    }
    if !reaches || !(0.85..1.18).contains(&alike) {
        return false;
    }
    let numbered = is_numbered(&next.text);
    if numbered && ends_sentence(open.last) && left_over > 1.25 * em {
        return false;
    }
    let width = open.edges.right - open.edges.left;
    let other = (edges.right - edges.left - width).abs() > 0.15 * width;
    let aside = last.x0 - open.edges.left > 0.4 * width;
    let fresh = ends_sentence(open.last) && next.x1 - next.x0 < 0.3 * width;
    if width < 10.0 * em || aside || !within && open.place.0 != page && (other || fresh) {
        return false;
    }
    if within && !(0.6 * em..=1.6 * open.edges.leading.max(1.2 * em)).contains(&step) {
        return false;
    }
    let indent = next.x0 - edges.left;
    let right = edges.right - next.x1;
    if indent < 0.9 * em {
        return true;
    }
    // Lines of an item may hang below its text: deeper than a first line, and not in the middle.
    let last_indent = last.x0 - open.edges.left;
    let centred = (indent - right).abs() < 1.2 * em;
    let hangs = within && !numbered;
    hangs && indent > 2.6 * em && indent > last_indent + 0.8 * em && !centred && indent < 8.0 * em
}

/// True for what ends a sentence, a title or a bracket.
pub(super) fn ends_sentence(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '；' | '：' | '）')
}

/// True where two pieces of a text were parted between Latin words.
pub(super) fn needs_space(before: &str, after: &str) -> bool {
    before.chars().next_back().is_some_and(|last| needs_space_between(last, after))
}

fn needs_space_between(last: char, after: &str) -> bool {
    let Some(next) = after.chars().next() else { return false };
    let letter = |c: char| is_word(c) && !c.is_numeric();
    letter(last) && is_word(next) || letter(next) && matches!(last, ',' | '.' | ';')
}

#[cfg(test)]
mod tests {
    use super::{Edges, Line, Open, goes_on, needs_space};

    const EDGES: Edges =
        Edges { left: 80.0, right: 520.0, leading: 28.0, lines: 9, reach: (80.0, 520.0, 16.0) };

    fn line(x0: f64, x1: f64, y: f64) -> Line {
        Line { text: "文".to_owned(), x0, x1, y, size: 16.0, token: 16.0, runs: (0, 0) }
    }

    fn joins(last: (f64, f64), next: (f64, f64)) -> bool {
        let open =
            Open { line: line(last.0, last.1, 100.0), edges: EDGES, place: (0, 0), last: '文' };
        goes_on(&open, &line(next.0, next.1, 128.0), EDGES, (0, true))
    }

    #[test]
    fn a_full_line_goes_on_unless_the_next_begins_something() {
        assert!(joins((112.0, 520.0), (80.0, 300.0)));
        assert!(joins((80.0, 508.0), (80.0, 520.0)), "punctuation did not fit");
        assert!(!joins((80.0, 300.0), (80.0, 520.0)), "short line");
        assert!(!joins((80.0, 520.0), (112.0, 520.0)), "indented");
        assert!(!joins((80.0, 520.0), (200.0, 400.0)), "in the middle");
        assert!(!joins((80.0, 520.0), (360.0, 500.0)), "to the right");
        assert!(joins((112.0, 520.0), (160.0, 300.0)), "hanging");
    }

    #[test]
    fn a_number_begins_a_paragraph_unless_the_line_before_is_full() {
        let joins = |last: (f64, char), x: f64, text: &str| {
            let before = line(80.0, last.0, 100.0);
            let open = Open { line: before, edges: EDGES, place: (0, 0), last: last.1 };
            let next = Line { text: text.to_owned(), token: 48.0, ..line(x, 500.0, 128.0) };
            goes_on(&open, &next, EDGES, (0, true))
        };
        assert!(joins((520.0, '。'), 80.0, "（一）项规定的"), "full");
        assert!(joins((480.0, '第'), 80.0, "（一）项规定的"), "inside a sentence");
        assert!(!joins((480.0, '。'), 80.0, "（一）清理河道"), "not full");
        assert!(!joins((520.0, '河'), 160.0, "（一）清理河道"), "hanging");
        assert!(joins((520.0, '河'), 160.0, "一是清理河道"), "no number");
    }

    #[test]
    fn words_of_two_lines_are_parted() {
        assert!(needs_space("open", "data"));
        assert!(needs_space("data,", "and"));
        assert!(needs_space("Water", "2.0"));
        assert!(!needs_space("20", "25"));
        assert!(!needs_space("数据", "data"));
        assert!(!needs_space("2025", "年"));
        assert!(!needs_space("", "年"));
    }
}
