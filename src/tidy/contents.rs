//! The lines of a table of contents, which say again what stands below: a line for each heading, with
//! leaders or the number of its page behind it.

use super::Place;
use super::lines::RawLine;
use crate::chars::{fold, is_space};
use crate::lexicon::Lexicon;
use rustc_hash::FxHashMap;

/// Lines of the longest table of contents, and of the shortest without a title that is known by its entries.
const LONGEST: usize = 150;
const SHORTEST: usize = 5;
/// Columns of the widest entry.
const WIDEST: u32 = 70;

/// Sets tables of contents aside: under a line 目录 all lines that end in the number of a page or that
/// the format set aside, and elsewhere two or more that follow each other with leaders before it.
pub(super) fn mark(lexicon: &Lexicon, raw: &str, lines: &mut [RawLine]) {
    repeated(lexicon, raw, lines);
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

/// Sets aside headings that follow each other without text, from one that stands again further down on:
/// all of them under a line 目录, elsewhere where nearly all stand again.
fn repeated(lexicon: &Lexicon, raw: &str, lines: &mut [RawLine]) {
    let keys: Vec<String> = lines.iter().map(|line| entry(raw, line)).collect();
    let mut last: FxHashMap<&str, usize> = FxHashMap::default();
    last.extend(keys.iter().enumerate().map(|(at, key)| (key.as_str(), at)));
    let mut at = 0;
    while at < lines.len() {
        let again = (at + 1..lines.len().min(at + LONGEST)).take_while(|to| !keys[*to].is_empty());
        let run = opens(&lines[at]).then_some(again);
        let run = run.and_then(|mut again| again.find(|to| keys[*to] == keys[at]));
        let Some(end) = run else {
            at += 1;
            continue;
        };
        let headed = at > 0 && is_title(lexicon, raw, &lines[at - 1]);
        let stand_again = keys[at..end].iter().filter(|key| last[key.as_str()] >= end).count();
        if headed || end - at >= SHORTEST && stand_again * 5 >= (end - at) * 4 {
            let first = at - usize::from(headed);
            lines[first..end].iter_mut().for_each(|line| line.place = Place::Margin);
        }
        at = end;
    }
}

/// The words of a line that may be an entry, without spaces, or nothing.
fn entry(raw: &str, line: &RawLine) -> String {
    let words = words(raw, line);
    let is_entry = line.width <= WIDEST && line.row.is_none() && !words.contains(['。', '；']);
    let dense = words.chars().filter(|c| is_entry && !is_space(*c));
    dense.map(fold).collect()
}

/// The first entry of a list, numbered or not: `一、总体要求`, `1　总则`.
fn opens(line: &RawLine) -> bool {
    line.marker.map_or(line.first == '1', |(_, number)| number == 1)
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
    fn headings_that_stand_again_below_are_one_too() {
        let again = "1　总则\n1.1　目的\n1.2　依据\n2　机构\n2.1　指挥部\n3　附则\n";
        let text = "1　总则\n1.1　目的\n为处置险情。\n1.2　依据\n依据条例。\n2　机构\n2.1　指挥部\n设指挥部。\n3　附则\n本预案施行。";
        let kept_lines = kept(&format!("{again}{text}"));
        assert_eq!((kept_lines.len(), kept_lines[0].as_str()), (10, "1 总则"));
        assert_eq!(kept(&format!("目　录\n{again}{text}")).len(), 10);
        // Items of two tables, each with the same first, are none.
        let items = "1.清淤\n2.巡河\n抓好落实。\n1.清淤\n2.绿化";
        assert_eq!(kept(items).len(), 5);
    }

    #[test]
    fn lines_that_end_in_a_number_are_none() {
        let text = "一、目标\n建成泵站12\n改造管网30\n抓好落实……";
        assert_eq!(kept(text).len(), 4);
    }
}
