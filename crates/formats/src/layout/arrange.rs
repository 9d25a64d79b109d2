//! A page in reading order: lines, tables, and text that runs in other directions.

use super::columns;
use super::furniture::is_page_number;
use super::grid::{self, Table};
use super::lines::{self, Line, Segment, middle};
use super::page::{Glyph, Page, Rule};
use std::collections::{BTreeMap, BTreeSet};

/// Something on a page, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    /// A line of text in a region whose number on the page stands beside it.
    Line(Line, usize),
    /// A table.
    Table(Table),
    /// The head of a table that goes on, once more.
    Head(String),
    /// A note below the text.
    Footnote(String),
    /// Text that runs in another direction: a water mark, a turned page number.
    Aside(String),
}

/// The edges of a region of text.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Edges {
    /// Where lines begin that go on.
    pub(super) left: f64,
    /// Where full lines end.
    pub(super) right: f64,
    /// From one line to the next.
    pub(super) leading: f64,
    /// How many lines it has.
    pub(super) lines: usize,
    /// From where to where its lines reach, and the height of their characters.
    pub(super) reach: (f64, f64, f64),
}

/// A page put in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    /// What stands on it.
    pub(super) items: Vec<Item>,
    /// The edges of its regions.
    pub(super) regions: Vec<Edges>,
}

/// Puts a page in order.
pub(super) fn sheet(mut page: Page) -> Sheet {
    let (level, turned): (Vec<Glyph>, Vec<Glyph>) =
        std::mem::take(&mut page.glyphs).into_iter().partition(|glyph| glyph.turn == 0);
    page.glyphs = level;
    let tables = grid::tables(&mut page);
    let mut rest = lines::segments(std::mem::take(&mut page.glyphs));
    let mut sheet = Sheet::default();
    for table in tables {
        let (above, below): (Vec<Segment>, Vec<Segment>) =
            rest.into_iter().partition(|part| part.y < (table.top + table.bottom) / 2.0);
        rest = below;
        sheet.add(above);
        sheet.items.push(Item::Table(table));
    }
    let (rest, notes) = footnotes(&page, rest);
    sheet.add(rest);
    sheet.items.extend(notes.into_iter().map(Item::Footnote));
    sheet.items.extend(asides(&turned).into_iter().map(Item::Aside));
    sheet
}

/// Parts what stands in small type below a short line at the foot of the page.
fn footnotes(page: &Page, rest: Vec<Segment>) -> (Vec<Segment>, Vec<String>) {
    let short = |rule: &&Rule| {
        let length = (rule.to - rule.from) / page.width.max(1.0);
        rule.level && (0.12..0.45).contains(&length) && rule.at > 0.5 * page.height
    };
    let rule = page.rules.iter().filter(short).map(|rule| rule.at).fold(f64::NAN, f64::max);
    let (below, above): (Vec<Segment>, Vec<Segment>) =
        rest.into_iter().partition(|part| part.y - 0.5 * part.size > rule);
    let body = middle(above.iter().map(|part| part.size).collect());
    if below.is_empty() || above.is_empty() || below.iter().any(|part| part.size > 0.82 * body) {
        return (above.into_iter().chain(below).collect(), Vec::new());
    }
    (above, notes(&lines::lines(below)))
}

/// The lines of notes as notes: a line goes on in the next where it reaches the right edge.
fn notes(lines: &[Line]) -> Vec<String> {
    let right = lines.iter().map(|line| line.x1).fold(f64::NEG_INFINITY, f64::max);
    let mut notes: Vec<String> = Vec::new();
    let mut open = false;
    for line in lines {
        match notes.last_mut().filter(|_| open) {
            Some(note) => note.push_str(&line.text),
            None => notes.push(line.text.clone()),
        }
        open = right - line.x1 < 1.5 * line.size && lines.len() > 1;
    }
    notes
}

impl Sheet {
    fn add(&mut self, segments: Vec<Segment>) {
        for region in columns::regions(segments) {
            let lines = lines::lines(region);
            let number = self.regions.len();
            self.regions.push(own_edges(&lines));
            self.items.extend(lines.into_iter().map(|line| Item::Line(line, number)));
        }
    }
}

/// Puts tables together that the end of a page cut.
pub(super) fn join_tables(sheets: &mut [Sheet]) {
    for at in 1..sheets.len() {
        let (before, after) = sheets.split_at_mut(at);
        let Some((last, next)) = neighbours(before, after) else { continue };
        if let Some(head) = last.join(next) {
            sheets[at].items.insert(0, Item::Head(head));
        }
    }
    for at in (1..sheets.len()).rev() {
        let (before, after) = sheets.split_at_mut(at);
        if let Some((last, next)) = neighbours(before, after) {
            last.reach(next);
        }
    }
}

/// The table at the end of a page and the one at the beginning of the next.
fn neighbours<'s>(
    before: &'s mut [Sheet],
    after: &'s mut [Sheet],
) -> Option<(&'s mut Table, &'s mut Table)> {
    let mut last = before.last_mut()?.items.iter_mut().rev();
    let mut next = after.first_mut()?.items.iter_mut();
    let last = last.find(|item| !matches!(item, Item::Aside(_)))?;
    let next = next.find(|item| !matches!(item, Item::Head(_)))?;
    match (last, next) {
        (Item::Table(last), Item::Table(next)) => Some((last, next)),
        _ => None,
    }
}

/// The edges that the lines of a region show by themselves.
fn own_edges(lines: &[Line]) -> Edges {
    let size = middle(lines.iter().map(|line| line.size).collect());
    let least = (lines.len() / 8).max(2);
    let starts: Vec<f64> = lines.iter().map(|line| line.x0).collect();
    let left = cluster(starts.clone(), 0.5 * size, least).map(|first| {
        // A mark that hangs into the margin is no edge.
        middle(starts.into_iter().filter(|x| (0.0..=0.5 * size).contains(&(x - first))).collect())
    });
    let right = cluster(lines.iter().map(|line| -line.x1).collect(), 0.8 * size, least);
    let steps = lines.windows(2).map(|pair| pair[1].y - pair[0].y).collect();
    Edges {
        left: left.unwrap_or(f64::NAN),
        right: right.map_or(f64::NAN, |right| -right),
        leading: middle(steps),
        lines: lines.len(),
        reach: (
            lines.iter().map(|line| line.x0).fold(f64::INFINITY, f64::min),
            lines.iter().map(|line| line.x1).fold(f64::NEG_INFINITY, f64::max),
            size,
        ),
    }
}

/// The smallest value that some others are near.
fn cluster(mut values: Vec<f64>, near: f64, least: usize) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let (mut starts, mut ends) = (values.iter(), values.iter().skip(least.saturating_sub(1)));
    std::iter::from_fn(|| Some((*starts.next()?, *ends.next()?)))
        .find(|(start, end)| end - start <= near)
        .map(|(start, _)| start)
}

/// Gives regions of few lines the edges of the text around them: those that most lines of the
/// document have.
pub(super) fn settle_edges(sheets: &mut [Sheet]) {
    let body = body_edges(sheets);
    let body_width = body.right - body.left;
    for edges in sheets.iter_mut().flat_map(|sheet| &mut sheet.regions) {
        let (low, high, size) = edges.reach;
        let width = edges.right - edges.left;
        let is_full = edges.lines >= 6 && width >= 0.9 * body_width;
        let is_column = edges.lines >= 8 && width < 0.6 * body_width;
        let fits = low > body.left - size && high < body.right + size;
        if fits && !is_full && !is_column {
            (edges.left, edges.right) = (body.left, body.right);
        } else {
            edges.left = if edges.left.is_finite() { edges.left } else { low };
            edges.right = if edges.right.is_finite() { edges.right } else { high };
        }
        if edges.leading <= 0.0 {
            edges.leading = body.leading;
        }
    }
}

/// The edges that most lines of the document have.
fn body_edges(sheets: &[Sheet]) -> Edges {
    let regions = sheets.iter().flat_map(|sheet| &sheet.regions);
    let known = regions.filter(|edges| edges.left.is_finite() && edges.right.is_finite());
    // Full lines show the margins, short ones do not.
    let weight = |edges: &Edges| edges.lines as f64 * (edges.reach.1 - edges.reach.0).max(1.0);
    let all: Vec<(Edges, f64)> = known.map(|edges| (*edges, weight(edges))).collect();
    let most = |pick: fn(&Edges) -> f64| {
        let mut values: Vec<(f64, f64)> = all.iter().map(|(edges, n)| (pick(edges), *n)).collect();
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = values.iter().map(|(_, n)| n).sum::<f64>() / 2.0;
        let mut sum = 0.0;
        let found = values.iter().find(|(_, n)| {
            sum += n;
            sum > half
        });
        found.map_or(0.0, |(value, _)| *value)
    };
    Edges {
        left: most(|edges| edges.left),
        right: most(|edges| edges.right),
        leading: most(|edges| edges.leading),
        ..Edges::default()
    }
}

/// Text in other directions, in the order of drawing: parted where it jumps.
fn asides(glyphs: &[Glyph]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut last: Option<&Glyph> = None;
    for glyph in glyphs.iter().filter(|glyph| !glyph.c.is_whitespace()) {
        let far = last.is_none_or(|last| {
            let step = (glyph.x0 - last.x0).hypot(glyph.y - last.y);
            let jumps = step > 2.5 * glyph.size.max(last.size) && !last.is_one_run(glyph);
            last.turn != glyph.turn || jumps
        });
        match found.last_mut().filter(|_| !far) {
            Some(text) => text.push(glyph.c),
            None => found.push(glyph.c.to_string()),
        }
        last = Some(glyph);
    }
    found
}

/// Text in other directions that belongs to the pages and not to the document: page numbers, and
/// what stands on every other page at least.
pub(super) fn marks(sheets: &[Sheet]) -> BTreeSet<String> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for sheet in sheets {
        let texts = sheet.items.iter().filter_map(|item| match item {
            Item::Aside(text) => Some(text.as_str()),
            _ => None,
        });
        for text in texts.collect::<BTreeSet<_>>() {
            *seen.entry(text).or_default() += 1;
        }
    }
    let often = |pages: usize| sheets.len() > 1 && pages * 2 >= sheets.len();
    let marks = seen.into_iter().filter(|(text, pages)| is_page_number(text) || often(*pages));
    marks.map(|(text, _)| text.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::cluster;

    #[test]
    fn an_edge_is_where_several_lines_are() {
        assert_eq!(cluster(vec![10.0, 72.0, 72.4, 73.0, 96.0], 5.0, 2), Some(72.0));
        assert_eq!(cluster(vec![10.0, 72.0], 5.0, 2), None);
    }
}
