//! New files into the places of the old ones.
//!
//! Folders change places with one step of the file system, so a reader sees the old folder or the
//! new one. What is to be moved is written down before the state says that it counts
//! (`.work/next/plan.json`), so a move that was interrupted is gone on with by whoever opens the data
//! set next. A plan whose state never came to count is dropped.

use super::export::{Format, LISTING};
use super::{Error, Folder, State, heal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

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

/// Carries out or drops what an earlier run left to be moved. Returns true where something was.
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

/// Moves everything that the plan names. Can be done again at any time.
pub(super) fn carry_out(folder: &Folder, plan: &Plan) -> Result<(), Error> {
    for format in Format::ALL {
        let place = folder.tables(format.name());
        if let Some(list) = plan.formats.get(format.name()) {
            let new = folder.next().join(format.name());
            // Its list tells a folder; a number would not where an older state was put back.
            if !has_list(&place, list) && has_list(&new, list) {
                swap(&new, &place)?;
            }
        } else if place.join(LISTING).is_file() {
            remove(&place)?;
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
    remove(&folder.work())
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
    let aside = new.with_extension("old");
    let _ = fs::remove_dir_all(&aside);
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
