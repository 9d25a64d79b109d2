//! Why a store could not be opened, compared or changed.

use gongwen_engine::why_not_written;
use gongwen_messages::{Arg, Message, message};
use std::io;
use std::path::{Path, PathBuf};

/// What went wrong, where, and what can be done.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// Another process is at work on the store.
    Busy(PathBuf),
    /// There is no store.
    NoStore(PathBuf),
    /// The folder is somebody else's.
    Ours(#[from] gongwen_engine::ours::Refused),
    /// The store is not as it was written.
    Damaged {
        /// The file.
        path: PathBuf,
        /// The line, from 1; 0 where the file itself is what is wrong.
        line: usize,
        /// What is wrong.
        problem: Message,
    },
    /// The store has another form than this program knows.
    Version {
        /// The manifest.
        path: PathBuf,
        /// `layout` or `schema_version`.
        what: &'static str,
        /// What it says.
        found: String,
        /// What this program writes.
        own: String,
        /// What to do.
        advice: Message,
    },
    /// Nothing was checked yet.
    NothingPending(PathBuf),
    /// No change is of that name.
    NothingChosen(Message),
    /// The archive holds nothing to read.
    NothingFound(String),
    /// A path of the archive is not there, or cannot be listed.
    Source(#[from] gongwen_formats::source::Error),
    /// Nothing can be taken back.
    Undo(Message),
    /// A failure of the program or the machine.
    Internal(Message),
}

impl Error {
    /// What went wrong, where, and what can be done.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::File { path, cause } => {
                message!("about", place = path, what = why_not_written(cause))
            }
            Self::Busy(path) => message!("store.busy", path),
            Self::NoStore(path) => message!("store.none", path),
            Self::Ours(refused) => refused.message(),
            Self::Damaged { path, line: 0, problem } => {
                message!("store.damaged-file", path, problem)
            }
            Self::Damaged { path, line, problem } => {
                message!("store.damaged", path, line = *line, problem)
            }
            Self::Version { path, what, found, own, advice } => {
                message!("store.version", path, what = *what, found, own, advice)
            }
            Self::NothingPending(path) => message!("store.nothing-pending", path),
            Self::NothingChosen(why) => message!("store.nothing-chosen", why),
            Self::NothingFound(paths) => message!("store.nothing-found", paths),
            Self::Source(error) => error.message(),
            Self::Undo(message) | Self::Internal(message) => message.clone(),
        }
    }

    pub(super) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::File { path, cause }
    }

    pub(super) fn damaged(path: &Path, line: usize, problem: Message) -> Self {
        Self::Damaged { path: path.to_owned(), line, problem }
    }

    /// A file whose JSON is not of its form.
    pub(super) fn not_json(path: &Path, line: usize, cause: &serde_json::Error) -> Self {
        Self::damaged(path, line, message!("store.json", cause = Arg::text(cause)))
    }

    /// What was to be written as JSON cannot be.
    pub(super) fn unwritable(cause: serde_json::Error) -> Self {
        Self::Internal(message!("internal.failed", cause = Arg::text(cause)))
    }
}
