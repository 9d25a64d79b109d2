//! A file that appears only when it is complete.

use gongwen_messages::{Message, message};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// An output file that is written beside its place and moved there by [`WholeFile::keep`]. Dropped
/// before that, it leaves nothing behind, and what stood at its place before still does.
///
/// A place that is there and is no regular file (a pipe, `/dev/null`) is written to directly.
#[derive(Debug)]
pub struct WholeFile {
    out: BufWriter<File>,
    /// Where it is written, and where it belongs; none where it is written in place.
    movement: Option<(PathBuf, PathBuf)>,
}

impl WholeFile {
    /// Begins a file that will stand at `place`.
    ///
    /// # Errors
    /// Where nothing can be written beside `place`.
    pub fn begin(place: &Path) -> io::Result<Self> {
        // A link stays a link: what it leads to is replaced.
        let place = fs::canonicalize(place).unwrap_or_else(|_| place.to_owned());
        if fs::metadata(&place).is_ok_and(|facts| !facts.is_file()) {
            let file = File::options().write(true).open(&place)?;
            return Ok(Self { out: BufWriter::new(file), movement: None });
        }
        let aside = beside(&place)?;
        let file = File::options().write(true).create(true).truncate(true).open(&aside)?;
        Ok(Self { out: BufWriter::new(file), movement: Some((aside, place)) })
    }

    /// Finishes the file and puts it at its place.
    ///
    /// # Errors
    /// Where the last words cannot be written or the file cannot be moved.
    pub fn keep(mut self) -> io::Result<()> {
        self.out.flush()?;
        if let Some((aside, place)) = &self.movement {
            fs::rename(aside, place)?;
            self.movement = None;
        }
        Ok(())
    }
}

impl WholeFile {
    /// [`WholeFile::keep`], but the words are on disk before the file is at its place: it is whole
    /// even if the machine loses its power.
    ///
    /// # Errors
    /// As [`WholeFile::keep`].
    pub fn keep_on_disk(mut self) -> io::Result<()> {
        self.out.flush()?;
        self.out.get_ref().sync_all()?;
        self.keep()
    }
}

/// Why nothing could be written to a place, and what can be done.
#[must_use]
pub fn why_not_written(cause: &io::Error) -> Message {
    match cause.kind() {
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
            message!("write.below-file")
        }
        io::ErrorKind::IsADirectory => message!("write.folder"),
        io::ErrorKind::PermissionDenied => message!("write.denied"),
        io::ErrorKind::ReadOnlyFilesystem => message!("write.read-only"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => message!("write.full"),
        _ => message!("write.failed", cause),
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if let Some((aside, _)) = &self.movement {
            // Nobody is left to tell; a leftover begins with a dot and is replaced next time.
            let _ = fs::remove_file(aside);
        }
    }
}

/// True for the name of a file that was being written beside its place.
#[must_use]
pub fn is_aside(name: &OsStr) -> bool {
    let text = name.to_string_lossy();
    let process = || text.strip_prefix('.')?.strip_suffix(".part")?.rsplit_once('.');
    process().is_some_and(|(_, process)| process.parse::<u32>().is_ok())
}

/// A hidden name in the same folder, so that moving is one step of the file system.
fn beside(place: &Path) -> io::Result<PathBuf> {
    let no_name = || io::Error::other(message!("write.no-name"));
    let name = place.file_name().ok_or_else(no_name)?;
    let name = format!(".{}.{}.part", name.to_string_lossy(), std::process::id());
    Ok(place.with_file_name(name))
}

#[cfg(test)]
mod tests {
    use super::WholeFile;
    use std::fs;
    use std::io::Write;
    use std::path::PathBuf;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("gongwen-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn files_aside_are_known_by_their_names() {
        let aside = super::beside("records.ndjson".as_ref()).unwrap();
        assert!(super::is_aside(aside.as_os_str()));
        for other in [".records.part", "records.7.part", ".a.b.part", ".7.part", "通知"] {
            assert!(!super::is_aside(other.as_ref()), "{other}");
        }
    }

    #[test]
    fn a_file_that_is_not_kept_changes_nothing() {
        let folder = folder("whole");
        let place = folder.join("records.ndjson");
        fs::write(&place, "before").unwrap();
        let mut half = WholeFile::begin(&place).unwrap();
        half.write_all(b"half").unwrap();
        drop(half);
        assert_eq!(fs::read_to_string(&place).unwrap(), "before");
        let mut all = WholeFile::begin(&place).unwrap();
        all.write_all(b"after").unwrap();
        all.keep().unwrap();
        assert_eq!(fs::read_to_string(&place).unwrap(), "after");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
        fs::remove_dir_all(&folder).unwrap();
    }
}
