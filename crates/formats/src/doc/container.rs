//! The OLE2 container: which file it is, and its streams.

use super::salvage::Salvage;
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What a container turned out to be.
#[derive(Clone, Debug)]
pub(super) enum Opened {
    Word(Streams),
    /// A DOCX or XLSX inside a container of its encryption.
    EncryptedPackage,
    /// Another kind of file, by its name.
    Other(&'static str),
    /// Not known.
    Broken,
}

/// The streams of a Word file. What a damaged container does not give is empty.
#[derive(Clone, Debug, Default)]
pub(super) struct Streams {
    pub(super) word: Vec<u8>,
    pub(super) table0: Vec<u8>,
    pub(super) table1: Vec<u8>,
    pub(super) data: Vec<u8>,
    /// Parts of the container could not be read.
    pub(super) is_damaged: bool,
}

impl Streams {
    fn stream(&mut self, name: &str) -> Option<&mut Vec<u8>> {
        match name {
            "WordDocument" => Some(&mut self.word),
            "0Table" => Some(&mut self.table0),
            "1Table" => Some(&mut self.table1),
            "Data" => Some(&mut self.data),
            _ => None,
        }
    }
}

/// Names of streams that other kinds of files have, and what people call those.
const OTHERS: &[(&str, &str)] = &[
    ("PowerPoint Document", "a PowerPoint presentation (PPT)"),
    ("Workbook", "an Excel workbook (XLS)"),
    ("Book", "an Excel workbook (XLS)"),
    ("VisioDocument", "a Visio drawing"),
    ("__properties_version1.0", "an e-mail of Outlook (MSG)"),
    ("MatOST", "a document of Microsoft Works"),
    ("MM", "a document of Microsoft Works"),
    ("Quill", "a Publisher document"),
    ("FileHeader", "a Hangul document (HWP)"),
];

/// Opens a container; what is damaged is read as far as it goes.
pub(super) fn open(bytes: &[u8]) -> Opened {
    // The library checks what it reads; hostile bytes may still meet a check that panics.
    let strict = catch_unwind(AssertUnwindSafe(|| by_library(bytes)));
    match strict {
        Ok(Some(opened)) => opened,
        _ => by_hand(bytes),
    }
}

fn by_library(bytes: &[u8]) -> Option<Opened> {
    let mut container = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let names: Vec<String> =
        container.read_root_storage().map(|entry| entry.name().to_owned()).collect();
    if let Some(other) = other_kind(&names) {
        return Some(other);
    }
    let mut streams = Streams::default();
    for name in &names {
        let Some(place) = streams.stream(name) else { continue };
        let stream = container.open_stream(format!("/{name}")).ok()?;
        // No stream is longer than the file.
        stream.take(bytes.len() as u64).read_to_end(place).ok()?;
    }
    Some(Opened::Word(streams))
}

fn by_hand(bytes: &[u8]) -> Opened {
    let mut streams = Streams { is_damaged: true, ..Streams::default() };
    let Some(found) = Salvage::open(bytes).filter(|found| !found.streams.is_empty()) else {
        // The directory is lost. Word writes its main stream first.
        streams.word = bytes.get(512..).unwrap_or_default().to_vec();
        return Opened::Word(streams);
    };
    let names: Vec<String> = found.streams.iter().map(|stream| stream.name.clone()).collect();
    if let Some(other) = other_kind(&names) {
        return other;
    }
    for stream in &found.streams {
        let Some(place) = streams.stream(&stream.name) else { continue };
        // Documents inside the document have streams of the same names, and come later.
        if place.is_empty() {
            *place = found.read(stream);
        }
    }
    Opened::Word(streams)
}

fn other_kind(names: &[String]) -> Option<Opened> {
    let has = |name: &str| names.iter().any(|found| found == name);
    if has("WordDocument") {
        return None;
    }
    if has("EncryptedPackage") {
        return Some(Opened::EncryptedPackage);
    }
    let other = OTHERS.iter().find(|(name, _)| has(name)).map(|(_, kind)| Opened::Other(kind));
    Some(other.unwrap_or(Opened::Broken))
}
