//! The partition of the text layer: every character in exactly one segment.

use super::Stages;
use crate::chars::{is_han, signs};
use crate::model::{Segment, SegmentKind};
use crate::span::{Span, TextRange};
use crate::tidy::Place;
use std::iter::Peekable;
use std::vec::IntoIter;

/// What a stretch of the clean text is.
type Piece = (SegmentKind, TextRange);

/// Characters of a stretch that is looked at for Han characters.
const FOREIGN: usize = 5;

/// Lays the segments. White space belongs to the segment before it.
pub(super) fn lay(stages: &Stages) -> Vec<Segment> {
    let layer = stages.layer;
    let mut segments: Vec<Segment> = Vec::new();
    let mut close = |segment: Option<(SegmentKind, u32)>, end: u32| {
        let laid = segment.map(|(kind, start)| Segment { kind, span: Span::new(start, end) });
        segments.extend(laid.filter(|segment| !segment.span.is_empty()));
    };
    let mut open: Option<(SegmentKind, u32)> = None;
    for (kind, raw) in turns(stages) {
        let Some((last, from)) = open else {
            open = Some((kind, 0));
            continue;
        };
        let start = layer.span(raw, raw).start.max(from);
        if last != kind {
            close(open, start);
            open = Some((kind, start));
        }
    }
    close(open.or(Some((SegmentKind::Blank, 0))), layer.len());
    segments
}

/// Kinds with the bytes of the raw text from which on they hold, in the order of the raw text. A
/// line of the margin stands behind the paragraph that it interrupts, in the clean text; here it
/// cuts it in two.
fn turns(stages: &Stages) -> Vec<(SegmentKind, usize)> {
    let map = &stages.tidy.map;
    let (text, aside) = pieces(stages);
    let start = |(kind, range): &(SegmentKind, TextRange)| (*kind, map.raw(*range).0);
    let mut aside = aside.iter().map(start).peekable();
    let mut turns = Vec::with_capacity(text.len());
    for (kind, range) in &text {
        let (from, end) = map.raw(*range);
        while let Some(turn) = aside.next_if(|(_, at)| *at < from) {
            turns.push(turn);
        }
        turns.push((*kind, from));
        if aside.peek().is_none_or(|(_, at)| *at >= end) {
            continue;
        }
        for (from, _) in map.raw_pieces(*range) {
            let before = turns.len();
            while let Some(turn) = aside.next_if(|(_, at)| *at < from) {
                turns.push(turn);
            }
            if turns.len() > before {
                turns.push((*kind, from));
            }
        }
    }
    turns.extend(aside);
    turns
}

/// Kinds with the clean ranges that they hold, in reading order: of the lines of the text, and of
/// those over which the text runs on.
fn pieces(stages: &Stages) -> (Vec<Piece>, Vec<Piece>) {
    let mut free = text_kinds(stages);
    let (mut text, mut aside) = (Vec::new(), Vec::new());
    for (index, line) in stages.tidy.lines.iter().enumerate() {
        let pieces = if line.place == Place::Text { &mut text } else { &mut aside };
        match stages.header.kinds[index] {
            Some(kind) => pieces.push((kind, line.range)),
            None => {
                let from = pieces.len();
                split_line(line.range, &mut free, pieces);
                for piece in &mut pieces[from..] {
                    piece.0 = understood(piece.0, piece.1.of(&stages.tidy.text));
                }
            }
        }
    }
    (text, aside)
}

/// Text of a notice is Chinese: a stretch with hardly a Han character in it explains nothing.
fn understood(kind: SegmentKind, words: &str) -> SegmentKind {
    if kind != SegmentKind::Body {
        return kind;
    }
    let mut plain = words.len();
    let (mut han, mut all) = (0, 0);
    for (_, c) in signs(words) {
        plain -= c.len_utf8();
        all += usize::from(!c.is_whitespace());
        han += usize::from(is_han(c));
    }
    // What `signs` passes by are Han characters of three bytes.
    (han, all) = (han + plain / 3, all + plain / 3);
    let foreign = all >= FOREIGN && han * 5 < all;
    if foreign { SegmentKind::Unexplained } else { kind }
}

/// Clauses, headings, tables, duties and rosters inside the text, in reading order.
fn text_kinds(stages: &Stages) -> Peekable<IntoIter<Piece>> {
    let mut kinds: Vec<Piece> = stages
        .outline
        .sections
        .iter()
        .map(|section| (SegmentKind::Heading, section.heading))
        .collect();
    for findings in stages.findings {
        kinds.extend(findings.clauses.iter().map(|clause| (SegmentKind::Clause, clause.range)));
        for table in &findings.tables {
            kinds.extend(table.heads.iter().map(|head| (SegmentKind::Table, *head)));
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

/// Cuts one free line at the kinds that stand in it; the rest is body. What runs over the end of
/// the line, as a clause on lines of its own does, goes on in the next.
fn split_line(line: TextRange, free: &mut Peekable<IntoIter<Piece>>, pieces: &mut Vec<Piece>) {
    let mut at = line.start;
    while let Some((kind, range)) = free.peek().copied().filter(|(_, r)| r.start < line.end) {
        let held = TextRange::new(range.start.max(at), range.end.min(line.end));
        if range.end > at {
            if held.start > at {
                pieces.push((SegmentKind::Body, TextRange::new(at, held.start)));
            }
            pieces.push((kind, held));
            at = held.end;
        }
        if range.end > line.end {
            break;
        }
        free.next();
    }
    if at < line.end {
        pieces.push((SegmentKind::Body, TextRange::new(at, line.end)));
    }
}
