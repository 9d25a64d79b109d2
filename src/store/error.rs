//! Why a data set could not be opened, changed or asked.

use std::io;
use std::path::{Path, PathBuf};

/// What went wrong, where, and the way out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder of the data set could not be read or written.
    #[error("{}: {}", path.display(), crate::batch::why_not_written(cause))]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The state could not be read or written.
    #[error("{}: {cause}; if the disk is full, make room and run again", path.display())]
    Database {
        /// The SQLite file.
        path: PathBuf,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// Another run is writing, or a load is reading.
    #[error("{}: another run or load is at work on it; wait until it has ended", .0.display())]
    Busy(PathBuf),
    /// There is no data set.
    #[error("{}: is no data set (it holds no gongwen.sqlite); make one with `gongwen run ARCHIVE -o {}`", .0.display(), .0.display())]
    NoDataSet(PathBuf),
    /// The data set was written by a newer program.
    #[error(
        "{}: was written by edition {found} of the program, and this is edition {own}; install the \
         newer one, or read everything again with --force", path.display()
    )]
    Newer {
        /// The data set.
        path: PathBuf,
        /// The edition that wrote it.
        found: i64,
        /// The edition of this program.
        own: i64,
    },
    /// The data set has another form than this program knows.
    #[error("{}: has layout {found}, and this program knows {own}; write to a new folder", path.display())]
    Layout {
        /// The data set.
        path: PathBuf,
        /// The layout that it has.
        found: i64,
        /// The layout that this program writes.
        own: i64,
    },
    /// The archive holds nothing to read.
    #[error("found no notices: {0}")]
    NothingFound(String),
    /// A path that was named is not there, or cannot be looked at.
    #[error(transparent)]
    Source(#[from] crate::source::Error),
    /// What was asked is no query that can be answered.
    #[error("{0}")]
    Query(String),
    /// An option that does not fit the data set.
    #[error("{0}")]
    Option(String),
}

impl Error {
    pub(super) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::File { path, cause }
    }
}
