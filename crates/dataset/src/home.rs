//! The folder of a data set: whether it may be taken, and what in it is ours.
//!
//! A data set carries a mark, which is written before anything else. Inside, the names that runs
//! make are ours; whatever else stands there is left where it is, even where whole folders change
//! places.

use super::export::{Format, LISTING, Listing};
use super::{Error, Folder};
use crate::tables::TABLES;
use gongwen_engine::ours::{self, Refused};
use rusqlite::{Connection, OpenFlags};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Name of the file that marks a data set.
pub(super) const MARK: &str = ".gongwen";
const MARK_TEXT: &str = "This folder is a data set of gongwen. `gongwen run` replaces and removes files of its own in it.\n";

/// Whether the folder holds something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Was {
    /// It is not there.
    Absent,
    /// It holds nothing.
    Empty,
    /// It is a data set, or the beginning of one.
    Ours,
}

/// Whether a run may write into the folder; it is not touched.
pub(super) fn look(folder: &Folder) -> Result<Was, Error> {
    let root = folder.root();
    if is_marked(root) || has_state(folder) {
        check_own_folders(folder)?;
        check_state(folder)?;
        return Ok(Was::Ours);
    }
    let refused = ours::refused(root, "data set", |_| false).map_err(Error::file(root))?;
    refused.map_or(Ok(()), Err)?;
    Ok(if root.exists() { Was::Empty } else { Was::Absent })
}

/// What a run fills and empties must stand in the folder itself: a link leads to somebody else's.
fn check_own_folders(folder: &Folder) -> Result<(), Error> {
    for path in [folder.work(), folder.runs(), folder.quarantine()] {
        if fs::symlink_metadata(&path).is_ok_and(|facts| !facts.is_dir()) {
            return Err(Refused::InTheWay { path, what: "folder" }.into());
        }
    }
    Ok(())
}

/// Refuses to begin anew beside what was made from a state that is missing.
fn check_state(folder: &Folder) -> Result<(), Error> {
    let path = folder.database();
    let is_made = |format: &Format| folder.tables(format.name()).join(LISTING).is_file();
    let has_rest = folder.runs().exists() || Format::ALL.iter().any(is_made);
    if !has_rest || fs::symlink_metadata(&path).is_ok() {
        return Ok(());
    }
    let cause = "is missing, and files that were made from it are there".to_owned();
    Err(Error::Damaged { path, cause })
}

/// Takes the folder: from here on it is a data set.
pub(super) fn take(folder: &Folder) -> Result<(), Error> {
    fs::create_dir_all(folder.root()).map_err(Error::file(folder.root()))?;
    let mark = folder.root().join(MARK);
    if is_marked(folder.root()) && fs::read(&mark).is_ok_and(|text| !text.is_empty()) {
        return Ok(());
    }
    if !is_marked(folder.root()) && fs::symlink_metadata(&mark).is_ok() {
        // A state without its mark, and a file of somebody else under that name.
        return Err(Refused::InTheWay { path: mark, what: "mark" }.into());
    }
    write_mark(&mark).map_err(Error::file(&mark))
}

/// Writes the mark; what was there is the beginning of one.
fn write_mark(mark: &Path) -> io::Result<()> {
    match fs::remove_file(mark) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(cause),
        _ => {}
    }
    File::create_new(mark)?.write_all(MARK_TEXT.as_bytes())
}

/// True where the mark is there; one that was being written when a run was killed is cut off.
fn is_marked(root: &Path) -> bool {
    let mark = root.join(MARK);
    let is_file = fs::symlink_metadata(&mark).is_ok_and(|facts| facts.is_file());
    is_file && fs::read(&mark).is_ok_and(|text| MARK_TEXT.as_bytes().starts_with(&text))
}

/// True where a state lies that was written before there were marks, or was copied without its.
fn has_state(folder: &Folder) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let ask = || -> rusqlite::Result<bool> {
        let state = Connection::open_with_flags(folder.database(), flags)?;
        state.prepare("select 1 from gongwen_state where name = 'layout'")?.exists([])
    };
    folder.database().is_file() && ask().unwrap_or(false)
}

/// Refuses to go on where something of somebody else's stands at a place that a run fills. In the
/// folder of a format that the last run did not write, only what a list names is ours, whatever it is
/// called.
pub(super) fn check_places(
    folder: &Folder,
    formats: &[Format],
    written: &[Format],
) -> Result<(), Error> {
    let in_the_way = |path: PathBuf, what| Err(Refused::InTheWay { path, what }.into());
    for format in formats {
        let place = folder.tables(format.name());
        // A folder of tables is exchanged as a whole; a link to one would be, too.
        if fs::symlink_metadata(&place).is_ok_and(|facts| !facts.is_dir()) {
            return in_the_way(place, "folder");
        }
        let is_new = !written.contains(format) && !place.join(LISTING).is_file();
        let content = walk(*format, &place)?;
        for name in content.strangers.iter().chain(content.own.iter().filter(|_| is_new)) {
            if own_file(*format, name) || own_folder(*format, name) {
                return in_the_way(place.join(name), "tables");
            }
        }
    }
    Ok(())
}

/// What stands in the folder of a format, as paths below it.
#[derive(Debug, Default)]
struct Content {
    /// Files that a run wrote.
    own: Vec<PathBuf>,
    /// Files and folders of somebody else.
    strangers: Vec<PathBuf>,
}

fn walk(format: Format, place: &Path) -> Result<Content, Error> {
    let listing = Listing::of(place);
    let prefix = Path::new(format.name());
    let listed: Vec<&Path> = listing
        .files
        .iter()
        .filter_map(|file| Path::new(&file.path).strip_prefix(prefix).ok())
        .collect();
    let is_listed = |name: &Path| listed.contains(&name);
    let leads_to_listed = |name: &Path| listed.iter().any(|file| file.starts_with(name));
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
            if kind.is_file() && (own_file(format, &name) || is_listed(&name)) {
                content.own.push(name);
            } else if kind.is_dir() && (own_folder(format, &name) || leads_to_listed(&name)) {
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
pub(super) fn retire(format: Format, place: &Path) -> Result<(), Error> {
    let mut own = walk(format, place)?.own;
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
pub(super) fn carry_back(format: Format, old: &Path, place: &Path) -> Result<(), Error> {
    for name in walk(format, old)?.strangers {
        let to = free(&place.join(&name));
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).map_err(Error::file(parent))?;
        }
        fs::rename(old.join(&name), &to).map_err(Error::file(&to))?;
    }
    Ok(())
}

/// The path, or one like it where nothing stands.
fn free(path: &Path) -> PathBuf {
    let mut free = path.to_owned();
    let mut count = 1;
    while fs::symlink_metadata(&free).is_ok() {
        count += 1;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        free = path.with_file_name(format!("{name}~{count}"));
    }
    free
}

/// True for the name of a file that a run put into the quarantine, or was about to.
pub(super) fn is_kept_name(name: &OsStr) -> bool {
    let text = name.to_string_lossy();
    let whole = text.strip_prefix('.').and_then(|rest| rest.strip_suffix(".part"));
    let name = whole.unwrap_or(&text);
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let mut bytes = name.bytes();
    bytes.by_ref().take(12).filter(|byte| is_digit(*byte)).count() == 12
        && bytes.next() == Some(b'-')
}

/// Knows what lies in the folder of the data set, whatever path leads there.
#[derive(Debug, Default)]
pub(super) struct Home {
    root: PathBuf,
    /// None where the folder is not there yet: then nothing lies in it.
    real: Option<PathBuf>,
    /// The folder that was asked about last, and the answer.
    last: Option<(PathBuf, bool)>,
}

impl Home {
    pub(super) fn of(folder: &Folder) -> Self {
        let root = folder.root().to_owned();
        Self { real: fs::canonicalize(&root).ok(), root, last: None }
    }

    /// Refuses an archive that is the data set, or lies in it.
    pub(super) fn keeps_out(&self, archive: &Path) -> Result<(), Error> {
        let real = fs::canonicalize(archive).ok();
        let inside =
            real.zip(self.real.as_ref()).is_some_and(|(real, home)| real.starts_with(home));
        let refused = || Refused::Inside { input: archive.to_owned(), output: self.root.clone() };
        if inside { Err(refused().into()) } else { Ok(()) }
    }

    /// True for what lies in the folder of the data set, files in archives there included.
    pub(super) fn holds(&mut self, path: &Path) -> bool {
        let Some(home) = &self.real else { return false };
        let folder = path.parent().unwrap_or(path);
        if let Some((last, answer)) = &self.last
            && last == folder
        {
            return *answer;
        }
        let real = folder.ancestors().find_map(|above| match above.as_os_str().is_empty() {
            true => fs::canonicalize(".").ok(),
            false => fs::canonicalize(above).ok(),
        });
        let answer = real.is_some_and(|real| real.starts_with(home));
        self.last = Some((folder.to_owned(), answer));
        answer
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, is_kept_name, own_file};
    use std::ffi::OsStr;
    use std::path::Path;

    #[test]
    fn only_names_that_runs_make_are_ours() {
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

    #[test]
    fn names_in_the_quarantine_begin_with_a_hash() {
        let ours = ["0123456789ab-a.txt", ".0123456789ab-a.txt.part", "0123456789ab-"];
        let others =
            ["mine.txt", "0123456789ab", "0123456789ag-a.txt", "-a", ".0123456789a", "通知"];
        assert!(ours.iter().all(|name| is_kept_name(OsStr::new(name))));
        assert!(!others.iter().any(|name| is_kept_name(OsStr::new(name))));
    }
}
