//! Workers: processes that read files of formats with third-party parsers.
//!
//! A worker is this program, started again with [`ARGUMENT`]. It receives files one after the other and answers
//! with their texts ([`wire`]). It has a memory limit and a time limit for each file ([`process`]); one that dies
//! or is killed costs only the file that it was reading. Workers start when the first file needs one, are
//! reused, and end when their standard input is closed.

mod process;
mod serve;
mod wire;

pub use serve::serve;

use crate::{Limits, Parser};
use encoding_rs::Encoding;
use gongwen::document::Document;
use gongwen_formats::source::archive::{self, Member, Unpacked};
use gongwen_formats::source::{Error, ErrorKind, Source};
use gongwen_messages::message;
use process::{Death, Process};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use wire::{Answer, Next, Request};

/// What makes the program a worker; the limit on its memory follows, in bytes.
pub const ARGUMENT: &str = "worker";

/// Bytes of an archive that may take as long as a file.
const ARCHIVE_STEP: u64 = 16 << 20;

/// Workers, started as they are needed: no more than there are threads that read.
#[derive(Debug)]
pub struct Workers {
    program: PathBuf,
    memory: u64,
    time: Duration,
    idle: Mutex<Vec<Process>>,
}

impl Workers {
    /// Workers that run `program`, which must be this one. None is started yet.
    #[must_use]
    pub fn new(program: PathBuf, limits: &Limits) -> Self {
        let (memory, time) = (limits.max_memory, limits.max_time());
        Self { program, memory, time, idle: Mutex::default() }
    }

    /// Asks a worker. One that answered is kept for the next file. Where it ends without a word that
    /// blames the file, somebody else may have ended it: then a new one is asked, once.
    fn ask(&self, name: &str, request: &Request, time: Duration) -> Result<Answer, Error> {
        let waiting = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let first = waiting.map_or_else(|| self.start(name), Ok)?;
        let mut asked = self.ask_one(first, request, time);
        if matches!(asked, Err(Death::Other(_))) && request.clear().is_ok() {
            asked = self.ask_one(self.start(name)?, request, time);
        }
        asked.map_err(|death| self.death(name, &death, time))
    }

    fn start(&self, name: &str) -> Result<Process, Error> {
        Process::start(&self.program, self.memory)
            .map_err(|cause| Error::no_reader(name.to_owned(), cause))
    }

    fn ask_one(
        &self,
        mut process: Process,
        request: &Request,
        time: Duration,
    ) -> Result<Answer, Death> {
        let (answer, next) = process.ask(request, time)?;
        if next == Next::Waits {
            self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(process);
        }
        Ok(answer)
    }

    fn death(&self, name: &str, death: &Death, time: Duration) -> Error {
        let (kind, why) = match death {
            Death::Late => return crate::too_slow(name, time),
            Death::OutOfMemory => {
                (ErrorKind::OutOfMemory, message!("reader.out-of-memory", mib = self.memory >> 20))
            }
            Death::Other(how) => (ErrorKind::ReaderDied, message!("reader.died", how)),
        };
        Error::of(name.to_owned(), kind, why)
    }
}

/// An answer to another question than the one that was asked.
fn unexpected(name: &str, answer: &Answer) -> Error {
    let why = match answer {
        Answer::Failed(cause) => message!("internal.failed", cause),
        _ => message!("reader.unexpected"),
    };
    Error::of(name.to_owned(), ErrorKind::ReaderDied, why)
}

impl Parser for Workers {
    fn read(
        &self,
        limits: &gongwen_formats::Limits,
        source: Source,
        stated: Option<&'static Encoding>,
    ) -> Result<Document, Error> {
        let name = source.path.clone();
        match self.ask(&name, &Request::read(limits, source, stated), self.time)? {
            Answer::Document(document) => Ok(document.unpacked(&name)),
            other => Err(unexpected(&name, &other)),
        }
    }

    fn unpack(
        &self,
        limits: &archive::Limits,
        file: &Path,
        into: &Path,
        take: &mut dyn FnMut(Member),
    ) -> Result<Unpacked, Error> {
        let name = crate::name_of(file);
        let size = std::fs::metadata(file).map_or(0, |facts| facts.len());
        let steps = u32::try_from(size / ARCHIVE_STEP).unwrap_or(u32::MAX).saturating_add(1);
        let time = self.time.saturating_mul(steps);
        match self.ask(&name, &Request::unpack(limits, file, into), time)? {
            Answer::Unpacked(archive) => Ok(archive.handed_over(into, take)),
            Answer::NotUnpacked(why) => Err(why.error()),
            other => Err(unexpected(&name, &other)),
        }
    }
}
