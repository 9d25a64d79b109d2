//! OLE2 Word documents, DOC and WPS: the format of Word 97 to 2003, which WPS writes, too.
//!
//! The container (`container.rs`, `salvage.rs`) holds streams; the file information block (`fib.rs`) says where
//! everything is. The piece table (`pieces.rs`) gives the characters; formatted runs (`runs.rs`), modifiers
//! (`sprm.rs`, `props.rs`), styles and lists give their properties. `story.rs` makes paragraphs, `table.rs`
//! tables, `write.rs` blocks. Offsets are those of the public specification MS-DOC.

mod bytes;
mod container;
mod fib;
mod fields;
mod grid;
mod guess;
mod label;
mod lists;
mod numerals;
mod pieces;
pub(super) mod plausible;
pub(super) mod props;
mod runs;
mod salvage;
mod sprm;
mod stories;
pub(super) mod story;
mod styles;
pub(super) mod symbols;
pub(super) mod table;
pub(super) mod write;

use super::Limits;
use super::draft::Draft;
use container::{Opened, Streams};
use fib::{Fib, Part};
use gongwen::diagnostic::Code;
use lists::Lists;
use pieces::{EastAsian, Text};
use runs::{Kind, Runs};
use stories::Content;
use story::{File, Seen};
use styles::Styles;

/// Reads a file. Total: what cannot be read becomes a diagnostic.
pub(super) fn read(limits: &Limits, bytes: &[u8], draft: &mut Draft) {
    match container::open(bytes) {
        Opened::Word(streams) => read_streams(limits, &streams, draft),
        Opened::EncryptedPackage => draft.note(
            Code::EncryptedFile,
            "the file is an encrypted DOCX or XLSX; open it with its password and save it without one",
        ),
        Opened::Other(kind) => {
            draft.note(
                Code::UnsupportedFormat,
                format!("the file is {kind}; save it as DOCX or PDF"),
            );
        }
        Opened::Broken => draft.note(
            Code::UnsupportedFormat,
            "the file is an OLE2 container without a Word document; save it as DOCX or PDF",
        ),
    }
}

fn read_streams(limits: &Limits, streams: &Streams, draft: &mut Draft) {
    let Some(fib) = Fib::read(&streams.word) else {
        return draft.note(
            Code::DamagedFile,
            "the beginning of the Word document cannot be read; try a fresh copy of the file",
        );
    };
    if fib.is_encrypted() {
        return draft.note(
            Code::EncryptedFile,
            "the Word document is encrypted; open it with its password and save it without one",
        );
    }
    if fib.is_old() {
        return draft.note(
            Code::UnsupportedFormat,
            "the file is a document of Word 95 or before; open it in Word, WPS or LibreOffice \
             and save it as DOCX",
        );
    }
    let table = if fib.table_name() == "1Table" { &streams.table1 } else { &streams.table0 };
    let (text, is_guessed) = text(limits, &fib, &streams.word, table);
    let file = file(&fib, text, streams, table);
    let mut seen = Seen::default();
    let content = Content::read(&fib, &file, table, &mut seen);
    if !content.is_plausible(&seen) {
        return draft.note(
            Code::DamagedFile,
            "no text can be read from the Word document: what stands in its place is no text; \
             try a fresh copy of the file",
        );
    }
    let damage =
        Damage { of_container: streams.is_damaged, is_guessed, missing: file.text.missing };
    content.write(limits.chars, draft);
    if file.text.is_cut {
        let message = format!("the text was read up to {} characters", file.text.len());
        draft.note(Code::LimitReached, message);
    }
    report(damage, &seen, draft);
    if draft.is_blank() {
        report_empty(&seen, draft);
    }
}

/// The text by the piece table, or by rule where that is lost.
fn text(limits: &Limits, fib: &Fib<'_>, word: &[u8], table: &[u8]) -> (Text, bool) {
    let east_asian = if fib.is_east_asian() { EastAsian::Yes } else { EastAsian::No };
    // Text boxes and notes are not shown at the limit; the characters before it are enough.
    let text = pieces::read(fib.part(Part::Pieces, table), word, east_asian, limits.chars);
    let is_empty = text.units.iter().all(|unit| *unit == pieces::NOTHING);
    if is_empty && fib.stories.main > 1 {
        return (guess::text(word, fib.stories.main.min(limits.chars)), true);
    }
    (text, false)
}

fn file<'a>(fib: &Fib<'_>, text: Text, streams: &'a Streams, table: &'a [u8]) -> File<'a> {
    let runs = |kind, part| Runs::read(kind, fib.part(part, table), &streams.word);
    let (sections, _) = bytes::plc(fib.part(Part::Sections, table), 12);
    File {
        text,
        paragraphs: runs(Kind::Paragraphs, Part::ParagraphRuns),
        chars: runs(Kind::Chars, Part::CharRuns),
        styles: Styles::read(fib.part(Part::Styles, table)),
        lists: Lists::read(
            fib.part_and_rest(Part::Lists, table),
            fib.part(Part::ListOverrides, table),
        ),
        fonts: symbols::fonts(fib.part(Part::Fonts, table)),
        sections: sorted(sections),
        data: &streams.data,
    }
}

fn sorted(mut numbers: Vec<u32>) -> Vec<u32> {
    numbers.sort_unstable();
    numbers
}

/// What is known to be lost.
#[derive(Clone, Copy, Debug)]
struct Damage {
    of_container: bool,
    is_guessed: bool,
    missing: u64,
}

fn report_empty(seen: &Seen, draft: &mut Draft) {
    match seen.pictures {
        0 => draft.note(Code::EmptyFile, "the document holds no text"),
        _ => draft.note(
            Code::NoTextLayer,
            "the document holds pictures and no characters; recognise the characters with an OCR \
             program and read its output",
        ),
    }
}

fn report(damage: Damage, seen: &Seen, draft: &mut Draft) {
    if damage.is_guessed {
        draft.note(
            Code::DamagedFile,
            "the table of the text's pieces is lost; the characters were read where they stand \
             as a rule, without tables, numbering and what comes behind; try a fresh copy",
        );
    } else if damage.missing > 0 {
        let message = format!("{} characters of the file are missing from it", damage.missing);
        draft.note(Code::DamagedFile, message);
    } else if seen.rubbish > 0 {
        let message = format!("{} characters are no text and were left out", seen.rubbish);
        draft.note(Code::DamagedFile, message);
    } else if damage.of_container {
        draft.note(
            Code::DamagedFile,
            "the container of the file is damaged; what could be read was read",
        );
    }
    draft.note_changes(u64::from(seen.inserted), u64::from(seen.deleted));
    draft.note_hidden(u64::from(seen.hidden));
}

#[cfg(test)]
mod tests;
