//! Names of bodies that a narrow cell broke: 省自然资源和 规划厅, with a space for the line end.
//!
//! The space goes where no name ends before it, none begins behind it, and both halves are one.

use super::lines::RawRow;
use crate::chars::is_space;
use crate::document::Cell;
use crate::lexicon::Lexicon;
use crate::names::recognise::Prefix;
use std::ops::Range;

/// Bytes of the longest name.
const LONGEST: usize = 90;
/// What stands between names.
const SEPARATORS: [char; 10] = ['、', '，', ',', '；', ';', '：', ':', '。', '（', '('];

/// Marks the spaces inside names.
pub(super) fn mark(lexicon: &Lexicon, raw: &str, rows: &mut [RawRow]) {
    for row in rows {
        let found = row.cells.iter().flat_map(|cell| inside_names(lexicon, raw, cell));
        row.dropped = found.collect();
    }
}

/// The spaces inside names at the line ends of a cell.
fn inside_names<'r>(
    lexicon: &'r Lexicon,
    raw: &'r str,
    cell: &'r Cell,
) -> impl Iterator<Item = Range<usize>> + 'r {
    let spaces = cell.breaks.iter().filter_map(move |at| {
        let before = raw.get(cell.range.start..*at)?;
        let start = at - (before.len() - before.trim_end_matches(is_space).len());
        (start < *at).then_some(start..*at)
    });
    spaces.filter(move |space| is_inside_name(lexicon, raw, cell, space))
}

fn is_inside_name(lexicon: &Lexicon, raw: &str, cell: &Cell, space: &Range<usize>) -> bool {
    let separates = |c: char| is_space(c) || SEPARATORS.contains(&c);
    let before = raw[cell.range.start..space.start].rsplit(separates).next().unwrap_or_default();
    let behind = raw[space.end..cell.range.end].split(separates).next().unwrap_or_default();
    let whole = before.len() + behind.len();
    let fits = !before.is_empty() && !behind.is_empty() && whole <= LONGEST;
    fits && is_one(lexicon, before, behind)
}

fn is_one(lexicon: &Lexicon, before: &str, behind: &str) -> bool {
    let organisations = &lexicon.organisations;
    let is_placed =
        |name: &str| organisations.read(name).is_some_and(|reading| reading.prefix != Prefix::None);
    let ends = organisations.suffixes.at_end(before).is_some()
        || lexicon.is_organ(before)
        || organisations.is_collective(before);
    let begins = organisations.level_words.at_start(behind).is_some()
        || organisations.begins_as_many(behind);
    !ends && !begins && is_placed(&format!("{before}{behind}"))
}

#[cfg(test)]
mod tests {
    use super::is_one;
    use crate::lexicon::Lexicon;

    #[test]
    fn halves_of_a_name_are_told_from_names() {
        for (words, expected) in [
            ("省自然资源和|规划厅", true),
            ("省人力资源社会|保障厅", true),
            ("市水利局|市财政局", false),
            ("区农发局|环土局", false),
            ("各乡镇|财政局", false),
            ("清理河道|财政局", false),
        ] {
            let (before, behind) = words.split_once('|').unwrap_or_default();
            assert_eq!(is_one(Lexicon::builtin(), before, behind), expected, "{words}");
        }
    }
}
