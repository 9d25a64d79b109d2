//! Which file each record goes to, and whether it may.

use super::plan::Destination;
use gongwen_engine::ours::{Reads, Refused, Replace};
use gongwen_engine::{Entry, Found};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// A file below `root` for the record of each entry: its path with `.json` for the ending; where two
/// notices would share it, the later ones get `~2`, `~3` …
pub(super) fn below(root: &Path, entries: &[Entry]) -> Vec<PathBuf> {
    let mut taken = HashMap::new();
    entries
        .iter()
        .map(|entry| free(root.join(&entry.place).with_extension("json"), &mut taken))
        .collect()
}

/// `taken` has the last number that was given to each path.
fn free(plain: PathBuf, taken: &mut HashMap<PathBuf, u64>) -> PathBuf {
    let mut path = plain.clone();
    while taken.contains_key(&path) {
        let count = taken.entry(plain.clone()).or_insert(1);
        *count += 1;
        let stem = plain.file_stem().unwrap_or_default().to_string_lossy();
        path = plain.with_file_name(format!("{stem}~{count}.json"));
    }
    taken.insert(path.clone(), 1);
    path
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
        Destination::File(path) => std::slice::from_ref(path),
        Destination::Folder(_) => places,
    };
    let there: Vec<&PathBuf> = places.iter().filter(|path| path.exists()).collect();
    if there.is_empty() {
        return Ok(());
    }
    let reads = inputs.reads();
    there.into_iter().try_for_each(|path| reads.may_write(path, replace))
}

impl Inputs<'_> {
    fn reads(&self) -> Reads {
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
    use super::below;
    use gongwen_engine::Entry;
    use std::path::Path;

    #[test]
    fn two_notices_never_share_a_file() {
        let entry =
            |place: &&str| Entry { file: None, name: "x".into(), place: place.into(), size: 0 };
        let entries: Vec<Entry> =
            ["a.txt", "in/a.txt", "a.text", "a.txt"].iter().map(entry).collect();
        let places = below(Path::new("out"), &entries);
        assert_eq!(
            places,
            ["out/a.json", "out/in/a.json", "out/a~2.json", "out/a~3.json"].map(Path::new)
        );
    }
}
