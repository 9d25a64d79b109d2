//! A line with malformed bytes, or with characters that no text has: which bytes are damaged, and where the
//! characters behind them begin.
//!
//! A byte lost from a run of two-byte characters shifts all pairs behind it, and the malformed sequence appears
//! only at the end of the run. So the line is split again: of all ways to split it into characters of either
//! encoding and damaged bytes, the cheapest is taken.

use super::lines::{Pair, strict};
use super::plausible::Model;
use super::sink::Sink;
use encoding_rs::{BIG5, Encoding, UTF_8};

/// The price of a byte that is no character: more than any character costs, so that no byte is
/// given up that can be read.
const BAD: u32 = 260;

/// The price of a change between the encodings.
const CHANGE: u32 = 400;

/// What leads to a place, in one of the two encodings.
#[derive(Clone, Copy)]
struct Step {
    price: u32,
    /// Bytes of the character; 0 for a byte that is none.
    len: u8,
    /// Whether the step before was in the other encoding.
    changes: bool,
}

const NOWHERE: Step = Step { price: u32::MAX / 2, len: 0, changes: false };

/// Decodes a line that is not valid, or not likely.
pub(super) fn repair(model: &Model, pair: Pair, line: &[u8], sink: &mut Sink) {
    let encodings = [pair.main, pair.other.unwrap_or(pair.main)];
    let tracks = if pair.other.is_some() { 2 } else { 1 };
    let steps = search(model, &encodings[..tracks], line);
    let mut malformed = None;
    for (range, track, is_char) in path(&steps, line.len()) {
        if is_char {
            flush(&mut malformed, sink);
            let start = sink.text.len();
            let bytes = &line[range];
            sink.clean(
                encodings[track],
                bytes,
                &strict(encodings[track], bytes).unwrap_or_default(),
            );
            if track == 1 && bytes.len() > 1 {
                sink.other(start);
            }
        } else {
            let is_tail = encodings[track] == UTF_8 && matches!(line[range.start], 0x80..=0xBF);
            let joins = is_tail && malformed.is_some_and(|len| len < 3);
            if !joins {
                flush(&mut malformed, sink);
            }
            malformed = Some(malformed.unwrap_or(0) + 1);
        }
    }
    flush(&mut malformed, sink);
}

/// Writes the malformed sequence that is open.
fn flush(malformed: &mut Option<usize>, sink: &mut Sink) {
    if let Some(len) = malformed.take() {
        sink.malformed(len);
    }
}

/// The cheapest step to each place in each encoding.
fn search(model: &Model, encodings: &[&'static Encoding], line: &[u8]) -> Vec<[Step; 2]> {
    let mut steps = vec![[NOWHERE; 2]; line.len() + 1];
    steps[0][0].price = 0;
    for at in 0..line.len() {
        for (track, encoding) in encodings.iter().enumerate() {
            let here = steps[at][track].price;
            let there = steps[at][1 - track].price.saturating_add(CHANGE);
            let (from, changes) = if there < here { (there, true) } else { (here, false) };
            improve(&mut steps[at + 1][track], Step { price: from + BAD, len: 0, changes });
            if let Some((c, len)) = char_at(encoding, &line[at..]) {
                let step = Step { price: from + model.char(c), len: len as u8, changes };
                improve(&mut steps[at + len][track], step);
            }
        }
    }
    steps
}

fn improve(place: &mut Step, step: Step) {
    if step.price < place.price {
        *place = step;
    }
}

/// The steps of the cheapest way, first to last: bytes, encoding, whether they are a character.
fn path(steps: &[[Step; 2]], end: usize) -> Vec<(std::ops::Range<usize>, usize, bool)> {
    let mut path = Vec::new();
    let (mut at, mut track) = (end, usize::from(steps[end][1].price < steps[end][0].price));
    while at > 0 {
        let step = steps[at][track];
        let start = at - usize::from(step.len.max(1));
        path.push((start..at, track, step.len > 0));
        track = if step.changes { 1 - track } else { track };
        at = start;
    }
    path.reverse();
    path
}

/// The first character of bytes and its length, where they begin with one.
fn char_at(encoding: &'static Encoding, bytes: &[u8]) -> Option<(char, usize)> {
    let len = match (*bytes.first()?, bytes.get(1).copied()) {
        (lead @ ..=0x7F, _) => return Some((char::from(lead), 1)),
        (lead, _) if encoding == UTF_8 => match lead {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => return None,
        },
        (0x80, _) => 1,
        (_, Some(b'0'..=b'9')) if encoding != BIG5 => 4,
        _ => 2,
    };
    let text = strict(encoding, bytes.get(..len)?)?;
    Some((text.chars().next()?, len))
}
