//! Where everything of a data set stands.

use super::Error;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The folder of a data set.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
}

/// Held while a run writes; given back when it is dropped or the process ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Folder {
    /// The data set in that folder, which need not be there yet.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The state.
    #[must_use]
    pub fn database(&self) -> PathBuf {
        self.root.join("gongwen.sqlite")
    }

    /// The tables in one format.
    #[must_use]
    pub fn tables(&self, format: &str) -> PathBuf {
        self.root.join(format)
    }

    /// What the runs did.
    #[must_use]
    pub fn runs(&self) -> PathBuf {
        self.root.join("runs")
    }

    /// Files that could not be read.
    #[must_use]
    pub fn quarantine(&self) -> PathBuf {
        self.root.join("quarantine")
    }

    /// Members of archives while a run reads them.
    pub(super) fn unpacked(&self) -> PathBuf {
        self.work().join("unpacked")
    }

    /// What a run that has not ended has done so far.
    pub(super) fn work(&self) -> PathBuf {
        self.root.join(".work")
    }

    /// A state that does not count yet.
    pub(super) fn new_database(&self) -> PathBuf {
        self.work().join("gongwen.sqlite")
    }

    /// Files that do not count yet.
    pub(super) fn next(&self) -> PathBuf {
        self.work().join("next")
    }

    /// Copies of files that could not be read, until they count.
    pub(super) fn new_copies(&self) -> PathBuf {
        self.next().join("quarantine")
    }

    /// Makes the folder where it is not there and keeps other runs out of it.
    pub(super) fn lock(&self) -> Result<Lock, Error> {
        let work = self.work();
        fs::create_dir_all(&work).map_err(Error::file(&work))?;
        let path = self.root.join(".lock");
        let file = File::options().create(true).truncate(false).write(true).open(&path);
        let file = file.map_err(Error::file(&path))?;
        match file.try_lock() {
            Ok(()) => Ok(Lock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::Busy(self.root.clone())),
            // A file system without locks: better no lock than no run.
            Err(TryLockError::Error(cause)) if cause.kind() == io::ErrorKind::Unsupported => {
                Ok(Lock { _file: file })
            }
            Err(TryLockError::Error(cause)) => Err(Error::File { path, cause }),
        }
    }

    /// Keeps runs out while something else reads; no lock where the folder cannot be written to.
    pub(super) fn lock_for_reading(&self) -> Result<Option<Lock>, Error> {
        let path = self.root.join(".lock");
        let made = || File::options().create(true).truncate(false).write(true).open(&path);
        if !self.database().is_file() {
            return Err(Error::NoDataSet(self.root.clone()));
        }
        let Ok(file) = File::open(&path).or_else(|_| made()) else { return Ok(None) };
        match file.try_lock_shared() {
            Ok(()) => Ok(Some(Lock { _file: file })),
            Err(TryLockError::WouldBlock) => Err(Error::Busy(self.root.clone())),
            Err(TryLockError::Error(_)) => Ok(None),
        }
    }
}
