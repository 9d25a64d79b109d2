//! Web pages: decode, parse with places, lay out, choose the notice, write.
//!
//! | file | what it knows |
//! | --- | --- |
//! | `charset.rs` | declared encodings |
//! | `anchors.rs` | notes and lists of contents, by the links of the page |
//! | `parse.rs`, `sink.rs`, `dom.rs` | the source as a tree whose texts know their place |
//! | `looks.rs`, `flow.rs`, `list.rs`, `table.rs` | the tree as lines of text |
//! | `xml.rs` | feeds and other XML |
//! | `hidden.rs` | header tables that a style or a script shows |
//! | `fragment.rs` | HTML inside a text of another format |
//! | `facts.rs` | title and meta tags |
//! | `chrome.rs`, `line.rs`, `weight.rs`, `hints.rs` | which lines are the notice |
//!
//! Scripts and style sheets are not run; nothing is fetched.

mod anchors;
mod charset;
mod chrome;
mod dom;
mod facts;
mod flow;
pub(super) mod fragment;
mod hidden;
mod hints;
mod line;
mod list;
mod looks;
mod parse;
mod sink;
mod table;
mod weight;
mod xml;
#[cfg(test)]
mod tests;

use super::Limits;
use super::draft::Draft;
use super::encoding::Decoded;
use anchors::Anchors;
use dom::Dom;
pub(super) use dom::Glyph;
use encoding_rs::Encoding;
use facts::Fact;
use flow::{Page, PageLine};
use gongwen::diagnostic::Code;
use gongwen::document::{BlockKind, TextLayer};
use gongwen::span::Span;

/// Decodes what declares its encoding as pages and XML do.
pub(super) fn decoded(bytes: &[u8], stated: Option<&'static Encoding>) -> Decoded {
    let charset::Page { mut decoded, basis, .. } = charset::read(bytes, stated);
    decoded.basis = basis;
    decoded
}

/// Reads a page. Returns its encoding and how that was decided.
pub(super) fn read(
    limits: &Limits,
    bytes: &[u8],
    stated: Option<&'static Encoding>,
    draft: &mut Draft,
) -> (&'static Encoding, &'static str) {
    let charset::Page { decoded, basis, conflict } = charset::read(bytes, stated);
    let (encoding, replaced) = (decoded.encoding, decoded.replaced);
    if let Some(declared) = conflict {
        let message = format!("declared is {}, used {}", declared.name(), encoding.name());
        draft.note(Code::EncodingConflict, message);
    }
    // Replaced characters are counted where they are written, so that they have a place.
    let findings = super::encoding::report(&decoded);
    // Whether the words are a text is seen when they are written, too.
    let elsewhere = [Code::DecodingReplaced, Code::NotText];
    for finding in findings.into_iter().filter(|found| !elsewhere.contains(&found.code)) {
        draft.note(finding.code, finding.message);
    }
    let source = TextLayer::with_bytes(decoded.text, decoded.map);
    let mut writer = Writer {
        source: &source,
        draft,
        left: limits.chars,
        is_cut: false,
        replaced,
        anchors: Anchors::default(),
    };
    if source.text().trim_start().starts_with("<")
        && let Some(page) = xml::read(source.text(), limits.depth)
    {
        writer.lines(&page, std::iter::repeat(true));
        writer.note_rest();
        return (encoding, basis);
    }
    let Some(parsed) = parse::parse(source.text(), limits.depth) else {
        writer.draft.note(Code::DamagedFile, "the markup of the page cannot be read");
        return (encoding, basis);
    };
    note_limits(limits, &parsed, writer.draft);
    let dom = &parsed.dom;
    let facts = facts::facts(dom, source.text());
    let mut page = flow::page(dom);
    let choice = chrome::choose(dom, &page, &facts);
    let anchors = Anchors::read(dom);
    anchors.apply(&mut page);
    writer.anchors = anchors;
    writer.facts(&facts);
    writer.lines(&page, choice.keep.iter().copied());
    writer.note_rest();
    note_chrome(&page, &choice, dom, draft);
    (encoding, basis)
}

fn note_limits(limits: &Limits, parsed: &parse::Parsed, draft: &mut Draft) {
    if parsed.too_deep > 0 {
        let message = format!(
            "{} tags stand deeper than {} levels and were passed over; their text was read",
            parsed.too_deep, limits.depth
        );
        draft.note(Code::LimitReached, message);
    }
    if let Some(at) = parsed.cut_at {
        let message = format!("the page has too many elements; it was read up to character {at}");
        draft.note(Code::LimitReached, message);
    }
}

/// Says how much of the page was set aside or is hidden.
fn note_chrome(page: &Page, choice: &chrome::Choice, dom: &Dom, draft: &mut Draft) {
    let left_out = page.lines.iter().zip(&choice.keep).filter(|(_, keep)| !**keep);
    let glyphs = left_out.map(|(line, _)| looks::ink(&page.glyphs[line.glyphs.clone()]));
    let (lines, chars) = glyphs.fold((0, 0), |(lines, chars), ink| (lines + 1, chars + ink));
    if chars > 0 {
        let message =
            format!("{chars} characters in {lines} lines around the notice were left out");
        draft.note(Code::PageChrome, message);
    }
    if page.revealed.is_some() {
        let message = "the page hides its text until a script shows it; it was read";
        draft.note(Code::HiddenText, message);
    }
    if !page.headers.is_empty() {
        let message =
            "the page hides its header table until a style or a script shows it; it was read";
        draft.note(Code::HiddenText, message);
    }
    let Some(body) = choice.body else { return };
    let inside = page.hidden.iter().filter(|(id, _)| {
        std::iter::successors(Some(*id), |id| dom.parent(*id)).any(|id| id == body)
    });
    let hidden: usize = inside.map(|(_, chars)| chars).sum();
    if hidden > 8 {
        let message =
            format!("{hidden} characters that the page hides inside the notice were left out");
        draft.note(Code::HiddenText, message);
    }
}

/// Writes glyphs with their places in the file.
struct Writer<'a> {
    source: &'a TextLayer,
    draft: &'a mut Draft,
    /// Characters that may still be written.
    left: u32,
    /// True once something was not written.
    is_cut: bool,
    /// Malformed sequences of the file, until the first was seen.
    replaced: usize,
    anchors: Anchors,
}

impl Writer<'_> {
    fn facts(&mut self, facts: &[Fact]) {
        for fact in facts {
            self.draft.block(BlockKind::Fact);
            self.glyphs(&fact.name);
            self.draft.push_str(": ");
            self.glyphs(&fact.value);
        }
    }

    fn lines(&mut self, page: &Page, keep: impl Iterator<Item = bool>) {
        for (line, _) in page.lines.iter().zip(keep).filter(|(_, keep)| *keep) {
            self.line(line, page);
        }
    }

    /// Says what could not be written and what was not in what was written.
    fn note_rest(&mut self) {
        if self.replaced > 0 {
            let message = format!(
                "{} malformed byte sequences stand in the page, none of them in the text that was read",
                self.replaced
            );
            self.draft.note(Code::DecodingReplaced, message);
        }
        if self.is_cut {
            let message = "the text is longer than the limit and was not written out in full";
            self.draft.note(Code::LimitReached, message);
        }
    }

    fn line(&mut self, line: &PageLine, page: &Page) {
        self.draft.block(line.kind.block());
        if line.cells.is_empty() {
            return self.glyphs(&page.glyphs[line.glyphs.clone()]);
        }
        for (glyphs, area) in &line.cells {
            if self.is_cut {
                return;
            }
            self.draft.cell(*area);
            self.glyphs(&page.glyphs[glyphs.clone()]);
        }
    }

    fn glyphs(&mut self, glyphs: &[Glyph]) {
        for glyph in glyphs {
            let Some(left) = self.left.checked_sub(1) else {
                self.is_cut = true;
                return;
            };
            self.left = left;
            let span = self.source.span(glyph.start as usize, glyph.end as usize);
            let (start, end) = self.place(span);
            match self.anchors.is_mark(glyph.start) {
                true => self.draft.push_drawn_at(glyph.c, start, end),
                false => self.draft.push_at(glyph.c, start, end),
            }
            if glyph.c == '\u{FFFD}' && self.replaced > 0 {
                let count = std::mem::take(&mut self.replaced);
                let message = format!(
                    "{count} malformed byte sequences of the page were replaced by U+FFFD, the first of the text here"
                );
                self.draft.note_last(1, Code::DecodingReplaced, message);
            }
        }
    }

    fn place(&self, span: Span) -> (u32, u32) {
        let (start, end) = self.source.file_bytes(span).unwrap_or_default();
        (u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(end).unwrap_or(u32::MAX))
    }
}
