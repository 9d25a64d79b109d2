//! Reads files into texts, each within its limits.
//!
//! Plain text and small web pages are read in this process: their cost is bounded by their size. All other
//! formats, and archives, go to a [`Parser`], because third-party parsers can need any amount of memory for a
//! small file.

use super::limits::Limits;
use super::pool::Lost;
use encoding_rs::Encoding;
use gongwen::document::Document;
use gongwen_formats::source::archive::{self, Member, Unpacked};
use gongwen_formats::source::{Error, ErrorKind, Format, Source, sniff};
use gongwen_messages::message;
use std::fmt::Debug;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

/// A larger web page is handed to the parser.
const SMALL_PAGE: usize = 256 << 10;

/// What the documents that are worked on at once may take together, in bytes, as far as it can be
/// told before they are read.
pub(crate) const BUDGET: u64 = 160 << 20;
/// What any document takes.
const EACH: u64 = 1 << 20;
/// What a byte of a text takes while it is read: twice what the densest real notices do.
const TEXT: u64 = 32;
/// What a process that reads other formats takes, and a byte of such a file.
const PROCESS: u64 = 16 << 20;
const PACKED: u64 = 48;

/// Reads what is not plain text.
pub trait Parser: Send + Sync + Debug {
    /// The text of a file.
    ///
    /// # Errors
    /// Where it costs more than it may, or whoever reads it does not come back.
    fn read(
        &self,
        limits: &gongwen_formats::Limits,
        source: Source,
        stated: Option<&'static Encoding>,
    ) -> Result<Document, Error>;

    /// Does what [`archive::unpack`] does.
    ///
    /// # Errors
    /// As there, and where it costs more than it may.
    fn unpack(
        &self,
        limits: &archive::Limits,
        file: &Path,
        into: &Path,
        take: &mut dyn FnMut(Member),
    ) -> Result<Unpacked, Error>;
}

/// Reads in this process, without a bound on what foreign libraries take.
#[derive(Clone, Copy, Debug, Default)]
pub struct InProcess;

impl Parser for InProcess {
    fn read(
        &self,
        limits: &gongwen_formats::Limits,
        source: Source,
        stated: Option<&'static Encoding>,
    ) -> Result<Document, Error> {
        Ok(gongwen_formats::read_within(limits, &source, stated))
    }

    fn unpack(
        &self,
        limits: &archive::Limits,
        file: &Path,
        into: &Path,
        take: &mut dyn FnMut(Member),
    ) -> Result<Unpacked, Error> {
        archive::unpack(limits, file, into, take)
    }
}

/// How files are read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What each may cost.
    pub limits: Limits,
    /// The encoding that the user stated, if any.
    pub encoding: Option<&'static Encoding>,
    /// Who reads what is not plain text.
    pub parser: Arc<dyn Parser>,
    /// Whether notices account for their quantities and dates.
    pub mentions: Mentions,
}

/// Whether records account for every quantity and date of the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Mentions {
    /// They do.
    #[default]
    Kept,
    /// They do not, and are shorter.
    LeftOut,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            encoding: None,
            parser: Arc::new(InProcess),
            mentions: Mentions::Kept,
        }
    }
}

impl Reading {
    /// The bytes of a file. What the system keeps under `/dev/stdin` and `/dev/fd/` is read as a
    /// stream.
    ///
    /// # Errors
    /// Where it cannot be read, or is too large; then nothing of it was read.
    pub fn open(&self, file: &Path, name: &str) -> Result<Source, Error> {
        Source::open_typed_up_to(self.limits.max_bytes, file, name)
    }

    /// The bytes of a stream.
    ///
    /// # Errors
    /// Where it fails, or holds more than a file may.
    pub fn stream(&self, stream: impl Read, name: &str) -> Result<Source, Error> {
        Source::from_reader_up_to(self.limits.max_bytes, name, stream)
    }

    /// The text of a file.
    ///
    /// # Errors
    /// Where it costs more than it may. A file that cannot be understood is no error but a document
    /// that says so.
    pub fn read(&self, source: Source) -> Result<Document, Error> {
        self.read_as(source, self.encoding)
    }

    /// [`Reading::read`], with another stated encoding.
    ///
    /// # Errors
    /// As there.
    pub fn read_as(
        &self,
        source: Source,
        stated: Option<&'static Encoding>,
    ) -> Result<Document, Error> {
        let limits = self.limits.of_reader();
        match sniff(&source.bytes) {
            Format::Text => Ok(gongwen_formats::read_within(&limits, &source, stated)),
            Format::Html if source.bytes.len() <= SMALL_PAGE => {
                Ok(gongwen_formats::read_within(&limits, &source, stated))
            }
            _ => self.parser.read(&limits, source, stated),
        }
    }

    /// Unpacks an archive; its members may be as large as files.
    ///
    /// # Errors
    /// As [`archive::unpack`], and where it costs more than it may.
    pub fn unpack(
        &self,
        file: &Path,
        into: &Path,
        take: &mut dyn FnMut(Member),
    ) -> Result<Unpacked, Error> {
        let limits = archive::Limits { member: self.limits.max_bytes, ..Default::default() };
        self.parser.unpack(&limits, file, into, take)
    }
}

/// What a document may take while it is read, in bytes, by its size and the ending of its name.
/// Only what runs at the same time depends on it.
#[must_use]
pub fn cost(size: u64, name: &str) -> u64 {
    let ending = name.rsplit('.').next().unwrap_or_default();
    let is_text = ["txt", "text"].iter().any(|text| ending.eq_ignore_ascii_case(text));
    match is_text {
        true => size.saturating_mul(TEXT).saturating_add(EACH),
        false => size.saturating_mul(PACKED).saturating_add(PROCESS),
    }
}

/// A document that was given up, as a reason.
#[must_use]
pub fn lost(name: &str, lost: &Lost) -> Error {
    match lost {
        Lost::Late(limit) => too_slow(name, *limit),
        Lost::Failed(cause) => {
            let why = message!("internal.failed", cause = cause.clone());
            Error::of(name.to_owned(), ErrorKind::Io, why)
        }
    }
}

/// A document that took too long.
pub(crate) fn too_slow(name: &str, limit: Duration) -> Error {
    let why = message!("reader.too-slow", seconds = limit.as_secs_f64());
    Error::of(name.to_owned(), ErrorKind::TooSlow, why)
}

#[cfg(test)]
mod tests {
    use super::{BUDGET, cost};

    #[test]
    fn small_texts_are_read_together_and_what_is_large_or_packed_waits() {
        let together = |size, name| BUDGET / cost(size, name);
        assert!(together(10_000, "a.txt") > 64);
        assert!(together(1 << 20, "A.TXT") >= 4);
        assert!(together(100_000, "a.docx") >= 7);
        assert_eq!(together(2 << 20, "a.pdf"), 1);
        assert_eq!(together(4 << 20, "a.xlsx"), 0);
        assert_eq!(together(u64::MAX, "without ending"), 0);
    }
}
