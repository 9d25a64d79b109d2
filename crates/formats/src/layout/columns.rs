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
    split(parted(segments), DEPTH, &mut found);
    found
}

/// Parts segments at a gutter that is as narrow as a gap in a line: where several have a stripe in
/// one place, or others begin there.
fn parted(segments: Vec<Segment>) -> Vec<Segment> {
    let stripes = segments.iter().flat_map(Segment::stripes).map(|(_, _, x)| x);
    let edges = edges(segments.iter().map(|part| part.x0).chain(stripes).collect());
    let parts = segments.into_iter().flat_map(|part| {
        let is_edge =
            |from: f64, to: f64| edges.iter().any(|edge| (from - 3.0..to + 3.0).contains(edge));
        let stripes = part.stripes().filter(|(_, from, to)| is_edge(*from, *to));
        let cuts: Vec<usize> = stripes.map(|(at, ..)| at).collect();
        part.part(&cuts)
    });
    parts.collect()
}

fn split(segments: Vec<Segment>, depth: u32, found: &mut Vec<Vec<Segment>>) {
    let best = (depth > 0).then(|| gutter(&segments)).flatten();
    let Some(Gutter { x, from, to, .. }) = best else {
        if !segments.is_empty() {
            found.push(segments);
        }
        return;
    };
    let segments = match bands(segments) {
        Ok(bands) => return bands.into_iter().for_each(|band| split(band, depth - 1, found)),
        Err(segments) => segments,
    };
    let (above, rest): (Vec<_>, Vec<_>) = segments.into_iter().partition(|part| part.y < from);
    let (below, within): (Vec<_>, Vec<_>) = rest.into_iter().partition(|part| part.y > to);
    let (left, right): (Vec<_>, Vec<_>) = within.into_iter().partition(|part| is_left(part, x));
    for part in [above, left, right, below] {
        split(part, depth - 1, found);
    }
}

/// Articles below each other: white stripes from left to right, wider than between paragraphs.
fn bands(mut segments: Vec<Segment>) -> Result<Vec<Vec<Segment>>, Vec<Segment>> {
    segments.sort_by(|a, b| a.y.total_cmp(&b.y));
    let em = middle(segments.iter().map(|part| part.size).collect());
    let mut cuts = Vec::new();
    let mut bottom = f64::INFINITY;
    for (at, part) in segments.iter().enumerate() {
        if part.y - 0.86 * part.size - bottom > 1.6 * em {
            cuts.push(at);
        }
        bottom = part.y.max(if at == 0 { part.y } else { bottom });
    }
    if cuts.is_empty() {
        return Err(segments);
    }
    let mut found = Vec::new();
    for at in cuts.into_iter().rev() {
        found.push(segments.split_off(at));
    }
    found.push(segments);
    found.reverse();
    Ok(found)
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
    let starts = segments.iter().map(|part| part.x0).collect();
    let found = edges(starts).into_iter().filter_map(|x| stretch(&order, x));
    found.max_by(|a, b| a.weight.cmp(&b.weight).then(b.x.total_cmp(&a.x)))
}

/// Left edges that several segments share, the most frequent first.
fn edges(mut starts: Vec<f64>) -> Vec<f64> {
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
    for part in order {
        if is_left(part, x) && part.end() > x - 0.5 * part.size {
            keep(&run, x, &mut best);
            run.clear();
        } else {
            run.push(part);
        }
    }
    keep(&run, x, &mut best);
    best
}

/// True for what begins left of the stripe, apart from a mark that hangs into it.
fn is_left(part: &Segment, x: f64) -> bool {
    part.start() < x - 0.2 * part.size
}

fn keep(run: &[&Segment], x: f64, best: &mut Option<Gutter>) {
    let (left, right): (Vec<&Segment>, Vec<&Segment>) =
        run.iter().partition(|part| is_left(part, x));
    let em = middle(run.iter().map(|part| part.size).collect());
    // The columns beside the gutter; there may be more beyond them.
    let edge = left.iter().map(|part| part.x1).fold(f64::NEG_INFINITY, f64::max);
    let before = |part: &&&Segment| part.x1 > edge - 14.0 * em;
    let behind = |part: &&&Segment| part.x0 < x + 14.0 * em;
    let full = |part: &&&Segment| part.x1 > edge - 2.6 * em;
    let (near, ends) = (left.iter().filter(before).count(), left.iter().filter(full).count());
    let next = right.iter().filter(behind).count();
    let starts = right.iter().filter(|part| part.x0 < x + 2.6 * em).count();
    if !is_column(&left) || !is_column(&right) || ends * 2 < near || starts * 2 < next {
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

/// True for enough lines of text, most of them more than labels.
fn is_column(parts: &[&Segment]) -> bool {
    let lengths = parts.iter().map(|part| part.glyphs.len() as f64).collect();
    parts.len() >= LEAST && middle(lengths) >= 9.0
}

#[cfg(test)]
mod tests {
    use super::regions;
    use crate::layout::Glyph;
    use crate::layout::lines::{lines, segments};

    /// Characters of 10 points from `x` on.
    fn set(text: &str, x: f64, y: f64, glyphs: &mut Vec<Glyph>) {
        for (at, c) in (0u32..).zip(text.chars()) {
            let x0 = x + 10.0 * f64::from(at);
            glyphs.push(Glyph { c, x0, x1: x0 + 10.0, y, size: 10.0, ..Glyph::default() });
        }
    }

    /// Eight lines of two columns, of which one on the right begins with a mark.
    fn page(gutter: f64, mark: char, hang: f64) -> Vec<Glyph> {
        let mut glyphs = Vec::new();
        for line in 0..8 {
            let (x, y) = (120.0 + gutter, 100.0 + 14.0 * f64::from(line));
            set("左栏一行的文字共十二个字", 0.0, y, &mut glyphs);
            match line {
                4 => set(&format!("{mark}右栏行首的标点悬出栏外"), x - hang, y, &mut glyphs),
                _ => set("右栏一行的文字共十二个字", x, y, &mut glyphs),
            }
        }
        glyphs
    }

    #[test]
    fn a_mark_may_hang_into_the_gutter() {
        let hangs = [('“', 0.0), ('“', 5.0), ('（', 5.0), ('《', 7.0), ('“', 10.0)];
        let of = |gutter: f64| hangs.into_iter().map(move |hang| (gutter, hang));
        let all = [33.0, 20.0, 14.0].into_iter().flat_map(of);
        for (gutter, (mark, hang)) in all.chain([(10.0, hangs[0]), (10.0, hangs[1])]) {
            let found = regions(segments(page(gutter, mark, hang)));
            assert_eq!(found.len(), 2, "{gutter} {mark} {hang}");
            let right = found.into_iter().last().map(lines).unwrap_or_default();
            assert!(right[4].text.starts_with(mark), "{gutter} {mark} {hang}");
        }
    }

    #[test]
    fn gaps_in_lines_are_no_gutter() {
        let mut glyphs = Vec::new();
        for line in 0..8 {
            let y = 100.0 + 14.0 * f64::from(line);
            set("第八条", 20.0, y, &mut glyphs);
            set("每一条的文字都在同一个地方开始", 60.0, y, &mut glyphs);
        }
        let found = regions(segments(glyphs));
        assert_eq!(found.len(), 1);
        let first = found.into_iter().next().map(lines).unwrap_or_default();
        assert_eq!(first[0].text, "第八条 每一条的文字都在同一个地方开始");
    }
}
