//! RTF, which Word and WPS also write under the name `.doc`.
//!
//! `token.rs` splits the bytes, `fonts.rs` decodes them, `parser.rs` follows groups and destinations and fills
//! the texts of `story.rs`. Tables and blocks are written by the module `doc`.

mod fonts;
mod parser;
mod story;
mod token;

use super::Limits;
use super::doc::table::{cell_text, items};
use super::doc::write::{Floating, Writer};
use super::draft::Draft;
use gongwen::diagnostic::Code;
use gongwen::document::BlockKind;
use parser::Parser;
use story::{Kind, Story};

/// Reads a file. Total: what cannot be read becomes a diagnostic.
pub(super) fn read(limits: &Limits, bytes: &[u8], draft: &mut Draft) {
    let mut parser = Parser::new(limits);
    for token in token::Tokens::new(bytes) {
        parser.token(token);
    }
    let (stories, seen) = parser.finish();
    write(limits, stories, draft);
    if seen.is_cut {
        draft.note(Code::LimitReached, "groups are nested deeper, or text is longer, than allowed");
    }
    if seen.open_groups > 0 {
        draft
            .note(Code::DamagedFile, "the end of the file is missing; what could be read was read");
    }
    draft.note_changes(u64::from(seen.inserted), u64::from(seen.deleted));
    draft.note_hidden(u64::from(seen.hidden));
    if seen.rubbish > 0 {
        let message = format!("{} characters are no text and were left out", seen.rubbish);
        draft.note(Code::DamagedFile, message);
    }
    if draft.is_blank() {
        match seen.pictures {
            0 => draft.note(Code::EmptyFile, "the document holds no text"),
            _ => draft.note(Code::NoTextLayer, "the document holds pictures and no characters"),
        }
    }
}

fn write(limits: &Limits, stories: Vec<Story>, draft: &mut Draft) {
    let (mut main, mut notes, mut margins) = (Vec::new(), Vec::new(), Vec::<String>::new());
    let mut boxes = Vec::new();
    for story in stories {
        match story.kind {
            Kind::Main => main = items(story.paragraphs),
            Kind::Footnote => notes.extend(lines(story)),
            Kind::Box => boxes.push(Floating { anchor: story.anchor, lines: lines(story) }),
            Kind::Margin => {
                for line in lines(story) {
                    if !is_page(&line) && !margins.contains(&line) && margins.len() < 64 {
                        margins.push(line);
                    }
                }
            }
        }
    }
    let mut writer = Writer::new(limits.chars, boxes, draft);
    writer.items(&main);
    writer.rest();
    writer.lines(BlockKind::Footnote, &notes);
    writer.lines(BlockKind::Margin, &margins);
    writer.end();
}

fn lines(story: Story) -> Vec<String> {
    let items = items(story.paragraphs);
    let text = cell_text(&items);
    text.lines().map(|line| line.trim_start().to_owned()).collect()
}

/// True for a line that holds the number of a page and nothing else.
fn is_page(line: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() && !c.is_ascii_digit();
    !line.chars().any(|c| is_word(c) && !matches!(c, '第' | '页' | '共' | '頁'))
}

#[cfg(test)]
mod tests;
