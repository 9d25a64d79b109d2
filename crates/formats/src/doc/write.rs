//! From items to blocks of the draft.

use super::story::Paragraph;
use super::table::{Item, Row, is_layout, table_rows};
use crate::draft::Draft;
use crate::rows::placed;
use gongwen::diagnostic::Code;
use gongwen::document::BlockKind;

/// A floating text and the position that it is tied to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Floating {
    pub(crate) anchor: u32,
    pub(crate) lines: Vec<String>,
}

/// Writes blocks, and floating texts before the block that they are tied to.
pub(crate) struct Writer<'d> {
    draft: &'d mut Draft,
    limit: u32,
    tables: u32,
    floating: std::vec::IntoIter<Floating>,
}

impl<'d> Writer<'d> {
    /// Writes at most `limit` characters, give or take a paragraph. `floating` is in the order of
    /// the anchors.
    pub(crate) fn new(limit: u32, floating: Vec<Floating>, draft: &'d mut Draft) -> Self {
        Self { draft, limit, tables: 0, floating: floating.into_iter() }
    }

    /// True where no more is written.
    pub(crate) fn is_full(&self) -> bool {
        self.draft.len() >= self.limit
    }

    /// Writes the main text.
    pub(crate) fn items(&mut self, items: &[Item]) {
        for item in items {
            if self.is_full() {
                break;
            }
            self.boxes_before(end(item));
            match item {
                Item::Paragraph(paragraph) => self.paragraph(paragraph),
                Item::Table(rows) if is_layout(rows) => {
                    for row in rows {
                        row.cells.iter().for_each(|cell| self.items(cell));
                    }
                }
                Item::Table(rows) => self.rows(rows),
            }
        }
    }

    /// Writes the floating texts that are left.
    pub(crate) fn rest(&mut self) {
        self.boxes_before(u32::MAX);
    }

    /// Writes lines of one kind.
    pub(crate) fn lines(&mut self, kind: BlockKind, lines: &[String]) {
        for line in lines.iter().filter(|line| !line.trim().is_empty()) {
            if self.is_full() {
                break;
            }
            self.draft.block(kind);
            line.chars().for_each(|c| self.draft.push_shown(c));
        }
    }

    /// Says so where the limit was reached.
    pub(crate) fn end(self) {
        if self.is_full() {
            let message = format!("the text was read up to {} characters", self.draft.len());
            self.draft.note(Code::LimitReached, message);
        }
    }

    fn boxes_before(&mut self, position: u32) {
        while let Some(next) = self.floating.as_slice().first()
            && next.anchor < position
            && let Some(next) = self.floating.next()
        {
            self.lines(BlockKind::Box, &next.lines);
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        self.lines(paragraph.kind, std::slice::from_ref(&paragraph.text));
    }

    fn rows(&mut self, rows: &[Row]) {
        for row in placed(table_rows(rows, self.tables)) {
            if self.is_full() {
                break;
            }
            self.draft.block(row.kind);
            for (area, words) in row.cells {
                self.draft.cell(area);
                words.chars().for_each(|c| self.draft.push_shown(c));
            }
        }
        self.tables += 1;
    }
}

/// The position behind an item.
fn end(item: &Item) -> u32 {
    match item {
        Item::Paragraph(paragraph) => paragraph.end,
        Item::Table(rows) => {
            let last = rows.last().and_then(|row| row.cells.last()).and_then(|cell| cell.last());
            last.map_or(0, end)
        }
    }
}
