//! The stories of a file: main text, notes, running heads and feet, boxes.

use super::bytes::{plc, u32_at};
use super::fib::{Fib, Part};
use super::fields::Results;
use super::label::Counters;
use super::story::{File, Paragraph, Seen};
use super::table::{Item, cell_text, items};
use super::write::{Floating, Writer};
use crate::draft::Draft;
use gongwen::document::BlockKind;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a file shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Content {
    main: Vec<Item>,
    notes: Vec<String>,
    margins: Vec<String>,
    boxes: Vec<Floating>,
}

/// Where each story begins and ends.
struct Places {
    main: Range<u32>,
    footnotes: Range<u32>,
    headers: Range<u32>,
    endnotes: Range<u32>,
    boxes: Range<u32>,
}

impl Places {
    fn of(fib: &Fib<'_>) -> Self {
        let mut at = 0u32;
        let mut next = |len: u32| {
            let start = at;
            at = at.saturating_add(len);
            start..at
        };
        let stories = &fib.stories;
        let main = next(stories.main);
        let footnotes = next(stories.footnotes);
        let headers = next(stories.headers);
        next(stories.macros);
        next(stories.comments);
        let endnotes = next(stories.endnotes);
        Self { main, footnotes, headers, endnotes, boxes: next(stories.boxes) }
    }
}

/// Reads stretches of a file, one after another.
struct Reading<'r, 'a> {
    file: &'r File<'a>,
    counters: Counters<'r>,
    seen: &'r mut Seen,
}

impl Reading<'_, '_> {
    fn items(&mut self, range: Range<u32>, results: Results) -> Vec<Item> {
        let (counters, seen) = (&mut self.counters, &mut *self.seen);
        items(self.file.paragraphs(range, results, counters, seen))
    }

    fn lines(&mut self, range: Range<u32>, results: Results) -> Vec<String> {
        let mut lines = Vec::new();
        for item in self.items(range, results) {
            match item {
                Item::Paragraph(Paragraph { text, .. }) => lines.push(text),
                Item::Table(rows) => lines.extend(rows.iter().map(|row| {
                    let cells: Vec<String> =
                        row.cells.iter().map(|cell| cell_text(cell).replace('\n', " ")).collect();
                    cells.join("\t")
                })),
            }
        }
        lines.retain(|line| !line.trim().is_empty());
        lines
    }
}

impl Content {
    /// Reads all stories.
    pub(super) fn read(fib: &Fib<'_>, file: &File<'_>, table: &[u8], seen: &mut Seen) -> Self {
        let places = Places::of(fib);
        let counters = Counters::new(&file.lists);
        let mut reading = Reading { file, counters, seen };
        let main = reading.items(places.main, Results::All);
        let mut notes = reading.lines(places.footnotes, Results::All);
        notes.extend(reading.lines(places.endnotes, Results::All));
        // Behind the number of a note, which Word draws, stands a tab or a space.
        let notes = notes.iter().map(|note| note.trim_start().to_owned()).collect();
        let headers = fib.part(Part::Headers, table);
        let margins = margins(headers, places.headers, &mut reading);
        let boxes = boxes(fib, table, places.boxes, &mut reading);
        Self { main, notes, margins, boxes }
    }

    /// False where what was read is no text: a wrong key, a wrong place.
    pub(super) fn is_plausible(&self, seen: &Seen) -> bool {
        let main = cell_text(&self.main);
        let chars = main.chars().count();
        let lost = (seen.odd + seen.rubbish) as usize;
        let is_text = lost < 4 || lost < chars;
        is_text && (seen.odd < 4 || seen.odd as usize * 20 < chars)
    }

    /// Writes the blocks, at most `limit` characters, give or take a paragraph.
    pub(super) fn write(self, limit: u32, draft: &mut Draft) {
        let mut writer = Writer::new(limit, self.boxes, draft);
        writer.items(&self.main);
        writer.rest();
        writer.lines(BlockKind::Footnote, &self.notes);
        writer.lines(BlockKind::Margin, &self.margins);
        writer.end();
    }
}

/// Each running head or foot once. Those that hold the number of a page and nothing else are left
/// out.
fn margins(table: &[u8], story: Range<u32>, reading: &mut Reading<'_, '_>) -> Vec<String> {
    /// Separators of notes, which come first.
    const SEPARATORS: usize = 6;
    let (positions, _) = plc(table, 0);
    let mut margins: Vec<String> = Vec::new();
    for range in ranges(&positions, &story).skip(SEPARATORS) {
        for line in reading.lines(range, Results::NoPages) {
            let is_number = !line.chars().any(|c| c.is_alphanumeric() && !is_page_word(c));
            if !is_number && !margins.contains(&line) && margins.len() < 64 {
                margins.push(line);
            }
        }
    }
    margins
}

/// The words around a number of a page, 第 1 页 共 2 页.
fn is_page_word(c: char) -> bool {
    matches!(c, '第' | '页' | '共' | '頁')
}

/// The stretches of a story between positions that count from its beginning.
fn ranges(positions: &[u32], story: &Range<u32>) -> impl Iterator<Item = Range<u32>> {
    let mut reached = story.start;
    positions.windows(2).map(move |pair| {
        let place = |position: u32| story.start.saturating_add(position).min(story.end);
        // Damaged positions may go back; no character is read twice.
        let start = place(pair[0]).max(reached);
        let end = place(pair[1]).max(start);
        reached = end;
        start..end
    })
}

/// The text of boxes, each at the position that its shape is tied to; boxes of a group, which have
/// no position, at that of the box before.
fn boxes(
    fib: &Fib<'_>,
    table: &[u8],
    story: Range<u32>,
    reading: &mut Reading<'_, '_>,
) -> Vec<Floating> {
    /// Bytes of a shape's place and of a box.
    const SHAPE: usize = 26;
    const BOX: usize = 22;
    let (anchors, shapes) = plc(fib.part(Part::Shapes, table), SHAPE);
    let shape = |(shape, anchor): (&[u8], &u32)| Some((u32_at(shape, 0)?, *anchor));
    let anchors: BTreeMap<u32, u32> =
        shapes.chunks_exact(SHAPE).zip(&anchors).filter_map(shape).collect();
    let (positions, entries) = plc(fib.part(Part::BoxText, table), BOX);
    let mut last = 0;
    let mut boxes = Vec::new();
    for (range, entry) in ranges(&positions, &story).zip(entries.chunks_exact(BOX)) {
        let shape = u32_at(entry, 14).unwrap_or_default();
        last = anchors.get(&shape).copied().unwrap_or(last);
        let lines = reading.lines(range, Results::All);
        if !lines.is_empty() {
            boxes.push(Floating { anchor: last, lines });
        }
    }
    boxes.sort_by_key(|floating| floating.anchor);
    boxes
}
