//! What PDF and OFD have in common: characters and ruling lines that stand on pages become lines,
//! tables and paragraphs, in the order in which people read them.

mod columns;
mod flow;
mod furniture;
mod grid;
mod arrange;
mod lines;
mod marker;
mod page;
mod records;
mod rules;

use super::draft::Draft;
pub(super) use page::{Glyph, Page, quarter};

/// Writes pages that are settled, each after the other. Total.
pub(super) fn write(mut pages: Vec<Page>, draft: &mut Draft) {
    let margins = furniture::margins(&mut pages);
    let mut sheets: Vec<arrange::Sheet> = pages.into_iter().map(arrange::sheet).collect();
    arrange::settle_edges(&mut sheets);
    arrange::join_rows(&mut sheets);
    flow::write(&sheets, &margins, draft);
}
