//! Gongwen (公文) turns Chinese government notices into records that can be checked word by word.

#![cfg_attr(test, allow(clippy::unwrap_used))]
// The documentation of a module speaks of its inner parts too.
#![allow(rustdoc::private_intra_doc_links)]

use diagnostic::Notes;
use document::TextLayer;
use find::Context;
use lexicon::Lexicon;
use record::{Extraction, Stages};

/// The name of the program, as records and data sets carry it.
pub const NAME: &str = env!("CARGO_PKG_NAME");

/// The version of the program, as records and data sets carry it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Reads one notice. Pure and total: no file, no clock, no error, no panic.
///
/// ```
/// use gongwen::{document::TextLayer, extract, lexicon::Lexicon};
///
/// let layer = TextLayer::new("临江市人民政府办公室关于做好防汛工作的通知\n一、加强值守。(责任单位:市水利局)");
/// let notice = extract(Lexicon::builtin(), &layer).notice;
/// assert_eq!(notice.sections[0].title.value, "加强值守");
/// ```
#[must_use]
pub fn extract(lexicon: &Lexicon, layer: &TextLayer) -> Extraction {
    let mut notes = Notes::default();
    let tidy = tidy::tidy(lexicon, layer, &mut notes);
    let header = header::read(lexicon, &tidy, &mut notes);
    let outline = outline::outline(lexicon, &tidy, &header, &mut notes);
    let issued_on = header.metadata.issued_on.as_ref().map(|date| date.value);
    let context = Context { lexicon, text: &tidy.text, issued_on };
    let findings = find::settle::find(&context, &outline, &mut notes);
    let stages = Stages {
        lexicon,
        layer,
        tidy: &tidy,
        header: &header,
        outline: &outline,
        findings: &findings,
    };
    record::assemble(&stages, notes)
}

pub mod document;
pub mod tidy;
pub mod header;
pub mod outline;
pub mod find;
pub mod record;
pub mod emit;

pub mod calendar;
pub mod chars;
pub mod diagnostic;
pub mod lexicon;
pub mod marker;
pub mod model;
pub mod names;
pub mod nearest;
pub mod number;
pub mod span;
