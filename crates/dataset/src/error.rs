//! Why a data set could not be opened, changed or asked.

use std::io;
use std::path::{Path, PathBuf};

/// What went wrong, where, and the way out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder of the data set could not be read or written.
    #[error("{}: {}{}", path.display(), gongwen_engine::why_not_written(cause), way_out(cause))]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        cause: io::Error,
    },
    /// The state could not be read or written, for a reason that has no case of its own below.
    #[error("{}: {cause}", path.display())]
    Database {
        /// The SQLite file.
        path: PathBuf,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// Another program holds the state.
    #[error(
        "{}: another program is writing or reading it ({cause}); close that program, or wait until \
         it has ended, and try again", path.display()
    )]
    Locked {
        /// The SQLite file.
        path: PathBuf,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// The state is no SQLite file, or a damaged one.
    #[error(
        "{}: is damaged ({cause}); put a backup in its place, or make the data set anew in another \
         folder with `gongwen run ARCHIVE -o NEW`", path.display()
    )]
    Damaged {
        /// The SQLite file.
        path: PathBuf,
        /// What is wrong with it.
        cause: String,
    },
    /// There is no room to write.
    #[error(
        "{}: the disk is full, or a quota is used up ({cause}); make room and run again",
        path.display()
    )]
    Full {
        /// The SQLite file.
        path: PathBuf,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// The state may not be opened, read or written.
    #[error(
        "{}: cannot be opened or written to ({cause}); check who may read and write the file and \
         its folder", path.display()
    )]
    Denied {
        /// The SQLite file.
        path: PathBuf,
        /// What SQLite says.
        cause: rusqlite::Error,
    },
    /// The disk fails.
    #[error(
        "{}: the system could not read or write it ({cause}); check whether the disk is full or the \
         network folder is gone, and run again", path.display()
    )]
    Disk {
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
    #[error(
        "{}: has layout {found}, and this program writes layout {own}; make the data set anew in \
         another folder with `gongwen run ARCHIVE -o NEW`", path.display()
    )]
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
    Source(#[from] gongwen_formats::source::Error),
    /// What was asked is no query that can be answered.
    #[error("{0}")]
    Query(String),
    /// The folder, or something in it, is somebody else's.
    #[error(transparent)]
    Ours(#[from] gongwen_engine::ours::Refused),
    /// An option that does not fit the data set.
    #[error("{0}")]
    Option(String),
}

impl Error {
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
                Self::Damaged { path, cause: cause.to_string() }
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

/// What can be done about an error of the system, behind its message; nothing where it says enough.
fn way_out(cause: &io::Error) -> &'static str {
    match cause.kind() {
        io::ErrorKind::PermissionDenied => "; check who may read and write there",
        io::ErrorKind::ReadOnlyFilesystem => "; choose a folder that can be written to",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "; make room and run again",
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => "; choose another folder",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::Error;
    use rusqlite::ffi;
    use std::io;
    use std::path::Path;

    #[test]
    fn each_cause_has_its_own_way_out() {
        let cases = [
            (ffi::SQLITE_BUSY, "another program is writing or reading it"),
            (ffi::SQLITE_LOCKED, "another program is writing or reading it"),
            (ffi::SQLITE_CORRUPT, "put a backup in its place"),
            (ffi::SQLITE_NOTADB, "put a backup in its place"),
            (ffi::SQLITE_FULL, "make room and run again"),
            (ffi::SQLITE_CANTOPEN, "check who may read and write the file"),
            (ffi::SQLITE_READONLY, "check who may read and write the file"),
            (ffi::SQLITE_PERM, "check who may read and write the file"),
            (ffi::SQLITE_IOERR_FSYNC, "check whether the disk is full"),
        ];
        for (code, expected) in cases {
            let cause = rusqlite::Error::SqliteFailure(ffi::Error::new(code), None);
            let said = Error::sqlite(Path::new("d/gongwen.sqlite"), cause).to_string();
            assert!(said.starts_with("d/gongwen.sqlite: "), "{said}");
            assert!(said.contains(expected), "{said}");
            assert_eq!(said.contains("make room"), code == ffi::SQLITE_FULL, "{said}");
        }
    }

    #[test]
    fn an_error_of_the_system_says_what_can_be_done() {
        let cases = [
            (io::ErrorKind::PermissionDenied, "check who may"),
            (io::ErrorKind::ReadOnlyFilesystem, "can be written to"),
            (io::ErrorKind::StorageFull, "make room"),
            (io::ErrorKind::NotADirectory, "choose another folder"),
        ];
        for (kind, expected) in cases {
            let said = Error::file(Path::new("d"))(kind.into()).to_string();
            assert!(said.contains(expected), "{said}");
        }
    }
}
