//! The folder of a data set: whether it may be used, and its marker file.
//!
//! The marker is written before anything else. Which files inside belong to the data set is decided by
//! [`super::own`].

use super::export::{Format, LISTING};
use super::{Error, Folder};
use gongwen_engine::ours::{self, MARK, Refused};
use gongwen_messages::message;
use rusqlite::{Connection, OpenFlags};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// What the mark says.
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
    let refused =
        ours::refused(root, message!("kind.data-set"), |_| false).map_err(Error::file(root))?;
    refused.map_or(Ok(()), Err)?;
    Ok(if root.exists() { Was::Empty } else { Was::Absent })
}

/// What a run fills and empties must stand in the folder itself: a link leads to somebody else's.
fn check_own_folders(folder: &Folder) -> Result<(), Error> {
    for path in [folder.work(), folder.runs(), folder.quarantine()] {
        if fs::symlink_metadata(&path).is_ok_and(|facts| !facts.is_dir()) {
            return Err(Refused::InTheWay { path, what: message!("kind.folder") }.into());
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
    Err(Error::Damaged { path, cause: message!("dataset.missing-state").into() })
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
        return Err(Refused::InTheWay { path: mark, what: message!("kind.mark") }.into());
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
