//! What every command changed, before it changes it.
//!
//! A command first writes all that it will do into `journal/NUMBER.ndjson`, whole and on disk: for
//! each notice its lines before and after. Then it does it, and writes the number down as done. Who
//! opens the store and finds a step that is not done does it again from its beginning, so a command
//! that was killed either did nothing or everything, and no reference is ever lost.

use super::Error;
use super::marks::{self, Mark};
use super::shard::write_whole;
use super::store::{Store, Versions, sweep, sweep_below};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

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

/// The first line of a step.
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

/// A step that is to be taken.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) verb: Verb,
    pub(super) of: Option<u64>,
    pub(super) causes: BTreeMap<String, u64>,
    pub(super) versions: Versions,
    pub(super) marked: Vec<Mark>,
    pub(super) unmarked: Vec<Mark>,
    pub(super) entries: Vec<Entry>,
}

fn folder(root: &Path) -> PathBuf {
    root.join("journal")
}

fn file(root: &Path, number: u64) -> PathBuf {
    folder(root).join(format!("{number:06}.ndjson"))
}

/// Writes a step down and takes it. Returns its number.
pub(super) fn take(store: &mut Store, step: Step) -> Result<u64, Error> {
    let number = last(store.root())? + 1;
    let head = Head {
        number,
        verb: step.verb,
        of: step.of,
        causes: step.causes,
        versions: [store.manifest().versions.clone(), step.versions],
        marked: step.marked,
        unmarked: step.unmarked,
    };
    let folder = folder(store.root());
    fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    let lines = std::iter::once(json(&head)?)
        .chain(step.entries.iter().map(json).collect::<Result<Vec<_>, _>>()?)
        .collect::<Vec<_>>();
    write_whole(&file(store.root(), number), lines.iter().map(String::as_str))?;
    carry_out(store, &head, &step.entries)?;
    Ok(number)
}

fn json(value: &impl Serialize) -> Result<String, Error> {
    let line = serde_json::to_string(value).map_err(|cause| Error::Internal(cause.to_string()))?;
    Ok(line + "\n")
}

/// Can be done again at any time.
fn carry_out(store: &mut Store, head: &Head, entries: &[Entry]) -> Result<(), Error> {
    let texts: Vec<(String, Option<String>)> =
        entries.iter().map(|entry| (entry.uri.clone(), entry.after.clone())).collect();
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
    let (head, entries) = read(&root, last)?;
    carry_out(store, &head, &entries)
}

/// The number of the last step that was written down.
fn last(root: &Path) -> Result<u64, Error> {
    let folder = folder(root);
    let Ok(entries) = fs::read_dir(&folder) else { return Ok(done(root)) };
    let number = |entry: fs::DirEntry| {
        entry.file_name().to_str()?.strip_suffix(".ndjson")?.parse::<u64>().ok()
    };
    Ok(entries.filter_map(Result::ok).filter_map(number).max().unwrap_or(0).max(done(root)))
}

fn done(root: &Path) -> u64 {
    let text = fs::read_to_string(folder(root).join("done")).unwrap_or_default();
    text.trim().parse().unwrap_or(0)
}

fn read(root: &Path, number: u64) -> Result<(Head, Vec<Entry>), Error> {
    let path = file(root, number);
    let opened = fs::File::open(&path).map_err(Error::file(&path))?;
    let mut lines = BufReader::new(opened).lines().enumerate();
    let wrong = |at: usize, cause: &dyn std::fmt::Display| {
        Error::damaged(&path, at + 1, format!("is no step of the journal: {cause}"))
    };
    let (_, first) = lines.next().ok_or_else(|| wrong(0, &"it is empty"))?;
    let first = first.map_err(Error::file(&path))?;
    let head = serde_json::from_str(&first).map_err(|cause| wrong(0, &cause))?;
    let entry = |(at, line): (usize, std::io::Result<String>)| {
        let line = line.map_err(Error::file(&path))?;
        serde_json::from_str(&line).map_err(|cause| wrong(at, &cause))
    };
    Ok((head, lines.map(entry).collect::<Result<_, Error>>()?))
}

/// The first lines of all steps, in order.
pub(super) fn heads(root: &Path) -> Result<Vec<Head>, Error> {
    let mut heads = Vec::new();
    for number in 1..=last(root)? {
        let path = file(root, number);
        let Ok(opened) = fs::File::open(&path) else { continue };
        let mut line = String::new();
        BufReader::new(opened).read_line(&mut line).map_err(Error::file(&path))?;
        let head = serde_json::from_str(&line).map_err(|cause| {
            Error::damaged(&path, 1, format!("is no step of the journal: {cause}"))
        })?;
        heads.push(head);
    }
    Ok(heads)
}

/// The number of the last step that was not taken back and is no taking back.
fn undoable(heads: &[Head]) -> Option<u64> {
    let taken_back: Vec<u64> = heads.iter().filter_map(|head| head.of).collect();
    let is_open = |head: &&Head| head.verb != Verb::Undo && !taken_back.contains(&head.number);
    heads.iter().rev().find(is_open).map(|head| head.number)
}

/// Takes the last step back. Returns its first line.
pub(super) fn undo(store: &mut Store) -> Result<Head, Error> {
    let nothing = || Error::Undo(format!("{}: there is nothing to undo", store.root().display()));
    let number = undoable(&heads(store.root())?).ok_or_else(nothing)?;
    let (head, entries) = read(store.root(), number)?;
    for entry in &entries {
        if store.text(&entry.uri)? != entry.after {
            return Err(Error::Undo(format!(
                "step {number} cannot be undone: {} has changed since (version control?); its \
                 earlier lines stand in {}",
                entry.uri,
                file(store.root(), number).display()
            )));
        }
    }
    let back = |entry: Entry| Entry { uri: entry.uri, before: entry.after, after: entry.before };
    let step = Step {
        verb: Verb::Undo,
        of: Some(number),
        causes: head.causes.clone(),
        versions: head.versions[0].clone(),
        marked: head.unmarked.clone(),
        unmarked: head.marked.clone(),
        entries: entries.into_iter().map(back).collect(),
    };
    take(store, step)?;
    Ok(head)
}
