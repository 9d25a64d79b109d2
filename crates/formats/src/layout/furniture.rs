//! Page numbers and running heads: lines at the edge of a page that are a number or are on most pages.

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

/// One end of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    Head,
    Foot,
}

/// The lines at the head and at the foot of a page.
#[derive(Clone, Debug, Default)]
struct Ends {
    head: Vec<Line>,
    foot: Vec<Line>,
}

impl Ends {
    fn at(&self, end: End) -> &[Line] {
        match end {
            End::Head => &self.head,
            End::Foot => &self.foot,
        }
    }

    /// The line next to the edge of the page.
    fn outer(&self, end: End) -> Option<&Line> {
        match end {
            End::Head => self.head.first(),
            End::Foot => self.foot.last(),
        }
    }

    fn all(&self) -> impl Iterator<Item = (End, &Line)> {
        let ends = [End::Head, End::Foot].into_iter();
        ends.flat_map(|end| self.at(end).iter().map(move |line| (end, line)))
    }
}

/// Takes page numbers and running heads out of the pages.
pub(super) fn margins(pages: &mut [Page]) -> Vec<Margins> {
    let ends: Vec<Ends> = pages.iter().map(ends).collect();
    let mut seen: BTreeMap<(End, String, i64), usize> = BTreeMap::new();
    for (end, line) in ends.iter().flat_map(Ends::all) {
        *seen.entry(key(end, line, 0)).or_default() += 1;
    }
    let often = (pages.len() * 2 / 5).max(3);
    let repeats = |end: End, line: &Line, shared: &[f64]| {
        let near = (-1..=1).map(|step| seen.get(&key(end, line, step)).copied().unwrap_or(0));
        let count: usize = near.sum();
        // A document of two pages shows the address that a browser prints twice only.
        count >= often
            || count == 2 && ends.len() == 2 && line.text.contains("://")
            || count > 1 && is_among(shared, line.y)
    };
    let mut found = Vec::with_capacity(ends.len());
    for (page, ends) in pages.iter_mut().zip(&ends) {
        let is_furniture = |end: End, line: &Line| {
            is_number_at(line, ends.outer(end)) || repeats(end, line, &page.shared)
        };
        let taken: Vec<(End, &Line)> =
            ends.all().filter(|(end, line)| is_furniture(*end, line)).take(TAKEN).collect();
        let height = page.height;
        page.glyphs.retain(|glyph| {
            let near = |line: &Line| (glyph.y - line.y).abs() < 0.45 * glyph.size;
            glyph.turn != 0 || !at_edge(height, glyph) || !taken.iter().any(|(_, line)| near(line))
        });
        let texts = |at: End| {
            let of = taken.iter().filter(move |(end, _)| *end == at);
            of.map(|(_, line)| line.text.clone()).collect()
        };
        found.push(Margins { head: texts(End::Head), foot: texts(End::Foot) });
    }
    found
}

/// True for a base line that is one of these, which are sorted.
fn is_among(sorted: &[f64], y: f64) -> bool {
    sorted.get(sorted.partition_point(|at| *at < y - 1.0)).is_some_and(|at| *at < y + 1.0)
}

fn at_edge(height: f64, glyph: &Glyph) -> bool {
    glyph.y < height * EDGE || glyph.y > height * (1.0 - EDGE)
}

fn ends(page: &Page) -> Ends {
    let pick = |end: End| {
        let glyphs = page.glyphs.iter().filter(|glyph| {
            let below = glyph.y > page.height / 2.0;
            glyph.turn == 0 && at_edge(page.height, glyph) && below == (end == End::Foot)
        });
        lines(segments(glyphs.cloned().collect()))
    };
    Ends { head: pick(End::Head), foot: pick(End::Foot) }
}

fn key(end: End, line: &Line, step: i64) -> (End, String, i64) {
    // The height of a page is a few thousand points at most; the cast saturates.
    (end, plain(&line.text), (line.y / 4.0).round() as i64 + step)
}

/// The text without spaces, and with every number the same where it is long enough to be a running
/// head: a short one with a number is the heading of an attachment.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_numeric() { '#' } else { c };
        if c != '#' || !plain.ends_with('#') {
            plain.push(c);
        }
    }
    match plain.chars().count() < 6 {
        true => text.chars().filter(|c| !c.is_whitespace()).collect(),
        false => plain,
    }
}

/// A bare number is that of the page only in the outermost line; one between dashes everywhere.
fn is_number_at(line: &Line, outer: Option<&Line>) -> bool {
    let dashed = line.text.starts_with(|c: char| !c.is_alphanumeric());
    is_page_number(&line.text) && (dashed || outer.is_some_and(|outer| outer.y == line.y))
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
        assert_ne!(plain("附件1"), plain("附件2"));
    }
}
