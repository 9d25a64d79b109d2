//! A notice of the corpus as its blocks: what a typist would have to know to set it.

use super::choice::Choice;
use super::marker::{List, Numbering};

/// What a paragraph is in a notice, which decides how it is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A line of the title of the notice or of a plan in it.
    Title,
    /// The document number, or a remark on who may read the notice.
    Note,
    /// Whom the notice goes to.
    Recipients,
    /// Running text.
    Body,
    /// 附件1 on top of an attachment: begins a page.
    Attachment,
    /// A name or the date under the text.
    Signature,
    /// The lines at the very end that name copies and the printing office.
    Imprint,
}

/// A paragraph, with its number kept apart from its words.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub(super) role: Role,
    pub(super) number: Option<Numbering>,
    pub(super) text: String,
}

impl Paragraph {
    /// The line as it stands in the source.
    pub(super) fn line(&self) -> String {
        let marker = self.number.as_ref().map_or("", |number| number.marker.as_str());
        format!("{marker}{}", self.text)
    }

    /// Whether the whole line is a heading (and no sentence follows the heading in it).
    pub(super) fn is_heading(&self) -> bool {
        self.number.is_some() && !self.text.contains(['。', '；', '：', ':'])
    }

    /// The heading at the begin of a numbered line, and the sentences behind it.
    pub(super) fn lead(&self) -> (&str, &str) {
        let end = self.text.find('。').map_or(self.text.len(), |at| at + '。'.len_utf8());
        self.text.split_at(end)
    }
}

/// A table of tasks: a head row and rows.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// How many rows the cell covers: lead units that stand in rows one below the other are set as
    /// one cell. Nought means that the cell is covered by the one above.
    pub(super) fn span(&self, row: usize, column: usize) -> usize {
        let same = |above: usize, below: usize| {
            column == 2 && above > 0 && self.rows[above][column] == self.rows[below][column]
        };
        if row > 0 && same(row - 1, row) {
            return 0;
        }
        1 + (row + 1..self.rows.len()).take_while(|below| same(row, *below)).count()
    }
}

/// One block of a notice.
#[derive(Clone, Debug)]
pub(super) enum Block {
    /// The label table that a site puts above the text: rows of label (with its
    /// colon) and value.
    Header(Vec<Vec<(String, String)>>),
    Paragraph(Paragraph),
    Table(Table),
}

/// A notice taken apart.
pub(super) struct Notice {
    pub(super) choice: &'static Choice,
    /// The source text as it is in the corpus.
    pub(super) text: String,
    pub(super) blocks: Vec<Block>,
    /// The automatic lists that the numbers of its paragraphs belong to.
    pub(super) lists: Vec<List>,
}

impl Notice {
    /// The lines of the title in one.
    pub(super) fn title(&self) -> String {
        let titles = self.paragraphs().skip_while(|one| one.role != Role::Title);
        titles.take_while(|one| one.role == Role::Title).map(|one| one.text.as_str()).collect()
    }

    /// The first name under the text.
    pub(super) fn signer(&self) -> &str {
        let mut names = self.paragraphs().filter(|one| one.role == Role::Signature);
        names.next().map_or("", |one| one.text.as_str())
    }

    /// The tables of the notice.
    pub(super) fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// The paragraphs of the notice, in order.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            _ => None,
        })
    }
}
