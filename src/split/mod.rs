//! Stage 10: divides a text into notices.
//!
//! Nearly every file holds one notice, with all that it issues and attaches. A further one must have a complete
//! [`head`] of its own, below the signature and the date of the one before. In doubt, a text stays in one piece.

mod head;
pub(crate) mod spread;

use crate::diagnostic::Notes;
use crate::document::TextLayer;
use crate::header::{self, Header};
use crate::lexicon::Lexicon;
use crate::model::{PartKind, SegmentKind};
use crate::record::Extraction;
use crate::span::TextRange;
use crate::tidy::{self, Tidy};
use head::Head;
use std::ops::Range;

/// The bytes of each notice of a text, in order and without a gap: all of the text where it is one.
#[must_use]
pub(crate) fn notices(lexicon: &Lexicon, layer: &TextLayer) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut from = 0;
    for head in head::all(lexicon, layer) {
        if head.start == from {
            continue;
        }
        if Above::read(lexicon, &layer.part(from..head.start)).ends_before(&head) {
            let start = whole_start(lexicon, layer, from, &head);
            starts.push(start);
            from = start;
        } else {
            from = head.start;
        }
    }
    let ends = starts.iter().copied().skip(1).chain([layer.text().len()]);
    starts.iter().zip(ends).map(|(start, end)| *start..end).collect()
}

/// Where the head really begins: what stands above it shows which of its lines a printer broke.
fn whole_start(lexicon: &Lexicon, layer: &TextLayer, from: usize, head: &Head) -> usize {
    let framed = Framed::read(lexicon, &layer.part(from..head.end));
    let mut parts = framed.header.parts.iter().skip(1).rev();
    let part = parts.next().filter(|part| part.kind == PartKind::Notice);
    let line = part.and_then(|part| framed.tidy.lines.get(part.lines.start));
    let start = line.map(|line| from + framed.tidy.map.raw(line.range).0);
    start.filter(|start| *start > from).map_or(head.start, |start| start.min(head.start))
}

/// Extracts one of several notices of a text; its places are those in the whole text.
pub(crate) fn extract_part(
    layer: &TextLayer,
    range: Range<usize>,
    extract: impl FnOnce(&TextLayer) -> Extraction,
) -> Extraction {
    let by = layer.span(range.start, range.start).start;
    let mut extraction = extract(&layer.part(range));
    extraction.notice.shift(by);
    extraction
}

/// The frame of a text.
struct Framed {
    tidy: Tidy,
    header: Header,
}

impl Framed {
    fn read(lexicon: &Lexicon, layer: &TextLayer) -> Self {
        let mut notes = Notes::default();
        let tidy = tidy::tidy(lexicon, layer, &mut notes);
        let header = header::read(lexicon, &tidy, &mut notes);
        Self { tidy, header }
    }

    fn words(&self, line: usize) -> &str {
        self.tidy.lines[line].range.of(&self.tidy.text)
    }

    /// The words of the title, without spaces.
    fn title(&self) -> String {
        let title = self.header.metadata.title.map(|title: TextRange| title.of(&self.tidy.text));
        title.unwrap_or_default().split_whitespace().collect()
    }

    fn number(&self) -> Option<&str> {
        self.header.metadata.document_number.as_ref().map(|number| number.value.text.as_str())
    }
}

/// What stands above a head.
struct Above {
    /// Somebody signed it, and it has a date.
    signed: bool,
    /// It carries a document that is still to come.
    forwards: bool,
    title: String,
    number: Option<String>,
}

impl Above {
    fn read(lexicon: &Lexicon, layer: &TextLayer) -> Self {
        let framed = Framed::read(lexicon, layer);
        let Framed { tidy, header } = &framed;
        let lines = || header.kinds.iter().zip(0..);
        let dated = lines().any(|(kind, line)| {
            // A date in brackets belongs to the title.
            *kind == Some(SegmentKind::Date) && !framed.words(line).starts_with('(')
        });
        let named = !header.metadata.signatories.is_empty();
        let forwards = |words: &str| {
            // 转发 and 批转 carry a notice; 印发 does not.
            lexicon.phrases.issuing.find(words).is_some_and(|(_, word, _)| word.contains('转'))
        };
        let says_so = lines().any(|(kind, line)| {
            *kind == Some(SegmentKind::Approval) && forwards(framed.words(line))
        });
        let carried = header.parts.iter().any(|part| part.kind != PartKind::Notice);
        let title = framed.title();
        Self {
            signed: dated && named && !tidy.lines.is_empty(),
            forwards: (forwards(&title) || says_so) && !carried,
            number: framed.number().map(str::to_owned),
            title,
        }
    }

    /// True where it is a whole notice and not the same as the one that the head begins.
    fn ends_before(&self, head: &Head) -> bool {
        let repeated =
            self.title == head.title || self.number.is_some() && self.number == head.number;
        self.signed && !self.forwards && !repeated
    }
}

#[cfg(test)]
mod tests;
