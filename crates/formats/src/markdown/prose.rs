//! Prose: headings, paragraphs, lists, quotations, and the signs inside their lines.

use super::page;
use super::sheet::Sheet;
use gongwen::document::BlockKind;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;
use std::panic::AssertUnwindSafe;

/// What stands before a piece of a line so that it is read as one.
const BEFORE: &str = "、";

fn options() -> Options {
    Options::ENABLE_FOOTNOTES | Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_MATH
}

/// Reads a stretch of whole lines; HTML inside up to that depth.
pub(super) fn read(sheet: &mut Sheet, range: Range<usize>, depth: u32) {
    // Should the library fail on such a text, all of it is words.
    let reading = AssertUnwindSafe(|| read_all(sheet, range.clone(), depth));
    if std::panic::catch_unwind(reading).is_err() {
        sheet.cover(range);
    }
}

fn read_all(sheet: &mut Sheet, range: Range<usize>, depth: u32) {
    let parser = Parser::new_ext(&sheet.text[range.clone()], options());
    for (_, definition) in parser.reference_definitions().iter() {
        // A note in brackets before a colon is no address.
        if !definition.dest.is_ascii() {
            let place = &definition.span;
            sheet.cover(range.start + place.start..range.start + place.end);
        }
    }
    let mut reader = Reader {
        sheet,
        depth,
        open: None,
        kind: BlockKind::Paragraph,
        lists: 0,
        numbered: Vec::new(),
        pictures: 0,
        is_page: false,
    };
    for (event, place) in parser.into_offset_iter() {
        reader.event(&event, range.start + place.start..range.start + place.end);
    }
    reader.close();
}

/// Reads a piece of a line. Gives the bytes at which another line of it begins.
pub(super) fn inline(sheet: &mut Sheet, range: Range<usize>) -> Vec<usize> {
    if !sheet.text[range.clone()].contains(|c: char| c.is_ascii_punctuation()) {
        sheet.cover(range);
        return Vec::new();
    }
    let reading = AssertUnwindSafe(|| inline_all(sheet, range.clone()));
    std::panic::catch_unwind(reading).unwrap_or_else(|_| {
        sheet.cover(range);
        Vec::new()
    })
}

fn inline_all(sheet: &mut Sheet, range: Range<usize>) -> Vec<usize> {
    let words = sheet.text[range.clone()].trim_start_matches([' ', '\t']);
    let start = range.end - words.len();
    let padded = format!("{BEFORE}{}", words.trim_end());
    let place = |at: usize| start + at.saturating_sub(BEFORE.len());
    let (mut breaks, mut pictures) = (Vec::new(), 0);
    for (event, range) in Parser::new_ext(&padded, options()).into_offset_iter() {
        let range = place(range.start)..place(range.end);
        match event {
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) => pictures -= 1,
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                breaks.push(range.end);
            }
            event if pictures == 0 => {
                words_of(sheet, &event, range);
            }
            _ => {}
        }
    }
    breaks
}

/// Covers the words of a text, of code or of a formula; gives their bytes.
fn words_of(sheet: &mut Sheet, event: &Event, range: Range<usize>) -> Option<Range<usize>> {
    let words = &sheet.text[range.clone()];
    let inside = match event {
        // What stands for a character is none.
        Event::Text(shown) if words.starts_with('&') && **shown != *words => return None,
        Event::Text(_) => range,
        Event::Code(_) => between(words, '`', range.start),
        Event::InlineMath(_) | Event::DisplayMath(_) => between(words, '$', range.start),
        _ => return None,
    };
    sheet.cover(inside.clone());
    if matches!(event, Event::InlineMath(_) | Event::DisplayMath(_)) {
        uncover_escapes(sheet, inside.clone());
    }
    Some(inside)
}

/// The bytes between signs of a kind around some words.
fn between(words: &str, sign: char, start: usize) -> Range<usize> {
    let inside = words.trim_start_matches(sign);
    let start = start + words.len() - inside.len();
    start..start + inside.trim_end_matches(sign).len()
}

/// `95\%`: the sign before a sign is none.
fn uncover_escapes(sheet: &mut Sheet, range: Range<usize>) {
    let bytes = sheet.text[range.clone()].as_bytes();
    let found = memchr::memchr_iter(b'\\', bytes);
    let escapes: Vec<usize> =
        found.filter(|at| bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation)).collect();
    for at in escapes {
        sheet.uncover(range.start + at..range.start + at + 1);
    }
}

struct Reader<'a, 't> {
    sheet: &'a mut Sheet<'t>,
    /// Levels of HTML that are read.
    depth: u32,
    /// The block that is being read: its kind and its words so far.
    open: Option<(BlockKind, Range<usize>)>,
    /// What the next words begin.
    kind: BlockKind,
    /// Open lists.
    lists: u8,
    /// Whether the items of each have numbers.
    numbered: Vec<bool>,
    /// Open pictures.
    pictures: u32,
    /// Inside a stretch of HTML.
    is_page: bool,
}

impl Reader<'_, '_> {
    fn event(&mut self, event: &Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::SoftBreak | Event::HardBreak => self.line_break(range.end),
            _ if self.is_page || self.pictures > 0 => {}
            event => {
                if let Some(words) = words_of(self.sheet, event, range) {
                    self.words(words);
                }
            }
        }
    }

    fn start(&mut self, tag: &Tag, range: Range<usize>) {
        match tag {
            Tag::Image { .. } => self.pictures += 1,
            Tag::List(first) => {
                self.close();
                self.lists = self.lists.saturating_add(1);
                self.numbered.push(first.is_some());
            }
            Tag::Item => self.item(range),
            Tag::Heading { level, .. } => {
                self.begin(BlockKind::Heading(*level as u8));
                if !is_heading(&self.sheet.text[range]) {
                    self.kind = BlockKind::Paragraph;
                }
            }
            Tag::FootnoteDefinition(_) => self.begin(BlockKind::Footnote),
            Tag::HtmlBlock => {
                self.close();
                self.is_page = true;
                page::read(self.sheet, range, self.depth);
            }
            Tag::BlockQuote(_) | Tag::CodeBlock(_) => self.begin(BlockKind::Paragraph),
            _ => {}
        }
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            TagEnd::List(_) => {
                self.begin(BlockKind::Paragraph);
                self.lists = self.lists.saturating_sub(1);
                self.numbered.pop();
            }
            TagEnd::HtmlBlock => self.is_page = false,
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::FootnoteDefinition => self.begin(BlockKind::Paragraph),
            _ => {}
        }
    }

    /// An item begins; its number is words.
    fn item(&mut self, range: Range<usize>) {
        self.begin(BlockKind::Item(self.lists));
        if self.numbered.last() != Some(&true) {
            return;
        }
        let words = &self.sheet.text[range.clone()];
        let digits = words.bytes().take_while(u8::is_ascii_digit).count();
        let rest = words[digits..].strip_prefix(['.', ')']).unwrap_or_default();
        let number = words.len() - rest.trim_start_matches(' ').len();
        if digits > 0 && !rest.is_empty() {
            let number = range.start..range.start + number;
            self.sheet.cover(number.clone());
            self.words(number);
        }
    }

    /// A line that stands at the left of an item is none of its lines.
    fn line_break(&mut self, next: usize) {
        let is_indented = self.sheet.text[next..].starts_with([' ', '\t']);
        let is_item = matches!(self.open, Some((BlockKind::Item(_), _)));
        if is_item && !is_indented {
            self.begin(BlockKind::Paragraph);
        }
    }

    fn words(&mut self, range: Range<usize>) {
        match &mut self.open {
            Some((_, open)) => open.end = open.end.max(range.end),
            None => self.open = Some((self.kind, range)),
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        self.close();
        self.kind = kind;
    }

    fn close(&mut self) {
        if let Some((kind, range)) = self.open.take() {
            self.sheet.block(kind, range);
        }
    }
}

/// A line over a line of dashes may as well be the last of a paragraph over a rule.
fn is_heading(words: &str) -> bool {
    let words = words.trim();
    let mut lines = words.lines();
    let (first, more) = (lines.next().unwrap_or_default().trim_end(), lines.nth(1).is_some());
    words.starts_with('#') || (!more && !first.ends_with(['。', '；', '：', '，', '、']))
}
