//! Where in a text front matter, tables and prose stand. Tables are found by their own signs, so that
//! those that a standard refuses are read too.

use super::{front, pipes};
use std::ops::Range;

/// What a stretch of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    /// Names and values between two lines of dashes.
    Front,
    /// A table in HTML.
    Page,
    /// A table of bars.
    Pipes,
    /// A line that opens or closes code: what stands inside is read like everything else.
    Fence,
    /// Everything else.
    Prose,
}

/// The stretches of a text, in order.
pub(super) fn stretches(text: &str) -> Vec<(Stretch, Range<usize>)> {
    let mut found = Vec::new();
    let mut last = front::end(text).unwrap_or(0);
    if last > 0 {
        found.push((Stretch::Front, 0..last));
    }
    for table in tables(text) {
        if table.start >= last {
            by_lines(text, last..table.start, &mut found);
            last = table.end;
            found.push((Stretch::Page, table));
        }
    }
    by_lines(text, last..text.len(), &mut found);
    found
}

/// A stretch of a text by its lines.
fn by_lines(text: &str, range: Range<usize>, found: &mut Vec<(Stretch, Range<usize>)>) {
    let lines = lines(text, range);
    let (mut at, mut prose) = (0, None);
    while let Some(line) = lines.get(at) {
        let (kind, len) = match pipes::rows(text, &lines[at..]) {
            0 if is_fence(&text[line.clone()]) => (Stretch::Fence, 1),
            0 => (Stretch::Prose, 1),
            rows => (Stretch::Pipes, rows),
        };
        let stretch = line.start..lines[at + len - 1].end;
        at += len;
        match prose.take() {
            Some(open) if kind != Stretch::Prose => {
                found.extend([(Stretch::Prose, open), (kind, stretch)]);
            }
            Some(open) => prose = Some(open.start..stretch.end),
            None if kind == Stretch::Prose => prose = Some(stretch),
            None => found.push((kind, stretch)),
        }
    }
    found.extend(prose.map(|prose| (Stretch::Prose, prose)));
}

/// The lines of a stretch with their ends.
pub(super) fn lines(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut start = range.start;
    let mut found = Vec::new();
    for line in text[range].split_inclusive('\n') {
        found.push(start..start + line.len());
        start += line.len();
    }
    found
}

/// ` ``` `, `~~~ markdown`.
fn is_fence(line: &str) -> bool {
    let line = line.trim();
    let fence = |sign: char| line.starts_with(&[sign; 3][..].iter().collect::<String>());
    let is_info = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_' | '{' | '}');
    (fence('`') && line.trim_start_matches('`').chars().all(is_info))
        || (fence('~') && line.trim_start_matches('~').chars().all(is_info))
}

/// The tables in HTML that stand in no other, from their first tag to their last.
pub(super) fn tables(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let (mut open, mut found) = (Vec::new(), Vec::<Range<usize>>::new());
    let mut row = 0;
    let end_of = |at: usize| match memchr::memchr2(b'<', b'>', &bytes[at + 1..]) {
        Some(len) => at + 1 + len + usize::from(bytes[at + 1 + len] == b'>'),
        None => bytes.len(),
    };
    for at in memchr::memchr_iter(b'<', bytes) {
        let tag = &bytes[at + 1..];
        if is_tag(tag, b"table") {
            open.push(at);
        } else if is_tag(tag, b"/table")
            && let Some(start) = open.pop()
        {
            while found.pop_if(|inside| inside.start > start).is_some() {}
            found.push(start..end_of(at));
        } else if is_tag(tag, b"/tr") {
            row = end_of(at);
        }
    }
    // A table that was cut off goes up to its last row.
    let last = found.last().map_or(0, |table| table.end);
    let cut = open.into_iter().find(|start| *start >= last && *start < row);
    found.extend(cut.map(|start| start..row));
    found
}

/// True where that name stands and ends.
pub(super) fn is_tag(bytes: &[u8], name: &[u8]) -> bool {
    let is_named = bytes.get(..name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name));
    is_named && bytes.get(name.len()).is_some_and(|c| c.is_ascii_whitespace() || *c == b'>')
}
