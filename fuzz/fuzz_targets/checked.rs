//! Reads some bytes as a file and checks the laws of its record.

use gongwen::emit::json;
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
    let notices = gongwen::extract_all(Lexicon::builtin(), &document.layer);
    let record = |(at, notice)| {
        let mut line = Vec::new();
        let lexicon = Lexicon::builtin();
        json::write_notice(&document, notice, at, lexicon, &mut line).expect("memory takes everything");
        serde_json::from_slice(&line).expect("a record is JSON")
    };
    let records: Vec<serde_json::Value> = notices.iter().enumerate().map(record).collect();
    let mut broken = laws::parted(&document, &records);
    broken.extend(records.iter().flat_map(|record| laws::broken(&document, bytes, record)));
    assert!(broken.is_empty(), "{broken:#?}");
}
