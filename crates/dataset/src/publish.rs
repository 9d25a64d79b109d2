//! New files into the places of the old ones.
//!
//! Folders change places with one step of the file system, so a reader sees the old folder or the
//! new one. What is to be moved is written down before the state says that it counts
//! (`.work/next/plan.json`), so a move that was interrupted is gone on with by whoever opens the data
//! set next. A plan whose state never came to count is dropped. What somebody else put into a folder
//! that was exchanged goes back to where it stood ([`home`]).

use super::export::{Format, LISTING};
use super::{Error, Folder, State, heal, home};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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
}

const PLAN: &str = "plan.json";
pub(super) const MANIFEST: &str = "manifest.json";

impl Plan {
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
    let next = folder.next();
    let Ok(text) = fs::read(next.join(PLAN)) else { return Ok(false) };
    let Ok(plan) = serde_json::from_slice::<Plan>(&text) else { return Ok(false) };
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
                    empty(*format, &aside(&new), &place)?;
                }
                swap(&new, &place)?;
            }
        } else if place.join(LISTING).is_file() {
            home::retire(*format, &place)?;
        }
    }
    let runs = folder.runs();
    fs::create_dir_all(&runs).map_err(Error::file(&runs))?;
    let manifest = folder.next().join(MANIFEST);
    if manifest.is_file() {
        let place = runs.join(format!("{}.json", plan.run_id));
        fs::rename(&manifest, &place).map_err(Error::file(&place))?;
    }
    super::quarantine::sweep(folder, &plan.quarantined);
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
    for format in Format::ALL {
        let (new, place) = (folder.next().join(format.name()), folder.tables(format.name()));
        for old in [aside(&new), new] {
            empty(*format, &old, &place)?;
        }
    }
    remove(&folder.next())
}

/// Removes a folder that does not count, and brings what is somebody else's in it back to `place`.
fn empty(format: Format, old: &Path, place: &Path) -> Result<(), Error> {
    home::carry_back(format, old, place)?;
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
