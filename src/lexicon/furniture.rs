//! Words and patterns of the page around a notice.

use super::asset;
use super::class::{Source, view};
use super::words::Words;
use once_cell::sync::OnceCell;
use regex::Regex;

view! {
    /// Words of the page around a notice.
    pub(super) struct FurnitureWords {
        /// 打印, 分享: a whole line.
        whole: () = "furniture.whole",
        /// [关闭, 【字体: how a line begins.
        start: () = "furniture.start",
        /// .pdf, 微信公众号: how a line ends.
        end: () = "furniture.end",
        /// 版权所有, 点击下载: anywhere in a line.
        contain: () = "furniture.contain",
        /// `主办单位:`, `承办:`: how a line begins behind the notice.
        footer: () = "furniture.footer",
        /// ICP备: the numbers that a site shows at its foot.
        imprint: () = "furniture.imprint",
    }
}

/// Bytes of the longest line that is compared with patterns.
const LONGEST_PATTERN: usize = 320;

/// A pattern of lines. Few lines hold what it needs, so in most runs it is never compiled.
#[derive(Debug)]
struct Pattern {
    source: &'static str,
    /// A line without one of these cannot match. Where there are none, the pattern is of signs.
    needs: &'static str,
    regex: OnceCell<Option<Regex>>,
}

/// Whether a line holds a word that can make furniture of it wherever it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inside {
    Something,
    Nothing,
}

/// Words that make a line page furniture.
#[derive(Debug)]
pub(crate) struct Furniture {
    patterns: Vec<Pattern>,
    /// What the patterns need: most lines hold none of it.
    needs: Words<()>,
    /// What makes furniture of a line wherever it stands in it, and what the patterns need.
    inside: Words<()>,
    words: FurnitureWords,
}

impl Furniture {
    pub(super) fn load(source: Source) -> Self {
        let patterns = patterns();
        let needs: Words<()> =
            patterns.iter().flat_map(Pattern::needs).map(|word| (word, ())).collect();
        let words = FurnitureWords::load(source);
        let held = [&needs, &words.contain, &words.imprint].into_iter().flat_map(Words::iter);
        let inside = held.map(|(word, ())| (word.to_owned(), ())).collect();
        Self { patterns, needs, inside, words }
    }

    /// What can be said of a line by the words in it.
    #[must_use]
    pub(crate) fn look(&self, line: &str) -> Inside {
        if self.inside.find(line).is_some() { Inside::Something } else { Inside::Nothing }
    }

    /// True for a line, spaces removed, that belongs to the page and not to the notice.
    #[must_use]
    pub(crate) fn is_furniture(&self, line: &str, inside: Inside) -> bool {
        let holds = |words: &Words<()>| inside == Inside::Something && words.find(line).is_some();
        self.words.whole.get(line).is_some()
            || self.words.start.at_start(line).is_some()
            || self.words.end.at_end(line).is_some()
            || holds(&self.words.contain)
            || self.is_imprint(line, inside)
            || line.len() <= LONGEST_PATTERN && self.matches(line, inside)
    }

    fn matches(&self, line: &str, inside: Inside) -> bool {
        let words = inside == Inside::Something && self.needs.find(line).is_some();
        let signs = !line.starts_with(is_letter);
        let possible = |pattern: &&Pattern| if pattern.needs.is_empty() { signs } else { words };
        self.patterns.iter().filter(possible).any(|pattern| pattern.is_match(line))
    }

    /// False for most characters that no page furniture begins with.
    #[must_use]
    pub(crate) fn may_start(&self, first: char) -> bool {
        self.words.start.may_start(first)
    }

    /// True for words that begin as page furniture does.
    #[must_use]
    pub(crate) fn starts(&self, words: &str) -> bool {
        self.words.start.at_start(words).is_some()
    }

    /// True for a line that is furniture where it stands behind the notice.
    #[must_use]
    pub(crate) fn is_footer(&self, line: &str) -> bool {
        self.words.footer.at_start(line).is_some()
    }

    /// True for a line with the numbers that a site shows at its foot.
    #[must_use]
    pub(crate) fn is_imprint(&self, line: &str, inside: Inside) -> bool {
        inside == Inside::Something && self.words.imprint.find(line).is_some()
    }
}

impl Pattern {
    fn needs(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.needs.split_whitespace()
    }

    fn is_match(&self, line: &str) -> bool {
        let possible = self.needs.is_empty() || self.needs().any(|word| line.contains(word));
        possible && self.regex().is_some_and(|regex| regex.is_match(line))
    }

    /// The table is part of the program; a test compiles it.
    fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| Regex::new(self.source).ok()).as_ref()
    }
}

/// Letters that no line of signs begins with.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{4E00}'..='\u{9FFF}')
}

fn patterns() -> Vec<Pattern> {
    let pattern =
        |[source, needs]: [&'static str; 2]| Pattern { source, needs, regex: OnceCell::new() };
    asset::table("furniture_patterns").map(pattern).collect()
}

#[cfg(test)]
mod tests {
    use super::patterns;
    use crate::lexicon::Lexicon;

    #[test]
    fn every_pattern_is_a_regular_expression() {
        let patterns = patterns();
        assert!(!patterns.is_empty() && patterns.iter().all(|pattern| pattern.regex().is_some()));
        let furniture = &Lexicon::builtin().furniture;
        let page = [
            "首页>政务公开>政策文件",
            "浏览次数:318次",
            "5.解读.mp3(/a/b.mp3)",
            "https://example.invalid/a",
        ];
        for line in page {
            assert!(furniture.is_furniture(line, furniture.look(line)), "{line}");
        }
        let notice =
            ["一、工作目标", "(一)加强领导。", "1.培育企业", "附件:1.清单", "2025年4月14日"];
        let is = |line: &&str| furniture.is_furniture(line, furniture.look(line));
        assert!(!notice.iter().any(is));
    }
}
