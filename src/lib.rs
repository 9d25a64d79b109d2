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

pub mod source;
pub mod reader;
pub mod tidy;
pub mod header;
pub mod outline;
pub mod find;
pub mod units;
pub mod record;
pub mod emit;

pub mod number;
pub mod calendar;
pub mod lexicon;
pub mod diagnostic;
pub mod model;
pub mod span;

pub mod batch;
