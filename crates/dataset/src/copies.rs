//! The copies of unreadable files in `quarantine/`, and which of them this program made.
//!
//! A run writes its copies into the working folder and moves them to `quarantine/` after the commit. Only files
//! that the state lists as written by a run are replaced or removed; all others are kept.

use super::inputs::Input;
use super::quarantine::Refusal;
use super::{Error, Folder, State, heal, own, proof};
use crate::tables::key;
use std::collections::{BTreeSet, HashMap};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the copies, below that of the data set.
const PLACE: &str = "quarantine/";
/// Digits of `source_id` in the name of a copy.
const DIGITS: usize = 12;

/// The copies that the state knows.
#[derive(Debug, Default)]
pub(super) struct Copies {
    /// By `source_id`: the name of the copy, or none where the state does not say it any more.
    names: HashMap<String, Option<String>>,
}

impl Copies {
    /// Those that runs put into the quarantine. The hash of a row proves that a run wrote it, though
    /// the row may have been changed or taken out since.
    pub(super) fn of(state: &State) -> Result<Self, Error> {
        let sql = "select p.key, q.source_id is null, q.kept_as from gongwen_proofs p
                   left join quarantine q on q.source_id = p.key where p.of_table = 'quarantine'";
        let read = || -> rusqlite::Result<Self> {
            let mut copies = Self::default();
            let mut statement = state.sql().prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (id, is_gone) = (proof::shown(row.get_ref(0)?), row.get::<_, bool>(1)?);
                let kept_as = row.get_ref(2)?;
                let has_none = !is_gone && kept_as == rusqlite::types::ValueRef::Null;
                if !has_none {
                    let name = name_in(&id, &proof::shown(kept_as)).map(str::to_owned);
                    copies.names.insert(id, name);
                }
            }
            Ok(copies)
        };
        read().map_err(|cause| state.error(cause))
    }

    /// Their paths below the folder of the data set.
    pub(super) fn paths(&self) -> impl Iterator<Item = String> {
        self.names.values().flatten().map(|name| format!("{PLACE}{name}"))
    }

    /// Makes a copy of a file, or a link where it is larger than `copied`. Returns the path that it
    /// will have below the folder of the data set, or none where the file cannot be copied either.
    pub(super) fn keep(
        &self,
        folder: &Folder,
        copied: u64,
        input: &Input,
        refusal: &Refusal,
    ) -> Result<Option<String>, Error> {
        let path = input.path.as_path();
        let facts = fs::metadata(path).ok().filter(fs::Metadata::is_file);
        let Some(size) = facts.map(|facts| facts.len()) else { return Ok(None) };
        let way = if size <= copied { Way::Copy } else { Way::Link };
        let name = self.name_for(folder, input);
        let kept_as = Some(format!("{PLACE}{name}"));
        if is_there(&folder.quarantine().join(&name), path, way, refusal) {
            return Ok(kept_as);
        }
        let room = folder.new_copies();
        fs::create_dir_all(&room).map_err(Error::file(&room))?;
        let new = room.join(&name);
        let _ = fs::remove_file(&new);
        if way.make(path, &new).is_err() {
            let _ = fs::remove_file(&new);
            return Ok(None);
        }
        Ok(kept_as)
    }

    /// The name of the copy that is there, or a new one where nothing stands.
    fn name_for(&self, folder: &Folder, input: &Input) -> String {
        let id = key::of_words(&input.uri);
        let plain = plain_name(&id, &input.path);
        let place = |name: &str| folder.quarantine().join(name);
        let known = self.names.get(&id).map(|name| name.as_ref().unwrap_or(&plain));
        let known = known.filter(|name| !place(name).is_dir());
        let free = || own::free(&place(&plain)).file_name().map(OsStr::to_os_string);
        match known {
            Some(name) => name.clone(),
            None => free().map_or(plain.clone(), |name| name.to_string_lossy().into_owned()),
        }
    }
}

/// The name of a copy of that file, where the path is one.
fn name_in<'p>(id: &str, path: &'p str) -> Option<&'p str> {
    let name = path.strip_prefix(PLACE)?;
    let is_name = Path::new(name).file_name() == Some(OsStr::new(name));
    let rest = name.strip_prefix(id.get(..DIGITS)?)?;
    (is_name && rest.starts_with('-')).then_some(name)
}

/// A unique name that shows where the file comes from.
fn plain_name(id: &str, path: &Path) -> String {
    let name = path.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
    let plain = |c: char| if c.is_alphanumeric() || ".-_".contains(c) { c } else { '_' };
    let name: String = name.chars().map(plain).take(60).collect();
    format!("{}-{name}", id.get(..DIGITS).unwrap_or(id))
}

/// How a file is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Copy,
    Link,
}

impl Way {
    fn make(self, path: &Path, place: &Path) -> std::io::Result<()> {
        match self {
            Self::Copy => fs::copy(path, place).map(drop),
            Self::Link => link(path, place),
        }
    }
}

/// True where the copy, or the link, that a run would make stands there already.
fn is_there(place: &Path, path: &Path, way: Way, refusal: &Refusal) -> bool {
    match (fs::symlink_metadata(place), way) {
        (Ok(facts), Way::Copy) if facts.is_file() => {
            refusal.sha256.is_some() && heal::hash(place).ok() == refusal.sha256
        }
        (Ok(facts), Way::Link) if facts.is_symlink() => {
            fs::read_link(place).ok().is_some_and(|to| fs::canonicalize(path).ok() == Some(to))
        }
        _ => false,
    }
}

#[cfg(unix)]
fn link(path: &Path, place: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(fs::canonicalize(path)?, place)
}

#[cfg(not(unix))]
fn link(path: &Path, place: &Path) -> std::io::Result<()> {
    fs::hard_link(path, place)
}

/// Brings the new copies to their places and takes out those of before (`own`) that no row names any
/// more (`kept`). Can be done again at any time.
pub(super) fn put_in_place(
    folder: &Folder,
    own: &BTreeSet<String>,
    kept: &[String],
) -> Result<(), Error> {
    let kept: BTreeSet<&str> = kept.iter().map(String::as_str).collect();
    for name in kept.iter().filter_map(|path| path.strip_prefix(PLACE)) {
        let new = folder.new_copies().join(name);
        if fs::symlink_metadata(&new).is_ok() {
            move_in(&new, &folder.quarantine().join(name))?;
        }
    }
    let gone = own.iter().filter(|path| path.starts_with(PLACE) && !kept.contains(path.as_str()));
    for path in gone {
        // A leftover does no harm.
        let _ = fs::remove_file(folder.root().join(path));
    }
    // One that is not empty holds copies, or something of somebody else.
    let _ = fs::remove_dir(folder.quarantine());
    Ok(())
}

fn move_in(new: &Path, place: &PathBuf) -> Result<(), Error> {
    let parent = place.parent().unwrap_or(place);
    fs::create_dir_all(parent).map_err(Error::file(parent))?;
    fs::rename(new, place).map_err(Error::file(place))
}

#[cfg(test)]
mod tests {
    use super::{name_in, plain_name};
    use std::path::Path;

    #[test]
    fn a_copy_bears_the_digits_of_its_file() {
        let id = "0123456789abcdef0123456789abcdef";
        assert_eq!(plain_name(id, Path::new("a/通知 1.pdf")), "0123456789ab-通知_1.pdf");
        let ours = ["0123456789ab-a.txt", "0123456789ab-", "0123456789ab-a.txt~2"];
        for name in ours {
            assert_eq!(name_in(id, &format!("quarantine/{name}")), Some(name));
        }
        let others = [
            "quarantine/mine.txt",
            "quarantine/0123456789ab",
            "quarantine/0123456789ac-a.txt",
            "quarantine/0123456789ab-a/../../x",
            "quarantine/../0123456789ab-a.txt",
            "0123456789ab-a.txt",
            "",
        ];
        for path in others {
            assert_eq!(name_in(id, path), None, "{path}");
        }
    }
}
