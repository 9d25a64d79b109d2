//! What PDF and OFD share: makes lines, tables and paragraphs of characters and ruling lines on pages, in
//! reading order. Knows no file format: its input is [`Page`].

mod columns;
mod continued;
mod flow;
mod furniture;
mod grid;
mod ink;
mod arrange;
mod lines;
mod marker;
mod page;
mod records;
mod rules;
mod squares;

use super::draft::Draft;
pub(super) use page::{Glyph, Page, quarter};

/// Writes pages that are settled, each after the other. Total.
pub(super) fn write(mut pages: Vec<Page>, draft: &mut Draft) {
    pages.iter_mut().for_each(ink::even);
    let margins = furniture::margins(&mut pages);
    let mut sheets: Vec<arrange::Sheet> = pages.into_iter().map(arrange::sheet).collect();
    arrange::settle_edges(&mut sheets);
    arrange::join_tables(&mut sheets);
    flow::write(&sheets, &margins, draft);
}
