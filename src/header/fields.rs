//! Label–value pairs of a page header: `索 引 号: 1234/2025-1 公开日期: 2025年04月14日`.

use super::{Frame, alone, dense};
use crate::chars::signs;
use crate::lexicon::page::FieldName;
use crate::model::SegmentKind;
use crate::span::TextRange;
use crate::tidy::Place;

/// A header stands among the first lines, or among the last.
pub(super) const HEAD_LINES: usize = 40;
/// Code points of the longest label with its inner spaces.
const LONGEST_LABEL: usize = 14;
/// Bytes of the longest label in brackets.
const LONGEST_BRACKET: usize = 30;

/// A label with its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct RawField {
    /// The label as it stands, inner spaces included.
    pub(super) label: TextRange,
    /// The value; empty where the header leaves it open.
    pub(super) value: TextRange,
    /// What the label means.
    pub(super) name: FieldName,
    /// Who says it.
    pub(super) witness: Witness,
}

/// Who states a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Witness {
    /// The page that people see.
    Page,
    /// The file about itself.
    File,
}

impl RawField {
    pub(super) fn of_page(label: TextRange, value: TextRange, name: FieldName) -> Self {
        Self { label, value, name, witness: Witness::Page }
    }

    pub(super) fn range(&self) -> TextRange {
        self.label.cover(self.value)
    }
}

/// Reads the fields and marks their lines. What the file says about itself comes last: the page
/// that people see is the better witness.
pub(super) fn read(frame: &mut Frame) -> Vec<RawField> {
    let mut fields = Vec::new();
    let facts = facts(frame);
    for line in 0..frame.head(HEAD_LINES) {
        if !frame.is_free(line) {
            continue;
        }
        let mut found = match is_row(frame, line) {
            true => row_fields(frame, line),
            false => line_fields(frame, line),
        };
        if follows_header(frame, line) {
            let unknown = match found.is_empty() {
                true => unknown_bracketed(frame, line),
                false => unknown_before(frame, line, found[0].label),
            };
            found.splice(0..0, unknown);
        }
        if is_header(frame, line, &found) {
            frame.mark(line, SegmentKind::Header);
            fields.extend(found);
        }
    }
    alone::values_below(frame, &mut fields);
    fields.extend(alone::unknown_between(frame));
    fields.extend(alone::labels(frame));
    fields.extend(facts);
    fields
}

/// The line above is one of the page header.
pub(super) fn follows_header(frame: &Frame, line: usize) -> bool {
    let above = line.checked_sub(1).filter(|above| *above >= frame.facts);
    above.is_some_and(|above| frame.kinds[above] == Some(SegmentKind::Header))
}

/// `公开科室:办公室 有效性:有效` below another line of the header: a label that no table knows before one
/// that it does.
fn unknown_before(frame: &Frame, line: usize, known: TextRange) -> Option<RawField> {
    let range = frame.range(line);
    let before = TextRange::new(range.start, known.start).trim(&frame.tidy.text);
    let (label, value) = before.of(&frame.tidy.text).split_once(':')?;
    let value_at = label.len() + 1;
    let value = before.within(value_at, value.len()).trim(&frame.tidy.text);
    let label = before.within(0, label.len()).trim(&frame.tidy.text);
    could_be_label(frame, label).then(|| RawField::of_page(label, value, FieldName::Other))
}

/// `[文件来源] 政府公报` below other labels in brackets: a label that no table knows.
fn unknown_bracketed(frame: &Frame, line: usize) -> Option<RawField> {
    let range = frame.range(line);
    let words = range.of(&frame.tidy.text);
    let inside = words.strip_prefix(['[', '【'])?;
    let close = inside.find([']', '】']).filter(|len| (6..=30).contains(len))?;
    let open = words.len() - inside.len();
    let bracket = inside[close..].chars().next().map_or(0, char::len_utf8);
    let after = open + close + bracket;
    let value = range.within(after, words.len() - after).trim(&frame.tidy.text);
    Some(RawField::of_page(range.within(open, close), value, FieldName::Other))
}

/// `ArticleTitle: 关于…的通知`: what the file says about itself.
fn facts(frame: &mut Frame) -> Vec<RawField> {
    let mut facts = Vec::new();
    for line in 0..frame.len() {
        if frame.tidy.lines[line].place != Place::Fact {
            continue;
        }
        frame.mark(line, SegmentKind::Header);
        let range = frame.range(line);
        let words = range.of(&frame.tidy.text);
        let Some((label, _)) = words.split_once(':') else { continue };
        let name = frame.lexicon.facts.get(&label.to_ascii_lowercase());
        let after = label.len() + 1;
        facts.push(RawField {
            label: range.within(0, label.len()),
            value: range.within(after, words.len() - after).trim(&frame.tidy.text),
            name: name.copied().unwrap_or(FieldName::Other),
            witness: Witness::File,
        });
    }
    facts
}

/// True for a row of a table with its cells.
pub(super) fn is_row(frame: &Frame, line: usize) -> bool {
    frame.tidy.lines[line].row.is_some() && frame.words(line).contains('\t')
}

/// `索引号⇥1234/2025-1⇥发布机构⇥市政府`: cells with labels before cells with values. Where one label of a row
/// is known, the others in its places are labels too.
fn row_fields(frame: &Frame, line: usize) -> Vec<RawField> {
    let cells = cells(frame, line);
    let known = |cell: &TextRange| label_of(frame, *cell);
    let Some(first) = cells.iter().position(|cell| known(cell).is_some()) else {
        return line_fields(frame, line);
    };
    let mut fields = Vec::new();
    let mut at = first;
    while at < cells.len() {
        let label = without_colon(frame, cells[at]);
        let value = cells.get(at + 1).filter(|value| known(value).is_none());
        let name =
            known(&label).or_else(|| could_be_label(frame, label).then_some(FieldName::Other));
        match name {
            Some(name) => {
                let open = TextRange::new(label.end, label.end);
                let value = value.copied();
                fields.push(RawField::of_page(label, value.unwrap_or(open), name));
                at += 1 + usize::from(value.is_some());
            }
            None => at += 1,
        }
    }
    fields
}

/// The cells of a row that hold something, and those behind a label that do not.
fn cells(frame: &Frame, line: usize) -> Vec<TextRange> {
    let range = frame.range(line);
    let mut at = 0;
    let mut cells: Vec<TextRange> = Vec::new();
    for cell in range.of(&frame.tidy.text).split('\t') {
        let place = range.within(at, cell.len()).trim(&frame.tidy.text);
        at += cell.len() + 1;
        // The columns that a cell covers are empty; so is the value of a label that is left open.
        let behind_label = cells.last().is_some_and(|last| label_of(frame, *last).is_some());
        if !place.is_empty() || behind_label {
            cells.push(place);
        }
    }
    cells
}

/// What a cell means as a label; a colon at its end does not matter.
pub(super) fn label_of(frame: &Frame, cell: TextRange) -> Option<FieldName> {
    let words = cell.of(&frame.tidy.text);
    if words.is_empty() || words.len() > LONGEST_LABEL * 4 {
        return None;
    }
    let label = dense(words.trim_matches(['[', ']', '【', '】', ':', ' ']));
    frame.lexicon.labels.get(&label).copied()
}

pub(super) fn without_colon(frame: &Frame, cell: TextRange) -> TextRange {
    let words = cell.of(&frame.tidy.text);
    cell.within(0, words.trim_end_matches([':', ' ']).len())
}

/// A few characters, no number.
pub(super) fn could_be_label(frame: &Frame, cell: TextRange) -> bool {
    let label = dense(cell.of(&frame.tidy.text));
    (2..=8).contains(&label.trim_end_matches(':').chars().count())
        && !label.contains(|c: char| c.is_ascii_digit())
}

/// A label that stands in no text but a page header.
pub(super) fn is_of_header(name: FieldName) -> bool {
    matches!(
        name,
        FieldName::IndexNumber
            | FieldName::DocumentNumber
            | FieldName::Publisher
            | FieldName::Subject
            | FieldName::IssuedOn
            | FieldName::PublishedOn
            | FieldName::Validity
    )
}

/// A line of the header begins with a label. Weak labels count only beside others.
fn is_header(frame: &Frame, line: usize, found: &[RawField]) -> bool {
    let Some(first) = found.first() else { return false };
    let strong = |field: &RawField| field.name != FieldName::PublisherWeak;
    first.label.start <= frame.range(line).start + 3 && found.iter().any(strong)
}

pub(super) fn line_fields(frame: &Frame, line: usize) -> Vec<RawField> {
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
        let value = value.trim_end_matches(['[', '【', ' ', '\t']);
        let value = range.within(*after, value.len()).trim(text);
        let open = matches!(value.of(text).chars().next(), None | Some('-' | '〔'));
        let value = if open { range.within(*after, 0) } else { value };
        RawField::of_page(label, value, *name)
    };
    labels.iter().zip(ends).map(field).collect()
}

/// `[主题分类] 综合政务`: a known label in brackets needs no colon.
fn bracketed_labels(
    frame: &Frame,
    words: &str,
    labels: &mut Vec<(usize, usize, usize, FieldName)>,
) {
    // Those with a colon stand in order.
    let colons = labels.len();
    for (open, bracket) in signs(words).filter(|(_, c)| matches!(c, '[' | '【')) {
        let inside = open + bracket.len_utf8();
        let mut near = words[inside..].char_indices().take_while(|(at, _)| *at <= LONGEST_BRACKET);
        let Some((close, _)) = near.find(|(_, c)| matches!(c, ']' | '】')) else { continue };
        let label = super::dense(&words[inside..inside + close]);
        let end = inside + close;
        let next = labels[..colons].partition_point(|(_, colon, ..)| *colon < open);
        let known = labels[..colons].get(next).is_some_and(|(_, colon, ..)| *colon < end + 4);
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
        let apart = |c: char| matches!(c, ' ' | '\t' | '[' | '【' | ':') || c.is_ascii_digit();
        let opens = before.is_none_or(apart);
        // Behind another label a value can run into the next: `来源:某某局发布时间:…`.
        let glued = from > 0 && label.chars().count() >= 4;
        if c != ' '
            && (opens || glued)
            && let Some(name) = frame.lexicon.labels.get(&label)
            && (opens || is_of_header(*name))
        {
            best = Some((at, *name));
        }
    }
    best
}
