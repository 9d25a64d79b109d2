//! Texts whose line breaks were lost: the structural places at which a line must have begun.
//!
//! Half of the plain texts on the web are one long line. A text is taken for flattened where
//! numbering markers that continue each other stand inside lines and not at their start. Then a
//! line is broken before each marker that continues a list, and around recipients, signature and
//! date.

use super::frame::{
    self, ATTACHMENT, frame_breaks, head_breaks, list_breaks, opening_breaks, roster_breaks,
};
use super::spaces::{heading_breaks, joined_by_spaces, space_breaks};
use super::{head_list, joined, signed};
use crate::chars::{Sieve, fold, is_han, is_space};
use crate::lexicon::Lexicon;
use crate::marker::{self, Marker, Style};
use rustc_hash::FxHashMap;

/// Code points of a line that may hide others.
const LONG: usize = 160;
/// Markers inside lines that show a flattened text.
const ENOUGH: usize = 3;
/// From a digit to its full width form.
const WIDE: u32 = 0xFEE0;
/// Lines among which the first that hides others stands, below what a crawler wrote.
const HEAD: usize = 20;
/// Characters of a label at the start of a line, with the spaces in it.
const LABEL: usize = 9;
/// Bytes in which the next number of a list stands.
const NEXT: usize = 6000;
/// Bytes from the number of an item to `(1)` where the item's name is all that stands between.
const NAME: usize = 90;

/// Cuts the lines of a flattened text; leaves another one as it is.
pub(super) fn unfold(
    lexicon: &Lexicon,
    raw: &str,
    lines: Vec<(usize, usize)>,
) -> Vec<(usize, usize)> {
    let breaks: Vec<Vec<usize>> = lines.iter().map(|line| marker_breaks(raw, *line)).collect();
    let inside: usize = breaks.iter().map(Vec::len).sum();
    let outside = lines.iter().filter(|line| opens_section(&raw[line.0..line.1])).count();
    let blank = |line: &(usize, usize)| raw[line.0..line.1].chars().all(is_space);
    let indents = lines.iter().filter(|line| !blank(line) && !begins_physical(raw, line.0)).count();
    let listed = inside >= ENOUGH && inside > outside * 2;
    let headed = inside >= outside && opens_with_frame(lexicon, raw, &lines);
    if !(listed || headed || indents >= ENOUGH) {
        return joined::apart(lexicon, raw, lines);
    }
    let spaced = joined_by_spaces(raw, &lines, &breaks);
    let (mut first, mut seen, mut above) = (true, 0, "");
    let mut cut = Vec::with_capacity(lines.len() + inside * 2);
    for (index, (line, mut breaks)) in lines.iter().copied().zip(breaks).enumerate() {
        if seen < HEAD && is_field(raw, line) {
            cut.push(line);
            continue;
        }
        if spaced {
            breaks.extend(heading_breaks(raw, line, &breaks));
        }
        breaks.extend(space_breaks(lexicon, raw, line));
        if first {
            breaks.extend(opening_breaks(lexicon, raw, line));
            breaks.extend(head_list::breaks(lexicon, raw, line));
        }
        breaks.extend(frame_breaks(lexicon, raw, line));
        breaks.extend(head_breaks(lexicon, raw, line));
        let words = raw[line.0..line.1].trim_matches(is_space);
        if seen < HEAD && !words.is_empty() {
            breaks.extend(joined::head_breaks(lexicon, raw, line, above));
            (seen, above) = (seen + 1, words);
        }
        breaks.extend(signed::breaks(lexicon, raw, line, joined::next(raw, &lines, index)));
        breaks.extend(list_breaks(raw, line));
        breaks.extend(roster_breaks(lexicon, raw, line));
        breaks.extend(furniture_break(lexicon, raw, line));
        breaks.extend(joined::attachments(raw, line));
        first &= raw[line.0..line.1].chars().count() <= LONG;
        breaks.sort_unstable();
        breaks.dedup();
        push_cut(&mut cut, line, &breaks);
    }
    cut
}

/// The first long line, or the first with words, holds title, recipients and a sentence behind them.
fn opens_with_frame(lexicon: &Lexicon, raw: &str, lines: &[(usize, usize)]) -> bool {
    let is_blank = |line: &(usize, usize)| raw[line.0..line.1].chars().all(is_space);
    let is_long = |line: &&(usize, usize)| raw[line.0..line.1].chars().nth(LONG).is_some();
    let first = lines.iter().take(HEAD).find(is_long);
    let first = first.or_else(|| lines.iter().find(|line| !is_blank(line)));
    first.is_some_and(|line| frame::holds_head(lexicon, &raw[line.0..line.1]))
}

/// A short line of the file that is a label, a colon and a value, or a rule of signs: `文号:`, `===正文===`.
fn is_field(raw: &str, (start, end): (usize, usize)) -> bool {
    let line = raw[start..end].trim_matches(is_space);
    let label = line.chars().take(LABEL).take_while(|c| fold(*c) != ':');
    let labelled = line.chars().nth(label.clone().count()).is_some_and(|c| fold(c) == ':')
        && label.clone().all(|c| is_han(c) || is_space(c));
    let is_rule = line.starts_with("==") && line.ends_with("==");
    let is_whole = begins_physical(raw, start) && ends_physical(raw, end);
    is_whole
        && (labelled && !line.starts_with(ATTACHMENT) || is_rule)
        && line.chars().count() <= LONG
        && !line.contains('。')
}

/// True where a line break of the file stands before the line.
fn begins_physical(raw: &str, start: usize) -> bool {
    let before = raw[..start].trim_end_matches(is_space);
    before.is_empty() || before.ends_with(|c: char| c.is_control() || c == '\u{2028}')
}

/// True where a line break of the file stands behind the line.
fn ends_physical(raw: &str, end: usize) -> bool {
    let behind = raw[end..].trim_start_matches(is_space);
    behind.is_empty() || behind.starts_with(|c: char| c.is_control() || c == '\u{2028}')
}

fn push_cut(cut: &mut Vec<(usize, usize)>, line: (usize, usize), breaks: &[usize]) {
    let mut start = line.0;
    for at in breaks.iter().filter(|at| **at > line.0 && **at < line.1) {
        cut.push((start, *at));
        start = *at;
    }
    cut.push((start, line.1));
}

fn opens_section(line: &str) -> bool {
    let line = line.trim_start_matches(is_space);
    marker::at_start(line).is_some_and(|m| matches!(m.style, Style::Han | Style::HanBracket))
}

/// Whether the words before a marker are a heading that did not end yet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Glued {
    No,
    ToHeading,
    ToItem,
}

/// Places inside a line at which a marker continues a list.
fn marker_breaks(raw: &str, (start, end): (usize, usize)) -> Vec<usize> {
    let line = &raw[start..end];
    let mut last: FxHashMap<Style, u32> = FxHashMap::default();
    let mut breaks = Vec::new();
    // A heading without a stop is still open: a number behind it opens the first item.
    let mut glued = Glued::No;
    let (mut next, mut opened) = (0, 0);
    while let Some(at) = next_turn(line, next) {
        let Some(c) = line[at..].chars().next() else { break };
        next = at + c.len_utf8();
        let folded = fold(c);
        let before = line[..at].chars().next_back().map_or('\n', fold);
        let since = line.get(opened..at).unwrap_or_default();
        if may_open(folded)
            && may_stand_before(before)
            && let Some(marker) = marker::of_any_number(&line[at..])
            && has_usual_sign(&marker, &line[at..])
            && continues(
                &mut last,
                &marker,
                before,
                (behind(glued, marker.style, since), &line[at..]),
            )
            && !line[..at].chars().all(is_space)
        {
            breaks.push(start + at);
            opened = at + marker.len;
            glued = match marker.style {
                Style::Han | Style::HanBracket => Glued::ToHeading,
                Style::Digit => Glued::ToItem,
                _ => Glued::No,
            };
        }
        if matches!(folded, '。' | ';') {
            glued = Glued::No;
        }
    }
    breaks
}

/// Behind a number inside a line only the usual signs open an item: `2:1,臭氧` is a ratio.
fn has_usual_sign(marker: &Marker, words: &str) -> bool {
    let signs = words.get(..marker.len).unwrap_or_default();
    let sign = signs.trim_end_matches(is_space).chars().next_back().map(fold);
    match marker.style {
        Style::Digit => !matches!(sign, Some(',' | '。' | '·')),
        Style::Han => !matches!(sign, Some(':' | '。')),
        _ => true,
    }
}

/// The words since an item's number are its name: short, without a sign. Before 一是 stands a heading, in which
/// a comma may stand.
fn behind(glued: Glued, style: Style, words: &str) -> Glued {
    let in_heading = style == Style::Running;
    let asks = in_heading || glued == Glued::ToItem;
    let is_sign = |c: char| fold(c) == ':' || matches!(fold(c), ',' | '、') && !in_heading;
    if asks && (words.len() > NAME || words.contains(is_sign)) { Glued::No } else { glued }
}

/// The three-byte characters that [`is_turn`] holds for.
const TURNS: Sieve = Sieve::of(&[
    '第', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '。', '\u{FF08}', '\u{FE59}',
    '\u{207D}', '\u{FF10}', '\u{FF11}', '\u{FF12}', '\u{FF13}', '\u{FF14}', '\u{FF15}', '\u{FF16}',
    '\u{FF17}', '\u{FF18}', '\u{FF19}', '\u{FF1B}', '\u{FE54}', '\u{2F00}', '\u{2F06}', '\u{2F0B}',
    '\u{2F17}',
]);

/// The next character from `from` on that may open a marker or ends a sentence.
fn next_turn(line: &str, from: usize) -> Option<usize> {
    Some(from + TURNS.find(line.get(from..)?, is_turn)?)
}

fn is_turn(c: char) -> bool {
    let folded = fold(c);
    may_open(folded) || matches!(folded, '。' | ';')
}

/// Characters that markers begin with.
fn may_open(c: char) -> bool {
    matches!(
        c,
        '(' | '第' | '0'
            ..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// What stands before a marker that begins a line: the end of a sentence, or a heading.
fn may_stand_before(before: char) -> bool {
    match before {
        '。' | ';' | ':' | '!' | '?' | ')' | '〕' | '》' | '”' | '\n' => true,
        c if is_space(c) => true,
        // 第(一)项, 十一、, 2023: the marker is a piece of something longer.
        '第' | '条' | '款' | '项' | '(' | '十' | '百' | '.' | '、' | ',' => false,
        c => is_han(c),
    }
}

/// True where the marker is the next of its list. A list that starts needs the end of a sentence,
/// a heading or a higher marker before it.
fn continues(
    last: &mut FxHashMap<Style, u32>,
    marker: &Marker,
    before: char,
    (glued, ahead): (Glued, &str),
) -> bool {
    let wanted = last.get(&marker.style).map_or(1, |last| last + 1);
    let sentence = !is_han(before) || before == '\n' || glued == Glued::ToHeading;
    let fits = match marker.style {
        Style::Han if marker.ordinal == 1 && is_han(before) => opens_list(ahead, wanted),
        Style::Han | Style::HanBracket | Style::Article | Style::Chapter => {
            marker.ordinal == wanted || marker.ordinal == 1
        }
        Style::Digit | Style::DigitBracket => {
            sentence && (marker.ordinal == wanted || marker.ordinal == 1)
                || marker.ordinal == 1 && marker.style == Style::Digit
                || marker.ordinal == 1 && glued == Glued::ToItem
                || sentence && marker.ordinal > wanted && goes_on(marker, ahead)
        }
        Style::Dotted(2) if last.get(&Style::Digit) == Some(&marker.above) => {
            let opens = sentence || glued == Glued::ToItem;
            marker.ordinal == 1 && opens && has_sibling(marker, ahead)
                || sentence && marker.ordinal == wanted && wanted > 1
        }
        // 一是 straight behind a heading opens the items under it; in a sentence it opens none.
        Style::Running if marker.ordinal == 1 => glued == Glued::ToHeading,
        Style::Running => {
            sentence && last.contains_key(&Style::Running) && marker.ordinal == wanted
        }
        _ => false,
    };
    if fits {
        if matches!(marker.style, Style::Han | Style::HanBracket) {
            last.remove(&Style::Running);
        }
        last.insert(marker.style, marker.ordinal);
    }
    fits
}

/// 二、 follows, and before the next number of the list that is read: the 一 of 标准统一、信息同源 is none.
fn opens_list(ahead: &str, wanted: u32) -> bool {
    let window = head(ahead, NEXT);
    let place = |number: u32| window.find(&format!("{}、", marker::to_han(number)));
    let Some(second) = place(2) else { return false };
    wanted == 1 || place(wanted).is_none_or(|next| second < next)
}

/// `2.2` opens a sentence further on: the `2.1` of an amount has no such next.
fn has_sibling(marker: &Marker, ahead: &str) -> bool {
    let next = format!("{}.{}", marker.above, marker.ordinal + 1);
    let window = head(ahead, NEXT);
    window.match_indices(next.as_str()).any(|(at, _)| {
        let before = window[..at].chars().next_back().map(fold);
        let behind = window[at + next.len()..].chars().find(|c| !is_space(*c));
        matches!(before, Some('。' | ')' | '〕' | ';')) && behind.is_some_and(is_han)
    })
}

/// The next number of the list opens a sentence further on: an extract begins at `5.` and goes on
/// with `6.`.
fn goes_on(marker: &Marker, ahead: &str) -> bool {
    if marker.style != Style::Digit || marker.ordinal > 99 {
        return false;
    }
    let next = (marker.ordinal + 1).to_string();
    let wide: String = next.chars().filter_map(|c| char::from_u32(u32::from(c) + WIDE)).collect();
    let window = head(ahead, NEXT);
    [next, wide].iter().any(|next| {
        window.match_indices(next.as_str()).any(|(at, _)| {
            let before = window[..at].chars().next_back().map(fold);
            let after = window[at + next.len()..].chars().next().map(fold);
            matches!(before, Some('。' | ')' | '〕' | ';')) && matches!(after, Some('.' | '、'))
        })
    })
}

/// The longest start of `words` with at most so many bytes.
pub(super) fn head(words: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(words.len())).rev().find(|at| words.is_char_boundary(*at));
    &words[..end.unwrap_or(0)]
}

/// Before page furniture that follows the end of a sentence.
pub(super) fn furniture_break(
    lexicon: &Lexicon,
    raw: &str,
    (start, end): (usize, usize),
) -> Option<usize> {
    let line = &raw[start..end];
    let mut at = 0;
    loop {
        at += ENDS.find(line.get(at..)?, ends_words)?;
        at += line[at..].chars().next().map_or(1, char::len_utf8);
        if opens_furniture(lexicon, &line[at..]) {
            return Some(start + at);
        }
    }
}

/// The three-byte characters that [`ends_words`] holds for.
const ENDS: Sieve = Sieve::of(&[
    '。', '日', '〕', '\u{FF09}', '\u{FE5A}', '\u{207E}', '\u{FE5E}', '\u{2773}', '\u{2F47}',
]);

/// Behind these page furniture can begin.
fn ends_words(c: char) -> bool {
    matches!(fold(c), '。' | ')' | '〕' | '日')
}

/// True where the next words are known as the start of page furniture.
fn opens_furniture(lexicon: &Lexicon, rest: &str) -> bool {
    let mut words = rest.chars().filter(|c| !is_space(*c)).take(12).map(fold).peekable();
    let possible = words.peek().is_some_and(|first| lexicon.furniture.may_start(*first));
    possible && lexicon.furniture.starts(&words.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{ENDS, TURNS, ends_words, is_turn};

    #[test]
    fn the_sieve_holds_all_that_is_looked_for() {
        let turns = ('\u{800}'..='\u{FFFF}').filter(|c| is_turn(*c));
        assert!({ turns }.all(|c| TURNS.may_hold(u32::from(c))));
        let ends = ('\u{800}'..='\u{FFFF}').filter(|c| ends_words(*c));
        assert!({ ends }.all(|c| ENDS.may_hold(u32::from(c))));
    }
}
