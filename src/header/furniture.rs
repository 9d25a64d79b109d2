//! Lines of the page around the notice.

use super::{Frame, date, fields, width};
use crate::diagnostic::{Code, Notes};
use crate::lexicon::page::Genre;
use crate::marker;
use crate::model::SegmentKind;
use crate::span::TextRange;
use crate::tidy::Place;
use unicode_segmentation::UnicodeSegmentation;

/// Lines among which the page header stands.
const HEAD: usize = 40;
/// A line behind the notice that is shorter than this and ends no sentence is a button.
const BUTTON: usize = 12;
/// No line of a notice's own is longer and still nothing but furniture.
const LONGEST: usize = 400;

/// Lines around the numbers of a site that belong to its foot.
const FOOT_ABOVE: usize = 6;
const FOOT_BELOW: usize = 25;
/// Code points of the longest line of a site's foot that is no sentence.
const FOOT_LINE: usize = 40;

/// Marks what the lexicon knows, page numbers, and footnotes.
pub(super) fn mark(frame: &mut Frame) {
    let mut imprint = None;
    for line in 0..frame.len() {
        let words = &frame.dense[line];
        let inside = frame.lexicon.furniture.look(words);
        if imprint.is_none() && frame.lexicon.furniture.is_imprint(words, inside) {
            imprint = Some(line);
        }
        if !frame.is_free(line) {
            continue;
        }
        let known = width(words) <= LONGEST
            && !is_provision(words)
            && !states_field(frame, line)
            && frame.lexicon.furniture.is_furniture(words, inside);
        match frame.tidy.lines[line].place {
            Place::Note => frame.mark(line, SegmentKind::Note),
            Place::Margin => frame.mark(line, SegmentKind::Furniture),
            _ if known => frame.mark(line, SegmentKind::Furniture),
            _ => {}
        }
    }
    if let Some(imprint) = imprint {
        mark_foot(frame, imprint);
    }
}

/// `发布日期:2025-03-01` above the text: a field of the page header.
fn states_field(frame: &Frame, line: usize) -> bool {
    let fields =
        if line < frame.head(HEAD) { fields::line_fields(frame, line) } else { Vec::new() };
    fields.first().is_some_and(|field| {
        fields::is_of_header(field.name)
            && field.label.start == frame.range(line).start
            && date::at_start(frame.lexicon, field.value.of(&frame.tidy.text)).is_some()
    })
}

/// A number and a sentence: the text of a notice, whatever the page wrote behind it.
fn is_provision(words: &str) -> bool {
    words.contains('。') && marker::at_start(words).is_some()
}

/// The lines around the numbers of a site: who runs it above, buttons below.
fn mark_foot(frame: &mut Frame, imprint: usize) {
    let end = frame.len();
    let is_last = end - imprint <= FOOT_BELOW;
    for line in imprint.saturating_sub(FOOT_ABOVE)..end {
        let words = &frame.dense[line];
        let runs_it = frame.lexicon.furniture.is_footer(words);
        let below = line > imprint
            && is_last
            && width(words) <= FOOT_LINE
            && !words.contains('。')
            && marker::at_start(words).is_none();
        if frame.is_free(line) && (runs_it || below) {
            frame.mark(line, SegmentKind::Furniture);
        }
    }
}

/// Marks the footer and short stray lines behind the last sentence of the notice.
pub(super) fn mark_tail(frame: &mut Frame) {
    for line in (0..frame.len()).rev() {
        match frame.kinds[line] {
            _ if frame.is_aside(line) => continue,
            None if is_tail(frame, line) || is_link(frame, line) => {
                frame.mark(line, SegmentKind::Furniture)
            }
            _ => return,
        }
    }
}

fn is_tail(frame: &Frame, line: usize) -> bool {
    let words = &frame.dense[line];
    let set_apart = frame.tidy.lines[line].gap >= 2 || follows_furniture(frame, line);
    let stray = width(words) <= BUTTON
        && set_apart
        && marker::at_start(words).is_none()
        && date::damaged(words).is_none()
        && !words.contains(['。', ',', ':', ';', ')', '、']);
    frame.lexicon.furniture.is_footer(words) || stray
}

/// The title of another notice behind the signature: a link.
fn is_link(frame: &Frame, line: usize) -> bool {
    let words = &frame.dense[line];
    let signed = line.checked_sub(1).and_then(|above| frame.kinds[above]);
    let behind =
        matches!(signed, Some(SegmentKind::Date | SegmentKind::Note | SegmentKind::Furniture));
    let typed = matches!(frame.lexicon.genres.at_end(words), Some((_, Genre::Statutory)));
    behind && typed && width(words) <= 90 && words.contains("关于") && !words.contains('。')
}

/// Page furniture stands directly before or after the line.
fn follows_furniture(frame: &Frame, line: usize) -> bool {
    let is = |line: usize| frame.kinds.get(line) == Some(&Some(SegmentKind::Furniture));
    is(line + 1) || line.checked_sub(1).is_some_and(is)
}

/// One diagnostic for all of it.
pub(super) fn note(frame: &Frame, notes: &mut Notes) {
    let lines = (0..frame.len()).filter(|line| frame.kinds[*line] == Some(SegmentKind::Furniture));
    let lines: Vec<usize> = lines.collect();
    let Some(first) = lines.first() else { return };
    let shown: Vec<String> =
        lines.iter().take(4).map(|line| shortened(frame.words(*line))).collect();
    let message =
        format!("{} lines of the page were set aside: {}", lines.len(), shown.join(" | "));
    let range: TextRange = frame.range(*first);
    notes.at(Code::PageChrome, range, message);
}

/// The first words of a long line, never cut inside a character as a reader sees it.
fn shortened(words: &str) -> String {
    let mut graphemes = words.graphemes(true);
    let head: String = graphemes.by_ref().take(24).collect();
    if graphemes.next().is_some() { head + "…" } else { head }
}
