//! Whether the packed streams of a file stay within the limit, before the library unpacks them
//! without one.

use flate2::{Decompress, FlushDecompress, Status};
use memchr::memmem;

/// Bytes before a stream in which its dictionary is looked for.
const DICTIONARY: usize = 512;

/// Layers of packing that are counted.
const LAYERS: usize = 3;

/// True where the deflated streams that reading the text needs stay within the limit together.
/// Pictures are never unpacked and do not count. Streams that are encrypted or packed in another
/// way cannot be counted.
pub(super) fn fits(bytes: &[u8], limit: u64) -> bool {
    let mut left = limit;
    let mut at = 0;
    while let Some(stream) = next_stream(bytes, at) {
        let body = bytes.get(stream.start..).unwrap_or_default();
        at = stream.start;
        if stream.is_picture {
            at += memmem::find(body, b"endstream").unwrap_or(body.len());
        } else if body.first().is_some_and(|byte| byte & 0x0F == 8) {
            let Some(spent) = unpacked(body, left, LAYERS) else { return false };
            left = left.saturating_sub(spent.written);
            at += usize::try_from(spent.read).unwrap_or(body.len());
        }
    }
    true
}

struct Stream {
    start: usize,
    is_picture: bool,
}

/// The next stream of a file from a place on.
fn next_stream(bytes: &[u8], from: usize) -> Option<Stream> {
    let word = from + memmem::find(bytes.get(from..)?, b"stream")?;
    let before = bytes.get(word.saturating_sub(DICTIONARY)..word)?;
    let object = memmem::rfind(before, b" obj").map_or(before, |at| &before[at..]);
    let body = bytes.get(word + b"stream".len()..)?;
    let breaks = body.iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let is_picture = memmem::find(object, b"/Image").is_some();
    Some(Stream { start: word + b"stream".len() + breaks, is_picture })
}

struct Spent {
    read: u64,
    written: u64,
}

/// How much a stream unpacks to, with the streams packed in it; nothing where that is more than
/// is left.
fn unpacked(stream: &[u8], left: u64, layers: usize) -> Option<Spent> {
    let mut unpack = Decompress::new(true);
    let mut window = vec![0; 1 << 15];
    let mut inner: Option<Vec<u8>> = None;
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
    Some(Spent { read, written: written + deeper })
}

#[cfg(test)]
mod tests {
    use super::fits;
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
        assert!(!fits(&file("/Filter/FlateDecode", &bomb), 1 << 20));
        assert!(fits(&file("/Filter/FlateDecode", &bomb), 4 << 20));
        assert!(fits(&file("/Subtype/Image/Filter/FlateDecode", &bomb), 1 << 20));
        let twice = file("/Filter[/FlateDecode/FlateDecode]", &packed(&bomb));
        assert!(!fits(&twice, 1 << 20));
    }

    #[test]
    fn what_is_no_stream_costs_nothing() {
        assert!(fits(b"", 0));
        assert!(fits(b"stream stream endstream x", 10));
        assert!(fits(&file("", b"\x78\x9cbroken"), 1 << 20));
    }
}
