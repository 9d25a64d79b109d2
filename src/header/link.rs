//! Title and number from the name of a download: `甲政办〔2022〕8号关于印发…的通知.pdf`.
//!
//! Pages that lost their head often still name the file of the notice at their end, with or without its
//! number. Used only where nothing else states the value.

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

/// The first file name among the page furniture that holds a document number, else the first title.
pub(super) fn find(frame: &Frame) -> Option<Link> {
    let lines = (0..frame.len()).filter(|line| frame.kinds[*line] == Some(SegmentKind::Furniture));
    let named = lines.filter(|line| frame.words(*line).contains('.'));
    let mut links = named.filter_map(|line| of_line(frame, line));
    let first = links.next()?;
    let numbered = |link: &Link| link.number.is_some();
    Some(if numbered(&first) { first } else { links.find(numbered).unwrap_or(first) })
}

fn of_line(frame: &Frame, line: usize) -> Option<Link> {
    let range = frame.range(line);
    let words = range.of(&frame.tidy.text);
    let name = &words[..words.find('.')?];
    let Some(found) = number::find(name) else { return title_alone(frame, range, name) };
    let behind = name[found.end..].trim_start_matches([' ', '-', '—', ':']);
    let typed = matches!(frame.lexicon.genres.at_end(behind), Some((_, Genre::Statutory)));
    let start = name.len() - behind.len();
    let title = (typed && behind.contains("关于")).then(|| range.within(start, behind.len()));
    let place = range.within(found.start, found.end - found.start);
    Some(Link { title, number: Some(Valued { value: found.number, range: place }) })
}

/// `关于清淤的通知.pdf`: the whole name is the title of a notice.
fn title_alone(frame: &Frame, line: TextRange, name: &str) -> Option<Link> {
    let statutory = matches!(frame.lexicon.genres.at_end(name), Some((_, Genre::Statutory)));
    let about = name.split_once("关于").map(|(organ, _)| organ);
    let named = |organ: &str| organ.is_empty() || super::organ::is_organ(frame.lexicon, organ);
    let title = line.within(0, name.len()).trim(&frame.tidy.text);
    (statutory && about.is_some_and(named)).then_some(Link { title: Some(title), number: None })
}
