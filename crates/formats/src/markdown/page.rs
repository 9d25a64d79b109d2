//! HTML inside Markdown, read as pages are; what it shows is found again in the text by its place.

use super::sheet::Sheet;
use crate::html::{Glyph, fragment};
use gongwen::document::{BlockKind, Cell};
use std::ops::Range;

/// Reads a stretch of HTML, up to that depth.
pub(super) fn read(sheet: &mut Sheet, range: Range<usize>, depth: u32) {
    if !shows_words(&sheet.text[range.clone()]) {
        return;
    }
    let Some(page) = fragment::read(&sheet.text[range.clone()], depth) else {
        return sheet.cover(range);
    };
    let first = sheet.tables(page.tables);
    for line in &page.lines {
        let Some((words, _)) = place(sheet, page.glyphs(line.glyphs.clone()), range.start) else {
            continue;
        };
        let cells = line.cells.iter().filter_map(|(glyphs, area)| {
            let (range, breaks) = place(sheet, page.glyphs(glyphs.clone()), range.start)?;
            Some(Cell { range, area: *area, breaks })
        });
        let cells: Vec<Cell> = cells.collect();
        let kind = match line.kind {
            BlockKind::Row { table } => BlockKind::Row { table: first + table },
            BlockKind::Head { table } => BlockKind::Head { table: first + table },
            other => other,
        };
        sheet.row(kind, words, cells);
    }
}

/// True where anything stands outside of tags.
fn shows_words(html: &str) -> bool {
    let mut pieces = html.split('<');
    let before = pieces.next().unwrap_or_default();
    let behind = pieces.map(|piece| piece.split_once('>').map_or("", |(_, words)| words));
    std::iter::once(before).chain(behind).any(|words| !words.trim().is_empty())
}

/// Covers the characters that stand in the text as they are shown. Gives the bytes from the first to
/// the last, and those at which another line begins.
fn place(sheet: &mut Sheet, glyphs: &[Glyph], shift: usize) -> Option<(Range<usize>, Vec<usize>)> {
    let (mut all, mut breaks) = (None::<Range<usize>>, Vec::new());
    let mut is_next = false;
    for glyph in glyphs {
        let range = shift + glyph.start as usize..shift + glyph.end as usize;
        let source = &sheet.text[range.clone()];
        if glyph.c == '\n' || (glyph.c == ' ' && source.starts_with('<')) {
            is_next = all.is_some();
        } else if source.chars().eq([glyph.c]) {
            breaks.extend(std::mem::take(&mut is_next).then_some(range.start));
            sheet.cover(range.clone());
            let known = all.unwrap_or(range.clone());
            all = Some(known.start.min(range.start)..known.end.max(range.end));
        }
    }
    all.map(|all| (all, breaks))
}
