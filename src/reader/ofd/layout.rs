//! From lines to paragraphs, by geometry: a line that reaches the right margin goes on in the next
//! one that begins at the left margin.

use super::line::{Line, is_narrow};
use super::margin;
use super::object::{Direction, Run};
use super::page::Page;
use crate::reader::draft::Draft;
use crate::reader::structure::BlockKind;

/// How far, in heights of a character, a full line may end before the right margin: a character
/// and a mark that may not begin a line go to the next one together.
const RAGGED: f64 = 2.1;
/// How far beginnings may lie apart that are the same.
const SAME: f64 = 0.6;
/// The first line of a paragraph is indented by so many heights.
const INDENT: f64 = 2.0;
/// Lines of one paragraph are not further apart, in heights.
const LEADING: f64 = 2.6;

/// Writes the pages, each in reading order.
pub(super) fn write(pages: &[Page], draft: &mut Draft) {
    let margins = margin::marked(pages);
    let body = |(page, marks): (&Page, &Vec<bool>)| Frame::of(&unmarked(&page.lines, marks));
    let frames: Vec<Frame> = pages.iter().zip(&margins).map(body).collect();
    let all: Vec<&Line> =
        pages.iter().zip(&margins).flat_map(|(page, marks)| unmarked(&page.lines, marks)).collect();
    let whole = Frame::of(&all);
    let mut writer = Writer { draft, open: None, waiting: Vec::new(), watermarks: Vec::new() };
    for ((page, marks), frame) in pages.iter().zip(&margins).zip(frames) {
        writer.page(page, marks, frame.or(whole));
    }
    writer.flush();
}

/// The lines of the text itself.
fn unmarked<'a>(lines: &'a [Line], marks: &[bool]) -> Vec<&'a Line> {
    lines.iter().zip(marks).filter(|(_, is_margin)| !**is_margin).map(|(line, _)| line).collect()
}

struct Writer<'p, 'd> {
    draft: &'d mut Draft,
    /// The last line of the paragraph that may go on, and where the lines of its page begin and
    /// end.
    open: Option<(&'p Line, Frame)>,
    /// What stands behind the paragraph once it has ended.
    waiting: Vec<(BlockKind, String)>,
    watermarks: Vec<String>,
}

impl<'p> Writer<'p, '_> {
    /// Writes a page. A paragraph that goes on from the page before stays one block.
    fn page(&mut self, page: &'p Page, marks: &[bool], frame: Frame) {
        let first = marks.iter().position(|is_margin| !is_margin);
        let line = first.and_then(|first| page.lines.get(first));
        let goes_on = match (self.open, line) {
            (Some((before, edges)), Some(line)) => frame.goes_on_from(edges, before, line),
            _ => false,
        };
        if goes_on {
            self.draft.page_inside();
            self.open = self.open.map(|(before, _)| (before, frame));
        } else {
            self.flush();
            self.open = None;
            self.draft.page();
        }
        for (index, (line, is_margin)) in page.lines.iter().zip(marks).enumerate() {
            match is_margin {
                true => self.beside(BlockKind::Margin, &line.text),
                false => self.line(line, frame, goes_on && Some(index) == first),
            }
        }
        page.runs.iter().for_each(|run| self.run(run));
    }

    fn line(&mut self, line: &'p Line, frame: Frame, is_rest: bool) {
        match self.open {
            Some((before, _)) if is_rest || frame.goes_on(before, line) => {
                self.draft.push_str(between(&before.text, &line.text));
            }
            _ => {
                self.flush();
                self.draft.block(BlockKind::Paragraph);
            }
        }
        self.draft.push_str(&line.text);
        self.open = Some((line, frame));
    }

    /// Text that stands beside the text, behind the paragraph that is being written.
    fn beside(&mut self, kind: BlockKind, text: &str) {
        self.waiting.push((kind, text.to_owned()));
        if self.open.is_none() {
            self.flush();
        }
    }

    fn flush(&mut self) {
        for (kind, text) in self.waiting.drain(..) {
            self.draft.block(kind);
            self.draft.push_str(&text);
        }
    }

    /// Text that does not run from left to right; a watermark once a file.
    fn run(&mut self, run: &Run) {
        let text: String = run.glyphs.iter().map(|glyph| glyph.c).collect();
        let text = text.trim();
        let is_known = run.direction == Direction::Watermark
            && self.watermarks.iter().any(|seen| seen == text);
        if is_known || text.is_empty() {
            return;
        }
        if run.direction == Direction::Watermark && self.watermarks.len() < 100 {
            self.watermarks.push(text.to_owned());
        }
        self.beside(BlockKind::Box, text);
    }
}

/// Words of Latin letters are parted where a line was broken between them.
fn between(before: &str, after: &str) -> &'static str {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return "";
    };
    let is_word = |c: char| is_narrow(c) && c.is_alphabetic();
    if is_word(last) && is_word(first) { " " } else { "" }
}

/// Where the lines of a text begin and end, as far as that is known.
#[derive(Clone, Copy, Debug, Default)]
struct Frame {
    left: Option<f64>,
    right: Option<f64>,
}

impl Frame {
    fn of(lines: &[&Line]) -> Self {
        let lines: Vec<&Line> = lines.iter().copied().filter(|line| !line.has_columns).collect();
        let size = lines.iter().map(|line| line.size).fold(0.0, f64::max);
        let mut lefts: Vec<f64> = lines.iter().map(|line| line.x0).collect();
        lefts.sort_by(f64::total_cmp);
        // Lines of a word or two say nothing about the right margin.
        let long = lines.iter().filter(|line| line.x1 - line.x0 > 10.0 * line.size);
        let mut rights: Vec<f64> = long.map(|line| -line.x1).collect();
        rights.sort_by(f64::total_cmp);
        let right = twice(SAME * 2.0 * size, &rights).map(|right| -right);
        Self { left: twice(SAME * size, &lefts), right }
    }

    fn or(self, other: Self) -> Self {
        Self { left: self.left.or(other.left), right: self.right.or(other.right) }
    }

    /// True where a line goes on with the paragraph of the line before.
    fn goes_on(self, before: &Line, line: &Line) -> bool {
        let size = before.size.max(line.size);
        let alike = is_alike(before, line) && line.y - before.y < LEADING * size;
        // A code that goes down a line is one piece of text, unless its first line is short.
        let is_one_code = before.is_one_code(line) && before.x1 > line.x1 - size;
        let is_full = self.is_full(before);
        let at_left = self.is_at_left(line);
        let from = |x: f64| (x - line.x0) / size.max(0.01);
        let is_hanging = (from(before.x0) - INDENT).abs() < SAME;
        // In a cell of its own, lines begin where those above do, and that is no indent.
        let is_indented = self.left.is_some_and(|left| from(left) > -INDENT - SAME);
        let is_below = from(before.x0).abs() < SAME && !is_indented;
        alike && (is_one_code || is_full && (at_left || is_hanging || is_below))
    }

    /// The same over the end of a page, where the line before stands between other edges. A title
    /// may begin there at the left margin, so a sentence must be going on.
    fn goes_on_from(self, edges: Self, before: &Line, line: &Line) -> bool {
        let ends = |c| matches!(c, '。' | '！' | '？' | '；' | '：');
        is_alike(before, line)
            && edges.is_full(before)
            && self.is_at_left(line)
            && !before.text.ends_with(ends)
    }

    fn is_full(self, line: &Line) -> bool {
        self.right.is_some_and(|right| line.x1 > right - RAGGED * line.size)
    }

    fn is_at_left(self, line: &Line) -> bool {
        self.left.is_some_and(|left| (line.x0 - left).abs() < SAME * line.size)
    }
}

/// True for lines of one size that are no rows of columns.
fn is_alike(before: &Line, line: &Line) -> bool {
    (before.size - line.size).abs() < 0.15 * before.size.max(line.size)
        && !before.has_columns
        && !line.has_columns
}

/// The first of sorted values that has a neighbour.
fn twice(near: f64, sorted: &[f64]) -> Option<f64> {
    let mut pairs = sorted.iter().zip(sorted.iter().skip(1));
    pairs.find(|(one, next)| **next - **one < near).map(|(one, _)| *one)
}
