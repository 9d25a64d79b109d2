//! The laws that every text layer keeps, whatever the bytes were. Used by the tests and by the fuzz
//! targets, which include this file: it needs nothing but what stands beside it.

use super::{Source, read};
use gongwen::document::Document;
use gongwen::span::Span;
use std::ops::Range;

/// Reads a file, twice, and gives back the laws that its text layer breaks, in words.
pub(crate) fn broken(bytes: &[u8]) -> Vec<String> {
    let source = Source::from_bytes("fuzz", bytes);
    let document = read(&source, None);
    let again = read(&source, None);
    let mut broken = Vec::new();
    let same = document.layer.text() == again.layer.text()
        && document.layer.structure() == again.layer.structure()
        && document.info == again.info
        && document.diagnostics == again.diagnostics;
    if !same {
        broken.push("read again it is another document".to_owned());
    }
    broken.extend(broken_by(&document, bytes.len() as u64));
    broken
}

/// The laws that the text layer of a file of so many bytes breaks.
pub(crate) fn broken_by(document: &Document, bytes: u64) -> Vec<String> {
    let mut broken = Vec::new();
    sizes(document, bytes, &mut broken);
    blocks(document, &mut broken);
    pages(document, &mut broken);
    sheets(document, &mut broken);
    places(document, bytes, &mut broken);
    diagnostics(document, &mut broken);
    broken
}

/// The sizes that the document states are right.
fn sizes(document: &Document, bytes: u64, broken: &mut Vec<String>) {
    let (info, layer) = (&document.info, &document.layer);
    let chars = layer.text().chars().count();
    if (info.text_chars, layer.len()) != (chars as u32, chars as u32) {
        broken.push(format!("text_chars {}, len {}, not {chars}", info.text_chars, layer.len()));
    }
    if info.bytes != bytes {
        broken.push(format!("bytes {}, not {bytes}", info.bytes));
    }
}

/// Blocks stand in order, on code points, apart from each other, with line ends and markup only around
/// them; a row is one line. Markup stands in order, too.
fn blocks(document: &Document, broken: &mut Vec<String>) {
    let text = document.layer.text();
    let blocks = &document.layer.structure().blocks;
    let markup = &document.layer.structure().markup;
    let ordered = markup.iter().all(|range| text.get(range.clone()).is_some_and(|m| !m.is_empty()))
        && markup.is_sorted_by(|a, b| a.end <= b.start);
    if !ordered {
        broken.push(format!("markup stands at {markup:?}"));
        return;
    }
    let mut last = 0;
    for (index, block) in blocks.iter().enumerate() {
        let range = block.range.clone();
        let (Some(words), Some(_)) = (text.get(range.clone()), text.get(last..range.start)) else {
            broken.push(format!("block {index} at {range:?} after {last} is no words"));
            return;
        };
        let (shown, before) =
            (shown(text, markup, &range), shown(text, markup, &(last..range.start)));
        if words.is_empty() || before.contains(|c| !matches!(c, '\n' | '\r')) {
            broken.push(format!("block {index} {words:?} stands behind {before:?}"));
        }
        if block.kind.table().is_some() && shown.contains(['\n', '\r']) {
            broken.push(format!("row {index} is more than one line: {words:?}"));
        }
        last = range.end;
    }
    let rest = shown(text, markup, &(last..text.len()));
    if !blocks.is_empty() && rest.contains(|c| !matches!(c, '\n' | '\r')) {
        broken.push(format!("{rest:?} stands in no block"));
    }
}

/// The characters of a stretch that are no markup.
fn shown(text: &str, markup: &[Range<usize>], range: &Range<usize>) -> String {
    let first = markup.partition_point(|markup| markup.end <= range.start);
    let (mut shown, mut at) = (String::new(), range.start);
    for markup in markup[first..].iter().take_while(|markup| markup.start < range.end) {
        shown.push_str(text.get(at..markup.start).unwrap_or_default());
        at = markup.end;
    }
    shown + text.get(at..range.end).unwrap_or_default()
}

/// Pages begin one after another, inside the text.
fn pages(document: &Document, broken: &mut Vec<String>) {
    let pages = &document.layer.structure().pages;
    let end = document.layer.len();
    if !pages.is_sorted() || pages.last().is_some_and(|last| *last > end) {
        broken.push(format!("pages begin at {pages:?} of {end}"));
    }
}

/// Sheets begin one after another, each with a block.
fn sheets(document: &Document, broken: &mut Vec<String>) {
    let structure = document.layer.structure();
    let sheets = &structure.sheets;
    let begins = |sheet: &usize| {
        structure.blocks.binary_search_by_key(sheet, |block| block.range.start).is_ok()
    };
    if !sheets.is_sorted_by(|a, b| a < b) || !sheets.iter().all(begins) {
        broken.push(format!("sheets begin at {sheets:?}"));
    }
}

/// Every character lies in the file, where it lies anywhere.
fn places(document: &Document, bytes: u64, broken: &mut Vec<String>) {
    let layer = &document.layer;
    let whole = Span::new(0, layer.len());
    let chars = (0..layer.len()).map(|at| Span::new(at, at + 1));
    let has_places = layer.file_bytes(whole).is_some();
    for span in std::iter::once(whole).chain(chars) {
        let place = layer.file_bytes(span);
        let inside = place.is_none_or(|(start, end)| start <= end && end <= bytes);
        if !inside || place.is_some() != has_places {
            broken.push(format!("{span:?} stands at {place:?} of {bytes}"));
            return;
        }
    }
}

/// What is said about a place is said about one in the text.
fn diagnostics(document: &Document, broken: &mut Vec<String>) {
    let end = document.layer.len();
    for diagnostic in &document.diagnostics {
        let span = diagnostic.span.unwrap_or_default();
        if span.end > end || span.start > span.end || diagnostic.message.is_empty() {
            broken.push(format!("{diagnostic:?} of {end}"));
        }
    }
}
