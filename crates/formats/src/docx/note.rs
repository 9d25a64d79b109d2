//! Footnotes and endnotes: their marks, in the order in which the text refers to them.

use crate::numeral::numeral;
use std::collections::BTreeMap;

/// Which kind of note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NoteKind {
    Footnote,
    Endnote,
}

/// The notes that were referred to.
#[derive(Debug)]
pub(super) struct Notes {
    marks: BTreeMap<(NoteKind, String), String>,
    /// How many of each kind count.
    counts: [u32; 2],
    /// How each kind is numbered.
    pub(super) formats: [String; 2],
    /// The mark of the note that is being read.
    current: String,
}

impl Default for Notes {
    fn default() -> Self {
        Self {
            marks: BTreeMap::new(),
            counts: [0; 2],
            formats: ["decimal".to_owned(), "lowerRoman".to_owned()],
            current: String::new(),
        }
    }
}

impl Notes {
    /// The text refers to a note: gives its mark.
    pub(super) fn refer(&mut self, kind: NoteKind, id: &str) -> String {
        let key = (kind, id.to_owned());
        if let Some(mark) = self.marks.get(&key) {
            return mark.clone();
        }
        let count = &mut self.counts[kind as usize];
        *count += 1;
        let mark = raised(&numeral(&self.formats[kind as usize], *count));
        self.marks.insert(key, mark.clone());
        mark
    }

    /// The text refers to a note by a mark of its own, which follows as text and does not count.
    pub(super) fn refer_by_own_mark(&mut self, kind: NoteKind, id: &str) {
        self.marks.entry((kind, id.to_owned())).or_default();
    }

    /// Begins a note that the text refers to: gives its mark.
    pub(super) fn begin(&mut self, kind: NoteKind, id: &str) -> Option<&str> {
        self.current = self.marks.get(&(kind, id.to_owned()))?.clone();
        Some(&self.current)
    }

    /// The mark of the note that is being read.
    pub(super) fn mark(&self) -> &str {
        &self.current
    }

    /// Ends a note.
    pub(super) fn end(&mut self) {
        self.current.clear();
    }
}

/// Digits and Roman numerals as they stand above the line: a mark behind a number is no digit of it.
fn raised(mark: &str) -> String {
    const PLAIN: &str = "0123456789ivxlcdm";
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹ⁱᵛˣˡᶜᵈᵐ";
    let raise = |c| PLAIN.chars().position(|plain| plain == c);
    mark.chars().map(|c| raise(c).and_then(|at| RAISED.chars().nth(at)).unwrap_or(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::{NoteKind, Notes};

    #[test]
    fn notes_are_counted_as_the_text_refers_to_them() {
        let mut notes = Notes::default();
        assert_eq!(notes.refer(NoteKind::Footnote, "7"), "¹");
        notes.refer_by_own_mark(NoteKind::Footnote, "3");
        assert_eq!(notes.refer(NoteKind::Footnote, "5"), "²");
        assert_eq!(notes.refer(NoteKind::Footnote, "7"), "¹");
        assert_eq!(notes.refer(NoteKind::Endnote, "7"), "ⁱ");
        assert_eq!(notes.begin(NoteKind::Footnote, "5"), Some("²"));
        assert_eq!(notes.begin(NoteKind::Endnote, "5"), None);
    }
}
