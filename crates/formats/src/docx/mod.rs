//! DOCX: Word documents of 2007 and later, and those that WPS writes.
//!
//! `parts` finds the parts, `xml` makes small trees of their markup, `styles` and `numbering` are
//! what paragraphs inherit, `story` and `inline` read paragraphs and tables into items, `write`
//! makes blocks of them. `single` reads documents that Word 2003 saved as one XML file.

mod field;
mod grid;
mod inline;
mod item;
mod labels;
mod names;
mod note;
mod numbering;
mod parts;
mod single;
mod story;
mod styles;
mod symbol;
mod write;
pub(super) mod xml;

use super::Limits;
use super::draft::Draft;
use super::package::Package;
use gongwen::diagnostic::Code;
use gongwen::document::BlockKind;
use item::Item;
use note::NoteKind;
use numbering::Numbering;
use parts::Parts;
use std::collections::BTreeSet;
use story::{Context, Margin, Reader, Tally};
use styles::Styles;
use write::Writer;
use xml::Stream;

pub(super) use single::read as read_single;

/// Letters that may stand beside a page number in a foot that says nothing else: 第 页 共 页.
const PAGE_WORDS: usize = 4;

/// Reads a file. Total: what cannot be read becomes a diagnostic.
pub(super) fn read(limits: &Limits, bytes: &[u8], draft: &mut Draft) {
    let mut package = match Package::open(limits, bytes) {
        Ok(package) => package,
        Err(error) => return draft.note(error.code(), error.to_string()),
    };
    let mut parts = Parts::open(limits, &mut package);
    let context = context(&mut parts);
    let mut reader = Reader::new(&context);
    settings(&mut parts, &mut reader);
    let is_read = body(limits, &mut parts, &mut reader, draft);
    let (tally, has_pictures) = (reader.tally, parts.has_pictures());
    for (code, message) in std::mem::take(&mut parts.troubles) {
        draft.note(code, message);
    }
    package.report(draft);
    tell(tally, draft);
    match draft.is_blank() {
        true if has_pictures => {
            draft.note(Code::NoTextLayer, "the document holds pictures and no characters");
        }
        true if is_read => draft.note(Code::EmptyFile, "the document holds no characters"),
        _ => {}
    }
}

fn context(parts: &mut Parts<'_, '_>) -> Context {
    let mut context = Context::default();
    if let Some(text) = parts.of_kind("styles") {
        context.styles = parts.each(&text, &["styles"], Styles::read);
    }
    if let Some(text) = parts.of_kind("numbering") {
        context.numbering = parts.each(&text, &["numbering"], Numbering::read);
    }
    context
}

/// How notes are numbered, and whether even pages have heads of their own.
fn settings(parts: &mut Parts<'_, '_>, reader: &mut Reader<'_>) {
    let Some(text) = parts.of_kind("settings") else { return };
    parts.each(&text, &["settings"], |stream| {
        for tree in stream {
            let node = tree.root();
            let kind = match node.name() {
                "footnotePr" => NoteKind::Footnote,
                "endnotePr" => NoteKind::Endnote,
                "evenAndOddHeaders" => {
                    let is_off = matches!(node.attr("val"), Some("0" | "false" | "off"));
                    reader.has_even_pages = !is_off;
                    continue;
                }
                _ => continue,
            };
            if let Some(format) = node.val("numFmt") {
                reader.notes.formats[kind as usize] = format.to_owned();
            }
        }
    });
}

/// Reads all stories. True where the main one was there.
fn body(
    limits: &Limits,
    parts: &mut Parts<'_, '_>,
    reader: &mut Reader<'_>,
    draft: &mut Draft,
) -> bool {
    let text = match parts.main() {
        Ok(text) => text,
        Err(error) => {
            draft.note(error.code(), error.to_string());
            return false;
        }
    };
    let mut writer = Writer::new(limits.chars, draft);
    parts.each(&text, &["body"], |stream| blocks(stream, reader, &mut writer));
    notes(parts, reader, &mut writer);
    margins(parts, reader, &mut writer);
    true
}

/// Reads and writes one block after another.
fn blocks(stream: &mut Stream<'_>, reader: &mut Reader<'_>, writer: &mut Writer<'_>) {
    for tree in stream {
        let mut items = Vec::new();
        reader.block(tree.root(), &mut items);
        writer.items(&items);
        if writer.is_full() {
            return;
        }
    }
    let mut items = Vec::new();
    reader.end(&mut items);
    writer.items(&items);
}

/// The notes that the text refers to, in the order of their part.
fn notes(parts: &mut Parts<'_, '_>, reader: &mut Reader<'_>, writer: &mut Writer<'_>) {
    for (kind, name) in [(NoteKind::Footnote, "footnotes"), (NoteKind::Endnote, "endnotes")] {
        let Some(text) = parts.of_kind(name) else { continue };
        parts.each(&text, &[name], |stream| {
            for tree in stream {
                if let Some(words) = reader.note(kind, tree.root()) {
                    writer.line(BlockKind::Footnote, &words);
                }
            }
        });
    }
}

/// Heads and feet, each once; those that hold a page number and nothing else say nothing.
fn margins(parts: &mut Parts<'_, '_>, reader: &mut Reader<'_>, writer: &mut Writer<'_>) {
    let mut margins = std::mem::take(&mut reader.own_margins);
    for id in std::mem::take(&mut reader.margins) {
        let Some(text) = parts.of_id(&id) else { continue };
        reader.fields.has_page_number = false;
        let items = parts.each(&text, &["hdr", "ftr"], |stream| {
            let mut items = Vec::new();
            stream.for_each(|tree| reader.block(tree.root(), &mut items));
            reader.end(&mut items);
            items
        });
        let words: Vec<String> = items.iter().map(Item::words).collect();
        let has_page_number = reader.fields.has_page_number;
        margins.push(Margin { words: words.join("\n"), has_page_number });
    }
    write_margins(margins, writer);
}

fn write_margins(margins: Vec<Margin>, writer: &mut Writer<'_>) {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for Margin { words, has_page_number } in margins {
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        let is_number = has_page_number && letters <= PAGE_WORDS;
        if !is_number && !seen.contains(&words) {
            words.lines().for_each(|line| writer.line(BlockKind::Margin, line));
            seen.insert(words);
        }
    }
}

/// Says what was taken in or left out.
fn tell(tally: Tally, draft: &mut Draft) {
    let Tally { inserted, deleted, hidden, foreign } = tally;
    if inserted + deleted > 0 {
        let message =
            format!("{inserted} tracked insertions are read, {deleted} deletions are left out");
        draft.note(Code::TrackedChanges, message);
    }
    if hidden > 0 {
        draft.note(Code::HiddenText, format!("{hidden} hidden characters were left out"));
    }
    if foreign > 0 {
        let message = format!(
            "{foreign} embedded parts in another format are not read; save the document again as \
             DOCX to make them part of it"
        );
        draft.note(Code::UnsupportedFormat, message);
    }
}

#[cfg(test)]
mod tests;
