//! Title and number from the name of a download: `甲政办〔2022〕8号关于印发…的通知.pdf`.
//!
//! Pages that lost their head often still name the file of the notice at their end. Used only where
//! nothing else states the value.

use super::resolve::Valued;
use super::{Frame, number};
use crate::lexicon::page::Genre;
use crate::model::{DocumentNumber, SegmentKind};
use crate::span::TextRange;

/// What the name of a file says.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) title: Option<TextRange>,
    pub(super) number: Option<Valued<DocumentNumber>>,
}

/// The first file name among the page furniture that holds a document number.
pub(super) fn find(frame: &Frame) -> Option<Link> {
    let lines = (0..frame.len()).filter(|line| frame.kinds[*line] == Some(SegmentKind::Furniture));
    lines.filter(|line| frame.words(*line).contains('.')).find_map(|line| of_line(frame, line))
}

fn of_line(frame: &Frame, line: usize) -> Option<Link> {
    let range = frame.range(line);
    let words = range.of(&frame.tidy.text);
    let name = &words[..words.find('.')?];
    let found = number::find(name)?;
    let behind = name[found.end..].trim_start_matches([' ', '-', '—', ':']);
    let typed = matches!(frame.lexicon.genres.at_end(behind), Some((_, Genre::Statutory)));
    let start = name.len() - behind.len();
    let title = (typed && behind.contains("关于")).then(|| range.within(start, behind.len()));
    let place = range.within(found.start, found.end - found.start);
    Some(Link { title, number: Some(Valued { value: found.number, range: place }) })
}
