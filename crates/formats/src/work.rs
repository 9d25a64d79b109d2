//! The price of a text in units of work, known before extraction.
//!
//! Extraction is linear in the text, but characters differ in cost: a number may become a finding with places
//! and words, a line end starts a line. One unit is the cost of a plain character in the middle of a sentence;
//! the prices of the others were measured on texts that hold nothing else (`tests/black-box/memory.py`). So a
//! limit on the sum bounds memory and time, and the sum depends on the text alone.

/// A line end begins a line, with all that is decided about lines.
const LINE: u64 = 16;
/// A run of digits or numerals may become a target, a date, a marker.
const NUMBER: u64 = 36;
/// A bracket, a quotation mark or another sign ends one thing and begins the next.
const SIGN: u64 = 16;

/// The most that a character costs.
const MOST: u64 = NUMBER;

/// The byte at which a text must end so that it costs no more than `budget`; none where all of it
/// fits. That is the end of a line, or the very character where there is none in the second half of
/// what fits.
pub(super) fn end_of(text: &str, budget: u64) -> Option<usize> {
    if (text.len() as u64).saturating_mul(MOST) <= budget {
        return None;
    }
    let (mut left, mut before, mut line) = (budget, Kind::Line, 0);
    for (at, c) in text.char_indices() {
        let kind = Kind::of(c);
        let Some(rest) = left.checked_sub(price(before, kind)) else {
            return Some(if line > at / 2 { line } else { at });
        };
        if kind == Kind::Line {
            line = at + 1;
        }
        (left, before) = (rest, kind);
    }
    None
}

fn price(before: Kind, kind: Kind) -> u64 {
    match kind {
        Kind::Line => LINE,
        Kind::Number if before != Kind::Number => NUMBER,
        Kind::Sign => SIGN,
        Kind::Number | Kind::Plain => 1,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Line,
    Number,
    Sign,
    Plain,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            '\n' | '\r' => Self::Line,
            '0'..='9' | '０'..='９' => Self::Number,
            c if "〇零一二三四五六七八九十百千万亿①②③④⑤⑥⑦⑧⑨⑩".contains(c) => {
                Self::Number
            }
            c if c.is_alphabetic() => Self::Plain,
            ' ' | '\u{3000}' => Self::Plain,
            _ => Self::Sign,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LINE, MOST, NUMBER, SIGN, end_of};

    #[test]
    fn a_text_ends_at_a_line_where_the_budget_does() {
        let line = 4 + LINE;
        let text = "防汛工作\n".repeat(100);
        let cases = [
            (100 * line, None),
            (100 * line - 1, Some(99)),
            (50 * line, Some(50)),
            (51 * line - 1, Some(50)),
        ];
        for (budget, lines) in cases {
            assert_eq!(end_of(&text, budget), lines.map(|lines| lines * 13), "{budget}");
        }
    }

    #[test]
    fn a_text_without_lines_ends_at_a_character() {
        let text = "防".repeat(1000);
        assert_eq!(end_of(&text, 1000), None);
        assert_eq!(end_of(&text, 999), Some(999 * 3));
        // The only line end stands so far ahead that most would be lost with it.
        assert_eq!(end_of(&format!("题\n{text}"), 500 + 1 + LINE), Some(4 + 500 * 3));
        assert_eq!(end_of("", 0), None);
    }

    #[test]
    fn what_begins_something_costs_more() {
        let price = |text: &str| {
            // Too long to be let through by its length.
            let text = text.repeat(1000);
            (0..).find(|budget| end_of(&text, budget * 1000).is_none()).unwrap()
        };
        assert_eq!(price("防"), 1);
        assert_eq!(price("防1"), 1 + NUMBER);
        assert_eq!(price("防12"), 2 + NUMBER);
        assert_eq!(price("防二〇"), 2 + NUMBER);
        assert_eq!(price("(防)"), 1 + 2 * SIGN);
        assert_eq!(price("\r\n"), 2 * LINE);
        assert_eq!(price("1 "), 1 + MOST);
    }
}
