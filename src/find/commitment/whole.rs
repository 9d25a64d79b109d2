//! Whether words can name what a number counts: not half of a quotation, not the row of a table.

use crate::chars::is_han;

/// Numbers that an indicator may hold; the row of a table that has lost its lines holds more.
const NUMBERS: usize = 4;

/// False for words that a quotation mark cuts, and for rows of a table.
pub(super) fn is_whole(words: &str) -> bool {
    let pairs = [('“', '”'), ('《', '》')];
    let balanced = pairs.iter().all(|(open, close)| {
        let mut depth = 0_i32;
        let steps = words.chars().filter_map(|c| match c {
            c if c == *open => Some(1),
            c if c == *close => Some(-1),
            _ => None,
        });
        steps.into_iter().all(|step| {
            depth += step;
            depth >= 0
        })
    });
    let mut in_number = false;
    let digits = words.chars().filter(|c| {
        let begins = c.is_ascii_digit() && !in_number;
        in_number = c.is_ascii_digit();
        begins
    });
    let opens = words.starts_with(is_han) || words.starts_with(|c: char| c.is_alphanumeric());
    let opens = opens || words.starts_with(['“', '《', '(', '—']);
    // 100个 counts nothing by itself.
    let bare = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let named = bare.len() == words.len() || bare.chars().nth(1).is_some();
    balanced && opens && named && digits.count() < NUMBERS
}
