//! Whether a path may be written to. Every command that writes follows these rules:
//!
//! 1. Inputs are never overwritten, whatever flag is given and whatever path leads to them.
//! 2. A file is replaced if this program wrote it (its first record names our extractor), if it is empty,
//!    or if the user asked for it.
//! 3. A folder is used if it does not exist, is empty, or has our marker. Inside, only files that we created
//!    are replaced or removed.
//!
//! If a path is refused, nothing has been changed.

use gongwen_messages::{Message, message};
use serde::Deserialize;
use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use std::cell::Cell;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::fmt;
use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

/// Why a place was left alone.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
#[non_exhaustive]
pub enum Refused {
    /// It is a file that is read.
    Input(PathBuf),
    /// It is a folder that is read.
    InputFolder(PathBuf),
    /// What was to be read lies in the folder that is written to.
    Inside {
        /// What was to be read.
        input: PathBuf,
        /// The folder that is written to.
        output: PathBuf,
    },
    /// It is somebody else's file.
    File(PathBuf),
    /// It is somebody else's folder.
    Folder {
        /// The folder.
        path: PathBuf,
        /// What it would have to be.
        kind: Message,
        /// The first names in it.
        found: String,
    },
    /// It is no folder at all.
    NoFolder(PathBuf),
    /// Something stands where a folder or file of ours belongs.
    InTheWay {
        /// What stands there.
        path: PathBuf,
        /// What belongs there.
        what: Message,
    },
}

impl Refused {
    /// What, where, and what can be done.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Input(path) => message!("ours.input", path),
            Self::InputFolder(path) => message!("ours.input-folder", path),
            Self::Inside { input, output } => message!("ours.inside", input, output),
            Self::File(path) => message!("ours.file", path),
            Self::Folder { path, kind, found } => message!("ours.folder", path, kind, found),
            Self::NoFolder(path) => message!("ours.no-folder", path),
            Self::InTheWay { path, what } => message!("ours.in-the-way", path, what),
        }
    }
}

/// Which files of somebody else may be replaced.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Replace {
    /// None.
    #[default]
    Ours,
    /// Those that the user named as output, on request.
    Any,
}

/// The files and folders that a command reads.
#[derive(Debug, Default)]
pub struct Reads {
    files: HashSet<Identity>,
    folders: HashSet<Identity>,
}

impl Reads {
    /// Adds a file or folder; one that is not there adds nothing.
    pub fn add(&mut self, path: &Path) {
        let Some(identity) = Identity::of(path) else { return };
        let set = if path.is_dir() { &mut self.folders } else { &mut self.files };
        set.insert(identity);
    }

    /// Adds standard input, which may be a file, too.
    pub fn add_standard_input(&mut self) {
        self.add(Path::new("/dev/stdin"));
    }

    /// True where the path leads to a file that is read.
    #[must_use]
    pub fn has_file(&self, path: &Path) -> bool {
        Identity::of(path).is_some_and(|identity| self.files.contains(&identity))
    }

    /// Whether a file may be written at `place`.
    ///
    /// # Errors
    /// Where it is read, or somebody else's and `replace` does not allow it.
    pub fn may_write(&self, place: &Path, replace: Replace) -> Result<(), Refused> {
        if self.has_file(place) {
            return Err(Refused::Input(place.to_owned()));
        }
        // Pipes and devices hold nothing that could be lost; a folder cannot be written as a file.
        let is_file = fs::metadata(place).is_ok_and(|facts| facts.is_file());
        if is_file && replace == Replace::Ours && !holds_records(place) {
            return Err(Refused::File(place.to_owned()));
        }
        Ok(())
    }

    /// Whether files may be written below `folder`: not where it is read itself.
    ///
    /// # Errors
    /// Where it is one of the folders that are read.
    pub fn may_fill(&self, folder: &Path) -> Result<(), Refused> {
        match Identity::of(folder) {
            Some(identity) if self.folders.contains(&identity) => {
                Err(Refused::InputFolder(folder.to_owned()))
            }
            _ => Ok(()),
        }
    }
}

/// A file or folder, whatever path leads to it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Identity(#[cfg(unix)] (u64, u64), #[cfg(not(unix))] PathBuf);

impl Identity {
    #[cfg(unix)]
    fn of(path: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let facts = fs::metadata(path).ok()?;
        Some(Self((facts.dev(), facts.ino())))
    }

    #[cfg(not(unix))]
    fn of(path: &Path) -> Option<Self> {
        fs::canonicalize(path).ok().map(Self)
    }
}

/// A record names its extractor within so many bytes.
const HEAD: u64 = 4 << 10;

/// True for a file that begins with a record of ours, as a line or laid out, and for one that is
/// empty: neither holds anything that cannot be made again.
#[must_use]
pub fn holds_records(place: &Path) -> bool {
    let Ok(file) = File::open(place) else { return false };
    if file.metadata().is_ok_and(|facts| facts.len() == 0) {
        return true;
    }
    begins_with_record(BufReader::new(file.take(HEAD)))
}

fn begins_with_record(head: impl Read) -> bool {
    let found = Cell::new(false);
    let mut head = serde_json::Deserializer::from_reader(head);
    // The record is not read to its end, so an error is how this always ends.
    let _ = serde::Deserializer::deserialize_map(&mut head, Extractor(&found));
    found.get()
}

/// Looks for the field `extractor` of a record.
struct Extractor<'f>(&'f Cell<bool>);

#[derive(Deserialize)]
struct Named {
    name: String,
}

impl<'de> Visitor<'de> for Extractor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while let Some(key) = fields.next_key::<String>()? {
            if key == "extractor" {
                self.0.set(fields.next_value::<Named>()?.name == gongwen::NAME);
                return Err(A::Error::custom("found"));
            }
            fields.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

/// The file that marks a data set.
pub const MARK: &str = ".gongwen";

/// The file that says what a store of snapshots is.
pub const MANIFEST: &str = "manifest.json";

/// True for a folder that a command of ours keeps: a data set, or a store of snapshots.
#[must_use]
pub fn is_ours(folder: &Path) -> bool {
    folder.join(MARK).is_file() || is_store(folder)
}

fn is_store(folder: &Path) -> bool {
    #[derive(Deserialize)]
    struct Manifest {
        #[serde(rename = "layout")]
        _layout: u32,
        #[serde(rename = "lexicon_sha256")]
        _lexicon: String,
    }
    let Ok(file) = File::open(folder.join(MANIFEST)) else { return false };
    serde_json::from_reader::<_, Manifest>(BufReader::new(file.take(HEAD))).is_ok()
}

/// Names that are listed when a folder is refused.
const LISTED: usize = 3;

/// Why a folder cannot be taken as a `kind` of ours: it holds names for which `is_ours` is false, or
/// is a file. None where it can be, or is not there.
///
/// # Errors
/// Where it cannot be looked at.
pub fn refused(
    folder: &Path,
    kind: Message,
    is_ours: impl Fn(&OsStr) -> bool,
) -> std::io::Result<Option<Refused>> {
    match fs::metadata(folder) {
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(cause) => return Err(cause),
        Ok(facts) if !facts.is_dir() => return Ok(Some(Refused::NoFolder(folder.to_owned()))),
        Ok(_) => {}
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if !is_ours(&name) {
            names.push(super::name_of(Path::new(&name)));
        }
    }
    names.sort();
    let more = if names.len() > LISTED { " …" } else { "" };
    names.truncate(LISTED);
    let found = format!("{}{more}", names.join(", "));
    Ok((!names.is_empty()).then(|| Refused::Folder { path: folder.to_owned(), kind, found }))
}

#[cfg(test)]
mod tests {
    use super::begins_with_record;

    #[test]
    fn a_record_is_known_by_its_extractor() {
        let ours = [
            r#"{"schema_version":"1","extractor":{"name":"gongwen","version":"0.1.0"},"doc_id":"#,
            "{\n  \"schema_version\": \"1\",\n  \"extractor\": {\n    \"name\": \"gongwen\"\n  },",
            r#"{"future":[1,{"extractor":2}],"extractor":{"x":0,"name":"gongwen"}"#,
        ];
        let others = [
            "",
            "关于工作的通知",
            r#"{"title":"关于工作的通知"}"#,
            r#"{"extractor":{"name":"other"}}"#,
            r#"{"extractor":"gongwen"}"#,
            r#"{"inner":{"extractor":{"name":"gongwen"}}}"#,
            r#"[{"extractor":{"name":"gongwen"}}]"#,
            "a\n{\"extractor\":{\"name\":\"gongwen\"}}",
        ];
        for text in ours {
            assert!(begins_with_record(text.as_bytes()), "{text}");
        }
        for text in others {
            assert!(!begins_with_record(text.as_bytes()), "{text}");
        }
    }
}
