//! Parts of a ZIP container, unpacked one at a time within a limit on all of them together.
//!
//! A container that lost its end is read by the headers before its parts; a part that breaks off is
//! given up to there. [`Package::report`] says so afterwards.

use super::Limits;
use super::draft::Draft;
use flate2::read::DeflateDecoder;
use gongwen::diagnostic::Code;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Local headers that are looked for in a broken container.
const LOCAL_HEADERS: usize = 1 << 16;

/// The most problems of one container that are reported.
const TROUBLES: usize = 16;

/// A ZIP container.
pub(super) struct Package<'a> {
    bytes: &'a [u8],
    container: Container<'a>,
    /// Names in the order of the container.
    names: Vec<String>,
    /// Places in the container by names in lower case.
    places: BTreeMap<String, usize>,
    /// Bytes that may still be unpacked.
    left: u64,
    /// What was wrong with parts that were given all the same.
    troubles: Vec<PackageError>,
}

enum Container<'a> {
    Whole(ZipArchive<Cursor<&'a [u8]>>),
    Broken(Vec<Local>),
}

impl Container<'_> {
    /// The names of its parts; one that cannot be read is empty.
    fn names(&self) -> Vec<String> {
        match self {
            Self::Whole(archive) => {
                let names = archive.file_names();
                names.map(|name| name.map_or_else(|_| String::new(), |name| plain(&name))).collect()
            }
            Self::Broken(parts) => parts.iter().map(|part| part.name.clone()).collect(),
        }
    }
}

/// A part by the header before it.
struct Local {
    name: String,
    method: u16,
    is_encrypted: bool,
    start: usize,
    end: usize,
}

/// Why a part is not there, or not all of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PackageError {
    /// No part has that name.
    Missing(String),
    /// The part asks for a password.
    Encrypted,
    /// The container or a part of it is broken; the words say which.
    Damaged(String),
    /// The limit on unpacked bytes is reached; the bytes.
    TooLarge(u64),
}

impl PackageError {
    /// The diagnostic that it is.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::Missing(_) | Self::Damaged(_) => Code::DamagedFile,
            Self::Encrypted => Code::EncryptedFile,
            Self::TooLarge(_) => Code::LimitReached,
        }
    }
}

impl fmt::Display for PackageError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(out, "the file has no part {name}"),
            Self::Encrypted => {
                write!(out, "the file is encrypted; save it without a password")
            }
            Self::Damaged(what) => write!(out, "{what}; what could be read is kept"),
            Self::TooLarge(bytes) => {
                write!(out, "the file unpacks to more than the {bytes} bytes still allowed")
            }
        }
    }
}

impl<'a> Package<'a> {
    /// Opens a container. Fails where no part at all can be found.
    pub(super) fn open(limits: &Limits, bytes: &'a [u8]) -> Result<Self, PackageError> {
        let mut troubles = Vec::new();
        let container = match ZipArchive::new(Cursor::new(bytes)) {
            Ok(archive) => Container::Whole(archive),
            Err(_) => {
                let parts = locals(bytes);
                let what = "the container of the file is broken or truncated".to_owned();
                if parts.is_empty() {
                    return Err(PackageError::Damaged(what));
                }
                troubles.push(PackageError::Damaged(what));
                Container::Broken(parts)
            }
        };
        let names = container.names();
        let mut places = BTreeMap::new();
        for (place, name) in names.iter().enumerate() {
            places.entry(name.to_ascii_lowercase()).or_insert(place);
        }
        Ok(Self { bytes, container, names, places, left: limits.unpacked, troubles })
    }

    /// The names of its parts, in the order of the container.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The bytes of a part; its name is compared without case. A part that breaks off is given up
    /// to there.
    pub(super) fn part(&mut self, name: &str) -> Result<Vec<u8>, PackageError> {
        let found = self.places.get(&plain(name).to_ascii_lowercase()).copied();
        let index = found.ok_or_else(|| PackageError::Missing(name.to_owned()))?;
        if self.left == 0 {
            return Err(PackageError::TooLarge(0));
        }
        let (bytes, end) = self.unpack(index)?;
        let allowed = self.left;
        self.left = self.left.saturating_sub(bytes.len() as u64);
        match end {
            End::Whole => {}
            End::Limit => self.blame(PackageError::TooLarge(allowed)),
            End::Broken if bytes.is_empty() => return Err(broken(name)),
            End::Broken => self.blame(broken(name)),
        }
        Ok(bytes)
    }

    /// A part as text: UTF-8, or UTF-16 where it begins with a mark of byte order.
    pub(super) fn text(&mut self, name: &str) -> Result<String, PackageError> {
        let bytes = self.part(name)?;
        let utf16 = match bytes.get(..2) {
            Some(b"\xFF\xFE") => Some(encoding_rs::UTF_16LE),
            Some(b"\xFE\xFF") => Some(encoding_rs::UTF_16BE),
            _ => None,
        };
        if let Some(encoding) = utf16 {
            return Ok(encoding.decode(&bytes).0.into_owned());
        }
        let bytes = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(rest) => rest.to_vec(),
            None => bytes,
        };
        Ok(String::from_utf8(bytes).unwrap_or_else(|error| self.repaired(name, &error)))
    }

    /// Says what was wrong with the parts that were given.
    pub(super) fn report(&self, draft: &mut Draft) {
        self.troubles.iter().for_each(|trouble| draft.note(trouble.code(), trouble.to_string()));
    }

    /// Text with U+FFFD for what is no UTF-8; a character that is cut at the end is dropped.
    fn repaired(&mut self, name: &str, error: &std::string::FromUtf8Error) -> String {
        let bytes = error.as_bytes();
        let problem = error.utf8_error();
        let is_cut = problem.error_len().is_none();
        let sound = if is_cut { &bytes[..problem.valid_up_to()] } else { bytes };
        let text = String::from_utf8_lossy(sound).into_owned();
        if !is_cut {
            self.blame(broken(name));
        }
        text
    }

    fn blame(&mut self, trouble: PackageError) {
        if self.troubles.len() < TROUBLES {
            self.troubles.push(trouble);
        }
    }

    fn unpack(&mut self, index: usize) -> Result<(Vec<u8>, End), PackageError> {
        match &mut self.container {
            Container::Whole(archive) => {
                let damaged = |_| PackageError::Damaged("a part of the file is broken".to_owned());
                if archive.by_index_raw(index).map_err(damaged)?.encrypted() {
                    return Err(PackageError::Encrypted);
                }
                let mut file = archive.by_index(index).map_err(damaged)?;
                Ok(drain(&mut file, self.left))
            }
            Container::Broken(parts) => unpack_local(self.bytes, &parts[index], self.left),
        }
    }
}

fn broken(name: &str) -> PackageError {
    PackageError::Damaged(format!("the part {name} is broken or truncated"))
}

/// A part's name as the standard writes it.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_owned()
}

/// How a part ended.
enum End {
    Whole,
    Limit,
    Broken,
}

/// Reads to the end, to the limit or to the first error.
fn drain(reader: &mut dyn Read, limit: u64) -> (Vec<u8>, End) {
    let mut bytes = Vec::new();
    let mut chunk = [0; 16 << 10];
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => return (bytes, End::Whole),
            Ok(count) => bytes.extend_from_slice(&chunk[..count]),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return (bytes, End::Broken),
        }
        if bytes.len() as u64 > limit {
            bytes.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
            return (bytes, End::Limit);
        }
    }
}

fn unpack_local(bytes: &[u8], part: &Local, limit: u64) -> Result<(Vec<u8>, End), PackageError> {
    let mut packed = bytes.get(part.start..part.end).unwrap_or_default();
    match (part.is_encrypted, part.method) {
        (true, _) => Err(PackageError::Encrypted),
        (_, 0) => Ok(drain(&mut packed, limit)),
        (_, 8) => Ok(drain(&mut DeflateDecoder::new(packed), limit)),
        _ => Err(broken(&part.name)),
    }
}

/// The parts of a container by the headers before them. A packed part ends by itself; one that is
/// not packed ends where its header says, or at the next header.
fn locals(bytes: &[u8]) -> Vec<Local> {
    let found = memchr::memmem::find_iter(bytes, b"PK\x03\x04").take(LOCAL_HEADERS);
    let mut parts: Vec<Local> = Vec::new();
    for at in found {
        if let Some(part) = local(bytes, at) {
            if let Some(last) = parts.last_mut().filter(|last| last.method == 0) {
                last.end = last.end.min(at);
            }
            parts.push(part);
        }
    }
    parts
}

fn local(bytes: &[u8], at: usize) -> Option<Local> {
    let header = bytes.get(at..at + 30)?;
    let short = |place: usize| u16::from_le_bytes([header[place], header[place + 1]]);
    let long = |place: usize| u32::from_le_bytes([0, 1, 2, 3].map(|i| header[place + i]));
    let name_end = at + 30 + usize::from(short(26));
    let name = bytes.get(at + 30..name_end)?;
    let start = name_end + usize::from(short(28));
    let (method, flags, size) = (short(8), short(6), long(18) as usize);
    let is_sized = method == 0 && flags & 8 == 0;
    let end = if is_sized { start.saturating_add(size).min(bytes.len()) } else { bytes.len() };
    (start <= end).then(|| Local {
        name: plain(&String::from_utf8_lossy(name)),
        method,
        is_encrypted: flags & 1 != 0,
        start,
        end,
    })
}

/// A container with these parts, for tests.
#[cfg(test)]
pub(super) fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, words) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .expect("memory is there");
        writer.write_all(words.as_bytes()).expect("memory is there");
    }
    writer.finish().expect("memory is there").into_inner()
}

#[cfg(test)]
mod tests {
    use super::{Limits, Package, PackageError, packed};

    fn within(unpacked: u64) -> Limits {
        Limits { unpacked, ..Limits::default() }
    }

    #[test]
    fn parts_are_found_whatever_their_case_and_slashes() {
        let bytes = packed(&[("word\\a.xml", "一"), ("b.xml", "二")]);
        let mut package = Package::open(&within(100), &bytes).unwrap();
        assert_eq!(package.text("/Word/A.xml").unwrap(), "一");
        assert_eq!(package.text("b.xml").unwrap(), "二");
        assert_eq!(package.text("c.xml"), Err(PackageError::Missing("c.xml".to_owned())));
        assert!(package.troubles.is_empty());
    }

    #[test]
    fn the_limit_counts_all_parts_together() {
        let bytes = packed(&[("a", &"甲".repeat(100)), ("b", &"乙".repeat(100))]);
        let mut package = Package::open(&within(400), &bytes).unwrap();
        assert_eq!(package.part("a").unwrap().len(), 300);
        assert_eq!(package.text("b").unwrap(), "乙".repeat(33));
        assert_eq!(package.troubles, [PackageError::TooLarge(100)]);
        assert_eq!(package.part("a"), Err(PackageError::TooLarge(0)));
    }

    #[test]
    fn a_container_without_its_end_gives_what_is_there() {
        let long: String = (0..3000).map(|number| format!("第{number}条")).collect();
        let bytes = packed(&[("a", "甲"), ("b", &long)]);
        let cut = &bytes[..bytes.len() / 2];
        let mut package = Package::open(&within(1 << 20), cut).unwrap();
        assert_eq!(package.names(), ["a", "b"]);
        assert_eq!(package.text("a").unwrap(), "甲");
        let text = package.text("b").unwrap();
        assert!(long.starts_with(&text) && text.len() > 1000, "{}", text.len());
        assert_eq!(package.troubles.len(), 2);
    }

    #[test]
    fn nothing_to_find_is_an_error() {
        assert!(matches!(Package::open(&within(9), b"PK\x03\x04"), Err(PackageError::Damaged(_))));
    }

    #[test]
    fn an_encrypted_part_says_so() {
        let mut bytes = packed(&[("a", "甲")]);
        let places: Vec<usize> = memchr::memmem::find_iter(&bytes, b"PK").collect();
        bytes[places[0] + 6] |= 1;
        bytes[places[1] + 8] |= 1;
        let mut package = Package::open(&within(9), &bytes).unwrap();
        assert_eq!(package.part("a"), Err(PackageError::Encrypted));
    }
}
