//! Which encoding a text file is in, and its code points with their bytes.
//!
//! The order: byte order mark, valid UTF-8, zero bytes that only UTF-16 has, then the best of
//! damaged UTF-8, GB18030 and Big5 by how much of the decoded sample is common Chinese.

use super::layer::ByteMap;
use crate::span::to_u32;
use encoding_rs::{BIG5, Decoder, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes that are looked at to choose between encodings.
const SAMPLE: usize = 64 * 1024;

/// A decoded text file.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) map: ByteMap,
    pub(super) encoding: &'static Encoding,
    pub(super) basis: &'static str,
    /// Malformed sequences, each shown as one U+FFFD or more.
    pub(super) replaced: usize,
}

/// Decodes a file in the stated encoding, or in the one that it shows to be in.
pub(super) fn decode(bytes: &[u8], stated: Option<&'static Encoding>) -> Decoded {
    let (encoding, skip, basis) = choose(bytes, stated);
    let body = &bytes[skip..];
    let (text, map) = match encoding {
        e if e == UTF_8 => utf8(body, skip),
        e if e == UTF_16LE => utf16(body, skip, u16::from_le_bytes),
        e if e == UTF_16BE => utf16(body, skip, u16::from_be_bytes),
        e => stepwise(body, skip, e),
    };
    let before = body_replacements(body, encoding);
    let replaced = text.matches('\u{FFFD}').count().saturating_sub(before);
    Decoded { text, map, encoding, basis, replaced }
}

/// U+FFFD that stands in the file itself is no damage of ours.
fn body_replacements(body: &[u8], encoding: &'static Encoding) -> usize {
    if encoding != UTF_8 {
        return 0;
    }
    memchr::memmem::find_iter(body, "\u{FFFD}".as_bytes()).count()
}

fn choose(
    bytes: &[u8],
    stated: Option<&'static Encoding>,
) -> (&'static Encoding, usize, &'static str) {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return (encoding, skip, "bom");
    }
    if let Some(encoding) = stated {
        return (encoding, 0, "stated");
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (UTF_8, 0, "valid-utf-8");
    }
    (detect(&bytes[..bytes.len().min(SAMPLE)]), 0, "detected")
}

fn detect(sample: &[u8]) -> &'static Encoding {
    if let Some(encoding) = zero_bytes(sample) {
        return encoding;
    }
    let candidates = [UTF_8, GB18030, BIG5, UTF_16LE, UTF_16BE];
    let best = candidates.iter().copied().enumerate().max_by_key(|(rank, encoding)| {
        let (text, _) = encoding.decode_without_bom_handling(sample);
        (score(&text), std::cmp::Reverse(*rank))
    });
    best.map_or(UTF_8, |(_, encoding)| encoding)
}

/// In UTF-16 the high byte of every ASCII character is zero.
fn zero_bytes(sample: &[u8]) -> Option<&'static Encoding> {
    let zeros = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if even + odd < 2 || (even + odd) * 50 < sample.len() {
        return None;
    }
    Some(if odd > even { UTF_16LE } else { UTF_16BE })
}

/// Per mille of good minus bad characters. Ten times the weight for what no text has.
fn score(text: &str) -> i64 {
    let (mut points, mut chars) = (0i64, 0i64);
    for c in text.chars() {
        chars += 1;
        points += match c {
            '\u{FFFD}' => -10,
            '\n' | '\r' | '\t' | ' '..='~' => 1,
            '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' => -10,
            '的' | '、' | '。' | '，' | '：' | '一' | '市' | '区' | '县' | '省' | '政' | '工'
            | '和' => 12,
            '\u{4E00}'..='\u{9FA5}' => 2,
            '\u{3000}'..='\u{303F}' | '\u{FF00}'..='\u{FF5E}' => 3,
            _ => -2,
        };
    }
    points * 1000 / chars.max(1)
}

fn utf8(body: &[u8], skip: usize) -> (String, ByteMap) {
    match std::str::from_utf8(body) {
        Ok(text) => (text.to_owned(), ByteMap::Utf8(to_u32(skip))),
        Err(_) => stepwise(body, skip, UTF_8),
    }
}

fn utf16(body: &[u8], skip: usize, read: fn([u8; 2]) -> u16) -> (String, ByteMap) {
    let units = body.chunks_exact(2).map(|pair| read([pair[0], pair[1]]));
    let (mut text, mut starts, mut at) = (String::new(), Vec::new(), skip);
    for unit in char::decode_utf16(units) {
        let c = unit.unwrap_or('\u{FFFD}');
        starts.push(to_u32(at));
        at += if c > '\u{FFFF}' { 4 } else { 2 };
        text.push(c);
    }
    if body.len() % 2 == 1 {
        starts.push(to_u32(at));
        at += 1;
        text.push('\u{FFFD}');
    }
    starts.push(to_u32(at));
    (text, ByteMap::Table(starts))
}

/// Feeds one byte after the other, so that each code point's bytes are known.
fn stepwise(body: &[u8], skip: usize, encoding: &'static Encoding) -> (String, ByteMap) {
    let mut steps = Steps { text: String::new(), starts: Vec::new(), next: skip };
    let mut decoder = encoding.new_decoder_without_bom_handling();
    for at in 0..body.len() {
        steps.feed(&mut decoder, &body[at..=at], skip + at);
    }
    steps.feed(&mut decoder, &[], skip + body.len());
    steps.starts.push(to_u32(skip + body.len()));
    (steps.text, ByteMap::Table(steps.starts))
}

/// A text as it is decoded byte by byte.
struct Steps {
    text: String,
    starts: Vec<u32>,
    /// The first byte that belongs to no code point yet.
    next: usize,
}

impl Steps {
    /// Decodes the byte at `at`. A malformed sequence is one U+FFFD; bytes that it gives back are
    /// decoded again.
    fn feed(&mut self, decoder: &mut Decoder, mut input: &[u8], mut at: usize) {
        // No byte means no more bytes.
        let last = input.is_empty();
        let mut buffer = [0u8; 64];
        loop {
            let (result, read, written) =
                decoder.decode_to_utf8_without_replacement(input, &mut buffer, last);
            at += read;
            input = &input[read..];
            for c in std::str::from_utf8(&buffer[..written]).unwrap_or_default().chars() {
                self.push(c, self.next, if c.is_ascii() { self.next + 1 } else { at });
            }
            let DecoderResult::Malformed(len, behind) = result else { return };
            let end = at.saturating_sub(usize::from(behind));
            self.push('\u{FFFD}', end.saturating_sub(usize::from(len)), end);
        }
    }

    fn push(&mut self, c: char, start: usize, end: usize) {
        self.text.push(c);
        self.starts.push(to_u32(start));
        self.next = end;
    }
}

#[cfg(test)]
mod tests {
    use super::decode;
    use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

    const TEXT: &str =
        "区人民政府办公室关于印发《方案》的通知\r\n一、工作目标\n(责任单位:区发改局、区财政局)";

    fn utf16(bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        TEXT.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn every_encoding_is_found_and_every_character_knows_its_bytes() {
        let cases = [
            (TEXT.as_bytes().to_vec(), "UTF-8"),
            ([&[0xEF, 0xBB, 0xBF], TEXT.as_bytes()].concat(), "UTF-8"),
            (GB18030.encode(TEXT).0.into_owned(), "gb18030"),
            (utf16(u16::to_le_bytes), "UTF-16LE"),
            ([&[0xFE, 0xFF], &utf16(u16::to_be_bytes)[..]].concat(), "UTF-16BE"),
        ];
        for (bytes, name) in cases {
            let decoded = decode(&bytes, None);
            assert_eq!(decoded.text, TEXT, "{name}");
            assert_eq!(decoded.encoding.name(), name);
            assert_eq!(decoded.replaced, 0);
            let layer = super::super::TextLayer::with_bytes(decoded.text, decoded.map);
            for index in 0..layer.len() {
                let span = crate::span::Span::new(index, index + 1);
                let (from, to) = layer.file_bytes(span).unwrap();
                let slice = &bytes[from as usize..to as usize];
                assert_eq!(
                    decoded.encoding.decode_without_bom_handling(slice).0,
                    layer.words(span)
                );
            }
        }
    }

    #[test]
    fn traditional_text_is_big5() {
        let text = "臺北市政府辦公廳關於印發工作方案的通知。一、工作目標，各區公所辦理。";
        let decoded = decode(&BIG5.encode(text).0, None);
        assert_eq!((decoded.encoding, &*decoded.text), (BIG5, text));
    }

    #[test]
    fn what_follows_broken_bytes_knows_its_place() {
        let cases: &[(&[u8], &Encoding, &[u32])] = &[
            (b"\xE4\xE5\xBB\xBA8", UTF_8, &[0, 1, 4, 5]),
            (b"\x818\xB9", GB18030, &[0, 3]),
            (b"\x818\x80\xB5\xDAa", GB18030, &[0, 1, 2, 3, 5, 6]),
            (b"\xB5\xDA\xFF1", GB18030, &[0, 2, 3, 4]),
            (b"\xA4\xA4\x81", BIG5, &[0, 2, 3]),
        ];
        for (bytes, encoding, starts) in cases {
            let decoded = decode(bytes, Some(encoding));
            assert_eq!(decoded.map, super::ByteMap::Table(starts.to_vec()), "{}", decoded.text);
        }
    }

    #[test]
    fn broken_bytes_are_counted_and_the_rest_is_read() {
        let mut bytes = GB18030.encode(TEXT).0.into_owned();
        bytes.splice(10..10, [0xFF]);
        let decoded = decode(&bytes, None);
        assert_eq!(decoded.encoding, GB18030);
        assert!(decoded.replaced >= 1 && decoded.text.contains("工作目标"));
        for odd in [&b"\xD8\x00a"[..], b"\x81", b""] {
            for encoding in [UTF_16LE, UTF_16BE, GB18030, BIG5] {
                decode(odd, Some(encoding));
            }
        }
    }
}
