//! The journal: what every command changes, written before it changes it.
//!
//! A command first writes, for each notice, its lines before and after to `journal/NUMBER.ndjson`, then a
//! description of the step to `journal/NUMBER.json`; from then on the step is valid. Then it applies the step and
//! records the number as done. Whoever opens the store and finds a valid step that is not done applies it again
//! from the beginning, so a command that was killed did nothing or everything.
//!
//! Entries are written and read one after the other; a step over a large archive takes no more memory than one
//! over a small one.

use super::Error;
use super::marks::{self, Mark};
use super::shard::write_whole;
use super::store::{Lookup, Store, Versions, sweep, sweep_below};
use gongwen_engine::WholeFile;
use gongwen_messages::{Arg, message};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// So many bytes are brought into the reference at once.
const PIECE: usize = 8 << 20;

/// The lines of a notice before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) uri: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// All present records became the reference.
    Record,
    /// Changes became part of the reference.
    Accept,
    /// Changes were marked as wrong.
    Reject,
    /// An earlier step was taken back.
    Undo,
}

/// `journal/NUMBER.json`
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Head {
    /// 1, 2, 3 …
    pub number: u64,
    /// What it does.
    pub verb: Verb,
    /// The step that it takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// Changes by what is to blame for them.
    pub causes: BTreeMap<String, u64>,
    /// Versions before and after.
    pub versions: [Versions; 2],
    /// Marks that come and go.
    pub marked: Vec<Mark>,
    /// Marks that go.
    pub unmarked: Vec<Mark>,
}

/// What a step is, beside its entries.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) verb: Verb,
    pub(super) of: Option<u64>,
    pub(super) causes: BTreeMap<String, u64>,
    pub(super) versions: Versions,
    pub(super) marked: Vec<Mark>,
    pub(super) unmarked: Vec<Mark>,
}

fn folder(root: &Path) -> PathBuf {
    root.join("journal")
}

fn head_file(root: &Path, number: u64) -> PathBuf {
    folder(root).join(format!("{number:06}.json"))
}

fn entries_file(root: &Path, number: u64) -> PathBuf {
    folder(root).join(format!("{number:06}.ndjson"))
}

/// A step that is being written down. Dropped before [`Writer::take`], it never was.
pub(super) struct Writer {
    number: u64,
    path: PathBuf,
    file: WholeFile,
}

impl Writer {
    pub(super) fn begin(store: &Store) -> Result<Self, Error> {
        let folder = folder(store.root());
        fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
        let number = last(store.root())? + 1;
        let path = entries_file(store.root(), number);
        let file = WholeFile::begin(&path).map_err(Error::file(&path))?;
        Ok(Self { number, path, file })
    }

    pub(super) fn add(&mut self, entry: &Entry) -> Result<(), Error> {
        let line = json(entry)?;
        self.file.write_all(line.as_bytes()).map_err(Error::file(&self.path))
    }

    /// From here on the step counts; takes it.
    pub(super) fn take(self, store: &mut Store, step: Step) -> Result<(), Error> {
        let Self { number, path, file } = self;
        file.keep_on_disk().map_err(Error::file(&path))?;
        let head = Head {
            number,
            verb: step.verb,
            of: step.of,
            causes: step.causes,
            versions: [store.manifest().versions.clone(), step.versions],
            marked: step.marked,
            unmarked: step.unmarked,
        };
        write_whole(&head_file(store.root(), number), [json(&head)?.as_str()])?;
        carry_out(store, &head)
    }
}

fn json(value: &impl Serialize) -> Result<String, Error> {
    let line = serde_json::to_string(value).map_err(Error::unwritable)?;
    Ok(line + "\n")
}

/// Can be done again at any time.
fn carry_out(store: &mut Store, head: &Head) -> Result<(), Error> {
    let (mut texts, mut size) = (Vec::new(), 0);
    for entry in entries(store.root(), head.number)? {
        let Entry { uri, after, .. } = entry?;
        size += after.as_ref().map_or(0, String::len);
        texts.push((uri, after));
        if size >= PIECE {
            store.put(&std::mem::take(&mut texts))?;
            size = 0;
        }
    }
    if !texts.is_empty() {
        store.put(&texts)?;
    }
    if !(head.marked.is_empty() && head.unmarked.is_empty()) {
        let mut all = marks::read(store.root())?;
        head.unmarked.iter().for_each(|mark| _ = all.remove(mark));
        all.extend(head.marked.iter().cloned());
        marks::write(store.root(), &all)?;
    }
    store.set_versions(&head.versions[1])?;
    write_whole(&folder(store.root()).join("done"), [head.number.to_string().as_str(), "\n"])
}

/// Takes a step that was written down and not taken to its end.
pub(super) fn recover(store: &mut Store) -> Result<(), Error> {
    let root = store.root().to_owned();
    sweep(&folder(&root));
    let (last, done) = (last(&root)?, done(&root));
    if last <= done {
        return Ok(());
    }
    sweep_below(&root.join("notices"));
    carry_out(store, &head(&root, last)?)
}

/// The number of the last step that was written down.
fn last(root: &Path) -> Result<u64, Error> {
    let folder = folder(root);
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(done(root)) };
    let number = |entry: fs::DirEntry| {
        entry.file_name().to_str()?.strip_suffix(".json")?.parse::<u64>().ok()
    };
    Ok(entries.filter_map(Result::ok).filter_map(number).max().unwrap_or(0).max(done(root)))
}

fn done(root: &Path) -> u64 {
    let text = fs::read_to_string(folder(root).join("done")).unwrap_or_default();
    text.trim().parse().unwrap_or(0)
}

fn wrong(path: &Path, line: usize, cause: &serde_json::Error) -> Error {
    Error::damaged(path, line, message!("journal.step", cause = Arg::text(cause)))
}

fn head(root: &Path, number: u64) -> Result<Head, Error> {
    let path = head_file(root, number);
    let text = fs::read(&path).map_err(Error::file(&path))?;
    serde_json::from_slice(&text).map_err(|cause| wrong(&path, cause.line(), &cause))
}

/// The entries of a step, one after the other.
fn entries(
    root: &Path,
    number: u64,
) -> Result<impl Iterator<Item = Result<Entry, Error>> + use<>, Error> {
    let path = entries_file(root, number);
    let opened = fs::File::open(&path).map_err(Error::file(&path))?;
    let lines = BufReader::new(opened).lines().enumerate();
    Ok(lines.map(move |(at, line)| {
        let line = line.map_err(Error::file(&path))?;
        serde_json::from_str(&line).map_err(|cause| wrong(&path, at + 1, &cause))
    }))
}

/// What all steps are, in order.
pub(super) fn heads(root: &Path) -> Result<Vec<Head>, Error> {
    let numbers = (1..=last(root)?).filter(|number| head_file(root, *number).is_file());
    numbers.map(|number| head(root, number)).collect()
}

/// The number of the last step that was not taken back and is no taking back.
fn undoable(heads: &[Head]) -> Option<u64> {
    let taken_back: Vec<u64> = heads.iter().filter_map(|head| head.of).collect();
    let is_open = |head: &&Head| head.verb != Verb::Undo && !taken_back.contains(&head.number);
    heads.iter().rev().find(is_open).map(|head| head.number)
}

/// Takes the last step back. Returns what it was.
pub(super) fn undo(store: &mut Store) -> Result<Head, Error> {
    let nothing = || Error::Undo(message!("store.nothing-to-undo", path = store.root()));
    let number = undoable(&heads(store.root())?).ok_or_else(nothing)?;
    let head = head(store.root(), number)?;
    let (mut writer, mut lookup) = (Writer::begin(store)?, Lookup::default());
    for entry in entries(store.root(), number)? {
        let Entry { uri, before, after } = entry?;
        if lookup.text(store, &uri)? != after.as_deref() {
            let file = entries_file(store.root(), number);
            return Err(Error::Undo(message!("store.cannot-undo", number, uri, file = &file)));
        }
        writer.add(&Entry { uri, before: after, after: before })?;
    }
    let step = Step {
        verb: Verb::Undo,
        of: Some(number),
        causes: head.causes.clone(),
        versions: head.versions[0].clone(),
        marked: head.unmarked.clone(),
        unmarked: head.marked.clone(),
    };
    writer.take(store, step)?;
    Ok(head)
}
