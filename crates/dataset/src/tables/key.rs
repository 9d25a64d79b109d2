//! Keys of rows: where a row stands, in letters that can be read.
//!
//! `3f9a1c0b27d84e65:t001204` is the task that begins at code point 1204 of the notice whose `doc_id` begins with
//! these 16 digits, which are its `doc_key`. A key depends on where a row stands and not on what it says, the rows
//! of a notice are one range of keys, and in the first million code points keys sort as the rows stand. Where
//! several rows of a kind begin at one place, `.1`, `.2` … follow.
//!
//! What is said of a fact in another version of its page is found by its `fact_key` ([`super::fact`]).

use gongwen::document::hex;
use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

/// Digits of `doc_id` that are the key of a notice: 64 bits, which no two notices share by chance.
const DIGITS: usize = 16;

/// The key of a notice: the first digits of its id.
#[must_use]
pub fn doc_key(doc_id: &str) -> &str {
    doc_id.get(..DIGITS).unwrap_or(doc_id)
}

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
    let (doc, kind) = (doc_key(doc_id), letter(kind));
    match nth {
        0 => format!("{doc}:{kind}{start:06}"),
        _ => format!("{doc}:{kind}{start:06}.{nth}"),
    }
}

/// The letter of a kind. Those that a record numbers have the letter of their ids there.
fn letter(kind: &str) -> &str {
    match kind {
        "header_field" => "h",
        "member" => "e",
        "mention" => "q",
        "segment" => "x",
        "target" => "n",
        other => other.get(..1).unwrap_or(other),
    }
}

/// The key of something that has a name and no place: 32 digits of its hash.
#[must_use]
pub fn of_words(words: &str) -> String {
    hex(&Sha256::digest(words.as_bytes())[..16])
}

/// The same in 16 digits, for what many rows name.
#[must_use]
pub fn short(words: &str) -> String {
    hex(&Sha256::digest(words.as_bytes())[..8])
}

#[cfg(test)]
mod tests {
    use super::{Keys, letter, of_words};
    use crate::tables::TableId;
    use std::collections::HashSet;

    #[test]
    fn keys_tell_places_apart_and_stay_with_their_document() {
        let doc = of_words("a notice");
        let mut tasks = Keys::new(&doc, "task");
        let keys = [tasks.next(7), tasks.next(7), tasks.next(1204)];
        let expected = [":t000007", ":t000007.1", ":t001204"].map(|at| doc[..16].to_owned() + at);
        assert_eq!(keys, expected);
        assert!(keys.is_sorted());
    }

    #[test]
    fn every_table_has_a_letter_of_its_own() {
        let tables: Vec<_> = TableId::of_notices().filter(|id| *id != TableId::Documents).collect();
        let kind = |id: &TableId| id.table().columns[0].name.trim_end_matches("_id");
        let letters: HashSet<&str> = tables.iter().map(|id| letter(kind(id))).collect();
        assert_eq!(letters.len(), tables.len());
        assert!(letters.iter().all(|letter| letter.len() == 1));
    }
}
