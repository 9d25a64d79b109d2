//! A further notice inside the text: the one that a cover forwards, or the next of a collection.
//!
//! A title that ends in a genre, a document number alone on the line below and recipients below
//! that begin one. Without all three nothing is guessed.

use super::title::{self, Title};
use super::{Frame, date, number, recipients};
use crate::marker;

/// Lines that the title of a notice is broken into at most.
const TITLE_LINES: usize = 4;
/// Lines below the number among which the recipients stand.
const RECIPIENT_LINES: usize = 2;

/// The titles of the notices below the first, in order.
pub(super) fn titles(frame: &Frame, first: Option<&Title>) -> Vec<Title> {
    let Some(first) = first else { return Vec::new() };
    let mut found: Vec<Title> = Vec::new();
    for line in first.lines.1 + 2..frame.len() {
        let words = frame.words(line);
        let whole = frame.is_free(line)
            && number::find(words).is_some_and(|found| number::is_whole(words, &found));
        if !whole || !has_recipients(frame, line) {
            continue;
        }
        let above = found.last().map_or(first.lines.1, |title| title.lines.1);
        if let Some(title) = title_above(frame, line, above).filter(|t| t.words != first.words) {
            found.push(title);
        }
    }
    found
}

fn has_recipients(frame: &Frame, number: usize) -> bool {
    let below = (number + 1..frame.len()).take(RECIPIENT_LINES);
    below
        .take_while(|line| frame.is_free(*line))
        .any(|line| recipients::is_recipients(frame, &frame.dense[line]))
}

/// The title that ends on the line above the number, its longest reading.
fn title_above(frame: &Frame, number: usize, above: usize) -> Option<Title> {
    // A date and the end of a sentence belong to the notice above.
    let apart = |line: &usize| {
        let words = &frame.dense[*line];
        words.ends_with(['。', ';', ':']) || date::whole(frame.lexicon, words).is_some()
    };
    let lowest = number.saturating_sub(TITLE_LINES).max(above + 1);
    let lowest = (lowest..number).rev().find(apart).map_or(lowest, |line| line + 1);
    let ends_here = |line: usize| {
        let title = title::at(frame, line)?;
        (title.lines.1 + 1 == number && title.genre.is_some()).then_some(title)
    };
    let opens = |line: &usize| {
        frame.is_free(*line)
            && marker::at_start(&frame.dense[*line]).is_none_or(|m| m.style == marker::Style::Digit)
    };
    (lowest..number).filter(opens).find_map(ends_here)
}
