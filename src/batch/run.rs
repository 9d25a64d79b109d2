//! Every notice to its output: in parallel, handed over in the order of the entries.
//!
//! Notices are worked on in blocks, so memory is bounded by the size of a block whatever the size of
//! the batch; what comes out does not depend on the number of threads.

use super::discover::Entry;
use super::guard::{extract_guarded, panic_message};
use crate::diagnostic::Severity;
use crate::emit::{Record, json};
use crate::lexicon::Lexicon;
use crate::reader;
use crate::source::{Error, Source};
use encoding_rs::Encoding;
use rayon::prelude::*;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A block ends after so many notices …
const BLOCK_NOTICES: usize = 256;
/// … or so many bytes, whichever comes first.
const BLOCK_BYTES: u64 = 64 << 20;

/// How a record is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One line a record.
    Line,
    /// One field a line.
    Pretty,
}

/// What all notices of a batch share.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'l> {
    /// The words.
    pub lexicon: &'l Lexicon,
    /// The encoding that the user stated, if any.
    pub encoding: Option<&'static Encoding>,
    /// How records are laid out.
    pub form: Form,
}

/// A record as bytes, and what it says about itself.
#[derive(Clone, Debug)]
pub struct Written {
    /// The record, ending in `\n`.
    pub bytes: Vec<u8>,
    /// Codes of its warnings and errors, in order, each once.
    pub worth_a_look: Vec<&'static str>,
    /// Why the record is empty, where the file holds nothing that can be read: code and message.
    pub unreadable: Option<String>,
}

/// What became of an entry.
#[derive(Debug)]
pub enum Outcome {
    /// It was read.
    Written(Written),
    /// It could not be read.
    Unreadable(Error),
}

/// Works on all entries and hands each outcome to `sink`, in order. `done` is told of every entry
/// when it is finished, in any order and from any thread.
///
/// # Errors
/// Where `sink` fails; the rest of the batch is left.
pub fn run(
    entries: &[Entry],
    settings: Settings<'_>,
    done: &(dyn Fn(&Entry) + Sync),
    sink: &mut dyn FnMut(&Entry, Outcome) -> io::Result<()>,
) -> io::Result<()> {
    for block in (Blocks { rest: entries }) {
        let work = |entry: &Entry| {
            let outcome = read_one(entry, settings);
            done(entry);
            outcome
        };
        let outcomes: Vec<Outcome> = block.par_iter().with_max_len(1).map(work).collect();
        for (entry, outcome) in block.iter().zip(outcomes) {
            sink(entry, outcome)?;
        }
    }
    Ok(())
}

/// Cuts the entries into blocks, each at least one entry long.
struct Blocks<'e> {
    rest: &'e [Entry],
}

impl<'e> Iterator for Blocks<'e> {
    type Item = &'e [Entry];

    fn next(&mut self) -> Option<Self::Item> {
        let mut bytes = 0_u64;
        let fits = |entry: &&Entry| {
            bytes = bytes.saturating_add(entry.size);
            bytes <= BLOCK_BYTES
        };
        let len = self.rest.iter().take(BLOCK_NOTICES).take_while(fits).count();
        let (block, rest) = self.rest.split_at(len.max(1).min(self.rest.len()));
        self.rest = rest;
        (!block.is_empty()).then_some(block)
    }
}

fn read_one(entry: &Entry, settings: Settings<'_>) -> Outcome {
    let source = match &entry.file {
        Some(file) => Source::open(file, entry.name.as_str()),
        None => Source::from_reader(entry.name.as_str(), io::stdin().lock()),
    };
    match source {
        Err(error) => Outcome::Unreadable(error),
        Ok(source) => catch_unwind(AssertUnwindSafe(|| write_record(&source, settings)))
            .unwrap_or_else(|panic| {
                let cause =
                    io::Error::other(format!("the program failed: {}", panic_message(&*panic)));
                Outcome::Unreadable(Error::new(source.path.clone(), cause))
            }),
    }
}

fn write_record(source: &Source, settings: Settings<'_>) -> Outcome {
    let document = reader::read(source, settings.encoding);
    let extraction = extract_guarded(settings.lexicon, &document.layer);
    let record = Record::new(&document, &extraction, settings.lexicon);
    let mut bytes = Vec::with_capacity(source.bytes.len().saturating_mul(2));
    let written = match settings.form {
        Form::Line => json::write_line(&record, &mut bytes),
        Form::Pretty => json::write_pretty(&record, &mut bytes),
    };
    if let Err(cause) = written {
        return Outcome::Unreadable(Error::new(source.path.clone(), cause));
    }
    let diagnostics = document.diagnostics.iter().chain(&extraction.notice.diagnostics);
    let mut worth_a_look = Vec::new();
    for code in diagnostics.map(|diagnostic| diagnostic.code) {
        if code.severity() > Severity::Info && !worth_a_look.contains(&code.name()) {
            worth_a_look.push(code.name());
        }
    }
    let unreadable = document.unreadable();
    let unreadable = unreadable.map(|why| format!("{}: {}", why.code.name(), why.message));
    Outcome::Written(Written { bytes, worth_a_look, unreadable })
}

#[cfg(test)]
mod tests {
    use super::{BLOCK_BYTES, BLOCK_NOTICES, Blocks};
    use crate::batch::Entry;

    fn entries(sizes: &[u64]) -> Vec<Entry> {
        let entry =
            |size: &u64| Entry { file: None, name: String::new(), place: "x".into(), size: *size };
        sizes.iter().map(entry).collect()
    }

    fn lens(sizes: &[u64]) -> Vec<usize> {
        Blocks { rest: &entries(sizes) }.map(<[Entry]>::len).collect()
    }

    #[test]
    fn blocks_are_bounded_and_lose_nothing() {
        assert!(lens(&[]).is_empty());
        assert_eq!(lens(&[1; 2 * BLOCK_NOTICES + 1]), [BLOCK_NOTICES, BLOCK_NOTICES, 1]);
        assert_eq!(lens(&[BLOCK_BYTES, 1, 1]), [1, 2]);
        assert_eq!(lens(&[1, BLOCK_BYTES, 1]), [1, 1, 1]);
        assert_eq!(lens(&[u64::MAX, u64::MAX]), [1, 1]);
    }
}
