//! The grammar inside a clause, shared by all rules: brackets, labels, lists, verbs, deadlines.
//!
//! Nothing here decides whether words are a clause; the rules do.

pub(crate) mod brackets;
pub(crate) mod due;
pub(crate) mod extent;
pub(crate) mod label;
pub(crate) mod list;
mod mark;
pub(crate) mod name;
pub(crate) mod split;
pub(crate) mod statement;
pub(crate) mod tail;
mod told;

/// No clause seen is half as long; what is longer is not read as one. Keeps every rule linear.
pub(crate) const MAX_BYTES: usize = 6000;

/// The part of `text` that ends at most `limit` bytes after its start, cut between characters.
#[must_use]
pub(crate) fn head(text: &str, limit: usize) -> &str {
    &text[..floor(text, limit)]
}

/// The part of `text` that starts at most `limit` bytes before its end, cut between characters.
#[must_use]
pub(crate) fn foot(text: &str, limit: usize) -> &str {
    let mut at = text.len().saturating_sub(limit);
    while !text.is_char_boundary(at) {
        at += 1;
    }
    &text[at..]
}

fn floor(text: &str, limit: usize) -> usize {
    let mut at = limit.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{foot, head};

    #[test]
    fn windows_never_cut_a_character() {
        assert_eq!(head("区财政局", 4), "区");
        assert_eq!(head("区", 9), "区");
        assert_eq!(foot("区财政局", 4), "局");
        assert_eq!(foot("", 4), "");
    }
}
