//! The inputs of a run: files, folders, patterns and lists of them.

use super::costly::Memory;
use super::home::Home;
use super::quarantine::{Refusal, hash_of};
use super::scope::Scope;
use super::{Error, staging::Staging};
use gongwen_engine::{Archive, Entry, LeftOut, Reading, Unpacker, known_endings, name_of, path_of};
use gongwen_formats::source;
use gongwen_messages::{Arg, message};
use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, HashMap};
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

/// The inputs of a run.
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
        let error = |cause| Error::Option(message!("dataset.list", cause = &cause));
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

/// What came of the listing.
#[derive(Debug, Default)]
pub(super) struct Listed {
    /// Folders that could not be listed.
    pub(super) unlisted: Vec<source::Error>,
    /// Files of folders and archives that were not looked at.
    pub(super) skipped: source::Skipped,
    /// Where was looked, and how well.
    pub(super) scope: Scope,
}

/// Puts files on the list.
struct Lister<'l> {
    staging: &'l Staging,
    home: Home,
    left: LeftOut,
    scope: Scope,
    /// What was named, for a message.
    told: Vec<Arg>,
}

impl Inputs {
    /// Puts every file on the list of the working file, but none of the data set `home` itself.
    ///
    /// Members of archives become files below `unpacked`; an archive that cost too much before, and is
    /// still the same, is refused at once. Those that cannot be unpacked are refused;
    /// what is in [`Listed::unlisted`] in the end are folders that could not be listed.
    pub(super) fn list(
        self,
        staging: &Staging,
        home: Home,
        unpacked: &Path,
        reading: &Reading,
        memory: Memory,
    ) -> Result<Listed, Error> {
        let unpacker = Unpacker::by(reading.clone()).below(unpacked.to_owned());
        let unpacker = unpacker.unless(move |name, file| {
            memory.costly(name).and_then(|known| known.again(name, &hash_of(file)?))
        });
        let left = LeftOut::new(unpacker);
        let mut lister = Lister { staging, home, left, scope: Scope::default(), told: Vec::new() };
        staging.begin()?;
        for path in self.paths {
            lister.told.push(name_of(&path).into());
            lister.add(&path, Absent::Fails)?;
        }
        for list in self.lists {
            lister.told.push(message!("dataset.the-list").into());
            list.each(&mut |path| lister.add(&path, Absent::IsAMatterOfTheFile))?;
        }
        let listed = lister.end()?;
        staging.forget_others()?;
        staging.commit()?;
        Ok(listed)
    }
}

impl Lister<'_> {
    fn end(mut self) -> Result<Listed, Error> {
        let home = &mut self.home;
        self.left.errors.retain(|error| !home.holds(&path_of(error.path())));
        self.left.archives.retain(|archive| !home.holds(&archive.file));
        self.scope.met(&self.left.errors, &self.left.archives);
        self.refuse_packed()?;
        if self.staging.inputs()? == 0 && self.staging.refused()? == 0 {
            return Err(nothing_found(&self.told, &self.left));
        }
        let LeftOut { errors: unlisted, skipped, .. } = self.left;
        Ok(Listed { unlisted, skipped, scope: self.scope })
    }

    /// What cannot be unpacked is a matter of those files, which are as they are as long as their
    /// archive is the same.
    fn refuse_packed(&mut self) -> Result<(), Error> {
        let archives = &self.left.archives;
        let by_name: HashMap<&str, &Archive> =
            archives.iter().map(|archive| (archive.name.as_str(), archive)).collect();
        let mut hashes = HashMap::new();
        let is_packed = |error: &mut source::Error| {
            error.kind() == source::ErrorKind::Packed || error.kind().is_costly()
        };
        // Several problems may have one name: that of their archive.
        let mut found: BTreeMap<String, Refusal> = BTreeMap::new();
        for error in self.left.errors.extract_if(.., is_packed) {
            let uri = error.path().to_owned();
            let mut refusal = Refusal::of(&error);
            let mut ends = uri.match_indices('/').map(|(at, _)| at).chain([uri.len()]);
            let archive = ends.find_map(|end| by_name.get(&uri[..end]));
            if let Some(archive) = archive {
                let hash = hashes.entry(&archive.file).or_insert_with(|| hash_of(&archive.file));
                refusal.sha256.clone_from(hash);
            }
            match found.entry(uri) {
                Slot::Occupied(mut first) => first.get_mut().join(&refusal),
                Slot::Vacant(free) => drop(free.insert(refusal)),
            }
        }
        for (uri, refusal) in found {
            let input = Input { uri, path: PathBuf::new(), size: 0 };
            self.staging.add_refused(&input, &refusal, None)?;
        }
        Ok(())
    }

    fn add(&mut self, path: &Path, absent: Absent) -> Result<(), Error> {
        let archives = self.left.archives.len();
        let walked = if path.exists() || !is_pattern(path) {
            self.walk(path)
        } else {
            return self.pattern(path);
        };
        match (walked, absent) {
            (Err(Error::Source(_)), Absent::IsAMatterOfTheFile) => {
                let name = name_of(path);
                self.take(Entry { file: Some(path.to_owned()), name, place: "".into(), size: 0 })?;
            }
            (walked, _) => walked?,
        }
        // A file of a list that is there is on the list itself: lists are long.
        let is_plain = path.is_file() && self.left.archives.len() == archives;
        if absent == Absent::Fails || !is_plain {
            self.scope.add(path);
        }
        Ok(())
    }

    fn walk(&mut self, path: &Path) -> Result<(), Error> {
        let (staging, home) = (self.staging, &mut self.home);
        let mut failed = None;
        let mut take = |entry: Entry| {
            if let Err(error) = put(staging, home, entry) {
                failed = Some(error);
            }
        };
        gongwen_engine::walk(path, &mut take, &mut self.left)?;
        failed.map_or(Ok(()), Err)
    }

    fn take(&mut self, entry: Entry) -> Result<(), Error> {
        put(self.staging, &mut self.home, entry)
    }

    fn pattern(&mut self, path: &Path) -> Result<(), Error> {
        let text = path.to_string_lossy();
        let wrong = |cause: glob::PatternError| {
            let cause = Arg::text(cause);
            Error::Option(message!("dataset.pattern", pattern = &*text, cause))
        };
        let mut paths = 0;
        for found in glob::glob(&text).map_err(wrong)? {
            paths += 1;
            match found {
                Ok(path) => {
                    self.walk(&path)?;
                    self.scope.add_folder(&path);
                }
                Err(error) => {
                    let name = name_of(error.path());
                    self.left.errors.push(source::Error::new(name, error.into()));
                }
            }
        }
        self.scope.add_pattern(&text, paths).map_err(wrong)
    }
}

/// Puts a file on the list that is none of the data set itself.
fn put(staging: &Staging, home: &mut Home, entry: Entry) -> Result<(), Error> {
    if home.holds(&path_of(&entry.name)) {
        return Ok(());
    }
    let path = entry.file.unwrap_or_default();
    staging.add_input(&Input { uri: entry.name, path, size: entry.size })
}

/// What it means that a path is not there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Absent {
    /// It was typed: a slip.
    Fails,
    /// It was on a list: that file is quarantined.
    IsAMatterOfTheFile,
}

fn is_pattern(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().iter().any(|byte| b"*?[".contains(byte))
}

fn nothing_found(told: &[Arg], left: &LeftOut) -> Error {
    let skipped = (!left.skipped.is_empty())
        .then(|| message!("dataset.nothing-found.skipped", skipped = left.skipped.message()));
    // A folder that cannot be listed does not say that it is empty.
    if !left.errors.is_empty() {
        let errors = Arg::list(left.errors.iter().take(3).map(source::Error::message));
        return Error::NothingFound(message!("dataset.nothing-listed", errors, skipped));
    }
    let endings = Arg::list(known_endings().iter().map(|ending| format!(".{ending}")));
    let places = Arg::list(told.iter().cloned());
    Error::NothingFound(message!("dataset.nothing-found", places, endings, skipped))
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
