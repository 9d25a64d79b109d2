//! What a story (the body, a note, a cell) holds once its markup is resolved.

use gongwen::document::BlockKind;

/// A paragraph or a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    /// A paragraph of a story.
    Paragraph(Paragraph),
    /// A paragraph of a box or a note that is anchored in the paragraph before.
    Aside(BlockKind, String),
    /// A table.
    Table(Vec<TableRow>),
}

/// A paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) kind: BlockKind,
    pub(super) text: String,
}

/// A row of a table: its cells from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TableRow {
    pub(super) cells: Vec<Cell>,
    /// The column behind the last one.
    pub(super) end: u16,
    /// The row comes again at the top of each page.
    pub(super) is_head: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// Its first column of the grid.
    pub(super) column: u16,
    /// The cell above it goes on here.
    pub(super) is_continued: bool,
    pub(super) items: Vec<Item>,
}

impl Item {
    /// All its words, with a line end between paragraphs, rows and cells.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Paragraph(line) => line.text.clone(),
            Self::Aside(_, text) => text.clone(),
            Self::Table(rows) => {
                let cells = rows.iter().flat_map(|row| &row.cells);
                let words = cells.filter(|cell| !cell.is_continued).map(Cell::words);
                words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

impl Cell {
    /// All its words, a paragraph a line.
    pub(super) fn words(&self) -> String {
        let words = self.items.iter().map(Item::words).filter(|words| !words.trim().is_empty());
        words.collect::<Vec<_>>().join("\n")
    }
}
