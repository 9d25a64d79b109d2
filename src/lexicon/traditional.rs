//! `lexicon/traditional.csv`: characters of traditional script and the simplified ones that the words
//! of all other tables are written in.

use super::asset::TRADITIONAL;

/// Simplified twins of traditional characters.
#[derive(Debug, Default)]
pub(crate) struct Traditional;

/// A bit for each code point below U+10000 that has a twin.
static HELD: [u64; 1024] = held();

const fn held() -> [u64; 1024] {
    let mut held = [0; 1024];
    let mut at = 0;
    while at < TRADITIONAL.len() {
        let code = TRADITIONAL[at].0 as usize;
        held[code / 64 % held.len()] |= 1 << (code % 64);
        at += 1;
    }
    held
}

impl Traditional {
    /// The simplified twin of a traditional character, if it has one of its own.
    #[must_use]
    pub(crate) fn simplified(&self, c: char) -> Option<char> {
        let code = c as usize;
        if HELD[code / 64 % HELD.len()] >> (code % 64) & 1 == 0 {
            return None;
        }
        let found = TRADITIONAL.binary_search_by_key(&u32::from(c), |pair| pair.0).ok()?;
        TRADITIONAL.get(found).and_then(|pair| char::from_u32(pair.1))
    }
}

#[cfg(test)]
mod tests {
    use super::{TRADITIONAL, Traditional};

    #[test]
    fn a_character_has_one_twin() {
        assert!(TRADITIONAL.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert_eq!(Traditional.simplified('縣'), Some('县'));
        assert_eq!(Traditional.simplified('县'), None);
    }
}
