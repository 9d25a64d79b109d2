//! Members of a ZIP archive whose directory is lost: each also has a header of its own.

use super::ProblemKind;
use super::job::{End, Job, Kind, Within};
use flate2::bufread::DeflateDecoder;
use gongwen_messages::message;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};

const SIGN: &[u8; 4] = b"PK\x03\x04";
const DESCRIPTOR: &[u8; 4] = b"PK\x07\x08";
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// The header before a member's packed bytes.
struct Header {
    flags: u16,
    method: u16,
    packed: u64,
    name: Vec<u8>,
}

/// Reads members from the beginning until the first damage, which the caller has reported.
///
/// # Errors
/// Where the folder cannot be written to.
pub(super) fn read(mut from: BufReader<File>, within: &Within, job: &mut Job) -> io::Result<()> {
    // A stream that cannot be read further is the damage itself.
    while let Ok(Some(header)) = next(&mut from) {
        if job.is_over(within) {
            break;
        }
        if let End::Broken = member(&header, &mut from, within, job)? {
            break;
        }
        if header.has_descriptor() && skip_descriptor(&mut from).is_err() {
            break;
        }
    }
    Ok(())
}

impl Header {
    /// True where the sizes stand behind the packed bytes.
    fn has_descriptor(&self) -> bool {
        self.flags & 8 != 0
    }

    fn is_encrypted(&self) -> bool {
        self.flags & 1 != 0
    }
}

fn next(from: &mut impl Read) -> io::Result<Option<Header>> {
    let mut fixed = [0; 30];
    from.read_exact(&mut fixed)?;
    if !fixed.starts_with(SIGN) {
        return Ok(None);
    }
    let short = |at: usize| u16::from_le_bytes([fixed[at], fixed[at + 1]]);
    let mut name = vec![0; usize::from(short(26))];
    let mut extra = vec![0; usize::from(short(28))];
    from.read_exact(&mut name)?;
    from.read_exact(&mut extra)?;
    let packed = u64::from(short(18)) | u64::from(short(20)) << 16;
    let name = unicode_path(&extra).unwrap_or(name);
    Ok(Some(Header { flags: short(6), method: short(8), packed, name }))
}

/// The name in UTF-8 that Info-ZIP adds.
fn unicode_path(mut extra: &[u8]) -> Option<Vec<u8>> {
    const ID: u16 = 0x7075;
    while let [a, b, c, d, rest @ ..] = extra {
        let len = usize::from(u16::from_le_bytes([*c, *d]));
        let (body, tail) = rest.split_at_checked(len)?;
        if u16::from_le_bytes([*a, *b]) == ID {
            return body.get(5..).filter(|name| std::str::from_utf8(name).is_ok()).map(Into::into);
        }
        extra = tail;
    }
    None
}

fn member(
    header: &Header,
    from: &mut BufReader<File>,
    within: &Within,
    job: &mut Job,
) -> io::Result<End> {
    let label = within.label_of(&header.name);
    let is_file = !header.name.ends_with(b"/") && !header.name.ends_with(b"\\");
    let wanted = job.wants(&label, if is_file { Kind::File } else { Kind::Folder });
    let sized = !header.has_descriptor();
    if wanted && header.is_encrypted() {
        job.tell(&label, ProblemKind::Encrypted, message!("archive.encrypted"));
    }
    if !wanted || header.is_encrypted() {
        return Ok(match header.method {
            _ if sized => drain(&mut from.by_ref().take(header.packed), header.packed),
            // Folders have no bytes.
            _ if !is_file => End::Fine,
            DEFLATED if !header.is_encrypted() => pass_over(&label, from, job),
            _ => End::Broken,
        });
    }
    match header.method {
        STORED if sized => {
            let mut body = Whole { inner: from.by_ref().take(header.packed) };
            let end = job.store(&label, header.packed, &mut body, within)?;
            let left = body.inner.limit();
            Ok(if left == 0 { end } else { drain(&mut body.inner, left) })
        }
        DEFLATED if sized => {
            let mut body = from.by_ref().take(header.packed);
            let end =
                job.store(&label, header.packed, &mut DeflateDecoder::new(&mut body), within)?;
            let left = body.limit();
            Ok(if left == 0 { end } else { drain(&mut body, left) })
        }
        DEFLATED => {
            let packed = from.get_ref().metadata().map_or(0, |facts| facts.len());
            job.store(&label, packed, &mut DeflateDecoder::new(from), within)
        }
        method => {
            let problem = message!("archive.method", method = u32::from(method));
            job.tell(&label, ProblemKind::Unsupported, problem);
            let body = &mut from.by_ref().take(header.packed);
            Ok(if sized { drain(body, header.packed) } else { End::Broken })
        }
    }
}

/// A stored member that ends early is broken and not short.
struct Whole<R> {
    inner: io::Take<R>,
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buf)?;
        match read == 0 && self.inner.limit() > 0 && !buf.is_empty() {
            true => Err(io::ErrorKind::UnexpectedEof.into()),
            false => Ok(read),
        }
    }
}

/// Unpacks a member that is not wanted: only so is it known where it ends. Its bytes count, since it
/// takes as long.
fn pass_over(label: &str, from: &mut BufReader<File>, job: &mut Job) -> End {
    let packed = from.get_ref().metadata().map_or(0, |facts| facts.len());
    let mut bytes = DeflateDecoder::new(from);
    let mut piece = vec![0; 64 << 10];
    let mut size = 0;
    loop {
        match bytes.read(&mut piece) {
            Ok(0) => return End::Fine,
            Ok(read) => {
                size += read as u64;
                if job.past(label, size, read as u64, packed).is_some() {
                    return End::Broken;
                }
            }
            Err(_) => return End::Broken,
        }
    }
}

fn drain(bytes: &mut impl Read, expected: u64) -> End {
    match io::copy(bytes, &mut io::sink()) {
        Ok(read) if read == expected => End::Fine,
        _ => End::Broken,
    }
}

/// Goes behind the sizes that follow a member, which have three layouts, to the next header.
fn skip_descriptor(from: &mut impl BufRead) -> io::Result<()> {
    let starts = |bytes: &[u8]| bytes.starts_with(DESCRIPTOR);
    let signed = starts(from.fill_buf()?);
    let sizes = [12, 20].map(|len| len + usize::from(signed) * 4);
    for len in sizes {
        if from.fill_buf()?.get(len..len + 2) == Some(b"PK") {
            from.consume(len);
            return Ok(());
        }
    }
    Err(io::ErrorKind::InvalidData.into())
}
