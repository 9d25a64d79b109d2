//! Orders (令) and minutes (纪要), whose number names no organ: `第12号`, `〔2025〕3号`. An order is signed
//! by the head of its organ; minutes name organ and date above their title.

use super::signature::{self, Cover, SignedOn};
use super::title::Title;
use super::{Frame, number, width};
use crate::chars::is_han;
use crate::model::{DocumentNumber, SegmentKind};
use crate::span::TextRange;

/// The genre of orders.
const ORDER: &str = "令";
/// Lines around the title among which number and date stand.
const NEAR: usize = 4;
/// Code points of the longest line of a post and a name.
const SIGNER: usize = 16;

/// Reads what stands in the head of an order or of minutes.
pub(super) fn read(frame: &mut Frame, title: Option<&Title>, cover: &mut Cover) {
    let Some(title) = title else { return };
    match title.words.ends_with(ORDER) {
        true if cover.number.is_none() => order(frame, title, cover),
        true => {}
        false => minutes(frame, title, cover),
    }
}

/// `〔2025〕3号` and `某某县人民政府办公室 2025年2月19日` near the title.
fn minutes(frame: &mut Frame, title: &Title, cover: &mut Cover) {
    let (first, last) = title.lines;
    let near = first.saturating_sub(NEAR)..(last + NEAR).min(frame.len());
    let near: Vec<usize> = near.filter(|line| frame.is_free(*line)).collect();
    let serial = near.iter().find(|line| number::serial(&frame.dense[**line]).is_some());
    let issued =
        near.iter().find_map(|line| Some((*line, signature::organ_and_date(frame, *line)?)));
    let Some((serial, (line, (date, place, organ)))) = serial.zip(issued) else { return };
    frame.mark(*serial, SegmentKind::DocumentNumber);
    frame.mark(line, SegmentKind::Signature);
    cover.title_date.get_or_insert((date, place));
    if cover.signatories.is_empty() {
        cover.signatories.push(organ);
    }
}

/// `第12号` below the title of an order; the year is that of its date.
fn order(frame: &mut Frame, title: &Title, cover: &mut Cover) {
    let Some((range, sequence)) = behind_title(frame, title).or_else(|| below(frame, title)) else {
        return;
    };
    let Some(SignedOn::Date(date, _)) = cover.date else { return };
    let words = range.of(&frame.tidy.text);
    let inner = words.trim_matches(['(', ')']);
    let place = range.within(words.find(inner).unwrap_or(0), inner.len());
    let text = super::dense(inner);
    let number =
        DocumentNumber { text, agency_code: title.words.clone(), year: date.year(), sequence };
    cover.number = Some((number, place));
}

/// `…令(第12号)`: on the line of the title.
fn behind_title(frame: &Frame, title: &Title) -> Option<(TextRange, u32)> {
    let range = TextRange::new(title.range.end, frame.range(title.lines.1).end);
    let range = range.trim(&frame.tidy.text);
    let words = super::dense(range.of(&frame.tidy.text));
    Some((range, number::serial(&words)?))
}

/// `第12号` on a line below the title, which is marked.
fn below(frame: &mut Frame, title: &Title) -> Option<(TextRange, u32)> {
    let below = title.lines.1 + 1..(title.lines.1 + NEAR).min(frame.len());
    let line = { below }
        .find(|line| frame.is_free(*line) && number::serial(&frame.dense[*line]).is_some())?;
    frame.mark(line, SegmentKind::DocumentNumber);
    Some((frame.range(line), number::serial(&frame.dense[line])?))
}

/// `市长 林一航`, spaces removed: a post, perhaps a colon, and a name.
pub(super) fn is_signer(frame: &Frame, dense: &str) -> bool {
    let Some((post, ())) = frame.lexicon.phrases.signer.at_start(dense) else { return false };
    let name = dense[post.len()..].trim_start_matches(':');
    width(dense) <= SIGNER && (2..=4).contains(&width(name)) && name.chars().all(is_han)
}
