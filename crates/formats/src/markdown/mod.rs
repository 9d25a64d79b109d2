//! Markdown, as converters, clipping tools and language models write it.
//!
//! The text layer is the file's own text. What is markup in it, and which headings, items, tables and
//! facts it shows, is told beside it.
//!
//! | file | what it knows |
//! | --- | --- |
//! | `signs.rs` | which texts are Markdown |
//! | `stretch.rs` | where in a text front matter, tables and prose stand |
//! | `front.rs` | front matter |
//! | `pipes.rs` | tables of bars |
//! | `page.rs` | HTML inside |
//! | `prose.rs` | everything else |
//! | `stray.rs` | signs that the standard takes for words and people do not, and the other way round |
//! | `sheet.rs` | words and blocks of a text while they are found |
//!
//! Nothing is fetched, and nothing is known about notices.

mod front;
mod page;
mod pipes;
mod prose;
mod sheet;
mod signs;
mod stray;
mod stretch;
#[cfg(test)]
mod tests;

use gongwen::document::Structure;
use sheet::Sheet;
pub(super) use signs::shows_markdown;
use stretch::{Stretch, stretches};

/// The media type that records show.
pub(super) const MEDIA_TYPE: &str = "text/markdown";

/// The blocks and the markup of a text. HTML inside is read up to that depth.
pub(super) fn structure(text: &str, depth: u32) -> Structure {
    let mut sheet = Sheet::new(text);
    for (stretch, range) in stretches(text) {
        match stretch {
            Stretch::Front => front::read(&mut sheet, range),
            Stretch::Page => page::read(&mut sheet, range, depth),
            Stretch::Pipes => pipes::read(&mut sheet, range),
            Stretch::Prose => prose::read(&mut sheet, range, depth),
            Stretch::Fence => {}
        }
    }
    stray::sweep(&mut sheet);
    sheet.finish()
}
