//! Stage 4: the frame of a notice: page furniture, header fields, title, number, recipients, approval,
//! signature, date, notes, and the parts that they divide it into.
//!
//! Every line gets a [`SegmentKind`] here or is left to the outline. Nothing is guessed: a value that is not
//! written is absent. The body is not read here.

mod alone;
mod attachment;
mod date;
mod enclosed;
mod fields;
mod furniture;
mod in_force;
mod labels;
mod link;
mod number;
mod organ;
mod parts;
mod plain;
mod recipients;
mod resolve;
mod rows;
mod series;
mod sheet;
mod signature;
mod title;
mod told;

pub(crate) use parts::RawPart;
pub(crate) use resolve::{RawMetadata, Valued};

pub(crate) use attachment::behind_number;

use crate::chars::signs;
use crate::diagnostic::{Code, Notes};
use crate::lexicon::Lexicon;
use crate::model::{PartKind, SegmentKind};
use crate::span::TextRange;
use crate::tidy::{Place, Tidy};
use fields::Witness;
use signature::Cover;
use title::Title;

/// The frame of a notice.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// What each line is; `None` is left to the outline.
    pub kinds: Vec<Option<SegmentKind>>,
    /// Metadata with their places.
    pub metadata: RawMetadata,
    /// Cover, issued document, attachments: lines without a gap, in reading order.
    pub parts: Vec<RawPart>,
}

/// Reads the frame of a notice.
#[must_use]
pub fn read(lexicon: &Lexicon, tidy: &Tidy, notes: &mut Notes) -> Header {
    let mut frame = Frame::new(lexicon, tidy);
    let head = labels::read(&mut frame);
    furniture::mark(&mut frame);
    let sheets = sheet::starts(&frame);
    frame.end = sheets.get(1).copied().unwrap_or(frame.end);
    let mut fields = fields::read(&mut frame);
    // The page itself is the better witness, the file the worse.
    let files = fields.iter().position(|field| field.witness == Witness::File);
    let behind = files.unwrap_or(fields.len());
    fields.splice(behind..behind, head.fields.iter().copied());
    let stated =
        resolve::file_title(&frame, &fields).or_else(|| labels::stated_title(&frame, &head));
    let title = title::find(&mut frame, stated, notes).or_else(|| labels::title(&frame, &head));
    let title = title.or_else(|| plain::find(&mut frame, &fields));
    let name =
        resolve::stated_title(&frame, &fields).or_else(|| resolve::page_title(&frame, &fields));
    let title = title.or_else(|| told::named(&mut frame, name?));
    let title = title.or_else(|| told::heading(&mut frame));
    let title = title.map(|title| sheet::narrowed(&frame, title));
    let enclosed = match sheets.is_empty() {
        true => enclosed::titles(&frame, title.as_ref()),
        false => Vec::new(),
    };
    frame.end = enclosed.first().map_or(frame.end, |next| next.lines.0);
    let own_end = frame.end;
    let cover = signature::read(&mut frame, title.as_ref());
    let mut parts = match sheets.is_empty() {
        true => parts::divide(&mut frame, title.as_ref(), &cover, 0),
        false => sheet::divide(&mut frame, title.as_ref(), &sheets),
    };
    parts.extend(read_enclosed(&mut frame, &enclosed, &cover, notes));
    let title = match sheets.is_empty() {
        true => title,
        false => title.or_else(|| sheet::first_title(&frame, &parts)),
    };
    frame.end = frame.kinds.len();
    furniture::mark_tail(&mut frame);
    frame.end = own_end;
    let attachments = attachment::list(&mut frame, 0);
    frame.end = frame.kinds.len();
    attachment::list(&mut frame, own_end);
    let metadata = resolve::resolve(&frame, title, cover, attachments, fields, notes);
    furniture::note(&frame, notes);
    mark_unexplained(&mut frame, &parts);
    Header { kinds: frame.kinds, metadata, parts }
}

/// The parts of the notices below the first: what an unsigned cover forwards, or other notices.
fn read_enclosed(
    frame: &mut Frame,
    titles: &[Title],
    cover: &Cover,
    notes: &mut Notes,
) -> Vec<RawPart> {
    let ends = titles.iter().skip(1).map(|next| next.lines.0).chain([frame.kinds.len()]);
    let mut parts = Vec::new();
    for (title, end) in titles.iter().zip(ends) {
        frame.end = end;
        (title.lines.0..=title.lines.1).for_each(|line| frame.mark(line, SegmentKind::Title));
        let inner = signature::read(frame, Some(title));
        let mut found = parts::divide(frame, Some(title), &inner, title.lines.0);
        if cover.date.is_none() {
            found[0].kind = PartKind::IssuedDocument;
        } else {
            let message = format!("another notice begins here: {}", title.words);
            notes.at(Code::SeveralNotices, title.range, message);
        }
        parts.extend(found);
    }
    parts
}

/// Lines above the title that are neither furniture nor header nor number.
fn mark_unexplained(frame: &mut Frame, parts: &[RawPart]) {
    let body = parts.first().map_or(0, |part| part.body);
    for line in 0..body {
        if frame.is_free(line) {
            frame.mark(line, SegmentKind::Unexplained);
        }
    }
}

/// The lines with what is known of them so far.
pub(in crate::header) struct Frame<'t> {
    lexicon: &'t Lexicon,
    tidy: &'t Tidy,
    kinds: Vec<Option<SegmentKind>>,
    /// Each line without spaces.
    dense: Vec<String>,
    /// The line behind the notice that is read.
    end: usize,
    /// Lines in which the file speaks about itself, above all others.
    facts: usize,
    /// For each row whether its table sets tasks.
    task_rows: Vec<bool>,
}

impl<'t> Frame<'t> {
    fn new(lexicon: &'t Lexicon, tidy: &'t Tidy) -> Self {
        let lines = tidy.lines.iter();
        let dense = lines.map(|line| dense(line.range.of(&tidy.text))).collect();
        let end = tidy.lines.len();
        let facts = tidy.lines.iter().filter(|line| line.place == Place::Fact).count();
        let task_rows = rows::of_tasks(lexicon, tidy);
        Self { lexicon, tidy, kinds: vec![None; end], dense, end, facts, task_rows }
    }

    /// So many lines from the first that people see, or fewer.
    fn head(&self, lines: usize) -> usize {
        self.end.min(self.facts + lines)
    }

    /// Lines up to the end of the notice that is read.
    fn len(&self) -> usize {
        self.end
    }

    fn range(&self, line: usize) -> TextRange {
        self.tidy.lines[line].range
    }

    fn words(&self, line: usize) -> &'t str {
        self.range(line).of(&self.tidy.text)
    }

    /// True for a row of a table with more than one cell.
    fn is_row(&self, line: usize) -> bool {
        let row = self.tidy.lines[line].row.and_then(|row| self.tidy.rows.get(row as usize));
        row.is_some_and(|row| row.cells.len() > 1)
    }

    /// True for a row of a table that sets tasks.
    fn is_task_row(&self, line: usize) -> bool {
        let row = self.tidy.lines.get(line).and_then(|line| line.row);
        row.and_then(|row| self.task_rows.get(row as usize)) == Some(&true)
    }

    fn is_free(&self, line: usize) -> bool {
        self.kinds.get(line).is_some_and(Option::is_none)
    }

    fn mark(&mut self, line: usize, kind: SegmentKind) {
        self.kinds[line] = Some(kind);
    }

    /// True for page furniture and footnotes, over which the frame goes on.
    fn is_aside(&self, line: usize) -> bool {
        let is_note = self.tidy.lines.get(line).is_some_and(|line| line.place == Place::Note);
        is_note || self.kinds.get(line) == Some(&Some(SegmentKind::Furniture))
    }

    /// The next line from `from` on that is neither page furniture nor a footnote.
    fn next(&self, from: usize) -> Option<usize> {
        (from..self.len()).find(|line| !self.is_aside(*line))
    }
}

/// The words without spaces.
fn dense(words: &str) -> String {
    let mut dense = String::with_capacity(words.len());
    let mut copied = 0;
    for (at, c) in signs(words).filter(|(_, c)| c.is_whitespace()) {
        dense.push_str(&words[copied..at]);
        copied = at + c.len_utf8();
    }
    dense + &words[copied..]
}

/// Code points of a line.
fn width(words: &str) -> usize {
    words.chars().count()
}

#[cfg(test)]
mod tests;
