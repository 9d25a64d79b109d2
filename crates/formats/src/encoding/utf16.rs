//! UTF-16 and UTF-32.

use super::plausible::Model;
use super::sink::Sink;

/// How two bytes make a code unit.
type Unit = fn([u8; 2]) -> u16;

/// How four bytes make one of UTF-32.
type WideUnit = fn([u8; 4]) -> u32;

/// The price of a byte that belongs to no code unit. Four times what any wrong character costs, so
/// that only a whole line that reads better moves the pairs.
const STRAY: u32 = 800;

/// The price of bytes read as UTF-16.
pub(super) fn price(model: &Model, bytes: &[u8], unit: Unit) -> u64 {
    align(model, bytes, unit).0
}

/// Decodes UTF-16. Where a byte was lost, the pairs behind it are found again.
pub(super) fn decode(model: &Model, body: &[u8], unit: Unit, sink: &mut Sink) {
    let strays = align(model, body, unit).1;
    let mut from = 0;
    for stray in strays.into_iter().chain([body.len()]) {
        aligned(&body[from..stray], unit, sink);
        if stray < body.len() {
            sink.malformed(1);
        }
        from = stray + 1;
    }
}

/// Decodes pairs that are all whole.
fn aligned(body: &[u8], unit: Unit, sink: &mut Sink) {
    let units = body.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    for c in char::decode_utf16(units) {
        match c {
            Ok(c) => sink.char(c, 2 * c.len_utf16()),
            Err(_) => sink.malformed(2),
        }
    }
}

/// The cheapest way to part bytes into pairs and stray bytes: its price, and the strays.
fn align(model: &Model, body: &[u8], unit: Unit) -> (u64, Vec<usize>) {
    // The prices of the ways to the last two places, and for each place whether a stray leads there.
    let (mut before, mut last) = (u64::MAX / 2, 0u64);
    let mut is_stray = vec![false; body.len() + 1];
    for at in 1..=body.len() {
        let stray = last + u64::from(STRAY);
        let pair = match at {
            1 => u64::MAX / 2,
            _ => before + u64::from(model.unit(unit([body[at - 2], body[at - 1]]))),
        };
        is_stray[at] = stray < pair;
        (before, last) = (last, stray.min(pair));
    }
    let (mut strays, mut at) = (Vec::new(), body.len());
    while at > 0 {
        if is_stray[at] {
            strays.push(at - 1);
        }
        at = at.saturating_sub(if is_stray[at] { 1 } else { 2 });
    }
    strays.reverse();
    (last, strays)
}

/// The byte order of a file that begins with the mark of UTF-32 and is it.
pub(super) fn utf32(bytes: &[u8]) -> Option<(WideUnit, &'static str)> {
    let (read, name): (WideUnit, _) = match bytes {
        [0xFF, 0xFE, 0, 0, ..] => (u32::from_le_bytes, "UTF-32LE"),
        [0, 0, 0xFE, 0xFF, ..] => (u32::from_be_bytes, "UTF-32BE"),
        _ => return None,
    };
    let chars = bytes.chunks_exact(4).map(|unit| scalar(read, unit));
    let (all, good) =
        chars.fold((0, 0), |(all, good), c| (all + 1, good + usize::from(c.is_some())));
    (good * 10 >= all * 9).then_some((read, name))
}

/// Decodes UTF-32.
pub(super) fn decode_utf32(body: &[u8], read: WideUnit, sink: &mut Sink) {
    for unit in body.chunks(4) {
        match scalar(read, unit) {
            Some(c) => sink.char(c, 4),
            None => sink.malformed(unit.len()),
        }
    }
}

fn scalar(read: WideUnit, unit: &[u8]) -> Option<char> {
    char::from_u32(read(unit.try_into().ok()?))
}
