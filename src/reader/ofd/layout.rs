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
    let mut watermarks: Vec<String> = Vec::new();
    for ((page, marks), frame) in pages.iter().zip(&margins).zip(frames) {
        draft.page();
        write_lines(&page.lines, marks, frame.or(whole), draft);
        page.runs.iter().for_each(|run| write_beside(run, &mut watermarks, draft));
    }
}

/// The lines of the text itself.
fn unmarked<'a>(lines: &'a [Line], marks: &[bool]) -> Vec<&'a Line> {
    lines.iter().zip(marks).filter(|(_, is_margin)| !**is_margin).map(|(line, _)| line).collect()
}

fn write_lines(lines: &[Line], marks: &[bool], frame: Frame, draft: &mut Draft) {
    let mut before: Option<&Line> = None;
    for (line, is_margin) in lines.iter().zip(marks) {
        if *is_margin {
            draft.block(BlockKind::Margin);
            draft.push_str(&line.text);
            continue;
        }
        match before {
            Some(before) if frame.goes_on(before, line) => {
                draft.push_str(between(&before.text, &line.text));
            }
            _ => draft.block(BlockKind::Paragraph),
        }
        draft.push_str(&line.text);
        before = Some(line);
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

/// Text that does not run from left to right stands beside the text; a watermark once a file.
fn write_beside(run: &Run, watermarks: &mut Vec<String>, draft: &mut Draft) {
    let text: String = run.glyphs.iter().map(|glyph| glyph.c).collect();
    let text = text.trim();
    let is_new = match run.direction {
        Direction::Level => false,
        Direction::Upright => true,
        Direction::Watermark => !watermarks.iter().any(|seen| seen == text),
    };
    if !is_new || text.is_empty() {
        return;
    }
    if run.direction == Direction::Watermark && watermarks.len() < 100 {
        watermarks.push(text.to_owned());
    }
    draft.block(BlockKind::Box);
    draft.push_str(text);
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
        let alike = (before.size - line.size).abs() < 0.15 * size
            && !before.has_columns
            && !line.has_columns
            && line.y - before.y < LEADING * size;
        // A code that goes down a line is one piece of text, unless its first line is short.
        let is_one_code = before.is_one_code(line) && before.x1 > line.x1 - size;
        let is_full = self.right.is_some_and(|right| before.x1 > right - RAGGED * size);
        let at_left = self.left.is_some_and(|left| (line.x0 - left).abs() < SAME * size);
        let from = |x: f64| (x - line.x0) / size.max(0.01);
        let is_hanging = (from(before.x0) - INDENT).abs() < SAME;
        // In a cell of its own, lines begin where those above do, and that is no indent.
        let is_indented = self.left.is_some_and(|left| from(left) > -INDENT - SAME);
        let is_below = from(before.x0).abs() < SAME && !is_indented;
        alike && (is_one_code || is_full && (at_left || is_hanging || is_below))
    }
}

/// The first of sorted values that has a neighbour.
fn twice(near: f64, sorted: &[f64]) -> Option<f64> {
    let mut pairs = sorted.iter().zip(sorted.iter().skip(1));
    pairs.find(|(one, next)| **next - **one < near).map(|(one, _)| *one)
}
