//! Members of a ZIP archive, by its directory.

use super::job::{Job, Kind, Within, too_large};
use super::{ProblemKind, salvage};
use gongwen_messages::{Arg, Message, message};
use std::fs::File;
use std::io::{self, BufReader, Seek};
use zip::ZipReadOptions;
use zip::read::{Config, ZipFileEntry};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

/// Reads the members. Without a directory they are looked for one after another.
///
/// # Errors
/// Where the folder cannot be written to.
pub(super) fn read(file: File, within: &Within, job: &mut Job) -> io::Result<()> {
    let mut bodies = BufReader::new(file.try_clone()?);
    let Ok(mut archive) = ZipIterable::try_new(BufReader::new(file), Config::default()) else {
        return rescue(bodies, within, job);
    };
    let Ok(entries) = archive.files() else {
        return rescue(bodies, within, job);
    };
    // One file and two readers: each goes back to its own place before it reads.
    for entry in entries {
        if job.is_over(within) {
            return Ok(());
        }
        match entry {
            Ok(entry) => member(entry, &mut bodies, within, job)?,
            Err(cause) => job.tell(&within.label, ProblemKind::Damaged, broken(&cause)),
        }
    }
    Ok(())
}

/// Reads the members of an archive without a directory, one after another.
///
/// # Errors
/// Where the folder cannot be written to.
pub(super) fn rescue(
    mut bodies: BufReader<File>,
    within: &Within,
    job: &mut Job,
) -> io::Result<()> {
    job.tell(&within.label, ProblemKind::Damaged, message!("archive.no-directory"));
    bodies.rewind()?;
    salvage::read(bodies, within, job)
}

fn member(
    entry: ZipFileEntry<'_>,
    bodies: &mut BufReader<File>,
    within: &Within,
    job: &mut Job,
) -> io::Result<()> {
    let label = within.label_of(entry.name_raw());
    if !job.wants(&label, kind_of(&entry)) {
        return Ok(());
    }
    if entry.encrypted() {
        job.tell(&label, ProblemKind::Encrypted, message!("archive.encrypted"));
        return Ok(());
    }
    // What the directory states may be a lie; it is only used to refuse early.
    if entry.size() > job.most(&label) {
        job.tell(&label, ProblemKind::TooLarge, too_large(job.most(&label)));
        return Ok(());
    }
    let packed = entry.compressed_size();
    match entry.with_reader(bodies, ZipReadOptions::new()) {
        Ok(mut bytes) => job.store(&label, packed, &mut bytes, within).map(|_| ()),
        Err(cause) => {
            job.tell(&label, kind(&cause), broken(&cause));
            Ok(())
        }
    }
}

/// What a member is, as far as its mode says it.
fn kind_of(entry: &ZipFileEntry<'_>) -> Kind {
    const KIND: u32 = 0o170_000;
    const REGULAR: u32 = 0o100_000;
    const FOLDER: u32 = 0o040_000;
    match entry.unix_mode().map_or(0, |mode| mode & KIND) {
        FOLDER => Kind::Folder,
        _ if entry.is_dir() || entry.name_raw().ends_with(b"\\") => Kind::Folder,
        0 | REGULAR if entry.is_file() => Kind::File,
        _ => Kind::Special,
    }
}

fn kind(cause: &ZipError) -> ProblemKind {
    match cause {
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            ProblemKind::Unsupported
        }
        ZipError::InvalidPassword => ProblemKind::Encrypted,
        _ => ProblemKind::Damaged,
    }
}

fn broken(cause: &ZipError) -> Message {
    match cause {
        ZipError::CompressionMethodNotSupported(method) => {
            message!("archive.method", method = Arg::text(method))
        }
        cause => message!("archive.damaged", cause = Arg::text(cause)),
    }
}
