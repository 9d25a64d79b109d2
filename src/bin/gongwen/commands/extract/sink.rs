//! Where records are put, one after the other.

use super::plan::Destination;
use crate::terminal::{self, Output};
use anyhow::{Error, Result, anyhow};
use gongwen::batch::{Entry, Outcome, WholeFile, why_not_written};
use std::collections::HashSet;
use std::fs;
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};

/// An open destination.
pub(super) enum Sink {
    Stdout(BufWriter<Output<Stdout>>),
    File(WholeFile),
    Folder(Folder),
}

/// A folder that gets one file a notice.
pub(super) struct Folder {
    root: PathBuf,
    taken: HashSet<PathBuf>,
}

impl Sink {
    /// Opens the destination before anything is read, so that a wrong one is known at once.
    pub(super) fn open(destination: &Destination) -> Result<Self> {
        let open = || {
            Ok::<_, io::Error>(match destination {
                Destination::Stdout => Self::Stdout(BufWriter::new(terminal::stdout())),
                Destination::File(path) => {
                    make_folder_of(path)?;
                    Self::File(WholeFile::begin(path)?)
                }
                Destination::Folder(root) => {
                    fs::create_dir_all(root)?;
                    Self::Folder(Folder { root: root.clone(), taken: HashSet::new() })
                }
            })
        };
        open().map_err(|cause| not_written(destination, cause))
    }

    /// Puts one record. What could not be read has none.
    pub(super) fn put(&mut self, entry: &Entry, outcome: Outcome) -> io::Result<()> {
        let Outcome::Written(written) = outcome else { return Ok(()) };
        match self {
            Self::Stdout(out) => out.write_all(&written.bytes),
            Self::File(file) => file.write_all(&written.bytes),
            Self::Folder(folder) => {
                let path = folder.path_for(&entry.place);
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

impl Folder {
    /// A file for the record of `place`: its path with `.json` for the ending; where two notices
    /// would share it, the later ones get `~2`, `~3` …
    fn path_for(&mut self, place: &Path) -> PathBuf {
        let plain = self.root.join(place).with_extension("json");
        let mut path = plain.clone();
        let mut count = 1;
        while !self.taken.insert(path.clone()) {
            count += 1;
            let stem = plain.file_stem().unwrap_or_default().to_string_lossy();
            path = plain.with_file_name(format!("{stem}~{count}.json"));
        }
        path
    }
}

fn make_folder_of(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => fs::create_dir_all(folder),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::Folder;
    use std::collections::HashSet;
    use std::path::Path;

    #[test]
    fn two_notices_never_share_a_file() {
        let mut folder = Folder { root: "out".into(), taken: HashSet::new() };
        let mut path = |place| folder.path_for(Path::new(place));
        assert_eq!(path("a.txt"), Path::new("out/a.json"));
        assert_eq!(path("in/a.txt"), Path::new("out/in/a.json"));
        assert_eq!(path("a.text"), Path::new("out/a~2.json"));
        assert_eq!(path("a.txt"), Path::new("out/a~3.json"));
    }
}
