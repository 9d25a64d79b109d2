//! Page numbers and running heads: what stands at the edge of the page and is a number, or stands
//! there on most pages.

use super::lines::{Line, lines, segments};
use super::page::{Glyph, Page};
use std::collections::BTreeMap;

/// The share of the page at its head and foot that is looked at.
const EDGE: f64 = 0.15;

/// Lines of furniture that a page has at most.
const TAKEN: usize = 12;

/// What was taken from the edges of a page.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Margins {
    /// From the head, from top to bottom.
    pub(super) head: Vec<String>,
    /// From the foot.
    pub(super) foot: Vec<String>,
}

/// Takes page numbers and running heads out of the pages.
pub(super) fn margins(pages: &mut [Page]) -> Vec<Margins> {
    let edges: Vec<[Vec<Line>; 2]> = pages.iter().map(edges).collect();
    let mut seen: BTreeMap<(bool, String, i64), usize> = BTreeMap::new();
    for page in &edges {
        for (foot, line) in both(page) {
            *seen.entry(key(foot, line, 0)).or_default() += 1;
        }
    }
    let often = (pages.len() * 2 / 5).max(2);
    let repeats = |foot: bool, line: &Line| {
        let near = (-1..=1).map(|step| seen.get(&key(foot, line, step)).copied().unwrap_or(0));
        near.sum::<usize>() >= often.max(3) || pages_agree(&edges, foot, line)
    };
    let mut found = Vec::with_capacity(edges.len());
    for page in &edges {
        let mut margins = Margins::default();
        let mut taken: Vec<f64> = Vec::new();
        for (foot, line) in both(page) {
            let outer = if foot { page[1].last() } else { page[0].first() };
            let is_outer = outer.is_some_and(|outer| outer.y == line.y);
            if taken.len() < TAKEN && (is_number_at(&line.text, is_outer) || repeats(foot, line)) {
                let list = if foot { &mut margins.foot } else { &mut margins.head };
                list.push(line.text.clone());
                taken.push(line.y);
            }
        }
        found.push((margins, taken));
    }
    let pairs = found.into_iter().zip(pages);
    pairs
        .map(|((margins, taken), page)| {
            page.glyphs.retain(|glyph| {
                glyph.turn != 0 || !at_edge(page.height, glyph) || !near_any(&taken, glyph)
            });
            margins
        })
        .collect()
}

/// A document of two pages shows a running head twice only.
fn pages_agree(edges: &[[Vec<Line>; 2]], foot: bool, line: &Line) -> bool {
    let same = |page: &[Vec<Line>; 2]| {
        page[usize::from(foot)]
            .iter()
            .any(|other| (other.y - line.y).abs() < 2.0 && plain(&other.text) == plain(&line.text))
    };
    edges.len() == 2 && line.text.contains("://") && edges.iter().all(same)
}

fn near_any(taken: &[f64], glyph: &Glyph) -> bool {
    taken.iter().any(|y| (glyph.y - y).abs() < 0.45 * glyph.size)
}

fn at_edge(height: f64, glyph: &Glyph) -> bool {
    glyph.y < height * EDGE || glyph.y > height * (1.0 - EDGE)
}

/// The lines at the head and at the foot of a page.
fn edges(page: &Page) -> [Vec<Line>; 2] {
    let pick = |foot: bool| {
        let glyphs = page.glyphs.iter().filter(|glyph| {
            glyph.turn == 0 && at_edge(page.height, glyph) && (glyph.y > page.height / 2.0) == foot
        });
        lines(segments(glyphs.cloned().collect()))
    };
    [pick(false), pick(true)]
}

fn both(page: &[Vec<Line>; 2]) -> impl Iterator<Item = (bool, &Line)> {
    page.iter()
        .zip([false, true])
        .flat_map(|(lines, foot)| lines.iter().map(move |line| (foot, line)))
}

fn key(foot: bool, line: &Line, step: i64) -> (bool, String, i64) {
    // The height of a page is a few thousand points at most; the cast saturates.
    (foot, plain(&line.text), (line.y / 4.0).round() as i64 + step)
}

/// The text with every number the same and without spaces.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_numeric() { '#' } else { c };
        if c != '#' || !plain.ends_with('#') {
            plain.push(c);
        }
    }
    plain
}

/// A bare number is that of the page only in the outermost line; one between dashes everywhere.
fn is_number_at(text: &str, is_outer: bool) -> bool {
    let dashed = text.starts_with(|c: char| !c.is_alphanumeric());
    is_page_number(text) && (is_outer || dashed)
}

/// True for `— 3 —`, `- 12 -`, `3`, `3/12`, `第3页`, `iv`.
pub(super) fn is_page_number(text: &str) -> bool {
    let inner: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !"—-－–―─•·~～./,，".contains(*c))
        .filter(|c| !matches!(c, '第' | '页' | '共'))
        .collect();
    let digits = inner.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c));
    let roman = inner.chars().all(|c| "ivxIVX".contains(c));
    let short = (1..=4).contains(&inner.chars().count());
    let parted = text.contains('/') || text.contains('共');
    (digits && (short || parted && inner.chars().count() <= 8) || roman && short)
        && text.chars().count() <= 20
}

#[cfg(test)]
mod tests {
    use super::{is_page_number, plain};

    #[test]
    fn numbers_of_pages_are_told_from_numbers_in_the_text() {
        for text in
            ["— 3 —", "- 12 -", "7", "3/12", "第3页", "第 3 页 共 12 页", "iv", "－２－", "·5·"]
        {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["", "—", "20251103", "3.5%", "第三章", "3月", "2025年", "1、"] {
            assert!(!is_page_number(text), "{text}");
        }
    }

    #[test]
    fn running_heads_differ_in_their_numbers_only() {
        assert_eq!(plain("澜州公报 2025 年 第 11 期"), plain("澜州公报2025年第9期"));
        assert_ne!(plain("澜州公报"), plain("澜州日报"));
    }
}
