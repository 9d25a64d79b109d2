//! Characters on one baseline: their order, and the spaces that a reader sees between them.

use super::object::{Direction, Glyph, Run};

/// A line of a page.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The text codes in which it begins and ends.
    codes: (u32, u32),
    /// Left end of the first and right end of the last visible character.
    pub(super) x0: f64,
    pub(super) x1: f64,
    pub(super) y: f64,
    /// Height of most of its characters.
    pub(super) size: f64,
    /// True where gaps part it into columns.
    pub(super) has_columns: bool,
    /// What it says, with spaces where gaps are.
    pub(super) text: String,
}

/// Gaps of so many heights part columns.
const COLUMN: f64 = 2.0;

/// The lines that level runs make, from top to bottom.
pub(super) fn lines(runs: &[Run]) -> Vec<Line> {
    let level = runs.iter().filter(|run| run.direction == Direction::Level);
    let mut glyphs: Vec<Glyph> = level.flat_map(|run| run.glyphs.iter().copied()).collect();
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    let (mut top, mut size) = (f64::NEG_INFINITY, 0.0_f64);
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if glyph.y - top <= reach(size, glyph.size) => {
                row.push(glyph);
                size = size.max(glyph.size);
            }
            _ => {
                (top, size) = (glyph.y, glyph.size);
                rows.push(vec![glyph]);
            }
        }
    }
    rows.into_iter().filter_map(line).collect()
}

/// How far baselines may lie apart in one line: small raised figures belong to it, the next line of
/// a neighbouring cell does not.
fn reach(one: f64, other: f64) -> f64 {
    (0.4 * one.max(other)).min(0.75 * one.min(other))
}

fn line(mut row: Vec<Glyph>) -> Option<Line> {
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(row.len());
    for glyph in row {
        if !glyphs.iter().rev().take(3).any(|before| is_overprint(before, &glyph)) {
            glyphs.push(glyph);
        }
    }
    let is_seen = |glyph: &Glyph| !glyph.c.is_whitespace();
    let first = glyphs.iter().position(is_seen)?;
    let last = glyphs.iter().rposition(is_seen)?;
    let glyphs = glyphs.get(first..=last)?;
    let (head, tail) = (glyphs.first()?, glyphs.last()?);
    let (text, has_columns) = words(glyphs);
    Some(Line {
        codes: (head.code, tail.code),
        x0: head.x,
        x1: tail.x + tail.width,
        y: middle(glyphs.iter().map(|glyph| glyph.y))?,
        size: middle(glyphs.iter().map(|glyph| glyph.size))?,
        has_columns,
        text,
    })
}

fn middle(values: impl Iterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// The same character a hair's breadth away: bold letters made of two.
fn is_overprint(before: &Glyph, glyph: &Glyph) -> bool {
    before.c == glyph.c
        && before.code != glyph.code
        && (glyph.x - before.x).abs() < 0.15 * glyph.size
        && (glyph.y - before.y).abs() < 0.15 * glyph.size
}

impl Line {
    /// True where the next line begins in the text code that this one ends in.
    pub(super) fn is_one_code(&self, next: &Self) -> bool {
        self.codes.1 == next.codes.0
    }
}

/// What characters in their order say, and whether gaps part them into columns.
fn words(glyphs: &[Glyph]) -> (String, bool) {
    let is_spread = is_spread(glyphs);
    let mut before: Option<&Glyph> = None;
    let (mut text, mut has_columns) = (String::new(), false);
    for glyph in glyphs {
        if let Some(before) = before.filter(|_| !is_spread) {
            let gap = gap(before, glyph);
            has_columns |= gap > COLUMN;
            text.push_str(space(gap, before, glyph));
        }
        text.push(glyph.c);
        before = Some(glyph);
    }
    (text, has_columns)
}

/// True for characters set wide apart all along the line, as in the head of a notice.
fn is_spread(glyphs: &[Glyph]) -> bool {
    let gaps: Vec<f64> =
        glyphs.iter().zip(glyphs.iter().skip(1)).map(|(one, next)| gap(one, next)).collect();
    let least = gaps.iter().copied().fold(f64::INFINITY, f64::min);
    let most = gaps.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let all_wide = glyphs.iter().all(|glyph| is_wide(glyph.c) && glyph.c != '\u{3000}');
    gaps.len() >= 3 && all_wide && least > 0.3 && most - least < 0.3
}

/// The way between two characters, in heights of the larger.
fn gap(before: &Glyph, glyph: &Glyph) -> f64 {
    (glyph.x - before.x - before.width) / before.size.max(glyph.size).max(0.01)
}

/// What a reader sees in a gap.
fn space(gap: f64, before: &Glyph, glyph: &Glyph) -> &'static str {
    let has_space = before.c.is_whitespace() || glyph.c.is_whitespace();
    let is_typed = before.code == glyph.code;
    let least = match (is_narrow(before.c), is_narrow(glyph.c)) {
        // Spaces inside a text code are characters as a rule.
        (true, true) if is_typed => 0.6,
        (true, true) => 0.25,
        // Latin letters stand a quarter apart from Chinese characters.
        _ if is_typed => 0.7,
        _ => 0.42,
    };
    match () {
        () if gap > COLUMN => "  ",
        () if gap > least && !has_space => " ",
        () => "",
    }
}

/// True for a character as wide as it is high.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// True for letters and digits of half the width. Dashes, quotation marks and numbers in circles
/// are neither: it depends on the font.
pub(super) fn is_narrow(c: char) -> bool {
    c < '\u{2000}' && !is_wide(c) && !matches!(c, '·' | '×' | '°' | '±' | '§')
}
