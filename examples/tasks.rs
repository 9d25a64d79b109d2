//! Prints who does what in a notice: `cargo run --example tasks -- corpus/01-elderly-meals.txt`.
//!
//! Reads plain text in UTF-8. For other encodings and formats, read the file with `gongwen-formats`.

use gongwen::document::TextLayer;
use gongwen::extract;
use gongwen::lexicon::Lexicon;
use std::error::Error;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("usage: tasks FILE")?;
    let layer = TextLayer::new(fs::read_to_string(path)?);
    let notice = extract(Lexicon::builtin(), &layer).notice;
    for task in &notice.tasks {
        let title = task.title.as_ref().map_or(task.text.as_str(), |title| title.value.as_str());
        println!("{title}");
        for part in &task.responsibilities {
            let unit = &notice.units[part.unit.index()].name;
            // The words that it was read from, by their place.
            let words = layer.words(part.span);
            println!("  {:?} {unit} ({words}, {}..{})", part.role, part.span.start, part.span.end);
        }
    }
    Ok(())
}
