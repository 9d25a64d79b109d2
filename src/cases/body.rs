//! The body of a notice from the words of a test, and what is found in it.

use crate::account::{self, Accounted};
use crate::annotate::Annotations;
use crate::diagnostic::Notes;
use crate::document::Area;
use crate::find::settle::{self, PassageFindings};
use crate::find::{Context, Passage};
use crate::lexicon::Lexicon;
use crate::marker;
use crate::model::{PartId, SectionId};
use crate::outline::{Outline, RawSection};
use crate::span::{TextRange, to_u32};
use crate::tidy::{Cell, Row};
use jiff::civil::Date;

/// Words, and what was found in them.
pub(super) struct Body {
    pub(super) text: String,
    pub(super) findings: Vec<PassageFindings>,
    pub(super) mentions: Vec<Accounted>,
    pub(super) codes: Vec<&'static str>,
}

impl Body {
    pub(super) fn new(words: &str, issued: Date) -> Self {
        let mut laid = Laid::default();
        words.replace(" ⏎ ", "⏎").split("⏎⏎").for_each(|section| laid.section(section));
        let Laid { text, rows, outline, .. } = laid;
        let lexicon = Lexicon::builtin();
        let marks = Annotations::new(lexicon, &text, &outline.passages);
        let issued_on = Some(issued);
        let context = Context { lexicon, text: &text, issued_on, rows: &rows, marks: &marks };
        let mut notes = Notes::default();
        let findings = settle::find(&context, &outline, &mut notes);
        let mentions = account::account(&context, &outline, &findings).mentions;
        let codes = notes.list().iter().map(|note| note.code.name()).collect();
        drop(marks);
        Self { text, findings, mentions, codes }
    }
}

/// A text while it is laid out.
#[derive(Default)]
struct Laid {
    text: String,
    rows: Vec<Row>,
    outline: Outline,
    /// The number of the table that a row goes on with, if the line before was a row.
    table: Option<u32>,
}

impl Laid {
    fn section(&mut self, words: &str) {
        let (above, words) = bracketed(words, "^{");
        let (own, words) = bracketed(words, "{");
        let above = above.map(|heading| self.line(heading)).into_iter().collect();
        let from = self.text.len();
        self.text += own.unwrap_or_default();
        let heading = own.map(|_| TextRange::from(from..self.text.len()));
        let mut lines = words.split('⏎');
        let first = lines.next().unwrap_or_default();
        let end = self.line(first).end;
        let mut paragraphs = vec![TextRange::new(to_u32(from), end)];
        paragraphs.extend(lines.map(|line| self.line(line)));
        let section = heading.map(|heading| self.numbered(heading));
        let part = PartId(0);
        let opening = None;
        self.outline.passages.push(Passage { part, section, heading, above, opening, paragraphs });
    }

    /// A section without one above it.
    fn numbered(&mut self, heading: TextRange) -> SectionId {
        let id = SectionId(to_u32(self.outline.sections.len()));
        self.outline.sections.push(RawSection {
            part: PartId(0),
            parent: None,
            depth: 1,
            path: String::new(),
            label: String::new(),
            ordinal: 1,
            title: heading,
            heading,
            range: heading,
            line: 0,
        });
        id
    }

    fn line(&mut self, words: &str) -> TextRange {
        let start = self.text.len();
        if !words.contains('|') {
            self.table = None;
            self.text += words;
            self.text.push('\n');
            return TextRange::from(start..start + words.len());
        }
        let next = self.rows.last().map_or(0, |row| row.table + 1);
        let table = *self.table.get_or_insert(next);
        let bars = words.starts_with('|') && words.ends_with('|') && words.len() > 1;
        let inner = if bars { &words[1..words.len() - 1] } else { words };
        let mut cells = Vec::new();
        for (column, words) in inner.split('|').enumerate() {
            self.text += if bars || column > 0 { "|" } else { "" };
            cells.extend(self.cell(column, words));
        }
        self.text += if bars { "|" } else { "" };
        let range = TextRange::from(start..self.text.len());
        self.text.push('\n');
        self.rows.push(Row { table, range, cells });
        range
    }

    fn cell(&mut self, column: usize, words: &str) -> Option<Cell> {
        let (words, rows) = words.split_once('×').unwrap_or((words, "1"));
        let start = self.text.len();
        let mut breaks = Vec::new();
        for (at, line) in words.split('¦').enumerate() {
            breaks.extend((at > 0).then_some(to_u32(self.text.len())));
            self.text += line;
        }
        let range = TextRange::from(start..self.text.len());
        let area = Area { rows: rows.parse().unwrap_or(1), ..Area::at(to_u32(column)) };
        (!range.is_empty()).then_some(Cell { range, area, breaks })
    }
}

/// The words in a bracket that `words` begins with, and those behind it.
fn bracketed<'w>(words: &'w str, open: &str) -> (Option<&'w str>, &'w str) {
    match words.strip_prefix(open).and_then(|rest| rest.split_once('}')) {
        Some((inside, rest)) => (Some(inside), rest),
        None => (None, words),
    }
}

/// What the example of a rule needs around it: a duty is one of a list of duties, a rule of the document
/// needs a clause to act on. What stands behind a marker is a heading, to the end
/// of its sentence.
pub(super) fn around(rule: &str, words: &str) -> String {
    let words = words.replace(" ⏎ ", "⏎");
    match rule {
        "duty/line" => format!("{{协办单位}}⏎{words}"),
        "duty/colon-less" => format!("{{协办单位}}⏎市教育局:做好招生⏎市水利局:做好供水⏎{words}"),
        "responsibility/convention" => format!("{words}⏎推进。(责任单位:市水利局)"),
        _ => numbered(&words).unwrap_or(words),
    }
}

fn numbered(words: &str) -> Option<String> {
    let behind = &words[marker::at_start(words)?.len..];
    Some(match behind.find(['。', '⏎']) {
        Some(end) => format!("{{{}}}{}", &behind[..end], &behind[end..]),
        None => behind.to_owned(),
    })
}
