//! Which bracket of a paragraph closes which.
//!
//! Brackets of one kind pair by depth. A closing bracket of another kind than the last open one
//! closes the nearest open one of its own kind, and if there is none, the last open one: in
//! `(责任单位:A、B〕` the writer changed his mind. A closing quote that nothing opened closes a bracket
//! that nothing else closes: `(责任单位:A、B”`. A backslash before a bracket belongs to it.

use crate::chars::signs;
use std::ops::Range;

const KINDS: [(char, char); 6] =
    [('(', ')'), ('〔', '〕'), ('[', ']'), ('【', '】'), ('〈', '〉'), ('{', '}')];

const QUOTES: [(char, char); 5] =
    [('“', '”'), ('‘', '’'), ('《', '》'), ('「', '」'), ('『', '』')];

/// How far down the open brackets a closing one looks for its own kind.
const LOOK_DOWN: usize = 4;

/// Deeper brackets are not looked at.
pub(crate) const MAX_DEPTH: usize = 8;

/// Two brackets that belong together, as byte offsets of the two characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    /// Where the opening bracket starts.
    pub open: usize,
    /// Where the words inside start.
    pub inside: usize,
    /// Where the words inside end.
    pub close: usize,
    /// Past the closing bracket.
    pub end: usize,
}

/// All brackets of a paragraph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Brackets {
    /// Pairs in order of their opening bracket.
    pub pairs: Vec<Pair>,
    /// Opening brackets that nothing closes: start and end of the character.
    pub unclosed: Vec<(usize, usize)>,
    /// Closing brackets that nothing opened: start and end of the character.
    pub unopened: Vec<(usize, usize)>,
}

struct Open {
    kind: usize,
    at: usize,
    inside: usize,
    /// Quotes that were opened inside and not closed yet.
    quotes: usize,
    /// The first closing quote inside that nothing opened: start and end of the character.
    stray: Option<(usize, usize)>,
}

impl Open {
    /// The bracket closed by the stray quote, or as one that nothing closes.
    fn leave(self, found: &mut Brackets) {
        match self.stray {
            Some((close, end)) => {
                found.pairs.push(Pair { open: self.at, inside: self.inside, close, end });
            }
            None => found.unclosed.push((self.at, self.inside)),
        }
    }

    fn quote(&mut self, c: char, place: Range<usize>) {
        if QUOTES.iter().any(|quote| quote.0 == c) {
            self.quotes += 1;
        } else if QUOTES.iter().any(|quote| quote.1 == c) {
            match self.quotes.checked_sub(1) {
                Some(left) => self.quotes = left,
                None => self.stray = self.stray.or(Some((place.start, place.end))),
            }
        }
    }
}

/// Pairs the brackets of a text in one pass.
#[must_use]
pub(crate) fn pair(text: &str) -> Brackets {
    let mut found = Brackets::default();
    let mut open: Vec<Open> = Vec::new();
    for (at, c) in signs(text) {
        let end = at + c.len_utf8();
        let at = at - usize::from(text[..at].ends_with('\\'));
        if let Some(kind) = KINDS.iter().position(|kind| kind.0 == c) {
            open.push(Open { kind, at, inside: end, quotes: 0, stray: None });
        } else if let Some(kind) = KINDS.iter().position(|kind| kind.1 == c) {
            close(&mut found, &mut open, kind, at..end);
        } else if let Some(last) = open.last_mut() {
            last.quote(c, at..end);
        }
    }
    open.into_iter().for_each(|open| open.leave(&mut found));
    found.unclosed.sort_unstable();
    found.pairs.sort_unstable_by_key(|pair| pair.open);
    found
}

fn close(found: &mut Brackets, open: &mut Vec<Open>, kind: usize, place: Range<usize>) {
    let own = open.iter().rev().take(LOOK_DOWN).position(|open| open.kind == kind);
    open.split_off(open.len() - own.unwrap_or(0)).into_iter().for_each(|lost| lost.leave(found));
    let depth = open.len();
    match open.pop() {
        None => found.unopened.push((place.start, place.end)),
        Some(_) if depth > MAX_DEPTH => {}
        Some(last) => found.pairs.push(Pair {
            open: last.at,
            inside: last.inside,
            close: place.start,
            end: place.end,
        }),
    }
}

/// True where the two brackets are of one kind.
#[must_use]
pub(crate) fn belong(open: char, close: char) -> bool {
    KINDS.contains(&(open, close))
}

/// True for every opening bracket.
#[must_use]
pub(crate) fn opens(c: char) -> bool {
    KINDS.iter().any(|kind| kind.0 == c)
}

/// True for every closing bracket.
#[must_use]
pub(crate) fn closes(c: char) -> bool {
    KINDS.iter().any(|kind| kind.1 == c)
}

#[cfg(test)]
mod tests {
    use super::pair;

    fn inside(text: &str) -> Vec<&str> {
        pair(text).pairs.iter().map(|pair| &text[pair.inside..pair.close]).collect()
    }

    #[test]
    fn pairs_go_by_depth() {
        assert_eq!(inside("各县(市、区)。(A(B)C)"), ["市、区", "A(B)C", "B"]);
        assert_eq!(inside("(各县〔市、区〕政府)"), ["各县〔市、区〕政府", "市、区"]);
        assert_eq!(inside("(责任单位:A〕"), ["责任单位:A"]);
        assert_eq!(inside("((A〔B)C"), ["A〔B"]);
    }

    #[test]
    fn what_is_left_over_is_told() {
        let found = pair("A)。(B。(C)");
        assert_eq!(found.unopened, [(1, 2)]);
        assert_eq!(found.unclosed, [(5, 6)]);
        assert_eq!(found.pairs.len(), 1);
    }

    #[test]
    fn many_brackets_take_linear_time() {
        let deep = "(".repeat(20_000) + &")".repeat(20_000);
        assert_eq!(pair(&deep).pairs.len(), super::MAX_DEPTH);
        let mixed = "(〔".repeat(20_000) + &"]".repeat(20_000);
        assert!(pair(&mixed).unclosed.len() >= 20_000);
    }
}
