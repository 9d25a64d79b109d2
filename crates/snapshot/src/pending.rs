//! What the last check found: the notices that differ, as they are now.
//!
//! A check writes a new folder and puts it in the place of the old one. Nothing in it changes after
//! that: what was accepted meanwhile is part of the reference, so it no longer differs.

use super::change::{Change, Compared};
use super::decide::Chosen;
use super::fact::Notice;
use super::marks::{self, Mark};
use super::shard::{Shard, write_whole};
use super::store::{Store, Versions, file_of, remove_folder};
use super::what::What;
use super::{Error, line};
use gongwen_engine::path_of;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Paths that notices had and have now.
pub(super) type Renamed = BTreeMap<String, String>;

/// How a check was made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// What made the records.
    #[serde(flatten)]
    pub versions: Versions,
    /// The paths that were typed.
    pub archive: Vec<String>,
    /// Notices with another path and the same facts.
    pub renamed: BTreeMap<String, String>,
    /// Notices of the archive.
    pub notices: usize,
}

const FOLDER: &str = ".pending";
const NEXT: &str = ".pending.next";
const MANIFEST: &str = "manifest.json";

/// Writes what a check finds.
pub(super) struct Writer {
    root: PathBuf,
}

impl Writer {
    pub(super) fn begin(root: &Path) -> Result<Self, Error> {
        let next = root.join(NEXT);
        remove_folder(&next)?;
        fs::create_dir_all(&next).map_err(Error::file(&next))?;
        Ok(Self { root: root.to_owned() })
    }

    pub(super) fn shard(&self, key: &str) -> Shard {
        Shard::empty(self.root.join(NEXT).join("notices").join(key))
    }

    /// From here on this is what is pending.
    pub(super) fn finish(&self, manifest: &Manifest) -> Result<(), Error> {
        let (next, place) = (self.root.join(NEXT), self.root.join(FOLDER));
        let text = serde_json::to_string_pretty(manifest).unwrap_or_default() + "\n";
        write_whole(&next.join(MANIFEST), [text.as_str()])?;
        remove_folder(&place)?;
        fs::rename(&next, &place).map_err(Error::file(&place))
    }
}

/// What is pending in a store.
#[derive(Debug)]
pub struct Pending {
    /// How the check was made.
    pub manifest: Manifest,
    folder: PathBuf,
    keys: BTreeSet<String>,
    marks: BTreeSet<Mark>,
    new_names: BTreeSet<String>,
}

impl Pending {
    /// What the last check found.
    ///
    /// # Errors
    /// Where there was none, or what it wrote is damaged.
    pub fn open(store: &Store) -> Result<Self, Error> {
        let folder = store.root().join(FOLDER);
        let path = folder.join(MANIFEST);
        let Ok(text) = fs::read(&path) else {
            return Err(Error::NothingPending(store.root().to_owned()));
        };
        let manifest: Manifest = serde_json::from_slice(&text)
            .map_err(|cause| Error::not_json(&path, cause.line(), &cause))?;
        let mut keys = BTreeSet::new();
        list(&folder.join("notices"), "", &mut keys)?;
        let marks = marks::read(store.root())?;
        let new_names = manifest.renamed.values().cloned().collect();
        Ok(Self { manifest, folder, keys, marks, new_names })
    }

    /// Hands over each notice that differs, in the order of the store.
    ///
    /// # Errors
    /// Where the store or what is pending is damaged, or `take` fails.
    pub fn each<E: From<Error>>(
        &self,
        store: &Store,
        mut take: impl FnMut(&Compared) -> Result<(), E>,
    ) -> Result<(), E> {
        for key in &self.keys {
            for compared in self.of_key(store, key)? {
                take(&compared)?;
            }
        }
        Ok(())
    }

    /// As [`Self::each`], but only what can hold chosen changes is looked at.
    pub(super) fn each_of(
        &self,
        store: &Store,
        chosen: &Chosen,
        mut take: impl FnMut(&Compared) -> Result<(), Error>,
    ) -> Result<(), Error> {
        match chosen {
            Chosen::Notice(uri) | Chosen::Change(Some(uri), _) => {
                self.of(store, uri)?.map_or(Ok(()), |compared| take(&compared))
            }
            _ => self.each(store, take),
        }
    }

    /// The notice of that path, where it differs.
    ///
    /// # Errors
    /// As [`Self::each`].
    pub fn of(&self, store: &Store, uri: &str) -> Result<Option<Compared>, Error> {
        let all = self.of_key(store, &store.key_of(uri))?;
        Ok(all.into_iter().find(|compared| compared.after.uri == uri))
    }

    fn of_key(&self, store: &Store, key: &str) -> Result<Vec<Compared>, Error> {
        if !self.keys.contains(key) {
            return Ok(Vec::new());
        }
        let pending = Shard::read(self.folder.join("notices").join(key))?;
        let reference = Shard::read_if_there(store.path(key))?;
        let mut all = Vec::new();
        for uri in pending.notices.keys() {
            let Some(after) = pending.notice(uri)? else { continue };
            let mut compared = Compared::new(reference.notice(uri)?, after);
            self.rename(&mut compared);
            if !compared.changes.is_empty() {
                all.push(compared);
            }
        }
        Ok(all)
    }

    /// A notice that only got another path is recognised.
    fn rename(&self, compared: &mut Compared) {
        let uri = &compared.after.uri;
        let renamed = self.manifest.renamed.contains_key(uri) || self.new_names.contains(uri);
        for change in &mut compared.changes {
            if renamed && matches!(change.what, What::New | What::Vanished) {
                "notice/renamed".clone_into(&mut change.group);
            }
        }
    }

    /// The other path of a notice that only has another path.
    #[must_use]
    pub fn other_name(&self, uri: &str) -> Option<&str> {
        let old = || self.manifest.renamed.iter().find(|(_, new)| *new == uri).map(|(old, _)| old);
        self.manifest.renamed.get(uri).or_else(old).map(String::as_str)
    }

    /// True where the change was rejected and neither program nor source has changed since.
    #[must_use]
    pub fn is_rejected(&self, compared: &Compared, change: &Change) -> bool {
        self.marks.contains(&self.mark(compared, change))
    }

    /// The mark that rejects a change.
    #[must_use]
    pub fn mark(&self, compared: &Compared, change: &Change) -> Mark {
        Mark::new(&compared.after.uri, &compared.after.sha256, change, &self.manifest.versions)
    }

    /// Marks that no longer hold because the program is another one.
    pub(super) fn stale_marks(&self) -> impl Iterator<Item = &Mark> {
        let versions = &self.manifest.versions;
        self.marks.iter().filter(|mark| {
            mark.edition != versions.edition || mark.lexicon_sha256 != versions.lexicon_sha256
        })
    }

    /// Where the file of a notice is, as far as the archive is where it was.
    #[must_use]
    pub fn file(&self, uri: &str) -> PathBuf {
        let file = file_of(uri);
        match self.manifest.archive.as_slice() {
            [single] if path_of(single).is_dir() => path_of(single).join(path_of(file)),
            [single] => path_of(single),
            _ => path_of(file),
        }
    }
}

/// Files below a folder, as paths with `/`.
fn list(folder: &Path, below: &str, keys: &mut BTreeSet<String>) -> Result<(), Error> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let entry = entry.map_err(Error::file(folder))?;
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            list(&entry.path(), &format!("{name}/"), keys)?;
        } else {
            keys.insert(name);
        }
    }
    Ok(())
}

/// The lines of a notice of the reference after some of its changes were accepted.
pub(super) fn text_of(notice: Option<&Notice>) -> Option<String> {
    notice.map(line::write)
}
