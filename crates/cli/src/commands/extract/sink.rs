//! Where records are put, one after the other.

use super::plan::Destination;
use crate::terminal::{self, Output};
use anyhow::{Error, Result, anyhow};
use gongwen_engine::{Outcome, WholeFile, why_not_written};
use std::fs;
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};
use std::vec;

/// An open destination.
pub(super) enum Sink {
    Stdout(BufWriter<Output<Stdout>>),
    File(WholeFile),
    /// The files that are to come, one for each entry.
    Folder(vec::IntoIter<PathBuf>),
}

impl Sink {
    /// Opens the destination before anything is read, so that a wrong one is known at once.
    pub(super) fn open(destination: &Destination, places: Vec<PathBuf>) -> Result<Self> {
        let open = move || {
            Ok::<_, io::Error>(match destination {
                Destination::Stdout => Self::Stdout(BufWriter::new(terminal::stdout())),
                Destination::File(path) => {
                    make_folder_of(path)?;
                    Self::File(WholeFile::begin(path)?)
                }
                Destination::Folder(root) => {
                    fs::create_dir_all(root)?;
                    Self::Folder(places.into_iter())
                }
            })
        };
        open().map_err(|cause| not_written(destination, cause))
    }

    /// Puts one record. What could not be read has none.
    pub(super) fn put(&mut self, outcome: Outcome) -> io::Result<()> {
        let place = if let Self::Folder(places) = self { places.next() } else { None };
        let Outcome::Written(written) = outcome else { return Ok(()) };
        match self {
            Self::Stdout(out) => out.write_all(&written.bytes),
            Self::File(file) => file.write_all(&written.bytes),
            Self::Folder(_) => {
                let path = place.expect("every entry has a place");
                make_folder_of(&path)?;
                let mut file = WholeFile::begin(&path)?;
                file.write_all(&written.bytes)?;
                file.keep()
            }
        }
    }

    /// Makes sure that everything is where it belongs.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush(),
            Self::File(file) => file.keep(),
            Self::Folder(_) => Ok(()),
        }
    }
}

/// What is said where a destination cannot be written to. That a reader went away stays what it is.
pub(super) fn not_written(destination: &Destination, cause: io::Error) -> Error {
    if cause.kind() == io::ErrorKind::BrokenPipe {
        return cause.into();
    }
    let why = why_not_written(&cause);
    anyhow!("cannot write {destination}: {why}; choose another place with -o")
}

fn make_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => fs::create_dir_all(folder),
        _ => Ok(()),
    }
}
