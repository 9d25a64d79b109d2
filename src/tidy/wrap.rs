//! Which physical lines are one paragraph.
//!
//! Nothing says so but the lines themselves: text copied from PDF is broken at a fixed width, and
//! sometimes at every punctuation mark as well. A break is undone where a bracket is still open,
//! where the next line could not begin a sentence, or where the line is as wide as its neighbours
//! and does not end one.

use super::lines::{Look, RawLine};
use crate::chars::{ends_sentence, is_close, is_open};
use crate::marker;
use rustc_hash::FxHashMap;

/// Lines before and after that are looked at to find the width at which text was broken.
const NEIGHBOURS: usize = 9;
/// Narrower text is a list of names, not a broken paragraph.
const NARROWEST: u32 = 40;
/// Wider lines were not broken by a printer.
const WIDEST: u32 = 100;
/// The same for a few lines among longer paragraphs: a page of 28 characters and no more.
const WIDEST_LOCAL: u32 = 76;
/// Columns that a broken line may fall short of the full width.
const TOLERANCE: u32 = 8;
/// Columns by which fragments of one printed line may miss its width: punctuation is squeezed.
const SLACK: u32 = 6;
/// Organs that sign on lines of their own.
const SIGNATORIES: usize = 6;
/// The title of a notice ends within so many lines.
const HEAD: usize = 6;
/// A bracket that stays open for more lines than this was never closed.
const OPEN_LINES: u32 = 12;

/// True for each line that continues the one before it.
pub(super) fn continued(lines: &[RawLine]) -> Vec<bool> {
    let global = global_width(lines);
    let widths = wrap_widths(lines, global);
    let mut continued = vec![false; lines.len()];
    let mut state = State::default();
    let mut lists = Lists::default();
    // Titles and signatures of a cover stand above the first heading.
    let first_heading = lines.iter().position(|line| line.is(Look::Marked)).unwrap_or(lines.len());
    for index in 0..lines.len().saturating_sub(1) {
        state.add(&lines[index]);
        let (line, next) = (&lines[index], &lines[index + 1]);
        let unfinished = global.is_some() && is_unfinished(lines, index, first_heading);
        lists.add(line);
        let apart = next.begins_sheet
            || lists.is_next(next)
            || state.is_closed() && keeps_apart(lines, index, widths[index]);
        let joined = !apart && (state.continues(line, next, widths[index]) || unfinished);
        continued[index + 1] = joined;
        if !joined {
            let fragment = state.ends_inside_line(line, next, widths[index]);
            state = State { visual: state.visual, fragment, ..State::default() };
        }
    }
    continued
}

/// The last number of each kind of list.
#[derive(Debug, Default)]
struct Lists(FxHashMap<marker::Style, u32>);

impl Lists {
    fn add(&mut self, line: &RawLine) {
        self.0.extend(line.marker);
    }

    /// The line has the next number of a list: whatever is still open above was left open.
    fn is_next(&self, line: &RawLine) -> bool {
        let last = |(style, number): (marker::Style, u32)| {
            self.0.get(&style).is_some_and(|last| last + 1 == number)
        };
        line.marker.is_some_and(last)
    }
}

/// What the paragraph so far is like.
#[derive(Debug, Default)]
struct State {
    /// Physical lines of the paragraph so far.
    lines: u32,
    balance: i32,
    titles: i32,
    open_lines: u32,
    /// Columns of the printed line that the current fragment belongs to.
    visual: u32,
    /// The last break was beside punctuation, inside one printed line.
    fragment: bool,
    /// Columns of the first line where the paragraph is an article, which is a sentence at least.
    article: u32,
}

impl State {
    fn add(&mut self, line: &RawLine) {
        self.lines += 1;
        self.balance = (self.balance + line.balance).max(0);
        self.titles = (self.titles + line.titles).max(0);
        let open = self.balance > 0 || self.titles > 0;
        self.open_lines = if open { self.open_lines + 1 } else { 0 };
        self.visual = if self.fragment { self.visual + line.width } else { line.width };
        let style = line.marker.map(|(style, _)| style);
        if self.lines == 1 && style == Some(marker::Style::Article) && line.is(Look::Running) {
            self.article = line.width;
        }
    }

    /// A full line of an article that does not end a sentence.
    fn is_article(&self, line: &RawLine, next: &RawLine) -> bool {
        let full = self.article >= NARROWEST && line.width + TOLERANCE >= self.article;
        full && next.gap == 0 && line.width <= WIDEST && crate::chars::is_han(line.last)
    }

    /// No bracket or title is open.
    fn is_closed(&self) -> bool {
        self.balance == 0 && self.titles == 0
    }

    fn continues(&mut self, line: &RawLine, next: &RawLine, width: Option<u32>) -> bool {
        self.fragment = false;
        if line.row.is_some() || next.row.is_some() {
            return false;
        }
        let labelled = line.is(Look::KnownLabel) || line.is(Look::BareLabel) && is_value(next);
        let waits = line.is(Look::BareMarker) || (labelled && self.lines == 1);
        if waits && !next.is(Look::Marked) && !next.is(Look::Labelled) {
            self.fragment = width.is_some();
            return true;
        }
        let apart = line.is(Look::Standalone)
            || next.is(Look::Standalone)
            || line.is(Look::Dated)
            || next.is(Look::Labelled);
        if apart && self.balance == 0 {
            return false;
        }
        if cannot_begin(next.first) {
            self.fragment = true;
            return true;
        }
        if self.stays_open(line, next, width) {
            return true;
        }
        if next.is(Look::Marked) || ends_sentence(line.last) {
            return false;
        }
        if self.is_article(line, next) {
            return true;
        }
        if matches!(line.last, ',' | '、') {
            self.fragment = self.fits(next, width);
            return true;
        }
        match width {
            Some(width) => self.wrapped(line, next, width),
            None => false,
        }
    }

    /// An open bracket holds its lines together, unless it was never closed.
    fn stays_open(&mut self, line: &RawLine, next: &RawLine, width: Option<u32>) -> bool {
        if self.balance == 0 && self.titles == 0 {
            return false;
        }
        let goes_on = width.is_some() || next.balance < 0 || line.is(Look::OpensLate);
        let plausible = self.open_lines <= OPEN_LINES && goes_on;
        if !plausible
            || (next.is(Look::Marked) && ends_sentence(line.last))
            || next.is(Look::Marked) && next.gap > 0
        {
            return false;
        }
        self.fragment = self.fits(next, width);
        true
    }

    /// Inside text that is broken at `width`.
    fn wrapped(&mut self, line: &RawLine, next: &RawLine, width: u32) -> bool {
        if self.visual + TOLERANCE >= width && self.visual <= width + TOLERANCE {
            return true;
        }
        if !self.fits(next, Some(width)) {
            return false;
        }
        if line.is(Look::Marked) && !line.is(Look::Running) {
            // A heading that a title continues fills most of its line, or the reader broke its line
            // at every punctuation mark and the title is a piece of it.
            let opens = matches!(next.first, '《' | '“') && self.visual * 2 >= width;
            self.fragment = opens || next.is(Look::Quoted);
            return self.fragment;
        }
        let closed = is_close(line.last) && line.last != '》';
        let beside_mark = is_mark(line.last) || is_mark(next.first);
        self.fragment = if closed { self.fills(next, width) } else { beside_mark };
        self.fragment
    }

    /// The next line still fits on the printed line.
    fn fits(&self, next: &RawLine, width: Option<u32>) -> bool {
        width.is_some_and(|width| self.visual + next.width <= width + SLACK)
    }

    /// The next line and what is printed so far fill one line.
    fn fills(&self, next: &RawLine, width: u32) -> bool {
        let sum = self.visual + next.width;
        sum + SLACK >= width && sum <= width + SLACK
    }

    /// A sentence ended and the printed line goes on: `…以上。⏎推进水⏎电气讯…`.
    fn ends_inside_line(&self, line: &RawLine, next: &RawLine, width: Option<u32>) -> bool {
        let unmarked = line.last == '。' && !next.is(Look::Marked);
        unmarked && width.is_some_and(|width| self.fills(next, width))
    }
}

/// Lines of a roster, a signature and a title end where they end, however full they are.
fn keeps_apart(lines: &[RawLine], index: usize, width: Option<u32>) -> bool {
    let (line, next) = (&lines[index], &lines[index + 1]);
    let in_roster =
        index > 0 && (lines[index - 1].is(Look::Person) || lines[index - 1].is(Look::Labelled));
    let short = width.is_none_or(|width| line.width + TOLERANCE < width);
    let roster = (line.is(Look::Person) || line.is(Look::Labelled)) && next.is(Look::Person)
        || line.is(Look::Person) && in_roster && short;
    let head = index < HEAD && line.is(Look::Titled) && !line.is(Look::Marked) && next.last == ':';
    roster || head || opens_signature(&lines[index + 1..])
}

/// Organs, and a date below them.
fn opens_signature(lines: &[RawLine]) -> bool {
    let organs = lines.iter().take(SIGNATORIES).take_while(|line| line.is(Look::Organ)).count();
    let date = |line: &RawLine| line.is(Look::Standalone) && line.last == '日';
    organs > 0 && lines.get(organs).is_some_and(date)
}

/// In a text that is broken throughout: running text that does not end a sentence; a few words
/// between the end of a sentence and more running text; and below the first heading every line
/// that neither ends a sentence nor is a title, with running text behind it.
fn is_unfinished(lines: &[RawLine], index: usize, first_heading: usize) -> bool {
    let (line, next) = (&lines[index], &lines[index + 1]);
    let labelled = line.is(Look::Labelled) || next.is(Look::Labelled);
    if line.row.is_some() || next.row.is_some() {
        return false;
    }
    if line.is(Look::Standalone)
        || next.is(Look::Standalone)
        || line.is(Look::Dated)
        || labelled
        || line.is(Look::Marked)
        || next.is(Look::Marked)
    {
        return false;
    }
    if ends_sentence(line.last) || is_close(line.last) {
        return false;
    }
    let after_stop = index > 0 && lines[index - 1].last == '。' && line.gap == 0 && next.gap == 0;
    let body = index >= first_heading && !line.is(Look::Titled) && line.gap == 0;
    line.is(Look::Running) || (next.is(Look::Running) && (after_stop || body))
}

/// What can stand below a label that no table knows: a few words, and no text.
fn is_value(line: &RawLine) -> bool {
    line.width <= NARROWEST && !ends_sentence(line.last)
}

/// Punctuation at which some PDF readers break a printed line.
fn is_mark(c: char) -> bool {
    is_open(c) || is_close(c) || matches!(c, '“' | '”' | '‘' | '’' | ',' | '、')
}

/// No line of its own begins with these.
fn cannot_begin(c: char) -> bool {
    matches!(c, ',' | '、' | '。' | ';' | ':' | '!' | '?' | '”' | '’') || is_close(c)
}

/// For each line the width at which the text around it was broken, if it was.
fn wrap_widths(lines: &[RawLine], global: Option<u32>) -> Vec<Option<u32>> {
    (0..lines.len()).map(|index| global.or_else(|| local_width(lines, index))).collect()
}

/// The width at which the whole text was broken: many lines crowd just below it.
fn global_width(lines: &[RawLine]) -> Option<u32> {
    let mut widths: Vec<u32> = lines.iter().map(|line| line.width).collect();
    widths.sort_unstable();
    let width = *widths.get(widths.len() * 93 / 100)?;
    let crowd = lines.iter().filter(|line| broken_at(line, width)).count();
    let wider = lines.iter().filter(|line| line.width > width + TOLERANCE).count();
    let broken = (NARROWEST..=WIDEST).contains(&width)
        && crowd >= 8
        && crowd * 10 >= lines.len()
        && wider * 20 <= lines.len();
    broken.then_some(width)
}

/// The width at which the lines around `index` were broken.
fn local_width(lines: &[RawLine], index: usize) -> Option<u32> {
    let narrow = |line: &&RawLine| line.width <= WIDEST_LOCAL;
    let before = lines[..index].iter().rev().take(NEIGHBOURS).take_while(narrow);
    let after = lines[index..].iter().take(NEIGHBOURS).take_while(narrow);
    let around = || before.clone().chain(after.clone());
    let width = around().map(|line| line.width).max()?;
    let crowd = around().filter(|line| broken_at(line, width)).count();
    let sentences = around().filter(|line| line.is(Look::Running)).count();
    let broken = width >= NARROWEST && crowd >= 3 && sentences * 2 >= around().count();
    broken.then_some(width)
}

/// A line that a fixed width may have broken: full, and not at the end of a sentence.
fn broken_at(line: &RawLine, width: u32) -> bool {
    let full = line.width + TOLERANCE >= width && line.width <= width;
    full && !ends_sentence(line.last) && !is_close(line.last)
}
