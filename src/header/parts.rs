//! Where the cover ends and what it issues or attaches begins.

use super::signature::Cover;
use super::title::Title;
use super::{Frame, attachment, width};
use crate::marker;
use crate::model::{PartKind, SegmentKind};
use crate::span::TextRange;
use std::ops::Range;

/// Lines that the title of an issued document may be broken into.
const TITLE_LINES: usize = 6;
/// Code points of the longest line of such a title.
const LONGEST_LINE: usize = 60;

/// Code points of the longest role in a group.
const ROLE: usize = 8;

/// A part by its lines.
#[derive(Clone, Debug)]
pub struct RawPart {
    /// What it is.
    pub kind: PartKind,
    /// Its own title, from the first to the last word.
    pub title: Option<TextRange>,
    /// All its lines.
    pub lines: Range<usize>,
    /// The first line of its text.
    pub body: usize,
}

/// Divides the lines of a notice from `first` on into parts, without a gap.
pub(super) fn divide(
    frame: &mut Frame,
    title: Option<&Title>,
    cover: &Cover,
    first: usize,
) -> Vec<RawPart> {
    let mut starts = vec![cover_part(title, cover, first)];
    let issued = cover.end.and_then(|end| issued_document(frame, title, cover, end));
    let after = issued.as_ref().map_or(cover.body, |part| part.body);
    let found = issued.is_some();
    starts.extend(issued);
    starts.extend(attachment::heads(frame, after));
    if found {
        starts.extend(further_documents(frame, title, after));
        starts.sort_by_key(|part| part.lines.start);
    }
    let ends: Vec<usize> =
        starts.iter().skip(1).map(|part| part.lines.start).chain([frame.len()]).collect();
    for (part, end) in starts.iter_mut().zip(ends) {
        part.lines.end = end;
        part.body = part.body.min(end);
    }
    starts
}

fn cover_part(title: Option<&Title>, cover: &Cover, first: usize) -> RawPart {
    RawPart {
        kind: PartKind::Notice,
        title: title.map(|title| title.range),
        lines: first..first,
        body: cover.body,
    }
}

/// What follows the signature: notes, then the title of the document that the cover issues.
fn issued_document(
    frame: &mut Frame,
    title: Option<&Title>,
    cover: &Cover,
    end: usize,
) -> Option<RawPart> {
    let issues = cover.issues
        || title.is_some_and(|title| frame.lexicon.phrases.issuing.find(&title.words).is_some());
    let mut line = end + 1;
    while line < frame.len() && (!frame.is_free(line) || note(frame, line)) {
        line += 1;
    }
    let start = frame.next(line)?;
    if attachment::is_head(frame, start) || !issues {
        return None;
    }
    let (title, body) = title_lines(frame, start);
    if title.is_none() && opens_text(frame, start) {
        let kind = PartKind::IssuedDocument;
        return Some(RawPart { kind, title: None, lines: start..start, body: start });
    }
    let title = title.or_else(|| lone_title(frame, start))?;
    let body = if body == start { start + 1 } else { body };
    Some(RawPart { kind: PartKind::IssuedDocument, title: Some(title), lines: start..start, body })
}

/// `为贯彻…,制定本方案:`: what the cover issues has lost its title.
fn opens_text(frame: &Frame, line: usize) -> bool {
    let words = &frame.dense[line];
    words.ends_with([':', '。']) && frame.lexicon.openings.at_start(words).is_some()
}

/// The other documents that the title of the cover names: `印发《甲》和《乙》的通知`.
fn further_documents(frame: &mut Frame, title: Option<&Title>, from: usize) -> Vec<RawPart> {
    let words = title.map(|title| title.words.clone()).unwrap_or_default();
    let names: Vec<&str> =
        words.split('《').skip(1).filter_map(|name| name.split('》').next()).collect();
    let mut parts = Vec::new();
    if names.len() < 2 {
        return parts;
    }
    let mut line = from;
    while line < frame.len() {
        let lines = names.iter().find_map(|name| lines_of(frame, line, name));
        let Some(lines) = lines else {
            line += 1;
            continue;
        };
        let range = frame.range(line).cover(frame.range(line + lines - 1));
        (line..line + lines).for_each(|line| frame.mark(line, SegmentKind::Title));
        let body = line + lines;
        let kind = PartKind::IssuedDocument;
        parts.push(RawPart { kind, title: Some(range), lines: line..line, body });
        line = body;
    }
    parts
}

/// How many lines from this one on are the name and nothing else.
fn lines_of(frame: &Frame, line: usize, name: &str) -> Option<usize> {
    let mut rest = name;
    for count in 1..=TITLE_LINES {
        let at = line + count - 1;
        let words = frame.dense.get(at).filter(|words| frame.is_free(at) && !words.is_empty())?;
        rest = rest.strip_prefix(words.as_str())?;
        if rest.is_empty() {
            return Some(count);
        }
    }
    None
}

/// The first line where it is as long as a paragraph but still no sentence.
fn lone_title(frame: &mut Frame, line: usize) -> Option<TextRange> {
    let words = &frame.dense[line];
    let fits = frame.tidy.lines[line].row.is_none()
        && width(words) <= 100
        && !words.contains(['。', ';'])
        && !words.ends_with(':')
        && !(words.starts_with('【') && words.ends_with('】'))
        && marker::at_start(words).is_none();
    fits.then(|| {
        frame.mark(line, SegmentKind::Title);
        frame.range(line)
    })
}

/// Marks 附注, 抄送 and the like; true where the line is one.
fn note(frame: &mut Frame, line: usize) -> bool {
    let words = &frame.dense[line];
    let bracketed = words.starts_with('(') && words.ends_with(')');
    let known = frame.lexicon.phrases.note.find(words).is_some();
    let opens = frame.lexicon.phrases.note.at_start(words).is_some();
    let is_note = width(words) <= 120 && (bracketed && width(words) > 3 || known && opens);
    if is_note {
        frame.mark(line, SegmentKind::Note);
    }
    is_note
}

/// Short lines without the end of a sentence, up to the first line of text. Marks them.
pub(super) fn title_lines(frame: &mut Frame, start: usize) -> (Option<TextRange>, usize) {
    let mut title: Option<TextRange> = None;
    let mut line = start;
    while line < frame.len() && line < start + TITLE_LINES {
        if frame.is_aside(line) {
            line += 1;
            continue;
        }
        if !is_title_line(frame, line) {
            break;
        }
        let range = frame.range(line);
        title = Some(title.map_or(range, |title| title.cover(range)));
        frame.mark(line, SegmentKind::Title);
        line += 1;
    }
    (title, line)
}

pub(super) fn is_title_line(frame: &Frame, line: usize) -> bool {
    let words = &frame.dense[line];
    let short =
        width(words) <= LONGEST_LINE && frame.tidy.lines[line].physical == 1 || width(words) <= 30;
    frame.is_free(line)
        && frame.tidy.lines[line].row.is_none()
        && short
        && !words.contains(['。', ';', ':'])
        && !words.ends_with(',')
        && !(words.starts_with('【') && words.ends_with('】'))
        && marker::at_start(words).is_none()
        && !opens_section(frame, line)
        && !opens_roster(frame, line)
}

/// `组 长 林一航 县长`: a role, spaces inside, and who has it.
fn opens_roster(frame: &Frame, line: usize) -> bool {
    let roles = &frame.lexicon.group_words.roles;
    let mut role = String::new();
    let mut words = frame.words(line).split_whitespace().peekable();
    while let Some(word) = words.next().filter(|_| width(&role) < ROLE) {
        role.push_str(word);
        if roles.get(&role).is_some() && words.peek().is_some() {
            return true;
        }
    }
    false
}

/// `1 总则` above `1.1 编制目的`.
fn opens_section(frame: &Frame, line: usize) -> bool {
    let next = frame.next(line + 1).map(|next| frame.words(next)).unwrap_or_default();
    marker::bare(frame.words(line)).is_some_and(|marker| marker::heads_dotted(&marker, next))
}
