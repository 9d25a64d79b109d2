//! Why files could not be read.

use super::inputs::Input;
use gongwen::document::hex;
use gongwen_formats::source;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::Path;

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// There is no such file.
    NotFound,
    /// It may not be read.
    Denied,
    /// The system reports an error.
    Io,
    /// It is larger than the limit.
    TooLarge,
    /// It took longer than the limit.
    TooSlow,
    /// Its bytes hold no text that can be read: a scan, an encrypted or broken file, another kind.
    NoText,
    /// It is in an archive and cannot be unpacked.
    Packed,
    /// Reading it takes more memory than the limit.
    OutOfMemory,
    /// The process that read it ended before it was read.
    ReaderDied,
    /// The program failed on it.
    InternalError,
}

impl Reason {
    /// Those for which reading the file again would cost as much, and fail again.
    pub(super) const COSTLY: [Self; 3] = [Self::TooSlow, Self::OutOfMemory, Self::ReaderDied];

    /// The stable name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Denied => "denied",
            Self::Io => "io",
            Self::TooLarge => "too-large",
            Self::TooSlow => "too-slow",
            Self::NoText => "no-text",
            Self::Packed => "packed",
            Self::OutOfMemory => "out-of-memory",
            Self::ReaderDied => "reader-died",
            Self::InternalError => "internal-error",
        }
    }
}

/// A file that was not read.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) reason: Reason,
    pub(super) message: String,
    pub(super) sha256: Option<String>,
    pub(super) bytes: Option<u64>,
}

impl Refusal {
    pub(super) fn of(error: &source::Error) -> Self {
        let reason = match error.kind() {
            source::ErrorKind::NotFound => Reason::NotFound,
            source::ErrorKind::Denied => Reason::Denied,
            source::ErrorKind::TooLarge => Reason::TooLarge,
            source::ErrorKind::Packed => Reason::Packed,
            source::ErrorKind::TooSlow => Reason::TooSlow,
            source::ErrorKind::OutOfMemory => Reason::OutOfMemory,
            source::ErrorKind::ReaderDied => Reason::ReaderDied,
            _ => Reason::Io,
        };
        Self { reason, message: error.reason().to_string(), sha256: None, bytes: None }
    }

    /// Says also what another refusal of the same file says. A reason that is remembered stands for
    /// both.
    pub(super) fn join(&mut self, other: &Self) {
        if Reason::COSTLY.contains(&other.reason) {
            self.reason = other.reason;
        }
        self.message = format!("{}; {}", self.message, other.message);
    }
}

/// The refusal with what tells whether the file is the same the next time: its hash, or its size
/// where no limit allows to read it.
pub(super) fn identified(input: &Input, refusal: &Refusal) -> Refusal {
    let mut refusal = refusal.clone();
    let size = fs::metadata(&input.path).ok().map(|facts| facts.len());
    if refusal.reason == Reason::TooLarge && size > Some(source::MAX_BYTES) {
        refusal.bytes = size;
    } else if refusal.sha256.is_none() {
        refusal.sha256 = hash_of(&input.path);
    }
    refusal
}

/// SHA-256 of a file, where it can be read.
pub(super) fn hash_of(path: &Path) -> Option<String> {
    let facts = fs::metadata(path).ok()?;
    let mut file = facts.is_file().then(|| File::open(path).ok())??;
    let (mut hash, mut piece) = (Sha256::new(), vec![0; 64 << 10]);
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Some(hex(&hash.finalize())),
            Ok(read) => hash.update(&piece[..read]),
            Err(cause) if cause.kind() == ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
}
