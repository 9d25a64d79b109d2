//! Physical lines of the raw text: where they stand and what can be said of each alone.

use super::Place;
use super::table;
use super::{broken, contents, flat, glued};
use crate::chars::{columns, fold, is_close, is_han, is_open, is_space, is_wide_space, signs};
use crate::document::{Block, BlockKind, Cell, Structure};
use crate::lexicon::Lexicon;
use crate::marker::{self, Sequence};
use crate::names::recognise::Prefix;
use crate::set::{Flag, Set};
use crate::span::to_u32;
use std::ops::Range;

/// Bytes of the longest name of an organ on a line of its own.
const ORGAN: usize = 120;

/// Characters of the longest name of a person, and the gap behind it.
const PERSON: usize = 5;

/// Characters behind a bracket that opens late.
const LATE: usize = 3;

/// What a line looks like.
#[derive(Clone, Copy, Debug)]
pub(super) enum Look {
    /// Begins with a numbering marker.
    Marked,
    /// Is a numbering marker and nothing else.
    BareMarker,
    /// A document number, a date or a note in brackets: never part of a paragraph.
    Standalone,
    /// Ends in a date in brackets, as a title in a collection does.
    Dated,
    /// Ends in the name of a genre, as the lines of a title do.
    Titled,
    /// Is a label and a colon with the value on the next line.
    BareLabel,
    /// The same, and the label is one that a table knows.
    KnownLabel,
    /// Begins with a label and a colon, with a value behind.
    Labelled,
    /// Begins where the line break of a flattened text was lost.
    Unfolded,
    /// Has a comma, an enumeration comma or a full stop inside.
    Running,
    /// A person's name, a gap and words behind it, as in a roster.
    Person,
    /// Names an organ and nothing else.
    Organ,
    /// Is one quotation, title or bracket from its first to its last character.
    Quoted,
    /// Is a cell of a row that begins on a line above.
    Celled,
    /// Has a space, or a tab, between its words.
    Spaced,
    /// Has a bar, as between the cells of a table.
    Barred,
    /// Opens a bracket so near its end that what is in it stands on the next line: `…水平。(市`.
    OpensLate,
}

impl Flag for Look {
    fn place(self) -> u8 {
        self as u8
    }
}

/// One physical line without the spaces at its ends. Blank lines are not listed.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawLine {
    /// First byte of the raw text.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    /// Columns on a terminal.
    pub(super) width: u32,
    /// Blank lines before it.
    pub(super) gap: u32,
    /// First character, folded.
    pub(super) first: char,
    /// Last character, folded.
    pub(super) last: char,
    /// Opening minus closing round and tortoise-shell brackets.
    pub(super) balance: i32,
    /// Opening minus closing title marks 《》 and quotation marks “”.
    pub(super) titles: i32,
    /// What it looks like.
    pub(super) looks: Set<Look>,
    /// The style and the number of the marker that it begins with.
    pub(super) marker: Option<(marker::Style, u32)>,
    /// Which row of a table it is.
    pub(super) row: Option<u32>,
    /// What it is to the text around it, where the format says so.
    pub(super) place: Place,
    /// The level of a heading, where the format says so.
    pub(super) heading: Option<u8>,
    /// A sheet of a workbook begins with it.
    pub(super) begins_sheet: bool,
}

/// A row of a table: a line with its cells.
#[derive(Clone, Debug)]
pub(super) struct RawRow {
    /// The table that it belongs to.
    pub(super) table: u32,
    /// Its cells in the raw text.
    pub(super) cells: Vec<Cell>,
    /// Spaces in them that are no words.
    pub(super) dropped: Vec<Range<usize>>,
}

/// Lines, and the rows of tables among them.
#[derive(Clone, Debug, Default)]
pub(super) struct Split {
    pub(super) lines: Vec<RawLine>,
    pub(super) rows: Vec<RawRow>,
}

/// The lines that hold something.
pub(super) fn split(lexicon: &Lexicon, raw: &str, structure: &Structure) -> Split {
    let mut lines = Vec::new();
    let mut gap = 0;
    let glued = glued::blocks(lexicon, raw, &structure.blocks);
    let blocks = glued.as_ref().unwrap_or(&structure.blocks);
    let mut sequence = Sequence::default();
    for (start, end) in unfolded(lexicon, raw, blocks) {
        match inspect(lexicon, raw, (start, end), gap, &mut sequence) {
            Some(line) => {
                gap = 0;
                lines.push(line);
            }
            None => gap += 1,
        }
    }
    mark_unfolded(raw, blocks, &mut lines);
    begin_sheets(&structure.sheets, &mut lines);
    let mut split = Split { rows: apply(blocks, &mut lines), lines };
    broken::mark(lexicon, raw, &mut split.rows);
    table::mark(lexicon, raw, &mut split);
    contents::mark(lexicon, raw, &mut split.lines);
    split
}

/// Physical lines, a flattened text taken apart. No line goes over the edge of a block, and a row of
/// a table is one line.
fn unfolded(lexicon: &Lexicon, raw: &str, blocks: &[Block]) -> Vec<(usize, usize)> {
    let lines = flat::unfold(lexicon, raw, physical(raw));
    let lines = if blocks.is_empty() { lines } else { at_edges(raw, lines, blocks) };
    let rows = blocks.iter().filter(|block| block.kind.table().is_some());
    let mut rows = rows.map(|block| block.range.clone()).peekable();
    let mut whole: Vec<(usize, usize)> = Vec::with_capacity(lines.len());
    for line in lines {
        while rows.next_if(|row| row.end <= line.0).is_some() {}
        match (rows.peek(), whole.last_mut()) {
            (Some(row), Some(last)) if last.0 >= row.start && line.1 <= row.end => last.1 = line.1,
            _ => whole.push(line),
        }
    }
    whole
}

/// The same lines, cut where a block begins or ends: the rows of a table can stand in one line.
/// Pieces without words are left out, so that they are no blank lines.
fn at_edges(raw: &str, lines: Vec<(usize, usize)>, blocks: &[Block]) -> Vec<(usize, usize)> {
    let edges = blocks.iter().flat_map(|block| [block.range.start, block.range.end]);
    let mut edges = edges.peekable();
    let holds_words = |start: usize, end: usize| raw.get(start..end).is_some_and(|w| !is_blank(w));
    let mut cut = Vec::with_capacity(lines.len() + blocks.len());
    for (mut start, end) in lines {
        let first = cut.len();
        while edges.next_if(|at| *at <= start).is_some() {}
        while let Some(at) = edges.next_if(|at| *at < end) {
            if holds_words(start, at) {
                cut.push((start, at));
            }
            start = at;
        }
        if cut.len() == first || holds_words(start, end) {
            cut.push((start, end));
        }
    }
    cut
}

fn is_blank(words: &str) -> bool {
    words.chars().all(is_blank_char)
}

fn is_blank_char(c: char) -> bool {
    is_space(c) || c.is_whitespace()
}

/// Marks the lines that begin inside a line of the file, where no block begins with them.
fn mark_unfolded(raw: &str, blocks: &[Block], lines: &mut [RawLine]) {
    let mut starts = blocks.iter().map(|block| block.range.start).peekable();
    let mut last = None;
    for line in lines {
        while let Some(start) = starts.next_if(|start| *start <= line.start) {
            last = Some(start);
        }
        let opens_block = last.is_some_and(|start| raw.get(start..line.start).is_none_or(is_blank));
        last = last.filter(|_| opens_block);
        let before = raw[..line.start].trim_end_matches(is_space);
        if !opens_block && !before.is_empty() && !before.ends_with(['\n', '\r']) {
            line.looks.insert(Look::Unfolded);
        }
    }
}

/// Writes to the lines what the format says about them. Gives the rows.
fn apply(blocks: &[Block], lines: &mut [RawLine]) -> Vec<RawRow> {
    let mut rows = Vec::new();
    let mut blocks = blocks.iter().peekable();
    for line in lines {
        while blocks.next_if(|block| block.range.end <= line.start).is_some() {}
        let Some(block) = blocks.peek().filter(|block| block.range.start <= line.start) else {
            continue;
        };
        match block.kind {
            BlockKind::Row { table } | BlockKind::Head { table } => {
                line.row = Some(to_u32(rows.len()));
                rows.push(RawRow { table, cells: block.cells.clone(), dropped: Vec::new() });
            }
            BlockKind::Heading(level) => line.heading = Some(level),
            BlockKind::Fact => line.place = Place::Fact,
            BlockKind::Margin | BlockKind::Contents => line.place = Place::Margin,
            BlockKind::Footnote => line.place = Place::Note,
            _ => {}
        }
    }
    rows
}

/// Marks the first line of each sheet.
fn begin_sheets(sheets: &[usize], lines: &mut [RawLine]) {
    let mut sheets = sheets.iter().peekable();
    for line in lines {
        while sheets.next_if(|sheet| **sheet <= line.start).is_some() {
            line.begins_sheet = true;
        }
    }
}

/// Byte ranges between line ends of any kind, and between the paragraphs of a flattened text.
fn physical(raw: &str) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut chars = signs(raw).peekable();
    while let Some((at, c)) = chars.next() {
        let len = match c {
            // The next sign is not the next character: Han characters can stand between.
            '\r' if raw[at + 1..].starts_with('\n') => {
                chars.next();
                2
            }
            '\n' | '\r' | '\u{B}' | '\u{C}' => 1,
            '\u{85}' | '\u{2028}' | '\u{2029}' => c.len_utf8(),
            '\u{3000}' => match flattened_indent(raw, start, at) {
                Some(len) => {
                    while chars.peek().is_some_and(|(next, _)| *next < at + len) {
                        chars.next();
                    }
                    len
                }
                None => continue,
            },
            _ => continue,
        };
        lines.push((start, at));
        start = at + len;
    }
    lines.push((start, raw.len()));
    lines
}

/// Two wide spaces behind the end of a sentence are the indent of a paragraph whose line break was
/// lost. Returns the bytes of the spaces.
fn flattened_indent(raw: &str, line_start: usize, at: usize) -> Option<usize> {
    // Inside a run its first space has answered already; asking again would be quadratic.
    let before = raw[line_start..at].chars().next_back().filter(|c| *c != '\u{3000}').map(fold)?;
    let spaces = raw[at..].chars().take_while(|c| *c == '\u{3000}').count();
    let ends = matches!(before, '。' | ';' | ':' | '!' | '?' | ')' | '〕' | '》');
    let marked = || marker::at_start(&raw[at + spaces * 3..]).is_some();
    (spaces >= 2 && (ends || marked())).then_some(spaces * 3)
}

fn inspect(
    lexicon: &Lexicon,
    raw: &str,
    (start, end): (usize, usize),
    gap: u32,
    sequence: &mut Sequence,
) -> Option<RawLine> {
    let words = raw[start..end].trim_start_matches(is_blank_char);
    let start = end - words.len();
    let words = words.trim_end_matches(is_blank_char);
    let (first, last) = (words.chars().next()?, words.chars().next_back()?);
    let marker = sequence.at_start(&lexicon.phrases.counted, words);
    let ordinal = marker.as_ref().filter(|marker| !marker.loose);
    let ordinal = ordinal.map(|marker| (marker.style, marker.ordinal));
    let mut line = RawLine {
        marker: ordinal,
        start,
        end: start + words.len(),
        width: 0,
        gap,
        first: fold(first),
        last: fold(last),
        balance: 0,
        titles: 0,
        looks: Set::of([
            (Look::Marked, marker.as_ref().is_some_and(|marker| !marker.loose)),
            (Look::BareMarker, marker.is_some_and(|marker| marker.len == words.len())),
            (Look::Standalone, stands_alone(words)),
            (Look::Dated, words.ends_with("日）") || words.ends_with("日)")),
            (Look::Titled, lexicon.genres.at_end(words).is_some()),
            (Look::BareLabel, is_bare_label(lexicon, words)),
            (Look::KnownLabel, is_bare_label(lexicon, words) && is_known_label(lexicon, words)),
            (Look::Labelled, is_labelled(words)),
            (Look::Person, ordinal.is_none() && is_person(words)),
            (Look::Organ, words.len() <= ORGAN && lexicon.is_organ(words)),
            (Look::Quoted, is_quoted(words)),
            (Look::OpensLate, words.chars().rev().take(LATE).any(|c| is_open(fold(c)))),
        ]),
        row: None,
        place: Place::Text,
        heading: None,
        begins_sheet: false,
    };
    let mut seen = 0;
    for (at, c) in signs(words) {
        line.width += han_columns(at - seen) + columns(c);
        line.note(fold(c));
        seen = at + c.len_utf8();
    }
    line.width += han_columns(words.len() - seen);
    Some(line)
}

/// Columns of so many bytes of Han characters.
fn han_columns(bytes: usize) -> u32 {
    to_u32(bytes / 3 * 2)
}

/// `责任单位:`, four to six Han characters and a colon, but no recipients: `各县人民政府:`,
/// `市财政局:`.
fn is_bare_label(lexicon: &Lexicon, words: &str) -> bool {
    let Some(label) = words.strip_suffix(['：', ':']) else { return false };
    let short = (4..=6).contains(&label.chars().count()) && label.chars().all(is_han);
    let placed = || {
        let reading = lexicon.organisations.read(label);
        reading.is_some_and(|reading| reading.prefix != Prefix::None)
    };
    let is_many = label.starts_with('各') || lexicon.organisations.is_collective(label);
    short && !is_many && !placed()
}

/// A label whose value stands below, whatever that is.
fn is_known_label(lexicon: &Lexicon, words: &str) -> bool {
    let label = words.trim_end_matches(['：', ':']);
    let deadlines = &lexicon.deadlines;
    lexicon.labels.get(label).is_some()
        || lexicon.clause_words.labels.get(label).is_some()
        || deadlines.labels.get(label).is_some()
        || deadlines.time_labels.get(label).is_some()
}

/// `信息来源:市商务局`.
fn is_labelled(words: &str) -> bool {
    let colon = words.chars().take(8).position(|c| fold(c) == ':');
    // `作。(牵头单位:市司法局`: the end of a sentence stands before the label.
    let plain = |at| !words.chars().take(at).any(|c| matches!(fold(c), '。' | ',' | ';'));
    colon.is_some_and(|at| at >= 2 && plain(at) && words.chars().nth(at + 1).is_some())
}

/// `柏  青  县财政局局长`: two to four characters of a name, spread or not, a gap, and a post.
fn is_person(words: &str) -> bool {
    if !words.chars().take(PERSON).any(is_space) {
        return false;
    }
    let mut cells = words.split(is_space).filter(|cell| !cell.is_empty());
    let length = |cell: Option<&str>| {
        let all_han = cell.is_some_and(|cell| cell.chars().all(is_han));
        cell.filter(|_| all_han).map_or(0, |cell| cell.chars().take(9).count())
    };
    match length(cells.next()) {
        1 => length(cells.next()) == 1 && cells.next().is_some(),
        2..=4 => cells.next().is_some_and(|post| post.chars().next().is_some_and(is_han)),
        _ => false,
    }
}

/// `“减证办”`, `《某某规划》`, `(团队)`: no paragraph is only that, but a piece of one may be. A
/// bracket with a colon is a clause or a note.
fn is_quoted(words: &str) -> bool {
    let mut chars = words.chars().map(fold);
    let close = match chars.next() {
        Some('《') => '》',
        Some('“') => '”',
        Some('(') => ')',
        _ => return false,
    };
    chars.next_back() == Some(close) && !chars.any(|c| c == close || c == ':')
}

/// `武政办〔2024〕28号`, `2024年3月26日`, `(此件公开发布)`.
fn stands_alone(words: &str) -> bool {
    let folded = |c: Option<char>| c.map(fold);
    let mut chars = words.chars();
    let (first, last) = (folded(chars.next()), folded(chars.next_back()));
    let length = words.chars().count();
    let number = last == Some('号') && length <= 24 && words.contains(['〔', '﹝', '[', '［']);
    let starts_with_year = first.is_some_and(|c| c.is_ascii_digit() || c == '二');
    let date = last == Some('日') && length <= 16 && starts_with_year;
    let note = first == Some('(') && last == Some(')') && length > 5;
    number || date || note
}

impl RawLine {
    /// Its words.
    pub(super) fn words<'t>(&self, raw: &'t str) -> &'t str {
        raw.get(self.start..self.end).unwrap_or_default()
    }

    /// True where it looks like that.
    pub(super) fn is(&self, look: Look) -> bool {
        self.looks.has(look)
    }

    fn note(&mut self, c: char) {
        match c {
            '《' | '〈' | '“' => self.titles += 1,
            '》' | '〉' | '”' => self.titles -= 1,
            ',' | '、' | '。' | ';' => self.looks.insert(Look::Running),
            '|' => self.looks.insert(Look::Barred),
            c if is_space(c) => self.looks.insert(Look::Spaced),
            c if is_open(c) => self.balance += 1,
            c if is_close(c) => self.balance -= 1,
            _ => {}
        }
    }
}

/// How a run of spaces is kept: a gap between columns, one space, or nothing visible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpaceRun {
    /// Two spaces or more, or a wide one.
    Column,
    /// One space.
    Single,
    /// Zero-width characters only.
    Nothing,
}

/// What kind of run begins `text`, and its length in bytes.
pub(super) fn space_run(text: &str) -> (SpaceRun, usize) {
    let run = text.chars().take_while(|c| is_space(*c));
    let (mut columns_seen, mut wide, mut len) = (0, false, 0);
    for c in run {
        columns_seen += columns(c);
        wide |= is_wide_space(c);
        len += c.len_utf8();
    }
    let kind = match columns_seen {
        0 => SpaceRun::Nothing,
        1 if !wide => SpaceRun::Single,
        _ => SpaceRun::Column,
    };
    (kind, len)
}

#[cfg(test)]
mod tests {
    use super::Look;
    use crate::document::{Block, BlockKind, Structure};
    use crate::lexicon::Lexicon;

    fn split(raw: &str) -> Vec<super::RawLine> {
        super::split(Lexicon::builtin(), raw, &Structure::default()).lines
    }

    fn words(raw: &str) -> Vec<&str> {
        split(raw).iter().map(|line| &raw[line.start..line.end]).collect()
    }

    #[test]
    fn lines_end_in_many_ways() {
        assert_eq!(
            words("一\r\n\u{3000}\u{3000}二 \n\n三\u{2028}四\r五"),
            ["一", "二", "三", "四", "五"]
        );
        assert_eq!(words("一\r二三\n四\r\n五"), ["一", "二三", "四", "五"]);
        assert_eq!(split("一\n\n\n二")[1].gap, 2);
        assert!(words(" \u{3000}\n").is_empty());
    }

    #[test]
    fn a_flattened_text_falls_into_its_paragraphs() {
        let raw = "现通知如下:\u{3000}\u{3000}一、总体要求\u{3000}\u{3000}(一)目标。全面落实。\u{3000}\u{3000}附件";
        assert_eq!(words(raw), ["现通知如下:", "一、总体要求", "(一)目标。全面落实。", "附件"]);
        assert_eq!(words("名\u{3000}\u{3000}称:通知"), ["名\u{3000}\u{3000}称:通知"]);
    }

    #[test]
    fn lines_end_where_a_block_ends() {
        let raw = "见下表。序号任务1清淤\n河道附则\n\n完";
        let range = |words: &str| {
            let start = raw.find(words).unwrap();
            start..start + words.len()
        };
        let row = BlockKind::Row { table: 0 };
        let blocks = vec![
            Block::new(BlockKind::Paragraph, range("见下表。")),
            Block::new(row, range("序号任务")),
            Block::new(row, range("1清淤\n河道")),
            Block::new(BlockKind::Paragraph, range("附则")),
        ];
        let structure = Structure { blocks, ..Structure::default() };
        let split = super::split(Lexicon::builtin(), raw, &structure);
        let words: Vec<&str> = split.lines.iter().map(|l| &raw[l.start..l.end]).collect();
        assert_eq!(words, ["见下表。", "序号任务", "1清淤\n河道", "附则", "完"]);
        assert_eq!(split.rows.len(), 2);
        let gaps: Vec<u32> = split.lines.iter().map(|line| line.gap).collect();
        assert_eq!(gaps, [0, 0, 0, 0, 1]);
        assert!(!split.lines.iter().any(|line| line.is(Look::Unfolded)));
    }
}
