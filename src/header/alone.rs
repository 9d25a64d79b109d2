//! Labels of a page header that stand alone, with the value on the next line, and labels that no
//! table knows between others.

use super::Frame;
use super::fields::{HEAD_LINES, without_colon};
use super::fields::{RawField, could_be_label, follows_header, is_of_header, is_row, label_of};
use crate::lexicon::page::FieldName;
use crate::model::SegmentKind;
use crate::span::TextRange;

/// Gives labels that stand alone among other lines of the header the value on the next line.
pub(super) fn values_below(frame: &mut Frame, fields: &mut [RawField]) {
    let ends = frame.head(HEAD_LINES);
    let open = |field: &&mut RawField| field.value.is_empty() && field.name != FieldName::Title;
    for field in fields.iter_mut().filter(open) {
        let Some(line) = (0..ends).find(|line| frame.range(*line).end >= field.label.end) else {
            continue;
        };
        let next = line + 1;
        let words = frame.dense.get(next).map(String::as_str).unwrap_or_default();
        let alone = frame.dense[line].ends_with(':') && frame.is_free(next) && next < frame.len();
        let is_value = !words.ends_with([':', '。']) && !super::title::about(words);
        if alone && is_value && !is_row(frame, line) && stands_in_list(frame, line) {
            field.value = frame.range(next);
            frame.mark(next, SegmentKind::Header);
        }
    }
}

/// Labels on lines of their own with the value on the next line, two or more of them: a list whose
/// items are labels and values.
pub(super) fn labels(frame: &mut Frame) -> Vec<RawField> {
    let mut found = Vec::new();
    for line in 0..frame.head(HEAD_LINES) {
        if frame.is_free(line)
            && let Some(name) = label_of(frame, frame.range(line))
        {
            found.push((line, name));
        }
    }
    let strong = found.iter().filter(|(_, name)| is_of_header(*name)).count();
    let beside = found.iter().filter(|(line, _)| stands_in_header(frame, *line)).count();
    if strong < 2 && (strong == 0 || beside == 0) {
        return Vec::new();
    }
    found.extend(unknown_alone(frame, &found));
    found.sort_unstable_by_key(|(line, _)| *line);
    let is_label = |line: usize| found.iter().any(|(label, _)| *label == line);
    let mut fields = Vec::new();
    for (line, name) in &found {
        let label = without_colon(frame, frame.range(*line));
        let next = line + 1;
        let is_title = || *name != FieldName::Title && super::title::about(&frame.dense[next]);
        let has_value = next < frame.len() && frame.is_free(next) && !is_label(next) && !is_title();
        let value = match has_value {
            true => frame.range(next),
            false => TextRange::new(label.end, label.end),
        };
        fields.push(RawField::of_page(label, value, *name));
    }
    for field in &fields {
        let lines = 0..frame.head(HEAD_LINES + 1);
        let own = lines.filter(|line| {
            let range = frame.range(*line);
            range.start == field.label.start || (range == field.value && !range.is_empty())
        });
        own.collect::<Vec<_>>().into_iter().for_each(|line| frame.mark(line, SegmentKind::Header));
    }
    fields
}

/// `公开科室:办公室` between two lines of the header: a label that no table knows.
pub(super) fn unknown_between(frame: &mut Frame) -> Vec<RawField> {
    let mut fields = Vec::new();
    for line in frame.facts..frame.head(HEAD_LINES) {
        let between = follows_header(frame, line)
            && frame.kinds.get(line + 1) == Some(&Some(SegmentKind::Header));
        let range = frame.range(line);
        let words = range.of(&frame.tidy.text);
        let Some(colon) = words.find(':').filter(|_| between && frame.is_free(line)) else {
            continue;
        };
        let label = range.within(0, colon).trim(&frame.tidy.text);
        let value = range.within(colon + 1, words.len() - colon - 1).trim(&frame.tidy.text);
        let said = value.of(&frame.tidy.text);
        if could_be_label(frame, label) && !said.is_empty() && !said.ends_with([':', '。']) {
            fields.push(RawField::of_page(label, value, FieldName::Other));
            frame.mark(line, SegmentKind::Header);
        }
    }
    fields
}

/// Another line of the header stands below the value, or a label and its value above.
fn stands_in_list(frame: &Frame, line: usize) -> bool {
    let is_header = |line: usize| frame.kinds.get(line) == Some(&Some(SegmentKind::Header));
    let above = line.checked_sub(2).is_some_and(|label| frame.dense[label].ends_with(':'));
    is_header(line + 2) || above && follows_header(frame, line)
}

/// The line above the label or the one below its value is part of the header.
fn stands_in_header(frame: &Frame, line: usize) -> bool {
    let is_header = |line: usize| frame.kinds.get(line) == Some(&Some(SegmentKind::Header));
    follows_header(frame, line) || is_header(line + 2)
}

/// Labels that no table knows among those that stand alone: a few characters and a colon, the
/// value below, and another line of the header around them.
fn unknown_alone(frame: &Frame, found: &[(usize, FieldName)]) -> Vec<(usize, FieldName)> {
    let near = |line: usize| found.iter().any(|(label, _)| label.abs_diff(line) == 2);
    let is_label = |line: &usize| {
        let words = &frame.dense[*line];
        words.ends_with(':')
            && could_be_label(frame, frame.range(*line))
            && frame.is_free(line + 1)
            && !frame.dense[line + 1].ends_with([':', '。'])
            && (near(*line) || stands_in_header(frame, *line))
            && !found.iter().any(|(label, _)| label == line || label + 1 == *line)
            && !names_many(frame, words.trim_end_matches(':'))
    };
    let lines = (0..frame.head(HEAD_LINES)).filter(|line| frame.is_free(*line));
    lines.filter(is_label).map(|line| (line, FieldName::Other)).collect()
}

/// `各乡镇`, `县财政局`: recipients and no label.
fn names_many(frame: &Frame, words: &str) -> bool {
    words.starts_with('各')
        || frame.lexicon.organisations.is_collective(words)
        || frame.lexicon.is_organ(words)
}
