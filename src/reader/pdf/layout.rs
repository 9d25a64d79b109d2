//! A page in reading order: lines, tables, and text that runs in other directions.

use super::columns;
use super::furniture::is_page_number;
use super::grid::{self, Table};
use super::lines::{self, Line, Segment, middle};
use super::page::{Glyph, Page, Rule};

/// Something on a page, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Item {
    /// A line of text in a region whose number on the page stands beside it.
    Line(Line, usize),
    /// A table.
    Table(Table),
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

    /// The lines of a region.
    fn region(&self, number: usize) -> impl Iterator<Item = &Line> {
        self.items.iter().filter_map(move |item| match item {
            Item::Line(line, region) if *region == number => Some(line),
            _ => None,
        })
    }
}

/// The edges that the lines of a region show by themselves.
fn own_edges(lines: &[Line]) -> Edges {
    let size = middle(lines.iter().map(|line| line.size).collect());
    let least = (lines.len() / 8).max(2);
    let left = cluster(lines.iter().map(|line| line.x0).collect(), 0.5 * size, least);
    let right = cluster(lines.iter().map(|line| -line.x1).collect(), 0.8 * size, least);
    let steps = lines.windows(2).map(|pair| pair[1].y - pair[0].y).collect();
    Edges {
        left: left.unwrap_or(f64::NAN),
        right: right.map_or(f64::NAN, |right| -right),
        leading: middle(steps),
    }
}

/// The smallest value that some others are near.
fn cluster(mut values: Vec<f64>, near: f64, least: usize) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let starts = 0..values.len();
    starts.into_iter().find_map(|start| {
        let count = values.iter().skip(start).take_while(|value| **value - values[start] <= near);
        (count.count() >= least).then(|| values[start])
    })
}

/// Gives regions of few lines the edges of the text around them: those that most lines of the
/// document have.
pub(super) fn settle_edges(sheets: &mut [Sheet]) {
    let body = body_edges(sheets);
    for sheet in sheets {
        for number in 0..sheet.regions.len() {
            let own = sheet.regions[number];
            let count = sheet.region(number).count();
            let width = own.right - own.left;
            let is_full = count >= 6 && width >= 0.9 * (body.right - body.left);
            let lines = sheet.region(number);
            let fits = lines.fold(true, |fits, line| {
                fits && line.x0 > body.left - line.size && line.x1 < body.right + line.size
            });
            let few = |value: f64, other: f64| if value.is_finite() { value } else { other };
            let spans =
                sheet.region(number).fold((f64::INFINITY, f64::NEG_INFINITY), |span, line| {
                    (span.0.min(line.x0), span.1.max(line.x1))
                });
            let is_column = sheet.regions.len() > 1 && count >= 5 && !(own.right.is_nan());
            let edges = &mut sheet.regions[number];
            if fits
                && !is_full
                && !(is_column && width < 0.6 * (body.right - body.left) && count >= 8)
            {
                (edges.left, edges.right) = (body.left, body.right);
            } else {
                (edges.left, edges.right) = (few(own.left, spans.0), few(own.right, spans.1));
            }
            if edges.leading <= 0.0 {
                edges.leading = body.leading;
            }
        }
    }
}

/// The edges that most lines of the document have.
fn body_edges(sheets: &[Sheet]) -> Edges {
    let mut all: Vec<(Edges, usize)> = Vec::new();
    for sheet in sheets {
        for (number, edges) in sheet.regions.iter().enumerate() {
            if edges.left.is_finite() && edges.right.is_finite() {
                all.push((*edges, sheet.region(number).count()));
            }
        }
    }
    let most = |pick: fn(&Edges) -> f64| {
        let mut values: Vec<(f64, usize)> =
            all.iter().map(|(edges, n)| (pick(edges), *n)).collect();
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = values.iter().map(|(_, n)| n).sum::<usize>() / 2;
        let mut sum = 0;
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
    }
}

/// Text in other directions, in the order of drawing: parted where it jumps.
fn asides(glyphs: &[Glyph]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut last: Option<&Glyph> = None;
    for glyph in glyphs.iter().filter(|glyph| !glyph.c.is_whitespace()) {
        let far = last.is_none_or(|last| {
            let step = (glyph.x0 - last.x0).hypot(glyph.y - last.y);
            last.turn != glyph.turn || step > 2.5 * glyph.size.max(last.size)
        });
        match found.last_mut().filter(|_| !far) {
            Some(text) => text.push(glyph.c),
            None => found.push(glyph.c.to_string()),
        }
        last = Some(glyph);
    }
    found
}

/// True for text in another direction that belongs to the page and not to the document.
pub(super) fn is_mark(text: &str, sheets: &[Sheet]) -> bool {
    let on = sheets.iter().filter(|sheet| {
        sheet.items.iter().any(|item| matches!(item, Item::Aside(other) if other == text))
    });
    is_page_number(text) || sheets.len() > 1 && on.count() * 2 >= sheets.len()
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
