//! Which derived files differ from what the state recorded about them.
//!
//! The state keeps size and hash of every file made from it. A run checks all of them and writes missing or
//! damaged ones again; `verify` lists them.

use super::export::{Format, LISTING, Listing};
use super::manifest::{Kept, Made, Manifest};
use super::proof::{self, Wrong};
use super::{Error, Folder, State};
use crate::tables::TableId;
use gongwen::document::hex;
use gongwen_messages::{Message, message};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::panic::resume_unwind;
use std::path::Path;
use std::thread;

/// A file that must be there.
#[derive(Clone, Debug)]
struct Expected {
    /// Path below the folder of the data set.
    path: String,
    bytes: u64,
    sha256: String,
}

/// Files that are not as the state says: path below the folder of the data set, and what is wrong.
#[derive(Debug, Default)]
pub(super) struct Damage {
    /// Files that were looked at.
    pub(super) looked_at: u64,
    /// Those of tables, the lists of a format's files among them.
    pub(super) tables: BTreeMap<String, Message>,
    /// Manifests of runs.
    pub(super) manifests: BTreeMap<String, Message>,
}

impl Damage {
    /// All names, those of tables first.
    pub(super) fn names(&self) -> Vec<String> {
        self.tables.keys().chain(self.manifests.keys()).cloned().collect()
    }
}

/// Looks at the files of these formats and at all manifests, on so many threads.
pub(super) fn look(
    folder: &Folder,
    state: &State,
    made: &Made,
    formats: &[Format],
    threads: usize,
) -> Result<Damage, Error> {
    let generation = state.generation()?;
    let mut tables = Vec::new();
    for format in formats {
        let files = made.of_format(*format);
        // A format that is new has no files so far.
        if files.is_empty() {
            continue;
        }
        let listing = Listing { generation, files };
        tables.push(expected_listing(*format, &listing));
        tables.extend(listing.files.into_iter().map(|file| Expected {
            path: file.path,
            bytes: file.bytes,
            sha256: file.sha256,
        }));
    }
    let manifests = Kept::all(state)?.into_iter().map(|kept| Expected {
        path: kept.name(),
        bytes: kept.bytes,
        sha256: kept.sha256,
    });
    let manifests: Vec<Expected> = manifests.collect();
    Ok(Damage {
        looked_at: (tables.len() + manifests.len()) as u64,
        tables: damaged(folder.root(), &tables, threads),
        manifests: damaged(folder.root(), &manifests, threads),
    })
}

fn expected_listing(format: Format, listing: &Listing) -> Expected {
    let text = listing.text();
    Expected {
        path: format!("{format}/{LISTING}"),
        bytes: text.len() as u64,
        sha256: hex(&Sha256::digest(&text)),
    }
}

fn damaged(root: &Path, files: &[Expected], threads: usize) -> BTreeMap<String, Message> {
    let share = files.len().div_ceil(threads.max(1)).max(1);
    thread::scope(|scope| {
        let shares = files.chunks(share).map(|files| scope.spawn(|| all_wrong(root, files)));
        let shares: Vec<_> = shares.collect();
        let joined = shares.into_iter().map(|share| share.join());
        joined.flat_map(|found| found.unwrap_or_else(|panic| resume_unwind(panic))).collect()
    })
}

fn all_wrong(root: &Path, files: &[Expected]) -> Vec<(String, Message)> {
    files.iter().filter_map(|file| Some((file.path.clone(), wrong(root, file)?))).collect()
}

/// What is wrong with a file, or nothing.
fn wrong(root: &Path, file: &Expected) -> Option<Message> {
    let path = root.join(&file.path);
    let bytes = match fs::metadata(&path) {
        Ok(about) => about.len(),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
            return Some(message!("file.missing"));
        }
        Err(cause) => return Some(message!("file.unreadable", cause = &cause)),
    };
    if bytes != file.bytes {
        return Some(message!("file.size", bytes, expected = file.bytes));
    }
    match hash(&path) {
        Err(cause) => Some(message!("file.unreadable", cause = &cause)),
        Ok(sha256) if sha256 != file.sha256 => Some(message!("file.changed")),
        Ok(_) => None,
    }
}

/// SHA-256 of a file.
pub(super) fn hash(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    io::copy(&mut File::open(path)?, &mut HashWriter(&mut hash))?;
    Ok(hex(&hash.finalize()))
}

struct HashWriter<'h>(&'h mut Sha256);

impl io::Write for HashWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Brings the rows of `runs` back to what the manifests say, where they are not as they were
/// written; returns how many. A row that neither run nor manifest knows goes.
pub(super) fn runs(state: &State) -> Result<u64, Error> {
    let table = TableId::Runs.table();
    state.run("delete from runs where typeof(run_id) <> 'text'")?;
    let mut count = 0;
    for (run_id, wrong) in proof::wrong(state, table)? {
        if wrong == Wrong::Added {
            let sql = "delete from runs where run_id = ?1";
            state.sql().execute(sql, [run_id]).map_err(|cause| state.error(cause))?;
            count += 1;
            continue;
        }
        let Some(manifest) = Manifest::kept(state, &run_id)? else { continue };
        let row = manifest.row();
        if proof::proves(state, table, &row)? {
            state.insert(TableId::Runs, &[row])?;
            count += 1;
        }
    }
    Ok(count)
}

/// Writes the manifests that are missing or damaged again, from the copies in the state; returns the
/// names of those that were written. One whose copy is damaged too stays as it is.
pub(super) fn manifests(
    folder: &Folder,
    state: &State,
    damage: &Damage,
) -> Result<Vec<String>, Error> {
    let mut made = Vec::new();
    if damage.manifests.is_empty() {
        return Ok(made);
    }
    let runs = folder.runs();
    fs::create_dir_all(&runs).map_err(Error::file(&runs))?;
    for kept in Kept::all(state)?.iter().filter(|kept| damage.manifests.contains_key(&kept.name()))
    {
        let Some(manifest) = Manifest::kept(state, &kept.run_id)? else { continue };
        let aside = folder.work().join("manifest.json");
        let written = manifest.write(&aside).map_err(Error::file(&aside))?;
        // Another version of the program may write it in another way.
        manifest.keep(state, &written)?;
        let place = kept.place(folder);
        fs::rename(&aside, &place).map_err(Error::file(&place))?;
        made.push(kept.name());
    }
    Ok(made)
}

/// Keeps the manifests whose copies in the state cannot be read again, from their files where those
/// are as they were written.
pub(super) fn kept(folder: &Folder, state: &State) -> Result<(), Error> {
    for kept in Kept::all(state)? {
        if Manifest::kept(state, &kept.run_id)?.is_none()
            && let Some(manifest) = intact(folder, &kept)
        {
            manifest.keep(state, &(kept.bytes, kept.sha256))?;
        }
    }
    Ok(())
}

/// The manifest as its file has it, where that is the one that was written.
pub(super) fn intact(folder: &Folder, kept: &Kept) -> Option<Manifest> {
    let bytes = fs::read(kept.place(folder)).ok()?;
    let is_whole = hex(&Sha256::digest(&bytes)) == kept.sha256;
    is_whole.then(|| serde_json::from_slice(&bytes).ok())?
}
