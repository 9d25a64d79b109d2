//! Spaces that stand for the line breaks of a flattened text, and those that do not.

use super::noted::addressed;
use crate::chars::{fold, is_han, is_space, is_wide_space};
use crate::lexicon::Lexicon;
use crate::marker::{self, Style};

/// Bytes of the first sentence behind the recipients.
const SENTENCE: usize = 600;
/// Code points of the longest heading that a space ends.
const HEADING: usize = 30;
/// Code points of the shortest, and of the shortest of the upper levels.
const SHORTEST: usize = 4;
const SHORTEST_UPPER: usize = 2;
/// Characters of a post with the spaces in it, and of a name and the spaces around it.
const POST: usize = 6;
const SIGNER: usize = 14;

/// Spaces that stand for line breaks: wide ones, those behind the end of a sentence, and all of
/// them before the first sentence and behind the last.
pub(super) fn space_breaks(
    lexicon: &Lexicon,
    raw: &str,
    (start, end): (usize, usize),
) -> Vec<usize> {
    let line = &raw[start..end];
    let (head, tail) = (line.find('。').unwrap_or(0), line.rfind('。').unwrap_or(0));
    // Behind the recipients the text begins, with a sentence and no roster.
    let list = addressed(lexicon, line).filter(|(_, to)| (*to..to + SENTENCE).contains(&head));
    let (list, head) = list.unwrap_or((head, head));
    let list = line.len() - line[list..].trim_start_matches(is_space).len();
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
        let in_list = at > list && at < head;
        let outside = (at < head || at > tail)
            && !in_list
            && !(before.is_ascii_digit() || c.is_ascii_digit());
        let inside = matches!(before, '\n' | ']' | '】')
            || label
            || spaced_letter(line, at, spaces)
            || lone(line, at);
        let outside = outside && !inside;
        let wide = spaces >= 4 && !(is_han(c) && spaced_letter(line, at, 1));
        if (ends || wide || outside) && !stands_in_signer(lexicon, line, at) {
            breaks.push(start + at);
        }
        (before, spaces) = (fold(c), 0);
    }
    breaks
}

/// Most of the markers inside the lines have a space before them: lines were joined by spaces.
pub(super) fn joined_by_spaces(raw: &str, lines: &[(usize, usize)], breaks: &[Vec<usize>]) -> bool {
    let markers =
        || lines.iter().zip(breaks).flat_map(|(line, at)| at.iter().map(move |at| (line, *at)));
    let spaced = markers().filter(|(line, at)| raw[line.0..*at].ends_with(' ')).count();
    spaced >= 2 && spaced * 2 >= markers().count()
}

/// Where lines were joined by single spaces, the first space behind a marker ends its heading:
/// `一、强化排查 |各学校要…`.
pub(super) fn heading_breaks(
    raw: &str,
    (start, end): (usize, usize),
    markers: &[usize],
) -> Vec<usize> {
    let headings = markers.iter().filter(|at| raw[start..**at].ends_with(' '));
    headings.filter_map(|at| Some(at + heading_end(&raw[*at..end])?)).collect()
}

/// The bytes of marker, heading and the space behind it.
fn heading_end(words: &str) -> Option<usize> {
    let marker = marker::at_start(words)?;
    let rest = &words[marker.len..];
    let near = || rest.char_indices().take(HEADING);
    let (at, space) = near().find(|(_, c)| is_space(*c))?;
    // A heading of the upper levels may have two halves: `一、突出重点,做好保供 |各地要…`.
    let upper = matches!(marker.style, Style::Han | Style::HanBracket);
    let is_sign = |c: char| matches!(fold(c), '。' | ';' | ':') || fold(c) == ',' && !upper;
    let shortest = if upper { SHORTEST_UPPER } else { SHORTEST };
    let halved = rest[..at].ends_with(|c| matches!(fold(c), ',' | '、'));
    let named = !rest[..at].contains(is_sign) && !halved && rest[..at].chars().count() >= shortest;
    let end = at + space.len_utf8();
    let day = rest[end..].trim_start_matches(|c: char| c.is_ascii_digit());
    let followed = rest[end..].starts_with(is_han) || day.starts_with(['年', '月']);
    (named && followed).then_some(marker.len + end)
}

/// Between the post and the name of who signs: `总　理　　李克强　2017年…`.
fn stands_in_signer(lexicon: &Lexicon, line: &str, at: usize) -> bool {
    let behind = line[at..].chars().take(SIGNER).take_while(|c| is_han(*c) || is_space(*c));
    let name: String = behind.filter(|c| !is_space(*c)).collect();
    let before = line[..at].chars().rev().take(POST).filter(|c| !is_space(*c));
    let before: Vec<char> = before.collect();
    let post: String = before.into_iter().rev().collect();
    let year = |c: char| matches!(c, '二' | '一');
    (2..=4).contains(&name.trim_end_matches(year).chars().count())
        && lexicon.phrases.signer.at_end(&post).is_some()
}

/// `主题分类: 其他`: a value follows its label.
fn short_label(line: &str, at: usize) -> bool {
    let label = line[..at].trim_end_matches(is_space).chars().rev().skip(1);
    label.take_while(|c| !is_space(*c) && *c != '。').take(9).count() <= 8
}

/// `目　　录`: single characters on both sides, however wide the space.
fn lone(line: &str, at: usize) -> bool {
    let is_lone = |mut words: std::str::Chars| {
        let letter = words.next().is_some_and(is_han);
        letter && words.next().is_none_or(is_space)
    };
    let before: String = line[..at].trim_end_matches(is_space).chars().rev().take(2).collect();
    is_lone(line[at..].chars()) && is_lone(before.chars())
}

/// `张 宇`, `索 引 号`: single characters with one space between them, narrow or wide.
fn spaced_letter(line: &str, at: usize, spaces: usize) -> bool {
    let mut behind = line[at..].chars();
    behind.next();
    let alone_behind = behind.next().is_none_or(is_space);
    let mut before = line[..at].trim_end_matches(is_space).chars().rev();
    before.next();
    let alone_before = before.next().is_none_or(is_space);
    // The 号 of `9 号 各县` is no letter of a spread word.
    let numbered = before.next().is_some_and(|c| fold(c).is_ascii_digit());
    let alone_before = alone_before && !numbered;
    (1..=2).contains(&spaces) && (alone_behind || alone_before)
}
