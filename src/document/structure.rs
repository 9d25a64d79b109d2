//! What a format knows about its text and plain text does not: paragraphs, table rows, headings,
//! pages.

use std::ops::Range;

/// What a reader saw besides the characters. Empty for plain text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Structure {
    /// Stretches of the text in reading order. They do not overlap; between two of them stand line
    /// ends only.
    pub blocks: Vec<Block>,
    /// The code point at which each page begins, which may lie inside a block: a paragraph goes on
    /// over the end of a page. Empty where the format has no pages.
    pub pages: Vec<u32>,
}

/// A stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in the text, without the line end behind it.
    pub range: Range<usize>,
}

/// What a stretch of text is to its format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A paragraph; it may hold line breaks that somebody typed.
    Paragraph,
    /// A paragraph with the style of a heading, 1 being the highest.
    Heading(u8),
    /// A row of a table: one line, its cells parted by tabs. Rows of one table share its number.
    Row {
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

impl BlockKind {
    /// The name that `gongwen text --blocks` shows.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Heading(_) => "heading",
            Self::Row { .. } => "row",
            Self::Fact => "fact",
            Self::Margin => "margin",
            Self::Footnote => "footnote",
            Self::Box => "box",
        }
    }
}
