//! The files beside the state: tables, manifests, and copies of what could not be read.

use super::{Check, Repair};
use crate::Error;
use crate::export::Format;
use crate::figures::row_counts;
use crate::heal;
use crate::manifest::{Kept, Made, Manifest};
use crate::proof;
use gongwen_messages::message;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

impl Check<'_> {
    /// The files of tables and the manifests are those that were written, byte by byte.
    pub(super) fn files(&mut self) -> Result<(), Error> {
        let Some(made) = Made::last(self.state)? else {
            self.found(Repair::Run, "gongwen.sqlite", message!("verify.no-manifest"));
            return Ok(());
        };
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let damage = heal::look(self.folder, self.state, &made, &made.formats(), threads)?;
        self.done.files += damage.looked_at;
        for (path, what) in damage.tables.iter().chain(&damage.manifests) {
            self.found(Repair::Run, path, what.clone());
        }
        self.strangers(&made);
        Ok(())
    }

    /// Files that readers of `parquet/TABLE/*.parquet` would take for files of the table.
    fn strangers(&mut self, made: &Made) {
        let root = self.folder.root();
        let files = made.of_format(Format::Parquet);
        let listed: HashSet<PathBuf> = files.iter().map(|file| root.join(&file.path)).collect();
        let folders: HashSet<PathBuf> =
            listed.iter().filter_map(|path| path.parent().map(Path::to_owned)).collect();
        let mut strange: Vec<PathBuf> = folders.iter().flat_map(|path| files_in(path)).collect();
        strange.retain(|path| !listed.contains(path));
        strange.sort();
        for path in strange {
            let shown = path.strip_prefix(root).unwrap_or(&path).display().to_string();
            self.found(Repair::ByHand, shown, message!("verify.stranger"));
        }
    }

    /// The manifest of the last run says how many rows there are, and each run has its manifest.
    pub(super) fn row_counts(&mut self) -> Result<(), Error> {
        let sql = "select run_id from runs order by number desc limit 1";
        let Some(run_id) = self.texts(sql)?.pop() else { return Ok(()) };
        let place = format!("runs/{run_id}.json");
        match Manifest::kept(self.state, &run_id)? {
            None => self.found(Repair::Run, place, message!("verify.manifest-copy")),
            Some(manifest) if manifest.rows != row_counts(self.state)? => {
                self.found(Repair::Force, place, message!("verify.manifest-rows"));
            }
            Some(_) => {}
        }
        let kept = Kept::all(self.state)?;
        for older in kept.iter().filter(|kept| kept.run_id != run_id) {
            if Manifest::kept(self.state, &older.run_id)?.is_none() {
                let repair = match heal::intact(self.folder, older) {
                    Some(_) => Repair::Force,
                    None => Repair::Anew,
                };
                self.found(repair, older.name(), message!("verify.manifest-copy"));
            }
        }
        let kept: HashSet<String> = kept.into_iter().map(|kept| kept.run_id).collect();
        let runs = self.texts("select run_id from runs order by number")?;
        let lost: Vec<String> = runs.into_iter().filter(|run| !kept.contains(run)).collect();
        self.named(Repair::Anew, "runs", message!("verify.manifest-lost"), &lost);
        Ok(())
    }

    /// The copies of files that could not be read are there, as they were.
    pub(super) fn quarantine(&mut self) -> Result<(), Error> {
        for (path, sha256) in self.copies()? {
            let place = self.folder.root().join(&path);
            match fs::symlink_metadata(&place) {
                Err(_) => {
                    self.found(Repair::Run, path, message!("verify.copy-gone"));
                }
                // A link leads to the file itself, which may be another one by now.
                Ok(about) if about.is_symlink() => {}
                Ok(_) => {
                    self.done.files += 1;
                    let found = heal::hash(&place).ok();
                    if sha256.is_some() && found != sha256 {
                        self.found(Repair::Run, path, message!("verify.copy-other"));
                    }
                }
            }
        }
        Ok(())
    }

    /// The copies that the quarantine names, with the hash of each where it is known.
    fn copies(&self) -> Result<Vec<(String, Option<String>)>, Error> {
        let sql = "select kept_as, sha256 from quarantine where kept_as is not null order by 1";
        let read = || -> rusqlite::Result<Vec<(String, Option<String>)>> {
            let row = |row: &rusqlite::Row<'_>| {
                // A cell may hold anything by now.
                Ok((row.get_ref(0).map(proof::shown)?, row.get(1).unwrap_or_default()))
            };
            self.state.sql().prepare(sql)?.query_map([], row)?.collect()
        };
        read().map_err(|cause| self.state.error(cause))
    }
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let files = entries.filter(|entry| {
        let name = entry.file_name();
        let hidden = name.to_string_lossy().starts_with(['_', '.']);
        !hidden && entry.file_type().is_ok_and(|kind| !kind.is_dir())
    });
    files.map(|entry| entry.path()).collect()
}
