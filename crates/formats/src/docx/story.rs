//! A story (the body, a header, a note, a cell, a box) from its markup: paragraphs and tables in
//! order, with labels counted, changes accepted and hidden text left out.

use super::field::Fields;
use super::grid;
use super::item::{Cell, Item, Paragraph, TableRow};
use super::labels::{Labels, joined};
use super::note::{NoteKind, Notes};
use super::numbering::{ListRef, Numbering, Suffix};
use super::single::shown_label;
use super::styles::Styles;
use super::xml::Node;
use crate::draft::drawn;
use gongwen::document::BlockKind;

/// Columns that a table may have; Word allows 63.
const COLUMNS: u16 = 1024;

/// What all stories of a document share.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
}

/// What was left out or taken in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Insertions that were read.
    pub(super) inserted: usize,
    /// Deletions that were left out.
    pub(super) deleted: usize,
    /// Hidden characters that were left out.
    pub(super) hidden: usize,
    /// Parts in other formats that were left out.
    pub(super) foreign: usize,
}

/// A header or footer.
#[derive(Debug)]
pub(super) struct Margin {
    pub(super) words: String,
    pub(super) has_page_number: bool,
}

/// Reads stories one after the other; numbering goes on from one to the next.
pub(super) struct Reader<'c> {
    context: &'c Context,
    labels: Labels,
    pub(super) notes: Notes,
    pub(super) tally: Tally,
    /// Headers and footers by their relationships, in the order in which sections name them.
    pub(super) margins: Vec<String>,
    pub(super) has_even_pages: bool,
    /// Headers and footers that stand in their sections.
    pub(super) own_margins: Vec<Margin>,
    /// Spaces at the ends of words count.
    pub(super) is_spaced: bool,
    pub(super) fields: Fields,
    /// The paragraph that is being read.
    pub(super) text: String,
    /// Boxes that are anchored in it.
    boxes: Vec<Item>,
    /// Its style hides its runs.
    pub(super) is_hidden: bool,
    /// The label of a paragraph whose mark is hidden stands before the next paragraph's text.
    carried: String,
}

impl<'c> Reader<'c> {
    pub(super) fn new(context: &'c Context) -> Self {
        Self {
            context,
            labels: Labels::default(),
            notes: Notes::default(),
            tally: Tally::default(),
            margins: Vec::new(),
            has_even_pages: false,
            own_margins: Vec::new(),
            is_spaced: false,
            fields: Fields::default(),
            text: String::new(),
            boxes: Vec::new(),
            is_hidden: false,
            carried: String::new(),
        }
    }

    /// Adds a block of a story: a paragraph, a table, or a wrapper of such.
    pub(super) fn block(&mut self, node: Node<'_>, items: &mut Vec<Item>) {
        match node.name() {
            "p" => self.paragraph(node, items),
            "tbl" => {
                self.end(items);
                let rows = self.table(node);
                items.push(Item::Table(rows));
            }
            "sectPr" => self.section(node),
            "altChunk" => self.tally.foreign += 1,
            "AlternateContent" => {
                if let Some(branch) = branch(node) {
                    branch.children().for_each(|child| self.block(child, items));
                }
            }
            "ins" | "moveTo" => node.children().for_each(|child| self.block(child, items)),
            "annotation" if self.takes(node) => {
                node.children().for_each(|child| self.block(child, items));
            }
            _ => {}
        }
    }

    /// Ends a story: a paragraph that should have gone on in another stands alone.
    pub(super) fn end(&mut self, items: &mut Vec<Item>) {
        let text = std::mem::take(&mut self.carried);
        push(Paragraph { kind: BlockKind::Paragraph, text }, items);
    }

    /// The items of a story whose blocks these are.
    pub(super) fn story<'n>(&mut self, blocks: impl Iterator<Item = Node<'n>>) -> Vec<Item> {
        let carried = std::mem::take(&mut self.carried);
        let mut items = Vec::new();
        blocks.for_each(|block| self.block(block, &mut items));
        self.end(&mut items);
        self.carried = carried;
        items
    }

    fn paragraph(&mut self, node: Node<'_>, items: &mut Vec<Item>) {
        let properties = node.child("pPr");
        let style = self.context.styles.of_paragraph(properties);
        self.is_hidden = self.context.styles.hides(style) == Some(true);
        self.text.clear();
        let is_listed = self.fields.is_contents();
        node.children().for_each(|child| self.inline(child));
        self.fields.end_paragraph();
        let text = std::mem::take(&mut self.text);
        let boxes = std::mem::take(&mut self.boxes);
        let before = std::mem::take(&mut self.carried);
        match mark(properties) {
            // The next paragraph's properties count.
            Mark::Deleted => self.carried = before + &text,
            Mark::Hidden if text.trim().is_empty() => self.carried = before,
            Mark::Hidden => self.carried = before + &self.labelled(style, properties, &text),
            Mark::Visible => {
                // The label of a joined paragraph is that of its first words, if they had one.
                let text = match before.is_empty() {
                    true => self.labelled(style, properties, &text),
                    false => self.labelled(style, properties, &(before + &text)),
                };
                let is_listed = is_listed || self.fields.is_contents();
                let is_entry =
                    self.context.styles.is_contents(style) || is_listed && ends_in_page(&text);
                let kind = match is_entry && !text.contains('。') {
                    true => BlockKind::Contents,
                    false => self.kind(style, properties),
                };
                push(Paragraph { kind, text }, items);
            }
        }
        items.extend(boxes);
        if let Some(section) = properties.and_then(|properties| properties.child("sectPr")) {
            self.section(section);
        }
    }

    /// What a paragraph of the text is.
    fn kind(&self, style: Option<&str>, properties: Option<Node<'_>>) -> BlockKind {
        if let Some(level) = self.context.styles.heading(style, properties) {
            return BlockKind::Heading(level);
        }
        let shown = properties.and_then(|properties| properties.child("listPr"));
        let shown = shown.map(|shown| shown.number::<usize>("ilvl").unwrap_or(0));
        let level = shown.or_else(|| self.list(style, properties).map(|(_, level)| level));
        level.map_or(BlockKind::Paragraph, |level| BlockKind::Item(level.min(8) as u8 + 1))
    }

    /// Text behind the label that its paragraph gets.
    fn labelled(&mut self, style: Option<&str>, ppr: Option<Node<'_>>, text: &str) -> String {
        let text = text.trim_matches(['\n', '\r']);
        if let Some(label) = ppr.and_then(shown_label) {
            return joined(&label, Suffix::Gap, text);
        }
        let Some((list, level)) = self.list(style, ppr) else { return text.to_owned() };
        let suffix = list.level(level).map(|level| level.suffix).unwrap_or_default();
        let label = self.labels.next(list, level);
        let is_bullet = list.level(level).is_some_and(|level| level.format == "bullet");
        joined(&if is_bullet { drawn(&label) } else { label }, suffix, text)
    }

    /// The list of a paragraph and the level in it: its own, or that of its style.
    fn list<'n>(
        &self,
        style: Option<&'n str>,
        properties: Option<Node<'n>>,
    ) -> Option<(ListRef<'n>, usize)>
    where
        'c: 'n,
    {
        let own = properties.and_then(|properties| properties.child("numPr"));
        let own_level = own.and_then(|own| own.number::<usize>("ilvl"));
        let context: &'n Context = self.context;
        if let Some(id) = own.and_then(|own| own.val("numId")) {
            let list = context.numbering.list(&context.styles, id)?;
            return Some((list, own_level.unwrap_or(0)));
        }
        let mut chain = context.styles.chain(style);
        let id = chain.find_map(|(_, style)| style.list.as_deref())?;
        let list = context.numbering.list(&context.styles, id)?;
        let bound = || {
            context
                .styles
                .chain(style)
                .find_map(|(id, style)| list.level_of_style(id).or(style.level))
        };
        Some((list, own_level.or_else(bound).unwrap_or(0)))
    }

    /// The paragraphs of a box or note stand behind the paragraph that anchors it.
    pub(super) fn text_box(&mut self, node: Node<'_>) {
        let text = std::mem::take(&mut self.text);
        let outer = std::mem::take(&mut self.boxes);
        let fields = std::mem::take(&mut self.fields);
        let is_hidden = self.is_hidden;
        let items = self.story(node.children());
        let kind = match node.name() {
            "footnote" | "endnote" => BlockKind::Footnote,
            _ => BlockKind::Box,
        };
        self.is_hidden = is_hidden;
        let has_page_number = self.fields.has_page_number;
        self.fields = fields;
        self.fields.has_page_number |= has_page_number;
        self.text = text;
        self.boxes = outer;
        self.boxes.extend(items.into_iter().map(|item| match item {
            Item::Paragraph(line) => Item::Aside(kind, line.text),
            other => other,
        }));
    }

    /// Words drawn as a picture, which older files keep as an attribute: a head in red, a watermark.
    pub(super) fn word_art(&mut self, words: &str) {
        self.boxes.push(Item::Aside(BlockKind::Box, words.to_owned()));
    }

    /// True where a run is hidden, by itself or by a style.
    pub(super) fn hides(&self, properties: Option<Node<'_>>) -> bool {
        let Some(properties) = properties else { return self.is_hidden };
        let styles = &self.context.styles;
        let by_style = || styles.hides(properties.val("rStyle"));
        properties.switch("vanish").or_else(by_style).unwrap_or(self.is_hidden)
    }

    fn table(&mut self, node: Node<'_>) -> Vec<TableRow> {
        let mut rows = Vec::new();
        self.rows(node, &mut rows);
        grid::align(node, &mut rows);
        rows
    }

    fn rows(&mut self, node: Node<'_>, rows: &mut Vec<TableRow>) {
        for child in node.children() {
            match child.name() {
                "tr" if is_deleted(child.child("trPr")) => self.tally.deleted += 1,
                "tr" => rows.push(self.row(child)),
                "AlternateContent" => {
                    if let Some(branch) = branch(child) {
                        self.rows(branch, rows);
                    }
                }
                "ins" | "moveTo" => self.rows(child, rows),
                "annotation" if self.takes(child) => self.rows(child, rows),
                _ => {}
            }
        }
    }

    fn row(&mut self, node: Node<'_>) -> TableRow {
        let properties = node.child("trPr");
        let skipped = |name| properties.and_then(|row| row.number::<u16>(name)).unwrap_or(0);
        let is_head = properties.and_then(|row| row.switch("tblHeader")) == Some(true);
        let end = skipped("gridBefore").min(COLUMNS);
        let mut row = TableRow { end, is_head, cells: Vec::new() };
        for cell in node.children().filter(|child| child.name() == "tc") {
            let properties = cell.child("tcPr");
            if properties.is_some_and(|cell| cell.child("cellDel").is_some()) {
                self.tally.deleted += 1;
                continue;
            }
            let span = properties.and_then(|cell| cell.number::<u16>("gridSpan")).unwrap_or(1);
            let is_merged = |name, older| {
                let merge = properties.and_then(|cell| cell.child(name).or(cell.child(older)));
                merge.is_some_and(|merge| merge.attr("val") != Some("restart"))
            };
            let (column, end) = (row.end, row.end.saturating_add(span.max(1)).min(COLUMNS));
            row.end = end;
            let items = self.story(cell.children());
            // A cell that goes on to the right adds its column to the one before.
            if !is_merged("hMerge", "hmerge") && column < end {
                let is_continued = is_merged("vMerge", "vmerge");
                row.cells.push(Cell { column, is_continued, items });
            } else if let Some(last) = row.cells.last_mut().filter(|_| column == end) {
                last.items.extend(items);
            }
        }
        row.end = row.end.saturating_add(skipped("gridAfter")).min(COLUMNS);
        row
    }

    /// The headers and footers that the pages of a section show.
    fn section(&mut self, node: Node<'_>) {
        let has_title_page = node.switch("titlePg").unwrap_or(false);
        for child in node.children() {
            let is_shown = match child.attr("type") {
                Some("first") => has_title_page,
                Some("even") => self.has_even_pages,
                _ => true,
            };
            if is_shown && matches!(child.name(), "hdr" | "ftr") {
                self.own_margin(child);
            }
            let is_margin = matches!(child.name(), "headerReference" | "footerReference");
            if let Some(id) = child.attr("id").filter(|_| is_margin && is_shown)
                && !self.margins.iter().any(|known| known == id)
            {
                self.margins.push(id.to_owned());
            }
        }
    }

    fn own_margin(&mut self, node: Node<'_>) {
        self.fields.has_page_number = false;
        let items = self.story(node.children());
        let words: Vec<String> = items.iter().map(Item::words).collect();
        let has_page_number = self.fields.has_page_number;
        self.own_margins.push(Margin { words: words.join("\n"), has_page_number });
    }

    /// The stories of the notes that were referred to, with their marks.
    pub(super) fn note(&mut self, kind: NoteKind, node: Node<'_>) -> Option<String> {
        let id = node.attr("id")?;
        let mark = self.notes.begin(kind, id)?.to_owned();
        let items = self.story(node.children());
        let words: Vec<String> = items.iter().map(Item::words).collect();
        let text = words.join("\n").trim_matches(['\n', ' ']).to_owned();
        let has_mark = text.starts_with(&mark);
        self.notes.end();
        Some(if has_mark || mark.is_empty() { text } else { format!("{mark} {text}") })
    }
}

fn push(line: Paragraph, items: &mut Vec<Item>) {
    if !line.text.trim().is_empty() {
        items.push(Item::Paragraph(line));
    }
}

/// The branch of a choice that shows text; both say the same.
pub(super) fn branch(node: Node<'_>) -> Option<Node<'_>> {
    node.children().find(|branch| branch.has_text())
}

/// True for a line of the result of a table of contents; the end of the field can be missing.
fn ends_in_page(text: &str) -> bool {
    text.trim_end().ends_with(|c: char| c.is_ascii_digit())
}

/// What the end of a paragraph is to its readers.
enum Mark {
    Visible,
    Deleted,
    Hidden,
}

fn mark(properties: Option<Node<'_>>) -> Mark {
    let Some(mark) = properties.and_then(|properties| properties.child("rPr")) else {
        return Mark::Visible;
    };
    match () {
        () if is_deleted(Some(mark)) => Mark::Deleted,
        () if mark.switch("vanish").unwrap_or(false) => Mark::Hidden,
        () => Mark::Visible,
    }
}

fn is_deleted(properties: Option<Node<'_>>) -> bool {
    let has = |name| properties.is_some_and(|found| found.child(name).is_some());
    has("del") || has("moveFrom")
}
