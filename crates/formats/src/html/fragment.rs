//! A piece of HTML inside a text of another format, as lines.

use super::dom::Glyph;
use super::flow::{self, Page};
use super::parse;
use gongwen::document::{Area, BlockKind};
use std::ops::Range;

/// What a piece of HTML shows.
pub(crate) struct Fragment {
    page: Page,
    /// Its lines, in the order in which they are shown.
    pub(crate) lines: Vec<Line>,
    /// How many tables it has.
    pub(crate) tables: u32,
}

/// A line that it shows.
pub(crate) struct Line {
    /// What it is; tables are counted from 0.
    pub(crate) kind: BlockKind,
    /// Its characters, by their places in [`Fragment::glyphs`].
    pub(crate) glyphs: Range<usize>,
    /// Those of the cells of a row, and what they cover.
    pub(crate) cells: Vec<(Range<usize>, Area)>,
}

impl Fragment {
    /// Characters with their bytes in the piece.
    pub(crate) fn glyphs(&self, range: Range<usize>) -> &[Glyph] {
        &self.page.glyphs[range]
    }
}

/// Reads a piece of HTML, up to that depth of tags. `None` should the library below fail on it.
pub(crate) fn read(source: &str, depth: u32) -> Option<Fragment> {
    let parsed = parse::parse(source, depth)?;
    let mut page = flow::page(&parsed.dom);
    let lines = std::mem::take(&mut page.lines).into_iter();
    let line = |line: flow::PageLine| Line {
        kind: line.kind.block(),
        glyphs: line.glyphs,
        cells: line.cells,
    };
    Some(Fragment { lines: lines.map(line).collect(), tables: page.tables, page })
}
