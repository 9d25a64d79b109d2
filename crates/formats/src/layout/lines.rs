//! Characters to lines: what stands on one base line belongs together, superscripts join their
//! line, and a gap is a space where it is wider than the spacing of its line.

use super::page::Glyph;
use super::squares::ink;

/// Neighbouring characters on one base line.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    /// From left to right.
    pub(super) glyphs: Vec<Glyph>,
    /// Left edge.
    pub(super) x0: f64,
    /// Right edge.
    pub(super) x1: f64,
    /// The base line.
    pub(super) y: f64,
    /// Height of most of its characters.
    pub(super) size: f64,
}

/// A line of text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    /// What it says.
    pub(super) text: String,
    /// Left edge.
    pub(super) x0: f64,
    /// Right edge.
    pub(super) x1: f64,
    /// The base line.
    pub(super) y: f64,
    /// Height of its characters.
    pub(super) size: f64,
    /// Width of what could not have been parted from its first character.
    pub(super) token: f64,
    /// The pieces of text in which it begins and ends; 0 where the file says nothing.
    pub(super) runs: (u32, u32),
}

impl Line {
    /// True where the next line goes on with the piece of text that this one ends in, and does so
    /// because this one is full.
    pub(super) fn is_one_run(&self, next: &Self) -> bool {
        self.runs.1 != 0 && self.runs.1 == next.runs.0 && self.x1 > next.x1 - next.size
    }
}

impl Segment {
    /// Characters from left to right.
    pub(super) fn new(glyphs: Vec<Glyph>) -> Self {
        let x0 = glyphs.iter().map(|glyph| glyph.x0).fold(f64::INFINITY, f64::min);
        let x1 = glyphs.iter().map(|glyph| glyph.x1).fold(f64::NEG_INFINITY, f64::max);
        let size = middle(glyphs.iter().map(|glyph| glyph.size).collect());
        let y = middle(glyphs.iter().map(|glyph| glyph.y).collect());
        Self { glyphs, x0, x1, y, size }
    }
}

/// The segments of a set of characters, in no order that matters.
pub(super) fn segments(mut glyphs: Vec<Glyph>) -> Vec<Segment> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let mut segments = Vec::new();
    let mut strip: Vec<Glyph> = Vec::new();
    for glyph in glyphs {
        let same = strip
            .first()
            .is_none_or(|first| glyph.y - first.y <= 0.28 * first.size.min(glyph.size));
        if !same {
            cut(std::mem::take(&mut strip), &mut segments);
        }
        strip.push(glyph);
    }
    cut(strip, &mut segments);
    with_superscripts(segments)
}

/// Segments to lines: those on one base line are one line, however far apart.
pub(super) fn lines(mut segments: Vec<Segment>) -> Vec<Line> {
    segments.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let mut lines = Vec::new();
    let mut row: Vec<Segment> = Vec::new();
    for segment in segments {
        let same = row
            .first()
            .is_none_or(|first| segment.y - first.y < 0.4 * first.size.min(segment.size));
        if !same {
            lines.push(line(std::mem::take(&mut row)));
        }
        row.push(segment);
    }
    if !row.is_empty() {
        lines.push(line(row));
    }
    behind_braces(&mut lines);
    lines
}

/// What stands behind two lines at half their height belongs behind both: two issuing bodies above
/// each other and the word that they share.
fn behind_braces(lines: &mut [Line]) {
    for at in 1..lines.len().saturating_sub(1) {
        let (above, this, below) = (&lines[at - 1], &lines[at], &lines[at + 1]);
        let between = this.y - above.y < 0.95 * above.size && below.y - this.y < 0.95 * below.size;
        if between && this.x0 > above.x1 && this.x0 > below.x1 {
            lines.swap(at, at + 1);
        }
    }
}

/// Parts a strip of one base line at wide gaps.
fn cut(mut strip: Vec<Glyph>, segments: &mut Vec<Segment>) {
    strip.sort_by(|a, b| ink(a).total_cmp(&ink(b)).then(a.y.total_cmp(&b.y)));
    let strip = without_blanks(without_twins(strip));
    let usual = usual_gap(&strip);
    let mut part: Vec<Glyph> = Vec::new();
    for glyph in strip {
        let apart = part
            .last()
            .is_some_and(|last| glyph.x0 - last.x1 - usual > 1.3 * last.size.max(glyph.size));
        if apart {
            segments.push(Segment::new(std::mem::take(&mut part)));
        }
        part.push(glyph);
    }
    if !part.is_empty() {
        segments.push(Segment::new(part));
    }
}

/// A bold face is faked by drawing a character twice at almost the same place.
fn without_twins(strip: Vec<Glyph>) -> Vec<Glyph> {
    let mut once: Vec<Glyph> = Vec::with_capacity(strip.len());
    for glyph in strip {
        let near = (glyph.x1 - glyph.x0).abs().min(glyph.size) * 0.3;
        let is_twin = once.iter().rev().take(3).any(|other| {
            other.c == glyph.c && (other.x0 - glyph.x0).abs() < near && !glyph.c.is_whitespace()
        });
        if !is_twin {
            once.push(glyph);
        }
    }
    once
}

/// Spaces that the file wrote: only where they stand is kept, their widths are gaps.
fn without_blanks(strip: Vec<Glyph>) -> Vec<Glyph> {
    let mut spaces = 0u8;
    let mut kept = Vec::with_capacity(strip.len());
    for mut glyph in strip {
        if glyph.c.is_whitespace() {
            spaces = spaces.saturating_add(1);
        } else {
            glyph.spaces = std::mem::take(&mut spaces);
            kept.push(glyph);
        }
    }
    kept
}

/// The gap that most neighbours of a line have: wide where a short line was stretched.
fn usual_gap(glyphs: &[Glyph]) -> f64 {
    let mut gaps: Vec<f64> = glyphs
        .windows(2)
        .filter(|pair| !(is_word(pair[0].c) && is_word(pair[1].c)))
        .map(|pair| pair[1].x0 - pair[0].x1)
        .collect();
    if gaps.len() < 2 {
        return 0.0;
    }
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 4).copied().unwrap_or(0.0).max(0.0)
}

/// Joins small characters above or below a line to the segment that they touch.
fn with_superscripts(mut segments: Vec<Segment>) -> Vec<Segment> {
    segments.sort_by(|a, b| a.y.total_cmp(&b.y).then(a.x0.total_cmp(&b.x0)));
    let mut small: Vec<(usize, usize)> = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let near = |other: &Segment| {
            segment.size < 0.8 * other.size
                && segment.glyphs.len() <= 6
                && (segment.y - other.y).abs() < 0.6 * other.size
                && (segment.x0 - other.x1 < 0.6 * other.size)
                && (other.x0 - segment.x1 < 0.6 * other.size)
        };
        let from = index.saturating_sub(12);
        let around = segments.iter().enumerate().skip(from).take(25);
        let host = around.filter(|(place, other)| *place != index && near(other)).min_by(|a, b| {
            let far = |other: &Segment| (segment.y - other.y).abs();
            far(a.1).total_cmp(&far(b.1))
        });
        small.extend(host.map(|(host, _)| (index, host)));
    }
    for (index, host) in &small {
        let moved = std::mem::take(&mut segments[*index].glyphs);
        let Segment { glyphs, x0, x1, .. } = &mut segments[*host];
        *x0 = moved.iter().map(|glyph| glyph.x0).fold(*x0, f64::min);
        *x1 = moved.iter().map(|glyph| glyph.x1).fold(*x1, f64::max);
        glyphs.extend(moved);
        glyphs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    }
    segments.retain(|segment| !segment.glyphs.is_empty());
    segments
}

fn line(mut row: Vec<Segment>) -> Line {
    row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let size = row.iter().max_by_key(|part| part.glyphs.len()).map_or(0.0, |part| part.size);
    let y = row.iter().max_by_key(|part| part.glyphs.len()).map_or(0.0, |part| part.y);
    let x0 = row.iter().map(|part| part.x0).fold(f64::INFINITY, f64::min);
    let x1 = row.iter().map(|part| part.x1).fold(f64::NEG_INFINITY, f64::max);
    let glyphs: Vec<Glyph> = row.into_iter().flat_map(|part| part.glyphs).collect();
    let run = |glyph: Option<&Glyph>| glyph.map_or(0, |glyph| glyph.run);
    let runs = (run(glyphs.first()), run(glyphs.last()));
    Line { text: words(&glyphs), x0, x1, y, size, token: token(&glyphs), runs }
}

/// The characters of a line with spaces where gaps show them.
fn words(glyphs: &[Glyph]) -> String {
    let usual = usual_gap(glyphs);
    let mut text = String::with_capacity(glyphs.len() * 3);
    let mut last: Option<&Glyph> = None;
    for glyph in glyphs {
        let count = last.map_or(0, |last| spaces(last, glyph, usual));
        text.extend(std::iter::repeat_n(' ', count));
        text.push(glyph.c);
        last = Some(glyph);
    }
    text
}

/// How many spaces a gap is: one within a column, two between columns.
fn spaces(last: &Glyph, next: &Glyph, usual: f64) -> usize {
    let em = last.size.max(next.size);
    let gap = next.x0 - last.x1;
    // Inside a piece of text the spaces are those that were typed.
    if next.spaces > 0 && last.is_one_run(next) && gap > 0.08 * em {
        return usize::from(next.spaces.min(2));
    }
    let (han, other) = (is_han(last.c) as u8 + is_han(next.c) as u8, usual.min(0.3 * em));
    let least = match han {
        0 if next.spaces > 0 => 0.08 * em,
        0 => 0.19 * em + other,
        // A space that somebody typed; between a Han character and a digit the format makes it.
        2 if next.spaces > 0 => 0.2 * em + usual,
        2 if is_ideograph(last.c) && is_ideograph(next.c) => 0.42 * em + usual,
        _ => 0.62 * em + usual,
    };
    match gap {
        _ if gap <= least => 0,
        _ if gap - usual < 1.5 * em => 1,
        _ => 2,
    }
}

/// The width of the first word, or of the first character and what may not begin a line.
fn token(glyphs: &[Glyph]) -> f64 {
    let Some(first) = glyphs.first() else { return 0.0 };
    let mut end = first.x1;
    let mut last = first;
    for glyph in glyphs.iter().skip(1).take(40) {
        let sticks = is_word(last.c) && is_word(glyph.c) && glyph.x0 - last.x1 < 0.2 * glyph.size;
        let begins = "（〔《“‘【[(".contains(last.c);
        if !sticks && !begins && !"，。、；：？！）〕》”’】])%,.;:".contains(glyph.c)
        {
            break;
        }
        end = glyph.x1;
        last = glyph;
    }
    end - first.x0
}

fn is_ideograph(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c) || c >= '\u{20000}'
}

/// True for characters that are written without spaces between words, and for their punctuation.
pub(super) fn is_han(c: char) -> bool {
    c >= '\u{2E80}' || matches!(c, '“' | '”' | '‘' | '’' | '…' | '·' | '①'..='⓿')
}

/// True for letters and digits that are written with spaces between words.
pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c.is_alphanumeric() && c < '\u{1100}'
}

/// The middle of some values; 0 where there are none.
pub(super) fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::{Line, lines, segments};
    use crate::layout::Glyph;

    /// Characters of 10 points; `(text, x, y, gap)`.
    fn set(parts: &[(&str, f64, f64, f64)]) -> Vec<Line> {
        let mut glyphs = Vec::new();
        for (text, x, y, gap) in parts {
            let mut x = *x;
            for c in text.chars() {
                let width = if c.is_ascii() { 5.0 } else { 10.0 };
                let glyph =
                    Glyph { c, x0: x, x1: x + width, y: *y, size: 10.0, ..Glyph::default() };
                glyphs.push(glyph);
                x += width + gap;
            }
        }
        lines(segments(glyphs))
    }

    #[test]
    fn gaps_are_spaces_only_where_they_stand_out() {
        for (parts, text) in [
            (&[("共12项工作", 0.0, 0.0, 2.0)][..], "共12项工作"),
            (&[("若干措施的通知", 0.0, 0.0, 9.0)], "若干措施的通知"),
            (
                &[("张", 0.0, 0.0, 0.0), ("宇", 20.0, 0.0, 0.0), ("市财政局局长", 50.0, 0.0, 0.0)],
                "张 宇  市财政局局长",
            ),
            (&[("open data", 0.0, 0.0, 0.2)], "open data"),
            (&[("open", 0.0, 0.0, 0.0), ("data", 23.0, 0.0, 0.0)], "open data"),
            (&[("第一条", 0.0, 0.0, 0.0), ("为进一步规范", 40.0, 0.0, 0.0)], "第一条 为进一步规范"),
            (&[("澜州市", 0.0, 0.0, 0.0), ("澜州市", 0.4, 0.2, 0.0)], "澜州市"),
            (&[("——……", 0.0, 0.0, 0.0)], "——……"),
        ] {
            let found = set(parts);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!(found[0].text, text);
        }
    }

    #[test]
    fn a_small_character_joins_the_line_that_it_touches() {
        let mut glyphs = Vec::new();
        for (c, x, y, size) in
            [('5', 0.0, 100.0, 10.0), ('m', 5.0, 100.0, 10.0), ('2', 10.0, 96.0, 5.0)]
        {
            let x1 = x + size / 2.0;
            glyphs.push(Glyph { c, x0: x, x1, y, size, ..Glyph::default() });
        }
        let found = lines(segments(glyphs));
        assert_eq!(found.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["5m2"]);
    }

    #[test]
    fn lines_run_from_top_to_bottom() {
        let found = set(&[("二二二", 0.0, 30.0, 0.0), ("一一一", 0.0, 10.0, 0.0)]);
        assert_eq!(
            found.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(),
            ["一一一", "二二二"]
        );
    }
}
