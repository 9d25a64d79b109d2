//! Stage 3: the raw text to clean lines: widths folded, lines joined into paragraphs, page numbers
//! dropped, spaces that came from typesetting removed. Nothing here needs to know what words mean.
//!
//! The way back is recorded while cleaning ([`OffsetMap`]) and never guessed later.

mod aligned;
mod broken;
mod contents;
mod digits;
mod flat;
mod frame;
mod glued;
mod head_list;
mod joined;
mod lines;
mod map;
mod misread;
mod noted;
mod notes;
mod pages;
mod ruby;
mod script;
mod signed;
mod spaces;
mod stack;
mod table;
mod twice;
mod wrap;

pub(crate) use map::OffsetMap;
pub(crate) use script::Script;

use crate::chars::{MARKUP, fold, han_run, is_han, is_punctuation, is_space};
use crate::diagnostic::{Code, Notes};
use crate::document::{self, Area, TextLayer};
use crate::lexicon::Lexicon;
use crate::span::{TextRange, to_u32};
use digits::Digits;
use lines::{Look, RawLine, RawRow, SpaceRun, space_run};
use std::borrow::Cow;
use std::ops::Range;
use unicode_segmentation::GraphemeCursor;

/// Lines narrower than this keep single spaces: they may be a table, a roster or a signature.
const RUNNING_WIDTH: u32 = 50;

/// The clean text, its lines, and the way back.
#[derive(Clone, Debug, Default)]
pub struct Tidy {
    /// Lines separated by `\n`.
    pub text: String,
    /// One entry a line of `text`.
    pub lines: Vec<Line>,
    /// The rows of tables among the lines, in order.
    pub rows: Vec<Row>,
    /// To the raw text.
    pub map: OffsetMap,
    /// The script of the raw text; `text` is in simplified script.
    pub script: Script,
}

/// A clean line: one paragraph, whatever lines it was printed on.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Its words, without the line end.
    pub range: TextRange,
    /// Blank lines before it in the raw text.
    pub gap: u32,
    /// Physical lines that it was joined from.
    pub physical: u32,
    /// What it is to the text around it.
    pub place: Place,
    /// Begins where the line break of a flattened text was lost.
    pub unfolded: bool,
    /// The row of [`Tidy::rows`] that it is; its cells stand between tabs.
    pub row: Option<u32>,
    /// The level of a heading, where the format states one.
    pub heading: Option<u8>,
    /// A sheet of a workbook begins with it.
    pub begins_sheet: bool,
}

/// A row of a table.
#[derive(Clone, Debug)]
pub struct Row {
    /// Rows that share it are of one table.
    pub table: u32,
    /// Its words.
    pub range: TextRange,
    /// The cells that begin in it, from left to right.
    pub cells: Vec<Cell>,
}

/// A cell of a row.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its words.
    pub range: TextRange,
    /// The columns and rows that it covers.
    pub area: Area,
    /// Where another line of it begins.
    pub breaks: Vec<u32>,
}

/// What a line is to the text around it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// A line of the text.
    #[default]
    Text,
    /// A page number, or another line of the margin; the text runs on over it.
    Margin,
    /// A footnote or endnote; the text runs on over it.
    Note,
    /// What the file says about itself: a name, a colon and a value.
    Fact,
}

/// Cleans the text of a layer.
#[must_use]
pub fn tidy(lexicon: &Lexicon, layer: &TextLayer, notes: &mut Notes) -> Tidy {
    let script = script::of(lexicon, layer.text());
    let raw = misread::mended(lexicon, script::simplified(lexicon, script, layer.text()));
    let marks = notes::marks(&raw);
    let markup = notes::with_marks(&layer.structure().markup, marks.clone());
    let words = without_markup(&raw, &markup);
    let mut split = lines::split(lexicon, &words, layer.structure());
    notes::set_aside(&raw, &marks, &mut split.lines);
    let raw = &*words;
    let again = twice::set_aside(raw, &mut split.lines);
    pages::set_aside(raw, &mut split.lines);
    let (aside, lines): (Vec<_>, Vec<_>) =
        split.lines.into_iter().partition(|line| line.place != Place::Text);
    let continued = wrap::continued(&lines);
    let mut writer = Writer::new(raw, &split.rows);
    let mut aside = aside.into_iter().peekable();
    for (line, joined) in lines.iter().zip(continued) {
        while let Some(line) = aside.next_if(|aside| aside.start < line.start && !joined) {
            writer.line(&line);
        }
        if joined {
            writer.join(line);
        } else {
            writer.line(line);
        }
    }
    aside.for_each(|line| writer.line(&line));
    writer.tidy.script = script;
    note_wraps(&writer.tidy, notes);
    twice::note(&writer.tidy, again, notes);
    writer.tidy
}

/// The text with [`MARKUP`] in the place of every byte of markup, so that it takes no room and all
/// other places stay as they are.
fn without_markup<'t>(raw: &'t str, markup: &[Range<usize>]) -> Cow<'t, str> {
    if markup.is_empty() {
        return Cow::Borrowed(raw);
    }
    let mut words = String::with_capacity(raw.len());
    for range in markup {
        words.push_str(raw.get(words.len()..range.start).unwrap_or_default());
        words.extend(std::iter::repeat_n(MARKUP, range.end.saturating_sub(words.len())));
    }
    words.push_str(raw.get(words.len()..).unwrap_or_default());
    Cow::Owned(words)
}

fn note_wraps(tidy: &Tidy, notes: &mut Notes) {
    let wrapped = tidy.lines.iter().filter(|line| line.physical > 1);
    let (mut count, mut first) = (0, None);
    for line in wrapped {
        count += line.physical - 1;
        first = first.or(Some(line.range));
    }
    if let Some(first) = first {
        let message = format!("{count} line breaks inside paragraphs were undone, the first here");
        notes.at(Code::HardWrappedLine, first, message);
    }
}

/// Writes the clean text and the map in step.
struct Writer<'t> {
    raw: &'t str,
    rows: &'t [RawRow],
    digits: Digits,
    tidy: Tidy,
}

impl<'t> Writer<'t> {
    fn new(raw: &'t str, rows: &'t [RawRow]) -> Self {
        let mut tidy = Tidy::default();
        tidy.text.reserve(raw.len());
        Self { raw, rows, digits: Digits::of(raw), tidy }
    }

    fn line(&mut self, line: &RawLine) {
        self.break_line(line.start);
        let start = to_u32(self.tidy.text.len());
        self.tidy.lines.push(Line {
            range: TextRange::new(start, start),
            gap: line.gap,
            physical: 1,
            place: line.place,
            unfolded: line.is(Look::Unfolded),
            row: line.row.map(|_| to_u32(self.tidy.rows.len())),
            heading: line.heading,
            begins_sheet: line.begins_sheet,
        });
        match line.row.and_then(|row| self.rows.get(row as usize)) {
            Some(row) => self.row(row),
            None => self.words(line),
        }
        let end = to_u32(self.tidy.text.len());
        if let Some(last) = self.tidy.lines.last_mut() {
            last.range = last.range.with_end(end);
        }
    }

    /// Writes the cells of a row, each in its column.
    fn row(&mut self, row: &RawRow) {
        let start = to_u32(self.tidy.text.len());
        let (mut column, mut cells) = (0, Vec::with_capacity(row.cells.len()));
        for cell in &row.cells {
            while column < cell.area.column {
                self.push("\t", cell.range.start, 0);
                column += 1;
            }
            cells.extend(self.cell(cell, &row.dropped));
        }
        let range = TextRange::new(start, to_u32(self.tidy.text.len()));
        self.tidy.rows.push(Row { table: row.table, range, cells });
    }

    fn cell(&mut self, cell: &document::Cell, dropped: &[Range<usize>]) -> Option<Cell> {
        let start = to_u32(self.tidy.text.len());
        let mut breaks = Vec::with_capacity(cell.breaks.len());
        let mut from = cell.range.start;
        for at in cell.breaks.iter().copied().chain([cell.range.end]) {
            let space = dropped.get(dropped.partition_point(|space| space.end < at));
            let to = space.filter(|space| space.end == at).map_or(at, |space| space.start);
            let words = self.raw.get(from..to).unwrap_or_default().trim_end_matches(['\n', '\r']);
            self.stretch(from..from + words.len(), cell.range.end, LineKind::Short);
            from = at.max(from);
            breaks.push(to_u32(self.tidy.text.len()));
        }
        let end = breaks.pop().unwrap_or(start);
        breaks.retain(|at| (start + 1..end).contains(at));
        breaks.dedup();
        (start < end).then(|| Cell { range: TextRange::new(start, end), area: cell.area, breaks })
    }

    /// Adds a line to the paragraph before it. Latin words keep a space between them.
    fn join(&mut self, line: &RawLine) {
        let before = self.tidy.text.chars().next_back();
        if before.is_some_and(|c| c.is_ascii_alphabetic()) && line.first.is_ascii_alphabetic() {
            self.gap(" ", line);
        }
        if let Some(last) = self.tidy.lines.last_mut() {
            last.physical += 1;
        }
        self.words(line);
    }

    /// Writes something for the character before a line.
    fn gap(&mut self, clean: &str, line: &RawLine) {
        let len = self.raw[..line.start].chars().next_back().map_or(0, char::len_utf8);
        self.push(clean, line.start - len, len);
    }

    fn break_line(&mut self, raw: usize) {
        if !self.tidy.lines.is_empty() {
            self.push("\n", raw, 0);
        }
    }

    fn words(&mut self, line: &RawLine) {
        let line_kind = if line.width >= RUNNING_WIDTH && line.is(Look::Running) {
            LineKind::Running
        } else {
            LineKind::Short
        };
        self.stretch(line.start..line.end, line.end, line_kind);
        let end = to_u32(self.tidy.text.len());
        if let Some(last) = self.tidy.lines.last_mut() {
            last.range = last.range.with_end(end);
        }
    }

    /// Writes a stretch of words that go on to `end`.
    fn stretch(&mut self, range: Range<usize>, end: usize, line_kind: LineKind) {
        let mut at = range.start;
        while at < range.end {
            at = self.plain(at, range.end);
            at += ruby::len(&self.raw[..at], &self.raw[at..range.end]);
            at = match self.raw[at..range.end].chars().next() {
                Some(c) if self.attaches(at, c) => self.attach(at, c),
                Some(c) if is_space(c) => self.spaces(at, end, line_kind),
                Some(c) => self.char(at, c),
                None => range.end,
            };
        }
        while let Some(c) = self.raw[at..].chars().next().filter(|c| self.attaches(at, *c)) {
            at = self.attach(at, c);
        }
    }

    /// Copies the Han characters from a place on, which stay as they are.
    fn plain(&mut self, at: usize, end: usize) -> usize {
        let len = han_run(&self.raw.as_bytes()[at..end]);
        if len > 0 {
            self.push(&self.raw[at..at + len], at, len);
        }
        at + len
    }

    fn char(&mut self, at: usize, c: char) -> usize {
        let mut buffer = [0; 4];
        let folded = fold(c).encode_utf8(&mut buffer);
        self.push(folded, at, c.len_utf8());
        at + c.len_utf8()
    }

    /// True where a character makes one visible sign with the one before it: a variation selector, a
    /// combining mark. No place in a record may part them.
    fn attaches(&self, at: usize, c: char) -> bool {
        may_attach(c)
            && !GraphemeCursor::new(at, self.raw.len(), true)
                .is_boundary(self.raw, 0)
                .unwrap_or(true)
    }

    /// Counts a character to the one before it. Behind what was left out it is left out, too.
    fn attach(&mut self, at: usize, c: char) -> usize {
        let before = self.tidy.text.chars().next_back().map_or(0, char::len_utf8);
        self.tidy.map.lengthen(before, at, c.len_utf8());
        at + c.len_utf8()
    }

    fn spaces(&mut self, at: usize, end: usize, line_kind: LineKind) -> usize {
        let (kind, len) = space_run(&self.raw[at..end]);
        let before = self.tidy.text.chars().next_back();
        let after = self.raw[at + len..end].chars().next().map(fold);
        let joins = kind == SpaceRun::Single && len == 1 && self.digits.join(self.raw, at);
        if !joins && keeps_space(kind, before, after, line_kind) {
            self.push(" ", at, len);
        }
        at + len
    }

    fn push(&mut self, clean: &str, raw: usize, raw_len: usize) {
        self.tidy.text.push_str(clean);
        self.tidy.map.push(clean.len(), raw, raw_len);
    }
}

/// Whether a line is running text, in which single spaces come from typesetting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineKind {
    Running,
    Short,
}

/// Spaces between columns stay. A single space stays between Latin words, and between Han
/// characters on a short line; elsewhere a typesetter or a PDF reader put it there.
fn keeps_space(kind: SpaceRun, before: Option<char>, after: Option<char>, line: LineKind) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    if before == '\t' || after == '\t' {
        return false;
    }
    match kind {
        SpaceRun::Nothing => false,
        SpaceRun::Column => {
            !(is_han(before) && after.is_ascii_digit() && line == LineKind::Running)
        }
        SpaceRun::Single if is_punctuation(before) || is_punctuation(after) => false,
        SpaceRun::Single => match (is_han(before), is_han(after)) {
            (true, true) => line == LineKind::Short,
            (false, false) => true,
            _ => false,
        },
    }
}

/// False for nearly all that notices are made of, and for halves of flags, which cost a look back each.
fn may_attach(c: char) -> bool {
    let joins =
        matches!(c, '\u{200C}' | '\u{200D}' | '\u{302A}'..='\u{302F}' | '\u{3099}' | '\u{309A}');
    let plain = c.is_ascii()
        || is_han(c)
        || matches!(c, '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{30FF}')
        || matches!(c, '\u{FF00}'..='\u{FF9D}' | '\u{FFA0}'..='\u{FFEF}' | '\u{1F1E6}'..='\u{1F1FF}');
    joins || !plain
}

#[cfg(test)]
mod tests {
    use super::{Place, tidy};
    use crate::diagnostic::Notes;
    use crate::document::{Area, Block, BlockKind, Cell, Structure, TextLayer};
    use crate::lexicon::Lexicon;
    use crate::span::{TextRange, to_u32};

    fn clean(raw: &str) -> String {
        let layer = TextLayer::new(raw);
        let tidy = tidy(Lexicon::builtin(), &layer, &mut Notes::default());
        for line in &tidy.lines {
            let (start, end) = tidy.map.raw(line.range);
            let raw_words: String =
                raw[start..end].chars().filter(|c| !c.is_whitespace()).collect();
            let folded: String = raw_words.chars().map(crate::chars::fold).collect();
            let words: String =
                line.range.of(&tidy.text).chars().filter(|c| !c.is_whitespace()).collect();
            if line.physical == 1 && line.row.is_none() {
                assert_eq!(folded, words, "the way back");
            }
        }
        tidy.text
    }

    #[test]
    fn widths_and_spaces_are_normal() {
        let cases = [
            ("\u{FF08}一\u{FF09}2023 年12 月", "(一)2023年12月"),
            ("名\u{3000}\u{3000}称: 通知", "名 称:通知"),
            ("夏伟市  财政局副局长", "夏伟市 财政局副局长"),
            ("索 引 号: 1", "索 引 号:1"),
            ("增长 5.5 %", "增长5.5%"),
            ("Ai 政务 a b", "Ai政务a b"),
        ];
        for (raw, want) in cases {
            assert_eq!(clean(raw), want, "{raw}");
        }
    }

    #[test]
    fn marks_belong_to_the_character_before_them() {
        let layer = TextLayer::new(
            "责任单位:区财政局\u{FE00}、e\u{301}\u{302}区\u{E0100}委\u{200D}\n \u{301}附",
        );
        let tidy = tidy(Lexicon::builtin(), &layer, &mut Notes::default());
        assert_eq!(tidy.text, "责任单位:区财政局、e区委\n附");
        let raw = |words: &str| {
            let at = tidy.text.find(words).unwrap();
            let (start, end) = tidy.map.raw(TextRange::new(to_u32(at), to_u32(at + words.len())));
            &layer.text()[start..end]
        };
        assert_eq!(raw("财政局"), "财政局\u{FE00}");
        assert_eq!(raw("e"), "e\u{301}\u{302}");
        assert_eq!(raw("区委"), "区\u{E0100}委\u{200D}");
        assert_eq!(raw("委"), "委\u{200D}");
        assert_eq!(raw("附"), "附");
    }

    #[test]
    fn pronunciation_and_script_do_not_hide_words() {
        let layer = TextLayer::new("責任單位:區(qū)政府、黨(dǎng)組(km)");
        let tidy = tidy(Lexicon::builtin(), &layer, &mut Notes::default());
        assert_eq!(tidy.text, "责任单位:区政府、党组(km)");
        let line = tidy.lines[0].range;
        assert_eq!(tidy.map.raw(line), (0, layer.text().len()));
    }

    #[test]
    fn lines_broken_at_a_width_become_paragraphs() {
        let raw = "(一)加强组织领导。各责任单位在二号建议案办理工\n\n作领导小组的统一领导下,成立专班,制定方案,明确任务\n\n\
                   加强协调,定期研究,认真落实责任分工。\n\n(二)加强协调沟通。主办单位在办理工作中要加强与\n\n\
                   政协委员的沟通交流,及时反馈工作进度。各协办单位要与\n\n主办单位加强联系,及时反馈办理进展情况,反映办理过程\n\n\
                   中存在的问题。";
        let clean = clean(raw);
        assert_eq!(clean.lines().count(), 2, "{clean}");
        assert!(clean.contains("办理工作领导小组的") && clean.contains("明确任务加强协调"));
    }

    #[test]
    fn headings_lists_and_rosters_stay_lines() {
        let raw = "一、工作目标\n坚持以人民为中心。\n组长:党蓁  市人民政府副市长\n副组长:姚晴  市人民政府办公厅副主任\n\
                   成员:张海涛  市委组织部副部长\n杜健梅  市委宣传部副部长\n区财政局:做好资金保障\n区教育局:做好入学";
        assert_eq!(clean(raw).lines().count(), 8);
    }

    #[test]
    fn pieces_of_a_line_are_put_together() {
        let wide = "全面落实各项工作要求并且持续推进改革创新服务高质量发展\n".repeat(9);
        let cases = [
            ("7.持续推进\n“减证办”\n,\n清理证明。\n", "7.持续推进“减证办”,清理证明。"),
            (
                "8.认真落实\n《担保措施》\n规定,降低费率。\n",
                "8.认真落实《担保措施》规定,降低费率。",
            ),
            (
                "9.优化重大投资项目审批流程,协调各级部门加快手续办理等工\n作。(牵头单位:市行政审批局)\n",
                "办理等工作。(牵头单位:市行政审批局)",
            ),
        ];
        for (raw, want) in cases {
            let clean = clean(&format!("{wide}{raw}"));
            assert!(clean.contains(want), "{clean}");
        }
    }

    #[test]
    fn rosters_and_signatures_are_not_joined() {
        let wide = "全面落实各项工作要求并且持续推进改革创新服务高质量发展\n".repeat(9);
        let raw = "附件:望溪县县城更新改造工作领导小组组成人员名单\n中共望溪县委办公室\n望溪县人民政府办公室\n2024年10月28日\n\
                   成  员:卫  岚  县委办公室副主任\n凌  云  县住房和城乡建设局局长\n祝  安  县文化和旅游局党组书记、局长\n\
                   沈  括  城关镇党委副书记、镇长\n领导小组办公室主任由凌云兼任。";
        let clean = clean(&format!("{wide}{raw}"));
        assert_eq!(clean.lines().count(), 10, "{clean}");
    }

    #[test]
    fn a_forwarded_notice_is_found_in_one_line() {
        let raw = "某办关于转发工作要点的通知澜粮办〔2024〕3号各县(区):现将要点转发给你们。(此件公开)\
                   关于印发工作要点的通知云粮办〔2024〕1号各市:现印发给你们。一、减少损失3.改造仓容。加快推进。\
                   4.完善服务。支持建设。二、节约用餐7.创建示范。推广小份。8.加强宣传。发布案例。";
        let clean = clean(raw);
        for line in
            ["某办关于转发工作要点的通知", "云粮办〔2024〕1号", "各市:", "3.改造仓容。加快推进。"]
        {
            assert!(clean.lines().any(|found| found == line), "{line} in {clean}");
        }
    }

    #[test]
    fn an_open_bracket_holds_its_lines_together() {
        let wide = "全面落实各项工作要求并且持续推进改革创新服务高质量发展\n".repeat(9);
        let raw = format!("{wide}推进服务。(责任单位:市\n商务局、市教\n育局)\n二、保障\n");
        assert!(clean(&raw).contains("(责任单位:市商务局、市教育局)\n二、保障"));
    }

    #[test]
    fn a_bracket_that_was_never_closed_ends_at_the_next_number() {
        let raw = "11.建立信息平台。(市水利局负责,2023年11月底前完成\n12.开展市场秩序专项清理整治。(市\n\
                   财政局负责,2023年11月底前完成\n13.推动协商协调机制建设。";
        let lines: Vec<_> = clean(raw).lines().map(str::to_owned).collect();
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[1].ends_with("(市财政局负责,2023年11月底前完成"), "{lines:?}");
    }

    #[test]
    fn page_numbers_stand_apart() {
        let layer = TextLayer::new("一、目标\n— 3 —\n加快建设");
        let tidy = tidy(Lexicon::builtin(), &layer, &mut Notes::default());
        let places: Vec<Place> = tidy.lines.iter().map(|line| line.place).collect();
        assert_eq!(places, [Place::Text, Place::Margin, Place::Text]);
    }

    #[test]
    fn what_the_format_knows_is_not_guessed_again() {
        let pieces = [
            (BlockKind::Fact, "ArticleTitle: 关于工作的通知"),
            (BlockKind::Margin, "某某市人民政府公报"),
            (BlockKind::Row { table: 0 }, "索引号\t1234。\u{3000}\u{3000}附\t发布机构\t"),
            (BlockKind::Paragraph, "一、目标"),
        ];
        let (mut text, mut blocks) = (String::new(), Vec::new());
        for (kind, words) in pieces {
            let start = text.len();
            text.push_str(words);
            blocks.push(Block::new(kind, start..text.len()));
            text.push('\n');
        }
        let (start, row) = (blocks[2].range.start, &text[blocks[2].range.clone()]);
        let mut at = start;
        for (column, words) in row.trim_end().split('\t').enumerate() {
            let area = Area::at(to_u32(column));
            blocks[2].cells.push(Cell { range: at..at + words.len(), area, breaks: vec![] });
            at += words.len() + 1;
        }
        let layer =
            TextLayer::new(text).with_structure(Structure { blocks, ..Structure::default() });
        let tidy = tidy(Lexicon::builtin(), &layer, &mut Notes::default());
        let lines: Vec<_> = tidy
            .lines
            .iter()
            .map(|line| (line.place, line.row.is_some(), line.range.of(&tidy.text)))
            .collect();
        assert_eq!(
            lines,
            [
                (Place::Fact, false, "ArticleTitle:关于工作的通知"),
                (Place::Margin, false, "某某市人民政府公报"),
                (Place::Text, true, "索引号\t1234。 附\t发布机构"),
                (Place::Text, false, "一、目标"),
            ]
        );
    }

    #[test]
    fn cells_of_a_task_table_stay_apart() {
        let row =
            "序号|任务|牵头单位|完成时限\n1|编制清单、台账|市财政局|2025年6月底前\n2|总结||长期";
        let full = row.replace("||", "|各区|");
        let between = |text: &str, separator: &str| text.replace('|', separator);
        for (text, separator, want) in [
            (row, "|", "\t"),
            (row, " |", "\t"),
            (row, "\t", "\t"),
            (row, " \t", "\t"),
            (&full, "  ", "\t"),
            (&full, "\u{3000}", "\t"),
            (&full, " ", "\t"),
            (&full, "\n", "\t"),
        ] {
            let raw = between(text, separator);
            assert_eq!(clean(&raw), between(text, want), "{raw:?}");
        }
        for (raw, want) in [
            (
                "序号\t任务\t责任单位\n\t清淤\t市水利局\n\t\t市财政局",
                "\t清淤\t市水利局\n\t\t市财政局",
            ),
            (
                "|序号|任务|责任单位|\n||清淤|市水利局|\n|||市财政局|",
                "\t清淤\t市水利局\n\t\t市财政局",
            ),
            (
                "序号  任务    牵头单位  配合单位  时限\n1     清淤    市水利局            6月\n      植树    市林业局  市财政局  9月",
                "1\t清淤\t市水利局\t\t6月\n\t植树\t市林业局\t市财政局\t9月",
            ),
        ] {
            assert_eq!(clean(raw).split_once('\n').map(|(_, rows)| rows), Some(want), "{raw}");
        }
        let stacked = between(&full, "\n") + "\n三、保障措施";
        assert_eq!(clean(&stacked).lines().last(), Some("三、保障措施"));
    }

    #[test]
    fn names_before_values_and_names_of_groups_are_cells() {
        for raw in [
            "任务名称|修缮管网\n牵头单位|市水利局\n完成时限|6月底前",
            "部门|主要职责\n市水利局|管护河道\n市财政局|保障资金",
            "序号|任务|责任单位\n一、保护类\n1|清淤|市水利局\n二|治理类\n2|植树|市林业局",
        ] {
            for separator in ["\t", "  ", "|"] {
                assert_eq!(clean(&raw.replace('|', separator)), raw.replace('|', "\t"), "{raw}");
            }
        }
        assert_eq!(
            clean("名称|通知\n责任部门|市水利局\n日期|6月"),
            "名称|通知\n责任部门|市水利局\n日期|6月"
        );
    }

    #[test]
    fn lines_without_a_head_are_no_table() {
        let raw = "1\t编制清单\t市财政局";
        assert_eq!(clean(raw), "1 编制清单 市财政局");
        let raw = "序号\n任务\n牵头单位\n1\n编制清单\n三、保障措施";
        assert_eq!(clean(raw).lines().count(), 6);
    }
}
