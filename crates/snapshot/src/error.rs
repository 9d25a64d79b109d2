//! Why a store could not be opened, compared or changed.

use std::io;
use std::path::{Path, PathBuf};

/// What went wrong, where, and the way out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}: {}", path.display(), gongwen_engine::why_not_written(cause))]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// Another process is at work on the store.
    #[error("{}: another process is at work on this store; wait until it has ended", .0.display())]
    Busy(PathBuf),
    /// There is no store.
    #[error(
        "{}: is no store of snapshots (it holds no manifest.json); make one with \
         `gongwen snapshot record ARCHIVE -s {}`", .0.display(), .0.display()
    )]
    NoStore(PathBuf),
    /// The folder is somebody else's.
    #[error(transparent)]
    Ours(#[from] gongwen_engine::ours::Refused),
    /// The store is not as it was written.
    #[error(
        "{}:{line}: {problem}; nothing was changed. Get the file back from version control, or \
         move the store away and record it again", path.display()
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The line, from 1; 0 where the file itself is what is wrong.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// The store has another form than this program knows.
    #[error(
        "{}: was written with {what} {found}, and this program knows {own}; {way_out}",
        path.display()
    )]
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
        way_out: &'static str,
    },
    /// Nothing was checked yet.
    #[error("{}: nothing is pending; run `gongwen snapshot check ARCHIVE -s {}` first", .0.display(), .0.display())]
    NothingPending(PathBuf),
    /// No change is of that name.
    #[error("{0}; `gongwen snapshot check` names groups, notices and changes")]
    NothingChosen(String),
    /// The archive holds nothing to read.
    #[error("{0}: holds no notices; check the path")]
    NothingFound(String),
    /// A path of the archive is not there, or cannot be listed.
    #[error(transparent)]
    Source(#[from] gongwen_formats::source::Error),
    /// Nothing can be taken back.
    #[error("{0}")]
    Undo(String),
    /// A failure of the program or the machine.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    pub(super) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::File { path, cause }
    }

    pub(super) fn damaged(path: &Path, line: usize, problem: impl Into<String>) -> Self {
        Self::Damaged { path: path.to_owned(), line, problem: problem.into() }
    }
}
