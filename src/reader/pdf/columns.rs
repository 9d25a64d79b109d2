//! Reading order of a page: columns where a clear gutter parts lines that fill their column.

use super::lines::{Segment, middle};

/// Left edges that are tried as the beginning of a column.
const CANDIDATES: usize = 24;

/// Columns inside columns.
const DEPTH: u32 = 4;

/// Lines that a column must have.
const LEAST: usize = 5;

/// Parts the segments of a page into regions that are read one after the other.
pub(super) fn regions(segments: Vec<Segment>) -> Vec<Vec<Segment>> {
    let mut found = Vec::new();
    split(segments, DEPTH, &mut found);
    found
}

fn split(segments: Vec<Segment>, depth: u32, found: &mut Vec<Vec<Segment>>) {
    let best = (depth > 0).then(|| gutter(&segments)).flatten();
    let Some(Gutter { x, from, to, .. }) = best else {
        if !segments.is_empty() {
            found.push(segments);
        }
        return;
    };
    let (above, rest): (Vec<_>, Vec<_>) = segments.into_iter().partition(|part| part.y < from);
    let (below, within): (Vec<_>, Vec<_>) = rest.into_iter().partition(|part| part.y > to);
    let (left, right): (Vec<_>, Vec<_>) = within.into_iter().partition(|part| part.x0 < x);
    for part in [above, left, right, below] {
        split(part, depth - 1, found);
    }
}

/// A white stripe from top to bottom of a stretch of the page.
struct Gutter {
    /// Where the right column begins.
    x: f64,
    /// First base line of the stretch.
    from: f64,
    /// Last base line of the stretch.
    to: f64,
    /// Characters beside it.
    weight: usize,
}

fn gutter(segments: &[Segment]) -> Option<Gutter> {
    if segments.len() < 2 * LEAST {
        return None;
    }
    let mut order: Vec<&Segment> = segments.iter().collect();
    order.sort_by(|a, b| a.y.total_cmp(&b.y));
    let found = edges(segments).into_iter().filter_map(|x| stretch(&order, x));
    found.max_by(|a, b| a.weight.cmp(&b.weight).then(b.x.total_cmp(&a.x)))
}

/// Left edges that several segments share, the most frequent first.
fn edges(segments: &[Segment]) -> Vec<f64> {
    let mut starts: Vec<f64> = segments.iter().map(|part| part.x0).collect();
    starts.sort_by(f64::total_cmp);
    let mut edges: Vec<(usize, f64)> = Vec::new();
    for x in starts {
        match edges.last_mut() {
            Some((count, first)) if x - *first < 3.0 => *count += 1,
            _ => edges.push((1, x)),
        }
    }
    edges.retain(|(count, _)| *count >= LEAST);
    edges.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    edges.into_iter().take(CANDIDATES).map(|(_, x)| x).collect()
}

/// The longest stretch in which nothing crosses the stripe left of `x`.
fn stretch(order: &[&Segment], x: f64) -> Option<Gutter> {
    let mut best: Option<Gutter> = None;
    let mut run: Vec<&Segment> = Vec::new();
    let crosses = |part: &Segment| part.x0 < x - 0.2 * part.size && part.x1 > x - 0.5 * part.size;
    for part in order {
        if crosses(part) {
            keep(&run, x, &mut best);
            run.clear();
        } else {
            run.push(part);
        }
    }
    keep(&run, x, &mut best);
    best
}

fn keep(run: &[&Segment], x: f64, best: &mut Option<Gutter>) {
    let (left, right): (Vec<&Segment>, Vec<&Segment>) = run.iter().partition(|part| part.x0 < x - 1.0);
    if !is_column(&left) || !is_column(&right) {
        return;
    }
    let span = |column: &[&Segment]| {
        let from = column.iter().map(|part| part.y).fold(f64::INFINITY, f64::min);
        (from, column.iter().map(|part| part.y).fold(f64::NEG_INFINITY, f64::max))
    };
    let (a, b) = (span(&left), span(&right));
    let (from, to) = (a.0.min(b.0), a.1.max(b.1));
    let shared = a.1.min(b.1) - a.0.max(b.0);
    let weight = run.iter().map(|part| part.glyphs.len()).sum();
    if shared > 0.5 * (to - from) && best.as_ref().is_none_or(|best| best.weight < weight) {
        *best = Some(Gutter { x, from, to, weight });
    }
}

/// True for lines of text that mostly reach the same right edge.
fn is_column(parts: &[&Segment]) -> bool {
    let count = parts.len();
    if count < LEAST || middle(parts.iter().map(|part| part.glyphs.len() as f64).collect()) < 9.0 {
        return false;
    }
    let mut ends: Vec<f64> = parts.iter().map(|part| part.x1).collect();
    ends.sort_by(f64::total_cmp);
    let edge = ends.get(count * 3 / 4).copied().unwrap_or(0.0);
    let full = parts.iter().filter(|part| (part.x1 - edge).abs() < 1.6 * part.size).count();
    full * 2 >= count
}
