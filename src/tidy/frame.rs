//! Where a line must have begun in the frame of a flattened notice: around title, number and
//! recipients, around signature and date, before lists of 附件 and the roles of a roster.
//!
//! All places are bytes of the raw text, inside the line that is asked about.

use super::flat::head;
use super::head_list::label_before;
use super::noted::{dated_title, noted_number};
use crate::chars::{fold, is_han, is_space, signs};
use crate::lexicon::Lexicon;
use crate::lexicon::page::Genre;
use memchr::memmem::Finder;
use once_cell::sync::Lazy;

/// Opens a list of attachments and an attachment.
pub(super) const ATTACHMENT: &str = "附件";
static ATTACHMENTS: Lazy<Finder<'static>> = Lazy::new(|| Finder::new(ATTACHMENT));
static YEARS: Lazy<Finder<'static>> = Lazy::new(|| Finder::new("年"));
/// Bytes from the bracket of a number to 号, in full width.
pub(super) const NUMBER: usize = 42;
/// Bytes of the names of all organs that sign together.
const LONGEST_NAME: usize = 900;
/// Bytes from 年 to 日, in full width or in numerals.
const DATE: usize = 24;
/// Brackets of a line that can be those of the number.
pub(super) const NUMBERS: usize = 8;
/// Digits of the shortest number of a telephone.
const TELEPHONE: usize = 7;
/// Han before the bracket of a number among which its code and the end of a title stand.
const CODE: usize = 80;
/// What the title of a notice says.
pub(super) const ABOUT: &str = "关于";
/// Characters of a year, with spaces between its digits.
const YEAR: usize = 12;
/// Bytes in which the recipients end.
const RECIPIENTS: usize = 900;
/// Characters of a recipient that no table knows.
const ADDRESSEE: usize = 16;
/// Characters of the shortest text behind the recipients.
const SENTENCE: usize = 40;
/// Bytes of the longest title of a notice.
pub(super) const TITLE: usize = 480;

/// Behind the number and behind the recipients that open a text.
pub(super) fn opening_breaks(
    lexicon: &Lexicon,
    raw: &str,
    (start, end): (usize, usize),
) -> Vec<usize> {
    let line = &raw[start..end];
    let ends = number_end(line).into_iter().chain(recipients_end(lexicon, line));
    let glued = glued_number(lexicon, line).into_iter().flat_map(|(title, number)| [title, number]);
    let noted = noted_number(lexicon, line).into_iter().flatten();
    let dated = dated_title(lexicon, line).into_iter().flatten();
    let all = ends.chain(title_end(lexicon, line)).chain(glued).chain(noted).chain(dated);
    all.map(|at| start + at).collect()
}

/// True for a line with a title, recipients and at least a sentence behind them.
pub(super) fn holds_head(lexicon: &Lexicon, line: &str) -> bool {
    let titled = |head: &str| {
        let number = head.rfind('第').map(|at| head[..at].trim_end_matches(is_space));
        head.contains(ABOUT) || number.is_some_and(|title| lexicon.genres.at_end(title).is_some())
    };
    recipients_end(lexicon, line)
        .is_some_and(|end| titled(&line[..end]) && line[end..].chars().nth(SENTENCE).is_some())
}

/// Where a title ends straight before the recipients: `…的意见|各县人民政府,市直各部门:`.
pub(super) fn title_end(lexicon: &Lexicon, line: &str) -> Option<usize> {
    let head = &line[..recipients_end(lexicon, line)?];
    let about = head.find(ABOUT)?;
    let places = head[about..].char_indices().map(|(at, _)| about + at);
    { places }.find(|at| {
        let genre = lexicon.genres.at_end(&head[..*at]);
        matches!(genre, Some((word, Genre::Statutory)) if word.chars().nth(1).is_some())
            && names_first(lexicon, &head[*at..])
    })
}

/// Where title and number end that ran together: `…的复函|国办函〔2004〕20号|`. Nothing or the recipients
/// follow.
pub(super) fn glued_number(lexicon: &Lexicon, line: &str) -> Option<(usize, usize)> {
    let brackets = line.char_indices().filter(|(_, c)| opens_number(*c));
    { brackets }.take(NUMBERS).find_map(|(open, c)| {
        let code = line[..open].chars().rev().take(CODE).take_while(|c| is_han(*c));
        let code: usize = code.map(char::len_utf8).sum();
        let title = title_before_code(lexicon, &line[open - code..open])?;
        let behind = open + c.len_utf8();
        let end = behind + head(&line[behind..], NUMBER).find('号')? + '号'.len_utf8();
        let rest = line[end..].trim_start_matches(is_space);
        let opens = rest.is_empty() || lexicon.openings.at_start(rest).is_some();
        let follows = opens || recipients_end(lexicon, rest).is_some();
        follows.then_some((open - code + title, end))
    })
}

/// Where recipients end of whom no table knows the name, below the line of a title or a number: a few words
/// and a colon, with a sentence behind them.
pub(super) fn unknown_recipients(lexicon: &Lexicon, line: &str) -> Option<usize> {
    let mut near = line.char_indices().take(ADDRESSEE + 1);
    let start = line.len() - line.trim_start_matches(is_space).len();
    let (at, colon) = near.find(|(at, c)| *at >= start && !is_han(*c))?;
    let list = &line[start..at];
    let behind = &line[at + colon.len_utf8()..];
    let is_list = fold(colon) == ':' && list.chars().nth(1).is_some();
    let opens = lexicon.openings.at_start(list).is_some() || lexicon.opens_text(list);
    let is_label = lexicon.labels.get(list).is_some() || lexicon.furniture.starts(list);
    (is_list && !opens && !is_label && behind.contains('。')).then_some(at + colon.len_utf8())
}

/// A name opens the list: `各县(市、区)人民政府,…`.
pub(super) fn names_first(lexicon: &Lexicon, list: &str) -> bool {
    let list: String = list.chars().map(fold).filter(|c| !is_space(*c)).collect();
    let mut depth = 0;
    let end = list.char_indices().find(|(_, c)| {
        depth += i32::from(*c == '(') - i32::from(*c == ')');
        depth <= 0 && matches!(c, ',' | '、' | ';' | ':')
    });
    let first = &list[..end.map_or(list.len(), |(at, _)| at)];
    !first.is_empty() && lexicon.organisations.name_shape(first).is_name()
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
    for (open, c) in signs(line).filter(|(_, c)| opens_number(*c)) {
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
    codes.skip(1).find(|at| ends_title(lexicon, &words[..*at]))
}

/// `…的通知`, `关于…若干意见`.
pub(super) fn ends_title(lexicon: &Lexicon, head: &str) -> bool {
    let Some((word, genre)) = lexicon.genres.at_end(head) else { return false };
    let before = &head[..head.len() - word.len()];
    // …的复函 ends in 函.
    let of = before.trim_end_matches('复').ends_with('的');
    of || *genre == Genre::Statutory && word.chars().nth(1).is_some() && before.contains(ABOUT)
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
    start.filter(|start| words[*start..].contains(ABOUT))
}

/// Before the list of 附件 and before the attachment, whose title is that of the list.
pub(super) fn list_breaks(raw: &str, (start, end): (usize, usize)) -> Vec<usize> {
    let line = &raw[start..end];
    let mut breaks = Vec::new();
    let word = ATTACHMENT;
    for at in ATTACHMENTS.find_iter(line.as_bytes()) {
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
    let colons = signs(line).filter(|(_, c)| fold(*c) == ':').map(|(at, _)| at);
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
    for at in YEARS.find_iter(line.as_bytes()) {
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
pub(super) fn number_end(line: &str) -> Option<usize> {
    let (open, _) = line.char_indices().take(24).find(|(_, c)| opens_number(*c))?;
    let close = line[open..].find('号').filter(|len| *len <= 24)?;
    line[..open].chars().all(|c| is_han(c) || is_space(c)).then_some(open + close + '号'.len_utf8())
}

/// Behind the colon that ends the recipients. Colons of a clock and of labels stand before it in what a page
/// wrote around the title: `时间:2016-02-05 08:00`.
pub(super) fn recipients_end(lexicon: &Lexicon, line: &str) -> Option<usize> {
    let mut colons = line.char_indices().take_while(|(at, _)| *at < RECIPIENTS);
    while let Some((at, colon)) = colons.find(|(_, c)| matches!(fold(*c), ':' | '。')) {
        let list = &line[..at];
        if fold(colon) == '。' || lexicon.opens_text(list) {
            return None;
        }
        // `市政府办公室:关于…的通知`: a portal names the organ before the title.
        let is_issuer =
            line[at + colon.len_utf8()..].trim_start_matches(is_space).starts_with(ABOUT);
        if !is_issuer && ends_as_recipients(lexicon, list) {
            return Some(at + colon.len_utf8());
        }
    }
    None
}

/// What stands before the colon is no label, no clock and no report of what somebody says.
fn ends_as_recipients(lexicon: &Lexicon, list: &str) -> bool {
    let is_end = |c: char| is_space(c) || matches!(fold(c), ',' | '、' | ':' | ';');
    let last = list.trim_end_matches(is_space).rsplit(is_end).next().unwrap_or_default();
    let dense: String = last.chars().map(fold).collect();
    let is_label = label_before(lexicon, list).is_some() || lexicon.furniture.starts(&dense);
    let is_title = || lexicon.genres.at_end(&dense).is_some() && !dense.contains(ABOUT);
    !(dense.is_empty() || dense.ends_with(|c: char| c.is_ascii_digit()) || is_label || is_title())
}

/// A bracket before the year of a number, in any form.
pub(super) fn opens_number(c: char) -> bool {
    matches!(fold(c), '〔' | '[')
}

/// A whole date around 年: `2017年3月21日`.
pub(super) fn signed_date(line: &str, year: usize) -> Option<(usize, usize)> {
    let digits = |c: char| fold(c).is_ascii_digit() || c == ' ' || is_numeral(c);
    let before = &line[..year];
    let number = before.chars().rev().take(YEAR).take_while(|c| digits(*c));
    let from = before.len() - number.map(char::len_utf8).sum::<usize>();
    let from = from + before[from..].len() - before[from..].trim_start().len();
    let behind = year + '年'.len_utf8();
    let rest = head(&line[behind..], DATE);
    let (month, day) = (rest.find('月')?, rest.find('日')?);
    let plausible = from < year && month < day && day < DATE;
    let within = line[behind..behind + day].chars().all(|c| digits(c) || c == '月');
    (plausible && within).then_some((from, behind + day + '日'.len_utf8()))
}

/// Numerals of dates, and the circles that stand for zero.
fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '○' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// The name of an organ between the end of a sentence and a date.
pub(super) fn organ_before(lexicon: &Lexicon, line: &str, end: usize) -> Option<usize> {
    let head = line[..end].trim_end_matches(is_space);
    let from = head
        .char_indices()
        .rev()
        .take_while(|(at, _)| head.len() - at <= LONGEST_NAME)
        .find(|(_, c)| matches!(fold(*c), '。' | ')' | '〕' | '》' | '!'))
        .map_or(0, |(at, c)| at + c.len_utf8());
    let near = head.len() - from <= LONGEST_NAME;
    let name = head[from..].trim_start_matches(is_space);
    let plain = name.chars().count() >= 3 && name.chars().all(|c| is_han(c) || is_space(c));
    // 人 民 银 行: a typesetter spread short names.
    let dense: String = name.chars().filter(|c| !is_space(*c)).collect();
    let named = name
        .split(is_space)
        .filter(|piece| !piece.is_empty())
        .all(|piece| lexicon.is_organs(piece))
        || lexicon.is_organs(&dense)
        || is_signer(lexicon, &dense);
    let whole = (plain && near && named).then_some(name);
    let behind = || organ_behind_list(lexicon, name).or_else(|| organ_behind_number(lexicon, name));
    let name = whole.or_else(|| behind().filter(|_| near))?;
    Some(head.len() - name.len())
}

/// The organ behind the number of a telephone: `联系电话:12345678|某某县教育局`.
fn organ_behind_number<'n>(lexicon: &Lexicon, name: &'n str) -> Option<&'n str> {
    let at = name.rfind(|c: char| fold(c).is_ascii_digit())?;
    let number = name[..at].chars().rev().take_while(|c| fold(*c).is_ascii_digit());
    let long = number.count() + 1 >= TELEPHONE;
    let organ = name[at..].trim_start_matches(|c: char| fold(c).is_ascii_digit());
    let organ = organ.trim_start_matches(is_space);
    (long && organ.chars().all(is_han) && lexicon.is_organs(organ)).then_some(organ)
}

/// The organ that the title of an attachment ran into: `附件:组成人员名单|望溪县人民政府办公室`.
fn organ_behind_list<'n>(lexicon: &Lexicon, name: &'n str) -> Option<&'n str> {
    let list = name.rfind(ATTACHMENT)?;
    let titled = |title: &str| {
        let title = title.trim_end_matches(is_space);
        lexicon.genres.at_end(title).is_some()
            || lexicon.phrases.list_title.at_end(title).is_some()
            || lexicon.phrases.attached.at_end(title).is_some()
    };
    let places = name.char_indices().map(|(at, _)| at).filter(|at| *at > list + ATTACHMENT.len());
    let pieces = places.map(|at| name.split_at(at)).filter(|(title, _)| titled(title));
    let plain =
        |organ: &&str| organ.starts_with(is_han) && organ.chars().all(|c| is_han(c) || is_space(c));
    let mut organs = pieces.map(|(_, organ)| organ).filter(plain);
    // The title is the longest: `任务分工及进度安排表|柏川县人民政府`.
    let each = |organs: &str| {
        let mut names = organs.split(is_space).filter(|name| !name.is_empty());
        names.all(|name| lexicon.is_organs(name))
    };
    organs.rfind(|organ| each(organ))
}

/// 县长林一航: who signs an order, spaces removed.
fn is_signer(lexicon: &Lexicon, dense: &str) -> bool {
    let post = lexicon.phrases.signer.at_start(dense);
    post.is_some_and(|(post, ())| (2..=4).contains(&dense[post.len()..].chars().count()))
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
pub(super) fn bracketed(words: &str) -> Option<usize> {
    let skipped = words.len() - words.trim_start_matches(is_space).len();
    let inside = &words[skipped..];
    (fold(inside.chars().next()?) == '(').then_some(())?;
    let close = inside.char_indices().take(60).find(|(_, c)| fold(*c) == ')')?;
    Some(skipped + close.0 + close.1.len_utf8())
}
