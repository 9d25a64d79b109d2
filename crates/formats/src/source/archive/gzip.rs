//! A gzip file: a packed tar archive, or one packed file. It may be packed in several pieces, one behind
//! the other.

use super::job::{Job, Kind, Within};
use super::{ProblemKind, name, tape};
use flate2::bufread::GzDecoder;
use gongwen_messages::message;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::rc::Rc;

/// Bytes that tell a tar archive from other files.
const HEAD: u64 = 512;

/// What every piece begins with.
const SIGN: [u8; 2] = [0x1F, 0x8B];

/// Bytes behind the end of a tar archive that are read to see what follows the packed bytes.
const BEHIND: u64 = 16 << 20;

/// Reads the member, or the members of the tar archive in it.
///
/// # Errors
/// Where the folder cannot be written to.
pub(super) fn read(file: File, within: &Within, job: &mut Job) -> io::Result<()> {
    let packed = file.metadata().map_or(0, |facts| facts.len());
    let trails = Rc::new(Cell::new(Trails::Nothing));
    let mut bytes = Pieces::new(BufReader::new(file), Rc::clone(&trails));
    let mut head = Vec::new();
    // An error comes again when the rest is read.
    let _ = bytes.by_ref().take(HEAD).read_to_end(&mut head);
    let is_tar = head.get(257..262) == Some(b"ustar");
    let mut whole = Cursor::new(head).chain(bytes);
    if is_tar {
        tape::read(&mut whole, packed, within, job)?;
        // What is broken there is no member any more.
        let _ = io::copy(&mut whole.take(BEHIND), &mut io::sink());
    } else {
        let label = name::harmless(&name::without_gz(&within.label));
        if !job.is_over(within) && job.wants(&label, Kind::Only) {
            job.store(&label, packed, &mut whole, within)?;
        }
    }
    if trails.get() == Trails::Something {
        job.tell(&within.label, ProblemKind::Trailing, message!("archive.trailing"));
    }
    Ok(())
}

/// What follows the last piece.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trails {
    /// Nothing, or zeros, as tapes have them.
    Nothing,
    /// Bytes that are no piece.
    Something,
}

/// The unpacked bytes of all pieces.
struct Pieces {
    piece: Option<GzDecoder<BufReader<File>>>,
    trails: Rc<Cell<Trails>>,
}

impl Pieces {
    fn new(file: BufReader<File>, trails: Rc<Cell<Trails>>) -> Self {
        Self { piece: Some(GzDecoder::new(file)), trails }
    }

    /// Begins the piece behind one that has ended; none where there is no more.
    fn next(&mut self) -> io::Result<()> {
        let Some(mut rest) = self.piece.take().map(GzDecoder::into_inner) else { return Ok(()) };
        let ahead = rest.fill_buf()?;
        if ahead.starts_with(&SIGN) || ahead == &SIGN[..1] {
            self.piece = Some(GzDecoder::new(rest));
        } else if !only_zeros(rest)? {
            self.trails.set(Trails::Something);
        }
        Ok(())
    }
}

impl Read for Pieces {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while let Some(piece) = self.piece.as_mut().filter(|_| !buf.is_empty()) {
            match piece.read(buf)? {
                0 => self.next()?,
                read => return Ok(read),
            }
        }
        Ok(0)
    }
}

fn only_zeros(mut rest: impl BufRead) -> io::Result<bool> {
    loop {
        let ahead = rest.fill_buf()?;
        if ahead.is_empty() {
            return Ok(true);
        }
        if ahead.iter().any(|byte| *byte != 0) {
            return Ok(false);
        }
        let len = ahead.len();
        rest.consume(len);
    }
}
