//! Fields: an instruction, which is not shown, and its result, which is.

use std::collections::BTreeMap;
use std::ops::Range;

/// What a character is to a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Begin,
    Separator,
    End,
}

/// The marks of a story that belong together. A begin without an end is no field: it would
/// swallow the rest of the story.
pub(super) fn marks(units: &[u16], range: Range<u32>) -> BTreeMap<u32, Mark> {
    let mut open: Vec<(u32, Option<u32>)> = Vec::new();
    let mut marks = BTreeMap::new();
    for cp in range {
        match units.get(cp as usize) {
            Some(0x13) => open.push((cp, None)),
            Some(0x14) => {
                if let Some((_, separator)) = open.last_mut() {
                    *separator = Some(cp);
                }
            }
            Some(0x15) => {
                let Some((begin, separator)) = open.pop() else { continue };
                marks.insert(begin, Mark::Begin);
                marks.extend(separator.map(|cp| (cp, Mark::Separator)));
                marks.insert(cp, Mark::End);
            }
            _ => {}
        }
    }
    marks
}

/// Which results of fields are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Results {
    All,
    /// All but the numbers of pages.
    NoPages,
}

/// A field that is open.
#[derive(Clone, Debug, Default)]
struct Frame {
    instruction: Vec<u16>,
    has_result: bool,
    is_muted: bool,
    /// It is a table of contents.
    is_contents: bool,
}

/// The fields around a character.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    results: Results,
    frames: Vec<Frame>,
}

/// Units of an instruction that are kept.
const INSTRUCTION: usize = 1024;

impl Fields {
    /// Outside of all fields.
    pub(super) fn new(results: Results) -> Self {
        Self { results, frames: Vec::new() }
    }

    /// True where a character is shown.
    pub(super) fn is_shown(&self) -> bool {
        self.frames.iter().all(|frame| frame.has_result && !frame.is_muted)
    }

    /// True inside a table of contents.
    pub(super) fn is_contents(&self) -> bool {
        self.frames.iter().any(|frame| frame.is_contents)
    }

    /// A character that is not shown.
    pub(super) fn keep(&mut self, unit: u16) {
        if let Some(frame) = self.frames.last_mut()
            && !frame.has_result
            && frame.instruction.len() < INSTRUCTION
        {
            frame.instruction.push(unit);
        }
    }

    /// Goes over a mark. Returns the text that a field without a result shows.
    pub(super) fn pass(&mut self, mark: Mark) -> Option<String> {
        match mark {
            Mark::Begin => self.frames.push(Frame::default()),
            Mark::Separator => {
                let results = self.results;
                if let Some(frame) = self.frames.last_mut() {
                    frame.has_result = true;
                    frame.is_contents = name(frame) == "TOC";
                    frame.is_muted = results == Results::NoPages && counts_pages(frame);
                }
            }
            Mark::End => {
                let frame = self.frames.pop().filter(|frame| !frame.has_result)?;
                let shown = shown(&String::from_utf16_lossy(&frame.instruction));
                return shown.filter(|_| self.is_shown());
            }
        }
        None
    }
}

/// The word that says what kind of field it is.
fn name(frame: &Frame) -> String {
    let instruction = String::from_utf16_lossy(&frame.instruction);
    instruction.split_whitespace().next().unwrap_or_default().to_ascii_uppercase()
}

fn counts_pages(frame: &Frame) -> bool {
    matches!(name(frame).as_str(), "PAGE" | "NUMPAGES" | "SECTIONPAGES")
}

/// What a field shows that Word draws from its instruction: characters in a circle, as
/// `eq \o\ac(○,3)`, and characters over one another, of which the last is kept.
fn shown(instruction: &str) -> Option<String> {
    let instruction = instruction.trim();
    let name = instruction.get(..2)?;
    if !name.eq_ignore_ascii_case("eq") {
        return None;
    }
    let start = instruction.find("\\o").or_else(|| instruction.find("\\O"))?;
    let open = start + instruction[start..].find('(')?;
    let inner = instruction[open + 1..].strip_suffix(')')?;
    let (first, last) = inner.rsplit_once([',', ';', '，'])?;
    let last = last.trim();
    let is_circle = first.trim().ends_with(['○', '〇', '◯', 'О']);
    match last.parse::<u32>() {
        Ok(number @ 1..=50) if is_circle => Some(super::numerals::numeral(0x12, number)),
        _ => Some(last.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, marks, shown};

    #[test]
    fn only_whole_fields_count() {
        let units: Vec<u16> = "a\u{13}b\u{13}c\u{14}d\u{15}\u{13}x".encode_utf16().collect();
        let marks = marks(&units, 0..u32::try_from(units.len()).unwrap());
        let found: Vec<_> = marks.into_iter().collect();
        assert_eq!(found, [(3, Mark::Begin), (5, Mark::Separator), (7, Mark::End)]);
    }

    #[test]
    fn instructions_that_draw() {
        assert_eq!(shown(" eq \\o\\ac(○,3)").as_deref(), Some("③"));
        assert_eq!(shown("EQ \\* jc2 \\o\\ad(\\s\\up 9(yue),岳)").as_deref(), Some("岳"));
        assert_eq!(shown(" TOC \\o \"1-3\" "), None);
        assert_eq!(shown("ｅq"), None);
    }
}
