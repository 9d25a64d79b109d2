//! Reads some bytes as a file and checks the laws of its record.

use gongwen::emit::{Record, json};
use gongwen::lexicon::Lexicon;
use gongwen_formats::source::{Format, Source, sniff};

#[path = "../../tests/laws/mod.rs"]
mod laws;

pub(crate) fn check(bytes: &[u8]) {
    if sniff(bytes) != Format::Text {
        // The targets of the formats look at it.
        return;
    }
    let document = gongwen_formats::read(&Source::from_bytes("fuzz.txt", bytes), None);
    let extraction = gongwen::extract(Lexicon::builtin(), &document.layer);
    let mut line = Vec::new();
    let record = Record::new(&document, &extraction, Lexicon::builtin());
    json::write_line(&record, &mut line).expect("memory takes everything");
    let record = serde_json::from_slice(&line).expect("a record is JSON");
    let broken = laws::broken(&document, bytes, &record);
    assert!(broken.is_empty(), "{broken:#?}");
}
