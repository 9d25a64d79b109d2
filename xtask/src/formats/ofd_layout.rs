//! Lines, tables and pages for a fixed layout. Lengths are millimetres.

use super::notice::{Block, Notice, Paragraph, Role, Table};
use super::ofd::advance;

/// What is drawn on a page.
pub(super) enum Drawing {
    Line { x: f64, y: f64, size: f64, font: u32, text: String },
    Box { x: f64, y: f64, width: f64, height: f64 },
}

/// A page.
#[derive(Default)]
pub(super) struct Page {
    pub(super) drawings: Vec<Drawing>,
}

const LEFT: f64 = 28.0;
const TOP: f64 = 37.0;
const BOTTOM: f64 = 272.0;
/// 28 characters of this size fill a line.
const SIZE: f64 = 5.55;
const COLUMNS: f64 = 28.0;
const PITCH: f64 = 9.88;
const TITLE_SIZE: f64 = 7.4;
const CELL_SIZE: f64 = 3.88;
const CELL_PITCH: f64 = 6.0;

/// The notice on its pages.
pub(super) fn lay_out(notice: &Notice) -> Vec<Page> {
    let mut layout = Layout { pages: vec![Page::default()], y: TOP, in_part: true };
    for block in &notice.blocks {
        match block {
            Block::Header(rows) => layout.header(rows),
            Block::Table(table) => layout.table(table),
            Block::Paragraph(paragraph) => layout.paragraph(paragraph),
        }
    }
    layout.number_pages();
    layout.pages
}

struct Layout {
    pages: Vec<Page>,
    y: f64,
    /// Whether the page was begun by a title or the word 附件.
    in_part: bool,
}

impl Layout {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        let begins = match paragraph.role {
            Role::Attachment => true,
            Role::Title => !self.in_part,
            _ => false,
        };
        if begins {
            self.turn();
        }
        self.in_part = matches!(paragraph.role, Role::Title | Role::Attachment);
        let text = paragraph.line();
        match paragraph.role {
            Role::Title => self.centred(&text, TITLE_SIZE, 2),
            Role::Note if text.ends_with('号') => self.centred(&text, SIZE, 1),
            Role::Signature => {
                let x = (COLUMNS - 3.0) * SIZE - width(&text) * SIZE;
                self.line(LEFT + x, SIZE, 1, text);
            }
            Role::Body | Role::Note => self.running(&text, 2.0),
            Role::Recipients | Role::Attachment | Role::Imprint => self.running(&text, 0.0),
        }
    }

    fn running(&mut self, text: &str, indent: f64) {
        let mut before = indent;
        for line in wrap(text, COLUMNS, indent) {
            self.line(LEFT + before * SIZE, SIZE, 1, line);
            before = 0.0;
        }
    }

    fn centred(&mut self, text: &str, size: f64, font: u32) {
        let columns = COLUMNS * SIZE / size;
        for line in wrap(text, columns, 0.0) {
            let x = (columns - width(&line)) / 2.0 * size;
            self.line(LEFT + x, size, font, line);
        }
    }

    fn line(&mut self, x: f64, size: f64, font: u32, text: String) {
        self.reserve(PITCH);
        let y = self.y;
        self.draw(Drawing::Line { x, y, size, font, text });
        self.y += PITCH;
    }

    fn header(&mut self, rows: &[Vec<(String, String)>]) {
        let pairs: Vec<&(String, String)> = rows.iter().flatten().collect();
        for row in pairs.chunks(2) {
            let cells: Vec<&str> =
                row.iter().flat_map(|(label, value)| [label.as_str(), value.as_str()]).collect();
            let widths: &[f64] = &[26.0, 56.0, 26.0, 47.4];
            let height = height(&cells, widths);
            self.reserve(height);
            let mut x = LEFT;
            for (cell, width) in cells.iter().zip(widths) {
                self.cell(cell, (x, *width, height));
                x += width;
            }
            self.y += height;
        }
        self.y += PITCH;
    }

    fn table(&mut self, table: &Table) {
        let widths = [12.0, 45.0, 32.0, 38.4, 28.0];
        let heights: Vec<f64> = table.rows.iter().map(|row| height(row, &widths)).collect();
        self.reserve(heights.iter().sum());
        for (at, row) in table.rows.iter().enumerate() {
            let mut x = LEFT;
            for (column, cell) in row.iter().enumerate() {
                let span = table.span(at, column);
                if span > 0 {
                    self.cell(cell, (x, widths[column], heights[at..at + span].iter().sum()));
                }
                x += widths[column];
            }
            self.y += heights[at];
        }
        self.y += CELL_PITCH / 2.0;
    }

    /// A cell at `(x, width, height)` below the current place, its words in the middle.
    fn cell(&mut self, text: &str, (x, width, height): (f64, f64, f64)) {
        let lines = cell_lines(text, width);
        let mut y = self.y + (height - lines.len() as f64 * CELL_PITCH) / 2.0 + 1.0;
        self.draw(Drawing::Box { x, y: self.y, width, height });
        for text in lines {
            self.draw(Drawing::Line { x: x + 1.5, y, size: CELL_SIZE, font: 1, text });
            y += CELL_PITCH;
        }
    }

    /// Turns the page where `height` does not fit any more.
    fn reserve(&mut self, height: f64) {
        if self.y + height > BOTTOM {
            self.turn();
        }
    }

    fn turn(&mut self) {
        self.pages.push(Page::default());
        self.y = TOP;
    }

    fn draw(&mut self, drawing: Drawing) {
        self.pages.last_mut().expect("a layout begins with a page").drawings.push(drawing);
    }

    fn number_pages(&mut self) {
        for (at, page) in self.pages.iter_mut().enumerate() {
            let text = format!("— {} —", at + 1);
            page.drawings.push(Drawing::Line { x: 97.0, y: 280.0, size: 4.94, font: 1, text });
        }
    }
}

fn width(text: &str) -> f64 {
    text.chars().map(advance).sum()
}

/// `text` in lines of so many columns, the first one indented.
fn wrap(text: &str, columns: f64, indent: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut filled = indent;
    for c in text.chars() {
        if filled + advance(c) > columns {
            lines.push(String::new());
            filled = 0.0;
        }
        filled += advance(c);
        lines.last_mut().expect("there is a line").push(c);
    }
    lines
}

fn cell_lines(text: &str, width: f64) -> Vec<String> {
    wrap(text, (width - 3.0) / CELL_SIZE, 0.0)
}

fn height<Text: AsRef<str>>(cells: &[Text], widths: &[f64]) -> f64 {
    let lines =
        cells.iter().zip(widths).map(|(cell, width)| cell_lines(cell.as_ref(), *width).len());
    lines.max().unwrap_or(1) as f64 * CELL_PITCH
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_break_where_they_are_full() {
        let cases: [(&str, f64, f64, &[&str]); 4] = [
            ("一二三四五", 2.0, 0.0, &["一二", "三四", "五"]),
            ("一二三四五", 3.0, 2.0, &["一", "二三四", "五"]),
            ("2025年", 3.0, 0.0, &["2025年"]),
            ("", 3.0, 0.0, &[""]),
        ];
        for (text, columns, indent, wanted) in cases {
            assert_eq!(wrap(text, columns, indent), wanted, "{text}");
        }
    }
}
