//! The files that a check reads: those behind the paths, members of archives, and those that cannot be read.

use super::Error;
use gongwen_engine::{Entry, Reading, Unpacker, discover, name_of, path_of};
use gongwen_formats::source;
use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// A file of the archive.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) uri: String,
    /// Where its bytes are, or why there are none.
    pub(super) file: Result<PathBuf, Refused>,
    pub(super) size: u64,
}

/// What there is to read; members of archives lie in the unpacker's folder as long as it lives.
pub(super) struct Items {
    pub(super) list: Vec<Item>,
    _unpacked: Unpacker,
}

/// What there is to read. A single folder is the root of its notices' paths, wherever it stands;
/// several paths are kept as they were typed.
pub(super) fn items(archive: &[PathBuf], reading: &Reading) -> Result<Items, Error> {
    let unpacker = Unpacker::by(reading.clone());
    let mut found = discover(unpacker, archive)?;
    let mut refused: BTreeMap<String, Refused> = BTreeMap::new();
    for error in std::mem::take(&mut found.errors) {
        if is_of_an_archive(&error) {
            // Named as the store does: what it says must not depend on where the archive stands.
            let uri = uri_of(error.path(), archive);
            let refusal = Refused::of(&error.about(uri.clone()));
            match refused.entry(uri) {
                Slot::Vacant(slot) => _ = slot.insert(refusal),
                Slot::Occupied(mut slot) => slot.get_mut().add(&refusal),
            }
            continue;
        }
        // A notice that cannot be examined affects only that notice; a folder that cannot be
        // listed must not look as if all in it had vanished.
        found.entries.push(broken(&error, archive).ok_or(error)?);
    }
    let single = archive.len() == 1;
    let item = |entry: Entry| {
        let uri = if single { name_of(&entry.place) } else { entry.name };
        entry.file.map(|file| Item { uri, file: Ok(file), size: entry.size })
    };
    let mut list: Vec<Item> = found.entries.into_iter().filter_map(item).collect();
    add_refused(refused, &mut list);
    if list.is_empty() {
        let paths: Vec<String> = archive.iter().map(|path| name_of(path)).collect();
        return Err(Error::NothingFound(paths.join(", ")));
    }
    Ok(Items { list, _unpacked: found.unpacked })
}

/// True where an archive, or a member, could not be unpacked.
fn is_of_an_archive(error: &source::Error) -> bool {
    error.kind() == source::ErrorKind::Packed || error.kind().is_costly()
}

/// What could not be unpacked, beside what could: a member may have the name of another.
fn add_refused(refused: BTreeMap<String, Refused>, list: &mut Vec<Item>) {
    if refused.is_empty() {
        return;
    }
    let taken: BTreeSet<String> = list.iter().map(|item| item.uri.clone()).collect();
    for (mut uri, refusal) in refused {
        while taken.contains(&uri) {
            uri.push('~');
        }
        list.push(Item { uri, file: Err(refusal), size: 0 });
    }
}

/// What the store calls a file that a message calls so.
fn uri_of(name: &str, archive: &[PathBuf]) -> String {
    let [root] = archive else { return name.to_owned() };
    let above = if root.is_dir() { root } else { root.parent().unwrap_or(root) };
    path_of(name).strip_prefix(above).map_or_else(|_| name.to_owned(), name_of)
}

/// Why a notice is not read.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    pub(super) reason: String,
    /// True where it took too much time or memory: another day, or with other limits, it may be read.
    pub(super) is_costly: bool,
}

impl Refused {
    pub(super) fn of(error: &source::Error) -> Self {
        Self { reason: error.to_string(), is_costly: error.kind().is_costly() }
    }

    fn add(&mut self, other: &Self) {
        self.reason = format!("{}; {}", self.reason, other.reason);
        self.is_costly |= other.is_costly;
    }
}

/// The notice behind a path that cannot be looked at: a link that leads nowhere or in a circle. It may
/// be a folder, too; then it stands for what was in it.
fn broken(error: &source::Error, archive: &[PathBuf]) -> Option<Entry> {
    let path = path_of(error.path());
    let root = archive.iter().find(|root| path.starts_with(root))?;
    let place = path.strip_prefix(root).ok()?.to_owned();
    let is_link = path.symlink_metadata().ok()?.is_symlink();
    let (name, file) = (name_of(&path), Some(path));
    is_link.then_some(Entry { file, name, place, size: 0 })
}
