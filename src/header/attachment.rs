//! 附件: the list below the text, and the attachments themselves.

use super::parts::{RawPart, title_lines};
use super::{Frame, width};
use crate::chars::is_han;
use crate::marker::{self, Marker};
use crate::model::{PartKind, SegmentKind};
use crate::span::TextRange;

/// Code points of the longest list on one line.
const LIST: usize = 600;
/// Code points of the longest head `附件2:某某清单`.
const LONGEST: usize = 70;
/// Code points of the shortest title straight behind the number.
const SHORTEST: usize = 5;

/// The heads of attachments from `from` on, and of lists of members that follow the text.
pub(super) fn heads(frame: &mut Frame, from: usize) -> Vec<RawPart> {
    let mut parts = Vec::new();
    let mut line = from;
    while line < frame.len() {
        let part = if is_head(frame, line) {
            attachment(frame, line)
        } else {
            list_of_members(frame, line)
        };
        line = part.as_ref().map_or(line + 1, |part| part.body.max(line + 1));
        parts.extend(part);
    }
    parts
}

/// A line that opens an attachment: `附件`, `附件1`, `附件2:某某清单` with text behind it.
pub(super) fn is_head(frame: &Frame, line: usize) -> bool {
    if !frame.is_free(line) || width(&frame.dense[line]) > LONGEST {
        return false;
    }
    let Some(rest) = label(&frame.dense[line]).or_else(|| glued_label(&frame.dense[line])) else {
        return false;
    };
    if rest.is_empty() && lists_next(frame, line) {
        return false;
    }
    let has_text = (line + 1..frame.len())
        .any(|next| frame.is_free(next) && !is_list_item(&frame.dense[next]));
    has_text
        && (rest.is_empty()
            || !rest.starts_with(|c: char| c.is_ascii_digit()) && !is_list(frame, line))
}

/// `附件`, `附件1` and nothing else: where an attachment lies in a file of its own, its title stands
/// below.
pub(super) fn is_bare_label(words: &str) -> bool {
    label(words).is_some_and(str::is_empty)
}

/// `附件:` alone, the title on the next line, and below it the attachment with that title.
fn lists_next(frame: &Frame, line: usize) -> bool {
    let words = |line: usize| frame.dense.get(line).map(String::as_str).unwrap_or_default();
    let head = words(line + 2);
    let titled = label(head).is_some_and(str::is_empty) && !head.ends_with(':');
    let listed = || {
        frame.tidy.lines[line + 1].unfolded
            && is_first_item(words(line + 1))
            && is_list(frame, line)
    };
    words(line).ends_with(':') && frame.is_free(line + 1) && (titled || listed())
}

/// `1.甲表2.乙表`, cut off behind `附件:` where line breaks were lost.
fn is_first_item(words: &str) -> bool {
    is_list_item(words) && marker::at_start(words).is_some_and(|marker| marker.ordinal == 1)
}

/// What stands behind `附件`, its number and its colon.
fn label(words: &str) -> Option<&str> {
    let rest = behind_number(words.strip_prefix("附件")?);
    match rest.chars().next() {
        None => Some(rest),
        Some(':' | '.' | '、') => Some(rest.trim_start_matches([':', '.', '、'])),
        Some(_) => None,
    }
}

/// The title that stands straight behind `附件1`, and is no sentence.
fn glued_label(words: &str) -> Option<&str> {
    let rest = words.strip_prefix("附件")?;
    let title = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (1..=2).contains(&(rest.len() - title.len()));
    let plain = !title.contains(['。', ',', ';', ':', '、', '年']) || title.ends_with(')');
    (numbered && plain && width(title) >= SHORTEST && title.starts_with(is_han)).then_some(title)
}

/// What stands behind the number of an attachment.
pub(crate) fn behind_number(words: &str) -> &str {
    words.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十-".contains(c))
}

/// The list of 附件 names what follows elsewhere: a signature or nothing comes behind it.
fn is_list(frame: &Frame, line: usize) -> bool {
    let next = (line + 1..frame.len())
        .find(|next| !frame.is_aside(*next) && !is_list_item(&frame.dense[*next]));
    next.is_none_or(|next| {
        let kind = frame.kinds[next];
        let signed =
            matches!(kind, Some(SegmentKind::Signature | SegmentKind::Date | SegmentKind::Note));
        signed || label(&frame.dense[next]).or_else(|| glued_label(&frame.dense[next])).is_some()
    })
}

fn is_list_item(words: &str) -> bool {
    marker::at_start(words).is_some_and(|m| m.style == marker::Style::Digit)
        && !words.contains('。')
}

fn attachment(frame: &mut Frame, line: usize) -> Option<RawPart> {
    frame.mark(line, SegmentKind::Title);
    let inline = inline_title(frame, line);
    let (below, body) = title_lines(frame, line + 1);
    let title = match (inline, below) {
        (Some(inline), Some(below)) => Some(inline.cover(below)),
        (inline, below) => inline.or(below),
    };
    Some(RawPart { kind: PartKind::Attachment, title, lines: line..line, body })
}

fn inline_title(frame: &Frame, line: usize) -> Option<TextRange> {
    let range = frame.range(line);
    let words = range.of(&frame.tidy.text);
    let glued = glued_label(words).map(|title| words.len() - title.len());
    let after = glued.or_else(|| behind_sign(words))?;
    let title = range.within(after, words.len() - after).trim(&frame.tidy.text);
    (!title.is_empty()).then_some(title)
}

/// The byte behind the sign that ends `附件1:`, `附件1.` or `附件1、`.
fn behind_sign(words: &str) -> Option<usize> {
    let sign = words.find([':', '.', '、'])?;
    Some(sign + words[sign..].chars().next().map_or(0, char::len_utf8))
}

/// `某某工作领导小组⏎组成人员名单` without the word 附件.
fn list_of_members(frame: &mut Frame, line: usize) -> Option<RawPart> {
    let words = &frame.dense[line];
    let list_title = frame.lexicon.phrases.list_title.at_end(words).is_some();
    if !list_title || !is_bare(frame, line) || line + 1 >= frame.len() {
        return None;
    }
    let first =
        (0..line).rev().take(3).take_while(|above| is_bare(frame, *above)).last().unwrap_or(line);
    let (title, body) = title_lines(frame, first);
    Some(RawPart {
        kind: PartKind::Attachment,
        title,
        lines: first..first,
        body: body.max(line + 1),
    })
}

/// A short line of a heading: no punctuation, no marker.
fn is_bare(frame: &Frame, line: usize) -> bool {
    let words = &frame.dense[line];
    frame.is_free(line)
        && width(words) <= 45
        && !words.contains(['。', ',', ':', ';', '、'])
        && marker::at_start(words).is_none()
}

/// Reads the list of 附件 from a line on and marks its lines: the titles named.
pub(super) fn list(frame: &mut Frame, from: usize) -> Vec<TextRange> {
    let mut titles = Vec::new();
    let mut open = false;
    for line in from..frame.len() {
        if frame.is_aside(line) {
            continue;
        }
        let words = frame.words(line);
        let item = open && is_list_item(&frame.dense[line]);
        let opens = frame.is_free(line)
            && width(words) <= LIST
            && label(&frame.dense[line])
                .is_some_and(|rest| !rest.is_empty() || lists_next(frame, line));
        if open && !opens && !item && continues_item(frame, line) {
            if let Some(title) = titles.last_mut() {
                let title: &mut TextRange = title;
                *title = title.cover(frame.range(line));
            }
            frame.mark(line, SegmentKind::AttachmentList);
            continue;
        }
        open = opens || item;
        if !open || !frame.is_free(line) {
            continue;
        }
        let range = frame.range(line);
        let skipped = if opens { behind_sign(words).unwrap_or(0) } else { 0 };
        frame.mark(line, SegmentKind::AttachmentList);
        let found = items(&frame.tidy.text, range.within(skipped, words.len() - skipped));
        let below = line + 1 < frame.len() && frame.is_free(line + 1);
        if found.is_empty() && opens && below {
            frame.mark(line + 1, SegmentKind::AttachmentList);
            titles.extend(items(&frame.tidy.text, frame.range(line + 1)));
        } else {
            titles.extend(found);
        }
    }
    titles.retain(|title| !title.is_empty());
    titles
}

/// A short line without a marker that is no signature and no sentence: the rest of an item. Below a
/// blank line only where the next item shows that the list goes on.
fn continues_item(frame: &Frame, line: usize) -> bool {
    let words = &frame.dense[line];
    let goes_on = frame.is_free(line + 1) && is_list_item(&frame.dense[line + 1]);
    frame.is_free(line)
        && width(words) <= 40
        && (frame.tidy.lines[line].gap == 0 || goes_on)
        && marker::at_start(words).is_none()
        && !words.contains(['。', ':', ';', ','])
        && !super::organ::is_organ(frame.lexicon, words)
        && label(words).is_none()
        && glued_label(words).is_none()
        && line + 1 < frame.len()
}

/// The titles on a line: one, or those of items that follow each other, `1.甲表2.乙表`.
fn items(text: &str, range: TextRange) -> Vec<TextRange> {
    let range = range.trim(text);
    let words = range.of(text);
    let mut items = Vec::new();
    let mut open = marker::at_start(words);
    let mut start = open.as_ref().map_or(0, |marker| marker.len);
    while let Some((at, next)) = open.and_then(|marker| next_item(words, start, &marker)) {
        items.push(item_title(text, range.within(start, at - start)));
        (start, open) = (at + next.len, Some(next));
    }
    items.push(item_title(text, range.within(start, words.len() - start)));
    items.retain(|item| !item.is_empty());
    items
}

/// Where the next number of the list stands, no piece of a longer number.
fn next_item(words: &str, from: usize, last: &Marker) -> Option<(usize, Marker)> {
    if last.style != marker::Style::Digit {
        return None;
    }
    let number = (last.ordinal + 1).to_string();
    words[from..].match_indices(number.as_str()).find_map(|(at, _)| {
        let at = from + at;
        let apart = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '第' | '—' | '-');
        let apart = words[..at].chars().next_back().is_some_and(apart);
        let next = marker::at_start(&words[at..]).filter(|_| apart)?;
        (next.style == last.style && next.ordinal == last.ordinal + 1).then_some((at, next))
    })
}

/// Without the sign that parts it from the next.
fn item_title(text: &str, range: TextRange) -> TextRange {
    let words = range.of(text);
    range.within(0, words.trim_end_matches([' ', ';', '、', ',']).len()).trim(text)
}
