//! Archives that a walk meets: read as the folders that they hold.

use super::discover::Entry;
use super::name::name_of;
use super::reading::Reading;
use gongwen_formats::source::archive::{self, Member, Unpacked};
use gongwen_formats::source::{Error, ErrorKind, Skipped, sniff_path};
use gongwen_messages::message;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Endings of files that are looked at as text at once: opening each of a hundred thousand pages only
/// to see that it is no archive would take longer than comparing them with what is known.
const NO_ARCHIVES: &[&str] = &["txt", "text", "html", "htm", "shtml", "shtm"];

/// Where the members of archives are put while a batch reads them.
#[derive(Debug)]
pub struct Unpacker {
    room: Option<Room>,
    archives: u32,
    reading: Reading,
    known: Known,
}

#[derive(Debug)]
enum Room {
    /// A folder of the caller's.
    Given(PathBuf),
    /// A folder of the system's, removed with this value.
    Own(TempDir),
}

/// Says of an archive, by its name and file, why it is not unpacked.
type Ask = dyn Fn(&str, &Path) -> Option<Error> + Send + Sync;

/// What is known of archives before they are unpacked.
struct Known(Box<Ask>);

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Known")
    }
}

impl Unpacker {
    /// Unpacks within the limits of `reading`, by whoever reads what is not ours, into a folder of
    /// the system's.
    #[must_use]
    pub fn by(reading: Reading) -> Self {
        Self { room: None, archives: 0, reading, known: Known(Box::new(|_, _| None)) }
    }

    /// Puts members below a folder of the caller's, which is made when the first archive comes.
    #[must_use]
    pub fn below(self, folder: PathBuf) -> Self {
        Self { room: Some(Room::Given(folder)), ..self }
    }

    /// Does not unpack an archive for which `ask` has a reason, by its name and file.
    #[must_use]
    pub fn unless(
        self,
        ask: impl Fn(&str, &Path) -> Option<Error> + Send + Sync + 'static,
    ) -> Self {
        Self { known: Known(Box::new(ask)), ..self }
    }

    /// True for a regular file whose bytes are an archive of others.
    pub(super) fn is_archive(path: &Path) -> bool {
        let is_file = || fs::metadata(path).is_ok_and(|facts| facts.is_file());
        // Opening a FIFO would wait for somebody to write into it.
        !Self::is_never_archive(path) && is_file() && Self::would_unpack(path).unwrap_or(false)
    }

    /// True for the name of a file that is read as text or as a page, whatever its bytes are.
    #[must_use]
    pub fn is_never_archive(path: &Path) -> bool {
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        NO_ARCHIVES.iter().any(|known| ending == *known)
    }

    /// True for a file whose bytes are an archive, and whose name does not say otherwise.
    ///
    /// # Errors
    /// Where it cannot be opened.
    pub fn would_unpack(path: &Path) -> std::io::Result<bool> {
        let bytes = || sniff_path(path).map(|format| archive::is_folder(format, path));
        if Self::is_never_archive(path) { Ok(false) } else { bytes() }
    }

    /// Hands over the members of an archive, each named by its path behind the archive's own; what
    /// cannot be unpacked goes to `errors`, and what is passed over is counted.
    pub(super) fn unpack(
        &mut self,
        packed: &Entry,
        take: &mut dyn FnMut(Entry),
        errors: &mut Vec<Error>,
        skipped: &mut Skipped,
    ) {
        let Some(file) = &packed.file else { return };
        if let Some(error) = (self.known.0)(&packed.name, file) {
            return errors.push(error);
        }
        let fail = |cause| Error::new(packed.name.clone(), cause);
        let into = match self.folder() {
            Ok(into) => into,
            Err(cause) => return errors.push(fail(cause)),
        };
        let mut hand_over = |member: Member| {
            take(Entry {
                file: Some(member.file),
                name: format!("{}/{}", packed.name, name_of(Path::new(&member.name))),
                place: packed.place.join(&member.name),
                size: member.size,
            });
        };
        match self.reading.unpack(file, &into, &mut hand_over) {
            Err(error) => {
                // What was unpacked before counts as not looked at.
                let _ = fs::remove_dir_all(&into);
                errors.push(error.about(packed.name.clone()));
            }
            Ok(unpacked) => {
                skipped.merge(&unpacked.skipped);
                tell(packed, file, unpacked, errors);
            }
        }
    }

    /// An empty folder for the next archive.
    fn folder(&mut self) -> std::io::Result<PathBuf> {
        let room = match &self.room {
            Some(Room::Given(folder)) => folder.clone(),
            Some(Room::Own(folder)) => folder.path().to_owned(),
            None => {
                let own = tempfile::Builder::new().prefix("gongwen-").tempdir()?;
                let path = own.path().to_owned();
                self.room = Some(Room::Own(own));
                path
            }
        };
        self.archives += 1;
        let folder = room.join(self.archives.to_string());
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }
}

/// What could not be unpacked, each with its name as a file of the archive.
fn tell(packed: &Entry, file: &Path, unpacked: Unpacked, errors: &mut Vec<Error>) {
    let own = file.file_name().unwrap_or_default().to_string_lossy();
    for problem in unpacked.problems {
        let name = match problem.name == own {
            true => packed.name.clone(),
            false => format!("{}/{}", packed.name, name_of(Path::new(&problem.name))),
        };
        errors.push(Error::of(name, ErrorKind::Packed, problem.message));
    }
    if unpacked.untold > 0 {
        let more = message!("archive.more-problems", count = unpacked.untold);
        errors.push(Error::of(packed.name.clone(), ErrorKind::Packed, more));
    }
}

/// Finds the files of an archive again: those in packed archives too, by the path that a walk gave
/// them.
#[derive(Debug)]
pub struct Members {
    unpacker: Unpacker,
    /// Where the members of each archive that was opened are.
    archives: HashMap<PathBuf, HashMap<String, PathBuf>>,
}

impl Members {
    /// None yet; archives are unpacked within the limits of `reading`.
    #[must_use]
    pub fn by(reading: Reading) -> Self {
        Self { unpacker: Unpacker::by(reading), archives: HashMap::new() }
    }

    /// Where the bytes of that file are; the path itself where nothing better is known.
    pub fn file(&mut self, path: &Path) -> PathBuf {
        if path.exists() {
            return path.to_owned();
        }
        let archive = path.ancestors().skip(1).find(|above| above.is_file());
        let Some(archive) = archive.filter(|file| Unpacker::is_archive(file)) else {
            return path.to_owned();
        };
        if !self.archives.contains_key(archive) {
            let members = self.unpack(archive);
            self.archives.insert(archive.to_owned(), members);
        }
        let found = self.archives.get(archive).and_then(|members| members.get(&name_of(path)));
        found.cloned().unwrap_or_else(|| path.to_owned())
    }

    fn unpack(&mut self, archive: &Path) -> HashMap<String, PathBuf> {
        let name = name_of(archive);
        let packed = Entry { file: Some(archive.to_owned()), name, place: PathBuf::new(), size: 0 };
        let mut members = HashMap::new();
        let mut take = |member: Entry| {
            members.extend(member.file.map(|file| (member.name, file)));
        };
        // What cannot be unpacked is not found: that is all its reader needs to know.
        let (mut errors, mut skipped) = (Vec::new(), Skipped::default());
        self.unpacker.unpack(&packed, &mut take, &mut errors, &mut skipped);
        members
    }
}
