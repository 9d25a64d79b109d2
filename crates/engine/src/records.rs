//! Writes the records of files.

use super::discover::Entry;
use super::engine::{Engine, Extracted, Work};
use super::pool::Lost;
use super::reading::{Reading, cost, lost};
use gongwen::Extraction;
use gongwen::diagnostic::Severity;
use gongwen::document::Document;
use gongwen::emit::json;
use gongwen::lexicon::Lexicon;
use gongwen_formats::source::{Error, Source};
use std::io;
use std::sync::{Mutex, PoisonError};

/// Files that are handed to the threads before their records are needed.
const AHEAD: usize = 256;

/// How a record is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One line a record.
    Line,
    /// One field a line.
    Pretty,
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
    /// It was read: a record for each of its notices.
    Written(Vec<Written>),
    /// It could not be read.
    Unreadable(Error),
}

/// Reads all entries and hands each outcome to `take`, in order.
///
/// # Errors
/// Where no thread can be started or `take` fails; the rest is left.
pub fn write_records(
    engine: &Engine,
    form: Form,
    entries: &[Entry],
    mut take: impl FnMut(&Entry, Outcome) -> io::Result<()>,
) -> io::Result<()> {
    let jobs = entries.iter().map(|entry| Ok(vec![Job::new(entry, &engine.reading)]));
    engine
        .start(Writing(form))?
        .run(AHEAD, jobs, |made| made.try_for_each(|(job, outcome)| take(&job.entry, outcome)))
}

/// An entry with what standard input holds, where it is that. It may take its time, which is not that
/// of the notice: so it is read before its job begins.
struct Job {
    entry: Entry,
    stream: Mutex<Option<Result<Source, Error>>>,
}

impl Job {
    fn new(entry: &Entry, reading: &Reading) -> Self {
        let read = || reading.stream(io::stdin().lock(), &entry.name);
        let stream = entry.file.is_none().then(read);
        Self { entry: entry.clone(), stream: Mutex::new(stream) }
    }

    fn source(&self, reading: &Reading) -> Result<Source, Error> {
        if let Some(file) = &self.entry.file {
            return reading.open(file, &self.entry.name);
        }
        let read = self.stream.lock().unwrap_or_else(PoisonError::into_inner).take();
        read.unwrap_or_else(|| Ok(Source::from_bytes(self.entry.name.as_str(), [])))
    }
}

/// Writes records in that form.
struct Writing(Form);

impl Work for Writing {
    type Job = Job;
    type Made = Outcome;

    fn cost(&self, job: &Job) -> u64 {
        cost(job.entry.size, &job.entry.name)
    }

    fn make(&self, job: &Job, engine: &Engine) -> Outcome {
        let found = job.source(&engine.reading).and_then(|source| engine.read(source));
        let written = found.and_then(|found| written(&found, self.0, engine.lexicon));
        written.map_or_else(Outcome::Unreadable, Outcome::Written)
    }

    fn lost(&self, job: &Job, reason: &Lost) -> Outcome {
        Outcome::Unreadable(lost(&job.entry.name, reason))
    }

    fn weight(outcome: &Outcome) -> u64 {
        let Outcome::Written(records) = outcome else { return 0 };
        records.iter().map(|record| record.bytes.capacity() as u64).sum()
    }
}

fn written(found: &Extracted, form: Form, lexicon: &Lexicon) -> Result<Vec<Written>, Error> {
    let notices = found.notices.iter().enumerate();
    let written = notices.map(|(at, notice)| {
        let bytes = bytes(found, at, form, lexicon);
        let bytes = bytes.map_err(|cause| Error::new(found.document.info.path.clone(), cause))?;
        Ok(said(&found.document, notice, bytes))
    });
    written.collect()
}

fn bytes(found: &Extracted, at: usize, form: Form, lexicon: &Lexicon) -> io::Result<Vec<u8>> {
    if form == Form::Line {
        return found.json_line(lexicon, at);
    }
    let mut bytes = Vec::new();
    if let Some(record) = found.records(lexicon).nth(at) {
        json::write_pretty(&record, &mut bytes)?;
    }
    Ok(bytes)
}

/// A record as it was written, and what it says about itself.
fn said(document: &Document, extraction: &Extraction, bytes: Vec<u8>) -> Written {
    let diagnostics = document.diagnostics.iter().chain(&extraction.notice.diagnostics);
    let mut worth_a_look = Vec::new();
    for code in diagnostics.map(|diagnostic| diagnostic.code) {
        if code.severity() > Severity::Info && !worth_a_look.contains(&code.name()) {
            worth_a_look.push(code.name());
        }
    }
    let unreadable = document.unreadable();
    let unreadable = unreadable.map(|why| format!("{}: {}", why.code.name(), why.message));
    Written { bytes, worth_a_look, unreadable }
}
