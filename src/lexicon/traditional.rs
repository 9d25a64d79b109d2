//! `lexicon/traditional.csv`: characters of traditional script and the simplified ones that the words
//! of all other tables are written in.

use super::asset::TRADITIONAL;

/// Simplified twins of traditional characters.
#[derive(Debug, Default)]
pub(crate) struct Traditional;

impl Traditional {
    /// The simplified twin of a traditional character, if it has one of its own.
    #[must_use]
    pub(crate) fn simplified(&self, c: char) -> Option<char> {
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
