//! Which encoding bytes are in that say nothing about it: the one in which they read as the most
//! likely Chinese text.

use super::plausible::Model;
use super::utf16;
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// Bytes that are looked at, in each of two places: the beginning, and the first that is not ASCII.
const WINDOW: usize = 2 * 1024;

/// The text of UTF-8 that is certain without comparing it: no controls, and a character of three bytes or
/// nothing but ASCII. Two Chinese characters of two bytes each can look like Greek or Arabic.
pub(super) fn plain_utf8(bytes: &[u8]) -> Option<&str> {
    let text = simdutf8::basic::from_utf8(bytes).ok()?;
    // All of a block is looked at, which the processor does at once.
    let is_control = |b: u8| b < 0x20 && !matches!(b, b'\t'..=b'\r');
    let has_controls =
        || bytes.chunks(64).any(|block| block.iter().fold(false, |any, b| any | is_control(*b)));
    let is_certain = bytes.len() > SHORT && (text.is_ascii() || bytes.iter().any(|b| *b >= 0xE0));
    (bytes.is_empty() || (is_certain && !has_controls())).then_some(text)
}

/// Files of so many bytes are compared in every encoding.
const SHORT: usize = 16;

/// The likeliest encoding.
pub(super) fn detect(model: &Model, bytes: &[u8]) -> &'static Encoding {
    likeliest(model, &sample(bytes))
}

/// The likeliest encoding of a file whose beginning may be damaged.
pub(super) fn detect_everywhere(model: &Model, bytes: &[u8]) -> &'static Encoding {
    likeliest(model, &sample_everywhere(bytes))
}

fn likeliest(model: &Model, sample: &[u8]) -> &'static Encoding {
    let sample = &without_zeros(sample);
    let mut best = (u64::MAX, UTF_8);
    for (encoding, handicap) in
        [(UTF_8, 0), (GB18030, 30), (BIG5, 45), (UTF_16LE, 40), (UTF_16BE, 50)]
    {
        let price = handicap + price(model, sample, encoding);
        if price < best.0 {
            best = (price, encoding);
        }
    }
    best.1
}

/// The price of bytes in an encoding.
pub(super) fn price(model: &Model, bytes: &[u8], encoding: &'static Encoding) -> u64 {
    match encoding {
        e if e == UTF_16LE => utf16::price(model, bytes, u16::from_le_bytes),
        e if e == UTF_16BE => utf16::price(model, bytes, u16::from_be_bytes),
        e => model.text(&e.decode_without_bom_handling(bytes).0),
    }
}

/// The beginning and the first words that are not ASCII; both begin at an even place.
fn sample(bytes: &[u8]) -> Vec<u8> {
    let head = &bytes[..bytes.len().min(WINDOW)];
    let rest = &bytes[head.len()..];
    let Some(high) = rest.iter().position(|byte| *byte >= 0x80) else { return head.to_vec() };
    let from = high & !1;
    [head, &rest[from..rest.len().min(from + WINDOW)]].concat()
}

/// A sample without the zeros that stand at the end of a file of which not all was written: they say
/// nothing about its encoding, and cost half in UTF-16.
fn without_zeros(sample: &[u8]) -> Vec<u8> {
    // No text in UTF-16 has eight in a row, and the pairs stay pairs.
    let eights = sample.chunks(8).filter(|eight| eight.iter().any(|byte| *byte != 0));
    eights.flatten().copied().collect()
}

/// Stretches from all over a file; each begins at an even place.
fn sample_everywhere(bytes: &[u8]) -> Vec<u8> {
    const STRETCH: usize = 512;
    const STRETCHES: usize = 32;
    let step = (bytes.len() / STRETCHES).max(STRETCH) & !1;
    let starts = (0..bytes.len()).step_by(step);
    starts.flat_map(|from| &bytes[from..bytes.len().min(from + STRETCH)]).copied().collect()
}
