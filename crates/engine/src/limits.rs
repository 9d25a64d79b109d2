//! What one document may cost, the same for every command that reads.

use std::time::Duration;

/// A larger file is refused, where nothing else is said.
pub const MAX_BYTES: u64 = 64 << 20;
/// A process that reads a file takes no more memory than this, where nothing else is said.
pub const MAX_MEMORY: u64 = 256 << 20;
/// A document that takes more seconds is refused, where nothing else is said.
pub const MAX_SECONDS: u32 = 60;

/// What one document may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of its file; a larger one is refused before it is read.
    pub max_bytes: u64,
    /// Work that its text makes; a longer text is cut, and the record says so.
    pub max_work: u64,
    /// Bytes of memory that a process takes which reads a file for this one.
    pub max_memory: u64,
    /// A last resort: a document that takes more seconds is refused, and nothing of it is kept.
    pub max_seconds: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: MAX_BYTES,
            max_work: gongwen_formats::MAX_WORK,
            max_memory: MAX_MEMORY,
            max_seconds: MAX_SECONDS,
        }
    }
}

impl Limits {
    /// The time of one document.
    #[must_use]
    pub fn max_time(&self) -> Duration {
        Duration::from_secs(self.max_seconds.into())
    }

    /// The limits of the readers.
    #[must_use]
    pub fn of_reader(&self) -> gongwen_formats::Limits {
        gongwen_formats::Limits { work: self.max_work, ..gongwen_formats::Limits::default() }
    }
}
