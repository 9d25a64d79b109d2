//! Keys of rows: 32 hexadecimal digits, the first 16 of which are those of the document.
//!
//! The other 16 are a hash of the document, the kind of the row, the start of its words and its number among
//! those that start there. A key depends on where a row stands and not on what it says, and the rows of a
//! notice are one range of keys.

use gongwen::document::hex;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

/// Makes the keys of one notice's rows of one kind.
#[derive(Debug)]
pub struct Keys<'a> {
    doc_id: &'a str,
    kind: &'static str,
    at: FxHashMap<u32, u32>,
}

impl<'a> Keys<'a> {
    /// For rows of `kind` in the notice.
    #[must_use]
    pub fn new(doc_id: &'a str, kind: &'static str) -> Self {
        Self { doc_id, kind, at: FxHashMap::default() }
    }

    /// The key of the next row whose words begin at `start`.
    pub fn next(&mut self, start: u32) -> String {
        let count = self.at.entry(start).or_default();
        let key = of_place(self.doc_id, self.kind, start, *count);
        *count += 1;
        key
    }
}

/// The key of the row number `nth` (from 0) of a kind whose words begin at `start`.
#[must_use]
pub fn of_place(doc_id: &str, kind: &str, start: u32, nth: u32) -> String {
    let place = format!("{doc_id}\u{1F}{kind}\u{1F}{start}\u{1F}{nth}");
    let front = doc_id.get(..16).unwrap_or(doc_id);
    format!("{front}{}", &of_words(&place)[..16])
}

/// The key of something that has a name and no place: 32 digits of its hash.
#[must_use]
pub fn of_words(words: &str) -> String {
    hex(&Sha256::digest(words.as_bytes())[..16])
}

#[cfg(test)]
mod tests {
    use super::{Keys, of_words};

    #[test]
    fn keys_tell_places_apart_and_stay_with_their_document() {
        let doc = of_words("a notice");
        let mut tasks = Keys::new(&doc, "task");
        let keys = [tasks.next(7), tasks.next(7), tasks.next(8)];
        let again = Keys::new(&doc, "task").next(7);
        let other = Keys::new(&doc, "target").next(7);
        assert_eq!(keys[0], again);
        assert!(keys[0] != keys[1] && keys[0] != keys[2] && keys[0] != other);
        assert!(keys.iter().all(|key| key.len() == 32 && key[..16] == doc[..16]));
    }
}
