//! Whether the packed streams of a file stay within the limit, before the library unpacks them
//! without one.

use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem;

/// Bytes before a stream in which its dictionary is looked for.
const DICTIONARY: usize = 512;

/// Layers of packing that are counted.
const LAYERS: usize = 3;

/// What the packed streams of a file showed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Streams {
    /// They stay within the limit together; so many of them are broken.
    Fit {
        /// Streams that do not unpack to their end.
        broken: u32,
    },
    /// They unpack to more.
    Exceed,
}

/// Counts the deflated streams that reading the text needs. Pictures are never unpacked and do not
/// count. Streams that are encrypted or packed in another way cannot be counted.
pub(super) fn streams(bytes: &[u8], limit: u64) -> Streams {
    let (mut left, mut at, mut broken) = (limit, 0, 0);
    let encrypted = memmem::find(bytes, b"/Encrypt").is_some();
    while let Some(stream) = next_stream(bytes, at) {
        let body = bytes.get(stream.start..).unwrap_or_default();
        at = stream.start;
        if stream.is_picture {
            at += memmem::find(body, b"endstream").unwrap_or(body.len());
        } else if body.first().is_some_and(|byte| byte & 0x0F == 8) {
            let Some(spent) = unpacked(body, left, LAYERS) else { return Streams::Exceed };
            left = left.saturating_sub(spent.written);
            at += usize::try_from(spent.read).unwrap_or(body.len());
            broken += u32::from(spent.broken && stream.is_deflated && !encrypted);
        }
    }
    Streams::Fit { broken }
}

struct Stream {
    start: usize,
    is_picture: bool,
    is_deflated: bool,
}

/// The next stream of a file from a place on.
fn next_stream(bytes: &[u8], from: usize) -> Option<Stream> {
    let word = from + memmem::find(bytes.get(from..)?, b"stream")?;
    let before = bytes.get(word.saturating_sub(DICTIONARY)..word)?;
    let object = memmem::rfind(before, b" obj").map_or(before, |at| &before[at..]);
    let body = bytes.get(word + b"stream".len()..)?;
    let breaks = body.iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let is_picture = memmem::find(object, b"/Image").is_some();
    let is_deflated = memmem::find(object, b"/FlateDecode").is_some()
        && memmem::find(object, b"85Decode").is_none();
    Some(Stream { start: word + b"stream".len() + breaks, is_picture, is_deflated })
}

struct Spent {
    read: u64,
    written: u64,
    broken: bool,
}

/// How much a stream unpacks to, with the streams packed in it; nothing where that is more than
/// is left.
fn unpacked(stream: &[u8], left: u64, layers: usize) -> Option<Spent> {
    let mut unpack = Decompress::new(true);
    let mut window = vec![0; 1 << 15];
    let mut inner: Option<Vec<u8>> = None;
    let mut broken = false;
    loop {
        let (read, written) = (unpack.total_in(), unpack.total_out());
        let rest = stream.get(usize::try_from(read).ok()?..).unwrap_or_default();
        let status = unpack.decompress(rest, &mut window, FlushDecompress::None);
        let fresh = usize::try_from(unpack.total_out() - written).ok()?;
        if unpack.total_out() > left {
            return None;
        }
        if written == 0 && layers > 1 && window.first().is_some_and(|byte| byte & 0x0F == 8) {
            inner = Some(Vec::new());
        }
        if let Some(inner) = &mut inner {
            inner.extend_from_slice(window.get(..fresh)?);
        }
        broken |= status.is_err();
        let stuck = unpack.total_in() == read && fresh == 0;
        if stuck || !matches!(status, Ok(Status::Ok)) {
            break;
        }
    }
    let (read, written) = (unpack.total_in(), unpack.total_out());
    let deeper = match inner {
        Some(inner) => unpacked(&inner, left - written, layers - 1)?.written,
        None => 0,
    };
    Some(Spent { read, written: written + deeper, broken })
}

#[cfg(test)]
mod tests {
    use super::{Streams, streams};
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
        packer.write_all(bytes).expect("memory");
        packer.finish().expect("memory")
    }

    fn file(dictionary: &str, stream: &[u8]) -> Vec<u8> {
        let mut file = format!("%PDF-1.4\n1 0 obj\n<<{dictionary}>>\nstream\n").into_bytes();
        file.extend_from_slice(stream);
        file.extend_from_slice(b"\nendstream\nendobj\n");
        file
    }

    #[test]
    fn a_bomb_is_told_from_text_and_from_a_picture() {
        let bomb = packed(&vec![0; 3 << 20]);
        let fit = Streams::Fit { broken: 0 };
        let plain = file("/Filter/FlateDecode", &bomb);
        assert_eq!(streams(&plain, 1 << 20), Streams::Exceed);
        assert_eq!(streams(&plain, 4 << 20), fit);
        let picture = file("/Subtype/Image/Filter/FlateDecode", &bomb);
        assert_eq!(streams(&picture, 1 << 20), fit);
        let twice = file("/Filter[/FlateDecode/FlateDecode]", &packed(&bomb));
        assert_eq!(streams(&twice, 1 << 20), Streams::Exceed);
        assert_eq!(streams(&[plain.clone(), plain].concat(), 4 << 20), Streams::Exceed);
    }

    #[test]
    fn broken_streams_are_counted_and_what_is_no_stream_is_not() {
        let mut stream = packed("澜州市人民政府".repeat(40).as_bytes());
        let middle = stream.len() / 2;
        stream[middle] ^= 0x55;
        stream[middle + 1] ^= 0x55;
        let deflated = "/Filter/FlateDecode";
        assert_eq!(streams(&file(deflated, &stream), 1 << 20), Streams::Fit { broken: 1 });
        assert_eq!(streams(&file("", &stream), 1 << 20), Streams::Fit { broken: 0 });
        assert_eq!(streams(b"", 0), Streams::Fit { broken: 0 });
        assert_eq!(streams(b"stream stream endstream x", 9), Streams::Fit { broken: 0 });
    }
}
