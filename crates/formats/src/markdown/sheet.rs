//! The words and the blocks of a text while they are found. What is no word in the end is markup.

use gongwen::document::{Block, BlockKind, Cell, Structure};
use std::ops::Range;

/// A text, which of its bytes are words, and its blocks.
pub(super) struct Sheet<'t> {
    pub(super) text: &'t str,
    is_word: Vec<bool>,
    blocks: Vec<Block>,
    /// Tables so far.
    tables: u32,
}

/// What the line ends of a stretch are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineEnds {
    Words,
    Markup,
}

impl<'t> Sheet<'t> {
    /// A text of which nothing is known.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, is_word: vec![false; text.len()], blocks: Vec::new(), tables: 0 }
    }

    /// These bytes are words.
    pub(super) fn cover(&mut self, range: Range<usize>) {
        self.is_word[range].fill(true);
    }

    /// These bytes are none.
    pub(super) fn uncover(&mut self, range: Range<usize>) {
        self.is_word[range].fill(false);
    }

    /// The number of the first of so many tables that begin.
    pub(super) fn tables(&mut self, count: u32) -> u32 {
        self.tables += count;
        self.tables - count
    }

    /// The words of this stretch are a block.
    pub(super) fn block(&mut self, kind: BlockKind, range: Range<usize>) {
        self.blocks.push(Block::new(kind, range));
    }

    /// The words of this stretch are a row of these cells.
    pub(super) fn row(&mut self, kind: BlockKind, range: Range<usize>, cells: Vec<Cell>) {
        self.blocks.push(Block { kind, range, cells });
    }

    /// What was found. Words that no block holds are paragraphs.
    pub(super) fn finish(mut self) -> Structure {
        let mut found = std::mem::take(&mut self.blocks);
        found.sort_by_key(|block| block.range.start);
        let mut blocks = Vec::with_capacity(found.len());
        let mut last = 0;
        for block in found {
            let range = block.range.start.max(last)..block.range.end;
            let Some(range) = self.trimmed(range) else { continue };
            self.rest(last..range.start, &mut blocks);
            last = range.end;
            let cells = self.cells(&range, block.cells);
            blocks.push(Block { kind: block.kind, range, cells });
        }
        self.rest(last..self.text.len(), &mut blocks);
        let markup = self.markup(&blocks);
        Structure { blocks, markup, ..Structure::default() }
    }

    /// The paragraphs of a stretch between blocks.
    fn rest(&self, range: Range<usize>, blocks: &mut Vec<Block>) {
        let mut start = range.start;
        for line in self.text[range].split_inclusive(['\n', '\r']) {
            let words = self.trimmed(start..start + line.len());
            blocks.extend(words.map(|words| Block::new(BlockKind::Paragraph, words)));
            start += line.len();
        }
    }

    /// The cells that hold words, within their row and apart from each other.
    fn cells(&self, row: &Range<usize>, cells: Vec<Cell>) -> Vec<Cell> {
        let mut last = row.start;
        let mut kept = Vec::with_capacity(cells.len());
        for mut cell in cells {
            let within = cell.range.start.max(last)..cell.range.end.min(row.end);
            let Some(range) = self.trimmed(within) else { continue };
            last = range.end;
            cell.breaks.retain(|at| range.start < *at && *at < range.end);
            kept.push(Cell { range, ..cell });
        }
        kept
    }

    /// A stretch from its first word to its last; a wide space at its beginning stays. `None` where it
    /// shows nothing.
    fn trimmed(&self, range: Range<usize>) -> Option<Range<usize>> {
        let words = self.text.get(range.clone())?;
        let place = |(at, c): (usize, char)| (range.start + at, c);
        let mut chars = words.char_indices().map(place).filter(|(at, _)| self.is_word[*at]);
        let is_blank = |c: char| matches!(c, ' ' | '\t' | '\n' | '\r');
        let (start, first) = chars.find(|(_, c)| !is_blank(*c))?;
        if first.is_whitespace() && chars.all(|(_, c)| c.is_whitespace()) {
            return None;
        }
        let mut chars = words.char_indices().rev().map(place).filter(|(at, _)| self.is_word[*at]);
        let (last, c) = chars.find(|(_, c)| !c.is_whitespace())?;
        Some(start..last + c.len_utf8())
    }

    /// What is no word, but for the line ends of the text and of its paragraphs.
    fn markup(&mut self, blocks: &[Block]) -> Vec<Range<usize>> {
        let mut last = 0;
        for block in blocks {
            self.edge(last..block.range.start);
            last = block.range.end;
            let line_ends = block.kind.table().map_or(LineEnds::Words, |_| LineEnds::Markup);
            self.line_ends(block.range.clone(), line_ends);
        }
        self.edge(last..self.text.len());
        runs(&self.is_word)
    }

    /// Leaves nothing but the line ends of a stretch between blocks.
    fn edge(&mut self, range: Range<usize>) {
        self.is_word[range.clone()].fill(false);
        self.line_ends(range, LineEnds::Words);
    }

    fn line_ends(&mut self, range: Range<usize>, are: LineEnds) {
        let bytes = &self.text.as_bytes()[range.clone()];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            self.is_word[range.start + at] = are == LineEnds::Words;
        }
    }
}

/// The stretches that are no words.
fn runs(is_word: &[bool]) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for run in is_word.chunk_by(|a, b| a == b) {
        if !run[0] {
            found.push(start..start + run.len());
        }
        start += run.len();
    }
    found
}
