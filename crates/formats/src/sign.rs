//! What the marks of notes look like, whatever the format.

/// `1`, `[2]`, `〔3〕`, `①`, `*`, `iv`, `[1,2]`.
pub(super) fn is_mark(words: &str) -> bool {
    let inner = words.trim_matches(is_bracket);
    let is_sign =
        |c: char| matches!(c, '*' | '＊' | '†' | '‡' | '§' | '※' | ',' | '，' | '、' | '-');
    let is_number = |c: char| {
        c.is_numeric() && !('一'..='龥').contains(&c) || matches!(c, 'i' | 'v' | 'x' | '注')
    };
    !inner.is_empty() && inner.chars().all(|c| is_number(c) || is_sign(c) || is_bracket(c))
}

/// True for a mark that is nothing else where it is raised: a bare number is an exponent.
pub(super) fn is_bracketed(words: &str) -> bool {
    words.starts_with(is_bracket) && words.ends_with(is_bracket) && is_mark(words)
        || words.chars().all(|c| ('①'..='⓿').contains(&c)) && !words.is_empty()
}

fn is_bracket(c: char) -> bool {
    matches!(c, '[' | ']' | '［' | '］' | '〔' | '〕' | '【' | '】' | '(' | ')' | '（' | '）')
}

#[cfg(test)]
mod tests {
    use super::{is_bracketed, is_mark};

    #[test]
    fn marks_are_numbers_and_signs() {
        for (words, is, alone) in [
            ("1", true, false),
            ("[12]", true, true),
            ("〔3〕", true, true),
            ("①", true, true),
            ("*", true, false),
            ("[注1]", true, true),
            ("附1", false, false),
            ("一", false, false),
            ("[]", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_mark(words), is_bracketed(words)), (is, alone), "{words}");
        }
    }
}
