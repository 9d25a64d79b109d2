//! The lines of a table of contents, which say again what stands below: a line for each heading, with
//! leaders or the number of its page behind it.

use super::Place;
use super::lines::RawLine;
use crate::chars::{fold, is_space};
use crate::lexicon::Lexicon;

/// Sets tables of contents aside: under a line 目录 all lines that end in the number of a page or that
/// the format set aside, and elsewhere two or more that follow each other with leaders before it.
pub(super) fn mark(lexicon: &Lexicon, raw: &str, lines: &mut [RawLine]) {
    let mut at = 0;
    while at < lines.len() {
        let headed = is_title(lexicon, raw, &lines[at]);
        let first = at + usize::from(headed);
        let ends = if headed { ends_in_page } else { ends_in_leaders };
        let is_stated = |line: &RawLine| headed && line.place == Place::Margin;
        let is_entry =
            |line: &&RawLine| line.row.is_none() && (ends(words(raw, line)) || is_stated(line));
        let entries = lines[first..].iter().take_while(is_entry).count();
        if entries > usize::from(!headed) {
            lines[at..first + entries].iter_mut().for_each(|line| line.place = Place::Margin);
        }
        at = first + entries.max(usize::from(!headed));
    }
}

fn words<'t>(raw: &'t str, line: &RawLine) -> &'t str {
    &raw[line.start..line.end]
}

fn is_title(lexicon: &Lexicon, raw: &str, line: &RawLine) -> bool {
    let dense = || words(raw, line).chars().filter(|c| !is_space(*c)).collect::<String>();
    line.width <= 12 && line.row.is_none() && lexicon.phrases.contents.get(&dense()).is_some()
}

fn is_page(c: char) -> bool {
    c.is_ascii_digit() || is_space(c) || matches!(c, '-' | '—' | '(' | ')')
}

fn ends_in_page(words: &str) -> bool {
    let page = words.chars().rev().map(fold).take_while(|c| is_page(*c));
    page.filter(char::is_ascii_digit).count() > 0 || is_leader(words.chars().next_back())
}

/// `一、总体要求……………1`.
fn ends_in_leaders(words: &str) -> bool {
    let before = words.trim_end_matches(|c| is_page(fold(c)));
    let leaders = before.chars().rev().take_while(|c| is_leader(Some(*c)) || is_space(*c));
    before.len() < words.len() && leaders.filter(|c| !is_space(*c)).take(3).count() == 3
}

fn is_leader(c: Option<char>) -> bool {
    matches!(c, Some('…' | '.' | '·' | '．' | '‥' | '⋯' | '─' | '_'))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Notes;
    use crate::document::TextLayer;
    use crate::lexicon::Lexicon;
    use crate::tidy::{Place, tidy};

    fn kept(text: &str) -> Vec<String> {
        let tidy = tidy(Lexicon::builtin(), &TextLayer::new(text), &mut Notes::default());
        let lines = tidy.lines.iter().filter(|line| line.place == Place::Text);
        lines.map(|line| line.range.of(&tidy.text).to_owned()).collect()
    }

    #[test]
    fn a_table_of_contents_is_set_aside() {
        for text in [
            "目  录\n一、总体要求……………1\n二、主要任务……………3\n一、总体要求\n坚持治理。",
            "目录\n一、总体要求 1\n(一)任务（2）\n一、总体要求\n坚持治理。",
            "一、总体要求.......1\n二、任务.......3\n一、总体要求\n坚持治理。",
        ] {
            assert_eq!(kept(text), ["一、总体要求", "坚持治理。"], "{text}");
        }
    }

    #[test]
    fn the_title_of_what_the_format_sets_aside_goes_with_it() {
        use crate::document::{Block, BlockKind, Structure};
        let text = "目录\n一、目标\n二、任务\n一、目标\n坚持治理。\n按可比价。";
        let mut at = 0;
        let kinds = [
            BlockKind::Paragraph,
            BlockKind::Contents,
            BlockKind::Contents,
            BlockKind::Paragraph,
            BlockKind::Paragraph,
            BlockKind::Footnote,
        ];
        let blocks = text.split('\n').zip(kinds).map(|(line, kind)| {
            at += line.len() + 1;
            Block::new(kind, at - line.len() - 1..at - 1)
        });
        let structure = Structure { blocks: blocks.collect(), ..Structure::default() };
        let layer = TextLayer::new(text).with_structure(structure);
        let tidy = tidy(Lexicon::builtin(), &layer, &mut Notes::default());
        let places: Vec<Place> = tidy.lines.iter().map(|line| line.place).collect();
        let (text, aside) = (Place::Text, Place::Margin);
        assert_eq!(places, [aside, aside, aside, text, text, Place::Note]);
    }

    #[test]
    fn lines_that_end_in_a_number_are_none() {
        let text = "一、目标\n建成泵站12\n改造管网30\n抓好落实……";
        assert_eq!(kept(text).len(), 4);
    }
}
