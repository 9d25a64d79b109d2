//! Which texts are Markdown: by what they are called, or by signs that no plain text shows.

use super::{front, pipes, stretch};
use gongwen::internal::{Style, at_start};
use std::path::Path;

/// Lines with signs that show Markdown where a single one would not.
const ENOUGH: usize = 2;
/// Bytes of a line that are looked at: headings are shorter.
const LINE: usize = 600;

/// True for a text that is called Markdown, or shows it beyond doubt.
pub(crate) fn shows_markdown(name: &str, text: &str) -> bool {
    crate::source::has_markdown_ending(Path::new(name))
        || front::end(text).is_some()
        || has_table(text)
        || has_pipes(text)
        || has_signs(text)
}

/// A table in HTML with cells, in what is no page.
fn has_table(text: &str) -> bool {
    let is_cell = |tag: &[u8]| stretch::is_tag(tag, b"td") || stretch::is_tag(tag, b"th");
    stretch::tables(text).into_iter().any(|table| {
        let table = &text.as_bytes()[table];
        memchr::memchr_iter(b'<', table).any(|at| is_cell(&table[at + 1..]))
    })
}

/// A line of dashes between bars under a line with bars.
fn has_pipes(text: &str) -> bool {
    let mut above = "";
    text.lines().any(|line| {
        let above = std::mem::replace(&mut above, line);
        line.contains("--") && pipes::is_dashes(line) && pipes::has_bar(above)
    })
}

/// A heading on the first line, or several lines that begin with signs.
fn has_signs(text: &str) -> bool {
    let lines = text.trim_start_matches('\u{FEFF}').lines().map(str::trim_end);
    let mut lines = lines.filter(|line| !line.is_empty()).peekable();
    lines.peek().is_some_and(|first| is_heading(first))
        || lines.filter(|line| is_sign(line)).nth(ENOUGH - 1).is_some()
}

fn is_sign(line: &str) -> bool {
    is_heading(line) || is_bold(line) || is_item(line)
}

/// `## 一、总体要求`: signs, a space, and a character of no program.
fn is_heading(line: &str) -> bool {
    let words = line.trim_start_matches('#');
    let level = line.len() - words.len();
    let first = words.trim_start().chars().next();
    (1..=6).contains(&level) && words.starts_with(' ') && first.is_some_and(|c| !c.is_ascii())
}

/// `**一、总体要求**`, `**（一）清淤河道。**清淤`, `1.**文号**：`: bold to the end of the line or of a heading. Stars
/// that hide a name stand elsewhere.
fn is_bold(line: &str) -> bool {
    let line = &line[..line.floor_char_boundary(LINE)];
    let Some(rest) = line[number(line).unwrap_or(0)..].trim_start().strip_prefix("**") else {
        return false;
    };
    let Some((words, behind)) = rest.trim_start_matches('*').split_once("**") else { return false };
    let is_plain = |c: char| !c.is_whitespace() && c != '*';
    let has_edges = words.starts_with(is_plain) && words.ends_with(is_plain);
    let ends = behind.trim_start_matches('*').is_empty() && words.chars().nth(3).is_some();
    let is_label = behind.starts_with([':', '：']) || words.ends_with([':', '：', '。']);
    has_edges && (ends || is_label || number(words).is_some())
}

/// `- （一）清淤河道`, `- 1.清淤河道`: a sign of a list before a number that is none of the list.
fn is_item(line: &str) -> bool {
    let rest = line.trim_start().strip_prefix(['-', '*', '+']);
    rest.and_then(|rest| rest.strip_prefix(' ')).is_some_and(|words| {
        let behind = number(words).and_then(|len| words[len..].chars().next());
        behind.is_some_and(|c| !c.is_ascii())
    })
}

/// The bytes of the number that a heading or an item begins with.
fn number(words: &str) -> Option<usize> {
    let number = at_start(words)?;
    (!matches!(number.style, Style::Running | Style::Dotted(_))).then_some(number.len)
}
