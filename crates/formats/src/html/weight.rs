//! What the lines of a page weigh: ink, links, prose.

use super::dom::Dom;
use super::flow::{Page, PageLine};
use super::hints::{is_foot, is_hinted};
use super::looks::ink;

/// What a line weighs.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
    pub(super) ink: usize,
    pub(super) linked: usize,
    pub(super) buttons: usize,
    /// Characters that read like text of a notice.
    pub(super) prose: usize,
    pub(super) is_hinted: bool,
}

/// For each node whether it or a node above is around the notice by its name. An element with much
/// of the page's prose is not, whatever it is called.
pub(super) fn hinted(dom: &Dom, prose: &[usize]) -> Vec<bool> {
    let all = prose.first().copied().unwrap_or(0);
    let mut hinted = vec![false; dom.len()];
    for id in dom.below(Dom::ROOT) {
        let above = dom.parent(id).is_some_and(|parent| hinted[parent as usize]);
        let is_small = prose[id as usize] * 4 <= all;
        let is_around = |element| if is_small { is_hinted(element) } else { is_foot(element) };
        hinted[id as usize] = above || dom.element(id).is_some_and(is_around);
    }
    hinted
}

/// The prose below each node.
pub(super) fn prose_below(dom: &Dom, page: &Page, weights: &[Weight]) -> Vec<usize> {
    let mut sums = vec![0usize; dom.len()];
    for (line, weight) in page.lines.iter().zip(weights).filter(|(_, weight)| weight.prose > 0) {
        let above = std::iter::successors(Some(line.node), |id| dom.parent(*id));
        above.for_each(|id| sums[id as usize] += weight.prose);
    }
    sums
}

/// What a line weighs, given which nodes are around the notice.
pub(super) fn weigh(page: &Page, line: &PageLine, hinted: &[bool]) -> Weight {
    let glyphs = &page.glyphs[line.glyphs.clone()];
    let ink = ink(glyphs);
    let free = ink.saturating_sub(line.linked);
    let marks =
        glyphs.iter().filter(|g| matches!(g.c, '，' | '。' | '；' | '、' | '：' | ',' | ';'));
    let is_hinted = hinted.get(line.node as usize).copied().unwrap_or(false);
    let prose = match marks.count() {
        _ if is_hinted => 0,
        0 if free < 20 => free / 4,
        0 => free / 2,
        _ => free,
    };
    Weight { ink, linked: line.linked, buttons: line.buttons, prose, is_hinted }
}
