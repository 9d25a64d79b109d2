//! The head of a notice inside a text: a title that ends in a genre, its number above or below it, and
//! the recipients behind.
//!
//! Such a line of recipients is looked for first: it ends in a colon, and a genre or a number stands
//! close above. What the head really is, [`header::read`](crate::header::read) decides on the few lines
//! up to there.

use super::Framed;
use crate::calendar;
use crate::chars::fold;
use crate::document::TextLayer;
use crate::header;
use crate::lexicon::Lexicon;
use crate::model::SegmentKind;
use std::ops::Range;

/// Lines of a head, the recipients among them, and those just above.
const LINES: usize = 14;
/// Lines of the recipients.
const RECIPIENTS: usize = 4;
/// Bytes of the longest head.
const LONGEST: usize = 4 << 10;

/// Bytes of the longest line of a signature.
const LONGEST_DATE: usize = 240;

/// The head of a notice.
#[derive(Debug)]
pub(super) struct Head {
    /// The byte at which it begins.
    pub(super) start: usize,
    /// One past its last byte.
    pub(super) end: usize,
    /// The words of the title, without spaces.
    pub(super) title: String,
    pub(super) number: Option<String>,
}

/// All heads of a text that stand below a date, in order: a notice above them is signed.
pub(super) fn all(lexicon: &Lexicon, layer: &TextLayer) -> Vec<Head> {
    let lines = lines(layer.text());
    let words = |line: &Range<usize>| &layer.text()[line.clone()];
    let dated = lines.iter().position(|line| may_be_date(words(line)));
    let mut heads = Vec::new();
    let mut free = dated.unwrap_or(lines.len());
    for at in free + 1..lines.len() {
        let above = at.saturating_sub(RECIPIENTS).max(free)..at;
        let is_anchor = words(&lines[at]).ends_with([':', '：'])
            && lines[above].iter().any(|line| closes(lexicon, words(line)));
        if !is_anchor {
            continue;
        }
        let first = (at + 1).saturating_sub(LINES).max(free);
        if let Some(head) = window(lexicon, layer, lines[first].start..lines[at].end) {
            heads.push(head);
            free = at + 1;
        }
    }
    heads
}

/// The lines that are not blank, without the spaces around them.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let words = text[at..end].trim_start();
        let start = end - words.len();
        let words = words.trim_end();
        if !words.is_empty() {
            lines.push(start..start + words.len());
        }
        at = end + 1;
    }
    lines
}

/// A short line that ends as dates do, damaged ones too.
fn may_be_date(words: &str) -> bool {
    words.len() < LONGEST_DATE && words.ends_with(|c: char| c == '日' || c.is_ascii_digit())
}

/// A line that may be the last of title and number: it ends in a genre or in 号.
fn closes(lexicon: &Lexicon, words: &str) -> bool {
    let dense: String = words.chars().filter(|c| !c.is_whitespace()).collect();
    let before = dense.rfind(['(', '（']).filter(|_| dense.ends_with([')', '）']));
    let plain = before.map_or(dense.as_str(), |open| &dense[..open]);
    [&dense, plain].iter().any(|words| {
        words.ends_with('号') || words.ends_with("号)") || lexicon.genres.at_end(words).is_some()
    })
}

/// The head that ends with the last line of a stretch, its longest reading.
fn window(lexicon: &Lexicon, layer: &TextLayer, range: Range<usize>) -> Option<Head> {
    if range.len() > LONGEST {
        return None;
    }
    let framed = Framed::read(lexicon, &layer.part(range.clone()));
    let lines = &framed.tidy.lines;
    let last = lines.len().checked_sub(1)?;
    let apart = |line: &usize| is_apart(lexicon, framed.words(*line));
    let lowest = (0..last).rev().find(apart).map_or(0, |line| line + 1);
    (lowest..last).find_map(|first| {
        let start = range.start + framed.tidy.map.raw(lines[first].range).0;
        let above = first.checked_sub(1).map(|line| framed.words(line)).unwrap_or_default();
        let head = read(lexicon, layer, start..range.end)?;
        let follows = head.number.is_some() || ends_notice(lexicon, above);
        (follows && !is_label(above, &head.title)).then_some(head)
    })
}

/// The head that is all of a stretch.
fn read(lexicon: &Lexicon, layer: &TextLayer, range: Range<usize>) -> Option<Head> {
    let Range { start, end } = range;
    let framed = Framed::read(lexicon, &layer.part(range));
    let header = &framed.header;
    let is_of_head = |kind: &Option<SegmentKind>| {
        matches!(
            kind,
            Some(
                SegmentKind::Title
                    | SegmentKind::DocumentNumber
                    | SegmentKind::Date
                    | SegmentKind::Recipients
            )
        )
    };
    let whole = header.kinds.iter().all(is_of_head)
        && header.kinds.last() == Some(&Some(SegmentKind::Recipients))
        && header.kinds.contains(&Some(SegmentKind::Title))
        && header.metadata.document_type.is_some();
    let number = framed.number().map(str::to_owned);
    whole.then(|| Head { start, end, title: framed.title(), number })
}

/// A line that belongs to the notice above.
fn is_apart(lexicon: &Lexicon, words: &str) -> bool {
    words.ends_with(['。', ';', ':']) || ends_notice(lexicon, words)
}

/// The date of a signature, the line of the printing office, or another note at the end of a notice.
fn ends_notice(lexicon: &Lexicon, words: &str) -> bool {
    let printed = words.contains('日') && lexicon.phrases.issuing.at_end(words).is_some();
    printed || lexicon.phrases.note.at_start(words).is_some() || is_dated(lexicon, words)
}

/// A date, or a name, a space and a date.
fn is_dated(lexicon: &Lexicon, words: &str) -> bool {
    let is_date = |words: &str| {
        let dense: String = words.chars().filter(|c| !c.is_whitespace()).collect();
        let found = calendar::full_date_at(&lexicon.periods, &dense);
        found.is_some_and(|(_, len)| len == dense.len())
    };
    is_date(words) || words.rsplit_once(' ').is_some_and(|(_, tail)| is_date(tail))
}

/// `附件2`, or `附件2:` with the title of what follows: below it stands an attachment.
fn is_label(words: &str, title: &str) -> bool {
    let dense: String = words.chars().map(fold).filter(|c| !c.is_whitespace()).collect();
    let Some(rest) = dense.strip_prefix('附') else { return false };
    let rest = header::behind_number(rest.trim_start_matches(['件', '表']));
    let rest = rest.trim_start_matches([':', '.', '、']).trim_matches(['《', '》']);
    title.contains(rest)
}
