//! Page numbers, running heads and feet.

use super::line::Line;
use super::page::Page;

/// Shares of a page's height above and below which such lines stand.
const TOP: f64 = 0.12;
const BOTTOM: f64 = 0.85;
/// Lines at each end of a page that are looked at.
const ENDS: usize = 2;

/// Which lines of each page are none of its text.
pub(super) fn marked(pages: &[Page]) -> Vec<Vec<bool>> {
    let mut heads: Vec<(String, i64)> = pages.iter().flat_map(own_heads).collect();
    heads.sort();
    pages.iter().map(|page| marked_of(page, &heads)).collect()
}

/// What may be heads of a page, each once.
fn own_heads(page: &Page) -> Vec<(String, i64)> {
    let mut own: Vec<_> = page
        .lines
        .iter()
        .enumerate()
        .filter(|(index, line)| is_outer(page, *index, line))
        .map(|(_, line)| key(line))
        .collect();
    own.sort();
    own.dedup();
    own
}

fn marked_of(page: &Page, heads: &[(String, i64)]) -> Vec<bool> {
    let is_margin = |(index, line): (usize, &Line)| {
        let is_repeated = || count(heads, &key(line)) > 1;
        is_outer(page, index, line) && (is_page_number(&line.text) || is_repeated())
    };
    page.lines.iter().enumerate().map(is_margin).collect()
}

/// True for a line that may be a head or foot.
fn is_outer(page: &Page, index: usize, line: &Line) -> bool {
    let y = line.y / page.height;
    (index < ENDS && y < TOP) || (index + ENDS >= page.lines.len() && y > BOTTOM)
}

/// What a head says on every page, its numbers aside, and where, in millimetres.
fn key(line: &Line) -> (String, i64) {
    let text = line.text.chars().map(|c| if c.is_numeric() { '0' } else { c }).collect();
    // Places are within a million by construction.
    #[allow(clippy::cast_possible_truncation)]
    let y = (line.y / 2.0).round() as i64;
    (text, y)
}

/// How often a key stands in a sorted list.
fn count(sorted: &[(String, i64)], key: &(String, i64)) -> usize {
    sorted.partition_point(|found| found <= key) - sorted.partition_point(|found| found < key)
}

/// True for one or two numbers among dashes and the words for page, of and in all.
fn is_page_number(text: &str) -> bool {
    let is_frame = |c: char| {
        c.is_whitespace()
            || matches!(c, '第' | '页' | '共' | '/' | '-' | '—' | '–' | '－' | '─' | '·')
    };
    let numbers: Vec<&str> = text.split(is_frame).filter(|word| !word.is_empty()).collect();
    let is_number = |word: &&str| word.chars().all(char::is_numeric) && word.chars().count() <= 4;
    matches!(numbers.len(), 1 | 2) && numbers.iter().all(is_number)
}

#[cfg(test)]
mod tests {
    use super::is_page_number;

    #[test]
    fn page_numbers() {
        for text in ["1", "— 12 —", "－１－", "- 3 -", "第 1 页 共 5 页", "3/12"] {
            assert!(is_page_number(text), "{text}");
        }
        for text in ["", "—", "2024-03-05", "第一章", "12345", "1.", "2024年", "1 2 3"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
