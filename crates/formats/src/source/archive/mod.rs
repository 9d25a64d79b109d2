//! Archives read as folders: ZIP, tar, compressed tar and single gzip files, also nested.
//!
//! Members are written as plain numbered files into a folder of the caller's. Their names in the archive are
//! labels and never decide where something is written.

mod gzip;
mod job;
mod name;
mod salvage;
mod tape;
mod zipped;
#[cfg(test)]
mod tests;

use super::{Error, ErrorKind, Format, Skipped, has_office_ending};
use gongwen_messages::{Message, message};
use std::fs::File;
use std::path::{Path, PathBuf};

/// What may be spent on one archive and all that is packed in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Unpacked bytes of all members together, those of archives inside it counted as well.
    pub total: u64,
    /// Unpacked bytes of one member.
    pub member: u64,
    /// Members looked at.
    pub members: u64,
    /// Unpacked bytes for each packed byte, from [`RATIO_FROM`] bytes on.
    pub ratio: u64,
    /// Archives inside archives: 0 for none.
    pub depth: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { total: 4 << 30, member: super::MAX_BYTES, members: 1_000_000, ratio: 200, depth: 4 }
    }
}

/// Below so many unpacked bytes a member may be packed as tightly as it likes: short files full of
/// one character are no attack.
pub const RATIO_FROM: u64 = 16 << 20;

/// A file that was in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its path in the archive, with `/` between the parts; the name of an inner archive is such a
    /// part. A label: unique among the members, and no path to open.
    pub name: String,
    /// Where its bytes are.
    pub file: PathBuf,
    /// How many they are.
    pub size: u64,
}

/// What became of an archive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unpacked {
    /// Members handed over.
    pub members: u64,
    /// Files that were passed over as those of a folder are: with other endings, hidden, links and
    /// devices. Folders are not counted.
    pub skipped: Skipped,
    /// What could not be unpacked, in the order of the archive.
    pub problems: Vec<Problem>,
    /// Problems past the first [`TOLD`], which are counted only.
    pub untold: u64,
}

/// The most problems that are listed one by one.
pub const TOLD: usize = 10_000;

/// Something in an archive that could not be unpacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The member, or the archive itself where the whole of it is meant.
    pub name: String,
    /// What kind of thing.
    pub kind: ProblemKind,
    /// What exactly, and what can be done.
    pub message: Message,
}

/// Why a member could not be unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// It cannot be unpacked without a password.
    Encrypted,
    /// Its packed bytes are broken or end early.
    Damaged,
    /// It is packed by a method that is not read.
    Unsupported,
    /// It is larger than one member may be.
    TooLarge,
    /// It unpacks to far more than it is packed in, as a file made to fill disks does.
    Bomb,
    /// All members together are larger than they may be.
    TotalReached,
    /// There are more members than there may be.
    TooMany,
    /// It is an archive inside more archives than there may be.
    TooDeep,
    /// There is something behind the packed bytes that belongs to nothing.
    Trailing,
}

/// True for a file that is read as a folder: an archive by its bytes, unless it is a damaged one that
/// is called like an office file. That is a damaged office file, and its parts are no notices.
#[must_use]
pub fn is_folder(format: Format, name: &Path) -> bool {
    format.is_archive() && !(format == Format::DamagedZip && has_office_ending(name))
}

/// Unpacks an archive into files in the folder `into`, which should be empty, and hands over its
/// members in the order of the bytes of their names: those that would be taken from a folder, by their
/// endings. What cannot be unpacked is listed in [`Unpacked::problems`]; the rest is unpacked.
///
/// # Errors
/// Where the file cannot be opened or is no archive, or the folder cannot be written to.
pub fn unpack(
    limits: &Limits,
    archive_file: &Path,
    into: &Path,
    take: &mut dyn FnMut(Member),
) -> Result<Unpacked, Error> {
    let label = archive_file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = archive_file.to_string_lossy().into_owned();
    let fail = |cause| Error::new(name.clone(), cause);
    let mut opened = File::open(archive_file).map_err(fail)?;
    let format = super::sniff::sniff_file(&mut opened).map_err(fail)?;
    if !is_folder(format, archive_file) {
        let reason = message!("archive.none", kind = format.description());
        return Err(Error::of(name, ErrorKind::Io, reason));
    }
    let mut job = job::Job::new(*limits, into);
    job.open(format, opened, &job::Within::top(label))
        .map_err(|cause| Error::new(into.to_string_lossy().into_owned(), cause))?;
    Ok(job.hand_over(take))
}
