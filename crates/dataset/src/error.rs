//! Why a data set could not be opened, changed or asked.

use gongwen_engine::why_not_written;
use gongwen_messages::{Arg, Message, message};
use std::io;
use std::path::{Path, PathBuf};

/// What went wrong, where, and what can be done.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message())]
#[non_exhaustive]
pub enum Error {
    /// A file or folder of the data set could not be read or written.
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The state could not be read or written, for a reason that has no case of its own below.
    Database {
        /// The SQLite file.
        path: PathBuf,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// Another program holds the state.
    Locked {
        /// The SQLite file.
        path: PathBuf,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// The state is no SQLite file, or a damaged one.
    Damaged {
        /// The SQLite file.
        path: PathBuf,
        /// What is wrong with it.
        cause: Arg,
    },
    /// There is no room to write.
    Full {
        /// The SQLite file.
        path: PathBuf,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// The state may not be opened, read or written.
    Denied {
        /// The SQLite file.
        path: PathBuf,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// The disk fails.
    Disk {
        /// The SQLite file.
        path: PathBuf,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// Another run is writing, or a load is reading.
    Busy(PathBuf),
    /// There is no data set.
    NoDataSet(PathBuf),
    /// The data set was written by a newer program.
    Newer {
        /// The data set.
        path: PathBuf,
        /// The edition that wrote it.
        found: i64,
        /// The edition of this program.
        own: i64,
    },
    /// The data set has another form than this program knows.
    Layout {
        /// The data set.
        path: PathBuf,
        /// The layout that it has.
        found: i64,
        /// The layout that this program writes.
        own: i64,
    },
    /// The archive holds nothing to read.
    NothingFound(Message),
    /// A path that was named is not there, or cannot be looked at.
    Source(#[from] gongwen_formats::source::Error),
    /// What was asked is no query that can be answered.
    Query(Message),
    /// The folder, or something in it, is somebody else's.
    Ours(#[from] gongwen_engine::ours::Refused),
    /// An option that does not fit the data set.
    Option(Message),
}

impl Error {
    /// What went wrong, where, and what can be done.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::File { path, cause } => {
                message!("about", place = path, what = why_not_written(cause))
            }
            Self::Database { path, cause } => {
                message!("about", place = path, what = Arg::text(cause))
            }
            Self::Locked { path, cause } => {
                message!("dataset.locked", path, cause = Arg::text(cause))
            }
            Self::Damaged { path, cause } => {
                message!("dataset.damaged", path, cause = cause.clone())
            }
            Self::Full { path, cause } => message!("dataset.full", path, cause = Arg::text(cause)),
            Self::Denied { path, cause } => {
                message!("dataset.denied", path, cause = Arg::text(cause))
            }
            Self::Disk { path, cause } => message!("dataset.disk", path, cause = Arg::text(cause)),
            Self::Busy(path) => message!("dataset.busy", path),
            Self::NoDataSet(path) => message!("dataset.none", path),
            Self::Newer { path, found, own } => {
                message!("dataset.newer", path, found = *found, own = *own)
            }
            Self::Layout { path, found, own } => {
                message!("dataset.layout", path, found = *found, own = *own)
            }
            Self::NothingFound(message) | Self::Query(message) | Self::Option(message) => {
                message.clone()
            }
            Self::Source(error) => error.message(),
            Self::Ours(refused) => refused.message(),
        }
    }

    pub(super) fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |cause| Self::File { path, cause }
    }

    /// What SQLite says about a file, by its cause.
    pub(super) fn sqlite(path: &Path, cause: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let path = path.to_owned();
        match cause.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Locked { path, cause }
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { path, cause: Arg::text(cause) }
            }
            Some(ErrorCode::DiskFull) => Self::Full { path, cause },
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::ReadOnly) => {
                Self::Denied { path, cause }
            }
            Some(ErrorCode::SystemIoFailure) => Self::Disk { path, cause },
            _ => Self::Database { path, cause },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Error;
    use rusqlite::ffi;
    use std::io;
    use std::path::Path;

    #[test]
    fn each_cause_has_its_own_advice() {
        let cases = [
            (ffi::SQLITE_BUSY, "is in use by another program"),
            (ffi::SQLITE_LOCKED, "is in use by another program"),
            (ffi::SQLITE_CORRUPT, "restore it from a backup"),
            (ffi::SQLITE_NOTADB, "restore it from a backup"),
            (ffi::SQLITE_FULL, "free some space"),
            (ffi::SQLITE_CANTOPEN, "check the permissions"),
            (ffi::SQLITE_READONLY, "check the permissions"),
            (ffi::SQLITE_PERM, "check the permissions"),
            (ffi::SQLITE_IOERR_FSYNC, "check that the disk"),
        ];
        for (code, expected) in cases {
            let cause = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            let said = Error::sqlite(Path::new("d/gongwen.sqlite"), cause).to_string();
            assert!(said.starts_with("d/gongwen.sqlite: "), "{said}");
            assert!(said.contains(expected), "{said}");
            assert_eq!(said.contains("free some space"), code == ffi::SQLITE_FULL, "{said}");
        }
    }

    #[test]
    fn an_error_of_the_system_says_what_can_be_done() {
        let cases = [
            (io::ErrorKind::PermissionDenied, "check the permissions"),
            (io::ErrorKind::ReadOnlyFilesystem, "choose another path"),
            (io::ErrorKind::StorageFull, "free some space"),
            (io::ErrorKind::NotADirectory, "choose another path"),
        ];
        for (kind, expected) in cases {
            let said = Error::file(Path::new("d"))(kind.into()).to_string();
            assert!(said.contains(expected), "{said}");
        }
    }
}
