//! Finds the files behind the paths given on the command line.
//!
//! A named file is always taken. In a folder and its subfolders, regular files with a known extension are taken
//! and others are counted. An archive counts as a folder. Data sets and snapshot stores are skipped: their files
//! are no notices, or copies of some.
//!
//! The order is that of the paths and, in a folder, that of the bytes of the names, component by component: what
//! is in `a/` comes before `a.txt`, as `a` comes before `a.txt`. Members of an archive come in the order of the
//! bytes of their whole names.

use super::name::name_of;
use super::ours::is_ours;
use super::unpack::Unpacker;
use gongwen_formats::source::{Error, Skipped, has_known_ending, is_hidden};
use std::collections::HashSet;
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

/// One notice to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The file, or none for standard input.
    pub file: Option<PathBuf>,
    /// What the record calls it: the path with `/` between its parts.
    pub name: String,
    /// Where its own output belongs below an output folder: the path within the folder that was
    /// named, or the file's name.
    pub place: PathBuf,
    /// Size in bytes, as far as it is known.
    pub size: u64,
}

/// What stands behind the paths.
#[derive(Debug)]
pub struct Found {
    /// The notices, in order, each file once.
    pub entries: Vec<Entry>,
    /// Folders that could not be listed, and members of archives that could not be unpacked.
    pub errors: Vec<Error>,
    /// Files of folders and archives that were not looked at.
    pub skipped: Skipped,
    /// The archives that were met.
    pub archives: Vec<Archive>,
    /// Holds the members of archives; they are gone when this is.
    pub unpacked: Unpacker,
}

/// Lists the notices behind `paths`; `-` is standard input. Archives are unpacked by `unpacker`.
///
/// # Errors
/// Where one of the paths themselves does not exist or cannot be looked at. A folder inside a
/// folder that cannot be listed is in [`Found::errors`] instead.
pub fn discover(unpacker: Unpacker, paths: &[PathBuf]) -> Result<Found, Error> {
    let (mut entries, mut taken) = (Vec::new(), HashSet::new());
    let mut take = |entry: Entry| {
        if taken.insert(entry.file.clone()) {
            entries.push(entry);
        }
    };
    let mut left = LeftOut::new(unpacker);
    for path in paths {
        if path.as_os_str() == "-" {
            take(Entry { file: None, name: "-".into(), place: "stdin".into(), size: 0 });
        } else {
            walk(path, &mut take, &mut left)?;
        }
    }
    let LeftOut { errors, skipped, archives, unpacker: unpacked } = left;
    Ok(Found { entries, errors, skipped, archives, unpacked })
}

/// What a walk did not hand over.
#[derive(Debug)]
pub struct LeftOut {
    /// Folders that could not be listed, and members of archives that could not be unpacked.
    pub errors: Vec<Error>,
    /// Files of folders and archives that were not looked at.
    pub skipped: Skipped,
    /// The archives that were met.
    pub archives: Vec<Archive>,
    /// Where the members of archives are put.
    pub unpacker: Unpacker,
}

impl LeftOut {
    /// Nothing yet.
    #[must_use]
    pub fn new(unpacker: Unpacker) -> Self {
        let (errors, skipped, archives) = (Vec::new(), Skipped::default(), Vec::new());
        Self { errors, skipped, archives, unpacker }
    }
}

/// An archive that was read as a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    /// The file.
    pub file: PathBuf,
    /// What its members' names begin with.
    pub name: String,
    /// How much of it was seen.
    pub seen: Seen,
}

/// How much of an archive was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Every member.
    All,
    /// Not everything: something in it could not be unpacked.
    Part,
}

/// Hands over the file that is named, or those of a folder, one after the other.
///
/// # Errors
/// Where the path itself does not exist or cannot be looked at.
pub fn walk(path: &Path, take: &mut dyn FnMut(Entry), left: &mut LeftOut) -> Result<(), Error> {
    let facts = fs::metadata(path).map_err(|cause| Error::new(name_of(path), cause))?;
    if facts.is_dir() {
        Walk { take, left }.folder(path);
    } else {
        let place = path.file_name().map(PathBuf::from).unwrap_or_default();
        Walk { take, left }.take(entry(path.to_owned(), place, facts.len()));
    }
    Ok(())
}

struct Walk<'w> {
    take: &'w mut dyn FnMut(Entry),
    left: &'w mut LeftOut,
}

impl Walk<'_> {
    /// Takes what stands in a folder and below it, in the order of the names. A folder that a link
    /// leads to again is entered once, so a loop ends.
    fn folder(&mut self, root: &Path) {
        let mut entered = HashSet::new();
        let mut waiting = vec![root.to_owned()];
        while let Some(path) = waiting.pop() {
            match fs::metadata(&path) {
                Ok(facts) if facts.is_dir() => {
                    if fs::canonicalize(&path).is_ok_and(|real| entered.insert(real)) {
                        self.list(&path, &mut waiting);
                    }
                }
                Ok(facts) if facts.is_file() => self.file(root, path, facts.len()),
                Ok(_) => self.left.skipped.add_special(),
                Err(cause) => self.left.errors.push(Error::new(name_of(&path), cause)),
            }
        }
    }

    /// Puts what a folder holds on the list of paths to look at, the first name last.
    fn list(&mut self, folder: &Path, waiting: &mut Vec<PathBuf>) {
        if is_ours(folder) {
            self.left.skipped.add_folder_of_ours();
            return;
        }
        match fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>) {
            Err(cause) => self.left.errors.push(Error::new(name_of(folder), cause)),
            Ok(mut entries) => {
                entries.retain(|entry| self.is_seen(entry));
                entries.sort_by_key(|entry| std::cmp::Reverse(entry.file_name()));
                waiting.extend(entries.iter().map(DirEntry::path));
            }
        }
    }

    /// False for what is hidden; a file is counted.
    fn is_seen(&mut self, entry: &DirEntry) -> bool {
        let hidden = is_hidden(&entry.file_name().to_string_lossy());
        if hidden && entry.file_type().is_ok_and(|kind| kind.is_file()) {
            self.left.skipped.add_hidden();
        }
        !hidden
    }

    fn file(&mut self, root: &Path, path: PathBuf, size: u64) {
        if !has_known_ending(&path) {
            self.left.skipped.add(&path);
            return;
        }
        let place = path.strip_prefix(root).unwrap_or(&path).to_owned();
        self.take(entry(path, place, size));
    }

    /// Hands over a file, or what is in it where it is an archive.
    fn take(&mut self, entry: Entry) {
        match &entry.file {
            Some(file) if Unpacker::is_archive(file) => {
                let LeftOut { errors, skipped, unpacker, archives } = &mut *self.left;
                let before = errors.len();
                unpacker.unpack(&entry, self.take, errors, skipped);
                let seen = if errors.len() == before { Seen::All } else { Seen::Part };
                archives.push(Archive { file: file.clone(), name: entry.name, seen });
            }
            _ => (self.take)(entry),
        }
    }
}

fn entry(path: PathBuf, place: PathBuf, size: u64) -> Entry {
    Entry { name: name_of(&path), file: Some(path), place, size }
}
