//! Texts whose line breaks were lost: the structural places at which a line must have begun.
//!
//! Half of the plain texts on the web are one long line. A text is taken for flattened where
//! numbering markers that continue each other stand inside lines and not at their start. Then a
//! line is broken before each marker that continues a list, and around recipients, signature and
//! date.

use crate::chars::{Sieve, fold, is_han, is_space, is_wide_space};
use crate::lexicon::Lexicon;
use crate::marker::{self, Marker, Style};
use rustc_hash::FxHashMap;

/// Code points of a line that may hide others.
const LONG: usize = 160;
/// Markers inside lines that show a flattened text.
const ENOUGH: usize = 3;
/// Bytes of the names of all organs that sign together.
const LONGEST_NAME: usize = 900;
/// Bytes in which the recipients end.
const RECIPIENTS: usize = 900;

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
    if (inside < ENOUGH || inside <= outside * 2) && indents < ENOUGH {
        return lines;
    }
    let mut first = true;
    let mut cut = Vec::with_capacity(lines.len() + inside * 2);
    for (line, mut breaks) in lines.into_iter().zip(breaks) {
        breaks.extend(space_breaks(raw, line));
        if first {
            breaks.extend(opening_breaks(lexicon, raw, line));
        }
        breaks.extend(frame_breaks(lexicon, raw, line));
        breaks.extend(furniture_break(lexicon, raw, line));
        first &= raw[line.0..line.1].chars().count() <= LONG;
        breaks.sort_unstable();
        breaks.dedup();
        push_cut(&mut cut, line, &breaks);
    }
    cut
}

/// True where a line break of the file stands before the line.
fn begins_physical(raw: &str, start: usize) -> bool {
    let before = raw[..start].trim_end_matches(is_space);
    before.is_empty() || before.ends_with(|c: char| c.is_control() || c == '\u{2028}')
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
}

/// Places inside a line at which a marker continues a list.
fn marker_breaks(raw: &str, (start, end): (usize, usize)) -> Vec<usize> {
    let line = &raw[start..end];
    let mut last: FxHashMap<Style, u32> = FxHashMap::default();
    let mut breaks = Vec::new();
    // A heading without a stop is still open: a number behind it opens the first item.
    let mut glued = Glued::No;
    let mut next = 0;
    while let Some(at) = next_turn(line, next) {
        let Some(c) = line[at..].chars().next() else { break };
        next = at + c.len_utf8();
        let folded = fold(c);
        let before = line[..at].chars().next_back().map_or('\n', fold);
        if may_open(folded)
            && may_stand_before(before, folded)
            && let Some(marker) = marker::at_start(&line[at..])
            && continues(&mut last, &marker, before, glued)
            && !line[..at].chars().all(is_space)
        {
            breaks.push(start + at);
            let heads = matches!(marker.style, Style::Han | Style::HanBracket);
            glued = if heads { Glued::ToHeading } else { Glued::No };
        }
        if matches!(folded, '。' | ';') {
            glued = Glued::No;
        }
    }
    breaks
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
fn may_stand_before(before: char, first: char) -> bool {
    match before {
        '。' | ';' | ':' | '!' | '?' | ')' | '〕' | '》' | '”' | '\n' => true,
        c if is_space(c) => true,
        // 第(一)项, 十一、, 2023: the marker is a piece of something longer.
        '第' | '条' | '款' | '项' | '(' | '十' | '百' | '.' | '、' | ',' => false,
        c => is_han(c) && !first.is_ascii_digit() || is_han(c) && first.is_ascii_digit(),
    }
}

/// True where the marker is the next of its list. A list that starts needs the end of a sentence,
/// a heading or a higher marker before it.
fn continues(
    last: &mut FxHashMap<Style, u32>,
    marker: &Marker,
    before: char,
    glued: Glued,
) -> bool {
    let wanted = last.get(&marker.style).map_or(1, |last| last + 1);
    let sentence = !is_han(before) || before == '\n' || glued == Glued::ToHeading;
    let fits = match marker.style {
        Style::Han | Style::HanBracket | Style::Article | Style::Chapter => {
            marker.ordinal == wanted || marker.ordinal == 1
        }
        Style::Digit | Style::DigitBracket => {
            sentence && (marker.ordinal == wanted || marker.ordinal == 1)
                || marker.ordinal == 1 && marker.style == Style::Digit
        }
        _ => false,
    };
    if fits {
        last.insert(marker.style, marker.ordinal);
    }
    fits
}

/// Spaces that stand for line breaks: wide ones, those behind the end of a sentence, and all of
/// them before the first sentence and behind the last.
fn space_breaks(raw: &str, (start, end): (usize, usize)) -> Vec<usize> {
    let line = &raw[start..end];
    let (head, tail) = (line.find('。').unwrap_or(0), line.rfind('。').unwrap_or(0));
    let mut breaks = Vec::new();
    let mut before = '\n';
    let mut spaces = 0;
    for (at, c) in line.char_indices() {
        if is_space(c) {
            spaces += if is_wide_space(c) { 2 } else { 1 };
            continue;
        }
        if spaces == 0 {
            before = fold(c);
            continue;
        }
        let label = before == ':' && short_label(line, at);
        let ends = matches!(before, '。' | ':' | ')' | '〕') && !label;
        let outside = (at < head || at > tail) && !(before.is_ascii_digit() || c.is_ascii_digit());
        let inside =
            matches!(before, '\n' | ']' | '】') || label || spaced_letter(line, at, spaces);
        let outside = outside && !inside;
        if ends || spaces >= 4 || outside {
            breaks.push(start + at);
        }
        (before, spaces) = (fold(c), 0);
    }
    breaks
}

/// `主题分类: 其他`: a value follows its label.
fn short_label(line: &str, at: usize) -> bool {
    let label = line[..at].trim_end_matches(is_space).chars().rev().skip(1);
    label.take_while(|c| !is_space(*c) && *c != '。').take(9).count() <= 8
}

/// `张 宇`, `索 引 号`: single characters with one space between them.
fn spaced_letter(line: &str, at: usize, spaces: usize) -> bool {
    let mut behind = line[at..].chars();
    behind.next();
    let alone_behind = behind.next().is_none_or(is_space);
    let mut before = line[..at].trim_end_matches(is_space).chars().rev();
    before.next();
    let alone_before = before.next().is_none_or(is_space);
    spaces == 1 && (alone_behind || alone_before)
}

/// Before page furniture that follows the end of a sentence.
fn furniture_break(lexicon: &Lexicon, raw: &str, (start, end): (usize, usize)) -> Option<usize> {
    let line = &raw[start..end];
    let ends = line.char_indices().filter(|(_, c)| matches!(fold(*c), '。' | ')' | '日'));
    let mut behind = ends.map(|(at, c)| at + c.len_utf8());
    behind.find(|at| opens_furniture(lexicon, &line[*at..])).map(|at| start + at)
}

/// True where the next words are known as the start of page furniture.
fn opens_furniture(lexicon: &Lexicon, rest: &str) -> bool {
    let mut words = rest.chars().filter(|c| !is_space(*c)).take(12).map(fold).peekable();
    let possible = words.peek().is_some_and(|first| lexicon.furniture.may_start(*first));
    possible && lexicon.furniture.starts(&words.collect::<String>())
}

/// Behind the number and behind the recipients that open a text.
fn opening_breaks(lexicon: &Lexicon, raw: &str, (start, end): (usize, usize)) -> Vec<usize> {
    let line = &raw[start..end];
    let ends = number_end(line).into_iter().chain(recipients_end(lexicon, line));
    ends.map(|at| start + at).collect()
}

/// Around signature, date, and the title of the document behind them.
fn frame_breaks(lexicon: &Lexicon, raw: &str, (start, end): (usize, usize)) -> Vec<usize> {
    let line = &raw[start..end];
    let mut breaks = Vec::new();
    for (at, _) in line.match_indices('年') {
        let Some((from, to)) = signed_date(line, at) else { continue };
        let alone = line[..from].chars().next_back().is_none_or(is_space);
        let names_next = alone && lexicon.organisations.reach(&line[to..]).is_some();
        if names_next {
            breaks.push(to);
        }
        let Some(name) = organ_before(lexicon, line, from) else { continue };
        breaks.extend([name, from, to]);
        breaks.extend(notes_and_title(lexicon, line, to));
    }
    breaks.into_iter().map(|at| start + at).collect()
}

/// Behind a document number that opens the text: `闽政〔2018〕29号各设区市…`.
fn number_end(line: &str) -> Option<usize> {
    let (open, _) = line.char_indices().take(24).find(|(_, c)| matches!(c, '〔' | '[' | '［'))?;
    let close = line[open..].find('号').filter(|len| *len <= 24)?;
    line[..open].chars().all(|c| is_han(c) || is_space(c)).then_some(open + close + '号'.len_utf8())
}

/// Behind the colon that ends the recipients.
fn recipients_end(lexicon: &Lexicon, line: &str) -> Option<usize> {
    let (at, colon) = line
        .char_indices()
        .take_while(|(at, _)| *at < RECIPIENTS)
        .find(|(_, c)| fold(*c) == ':')?;
    let list = &line[..at];
    let plain = !list.contains('。') && !lexicon.opens_text(list);
    plain.then_some(at + colon.len_utf8())
}

/// A whole date around 年: `2017年3月21日`.
fn signed_date(line: &str, year: usize) -> Option<(usize, usize)> {
    let digits = |c: char| fold(c).is_ascii_digit() || c == ' ';
    let head = &line[..year];
    let from = head.len()
        - head.chars().rev().take_while(|c| digits(*c)).map(char::len_utf8).sum::<usize>();
    let from = from + head[from..].len() - head[from..].trim_start().len();
    let behind = year + '年'.len_utf8();
    let (month, day) = (line[behind..].find('月')?, line[behind..].find('日')?);
    let plausible = from < year && month < day && day <= 12;
    let within = line[behind..behind + day].chars().all(|c| digits(c) || c == '月');
    (plausible && within).then_some((from, behind + day + '日'.len_utf8()))
}

/// The name of an organ between the end of a sentence and a date.
fn organ_before(lexicon: &Lexicon, line: &str, end: usize) -> Option<usize> {
    let head = line[..end].trim_end_matches(is_space);
    let from = head
        .char_indices()
        .rev()
        .take_while(|(at, _)| head.len() - at <= LONGEST_NAME)
        .find(|(_, c)| matches!(fold(*c), '。' | ')' | '》' | '!'))
        .map(|(at, c)| at + c.len_utf8())?;
    let name = head[from..].trim_start_matches(is_space);
    let plain = name.chars().count() >= 3 && name.chars().all(|c| is_han(c) || is_space(c));
    let named = name
        .split(is_space)
        .filter(|piece| !piece.is_empty())
        .all(|piece| lexicon.is_organs(piece));
    (plain && named).then_some(head.len() - name.len())
}

/// Behind a note in brackets, and behind the title that ends in a genre and meets the first word
/// of a sentence.
fn notes_and_title(lexicon: &Lexicon, line: &str, date_end: usize) -> Vec<usize> {
    let mut breaks = Vec::new();
    let mut at = date_end;
    while let Some(note) = bracketed(&line[at..]) {
        at += note;
        breaks.push(at);
    }
    let end = line[at..].char_indices().take(90).find_map(|(offset, _)| {
        let head = &line[at..at + offset];
        let typed = offset > 12 && lexicon.genres.at_end(head).is_some();
        (typed && lexicon.openings.at_start(&line[at + offset..]).is_some()).then_some(at + offset)
    });
    breaks.extend(end);
    breaks
}

/// The length of a bracketed note at the start.
fn bracketed(words: &str) -> Option<usize> {
    let skipped = words.len() - words.trim_start_matches(is_space).len();
    let inside = &words[skipped..];
    (fold(inside.chars().next()?) == '(').then_some(())?;
    let close = inside.char_indices().take(60).find(|(_, c)| fold(*c) == ')')?;
    Some(skipped + close.0 + close.1.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::{TURNS, is_turn};

    #[test]
    fn the_sieve_holds_all_that_is_looked_for() {
        let turns = ('\u{800}'..='\u{FFFF}').filter(|c| is_turn(*c));
        assert!({ turns }.all(|c| TURNS.may_hold(u32::from(c))));
    }
}
