//! Gongwen (公文) turns Chinese government notices into records that can be checked word by word.

#![cfg_attr(test, allow(clippy::unwrap_used))]

use lexicon::Lexicon;
use reader::TextLayer;
use record::Extraction;

/// Reads one notice. Pure and total: no file, no clock, no error, no panic.
#[must_use]
pub fn extract(_lexicon: &Lexicon, _layer: &TextLayer) -> Extraction {
    Extraction::default()
}

pub mod emit;
pub mod find;
pub mod header;
pub mod outline;
pub mod reader;
pub mod record;
pub mod source;
pub mod tidy;
pub mod units;

pub mod calendar;
mod chars;
pub mod diagnostic;
pub mod lexicon;
mod marker;
pub mod model;
pub mod number;
pub mod span;

pub mod batch;
