//! A gzip file: a packed tar archive, or one packed file.

use super::job::{Job, Kind, Within};
use super::{name, tape};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, Cursor, Read};

/// Bytes that tell a tar archive from other files.
const HEAD: u64 = 512;

/// Reads the member, or the members of the tar archive in it.
///
/// # Errors
/// Where the folder cannot be written to.
pub(super) fn read(file: File, within: &Within, job: &mut Job) -> io::Result<()> {
    let packed = file.metadata().map_or(0, |facts| facts.len());
    let mut bytes = MultiGzDecoder::new(io::BufReader::new(file));
    let mut head = Vec::new();
    // An error comes again when the rest is read.
    let _ = bytes.by_ref().take(HEAD).read_to_end(&mut head);
    let is_tar = head.get(257..262) == Some(b"ustar");
    let mut whole = Cursor::new(head).chain(bytes);
    if is_tar {
        return tape::read(whole, packed, within, job);
    }
    let label = name::harmless(&name::without_gz(&within.label));
    if job.is_over(within) || !job.wants(&label, Kind::File) {
        return Ok(());
    }
    job.store(&label, packed, &mut whole, within).map(|_| ())
}
