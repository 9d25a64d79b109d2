//! Page numbers, and the running heads and feet beside them, over which the text runs on.

use super::Place;
use super::lines::RawLine;
use crate::chars::{fold, is_space};
use rustc_hash::FxHashMap;

/// Columns of the widest page number, and of the widest head.
const NUMBER: u32 = 12;
const HEAD: u32 = 60;
/// Pages on which a head stands.
const PAGES: u32 = 2;

/// Marks page numbers, and the lines beside them that stand on several pages.
pub(super) fn set_aside(raw: &str, lines: &mut [RawLine]) {
    let mut numbers = Vec::new();
    for (at, line) in lines.iter_mut().enumerate() {
        if line.place == Place::Text && is_page_number(raw, line) {
            line.place = Place::Margin;
            numbers.push(at);
        }
    }
    if numbers.is_empty() {
        return;
    }
    let mut seen: FxHashMap<&str, u32> = FxHashMap::default();
    // The first page has no number above its head.
    let beside = numbers.iter().flat_map(|at| [at.wrapping_sub(1), at + 1]);
    let mut beside: Vec<usize> = beside.chain([0]).collect();
    beside.sort_unstable();
    beside.dedup();
    let heads = |at: &usize| lines.get(*at).filter(|line| may_be_head(line)).map(|l| l.words(raw));
    beside.iter().filter_map(heads).for_each(|words| *seen.entry(words).or_default() += 1);
    for at in beside {
        let Some(line) = lines.get_mut(at).filter(|line| may_be_head(line)) else { continue };
        if seen.get(line.words(raw)).is_some_and(|times| *times >= PAGES) {
            line.place = Place::Margin;
        }
    }
}

fn may_be_head(line: &RawLine) -> bool {
    line.place == Place::Text && line.width <= HEAD && line.row.is_none()
}

/// `— 3 —`, `-3-`, `·3·`, and a bare number on a line.
fn is_page_number(raw: &str, line: &RawLine) -> bool {
    if line.width > NUMBER || line.row.is_some() {
        return false;
    }
    let words = line.words(raw);
    let dash = |c: char| is_space(c) || matches!(fold(c), '-' | '—' | '–' | '·' | '―' | '─' | '~');
    let inner = words.trim_matches(dash);
    let digits = (1..=4).contains(&inner.len()) && inner.bytes().all(|b| b.is_ascii_digit());
    digits && (inner.len() < words.len() || inner.len() <= 3)
}
