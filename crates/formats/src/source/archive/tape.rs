//! Members of a tar archive.

use super::ProblemKind;
use super::job::{End, Job, Kind, Within, too_large};
use gongwen_messages::message;
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Bytes that may lie between two members: headers, and long names, which the library keeps in
/// memory.
const BETWEEN: u64 = 4 << 20;

/// Reads members from a stream that came out of so many packed bytes.
///
/// # Errors
/// Where the folder cannot be written to.
pub(super) fn read(from: impl Read, packed: u64, within: &Within, job: &mut Job) -> io::Result<()> {
    let open = Rc::new(Cell::new(BETWEEN));
    let mut archive = tar::Archive::new(Gate { from, open: Rc::clone(&open) });
    let mut entries = match archive.entries() {
        Ok(entries) => entries,
        Err(cause) => return told(&cause, within, job),
    };
    loop {
        if job.is_over(within) {
            return Ok(());
        }
        open.set(BETWEEN);
        let mut entry = match entries.next() {
            None => return Ok(()),
            Some(Ok(entry)) => entry,
            Some(Err(cause)) => return told(&cause, within, job),
        };
        open.set(u64::MAX);
        if let End::Broken = member(&mut entry, packed, within, job)? {
            return Ok(());
        }
    }
}

fn told(cause: &io::Error, within: &Within, job: &mut Job) -> io::Result<()> {
    job.tell(&within.label, ProblemKind::Damaged, message!("archive.cut-short", cause));
    Ok(())
}

fn member(
    entry: &mut tar::Entry<'_, impl Read>,
    packed: u64,
    within: &Within,
    job: &mut Job,
) -> io::Result<End> {
    let label = within.label_of(&entry.path_bytes());
    let wanted = job.wants(&label, kind_of(entry.header().entry_type()));
    let expected = entry.size();
    if !wanted {
        return Ok(drain(&label, entry, packed, job));
    }
    if expected > job.most(&label) {
        job.tell(&label, ProblemKind::TooLarge, too_large(job.most(&label)));
        return Ok(drain(&label, entry, packed, job));
    }
    let mut body = Whole { inner: entry, left: expected };
    let end = job.store(&label, packed, &mut body, within)?;
    Ok(match (end, body.left) {
        (End::Fine, left) if left > 0 => drain(&label, body.inner, packed, job),
        (end, _) => end,
    })
}

fn kind_of(kind: tar::EntryType) -> Kind {
    match () {
        () if kind.is_file() || kind.is_contiguous() => Kind::File,
        () if kind.is_dir() => Kind::Folder,
        () => Kind::Special,
    }
}

/// Reads what is not wanted; its bytes count, since it takes as long to read them.
fn drain(label: &str, from: &mut impl Read, packed: u64, job: &mut Job) -> End {
    let mut piece = vec![0; 64 << 10];
    let mut size = 0;
    loop {
        let read = match from.read(&mut piece) {
            Ok(0) => return End::Fine,
            Ok(read) => read as u64,
            Err(_) => return End::Broken,
        };
        size += read;
        match job.past(label, size, read, packed) {
            Some((kind @ (ProblemKind::TotalReached | ProblemKind::Bomb), message)) => {
                job.tell(label, kind, message);
                return End::Broken;
            }
            _ => continue,
        }
    }
}

/// A member that ends early is broken and not short.
struct Whole<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buf)?;
        self.left = self.left.saturating_sub(read as u64);
        match read == 0 && self.left > 0 && !buf.is_empty() {
            true => Err(io::ErrorKind::UnexpectedEof.into()),
            false => Ok(read),
        }
    }
}

/// Lets so many bytes through.
struct Gate<R> {
    from: R,
    open: Rc<Cell<u64>>,
}

impl<R: Read> Read for Gate<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let open = self.open.get();
        if open == 0 {
            return Err(io::Error::other(message!("archive.long-name")));
        }
        let len = buf.len().min(usize::try_from(open).unwrap_or(usize::MAX));
        let read = self.from.read(&mut buf[..len])?;
        self.open.set(open - read as u64);
        Ok(read)
    }
}
