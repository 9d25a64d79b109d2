//! Decodes UTF-8, GB18030 and Big5: whole blocks where they are valid, else line by line, so that
//! damage ends with its line and a stretch in another encoding is found. A line feed is a part of
//! no other character in any of them.

use super::plausible::Model;
use super::repair;
use super::sink::{Sink, published};
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;

/// Bytes that are decoded at once; a block ends with a line.
const BLOCK: usize = 64 * 1024;

/// How much likelier the other encoding must make a line that both can read.
const MARGIN: u64 = 100;

/// The encoding of a file, and the one that stretches of it may be in.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(super) main: &'static Encoding,
    pub(super) other: Option<&'static Encoding>,
}

/// Decodes a file.
pub(super) fn decode(model: &Model, pair: Pair, body: &[u8], sink: &mut Sink) {
    let mut rest = body;
    while !rest.is_empty() {
        let least = rest.len().min(BLOCK);
        let end = memchr::memchr(b'\n', &rest[least - 1..]).map_or(rest.len(), |at| least + at);
        let (block, behind) = rest.split_at(end);
        match strict(pair.main, block) {
            Some(text) if !may_mix(pair, block) && !is_odd(pair, &text) => {
                sink.clean(pair.main, block, &text)
            }
            _ => block
                .split_inclusive(|byte| *byte == b'\n')
                .for_each(|l| line(model, pair, l, sink)),
        }
        rest = behind;
    }
}

/// True where a line of a block could be UTF-8 in a file that is not.
fn may_mix(pair: Pair, block: &[u8]) -> bool {
    pair.other == Some(UTF_8) && block.split(|byte| *byte == b'\n').any(is_foreign_utf8)
}

/// True for a line with two or more characters of UTF-8 and nothing that is not.
fn is_foreign_utf8(line: &[u8]) -> bool {
    let is_valid = |line| std::str::from_utf8(line).is_ok();
    line.iter().filter(|byte| **byte >= 0xE0).take(2).count() == 2 && is_valid(line)
}

fn line(model: &Model, pair: Pair, line: &[u8], sink: &mut Sink) {
    let own = strict(pair.main, line);
    let foreign = pair.other.filter(|o| own.is_none() || (*o == UTF_8 && is_foreign_utf8(line)));
    let foreign = foreign.and_then(|other| Some((other, strict(other, line)?)));
    if let Some((other, text)) = foreign {
        let as_main = model.text(&pair.main.decode_without_bom_handling(line).0);
        if model.text(&text) + MARGIN < as_main {
            let start = sink.text.len();
            sink.clean(other, line, &text);
            sink.other(start);
            return;
        }
    }
    match own.filter(|text| !is_odd(pair, text)) {
        Some(text) => sink.clean(pair.main, line, &text),
        None => line.chunks(BLOCK).for_each(|part| repair::repair(model, pair, part, sink)),
    }
}

/// True for text in a two-byte encoding with characters of private use. They are real now and then;
/// a line whose pairs are moved by one byte is full of them, and may be valid where the byte left
/// over goes with a letter behind it.
fn is_odd(pair: Pair, text: &str) -> bool {
    let is_private = |c: char| ('\u{E000}'..='\u{F8FF}').contains(&published(c));
    let may_be = pair.main != UTF_8 && memchr::memchr2(0xEE, 0xEF, text.as_bytes()).is_some();
    may_be && text.chars().any(is_private)
}

/// The characters of bytes that are valid.
pub(super) fn strict<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}
