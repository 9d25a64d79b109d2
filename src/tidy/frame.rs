//! Where a line must have begun in the frame of a flattened notice: around title, number and
//! recipients, around signature and date, before lists of 附件 and the roles of a roster.
//!
//! All places are bytes of the raw text, inside the line that is asked about.

use super::flat::head;
use crate::chars::{fold, is_han, is_space};
use crate::lexicon::Lexicon;

/// Opens a list of attachments and an attachment.
const ATTACHMENT: &str = "附件";
/// Bytes from the bracket of a number to 号, in full width.
const NUMBER: usize = 42;
/// Bytes of the names of all organs that sign together.
const LONGEST_NAME: usize = 900;
/// Bytes from 年 to 日, in full width.
const DATE: usize = 24;
/// Characters of a year, with spaces between its digits.
const YEAR: usize = 12;
/// Bytes in which the recipients end.
const RECIPIENTS: usize = 900;
/// Bytes of the longest title of a notice.
const TITLE: usize = 480;

/// Behind the number and behind the recipients that open a text.
pub(super) fn opening_breaks(
    lexicon: &Lexicon,
    raw: &str,
    (start, end): (usize, usize),
) -> Vec<usize> {
    let line = &raw[start..end];
    let ends = number_end(line).into_iter().chain(recipients_end(lexicon, line));
    ends.map(|at| start + at).collect()
}

/// Around title and number of each notice, its own or one that it forwards:
/// `…要点的通知|闽降办〔2019〕1号|各成员单位:`. Recipients behind the number prove it.
pub(super) fn head_breaks(
    lexicon: &Lexicon,
    raw: &str,
    (start, end): (usize, usize),
) -> Vec<usize> {
    let line = &raw[start..end];
    let mut breaks = Vec::new();
    for (open, c) in line.char_indices().filter(|(_, c)| matches!(c, '〔' | '[' | '［')) {
        let code: usize =
            line[..open].chars().rev().take_while(|c| is_han(*c)).map(char::len_utf8).sum();
        let Some(title) = title_before_code(lexicon, &line[open - code..open]) else { continue };
        let title_end = open - code + title;
        let close = head(&line[open + c.len_utf8()..], NUMBER).find('号');
        let Some(close) = close.map(|len| open + c.len_utf8() + len + '号'.len_utf8()) else {
            continue;
        };
        let (Some(from), Some(to)) =
            (title_start(&line[..title_end]), recipients_end(lexicon, &line[close..]))
        else {
            continue;
        };
        breaks.extend([from, title_end, close, close + to]);
    }
    breaks.into_iter().map(|at| start + at).collect()
}

/// Where a title ends in the Han before the bracket of a number: `的通知|闽降办`.
fn title_before_code(lexicon: &Lexicon, words: &str) -> Option<usize> {
    let codes = words.char_indices().rev().take(16).map(|(at, _)| at).filter(|at| *at > 0);
    codes.skip(1).find(|at| {
        let head = &words[..*at];
        lexicon
            .genres
            .at_end(head)
            .is_some_and(|(word, _)| head[..head.len() - word.len()].ends_with('的'))
    })
}

/// Where the title that ends `words` begins: behind a sentence or a note, or at the start.
fn title_start(words: &str) -> Option<usize> {
    let mut depth = 0;
    let window = words.char_indices().rev().take_while(|(at, _)| words.len() - at <= TITLE);
    let mut start = None;
    for (at, c) in window {
        match fold(c) {
            ')' | '。' if depth == 0 => {
                start = Some(at + c.len_utf8());
                break;
            }
            '》' => depth += 1,
            '《' => depth -= 1,
            _ if at == 0 => start = Some(0),
            _ => {}
        }
    }
    start.filter(|start| words[*start..].contains("关于"))
}

/// Before the list of 附件 and before the attachment, whose title is that of the list.
pub(super) fn list_breaks(raw: &str, (start, end): (usize, usize)) -> Vec<usize> {
    let line = &raw[start..end];
    let mut breaks = Vec::new();
    for (at, word) in line.match_indices(ATTACHMENT) {
        let rest = &line[at + word.len()..];
        let Some(colon) = rest.chars().next().filter(|c| fold(*c) == ':') else { continue };
        let Some(again) = rest.find(word).filter(|len| (12..=240).contains(len)) else { continue };
        let title = rest[colon.len_utf8()..again].trim_matches(is_space);
        let behind = rest[again + word.len()..].trim_start_matches(is_space);
        if !title.is_empty() && behind.starts_with(title) {
            let second = at + word.len() + again;
            let body = line.len() - behind.len();
            breaks.extend([at, second, second + word.len(), body + title.len()]);
        }
    }
    breaks.into_iter().map(|at| start + at).collect()
}

/// Before the roles of a roster: two labels at least, `召集人:` and `成员单位:`.
pub(super) fn roster_breaks(
    lexicon: &Lexicon,
    raw: &str,
    (start, end): (usize, usize),
) -> Vec<usize> {
    let line = &raw[start..end];
    let colons = line.char_indices().filter(|(_, c)| fold(*c) == ':').map(|(at, _)| at);
    let roles = &lexicon.group_words.roles;
    let labels = colons.filter_map(|at| {
        let (word, _) = roles.at_end(&line[..at])?;
        Some(start + at - word.len())
    });
    let labels: Vec<usize> = labels.collect();
    if labels.len() > 1 { labels } else { Vec::new() }
}

/// Around signature, date, and the title of the document behind them.
pub(super) fn frame_breaks(
    lexicon: &Lexicon,
    raw: &str,
    (start, end): (usize, usize),
) -> Vec<usize> {
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
    let before = &line[..year];
    let number = before.chars().rev().take(YEAR).take_while(|c| digits(*c));
    let from = before.len() - number.map(char::len_utf8).sum::<usize>();
    let from = from + before[from..].len() - before[from..].trim_start().len();
    let behind = year + '年'.len_utf8();
    let rest = head(&line[behind..], DATE);
    let (month, day) = (rest.find('月')?, rest.find('日')?);
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
    // 人 民 银 行: a typesetter spread short names.
    let dense: String = name.chars().filter(|c| !is_space(*c)).collect();
    let named = name
        .split(is_space)
        .filter(|piece| !piece.is_empty())
        .all(|piece| lexicon.is_organs(piece))
        || lexicon.is_organs(&dense);
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
    if let Some(label) = attachment_label(&line[at..]) {
        at += label;
        breaks.push(at);
    }
    let end = line[at..].char_indices().take(90).find_map(|(offset, _)| {
        let head = line[at..at + offset].trim_end_matches(is_space);
        let typed = offset > 12 && lexicon.genres.at_end(head).is_some();
        let behind = line[at + offset..].trim_start_matches(is_space);
        (typed && lexicon.openings.at_start(behind).is_some()).then_some(at + offset)
    });
    breaks.extend(end);
    breaks
}

/// The length of `附件` or `附件1` before a title: the year of `附件2019年…` is no number.
fn attachment_label(words: &str) -> Option<usize> {
    let skipped = words.len() - words.trim_start_matches(is_space).len();
    let rest = words[skipped..].strip_prefix(ATTACHMENT)?;
    let digits = rest.chars().take_while(|c| fold(*c).is_ascii_digit());
    let number: usize = digits.map(char::len_utf8).sum();
    let number = if rest[..number].chars().count() > 2 { 0 } else { number };
    (fold(rest[number..].chars().next()?) != ':').then(|| words.len() - rest.len() + number)
}

/// The length of a bracketed note at the start.
fn bracketed(words: &str) -> Option<usize> {
    let skipped = words.len() - words.trim_start_matches(is_space).len();
    let inside = &words[skipped..];
    (fold(inside.chars().next()?) == '(').then_some(())?;
    let close = inside.char_indices().take(60).find(|(_, c)| fold(*c) == ')')?;
    Some(skipped + close.0 + close.1.len_utf8())
}
