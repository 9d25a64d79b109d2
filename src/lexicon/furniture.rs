//! `lexicon/furniture.csv` and `furniture_patterns.csv`: words of the page around a notice.

use super::{Words, table};
use once_cell::sync::OnceCell;
use regex::Regex;
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
    Imprint,
}

/// Bytes of the longest line that is compared with patterns.
const LONGEST_PATTERN: usize = 320;

#[derive(Deserialize)]
struct Row {
    word: Box<str>,
    at: At,
}

#[derive(Deserialize)]
struct PatternRow {
    pattern: Box<str>,
    needs: Box<str>,
}

/// A pattern of lines. Few lines hold what it needs, so in most runs it is never compiled.
#[derive(Debug)]
struct Pattern {
    source: Box<str>,
    /// A line without one of these cannot match. Where there are none, the pattern is of signs.
    needs: Box<str>,
    regex: OnceCell<Option<Regex>>,
}

/// Words that make a line page furniture.
#[derive(Debug)]
pub struct Furniture {
    patterns: Vec<Pattern>,
    /// What the patterns need: most lines hold none of it.
    needs: Words<()>,
    whole: Words<()>,
    start: Words<()>,
    end: Words<()>,
    contain: Words<()>,
    footer: Words<()>,
    imprint: Words<()>,
}

impl Furniture {
    pub(super) fn load() -> Self {
        let rows = table::rows::<Row>(TABLE);
        let of = |at: At| {
            Words::new(rows.iter().filter(|row| row.at == at).map(|row| (row.word.clone(), ())))
        };
        let patterns = patterns();
        let needs = patterns.iter().flat_map(|pattern| pattern.needs());
        Self {
            needs: needs.map(|word| (word, ())).collect(),
            patterns,
            whole: of(At::Whole),
            start: of(At::Start),
            end: of(At::End),
            contain: of(At::Contain),
            footer: of(At::Footer),
            imprint: of(At::Imprint),
        }
    }

    /// True for a line, spaces removed, that belongs to the page and not to the notice.
    #[must_use]
    pub fn is_furniture(&self, line: &str) -> bool {
        self.whole.get(line).is_some()
            || self.start.at_start(line).is_some()
            || self.end.at_end(line).is_some()
            || self.contain.find(line).is_some()
            || self.is_imprint(line)
            || line.len() <= LONGEST_PATTERN && self.matches(line)
    }

    fn matches(&self, line: &str) -> bool {
        let possible = !line.starts_with(is_letter) || self.needs.find(line).is_some();
        possible && self.patterns.iter().any(|pattern| pattern.is_match(line))
    }

    /// False for most characters that no page furniture begins with.
    #[must_use]
    pub fn may_start(&self, first: char) -> bool {
        self.start.may_start(first)
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

    /// True for a line with the numbers that a site shows at its foot.
    #[must_use]
    pub fn is_imprint(&self, line: &str) -> bool {
        self.imprint.find(line).is_some()
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        let Self { whole, start, end, contain, footer, imprint, .. } = self;
        let all = [whole, start, end, contain, footer, imprint];
        all.iter().map(|words| words.len()).sum()
    }
}

impl Pattern {
    fn needs(&self) -> impl Iterator<Item = &str> {
        self.needs.split_whitespace()
    }

    fn is_match(&self, line: &str) -> bool {
        let possible = if self.needs.is_empty() {
            !line.starts_with(is_letter)
        } else {
            self.needs().any(|word| line.contains(word))
        };
        possible && self.regex().is_some_and(|regex| regex.is_match(line))
    }

    /// The table is part of the program; a test compiles it.
    fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| Regex::new(&self.source).ok()).as_ref()
    }
}

/// Letters that no line of signs begins with.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{4E00}'..='\u{9FFF}')
}

fn patterns() -> Vec<Pattern> {
    let pattern =
        |row: PatternRow| Pattern { source: row.pattern, needs: row.needs, regex: OnceCell::new() };
    table::rows(PATTERNS).into_iter().map(pattern).collect()
}

#[cfg(test)]
mod tests {
    use super::{Furniture, PATTERNS, patterns, table};

    #[test]
    fn every_pattern_is_a_regular_expression() {
        let compiled = patterns().iter().filter(|pattern| pattern.regex().is_some()).count();
        table::assert_complete(PATTERNS, compiled);
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
