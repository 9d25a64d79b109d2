//! Text that was read in a wrong encoding and saved: `鍏充簬` for two characters in UTF-8. The file is valid, only
//! its words are not. It is reported and not repaired: some of the original bytes are usually lost.

use super::plausible::Model;
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, WINDOWS_1252};

/// Characters that are looked at.
const SAMPLE: usize = 2_000;

/// Fewer characters prove nothing.
const LEAST: usize = 6;

/// The encoding that a text was read in and the one that it was in.
const MISREADINGS: &[(&Encoding, &Encoding)] = &[
    (GB18030, UTF_8),
    (BIG5, UTF_8),
    (WINDOWS_1252, UTF_8),
    (WINDOWS_1252, GB18030),
    (GB18030, BIG5),
];

/// What went wrong with a text.
#[derive(Debug)]
pub(super) struct Mojibake {
    pub(super) read_as: &'static Encoding,
    pub(super) was: &'static Encoding,
    /// Some words as they stand, and as they were.
    pub(super) example: (String, String),
}

/// Finds a misreading that turns the text into a much likelier one.
pub(super) fn mojibake(model: &Model, text: &str) -> Option<Mojibake> {
    let sample = || text.chars().filter(|c| !c.is_ascii()).take(SAMPLE);
    let (price, len) = model.price(sample());
    if len < LEAST || price < 75 * len as u64 {
        return None;
    }
    let sample: String = sample().collect();
    let mut found = None;
    for (read_as, was) in MISREADINGS {
        let Some(original) = undone(&sample, read_as, was) else { continue };
        let original_price = model.text(&original);
        let is_best = found.as_ref().is_none_or(|(least, _)| original_price < *least);
        if original_price * 10 < price * 6 && is_best {
            found = Some((original_price, (*read_as, *was, original)));
        }
    }
    let (_, (read_as, was, original)) = found?;
    let words = |text: &str, n| text.chars().take(n).collect::<String>();
    let stands = undone(&words(&original, 4), was, read_as)?;
    Some(Mojibake { read_as, was, example: (stands, words(&original, 4)) })
}

/// The text as it was before it was read in the wrong encoding. None where it has characters that
/// reading in that encoding could not give.
fn undone(text: &str, read_as: &'static Encoding, was: &'static Encoding) -> Option<String> {
    // What was lost stands as a question mark or U+FFFD.
    let text = text.replace('\u{FFFD}', "?");
    let (bytes, _, has_unmappable) = read_as.encode(&text);
    (!has_unmappable).then(|| was.decode_without_bom_handling(&bytes).0.into_owned())
}
