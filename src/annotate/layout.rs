//! Where sentences, clauses, list items and brackets of a paragraph begin and end.

use crate::chars::signs;
use crate::span::{TextRange, to_u32};

/// What a character does to the structure of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Ends a sentence.
    Stop,
    /// Ends a clause.
    Break,
    /// Ends an item of a list.
    Item,
    /// Opens a bracket.
    Open(Bracket),
    /// Closes a bracket.
    Close,
}

/// Which bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bracket {
    /// (…), […]: a remark.
    Round,
    /// “…”, 《…》, 〔…〕: a name.
    Quote,
}

/// A mark with its start and end.
pub(super) type Placed = (u32, u32, Mark);

/// The marks of one paragraph, in order.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout<'t> {
    text: &'t str,
    range: TextRange,
    marks: &'t [Placed],
}

/// Reads the marks of a paragraph.
pub(super) fn read(text: &str, paragraph: TextRange) -> impl Iterator<Item = Placed> {
    let words = paragraph.of(text);
    let mut quoted = false;
    signs(words).filter_map(move |(at, c)| {
        let mark = mark(words, at, c, &mut quoted)?;
        let start = paragraph.start + to_u32(at);
        Some((start, start + to_u32(c.len_utf8()), mark))
    })
}

/// How many marks are looked at on each side of a number. Longer sentences are cut there.
const WINDOW: usize = 60;

/// How many bytes of a clause are looked at on each side of a number.
const CLAUSE: u32 = 600;

/// How many bytes of a sentence are looked at on each side of a number.
const SENTENCE: u32 = 1500;

impl<'t> Layout<'t> {
    /// The layout of `range`, whose marks are these.
    pub(super) fn new(text: &'t str, range: TextRange, marks: &'t [Placed]) -> Self {
        Self { text, range, marks }
    }

    /// Where the paragraph begins.
    pub(crate) fn start(&self) -> u32 {
        self.range.start
    }

    /// True where words of the paragraph.
    pub(crate) fn holds(&self, words: TextRange) -> bool {
        self.range.contains(words)
    }

    /// The clause around `inner`: to the next comma outside brackets, or the bracket it stands in.
    pub(crate) fn clause(&self, inner: TextRange) -> TextRange {
        let clause = self.around(inner, |mark| matches!(mark, Mark::Break | Mark::Stop));
        self.clamped(clause, inner, CLAUSE)
    }

    /// The sentence around `inner`.
    pub(crate) fn sentence(&self, inner: TextRange) -> TextRange {
        let first = self.marks.partition_point(|(_, end, _)| *end <= inner.start);
        let stops = |mark: &&(u32, u32, Mark)| mark.2 == Mark::Stop;
        let before = self.marks.iter().take(first).rev().take(4 * WINDOW).find(stops);
        let after = self.marks.iter().skip(first).take(4 * WINDOW).find(stops);
        let start = before.map_or(self.range.start, |(_, end, _)| *end);
        let end = after.map_or(self.range.end, |(start, ..)| *start);
        self.clamped(TextRange::new(start, end), inner, SENTENCE)
    }

    /// The words around `inner` up to the next semicolons or the sentence's ends.
    pub(crate) fn part(&self, inner: TextRange) -> TextRange {
        let sentence = self.sentence(inner);
        let before = TextRange::new(sentence.start, inner.start).of(self.text);
        let after = TextRange::new(inner.end, sentence.end).of(self.text);
        let start = before.rfind(';').map_or(sentence.start, |at| sentence.start + to_u32(at + 1));
        let end = after.find(';').map_or(sentence.end, |at| inner.end + to_u32(at));
        TextRange::new(start, end)
    }

    /// `range` with at most `reach` bytes on each side of `inner`, so that text without any comma
    /// costs no more than other text.
    fn clamped(&self, range: TextRange, inner: TextRange, reach: u32) -> TextRange {
        let start = range.start.max(inner.start.saturating_sub(reach));
        let end = range.end.min(inner.end.saturating_add(reach));
        let start = (start..=inner.start).find(|at| self.text.is_char_boundary(*at as usize));
        let end = (inner.end..=end).rev().find(|at| self.text.is_char_boundary(*at as usize));
        TextRange::new(start.unwrap_or(inner.start), end.unwrap_or(inner.end))
    }

    /// The bracket that `inner` stands in.
    pub(crate) fn enclosure(&self, inner: TextRange) -> Option<(u32, Bracket)> {
        self.enclosures(inner).next()
    }

    /// True inside quotation marks or a title, however deep.
    pub(crate) fn is_quoted(&self, inner: TextRange) -> bool {
        self.enclosures(inner).any(|(_, bracket)| bracket == Bracket::Quote)
    }

    /// True inside the title of a document, however deep: 《…》.
    pub(crate) fn is_in_title(&self, inner: TextRange) -> bool {
        let opens = |start: u32| self.text.get(start as usize..).unwrap_or_default();
        self.enclosures(inner).any(|(start, _)| opens(start).starts_with(['《', '〈']))
    }

    /// The brackets around `inner` from the inside out, as far as its sentence goes back.
    fn enclosures(&self, inner: TextRange) -> impl Iterator<Item = (u32, Bracket)> + use<'t> {
        let first = self.marks.partition_point(|(_, end, _)| *end <= inner.start);
        let before = self.marks.get(..first).unwrap_or_default().iter().rev().take(WINDOW);
        let mut depth = 0;
        let in_sentence = before.take_while(|(.., mark)| *mark != Mark::Stop);
        in_sentence.filter_map(move |(start, _, mark)| match mark {
            Mark::Close => {
                depth += 1;
                None
            }
            Mark::Open(bracket) if depth == 0 => Some((*start, *bracket)),
            Mark::Open(_) => {
                depth -= 1;
                None
            }
            _ => None,
        })
    }

    /// The last list comma of `range` outside brackets: its end.
    pub(crate) fn last_item(&self, range: TextRange) -> Option<u32> {
        let last = self.marks.partition_point(|(start, ..)| *start < range.end);
        let mut depth = 0;
        for (start, end, mark) in self.marks.iter().take(last).rev().take(WINDOW) {
            if *start < range.start {
                return None;
            }
            match mark {
                Mark::Close => depth += 1,
                Mark::Open(_) => depth -= 1,
                Mark::Item if depth == 0 => return Some(*end),
                _ => {}
            }
        }
        None
    }

    /// The clause that ends where this one begins, if only a comma parts them.
    pub(crate) fn previous(&self, clause: TextRange) -> Option<TextRange> {
        let last = self.marks.partition_point(|(start, ..)| *start < clause.start);
        let (start, end, mark) = *self.marks.get(last.checked_sub(1)?)?;
        let comma = mark == Mark::Break && TextRange::new(start, end).of(self.text) == ",";
        (comma && end == clause.start).then(|| self.clause(TextRange::new(start, start)))
    }

    fn around(&self, inner: TextRange, ends: impl Fn(Mark) -> bool) -> TextRange {
        let before = self.marks.partition_point(|(_, end, _)| *end <= inner.start);
        let after = self.marks.partition_point(|(start, ..)| *start < inner.end);
        let left = self.marks.iter().take(before).rev().take(WINDOW);
        let right = self.marks.iter().skip(after).take(WINDOW);
        let (mut start, mut end) = (self.range.start, self.range.end);
        let mut depth = 0;
        for (_, mark_end, mark) in left {
            start = *mark_end;
            match mark {
                Mark::Close => depth += 1,
                Mark::Open(_) if depth == 0 => return self.right(right, start, &ends),
                Mark::Open(_) => depth -= 1,
                _ if *mark == Mark::Stop || (depth == 0 && ends(*mark)) => {
                    return self.right(right, start, &ends);
                }
                _ => {}
            }
            start = self.range.start;
        }
        end = self.right(right, start, &ends).end.min(end);
        TextRange::new(start, end)
    }

    fn right<'m>(
        &self,
        marks: impl Iterator<Item = &'m (u32, u32, Mark)>,
        start: u32,
        ends: &impl Fn(Mark) -> bool,
    ) -> TextRange {
        let mut depth = 0;
        for (mark_start, _, mark) in marks {
            match mark {
                Mark::Open(_) => depth += 1,
                Mark::Close if depth == 0 => return TextRange::new(start, *mark_start),
                Mark::Close => depth -= 1,
                _ if *mark == Mark::Stop || (depth == 0 && ends(*mark)) => {
                    return TextRange::new(start, *mark_start);
                }
                _ => {}
            }
        }
        TextRange::new(start, self.range.end)
    }
}

fn mark(words: &str, at: usize, c: char, quoted: &mut bool) -> Option<Mark> {
    Some(match c {
        '。' | '!' | '?' => Mark::Stop,
        // Between the cells of a table.
        '\t' | '|' => Mark::Stop,
        ',' | ':' if digits_around(words, at) => return None,
        ',' | ';' | ':' | '\n' => Mark::Break,
        '—' if words.get(at + c.len_utf8()..)?.starts_with('—') => Mark::Break,
        ' ' if !ascii_around(words, at) => Mark::Break,
        '、' => Mark::Item,
        '(' | '[' => Mark::Open(Bracket::Round),
        '“' | '‘' | '《' | '〈' | '〔' | '【' | '「' | '{' => Mark::Open(Bracket::Quote),
        ')' | ']' | '”' | '’' | '》' | '〉' | '〕' | '】' | '」' | '}' => Mark::Close,
        '"' => {
            *quoted = !*quoted;
            if *quoted { Mark::Open(Bracket::Quote) } else { Mark::Close }
        }
        _ => return None,
    })
}

/// True for the comma of 1,200.
fn digits_around(words: &str, at: usize) -> bool {
    around(words, at, |c| c.is_ascii_digit())
}

fn ascii_around(words: &str, at: usize) -> bool {
    around(words, at, |c| c.is_ascii())
}

fn around(words: &str, at: usize, fits: impl Fn(char) -> bool) -> bool {
    let before = words.get(..at).and_then(|left| left.chars().next_back());
    let after = words.get(at + 1..).and_then(|right| right.chars().next());
    before.is_some_and(&fits) && after.is_some_and(&fits)
}

#[cfg(test)]
mod tests {
    use super::{Bracket, Layout, read};
    use crate::span::TextRange;

    fn range_of(text: &str, part: &str) -> TextRange {
        let at = text.find(part).unwrap();
        TextRange::from(at..at + part.len())
    }

    #[test]
    fn clauses_run_over_brackets_and_stop_at_commas() {
        let text = "推进建设,新建街区(小镇,园区)、楼宇100万平方米以上(甲3个、乙4个),再建。";
        let range = TextRange::from(0..text.len());
        let marks: Vec<_> = read(text, range).collect();
        let layout = Layout::new(text, range, &marks);
        let clause = layout.clause(range_of(text, "100万平方米"));
        assert_eq!(clause.of(text), "新建街区(小镇,园区)、楼宇100万平方米以上(甲3个、乙4个)");
        let inner = layout.clause(range_of(text, "4个"));
        assert_eq!(inner.of(text), "甲3个、乙4个");
        assert_eq!(layout.enclosure(range_of(text, "4个")).unwrap().1, Bracket::Round);
        assert_eq!(layout.previous(clause).unwrap().of(text), "推进建设");
        assert_eq!(layout.last_item(clause).unwrap(), range_of(text, "楼宇").start);
        assert!(layout.sentence(clause).of(text).ends_with("再建"));
    }
}
