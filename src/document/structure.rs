//! What a format states about its text and plain text does not: headings, list items, tables with
//! their rows and cells, margins, notes, pages, sheets, and which characters
//! are markup.

use std::ops::Range;

/// What a reader saw besides the characters. Empty for plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// Stretches of the text in reading order. They do not overlap; between two of them stand line
    /// ends and markup only.
    pub blocks: Vec<Block>,
    /// Bytes of the text that are markup and no words, in order, without overlaps: `**`, `<td>`.
    pub markup: Vec<Range<usize>>,
    /// The code point at which each page begins, which may lie inside a block: a paragraph goes on
    /// over the end of a page. Empty where the format has no pages.
    pub pages: Vec<u32>,
    /// The byte of the text at which each sheet of a workbook begins. Empty where the format has no
    /// sheets.
    pub sheets: Vec<usize>,
}

/// A stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in the text, without the line end behind it.
    pub range: Range<usize>,
    /// The cells that begin in it, from left to right, where it is a row of a table. A cell with
    /// nothing in it is left out, and so is one that only goes on from a row above.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Where it stands in its table.
    pub area: Area,
    /// The bytes of the text at which another line of the cell begins.
    pub breaks: Vec<usize>,
}

/// The columns and rows that a cell covers. It stands in the text once, in the first of its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Area {
    /// Its first column, counted from 0.
    pub column: u32,
    /// How many columns it covers, 1 or more.
    pub columns: u32,
    /// How many rows it covers, 1 or more.
    pub rows: u32,
}

/// What a stretch of text is to its format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph; it may hold line breaks that somebody typed.
    #[default]
    Paragraph,
    /// A paragraph with the style of a heading, 1 being the highest.
    Heading(u8),
    /// An item of a list, 1 being the outermost. A mark that the format drew is left out or is
    /// markup; a number stands in the text.
    Item(u8),
    /// A line of a table of contents.
    Contents,
    /// A row of a table. Rows of one table share its number.
    Row {
        /// Which table of the document, counted from 0.
        table: u32,
    },
    /// A row of which the format says that it names the columns.
    Head {
        /// Which table of the document, counted from 0.
        table: u32,
    },
    /// A name and a value that the file keeps about itself, as `name: value`: a meta tag, a
    /// property.
    Fact,
    /// A running head or foot, or a page number.
    Margin,
    /// A footnote or endnote.
    Footnote,
    /// The text of a box that floats beside the text.
    Box,
}

impl Area {
    /// One column of one row.
    #[must_use]
    pub fn at(column: u32) -> Self {
        Self { column, columns: 1, rows: 1 }
    }
}

impl Block {
    /// A block without cells.
    #[must_use]
    pub fn new(kind: BlockKind, range: Range<usize>) -> Self {
        Self { kind, range, cells: Vec::new() }
    }

    /// The part of it that lies between two bytes of the text, counted from the first of them.
    pub(super) fn part(&self, part: &Range<usize>) -> Self {
        let place = |at: usize| at.clamp(part.start, part.end) - part.start;
        let cells = self.cells.iter().map(|cell| Cell {
            range: place(cell.range.start)..place(cell.range.end),
            area: cell.area,
            breaks: cell.breaks.iter().map(|at| place(*at)).collect(),
        });
        Self {
            kind: self.kind,
            range: place(self.range.start)..place(self.range.end),
            cells: cells.filter(|cell| !cell.range.is_empty()).collect(),
        }
    }
}

impl BlockKind {
    /// The name that `gongwen text --blocks` shows.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading(_) => "heading",
            Self::Item(_) => "item",
            Self::Contents => "contents",
            Self::Row { .. } => "row",
            Self::Head { .. } => "head",
            Self::Fact => "fact",
            Self::Margin => "margin",
            Self::Footnote => "footnote",
            Self::Box => "box",
        }
    }

    /// The table that it is a row of, counted from 0.
    #[must_use]
    pub fn table(self) -> Option<u32> {
        match self {
            Self::Row { table } | Self::Head { table } => Some(table),
            _ => None,
        }
    }
}

impl Structure {
    /// What is known about the text between two bytes of it, counted from the first of them. `chars`
    /// are the code points of these bytes.
    pub(super) fn part(&self, part: &Range<usize>, chars: Range<u32>) -> Self {
        let first = self.blocks.partition_point(|block| block.range.end <= part.start);
        let blocks = self.blocks[first..].iter().take_while(|block| block.range.start < part.end);
        let place = |at: usize| at.clamp(part.start, part.end) - part.start;
        let first = self.markup.partition_point(|range| range.end <= part.start);
        let markup = self.markup[first..].iter().take_while(|range| range.start < part.end);
        let pages = self.pages.iter().filter(|page| chars.contains(page));
        let sheets = self.sheets.iter().filter(|sheet| part.contains(sheet));
        Self {
            blocks: blocks.map(|block| block.part(part)).collect(),
            markup: markup.map(|range| place(range.start)..place(range.end)).collect(),
            pages: pages.map(|page| page - chars.start).collect(),
            sheets: sheets.map(|sheet| sheet - part.start).collect(),
        }
    }
}
