//! Which files in the folders of formats belong to the data set.
//!
//! A file belongs to it if the state lists it as written by a run. Other files stay where they are, whatever
//! their names, even when whole folders are exchanged.

use super::export::{Format, LISTING, Listing, Written};
use super::{Error, Folder, heal};
use crate::tables::TABLES;
use gongwen_engine::ours::Refused;
use gongwen_messages::{Message, message};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Which files in the folder of a format are ours.
#[derive(Clone, Copy, Debug)]
pub(super) enum Own<'o> {
    /// Those that the state says a run wrote: paths below the folder of the data set.
    Recorded(&'o BTreeSet<String>),
    /// Whatever is called like one: nobody but a run has put anything there.
    Named,
}

/// Refuses to go on where something of somebody else's stands at a place that a run fills. In the
/// folder of a format that the last run did not write, only what a list proves is ours, whatever it
/// is called.
pub(super) fn check_places(
    folder: &Folder,
    formats: &[Format],
    recorded: &BTreeSet<String>,
) -> Result<(), Error> {
    for format in formats {
        let place = folder.tables(format.name());
        // A folder of tables is exchanged as a whole; a link to one would be, too.
        if fs::symlink_metadata(&place).is_ok_and(|facts| !facts.is_dir()) {
            return in_the_way(place, message!("kind.folder"));
        }
        let list = Path::new(LISTING);
        let is_new = !recorded.contains(&path_in(*format, list)) && !Proof::of(&place).is_of(list);
        let strangers = walk(*format, &place, Own::Recorded(recorded))?.strangers;
        for name in
            strangers.iter().filter(|name| own_file(*format, name) || own_folder(*format, name))
        {
            let path = place.join(name);
            // A file that no run needs is left where it is: what is written is known later.
            let is_file = fs::symlink_metadata(&path).is_ok_and(|facts| facts.is_file());
            if is_new || !is_file {
                return in_the_way(path, message!("kind.tables"));
            }
        }
    }
    Ok(())
}

/// Refuses to go on where a file of somebody else's stands at the very place of one of these.
pub(super) fn check_outputs(
    folder: &Folder,
    outputs: &[Written],
    recorded: &BTreeSet<String>,
) -> Result<(), Error> {
    for output in outputs.iter().filter(|output| !recorded.contains(&output.path)) {
        let path = folder.root().join(&output.path);
        let Some((format, name)) = output.path.split_once('/') else { continue };
        if fs::symlink_metadata(&path).is_ok()
            && !Proof::of(&folder.tables(format)).is_of(Path::new(name))
        {
            return in_the_way(path, message!("kind.tables"));
        }
    }
    Ok(())
}

fn in_the_way(path: PathBuf, what: Message) -> Result<(), Error> {
    Err(Refused::InTheWay { path, what }.into())
}

/// The path below the folder of the data set.
fn path_in(format: Format, name: &Path) -> String {
    let parts: Vec<_> = name.iter().map(OsStr::to_string_lossy).collect();
    format!("{format}/{}", parts.join("/"))
}

/// The list in the folder of a format, which proves of the files on it that a run wrote them, also
/// where an older state was put back and does not know them.
struct Proof<'p> {
    place: &'p Path,
    listing: Listing,
}

impl<'p> Proof<'p> {
    fn of(place: &'p Path) -> Self {
        Self { place, listing: Listing::of(place) }
    }

    /// True for the list as a run writes one, and for a file whose bytes it knows.
    fn is_of(&self, name: &Path) -> bool {
        let path = self.place.join(name);
        if name == Path::new(LISTING) {
            let text = fs::read_to_string(path);
            return !self.listing.files.is_empty() && text.is_ok_and(|t| t == self.listing.text());
        }
        self.file(name).is_some_and(|file| heal::hash(&path).is_ok_and(|hash| hash == file.sha256))
    }

    fn file(&self, name: &Path) -> Option<&Written> {
        self.listing.files.iter().find(|file| below(file) == Some(name))
    }

    fn leads_to(&self, folder: &Path) -> bool {
        let mut files = self.listing.files.iter().filter_map(below);
        files.any(|file| file.starts_with(folder))
    }
}

/// The path of a file in the folder of its format.
fn below(file: &Written) -> Option<&Path> {
    file.path.split_once('/').map(|(_, below)| Path::new(below))
}

/// What stands in the folder of a format, as paths below it.
#[derive(Debug, Default)]
struct Content {
    /// Files that a run wrote.
    own: Vec<PathBuf>,
    /// Files and folders of somebody else.
    strangers: Vec<PathBuf>,
}

fn walk(format: Format, place: &Path, own: Own<'_>) -> Result<Content, Error> {
    let proof = Proof::of(place);
    let is_own = |name: &Path| match own {
        Own::Named => own_file(format, name),
        Own::Recorded(paths) => paths.contains(&path_in(format, name)) || proof.is_of(name),
    };
    let mut content = Content::default();
    let mut waiting = vec![PathBuf::new()];
    while let Some(below) = waiting.pop() {
        let folder = place.join(&below);
        let entries = match fs::read_dir(&folder) {
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.map_err(Error::file(&folder))?,
        };
        for entry in entries {
            let entry = entry.map_err(Error::file(&folder))?;
            let kind = entry.file_type().map_err(Error::file(&folder))?;
            let name = below.join(entry.file_name());
            if kind.is_file() && is_own(&name) {
                content.own.push(name);
            } else if kind.is_dir() && (own_folder(format, &name) || proof.leads_to(&name)) {
                waiting.push(name);
            } else {
                content.strangers.push(name);
            }
        }
    }
    content.strangers.sort();
    Ok(content)
}

/// True for the folder of a table.
fn own_folder(format: Format, name: &Path) -> bool {
    format == Format::Parquet && TABLES.iter().any(|table| name == Path::new(table.name))
}

/// True for the file of a table, and for the list of them.
fn own_file(format: Format, name: &Path) -> bool {
    let text = name.to_string_lossy();
    name == Path::new(LISTING)
        || TABLES.iter().any(|table| match format {
            Format::Parquet => is_bucket(&text, table.name),
            Format::Csv | Format::CsvBom => is_named(&text, table.name, ".csv"),
            Format::Ndjson => is_named(&text, table.name, ".ndjson"),
            Format::Json => is_named(&text, table.name, ".json"),
        })
}

fn is_named(text: &str, table: &str, ending: &str) -> bool {
    text.strip_suffix(ending) == Some(table)
}

/// `tasks/tasks-3.parquet`
fn is_bucket(text: &str, table: &str) -> bool {
    let bucket = || {
        let rest = text.strip_prefix(table)?.strip_prefix('/')?;
        rest.strip_prefix(table)?.strip_prefix('-')?.strip_suffix(".parquet")
    };
    let is_digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    bucket().is_some_and(|digits| digits.len() <= 2 && digits.chars().all(is_digit))
}

/// Takes the files of a format out of its folder, and the folders that are empty then.
pub(super) fn retire(
    format: Format,
    place: &Path,
    recorded: &BTreeSet<String>,
) -> Result<(), Error> {
    let mut own = walk(format, place, Own::Recorded(recorded))?.own;
    // The list goes last: as long as it is there, this is not done.
    own.sort_by_key(|name| name == Path::new(LISTING));
    for name in &own {
        let path = place.join(name);
        fs::remove_file(&path).map_err(Error::file(&path))?;
    }
    let mut folders: Vec<&Path> = own.iter().filter_map(|name| name.parent()).collect();
    folders.sort_by_key(|folder| std::cmp::Reverse(folder.components().count()));
    folders.dedup();
    for folder in folders {
        // One that is not empty holds something of somebody else.
        let _ = fs::remove_dir(place.join(folder));
    }
    Ok(())
}

/// Brings what is somebody else's from a folder that was exchanged back to where it stood. Can be
/// done again at any time.
pub(super) fn carry_back(
    format: Format,
    [old, place]: [&Path; 2],
    own: Own<'_>,
) -> Result<(), Error> {
    for name in walk(format, old, own)?.strangers {
        let to = free(&place.join(&name));
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).map_err(Error::file(parent))?;
        }
        fs::rename(old.join(&name), &to).map_err(Error::file(&to))?;
    }
    Ok(())
}

/// The path, or one like it where nothing stands.
pub(super) fn free(path: &Path) -> PathBuf {
    let mut free = path.to_owned();
    let mut count = 1;
    while fs::symlink_metadata(&free).is_ok() {
        count += 1;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        free = path.with_file_name(format!("{name}~{count}"));
    }
    free
}

#[cfg(test)]
mod tests {
    use super::{Format, own_file};
    use std::path::Path;

    #[test]
    fn names_that_runs_make_are_told_from_others() {
        let cases = [
            (Format::Parquet, "tasks/tasks-3.parquet", true),
            (Format::Parquet, "tasks/tasks-ff.parquet", true),
            (Format::Parquet, "tasks/tasks-.parquet", true),
            (Format::Parquet, "_files.json", true),
            (Format::Parquet, "tasks/tasks-2025.parquet", false),
            (Format::Parquet, "tasks/units-3.parquet", false),
            (Format::Parquet, "sales/sales-3.parquet", false),
            (Format::Parquet, "tasks-3.parquet", false),
            (Format::Csv, "tasks.csv", true),
            (Format::Csv, "customers.csv", false),
            (Format::Csv, "tasks.json", false),
            (Format::CsvBom, "units.csv", true),
            (Format::Ndjson, "units.ndjson", true),
            (Format::Json, "in/units.json", false),
        ];
        for (format, name, expected) in cases {
            assert_eq!(own_file(format, Path::new(name)), expected, "{format} {name}");
        }
    }
}
