//! Every notice to its output: in parallel, handed over in the order of the entries.
//!
//! A few hundred notices are worked on or wait to be handed over, and no more than the budget of
//! memory allows; what comes out does not depend on the number of threads.

use super::discover::Entry;
use super::guard::extract_guarded;
use super::reading::{self, Reading, cost};
use gongwen::diagnostic::Severity;
use gongwen::document::Document;
use gongwen::emit::{Record, json};
use gongwen::lexicon::Lexicon;
use gongwen_formats::source::{Error, Source};
use std::io;
use std::sync::{Mutex, PoisonError};

/// Notices that are handed to the threads before their outcomes are needed.
const AHEAD: u64 = 256;

/// How a record is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One line a record.
    Line,
    /// One field a line.
    Pretty,
}

/// What all notices of a batch share.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The words. A thread that hangs may outlive the batch; so do they.
    pub lexicon: &'static Lexicon,
    /// How files are read.
    pub reading: Reading,
    /// How records are laid out.
    pub form: Form,
    /// Notices that are worked on at once.
    pub threads: usize,
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
/// when it is finished.
///
/// # Errors
/// Where no thread can be started or `sink` fails; the rest of the batch is left.
pub fn run(
    entries: &[Entry],
    settings: &Settings,
    done: &dyn Fn(&Entry),
    sink: &mut dyn FnMut(&Entry, Outcome) -> io::Result<()>,
) -> io::Result<()> {
    let own = settings.clone();
    let work = move |job: &Job| read_one(job, &own);
    let mut pool = settings.reading.pool(settings.threads, work, Outcome::weight)?;
    let mut waiting = entries.iter();
    loop {
        while pool.open() < AHEAD
            && let Some(entry) = waiting.next()
        {
            pool.push(Job::new(entry, &settings.reading), cost(entry.size, &entry.name));
        }
        let Some((job, outcome)) = pool.take() else { return Ok(()) };
        let entry = &job.entry;
        let lost = |lost| Outcome::Unreadable(reading::lost(&entry.name, &lost));
        let outcome = outcome.unwrap_or_else(lost);
        done(entry);
        sink(entry, outcome)?;
    }
}

impl Outcome {
    /// Bytes that it holds.
    fn weight(&self) -> u64 {
        if let Self::Written(written) = self { written.bytes.capacity() as u64 } else { 0 }
    }
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

fn read_one(job: &Job, settings: &Settings) -> Outcome {
    let reading = &settings.reading;
    match job.source(reading).and_then(|source| reading.read(source)) {
        Err(error) => Outcome::Unreadable(error),
        Ok(document) => write_record(&document, settings),
    }
}

fn write_record(document: &Document, settings: &Settings) -> Outcome {
    let extraction = extract_guarded(settings.lexicon, &document.layer);
    let record = Record::new(document, &extraction, settings.lexicon);
    let mut bytes = Vec::with_capacity(document.layer.text().len().saturating_mul(2));
    let written = match settings.form {
        Form::Line => json::write_line(&record, &mut bytes),
        Form::Pretty => json::write_pretty(&record, &mut bytes),
    };
    if let Err(cause) = written {
        return Outcome::Unreadable(Error::new(document.info.path.clone(), cause));
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
