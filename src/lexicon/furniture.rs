//! `lexicon/furniture.csv` and `furniture_patterns.csv`: words of the page around a notice.

use super::{Words, table};
use regex::RegexSet;
use serde::Deserialize;

const TABLE: &str = include_str!("../../lexicon/furniture.csv");
const PATTERNS: &str = include_str!("../../lexicon/furniture_patterns.csv");

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

/// Bytes of the longest line that is compared with patterns.
const LONGEST_PATTERN: usize = 320;

#[derive(Deserialize)]
struct Row {
    word: Box<str>,
    at: At,
}

#[derive(Deserialize)]
struct Pattern {
    pattern: Box<str>,
}

/// Words that make a line page furniture.
#[derive(Debug)]
pub struct Furniture {
    patterns: RegexSet,
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
            patterns: patterns(),
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
            || line.len() <= LONGEST_PATTERN && self.patterns.is_match(line)
    }

    /// True for words that begin as page furniture does.
    #[must_use]
    pub fn starts(&self, words: &str) -> bool {
        self.start.at_start(words).is_some()
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

/// The table is part of the program; a test compiles it.
fn patterns() -> RegexSet {
    let rows = table::rows::<Pattern>(PATTERNS);
    RegexSet::new(rows.iter().map(|row| &*row.pattern)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Furniture, PATTERNS, patterns, table};

    #[test]
    fn every_pattern_is_a_regular_expression() {
        table::assert_complete(PATTERNS, patterns().len());
        let furniture = Furniture::load();
        let page = [
            "首页>政务公开>政策文件",
            "浏览次数:318次",
            "5.解读.mp3(/a/b.mp3)",
            "https://example.invalid/a",
        ];
        for line in page {
            assert!(furniture.is_furniture(line), "{line}");
        }
        let notice =
            ["一、工作目标", "(一)加强领导。", "1.培育企业", "附件:1.清单", "2025年4月14日"];
        assert!(!notice.iter().any(|line| furniture.is_furniture(line)));
    }

    #[test]
    fn every_row_is_read() {
        super::table::assert_complete(super::TABLE, super::Furniture::load().len());
    }
}
