//! Mutations of what is packed: the parts of a ZIP container and the streams of an OLE2 container are
//! unpacked, one of them is changed, and all are packed again. Changes to packed bytes would hardly
//! ever get past the container.

use std::io::{Cursor, Read, Write};
use std::path::Path;

/// Parts larger than this are left out: pictures and fonts are not read.
const MAX_PART: u64 = 1 << 20;

type Parts = Vec<(String, Vec<u8>)>;

/// A mutant of the container in the first `size` bytes of `data`, for `fuzz_mutator!`.
pub(crate) fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let parts = if seed % 8 == 0 { None } else { unpack(&data[..size]) };
    let Some(mut parts) = parts.filter(|parts| !parts.is_empty()) else {
        return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
    };
    let chosen = (seed / 8) as usize % parts.len();
    let part = &mut parts[chosen].1;
    let len = part.len();
    part.resize(len + 256, 0);
    let grown = part.len();
    let len = libfuzzer_sys::fuzzer_mutate(part, len, grown);
    part.truncate(len);
    match pack(&data[..size], &parts) {
        Some(bytes) if bytes.len() <= max_size => {
            data[..bytes.len()].copy_from_slice(&bytes);
            bytes.len()
        }
        _ => libfuzzer_sys::fuzzer_mutate(data, size, max_size),
    }
}

fn unpack(bytes: &[u8]) -> Option<Parts> {
    if bytes.starts_with(b"PK") { unzip(bytes) } else { streams(bytes) }
}

fn pack(like: &[u8], parts: &Parts) -> Option<Vec<u8>> {
    if like.starts_with(b"PK") { zipped(parts) } else { compound(parts) }
}

fn unzip(bytes: &[u8]) -> Option<Parts> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index(index).ok()?;
        let name = file.name().ok()?.into_owned();
        let mut part = Vec::new();
        let size = file.take(MAX_PART + 1).read_to_end(&mut part).ok()?;
        if size as u64 <= MAX_PART {
            parts.push((name, part));
        }
    }
    Some(parts)
}

fn zipped(parts: &Parts) -> Option<Vec<u8>> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, part) in parts {
        writer.start_file(name.as_str(), stored).ok()?;
        writer.write_all(part).ok()?;
    }
    Some(writer.finish().ok()?.into_inner())
}

fn streams(bytes: &[u8]) -> Option<Parts> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).ok()?;
    let entries = file.walk().filter(|entry| entry.is_stream() && entry.len() <= MAX_PART);
    let paths: Vec<_> = entries.map(|entry| entry.path().to_owned()).collect();
    let mut parts = Vec::new();
    for path in paths {
        let mut part = Vec::new();
        file.open_stream(&path).ok()?.take(MAX_PART).read_to_end(&mut part).ok()?;
        parts.push((path.to_string_lossy().into_owned(), part));
    }
    Some(parts)
}

fn compound(parts: &Parts) -> Option<Vec<u8>> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).ok()?;
    for (path, part) in parts {
        let path = Path::new(path);
        file.create_storage_all(path.parent()?).ok()?;
        file.create_stream(path).ok()?.write_all(part).ok()?;
    }
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}
