//! Lines that hold names of organs and nothing else.

use super::NameShape;
use crate::lexicon::Lexicon;

impl Lexicon {
    /// True for a short line, spaces ignored, that names an organ and nothing else.
    #[must_use]
    pub fn is_organ(&self, line: &str) -> bool {
        matches!(self.organisations.name_shape(line), NameShape::Known(_) | NameShape::Suffix(_))
    }

    /// The bytes of each name in a line of names without anything between them, or nothing.
    #[must_use]
    pub fn organs(&self, line: &str) -> Vec<usize> {
        let mut lengths = Vec::new();
        let mut rest = line;
        while !rest.is_empty() {
            match self.organisations.reach(rest).filter(|len| *len > 6) {
                Some(len) => {
                    lengths.push(len);
                    rest = &rest[len..];
                }
                // 银保监会: a body that is known whole, but not as the start of a name.
                None if !lengths.is_empty() && self.is_organ(rest) => {
                    lengths.push(rest.len());
                    rest = "";
                }
                None => return Vec::new(),
            }
        }
        lengths
    }

    /// True for one organ or several with nothing between them.
    #[must_use]
    pub fn is_organs(&self, line: &str) -> bool {
        self.is_organ(line) || !self.organs(line).is_empty()
    }
}
