//! The folder of a store: its layout, its lock, and the program that made it.
//!
//! ```text
//! manifest.json     layout, versions, options
//! index.txt         the files that were read, where each has a file of its own
//! notices/          their facts: NOTICE.facts, or 00.facts … ff.facts
//! rejected.txt      rejected changes
//! journal/          what every command changed, so that it can be undone
//! .pending/         the result of the last check
//! ```
//!
//! Small archives have one file for each notice, named like it, because that reads best in a merge request.
//! Larger ones have 256 files by the hash of the path, so a change touches few of them and a check holds only
//! some in memory. The manifest says which.

use super::shard::{Shard, write_whole};
use super::{Error, journal, line};
use gongwen::emit::wire_v1::SCHEMA_VERSION;
use gongwen::lexicon::Lexicon;
use gongwen_engine::{is_aside, ours};
use gongwen_messages::message;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The layout that this program writes.
pub(super) const LAYOUT: u32 = 1;
/// Up to so many notices have a file each.
const SMALL: usize = 200;
/// What version control need not keep: the journal is for the time between two commits.
const IGNORED: &str = "/.*\n!/.gitattributes\n!/.gitignore\n/journal/\n.*.part\n";

/// Version control must not turn line ends around: hashes and ends are exact.
const ATTRIBUTES: &str = "* -text\n";

/// How notices are spread over files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A file for each notice.
    FilePerNotice,
    /// 256 files by the hash of the path.
    Shards,
}

/// What made a reference or a check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Versions {
    /// Version of the record model.
    pub schema_version: String,
    /// Version of the program.
    pub extractor: String,
    /// Edition of the program and its words.
    pub edition: i64,
    /// Hash of the words.
    pub lexicon_sha256: String,
    /// The encoding that was stated, if any.
    pub encoding: Option<String>,
}

impl Versions {
    /// Those of this program with these words.
    #[must_use]
    pub fn own(lexicon: &Lexicon, encoding: Option<&str>) -> Self {
        Self {
            schema_version: SCHEMA_VERSION.to_owned(),
            extractor: gongwen::VERSION.to_owned(),
            edition: gongwen::emit::edition(lexicon),
            lexicon_sha256: lexicon.fingerprint().to_owned(),
            encoding: encoding.map(str::to_owned),
        }
    }

    /// True where both would read the same text the same way, as far as versions tell.
    #[must_use]
    pub fn is_same_program(&self, other: &Self) -> bool {
        self.edition == other.edition && self.lexicon_sha256 == other.lexicon_sha256
    }
}

/// `manifest.json`
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the layout of the store.
    pub layout: u32,
    /// How notices are spread over files.
    pub form: Form,
    /// What made the newest part of the reference.
    #[serde(flatten)]
    pub versions: Versions,
}

impl Manifest {
    /// For an archive of that many notices.
    pub(super) fn new(notices: usize, versions: Versions) -> Self {
        let form = if notices <= SMALL { Form::FilePerNotice } else { Form::Shards };
        Self { layout: LAYOUT, form, versions }
    }

    pub(super) fn text(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }
}

/// A store that is open: nobody else writes to it.
#[derive(Debug)]
pub struct Store {
    root: PathBuf,
    manifest: Manifest,
    _lock: Lock,
}

/// Given back when it is dropped or the process ends.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// Keeps others out of a folder that is there.
pub(super) fn lock(root: &Path) -> Result<Lock, Error> {
    let path = root.join(".lock");
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(Error::file(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock { _file: file }),
        Err(TryLockError::WouldBlock) => Err(Error::Busy(root.to_owned())),
        // A file system without locks: better no lock than no store.
        Err(TryLockError::Error(cause)) if cause.kind() == io::ErrorKind::Unsupported => {
            Ok(Lock { _file: file })
        }
        Err(TryLockError::Error(cause)) => Err(Error::File { path, cause }),
    }
}

impl Store {
    /// Opens a store and finishes what a command that was killed had begun.
    ///
    /// # Errors
    /// Where there is none, another process has it, or it is damaged or of another version.
    pub fn open(root: &Path) -> Result<Self, Error> {
        if !is_begun(root) {
            return Err(Error::NoStore(root.to_owned()));
        }
        // Whose it is shows before anything in it is touched.
        let begun = read_manifest(root)?;
        if begun.is_none() {
            read_manifest(&root.join(BUILDING))?;
        }
        let lock = lock(root)?;
        settle(root)?;
        sweep(root);
        let manifest = read_manifest(root)?.ok_or_else(|| Error::NoStore(root.to_owned()))?;
        let mut store = Self { root: root.to_owned(), manifest, _lock: lock };
        journal::recover(&mut store)?;
        Ok(store)
    }

    /// Makes a store. `fill` writes its files below the folder that it gets.
    pub(super) fn create(
        root: &Path,
        manifest: &Manifest,
        fill: impl FnOnce(&Path) -> Result<(), Error>,
    ) -> Result<(), Error> {
        // A store that was being made when a command was killed holds these; version control may
        // have been there first.
        let is_ours = |name: &OsStr| [".lock", BUILDING, ".git"].iter().any(|own| name == *own);
        let refused = ours::refused(root, message!("kind.store"), is_ours);
        refused.map_err(Error::file(root))?.map_or(Ok(()), Err)?;
        fs::create_dir_all(root).map_err(Error::file(root))?;
        let _lock = lock(root)?;
        settle(root)?;
        let building = root.join(BUILDING);
        fs::create_dir_all(building.join("notices")).map_err(Error::file(&building))?;
        fill(&building)?;
        write_whole(&building.join(".gitignore"), [IGNORED])?;
        write_whole(&building.join(".gitattributes"), [ATTRIBUTES])?;
        // From here on it is complete: whoever opens it next moves what is not moved yet.
        write_whole(&building.join(ours::MANIFEST), [manifest.text().as_str()])?;
        settle(root)
    }

    /// The folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// What the store says of itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The file of the store that holds a notice, below the folder of files.
    #[must_use]
    pub fn key_of(&self, uri: &str) -> String {
        key_of(self.manifest.form, uri)
    }

    /// All files that the store must have.
    pub(super) fn keys(&self) -> Result<BTreeSet<String>, Error> {
        match self.manifest.form {
            Form::Shards => Ok((0..=255).map(|byte| format!("{byte:02x}.facts")).collect()),
            Form::FilePerNotice => Ok(self.index()?.iter().map(|uri| self.key_of(uri)).collect()),
        }
    }

    /// A file of the reference; one that is not among those that are known is empty.
    pub(super) fn shard(&self, key: &str, known: &BTreeSet<String>) -> Result<Shard, Error> {
        let path = self.path(key);
        if known.contains(key) { Shard::read(path) } else { Ok(Shard::empty(path)) }
    }

    pub(super) fn path(&self, key: &str) -> PathBuf {
        self.root.join("notices").join(key)
    }

    /// The files whose notices have a file of the store each.
    pub(super) fn index(&self) -> Result<BTreeSet<String>, Error> {
        read_index(&self.root.join(INDEX))
    }

    /// Brings notices into the reference: their lines, or nothing where they leave it. Can be done
    /// again at any time.
    pub(super) fn put(&mut self, texts: &[(String, Option<String>)]) -> Result<(), Error> {
        let form = self.manifest.form;
        let mut keyed: Vec<(String, &(String, Option<String>))> =
            texts.iter().map(|item| (self.key_of(&item.0), item)).collect();
        keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
        let mut emptied = BTreeSet::new();
        for group in keyed.chunk_by(|(one, _), (other, _)| one == other) {
            let (key, path) = (&group[0].0, self.path(&group[0].0));
            let mut shard = match form {
                Form::Shards => Shard::read(path)?,
                Form::FilePerNotice => Shard::read_if_there(path)?,
            };
            for (_, (uri, text)) in group {
                shard.set(uri, text.clone());
            }
            if form == Form::FilePerNotice && shard.notices.is_empty() {
                emptied.insert(key.clone());
            } else {
                shard.write()?;
            }
        }
        if form == Form::FilePerNotice {
            self.put_index(texts, &emptied)?;
        }
        // Files go after the index no longer names them.
        emptied.iter().try_for_each(|key| remove_file(&self.path(key)))
    }

    fn put_index(
        &self,
        texts: &[(String, Option<String>)],
        emptied: &BTreeSet<String>,
    ) -> Result<(), Error> {
        let before = self.index()?;
        let mut index = before.clone();
        for file in texts.iter().map(|(uri, _)| file_of(uri)) {
            match emptied.contains(&self.key_of(file)) {
                true => _ = index.remove(file),
                false => _ = index.insert(file.to_owned()),
            }
        }
        if index == before { Ok(()) } else { write_index(&self.root.join(INDEX), &index) }
    }

    pub(super) fn set_versions(&mut self, versions: &Versions) -> Result<(), Error> {
        if self.manifest.versions != *versions {
            self.manifest.versions = versions.clone();
            let path = self.root.join(ours::MANIFEST);
            write_whole(&path, [self.manifest.text().as_str()])?;
        }
        Ok(())
    }
}

/// Lines of one notice after the other; the file that was read last is kept.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    key: String,
    shard: Shard,
}

impl Lookup {
    /// The lines of a notice of the reference.
    pub(super) fn text(&mut self, store: &Store, uri: &str) -> Result<Option<&str>, Error> {
        let key = store.key_of(uri);
        if self.key != key {
            self.shard = Shard::read_if_there(store.path(&key))?;
            self.key = key;
        }
        Ok(self.shard.notices.get(uri).map(|block| block.text.as_str()))
    }
}

const BUILDING: &str = ".building";
const INDEX: &str = "index.txt";

/// True where there is a store, or one that only has to be moved into place.
fn is_begun(root: &Path) -> bool {
    root.join(ours::MANIFEST).is_file() || root.join(BUILDING).join(ours::MANIFEST).is_file()
}

/// Moves a store that was completed into place, or drops one that was not.
fn settle(root: &Path) -> Result<(), Error> {
    let building = root.join(BUILDING);
    if building.join(ours::MANIFEST).is_file() {
        for name in [".gitattributes", ".gitignore", "notices", INDEX, ours::MANIFEST] {
            let from = building.join(name);
            if from.exists() {
                fs::rename(&from, root.join(name)).map_err(Error::file(&from))?;
            }
        }
    }
    remove_folder(&building)
}

fn read_manifest(root: &Path) -> Result<Option<Manifest>, Error> {
    let path = root.join(ours::MANIFEST);
    let text = match fs::read(&path) {
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other.map_err(Error::file(&path))?,
    };
    let wrong = |cause: serde_json::Error| Error::not_json(&path, cause.line(), &cause);
    let value: serde_json::Value = serde_json::from_slice(&text).map_err(wrong)?;
    let own = [("layout", LAYOUT.to_string()), ("schema_version", SCHEMA_VERSION.to_owned())];
    for (what, own) in own {
        let found = value[what].as_str().map_or_else(|| value[what].to_string(), str::to_owned);
        if found != "null" && found != own {
            let newer = found.parse::<u64>().ok() > own.parse::<u64>().ok();
            let advice = match newer {
                true => message!("store.newer"),
                false => message!("store.older"),
            };
            return Err(Error::Version { path, what, found, own, advice });
        }
    }
    serde_json::from_value(value).map(Some).map_err(|cause| Error::not_json(&path, 1, &cause))
}

fn read_index(path: &Path) -> Result<BTreeSet<String>, Error> {
    let missing = |cause: io::Error| match cause.kind() {
        io::ErrorKind::NotFound => Error::damaged(path, 0, message!("file.missing")),
        _ => Error::file(path)(cause),
    };
    let text = fs::read_to_string(path).map_err(missing)?;
    let mut lines: Vec<&str> = text.lines().collect();
    if lines.pop() != Some(".") {
        return Err(Error::damaged(path, text.lines().count(), message!("store.truncated")));
    }
    let uri =
        |(at, text)| line::unescape(text).map_err(|problem| Error::damaged(path, at + 1, problem));
    lines.into_iter().enumerate().map(uri).collect()
}

/// Writes the index: a path a line, and a full stop at the end.
pub(super) fn write_index(path: &Path, index: &BTreeSet<String>) -> Result<(), Error> {
    let mut text = String::new();
    for uri in index {
        line::escape(uri, &mut text);
        text.push('\n');
    }
    write_whole(path, [text.as_str(), ".\n"])
}

/// The place of the index in a store that is being made.
pub(super) fn index_in(folder: &Path) -> PathBuf {
    folder.join(INDEX)
}

/// How the store calls a notice of a file, counted from 0: `a.txt`, `a.txt#2`.
pub(super) fn uri_of(file: &str, ordinal: u32) -> String {
    if ordinal == 0 { file.to_owned() } else { format!("{file}#{}", u64::from(ordinal) + 1) }
}

/// The file that a notice stands in: the reverse of [`uri_of`].
pub(super) fn file_of(uri: &str) -> &str {
    let is_number = |number: &str| number.parse::<u64>().is_ok_and(|number| number > 1);
    uri.rsplit_once('#').filter(|(_, number)| is_number(number)).map_or(uri, |(file, _)| file)
}

/// The file of the store that holds the notices of a file, below the folder of files.
pub(super) fn key_of(form: Form, uri: &str) -> String {
    let uri = file_of(uri);
    match form {
        Form::Shards => format!("{:02x}.facts", Sha256::digest(uri)[0]),
        Form::FilePerNotice => {
            uri.split('/').map(file_name).collect::<Vec<_>>().join("/") + ".facts"
        }
    }
}

/// A part of a path as the name of a file on every system; different parts have different names.
fn file_name(part: &str) -> String {
    let mut name = String::new();
    for (at, c) in part.chars().enumerate() {
        let is_plain = !c.is_control() && !"%\\:?*\"<>|".contains(c) && (at > 0 || c != '.');
        if is_plain {
            name.push(c);
        } else {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes)
                .bytes()
                .for_each(|byte| name.push_str(&format!("%{byte:02X}")));
        }
    }
    if name.is_empty() { "%2F".to_owned() } else { name }
}

/// Removes what a process that was killed left of files that it was writing.
pub(super) fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        if is_aside(&entry.file_name()) {
            // One that stays does no harm.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// [`sweep`], in all folders below too.
pub(super) fn sweep_below(folder: &Path) {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        sweep(&folder);
        let entries = fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok);
        let is_folder = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
        folders.extend(entries.filter(is_folder).map(|entry| entry.path()));
    }
}

fn remove_file(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(Error::file(path)(cause)),
        _ => Ok(()),
    }
}

/// Removes a folder; one that is not there is removed already.
pub(super) fn remove_folder(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(Error::file(folder)(cause)),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, file_of, key_of, uri_of};

    #[test]
    fn every_path_has_a_file_of_its_own_below_the_folder() {
        let key = |uri| key_of(Form::FilePerNotice, uri);
        assert_eq!(key("a/通知 1.txt"), "a/通知 1.txt.facts");
        assert_eq!(key("../x.txt"), "%2E./x.txt.facts");
        assert_eq!(key("/x.txt"), "%2F/x.txt.facts");
        assert_eq!(key("%2E./x.txt"), "%252E./x.txt.facts");
        assert_eq!(key_of(Form::Shards, "a").len(), 8);
        for form in [Form::FilePerNotice, Form::Shards] {
            assert_eq!(key_of(form, &uri_of("a.txt", 1)), key_of(form, "a.txt"));
        }
        assert_eq!(uri_of("a#b.txt", 2), "a#b.txt#3");
        assert_eq!(["a#b.txt#3", "a#b.txt", "a#1"].map(file_of), ["a#b.txt", "a#b.txt", "a#1"]);
    }
}
