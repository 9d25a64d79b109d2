//! Titles that something besides their words says to be one: the file, the page, the format, the label of an
//! attachment.

use super::title::HEAD_LINES;
use super::title::{
    LONGEST, ORGANS, SHORTEST_STATED, TITLE_LINES, Title, inner, is_wordy, unwrapped,
};
use super::{Frame, attachment, dense, parts, width};
use crate::model::SegmentKind;
use crate::span::TextRange;

/// The line that says what its page is called. Marks it.
pub(super) fn named(frame: &mut Frame, name: TextRange) -> Option<Title> {
    let title = find(frame, &dense(name.of(&frame.tidy.text)))?;
    (title.lines.0..=title.lines.1).for_each(|line| frame.mark(line, SegmentKind::Title));
    Some(title)
}

/// The lines that are what the file calls itself.
pub(super) fn find(frame: &Frame, stated: &str) -> Option<Title> {
    let long = (5..=LONGEST).contains(&width(stated));
    let fits =
        |line: &usize| frame.is_free(*line) && stated.starts_with(frame.dense[*line].as_str());
    (0..frame.head(HEAD_LINES)).filter(|line| long && fits(line)).find_map(|line| {
        let mut words = String::new();
        for end in line..frame.len().min(line + TITLE_LINES + ORGANS) {
            words += &frame.dense[end];
            if !frame.is_free(end) || !stated.starts_with(&words) {
                return None;
            }
            if words == stated {
                let range = unwrapped(frame, frame.range(line).cover(frame.range(end)));
                return Some(Title::new(frame, range, (line, end)));
            }
        }
        None
    })
}

/// What the format states as a heading right above the first table: the title of a sheet.
pub(super) fn above_table(frame: &Frame) -> Option<Title> {
    let head = 0..frame.head(HEAD_LINES);
    let table = head.clone().find(|line| frame.is_row(*line))?;
    let line = table.checked_sub(1).filter(|line| frame.is_free(*line))?;
    let range = frame.range(line);
    let words = dense(range.of(&frame.tidy.text));
    let stated = frame.tidy.lines[line].heading.is_some();
    let fits = (SHORTEST_STATED..=LONGEST).contains(&width(&words)) && is_wordy(&words);
    (stated && fits).then(|| Title::new(frame, range, (line, line)))
}

/// The title below `附件1` where the text begins with that: an attachment in a file of its own.
pub(super) fn of_attachment(frame: &Frame) -> Option<Title> {
    let label = (frame.facts..frame.head(HEAD_LINES)).find(|line| !frame.is_aside(*line))?;
    let is_line = |line: &usize| !frame.is_aside(*line) && parts::is_title_line(frame, *line);
    let is_label = frame.is_free(label) && attachment::is_bare_label(&frame.dense[label]);
    let lines = (label + 1..frame.len()).take(TITLE_LINES).take_while(is_line);
    let last = lines.filter(|_| is_label).last()?;
    let title =
        Title::new(frame, frame.range(label + 1).cover(frame.range(last)), (label + 1, last));
    ((5..=LONGEST).contains(&width(&title.words)) && is_wordy(&title.words)).then_some(title)
}

/// The first line of the text, where the format states it as the heading of all. Marks it.
pub(super) fn heading(frame: &mut Frame) -> Option<Title> {
    let line = (frame.facts..frame.head(HEAD_LINES)).find(|line| frame.is_free(*line))?;
    let top = frame.tidy.lines[line].heading == Some(1) && !frame.is_row(line);
    let range = inner(frame, frame.range(line));
    let title = Title::new(frame, range, (line, line));
    let is_title = (SHORTEST_STATED..=LONGEST).contains(&width(&title.words))
        && is_wordy(&title.words)
        && !title.words.contains(['。', ':']);
    (top && is_title).then(|| {
        frame.mark(line, SegmentKind::Title);
        title
    })
}
