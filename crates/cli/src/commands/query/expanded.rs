//! Rows that are too wide for a table: one column a line.

use std::io::{self, Write};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A value has at least so many columns, however long the names are.
const LEAST: usize = 20;

/// Prints each row as lines `name │ value` in no more than so many columns of the terminal.
pub(super) fn print(
    names: &[String],
    rows: &[Vec<String>],
    columns: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let named = names.iter().map(|name| name.width()).max().unwrap_or(0);
    let left = columns.saturating_sub(named + 3).max(LEAST);
    for (at, row) in rows.iter().enumerate() {
        writeln!(out, "{}", rule(at + 1, columns))?;
        for (name, value) in names.iter().zip(row) {
            let pad = " ".repeat(named - name.width());
            let mut lines = wrap(value, left).into_iter();
            let first = format!("{name}{pad} │ {}", lines.next().unwrap_or_default());
            writeln!(out, "{}", first.trim_end())?;
            for line in lines {
                writeln!(out, "{} │ {line}", " ".repeat(named))?;
            }
        }
    }
    Ok(())
}

fn rule(number: usize, columns: usize) -> String {
    let head = format!("─[ {number} ]");
    let rest = "─".repeat(columns.saturating_sub(head.width()));
    head + &rest
}

/// The text in lines of no more than so many columns. What a reader sees as one character stays
/// whole; a word stays whole where it fits a line.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    text.lines().flat_map(|line| wrap_line(line, columns)).collect()
}

fn wrap_line(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut taken = 0;
    for word in text.split_word_bounds() {
        let wide = word.width();
        if wide > columns {
            // Too long for any line: cut between its characters.
            for character in word.graphemes(true) {
                push(&mut lines, &mut line, &mut taken, character, columns);
            }
        } else {
            push(&mut lines, &mut line, &mut taken, word, columns);
        }
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Puts a piece at the end of the line, or of a new one where it does not fit.
fn push(
    lines: &mut Vec<String>,
    line: &mut String,
    taken: &mut usize,
    piece: &str,
    columns: usize,
) {
    let wide = piece.width();
    if *taken + wide > columns && *taken > 0 {
        lines.push(std::mem::take(line).trim_end().to_owned());
        *taken = 0;
        if piece.trim().is_empty() {
            return;
        }
    }
    line.push_str(piece);
    *taken += wide;
}

#[cfg(test)]
mod tests {
    use super::{print, wrap};
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn lines_fit_and_no_character_is_cut() {
        let cases: &[(&str, usize, &[&str])] = &[
            ("", 10, &[]),
            ("推动养老服务", 8, &["推动养老", "服务"]),
            ("推动养老服务", 7, &["推动养", "老服务"]),
            ("one two three", 8, &["one two", "three"]),
            ("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]),
            ("👨‍👩‍👧👨‍👩‍👧", 3, &["👨‍👩‍👧", "👨‍👩‍👧"]),
            ("a\r\nb", 9, &["a", "b"]),
            ("0123456789", 4, &["0123", "4567", "89"]),
        ];
        for (text, columns, expected) in cases {
            assert_eq!(wrap(text, *columns), *expected, "{text} in {columns}");
        }
    }

    #[test]
    fn rows_are_printed_within_the_terminal() {
        let names = ["unit".to_owned(), "document_title".to_owned()];
        let title = "青禾区人民政府办公室关于做好养老服务工作的通知".repeat(3);
        let rows = vec![vec![String::new(), title.clone()], vec!["区民政局".to_owned(), title]];
        let mut out = Vec::new();
        print(&names, &rows, 60, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(out.lines().all(|line| line.width() <= 60), "{out}");
        let firsts: Vec<_> = out.lines().filter(|line| line.starts_with("unit")).collect();
        assert_eq!(firsts, ["unit           │", "unit           │ 区民政局"]);
        assert!(out.starts_with("─[ 1 ]──"), "{out}");
    }
}
