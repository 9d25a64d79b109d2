//! What a run is told to read: files, folders, patterns and lists of them.

use super::quarantine::Refusal;
use super::{Error, staging::Staging};
use crate::batch::{self, Entry, LeftOut, Unpacker, known_endings, name_of};
use crate::source;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// A file of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Input {
    /// How tables call it.
    pub(super) uri: String,
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its size when it was listed.
    pub(super) size: u64,
}

/// What a run is told to read.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Files, folders (their notices, those of inner folders too), or patterns like `2025-*/*.txt`.
    pub paths: Vec<PathBuf>,
    /// Lists of such paths, read from a stream.
    pub lists: Vec<List>,
}

/// A list of paths: one a line, or with a NUL character behind each.
pub struct List {
    stream: Box<dyn Read>,
}

impl std::fmt::Debug for List {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("List")
    }
}

impl List {
    /// A list that comes from a stream.
    #[must_use]
    pub fn new(stream: impl Read + 'static) -> Self {
        Self { stream: Box::new(stream) }
    }

    /// Hands over each path. Where the list holds a NUL, that is what separates.
    fn each(self, take: &mut dyn FnMut(PathBuf) -> Result<(), Error>) -> Result<(), Error> {
        let error = |cause| Error::File { path: "the list of paths".into(), cause };
        let mut reader = BufReader::new(self.stream);
        let by_nul = reader.fill_buf().map_err(error)?.contains(&0);
        let mut item = Vec::new();
        loop {
            item.clear();
            let mark = if by_nul { 0 } else { b'\n' };
            if reader.read_until(mark, &mut item).map_err(error)? == 0 {
                return Ok(());
            }
            item.pop_if(|last| *last == mark);
            item.pop_if(|last| !by_nul && *last == b'\r');
            if !item.is_empty() {
                take(super::staging::path_of(item.clone()))?;
            }
        }
    }
}

/// What could not be listed or was left out.
pub(super) type Missed = LeftOut;

impl Inputs {
    /// Puts every file on the list of the working file.
    ///
    /// Members of archives become files below `unpacked`. Those that cannot be unpacked are refused;
    /// what is in [`Missed::errors`] in the end are folders that could not be listed.
    pub(super) fn list(self, staging: &Staging, unpacked: &Path) -> Result<Missed, Error> {
        let unpacker = Unpacker::below(unpacked.to_owned());
        let mut missed = Missed { unpacker, ..Missed::default() };
        let mut told = Vec::new();
        staging.begin()?;
        for path in self.paths {
            told.push(name_of(&path));
            add(&path, Absent::Fails, staging, &mut missed)?;
        }
        for list in self.lists {
            told.push("the list of paths".to_owned());
            list.each(&mut |path| add(&path, Absent::IsAMatterOfTheFile, staging, &mut missed))?;
        }
        refuse_packed(staging, &mut missed)?;
        staging.commit()?;
        if staging.inputs()? == 0 && staging.refused()? == 0 {
            return Err(nothing_found(&told, &missed));
        }
        Ok(missed)
    }
}

/// Members that cannot be unpacked are a matter of those files.
fn refuse_packed(staging: &Staging, missed: &mut Missed) -> Result<(), Error> {
    let is_packed = |error: &mut source::Error| error.kind() == source::ErrorKind::Packed;
    for error in missed.errors.extract_if(.., is_packed) {
        let uri = error.path().to_owned();
        let input = Input { uri, path: PathBuf::new(), size: 0 };
        staging.add_refused(&input, &Refusal::of(&error), None)?;
    }
    Ok(())
}

/// What it means that a path is not there.
#[derive(Clone, Copy)]
enum Absent {
    /// It was typed: a slip.
    Fails,
    /// It was on a list: that file is quarantined.
    IsAMatterOfTheFile,
}

fn add(path: &Path, absent: Absent, staging: &Staging, missed: &mut Missed) -> Result<(), Error> {
    let mut failed = None;
    let mut take = |entry: Entry| {
        let input =
            Input { uri: entry.name, path: entry.file.unwrap_or_default(), size: entry.size };
        if let Err(error) = staging.add_input(&input) {
            failed = Some(error);
        }
    };
    let walked = if path.exists() || !is_pattern(path) {
        batch::walk(path, &mut take, missed)
    } else {
        pattern(path, &mut take, missed)?;
        Ok(())
    };
    if let (Err(_), Absent::IsAMatterOfTheFile) = (&walked, absent) {
        take(Entry { file: Some(path.to_owned()), name: name_of(path), place: "".into(), size: 0 });
    } else {
        walked?;
    }
    failed.map_or(Ok(()), Err)
}

fn is_pattern(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().iter().any(|byte| b"*?[".contains(byte))
}

fn pattern(path: &Path, take: &mut dyn FnMut(Entry), missed: &mut Missed) -> Result<(), Error> {
    let text = path.to_string_lossy();
    let found = glob::glob(&text)
        .map_err(|cause| Error::Option(format!("{text}: is no pattern for paths: {cause}")))?;
    for path in found.filter_map(Result::ok) {
        batch::walk(&path, take, missed)?;
    }
    Ok(())
}

fn nothing_found(told: &[String], missed: &Missed) -> Error {
    let endings = known_endings().iter().map(|ending| format!(".{ending}"));
    let endings = endings.collect::<Vec<_>>().join(", ");
    let mut words = match missed.errors.is_empty() {
        true => format!("looked in {} for files that end in {endings}", told.join(", ")),
        // A folder that cannot be listed does not say that it is empty.
        false => {
            missed.errors.iter().take(3).map(ToString::to_string).collect::<Vec<_>>().join("; ")
        }
    };
    if missed.skipped.count() > 0 {
        words += &format!("; {}", missed.skipped);
    }
    Error::NothingFound(words)
}

#[cfg(test)]
mod tests {
    use super::{List, PathBuf};

    fn of(text: &'static str) -> Vec<PathBuf> {
        let mut paths = Vec::new();
        let mut take = |path| {
            paths.push(path);
            Ok(())
        };
        List::new(text.as_bytes()).each(&mut take).unwrap();
        paths
    }

    #[test]
    fn lists_are_by_line_or_by_nul() {
        let two = [PathBuf::from("a b.txt"), PathBuf::from("c.txt")];
        assert_eq!(of("a b.txt\nc.txt"), two);
        assert_eq!(of("a b.txt\r\n\r\nc.txt\r\n"), two);
        assert_eq!(of("a b.txt\0c.txt\0"), two);
        assert_eq!(of("a\nb.txt\0"), [PathBuf::from("a\nb.txt")]);
        assert!(of("").is_empty());
    }
}
