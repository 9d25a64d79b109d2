//! Which file each record goes to, and whether it may.

use super::plan::Destination;
use gongwen_engine::ours::{Reads, Refused, Replace};
use gongwen_engine::{Entry, Found};
use gongwen_messages::message;
use std::collections::{HashMap, HashSet};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::{iter, vec};

/// A file below `root` for the record of each entry: its path with `.json` for the ending. Where two
/// notices would share it, or it is a folder of others, it gets `~2`, `~3` …; a name that is too long
/// for a file system is cut.
pub(super) fn below(root: &Path, entries: &[Entry]) -> Vec<PathBuf> {
    let plain: Vec<PathBuf> =
        entries.iter().map(|entry| root.join(fitting(&entry.place))).collect();
    let folders = plain.iter().flat_map(|path| path.ancestors().skip(1)).map(Path::to_owned);
    let mut taken: HashMap<PathBuf, u64> = folders.map(|folder| (folder, 1)).collect();
    plain.into_iter().map(|path| free(path, &mut taken)).collect()
}

/// File systems take names of 255 bytes; `~2`, the ending and the name of a file that is being written
/// come on top.
const LONGEST: usize = 200;

/// The path of a record, every name in it as long as it may be.
fn fitting(place: &Path) -> PathBuf {
    let folder = place.parent().unwrap_or(Path::new(""));
    let mut path: PathBuf = folder.iter().map(shortened).collect();
    let mut name = shortened(place.file_stem().unwrap_or_default());
    name.push(".json");
    path.push(name);
    path
}

fn shortened(name: &OsStr) -> OsString {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let text = name.to_string_lossy();
    text[..text.floor_char_boundary(LONGEST)].into()
}

/// `taken` has the last number that was given to each path.
fn free(plain: PathBuf, taken: &mut HashMap<PathBuf, u64>) -> PathBuf {
    let mut path = plain.clone();
    while taken.contains_key(&path) {
        let count = taken.entry(plain.clone()).or_insert(1);
        *count += 1;
        let mut name = plain.file_stem().unwrap_or_default().to_owned();
        name.push(format!("~{count}.json"));
        path = plain.with_file_name(name);
    }
    taken.insert(path.clone(), 1);
    path
}

/// The planned files, one for each entry, and all that were given out.
#[derive(Debug)]
pub(super) struct Places {
    taken: HashSet<PathBuf>,
    left: vec::IntoIter<PathBuf>,
}

impl Places {
    pub(super) fn new(planned: Vec<PathBuf>) -> Self {
        Self { taken: planned.iter().cloned().collect(), left: planned.into_iter() }
    }

    /// The file of the next entry.
    pub(super) fn next(&mut self) -> Option<PathBuf> {
        self.left.next()
    }

    /// The file for a further record of an entry: `a.2.json` beside `a.json`.
    pub(super) fn further(&mut self, first: &Path, number: usize) -> PathBuf {
        let stem = first.file_stem().unwrap_or_default();
        let named = |end: String| {
            let mut name = stem.to_owned();
            name.push(format!(".{number}{end}.json"));
            first.with_file_name(name)
        };
        let again = (2_u64..).map(|count| named(format!("~{count}")));
        let mut paths = iter::once(named(String::new())).chain(again);
        let free = paths.find(|path| !self.taken.contains(path));
        let path = free.unwrap_or_else(|| first.to_owned());
        self.taken.insert(path.clone());
        path
    }
}

/// What is read: the paths that were typed, the files behind them, and `also` files of options.
pub(super) struct Inputs<'a> {
    pub(super) typed: &'a [PathBuf],
    pub(super) found: &'a Found,
    pub(super) also: &'a [PathBuf],
}

/// Whether records may be written there. Nothing is touched.
pub(super) fn check(
    inputs: &Inputs<'_>,
    output: Option<&Path>,
    destination: &Destination,
    places: &[PathBuf],
    replace: Replace,
) -> Result<(), Refused> {
    if let Some(folder) = output.filter(|path| path.is_dir()) {
        let mut typed = Reads::default();
        inputs.typed.iter().for_each(|path| typed.add(path));
        typed.may_fill(folder)?;
    }
    let places = match destination {
        Destination::Stdout => return Ok(()),
        Destination::Lines(path) | Destination::File(path) => std::slice::from_ref(path),
        Destination::Folder(root) => {
            places.iter().try_for_each(|path| stands_free(root, path))?;
            places
        }
    };
    let there: Vec<&PathBuf> = places.iter().filter(|path| path.exists()).collect();
    if there.is_empty() {
        return Ok(());
    }
    let reads = inputs.reads();
    there.into_iter().try_for_each(|path| reads.may_write(path, replace))
}

/// Whether a file can stand there: no folder does, and no file stands where one of its folders below
/// `root` belongs.
fn stands_free(root: &Path, place: &Path) -> Result<(), Refused> {
    let in_the_way = |path: &Path, what| Err(Refused::InTheWay { path: path.to_owned(), what });
    if place.is_dir() {
        return in_the_way(place, message!("kind.record"));
    }
    let mut folders = place.ancestors().skip(1).take_while(|folder| *folder != root);
    match folders.find(|folder| folder.exists() && !folder.is_dir()) {
        Some(file) => in_the_way(file, message!("kind.record-folder")),
        None => Ok(()),
    }
}

impl Inputs<'_> {
    pub(super) fn reads(&self) -> Reads {
        let mut reads = Reads::default();
        let files = self.found.entries.iter().filter_map(|entry| entry.file.as_ref());
        let archives = self.found.archives.iter().map(|archive| &archive.file);
        files.chain(archives).chain(self.typed).chain(self.also).for_each(|path| reads.add(path));
        if self.found.entries.iter().any(|entry| entry.file.is_none()) {
            reads.add_standard_input();
        }
        reads
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, Places, below};
    use gongwen_engine::Entry;
    use std::path::Path;

    fn places(of: &[&str]) -> Vec<String> {
        let entry =
            |place: &&str| Entry { file: None, name: "x".into(), place: place.into(), size: 0 };
        let entries: Vec<Entry> = of.iter().map(entry).collect();
        let places = below(Path::new("out"), &entries);
        places.into_iter().map(|place| place.to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn two_notices_never_share_a_file() {
        assert_eq!(
            places(&["a.txt", "in/a.txt", "a.text", "a.txt"]),
            ["out/a.json", "out/in/a.json", "out/a~2.json", "out/a~3.json"]
        );
    }

    #[test]
    fn further_records_stand_beside_the_first() {
        let planned = ["out/a.json", "out/a.2.json", "out/b.json"];
        let mut places = Places::new(planned.map(Into::into).to_vec());
        assert_eq!(places.next().unwrap(), Path::new("out/a.json"));
        let further = |places: &mut Places, number| places.further(Path::new(planned[0]), number);
        assert_eq!(further(&mut places, 2), Path::new("out/a.2~2.json"));
        assert_eq!(further(&mut places, 3), Path::new("out/a.3.json"));
        assert_eq!(places.further(Path::new(planned[2]), 2), Path::new("out/b.2.json"));
    }

    #[test]
    fn a_file_never_stands_where_a_folder_belongs() {
        assert_eq!(
            places(&["a.txt", "a.json/b.txt", "a~2.json/c.txt"]),
            ["out/a~3.json", "out/a.json/b.json", "out/a~2.json/c.json"]
        );
    }

    #[test]
    fn names_that_are_too_long_are_cut_and_stay_apart() {
        let long = "关".repeat(100);
        let cut = "关".repeat(LONGEST / 3);
        assert_eq!(
            places(&[
                &format!("{long}.txt"),
                &format!("{long}/{long}乙.txt"),
                &format!("{long}丙.txt")
            ]),
            [
                format!("out/{cut}.json"),
                format!("out/{cut}/{cut}.json"),
                format!("out/{cut}~2.json")
            ]
        );
    }
}
