//! The labels of numbered paragraphs, counted from the beginning of the document.

use super::numbering::{LEVELS, Level, ListRef, Suffix};
use super::symbol;
use crate::numeral::numeral;
use std::collections::{BTreeMap, BTreeSet};

/// The longest label that is written.
const LONGEST: usize = 96;

/// What was counted so far.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// The last number of each level, for each definition.
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// Lists whose own start of a level was used.
    begun: BTreeSet<(String, usize)>,
}

impl Labels {
    /// Counts a paragraph on a level of a list, and gives its label.
    pub(super) fn next(&mut self, list: ListRef<'_>, level: usize) -> String {
        let Some(how) = list.level(level) else { return String::new() };
        let own_start = list.start(level).filter(|_| self.begin(list.id, level));
        let counts = self.counts.entry(list.definition.to_owned()).or_default();
        let next = match (own_start, counts[level]) {
            (Some(start), _) => start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => list.start(level).unwrap_or(how.start),
        };
        counts[level] = Some(next);
        for (deeper, count) in counts.iter_mut().enumerate().skip(level + 1) {
            // A level counts on where it says so, or where only nearer levels begin it anew.
            let restart = list.level(deeper).and_then(|level| level.restart);
            if restart.is_none_or(|restart| level < restart) {
                *count = None;
            }
        }
        label(list, how, level, counts)
    }

    /// True the first time that a list uses a level.
    fn begin(&mut self, id: &str, level: usize) -> bool {
        self.begun.insert((id.to_owned(), level))
    }
}

fn label(list: ListRef<'_>, how: &Level, level: usize, counts: &[Option<u32>; LEVELS]) -> String {
    if how.is_hidden {
        return String::new();
    }
    if how.format == "bullet" {
        return how.text.chars().map(|c| symbol::bullet(&how.font, c)).collect();
    }
    let mut words = String::new();
    let mut text = how.text.chars().peekable();
    while let Some(c) = text.next() {
        let place = text.peek().and_then(|digit| digit.to_digit(10)).filter(|_| c == '%');
        match place.filter(|place| (1..=LEVELS as u32).contains(place)) {
            Some(place) => {
                text.next();
                words += &number(list, how, place as usize - 1, level, counts);
            }
            None => words.push(c),
        }
    }
    words.chars().take(LONGEST).collect()
}

/// The number of one level of a label. A higher level that was not counted yet shows its start.
fn number(
    list: ListRef<'_>,
    how: &Level,
    place: usize,
    level: usize,
    counts: &[Option<u32>; LEVELS],
) -> String {
    // Word leaves numbers of deeper levels out.
    let Some(found) = list.level(place).filter(|_| place <= level) else { return String::new() };
    let number = counts[place].unwrap_or(found.start);
    let is_silent = matches!(&*found.format, "none" | "bullet");
    match found.format.strip_prefix("zeros ").and_then(|width| width.parse::<usize>().ok()) {
        _ if how.is_legal && !is_silent => number.to_string(),
        Some(width) => format!("{number:0width$}"),
        None => numeral(&found.format, number),
    }
}

/// A label before its text. A gap is written as a space, and not after punctuation, where a reader
/// sees none.
pub(super) fn joined(label: &str, suffix: Suffix, text: &str) -> String {
    let last = label.chars().last();
    let is_gap = match last {
        None => return text.to_owned(),
        // `1.` before `2025年` would be another number.
        Some('.') => text.starts_with(|c: char| c.is_ascii_digit()),
        Some('、' | '，' | ',' | '．' | '。' | ')' | '）' | '：' | ':' | ']' | '】' | '〕') => {
            false
        }
        Some(c) if c.is_whitespace() => false,
        Some(_) => suffix == Suffix::Gap,
    };
    let gap = if is_gap && !text.starts_with(char::is_whitespace) { " " } else { "" };
    format!("{label}{gap}{text}")
}

#[cfg(test)]
mod tests {
    use super::super::numbering::{Numbering, Suffix};
    use super::super::styles::Styles;
    use super::super::xml::Stream;
    use super::{Labels, joined};

    /// The labels of paragraphs on `(list, level)`.
    fn labels(numbering: &str, paragraphs: &[(&str, usize)]) -> Vec<String> {
        let words = format!("<numbering>{numbering}</numbering>");
        let numbering = Numbering::read(&mut Stream::new(&words, 64).enter(&["numbering"]));
        let styles = Styles::default();
        let mut labels = Labels::default();
        let label = |(id, level): &(&str, usize)| {
            numbering.list(&styles, id).map(|list| labels.next(list, *level))
        };
        paragraphs.iter().map(label).map(Option::unwrap_or_default).collect()
    }

    fn level(index: usize, format: &str, text: &str, more: &str) -> String {
        format!(
            "<lvl ilvl='{index}'><start val='1'/><numFmt val='{format}'/>\
             <lvlText val='{text}'/>{more}</lvl>"
        )
    }

    fn definition(levels: &[String]) -> String {
        format!("<abstractNum abstractNumId='0'>{}</abstractNum>", levels.concat())
    }

    const ONE: &str = "<num numId='1'><abstractNumId val='0'/></num>";

    #[test]
    fn deeper_levels_begin_anew_and_show_higher_ones() {
        let levels = [
            level(0, "chineseCountingThousand", "%1、", ""),
            level(1, "chineseCountingThousand", "（%2）", ""),
            level(2, "decimal", "%1.%2.%3", "<isLgl/>"),
            level(3, "decimal", "%4.", "<lvlRestart val='0'/>"),
        ];
        let paragraphs =
            [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 3), ("1", 0), ("1", 1), ("1", 3)];
        let found = labels(&(definition(&levels) + ONE), &paragraphs);
        assert_eq!(found, ["一、", "（一）", "（二）", "1.2.1", "1.", "二、", "（一）", "2."]);
    }

    #[test]
    fn a_level_may_begin_anew_after_one_level_only() {
        let levels = [
            level(0, "decimal", "%1", ""),
            level(1, "decimal", "%2", ""),
            level(2, "decimal", "%3", "<lvlRestart val='1'/>"),
        ];
        let paragraphs = [("1", 0), ("1", 2), ("1", 1), ("1", 2), ("1", 0), ("1", 2)];
        let found = labels(&(definition(&levels) + ONE), &paragraphs);
        assert_eq!(found, ["1", "1", "1", "2", "2", "1"]);
    }

    #[test]
    fn lists_of_one_definition_count_on_unless_they_say_where_to_start() {
        let two = "<num numId='2'><abstractNumId val='0'/></num>\
            <num numId='3'><abstractNumId val='0'/>\
            <lvlOverride ilvl='0'><startOverride val='5'/></lvlOverride></num>\
            <num numId='4'><abstractNumId val='0'/><lvlOverride ilvl='0'>\
            <lvl ilvl='0'><numFmt val='decimalEnclosedCircle'/><lvlText val='%1'/></lvl>\
            </lvlOverride></num>";
        let levels = [level(0, "decimal", "第%1条", "")];
        let paragraphs = [("1", 0), ("2", 0), ("3", 0), ("3", 0), ("1", 0), ("4", 0), ("0", 0)];
        let found = labels(&(definition(&levels) + ONE + two), &paragraphs);
        assert_eq!(found, ["第1条", "第2条", "第5条", "第6条", "第7条", "⑧", ""]);
    }

    #[test]
    fn bullets_zeros_and_labels_without_numbers() {
        let custom = "<lvl ilvl='2'><start val='7'/><AlternateContent \
            xmlns='http://schemas.openxmlformats.org/markup-compatibility/2006'><Choice>\
            <numFmt xmlns='' val='custom' format='001, 002'/></Choice></AlternateContent>\
            <lvlText val='%3'/></lvl>";
        let levels = [
            level(0, "bullet", "\u{F06C}", "<rPr><rFonts ascii='Wingdings'/></rPr>"),
            level(1, "none", "附件：", ""),
            custom.to_owned(),
        ];
        let found = labels(&(definition(&levels) + ONE), &[("1", 0), ("1", 1), ("1", 2)]);
        assert_eq!(found, ["●", "附件：", "007"]);
    }

    #[test]
    fn gaps() {
        let cases = [
            ("一、", "要求", "一、要求"),
            ("（一）", "要求", "（一）要求"),
            ("1.", "要求", "1.要求"),
            ("1.", "2025年", "1. 2025年"),
            ("1.1", "要求", "1.1 要求"),
            ("第一条", "为了", "第一条 为了"),
            ("•", " 要求", "• 要求"),
            ("", "要求", "要求"),
        ];
        for (label, text, line) in cases {
            assert_eq!(joined(label, Suffix::Gap, text), line);
        }
        assert_eq!(joined("第一条", Suffix::Nothing, "为了"), "第一条为了");
    }
}
