//! Gongwen (公文) turns Chinese government notices into records that can be checked word by word.
//!
//! The library takes a text and gives back a notice: title, number and dates, the numbered structure,
//! tasks with the units that lead and are responsible, numeric targets, milestones, leading groups.
//! Every value carries the place of the words that it was read from. This package reads plain text;
//! `gongwen-formats` makes a [`document::Document`] of web pages, office files, PDF and OFD.
//!
//! # A first program
//!
//! ```
//! use gongwen::{document::TextLayer, extract, lexicon::Lexicon, model::Role};
//!
//! let layer = TextLayer::new(
//!     "青禾区人民政府办公室关于做好防汛工作的通知\n\
//!      一、加强值守。(牵头单位:区水利局;责任单位:区气象局)",
//! );
//! let notice = extract(Lexicon::builtin(), &layer).notice;
//! let task = &notice.tasks[0];
//! let lead = task.responsibilities.iter().find(|part| part.role == Role::Lead).unwrap();
//! assert_eq!(lead.surface, "区水利局");
//! assert_eq!(notice.units[lead.unit.index()].name, "青禾区水利局");
//! ```
//!
//! # Where to go on
//!
//! The [`guide`] has a page each on records, spans, own words, several notices in one file, errors and
//! doubts, limits, and writing records. `examples/` holds two small programs. The types of a notice are in
//! [`model`], those of the JSON record in [`emit`].
//!
//! [`extract`] has no errors and does not panic. The same text and lexicon give the same notice on every
//! machine.

#![cfg_attr(test, allow(clippy::unwrap_used))]
// The documentation of a module speaks of its inner parts too.
#![allow(rustdoc::private_intra_doc_links)]

use annotate::Annotations;
use diagnostic::Notes;
use document::TextLayer;
use find::Context;
use lexicon::Lexicon;
use record::Stages;
use split::spread;

/// The name of the program, as records and data sets carry it.
pub const NAME: &str = env!("CARGO_PKG_NAME");

/// The version of the program, as records and data sets carry it.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Reads one notice. Pure and total: no file, no clock, no error, no panic.
///
/// ```
/// use gongwen::{document::TextLayer, extract, lexicon::Lexicon};
///
/// let layer = TextLayer::new("青禾区人民政府办公室关于做好防汛工作的通知\n一、加强值守。(责任单位:区水利局)");
/// let notice = extract(Lexicon::builtin(), &layer).notice;
/// assert_eq!(notice.sections[0].title.value, "加强值守");
/// ```
#[must_use]
pub fn extract(lexicon: &Lexicon, layer: &TextLayer) -> Extraction {
    match spread::closed(layer) {
        Some(closed) => closed.back(layer, read(lexicon, &closed.layer)),
        None => read(lexicon, layer),
    }
}

fn read(lexicon: &Lexicon, layer: &TextLayer) -> Extraction {
    let mut notes = Notes::default();
    let tidy = tidy::tidy(lexicon, layer, &mut notes);
    let header = header::read(lexicon, &tidy, &mut notes);
    let outline = outline::outline(lexicon, &tidy, &header, &mut notes);
    let issued_on = header.metadata.issued_on.as_ref().map(|date| date.value);
    let marks = Annotations::new(lexicon, &tidy.text, &outline.passages);
    let context = Context { lexicon, text: &tidy.text, issued_on, rows: &tidy.rows, marks: &marks };
    let findings = find::settle::find(&context, &outline, &mut notes);
    let account = account::account(&context, &outline, &findings);
    let stages = Stages {
        lexicon,
        layer,
        tidy: &tidy,
        header: &header,
        outline: &outline,
        findings: &findings,
        account: &account,
    };
    record::assemble(&stages, notes)
}

/// Reads every notice of a text, in order: one as a rule. Several stand in a collection, each with a
/// head of its own below the signature of the one before; their segments partition the text. A notice
/// with what it issues and attaches is one.
#[must_use]
pub fn extract_all(lexicon: &Lexicon, layer: &TextLayer) -> Vec<Extraction> {
    match spread::closed(layer) {
        Some(closed) => {
            let all = read_all(lexicon, &closed.layer);
            all.into_iter().map(|found| closed.back(layer, found)).collect()
        }
        None => read_all(lexicon, layer),
    }
}

fn read_all(lexicon: &Lexicon, layer: &TextLayer) -> Vec<Extraction> {
    let ranges = split::notices(lexicon, layer);
    if ranges.len() == 1 {
        return vec![read(lexicon, layer)];
    }
    let part = |range| split::extract_part(layer, range, |part| read(lexicon, part));
    ranges.into_iter().map(part).collect()
}

/// Every rule that a field `rule` of a record can name.
pub fn rules() -> impl Iterator<Item = &'static model::Rule> {
    find::rules().chain(account::rules())
}

/// What a rule is called today, by the name that an earlier release gave it in a record. A name that
/// was not changed stays as it is.
#[must_use]
pub fn current_rule(name: &str) -> &str {
    model::renamed(model::RENAMED, name)
}

pub mod document;
mod tidy;
mod header;
mod outline;
mod annotate;
mod find;
mod account;
mod record;
mod split;
pub mod emit;

mod calendar;
#[cfg(test)]
mod cases;
mod chars;
pub mod diagnostic;
pub mod guide;
pub mod lexicon;
mod marker;
pub mod model;
mod names;
mod nearest;
mod number;
mod set;
pub mod span;

pub use record::Extraction;

/// What the other packages, benches and checks of this project share with the library. No promise of
/// any kind.
#[doc(hidden)]
pub mod internal {
    pub use crate::annotate::Annotations;
    pub use crate::calendar::{Anchor, Bound, Interval as Days, TimeMention, scan_informal};
    pub use crate::chars::fold;
    pub use crate::diagnostic::Notes;
    pub use crate::find::Context;
    pub use crate::find::settle::{PassageFindings, find};
    pub use crate::header::{Header, read as header};
    pub use crate::lexicon::classes;
    pub use crate::lexicon::measures::MeasureKind;
    pub use crate::lexicon::organisation::spellings;
    pub use crate::marker::{Style, at_start};
    pub use crate::nearest::{distance, listed, nearest};
    pub use crate::number::{Interval, Quantity, Use, intervals, scan};
    pub use crate::outline::{Outline, outline};
    pub use crate::tidy::{Tidy, tidy};
}
