//! Detects the encoding of a text file and decodes it, with the byte offset of each code point.
//!
//! The order: byte order mark, the encoding stated by the user, valid UTF-8, then the encoding in which the bytes
//! are the most likely Chinese text (`detect`). Damaged lines are split into characters again (`repair`);
//! stretches in another encoding are read in that one (`lines`); text of seven bits that shifts into Chinese is
//! decoded before all that (`seven_bit`); `report` makes the diagnostics.

mod detect;
mod garbage;
mod lines;
mod mojibake;
mod plausible;
mod repair;
mod report;
mod seven_bit;
mod sink;
#[cfg(test)]
mod tests;
mod utf16;

pub(super) use garbage::is_garbage;
pub(super) use report::{NOT_TEXT, report};

use encoding_rs::{
    Decoder, DecoderResult, Encoding, GB18030, GBK, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE,
};
use gongwen::document::ByteMap;
use gongwen::span::to_u32;
use lines::Pair;
use plausible::Model;
use sink::{Places, Sink};

/// A decoded text file.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) map: ByteMap,
    /// The encoding; for those that the library does not know (UTF-32, HZ) their nearest relative.
    pub(super) encoding: &'static Encoding,
    /// The name of the encoding, as the record shows it.
    pub(super) name: &'static str,
    pub(super) basis: &'static str,
    /// Malformed sequences, each shown as one U+FFFD.
    pub(super) replaced: usize,
    /// Where in the text the first of them stand.
    damage: Places,
    /// Stretches in another encoding than the file, and that encoding.
    mixed: (Places, Option<&'static Encoding>),
    /// The encoding that the bytes look like where the one that was stated does not fit them.
    likelier: Option<&'static Encoding>,
    /// The bytes are no text in any encoding.
    pub(super) is_garbage: bool,
}

/// Malformed sequences that a text in the stated encoding may have before that is called wrong.
const FEW: usize = 3;

/// Decodes a file in the stated encoding, or in the one that it shows to be in.
pub(super) fn decode(bytes: &[u8], stated: Option<&'static Encoding>) -> Decoded {
    let decoded = decode_once(bytes, stated);
    if !is_garbage(&decoded.text) {
        return decoded;
    }
    // What its beginning looks like, or its mark or the user says, makes no text of it: all of it is
    // looked at.
    let model = Model::new();
    let encoding = detect::detect_everywhere(&model, bytes);
    let again = decode_as(&model, bytes, 0, (encoding, "detected"));
    match is_garbage(&again.text) {
        true => Decoded { is_garbage: true, ..decoded },
        // A stated encoding is used in any case.
        false if decoded.basis == "stated" => decoded,
        false => again,
    }
}

fn decode_once(bytes: &[u8], stated: Option<&'static Encoding>) -> Decoded {
    if let Some((read, name)) = utf16::utf32(bytes) {
        let mut sink = Sink::new(4, bytes.len() / 2);
        utf16::decode_utf32(&bytes[4..], read, &mut sink);
        let encoding = if name == "UTF-32LE" { UTF_16LE } else { UTF_16BE };
        return Decoded { name, ..finish(sink, encoding, "bom") };
    }
    // The name of an encoding that the library does not know states nothing.
    let stated = stated.filter(|stated| *stated != REPLACEMENT);
    let shift = if stated.is_none() { seven_bit::detect(bytes) } else { None };
    if let Some(shift) = shift {
        let mut sink = Sink::new(0, bytes.len());
        seven_bit::decode(shift, bytes, &mut sink);
        return Decoded { name: shift.name(), ..finish(sink, GBK, "detected") };
    }
    let bom = Encoding::for_bom(bytes);
    let unstated = bom.is_none() && stated.is_none();
    if let Some(text) = Some(bytes).filter(|_| unstated).and_then(detect::plain_utf8) {
        return valid_utf8(text, 0, "valid-utf-8");
    }
    let model = Model::new();
    let (encoding, skip, basis) = match (bom, stated) {
        (Some((encoding, skip)), _) => (encoding, skip, "bom"),
        (_, Some(encoding)) => (encoding, 0, "stated"),
        _ => match detect::detect(&model, bytes) {
            e if e == UTF_8 && std::str::from_utf8(bytes).is_ok() => (UTF_8, 0, "valid-utf-8"),
            e => (e, 0, "detected"),
        },
    };
    let text = std::str::from_utf8(&bytes[skip..]).ok().filter(|_| encoding == UTF_8);
    if let Some(text) = text {
        return valid_utf8(text, skip, basis);
    }
    let mut decoded = decode_as(&model, bytes, skip, (encoding, basis));
    if basis != "detected" && decoded.replaced > FEW {
        let likelier = detect::detect(&model, &bytes[skip..]);
        decoded.likelier = Some(likelier).filter(|likelier| !is_same(likelier, decoded.encoding));
    }
    decoded
}

/// GBK is a part of GB18030.
fn is_same(a: &'static Encoding, b: &'static Encoding) -> bool {
    let of = |e| if e == GBK { GB18030 } else { e };
    of(a) == of(b)
}

/// UTF-8 without damage needs no table of places.
fn valid_utf8(text: &str, skip: usize, basis: &'static str) -> Decoded {
    let decoded = finish(Sink::new(skip, 0), UTF_8, basis);
    Decoded { text: text.to_owned(), map: ByteMap::Utf8(to_u32(skip)), ..decoded }
}

fn decode_as(
    model: &Model,
    bytes: &[u8],
    skip: usize,
    (encoding, basis): (&'static Encoding, &'static str),
) -> Decoded {
    let body = &bytes[skip..];
    let mut sink = Sink::new(skip, body.len());
    let other = if encoding == UTF_8 { GB18030 } else { UTF_8 };
    match encoding {
        e if e == UTF_16LE => utf16::decode(model, body, u16::from_le_bytes, &mut sink),
        e if e == UTF_16BE => utf16::decode(model, body, u16::from_be_bytes, &mut sink),
        main if sink::is_by_lines(main) => {
            // A stated encoding is used in any case.
            let other = Some(other).filter(|_| basis != "stated");
            lines::decode(model, Pair { main, other }, body, &mut sink);
        }
        e => stepwise(body, e, &mut sink),
    }
    Decoded {
        mixed: (std::mem::take(&mut sink.mixed), Some(other)),
        ..finish(sink, encoding, basis)
    }
}

fn finish(mut sink: Sink, encoding: &'static Encoding, basis: &'static str) -> Decoded {
    sink.starts.push(to_u32(sink.next));
    Decoded {
        text: sink.text,
        map: ByteMap::Table(sink.starts),
        encoding,
        name: encoding.name(),
        basis,
        replaced: sink.replaced.count,
        damage: sink.replaced,
        mixed: (Places::default(), None),
        likelier: None,
        is_garbage: false,
    }
}

/// Any other encoding that was stated: one byte after the other, so that each code point's bytes
/// are known.
fn stepwise(body: &[u8], encoding: &'static Encoding, sink: &mut Sink) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let shift = sink.next;
    for at in 0..body.len() {
        feed(&mut decoder, &body[at..=at], shift + at, sink);
    }
    feed(&mut decoder, &[], shift + body.len(), sink);
    sink.next = shift + body.len();
}

/// Decodes the byte at `at`. A malformed sequence is one U+FFFD; bytes that it gives back are
/// decoded again.
fn feed(decoder: &mut Decoder, mut input: &[u8], mut at: usize, sink: &mut Sink) {
    // No byte means no more bytes.
    let last = input.is_empty();
    let mut buffer = [0u8; 64];
    loop {
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(input, &mut buffer, last);
        at += read;
        input = &input[read..];
        for c in std::str::from_utf8(&buffer[..written]).unwrap_or_default().chars() {
            let end = if c.is_ascii() { sink.next + 1 } else { at };
            sink.char(c, end.saturating_sub(sink.next));
        }
        let DecoderResult::Malformed(len, behind) = result else { return };
        let end = at.saturating_sub(usize::from(behind));
        sink.next = end.saturating_sub(usize::from(len));
        sink.malformed(usize::from(len));
    }
}
