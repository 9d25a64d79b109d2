//! `lexicon/furniture.csv`: words of the page around a notice.

use super::{Words, table};
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/furniture.csv");

/// Where on its line a word of page furniture stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum At {
    Whole,
    Start,
    End,
    Contain,
    Footer,
}

#[derive(Deserialize)]
struct Row {
    word: Box<str>,
    at: At,
}

/// Words that make a line page furniture.
#[derive(Debug)]
pub struct Furniture {
    whole: Words<()>,
    start: Words<()>,
    end: Words<()>,
    contain: Words<()>,
    footer: Words<()>,
}

impl Furniture {
    pub(super) fn load() -> Self {
        let rows = table::rows::<Row>(TABLE);
        let of = |at: At| {
            Words::new(rows.iter().filter(|row| row.at == at).map(|row| (row.word.clone(), ())))
        };
        Self {
            whole: of(At::Whole),
            start: of(At::Start),
            end: of(At::End),
            contain: of(At::Contain),
            footer: of(At::Footer),
        }
    }

    /// True for a line, spaces removed, that belongs to the page and not to the notice.
    #[must_use]
    pub fn is_furniture(&self, line: &str) -> bool {
        self.whole.get(line).is_some()
            || self.start.at_start(line).is_some()
            || self.end.at_end(line).is_some()
            || self.contain.find(line).is_some()
    }

    /// True for a line that is furniture where it stands behind the notice.
    #[must_use]
    pub fn is_footer(&self, line: &str) -> bool {
        self.footer.at_start(line).is_some()
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        let all = [&self.whole, &self.start, &self.end, &self.contain, &self.footer];
        all.iter().map(|words| words.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_row_is_read() {
        super::table::assert_complete(super::TABLE, super::Furniture::load().len());
    }
}
