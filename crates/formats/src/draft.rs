//! A text layer while a format's reader puts it together.

use gongwen::diagnostic::{Code, Diagnostic};
use gongwen::document::{Area, Block, BlockKind, ByteMap, Cell, Structure, TextLayer};
use gongwen::span::{Span, to_u32};

/// Code points around what a format draws between words and is none of them: the mark of a note, a
/// bullet. No text has them.
const DRAWN: [char; 2] = ['\u{FDD0}', '\u{FDD1}'];

/// What a format draws, as it stands among words that [`Draft::push_shown`] writes.
pub(super) fn drawn(sign: &str) -> String {
    let [begin, end] = DRAWN;
    if sign.is_empty() { String::new() } else { format!("{begin}{sign}{end}") }
}

/// Words without the code points that frame what a format draws.
pub(super) fn without_frames(words: &str) -> String {
    words.replace(DRAWN, "")
}

/// What a reader writes: characters, each with its place in the file where it has one, in blocks.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    text: String,
    chars: u32,
    /// First byte and one past the last byte in the file, for each character; empty where the
    /// format keeps no text of its own.
    places: Vec<(u32, u32)>,
    structure: Structure,
    /// The block that is being written: its kind and its first byte.
    open: Option<(BlockKind, usize)>,
    /// The cells of the row that is being written, and the one that is being written.
    cells: Vec<Cell>,
    cell: Option<Cell>,
    /// The column that is being written.
    column: u32,
    /// What is written is drawn by the format and no words.
    is_drawn: bool,
    diagnostics: Vec<Diagnostic>,
}

impl Draft {
    /// Ends the block that is being written and begins another on a new line. A block that stays
    /// empty is left out.
    pub(super) fn block(&mut self, kind: BlockKind) {
        self.close();
        self.open = Some((kind, self.text.len()));
    }

    /// Adds a character that stands at these bytes of the file. Line breaks become spaces inside
    /// a table row.
    pub(super) fn push_at(&mut self, c: char, start: u32, end: u32) {
        self.write(c);
        // What was written before the first place stands right before it.
        while self.places.len() + 1 < self.chars as usize {
            self.places.push((start, start));
        }
        self.places.push((start, end));
    }

    /// Adds a character that the format draws and that is no word; it becomes markup.
    pub(super) fn push_drawn_at(&mut self, c: char, start: u32, end: u32) {
        self.is_drawn = true;
        self.push_at(c, start, end);
        self.is_drawn = false;
    }

    /// Adds a character of words among which stands what [`drawn`] framed.
    pub(super) fn push_shown(&mut self, c: char) {
        match DRAWN.iter().position(|frame| *frame == c) {
            Some(frame) => self.is_drawn = frame == 0,
            None => self.push(c),
        }
    }

    /// Adds a character that has no place of its own in the file.
    pub(super) fn push(&mut self, c: char) {
        self.write(c);
        if !self.places.is_empty() {
            self.here();
        }
    }

    /// Adds words that have no place of their own in the file.
    pub(super) fn push_str(&mut self, words: &str) {
        words.chars().for_each(|c| self.push(c));
    }

    /// Begins a cell of the row that is being written. Cells come from left to right; a column
    /// without one stays empty.
    pub(super) fn cell(&mut self, area: Area) {
        self.close_cell();
        self.begin_text();
        while self.column < area.column {
            self.raw('\t');
            self.column += 1;
        }
        let start = self.text.len();
        self.cell = Some(Cell { range: start..start, area, breaks: Vec::new() });
    }

    /// The next character begins another line of the cell that is being written; nothing stands
    /// between the lines.
    pub(super) fn cell_line(&mut self) {
        let at = self.text.len();
        if let Some(cell) = self.cell.as_mut().filter(|cell| cell.range.start < at) {
            cell.breaks.push(at);
        }
    }

    /// A new page begins here.
    pub(super) fn page(&mut self) {
        self.close();
        // The line end before the next block belongs to the page before.
        let break_before = u32::from(!self.text.is_empty());
        self.structure.pages.push(self.chars + break_before);
    }

    /// A sheet of a workbook begins here.
    pub(super) fn sheet(&mut self) {
        self.close();
        let line_end = usize::from(!self.text.is_empty());
        self.structure.sheets.push(self.text.len() + line_end);
    }

    /// A new page begins here, inside the block that is being written: a paragraph that goes on
    /// over the end of a page.
    pub(super) fn page_inside(&mut self) {
        self.structure.pages.push(self.chars);
    }

    /// True where nothing but white space was written so far.
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }

    /// Says something about the file as a whole.
    pub(super) fn note(&mut self, code: Code, message: impl Into<String>) {
        self.diagnostics.push(Diagnostic { code, message: message.into(), span: None });
    }

    /// Says how many characters of tracked changes there are, if any.
    pub(super) fn note_changes(&mut self, inserted: u64, deleted: u64) {
        if inserted + deleted > 0 {
            let message = format!(
                "{inserted} inserted characters are read and {deleted} deleted ones are not"
            );
            self.note(Code::TrackedChanges, message);
        }
    }

    /// Says how many characters are hidden, if any.
    pub(super) fn note_hidden(&mut self, chars: u64) {
        if chars > 0 {
            self.note(Code::HiddenText, format!("{chars} hidden characters were left out"));
        }
    }

    /// Says something about the last `len` characters.
    pub(super) fn note_last(&mut self, len: u32, code: Code, message: impl Into<String>) {
        let span = Some(Span::new(self.chars.saturating_sub(len), self.chars));
        self.diagnostics.push(Diagnostic { code, message: message.into(), span });
    }

    /// The places that were written are those of another form of the file: no character has one.
    pub(super) fn forget_places(&mut self) {
        self.places.clear();
    }

    /// The text layer, and what was said about it.
    pub(super) fn finish(mut self) -> (TextLayer, Vec<Diagnostic>) {
        self.close();
        let end = self.text.len();
        self.structure.sheets.retain(|sheet| *sheet < end);
        self.settle_contents();
        if !self.text.is_empty() {
            self.raw('\n');
        }
        let map = match self.places.is_empty() {
            true => ByteMap::None,
            false => ByteMap::Places(self.places),
        };
        let layer = TextLayer::with_bytes(self.text, map).with_structure(self.structure);
        (layer, self.diagnostics)
    }

    /// One line alone is no table of contents, unless it ends in the number of a page: its style was
    /// taken for its looks.
    fn settle_contents(&mut self) {
        let is_entry = |block: &Block| block.kind == BlockKind::Contents;
        for run in self.structure.blocks.chunk_by_mut(|a, b| is_entry(a) == is_entry(b)) {
            if let [alone] = run
                && is_entry(alone)
                && !self.text[alone.range.clone()]
                    .trim_end()
                    .ends_with(|c: char| c.is_ascii_digit())
            {
                alone.kind = BlockKind::Paragraph;
            }
        }
    }

    fn write(&mut self, c: char) {
        self.begin_text();
        let in_row = self.open.is_some_and(|(kind, _)| kind.table().is_some());
        let breaks = matches!(c, '\n' | '\r' | '\t');
        let start = self.text.len();
        self.append(if in_row && breaks { ' ' } else { c });
        if self.is_drawn {
            self.mark_up(start);
        }
        if in_row && c == '\n' {
            self.cell_line();
        }
    }

    /// What was written from a byte on is markup.
    fn mark_up(&mut self, start: usize) {
        let end = self.text.len();
        match self.structure.markup.last_mut() {
            Some(last) if last.end == start => last.end = end,
            _ => self.structure.markup.push(start..end),
        }
    }

    /// Opens a paragraph where no block is open, and ends the line before a block's first character.
    fn begin_text(&mut self) {
        let (_, start) = *self.open.get_or_insert((BlockKind::Paragraph, self.text.len()));
        let is_first = start == self.text.len();
        if is_first && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.raw('\n');
            if let Some((_, start)) = &mut self.open {
                *start = self.text.len();
            }
        }
    }

    /// A character without a place.
    fn raw(&mut self, c: char) {
        self.append(c);
        if !self.places.is_empty() {
            self.here();
        }
    }

    fn append(&mut self, c: char) {
        self.text.push(c);
        self.chars += 1;
    }

    /// The last character stands behind the one before it.
    fn here(&mut self) {
        let end = self.places.last().map_or(0, |place| place.1);
        self.places.push((end, end));
    }

    fn close(&mut self) {
        self.close_cell();
        self.column = 0;
        let cells = std::mem::take(&mut self.cells);
        if let Some((kind, start)) = self.open.take()
            && start < self.text.len()
        {
            self.structure.blocks.push(Block { kind, range: start..self.text.len(), cells });
        }
    }

    fn close_cell(&mut self) {
        self.is_drawn = false;
        let end = self.text.len();
        if let Some(mut cell) = self.cell.take()
            && cell.range.start < end
        {
            cell.range.end = end;
            cell.breaks.retain(|at| *at < end);
            self.cells.push(cell);
        }
    }
}

impl Draft {
    /// Code points written so far.
    pub(super) fn len(&self) -> u32 {
        to_u32(self.chars as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::{Area, BlockKind, Draft, drawn};
    use gongwen::span::Span;

    #[test]
    fn blocks_stand_on_lines_and_cells_between_tabs() {
        let mut draft = Draft::default();
        draft.page();
        draft.push_str("标题");
        draft.block(BlockKind::Paragraph);
        draft.block(BlockKind::Row { table: 0 });
        draft.cell(Area { column: 0, columns: 1, rows: 2 });
        draft.push_str("甲\n乙");
        draft.cell(Area::at(1));
        draft.cell(Area::at(2));
        draft.push_str("丙");
        draft.page();
        draft.block(BlockKind::Margin);
        draft.push_str("— 2 —");
        let (layer, _) = draft.finish();
        assert_eq!(layer.text(), "标题\n甲 乙\t\t丙\n— 2 —\n");
        let structure = layer.structure();
        let words: Vec<_> =
            structure.blocks.iter().map(|block| &layer.text()[block.range.clone()]).collect();
        assert_eq!(words, ["标题", "甲 乙\t\t丙", "— 2 —"]);
        let cells: Vec<_> = structure.blocks[1]
            .cells
            .iter()
            .map(|cell| (&layer.text()[cell.range.clone()], cell.area.column, cell.area.rows))
            .collect();
        assert_eq!(cells, [("甲 乙", 0, 2), ("丙", 2, 1)]);
        let second_line = structure.blocks[1].cells[0].breaks[0];
        assert!(layer.text()[second_line..].starts_with('乙'));
        assert_eq!(structure.pages, [0, 10]);
        assert_eq!(layer.page(Span::new(9, 10)), Some(1));
        assert_eq!(layer.page(Span::new(10, 11)), Some(2));
    }

    #[test]
    fn what_is_drawn_is_markup_up_to_the_end_of_its_cell() {
        let mut draft = Draft::default();
        draft.block(BlockKind::Paragraph);
        (drawn("●") + "增5%" + &drawn("¹")).chars().for_each(|c| draft.push_shown(c));
        draft.block(BlockKind::Row { table: 0 });
        draft.cell(Area::at(0));
        "甲\u{FDD0}乙".chars().for_each(|c| draft.push_shown(c));
        draft.cell(Area::at(1));
        draft.push_at('丙', 0, 3);
        draft.push_drawn_at('②', 3, 6);
        let (layer, _) = draft.finish();
        assert_eq!(layer.text(), "●增5%¹\n甲乙\t丙②\n");
        let markup = layer.structure().markup.iter().map(|range| &layer.text()[range.clone()]);
        assert_eq!(markup.collect::<Vec<_>>(), ["●", "¹", "乙", "②"]);
    }

    #[test]
    fn one_line_alone_is_no_table_of_contents() {
        for (lines, contents) in [(&["通讯地址"][..], 0), (&["总则\t1"], 1), (&["目录", "总则"], 2)]
        {
            let mut draft = Draft::default();
            for line in lines {
                draft.block(BlockKind::Contents);
                draft.push_str(line);
            }
            draft.block(BlockKind::Paragraph);
            draft.push('文');
            let (layer, _) = draft.finish();
            let blocks = layer.structure().blocks.iter();
            let found = blocks.filter(|block| block.kind == BlockKind::Contents).count();
            assert_eq!(found, contents, "{lines:?}");
        }
    }

    #[test]
    fn every_character_has_a_place_once_the_first_has_one() {
        let mut draft = Draft::default();
        draft.push_at('一', 10, 13);
        draft.block(BlockKind::Paragraph);
        draft.push_at('二', 20, 26);
        let (layer, _) = draft.finish();
        assert_eq!(layer.text(), "一\n二\n");
        assert_eq!(layer.file_bytes(Span::new(0, 3)), Some((10, 26)));
        assert_eq!(layer.file_bytes(Span::new(0, 1)), Some((10, 13)));
        assert_eq!(layer.file_bytes(Span::new(4, 4)), Some((26, 26)));
        let mut draft = Draft::default();
        draft.block(BlockKind::Row { table: 0 });
        draft.cell(Area::at(1));
        draft.push_at('一', 10, 13);
        let (layer, _) = draft.finish();
        assert_eq!(layer.text(), "\t一\n");
        assert_eq!(layer.file_bytes(Span::new(0, 1)), Some((10, 10)));
        assert_eq!(layer.file_bytes(Span::new(1, 2)), Some((10, 13)));
    }
}
