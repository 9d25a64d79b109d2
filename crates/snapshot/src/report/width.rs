//! Text in columns: a Han character takes two.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns that a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text in no more than so many columns; what is cut off is shown as `…`.
#[must_use]
pub fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut taken = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if taken + wide + 1 > columns {
            break;
        }
        taken += wide;
        out.push(c);
    }
    out + "…"
}

/// The text in lines of no more than so many columns. Chinese breaks anywhere, words in between
/// spaces where they can.
#[must_use]
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut line, mut taken) = (String::new(), 0);
    for piece in pieces(text) {
        let wide = piece.width();
        if taken + piece.trim_end().width() > columns && taken > 0 {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            taken = 0;
        }
        line.push_str(piece);
        taken += wide;
    }
    if !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Words with the spaces behind them; each wide character is a piece of its own. Long words are
/// cut so that every piece fits a line.
fn pieces(text: &str) -> Vec<&str> {
    const LONGEST: usize = 24;
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let is_wide = |c: char| c.width().unwrap_or(0) > 1;
        let breaks = before.is_some_and(|before| {
            is_wide(before) || is_wide(c) || before == ' ' && c != ' ' || at - start >= LONGEST
        });
        // No line begins with a closing mark.
        if breaks && !"，。、；：！？）》〉”’】〕,.;:!?)⟧".contains(c) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::{cut, width, wrap};

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(cut("东沙街道", 8), "东沙街道");
        assert_eq!(cut("东沙街道", 7), "东沙街…");
        assert_eq!(cut("东沙街道", 6), "东沙…");
        assert_eq!(cut("ab", 0), "…");
    }

    #[test]
    fn lines_fit_and_lose_nothing() {
        let text = "altered 推动新增集装箱航线480条以上，建设a-very-long-word-without-any-space-in-it 港口。";
        for columns in 26..60 {
            let lines = wrap(text, columns);
            assert!(lines.iter().all(|line| width(line) <= columns + 2), "{columns}: {lines:?}");
            let plain = |text: &str| text.replace(' ', "");
            assert_eq!(plain(&lines.concat()), plain(text));
        }
        assert!(wrap("", 10).is_empty());
    }
}
