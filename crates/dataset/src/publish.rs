//! Moves new files into the places of the old ones.
//!
//! Folders are exchanged in one step of the file system, so a reader sees the old folder or the new one. The
//! moves are written to a plan (`.work/next/plan.json`) before the commit, so whoever opens the data set next
//! completes moves that were interrupted. A plan whose commit never happened is dropped. Files that others put
//! into an exchanged folder are moved back to their places ([`own`]).

use super::export::{Format, LISTING};
use super::own::{self, Own};
use super::{Error, Folder, State, copies, heal};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What is to be moved once the state has reached a generation.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Plan {
    pub(super) generation: i64,
    /// The formats whose folders are complete: SHA-256 of the list of files of each, by name.
    pub(super) formats: BTreeMap<String, String>,
    /// The run whose manifest lies ready.
    pub(super) run_id: String,
    /// Files in the quarantine that have a row, paths below the folder of the data set.
    pub(super) quarantined: Vec<String>,
    /// What the state before said to be there of tables and copies: such paths, too. Nothing else is
    /// replaced or removed.
    #[serde(default)]
    pub(super) own: BTreeSet<String>,
}

const PLAN: &str = "plan.json";
pub(super) const MANIFEST: &str = "manifest.json";

impl Plan {
    /// The plan that an earlier run left, whether it counts or not.
    fn left(folder: &Folder) -> Option<Self> {
        let text = fs::read(folder.next().join(PLAN)).ok()?;
        serde_json::from_slice(&text).ok()
    }

    /// True where the state before had tables in that format.
    fn had(&self, format: Format) -> bool {
        let front = format!("{format}/");
        self.own.iter().any(|path| path.starts_with(&front))
    }

    /// What is ours in a folder beside the plan: it stood at its place before, or waits for it.
    fn own_in(&self, format: Format, folder: &Path) -> Own<'_> {
        let waits = self.formats.get(format.name()).is_some_and(|list| has_list(folder, list));
        if waits { Own::Named } else { Own::Recorded(&self.own) }
    }

    /// Writes the plan down. From here on it is carried out as soon as the state has its generation.
    pub(super) fn write(&self, folder: &Folder) -> Result<(), Error> {
        let path = folder.next().join(PLAN);
        let text = serde_json::to_vec(self).unwrap_or_default();
        fs::write(&path, text).map_err(Error::file(&path))?;
        sync(&path)
    }
}

/// Carries out or drops what an earlier run left to be moved, under the lock of the caller. Returns
/// true where something was.
pub(super) fn finish(folder: &Folder) -> Result<bool, Error> {
    let Some(plan) = Plan::left(folder) else { return Ok(false) };
    let reached = State::read(folder).ok().and_then(|state| state.generation().ok());
    if reached != Some(plan.generation) {
        return Ok(false);
    }
    carry_out(folder, &plan)?;
    Ok(true)
}

/// [`finish`], for a command that is no run: only where something was left, and never beside a run.
pub(super) fn finish_alone(folder: &Folder) -> Result<(), Error> {
    if folder.next().join(PLAN).is_file() {
        let _lock = folder.lock()?;
        finish(folder)?;
    }
    Ok(())
}

/// Moves everything that the plan names. Can be done again at any time.
pub(super) fn carry_out(folder: &Folder, plan: &Plan) -> Result<(), Error> {
    for format in Format::ALL {
        let place = folder.tables(format.name());
        if let Some(list) = plan.formats.get(format.name()) {
            let new = folder.next().join(format.name());
            // Its list tells a folder; a number would not where an older state was put back.
            if !has_list(&place, list) && has_list(&new, list) {
                if place.exists() {
                    empty(*format, [&aside(&new), &place], Own::Recorded(&plan.own))?;
                }
                swap(&new, &place)?;
            }
        } else if plan.had(*format) {
            own::retire(*format, &place, &plan.own)?;
        }
    }
    let runs = folder.runs();
    fs::create_dir_all(&runs).map_err(Error::file(&runs))?;
    let manifest = folder.next().join(MANIFEST);
    if manifest.is_file() {
        let place = runs.join(format!("{}.json", plan.run_id));
        fs::rename(&manifest, &place).map_err(Error::file(&place))?;
    }
    copies::put_in_place(folder, &plan.own, &plan.quarantined)?;
    // Last: until here all of this can be done again.
    clear(folder)
}

/// Removes what runs keep while they work; what else lies there stays.
pub(super) fn clear(folder: &Folder) -> Result<(), Error> {
    clear_next(folder)?;
    remove(&folder.unpacked())?;
    for name in ["readings.sqlite", "gongwen.sqlite"] {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let path = folder.work().join(format!("{name}{ending}"));
            match fs::remove_file(&path) {
                Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
                    return Err(Error::File { path, cause });
                }
                _ => {}
            }
        }
    }
    // One that is not empty holds something of somebody else.
    let _ = fs::remove_dir(folder.work());
    Ok(())
}

/// Removes files that do not count. A folder there may be one that was exchanged: what is somebody
/// else's in it goes back first.
pub(super) fn clear_next(folder: &Folder) -> Result<(), Error> {
    let plan = Plan::left(folder);
    for format in Format::ALL {
        let (new, place) = (folder.next().join(format.name()), folder.tables(format.name()));
        for old in [aside(&new), new] {
            // Without a plan nothing was exchanged.
            let own = plan.as_ref().map_or(Own::Named, |plan| plan.own_in(*format, &old));
            empty(*format, [&old, &place], own)?;
        }
    }
    remove(&folder.next())
}

/// Removes a folder that does not count, and brings what is somebody else's in it back to `place`.
fn empty(format: Format, [old, place]: [&Path; 2], own: Own<'_>) -> Result<(), Error> {
    own::carry_back(format, [old, place], own)?;
    remove(old)
}

/// Where a folder stands while its place is being taken in two steps.
fn aside(new: &Path) -> PathBuf {
    new.with_extension("old")
}

fn has_list(folder: &Path, sha256: &str) -> bool {
    heal::hash(&folder.join(LISTING)).is_ok_and(|found| found == sha256)
}

/// Puts the folder `new` at `place`; what stood there is at `new` afterwards.
fn swap(new: &Path, place: &Path) -> Result<(), Error> {
    if !place.exists() {
        return fs::rename(new, place).map_err(Error::file(place));
    }
    if exchange(new, place).is_ok() {
        return Ok(());
    }
    // Two steps where the system does not know one: between them there is no folder, and the next
    // command puts it there.
    let aside = aside(new);
    fs::rename(place, &aside).map_err(Error::file(place))?;
    fs::rename(new, place).map_err(Error::file(place))
}

#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?;
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// Removes a folder; one that is not there is removed already.
pub(super) fn remove(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(cause) if cause.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::File { path: folder.to_owned(), cause })
        }
        _ => Ok(()),
    }
}

/// Waits until a file or folder is on disk.
pub(super) fn sync(path: &Path) -> Result<(), Error> {
    let file = fs::File::open(path).map_err(Error::file(path))?;
    // Some file systems cannot sync folders; then there is nothing to wait for.
    let _ = file.sync_all();
    Ok(())
}
