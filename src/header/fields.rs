//! Label–value pairs of a page header: `索 引 号: 1234/2025-1 公开日期: 2025年04月14日`.

use super::Frame;
use crate::lexicon::labels::FieldName;
use crate::model::SegmentKind;
use crate::span::TextRange;

/// A header stands among the first lines, or among the last.
const HEAD_LINES: usize = 40;
/// Code points of the longest label with its inner spaces.
const LONGEST_LABEL: usize = 14;

/// A label with its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawField {
    /// The label as it stands, inner spaces included.
    pub(super) label: TextRange,
    /// The value; empty where the header leaves it open.
    pub(super) value: TextRange,
    /// What the label means.
    pub(super) name: FieldName,
}

impl RawField {
    pub(super) fn range(&self) -> TextRange {
        self.label.cover(self.value)
    }
}

/// Reads the fields and marks their lines.
pub(super) fn read(frame: &mut Frame) -> Vec<RawField> {
    let mut fields = Vec::new();
    for line in 0..frame.len().min(HEAD_LINES) {
        if !frame.is_free(line) {
            continue;
        }
        let found = line_fields(frame, line);
        if is_header(frame, line, &found) {
            frame.mark(line, SegmentKind::Header);
            fields.extend(found);
        }
    }
    fields
}

/// A line of the header begins with a label. Weak labels count only beside others.
fn is_header(frame: &Frame, line: usize, found: &[RawField]) -> bool {
    let Some(first) = found.first() else { return false };
    let strong = |field: &RawField| field.name != FieldName::PublisherWeak;
    first.label.start <= frame.range(line).start + 3 && found.iter().any(strong)
}

fn line_fields(frame: &Frame, line: usize) -> Vec<RawField> {
    let range = frame.range(line);
    let words = range.of(&frame.tidy.text);
    let mut labels: Vec<(usize, usize, usize, FieldName)> = Vec::new();
    for (colon, _) in words.match_indices(':') {
        let from = labels.last().map_or(0, |(.., after, _)| *after);
        if let Some((start, name)) = label_before(frame, words, from, colon) {
            labels.push((start, colon, colon + 1, name));
        }
    }
    bracketed_labels(frame, words, &mut labels);
    let ends = labels.iter().skip(1).map(|(start, ..)| *start).chain([words.len()]);
    let text = &frame.tidy.text;
    let field = |((start, colon, after, name), end): (&(usize, usize, usize, FieldName), usize)| {
        let label = range.within(*start, colon - start).trim(text);
        let value = &words[*after..end.max(*after)];
        let value = value.trim_end_matches(['[', '【', ' ']);
        let value = range.within(*after, value.len()).trim(text);
        let open = matches!(value.of(text).chars().next(), None | Some('-' | '〔'));
        let value = if open { range.within(*after, 0) } else { value };
        RawField { label, value, name: *name }
    };
    labels.iter().zip(ends).map(field).collect()
}

/// `[主题分类] 综合政务`: a known label in brackets needs no colon.
fn bracketed_labels(
    frame: &Frame,
    words: &str,
    labels: &mut Vec<(usize, usize, usize, FieldName)>,
) {
    for (open, bracket) in words.char_indices().filter(|(_, c)| matches!(c, '[' | '【')) {
        let inside = open + bracket.len_utf8();
        let Some(close) = words[inside..].find([']', '】']).filter(|len| *len <= 30) else {
            continue;
        };
        let label = super::dense(&words[inside..inside + close]);
        let end = inside + close;
        let known = labels.iter().any(|(_, colon, ..)| (open..end + 4).contains(colon));
        if let Some(name) = frame.lexicon.labels.get(&label).filter(|_| !known) {
            let after = end + words[end..].chars().next().map_or(0, char::len_utf8);
            labels.push((inside, end, after, *name));
        }
    }
    labels.sort_unstable_by_key(|label| label.0);
}

/// The label that ends at the colon: the longest known one, its spaces ignored, that stands at the
/// start of the line or behind a space or a bracket.
fn label_before(
    frame: &Frame,
    words: &str,
    from: usize,
    colon: usize,
) -> Option<(usize, FieldName)> {
    let mut label = String::new();
    let mut best = None;
    for (at, c) in words[from..colon].char_indices().rev().take(LONGEST_LABEL) {
        if c != ' ' && c != ']' && c != '】' {
            label.insert(0, c);
        }
        let at = from + at;
        let before = words[..at].chars().next_back();
        let opens =
            before.is_none_or(|c| matches!(c, ' ' | '[' | '【' | ':') || c.is_ascii_digit());
        if c != ' '
            && opens
            && let Some(name) = frame.lexicon.labels.get(&label)
        {
            best = Some((at, *name));
        }
    }
    best
}
