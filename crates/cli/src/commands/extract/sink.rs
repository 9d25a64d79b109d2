//! Where records are put, one after the other.

use super::places::Places;
use super::plan::Destination;
use crate::terminal::{self, Output};
use anyhow::{Error, Result};
use gongwen_engine::ours::Refused;
use gongwen_engine::{Outcome, WholeFile, why_not_written};
use std::fs;
use std::io::{self, BufWriter, Stdout, Write};
use std::path::Path;

/// An open destination.
pub(super) enum Sink {
    Stdout(BufWriter<Output<Stdout>>),
    /// One file for all.
    Lines(WholeFile),
    /// A file for each record.
    Files(Places),
}

impl Sink {
    /// Opens the destination before anything is read, so that a wrong one is known at once.
    pub(super) fn open(destination: &Destination, places: Places) -> anyhow::Result<Self> {
        let open = move || {
            Ok::<_, io::Error>(match destination {
                Destination::Stdout => Self::Stdout(BufWriter::new(terminal::stdout())),
                Destination::Lines(path) => {
                    make_folder_of(path)?;
                    Self::Lines(WholeFile::begin(path)?)
                }
                Destination::File(path) => {
                    make_folder_of(path)?;
                    Self::Files(places)
                }
                Destination::Folder(root) => {
                    fs::create_dir_all(root)?;
                    Self::Files(places)
                }
            })
        };
        open().map_err(|cause| not_written(destination, cause))
    }

    /// Puts the records of an entry. What could not be read has none. Whether a file may be written
    /// that was not planned is asked of `may`.
    pub(super) fn put(
        &mut self,
        outcome: Outcome,
        may: &dyn Fn(&Path) -> Result<(), Refused>,
    ) -> io::Result<()> {
        let place = if let Self::Files(places) = self { places.next() } else { None };
        let Outcome::Written(records) = outcome else { return Ok(()) };
        let (mut records, mut number) = (records.iter(), 1);
        match self {
            Self::Stdout(out) => records.try_for_each(|record| out.write_all(&record.bytes)),
            Self::Lines(file) => records.try_for_each(|record| file.write_all(&record.bytes)),
            Self::Files(places) => records.try_for_each(|record| {
                let first = place.as_deref().expect("every entry has a place");
                let path = match number {
                    1 => first.to_owned(),
                    _ => places.further(first, number),
                };
                if number > 1 {
                    may(&path).map_err(io::Error::other)?;
                }
                number += 1;
                write(&path, &record.bytes)
            }),
        }
    }

    /// Makes sure that everything is where it belongs.
    pub(super) fn finish(self) -> io::Result<()> {
        match self {
            Self::Stdout(mut out) => out.flush(),
            Self::Lines(file) => file.keep(),
            Self::Files(_) => Ok(()),
        }
    }
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    make_folder_of(path)?;
    let mut file = WholeFile::begin(path)?;
    file.write_all(bytes)?;
    file.keep()
}

/// What is said where a destination cannot be written to. That a reader went away stays what it is.
pub(super) fn not_written(destination: &Destination, cause: io::Error) -> Error {
    if cause.kind() == io::ErrorKind::BrokenPipe {
        return cause.into();
    }
    destination.not_written(why_not_written(&cause)).into()
}

fn make_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => fs::create_dir_all(folder),
        _ => Ok(()),
    }
}
