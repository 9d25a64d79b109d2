//! What a machine has that some tests need: shared by the tests and the script that builds them.

use std::fs;
use std::path::{Path, PathBuf};

/// The material beside the project, which is no part of it.
pub(crate) fn shared(root: &Path) -> Option<PathBuf> {
    let shared = root.parent()?.join("shared");
    shared.is_dir().then_some(shared)
}

/// The folder with `initdb` and `postgres`: the newest of the system's, or the one on the path.
pub(crate) fn postgres() -> Option<PathBuf> {
    let version = |folder: &Path| -> u32 {
        folder.file_name().and_then(|name| name.to_str()?.parse().ok()).unwrap_or(0)
    };
    let installed = ["/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt/postgresql"];
    let folders = installed.iter().filter_map(|place| fs::read_dir(place).ok());
    let mut folders: Vec<PathBuf> =
        folders.flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    folders.sort_by_key(|folder| version(folder));
    let mut all = folders.iter().rev().map(|folder| folder.join("bin")).chain(on_path());
    all.find(|bin| bin.join("initdb").is_file() && bin.join("postgres").is_file())
}

/// A program on the path.
pub(crate) fn program(name: &str) -> Option<PathBuf> {
    on_path().map(|folder| folder.join(name)).find(|program| program.is_file())
}

fn on_path() -> impl Iterator<Item = PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).collect::<Vec<_>>().into_iter()
}
