//! The partition of the text layer: every character in exactly one segment.

use super::Stages;
use crate::chars::is_han;
use crate::model::{Segment, SegmentKind};
use crate::span::{Span, TextRange};

/// Characters of a stretch that is looked at for Han characters.
const FOREIGN: usize = 5;

/// Lays the segments. White space belongs to the segment before it.
pub(super) fn lay(stages: &Stages) -> Vec<Segment> {
    let layer = stages.layer;
    let mut segments: Vec<Segment> = Vec::new();
    for (kind, range) in pieces(stages) {
        let start = layer.span(stages.tidy.map.raw(range).0, layer.text().len()).start;
        match segments.last_mut() {
            Some(last) if last.kind == kind => {}
            Some(last) => {
                last.span.end = start;
                segments.push(Segment { kind, span: Span::new(start, start) });
            }
            None => segments.push(Segment { kind, span: Span::new(0, start) }),
        }
    }
    segments.retain(|segment| {
        segment.span.start < segment.span.end || segment.span.start < layer.len()
    });
    if segments.is_empty() && !layer.is_empty() {
        segments.push(Segment { kind: SegmentKind::Blank, span: Span::default() });
    }
    if let Some(last) = segments.last_mut() {
        last.span.end = layer.len();
    }
    segments.retain(|segment| !segment.span.is_empty());
    segments
}

/// Kinds with the clean ranges that they begin at, in reading order.
fn pieces(stages: &Stages) -> Vec<(SegmentKind, TextRange)> {
    let mut free = text_kinds(stages);
    let mut pieces = Vec::new();
    for (index, line) in stages.tidy.lines.iter().enumerate() {
        match stages.header.kinds[index] {
            Some(kind) => pieces.push((kind, line.range)),
            None => {
                let from = pieces.len();
                split_line(line.range, &mut free, &mut pieces);
                for piece in &mut pieces[from..] {
                    piece.0 = understood(piece.0, piece.1.of(&stages.tidy.text));
                }
            }
        }
    }
    pieces
}

/// Text of a notice is Chinese: a stretch with hardly a Han character in it explains nothing.
fn understood(kind: SegmentKind, words: &str) -> SegmentKind {
    if kind != SegmentKind::Body {
        return kind;
    }
    let (mut han, mut all) = (0, 0);
    for c in words.chars().filter(|c| !c.is_whitespace()) {
        all += 1;
        han += usize::from(is_han(c));
    }
    let foreign = all >= FOREIGN && han * 5 < all;
    if foreign { SegmentKind::Unexplained } else { kind }
}

/// Clauses, headings, tables, duties and rosters inside the text, in reading order.
fn text_kinds(
    stages: &Stages,
) -> std::iter::Peekable<std::vec::IntoIter<(SegmentKind, TextRange)>> {
    let mut kinds: Vec<(SegmentKind, TextRange)> = stages
        .outline
        .sections
        .iter()
        .map(|section| (SegmentKind::Heading, section.heading))
        .collect();
    for findings in stages.findings {
        kinds.extend(findings.clauses.iter().map(|clause| (SegmentKind::Clause, clause.range)));
        for table in &findings.tables {
            kinds.push((SegmentKind::Table, table.head));
            kinds.extend(table.rows.iter().map(|row| (SegmentKind::Table, row.range)));
        }
        kinds.extend(findings.duties.iter().map(|duty| (SegmentKind::Duty, duty.range)));
        for group in &findings.groups {
            kinds.extend(group.members.iter().map(|member| (SegmentKind::Roster, member.range)));
        }
    }
    kinds.retain(|(_, range)| !range.is_empty());
    kinds.sort_by_key(|(kind, range)| (range.start, std::cmp::Reverse(range.end), *kind));
    kinds.into_iter().peekable()
}

/// Cuts one free line at the kinds that stand in it; the rest is body, or unexplained.
fn split_line(
    line: TextRange,
    free: &mut std::iter::Peekable<std::vec::IntoIter<(SegmentKind, TextRange)>>,
    pieces: &mut Vec<(SegmentKind, TextRange)>,
) {
    let mut at = line.start;
    while let Some((kind, range)) = free.next_if(|(_, range)| range.start < line.end) {
        let start = range.start.max(at);
        if range.end <= at {
            continue;
        }
        if start > at {
            pieces.push((SegmentKind::Body, TextRange::new(at, start)));
        }
        pieces.push((kind, TextRange::new(start, range.end)));
        at = range.end;
    }
    if at < line.end {
        pieces.push((SegmentKind::Body, TextRange::new(at, line.end)));
    }
}
