//! Pronunciation in brackets behind a character, as converters of old pages leave it: `區(qū)`.
//!
//! Only one or two syllables with a tone mark are taken for it: `(km)` and `(app)` are words.

use crate::chars::{fold, is_han};

/// Bytes of the longest such note with its brackets.
const LONGEST: usize = 32;
/// Vowels with a tone.
const TONES: &str = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ";

/// The bytes of the note that begins `rest`, behind the words `before`; 0 where there is none.
pub(super) fn len(before: &str, rest: &str) -> usize {
    let opens = rest.chars().next().is_some_and(|c| fold(c) == '(');
    if !opens || !before.chars().next_back().is_some_and(is_han) {
        return 0;
    }
    let Some(close) = rest.char_indices().take(LONGEST).find(|(_, c)| fold(*c) == ')') else {
        return 0;
    };
    let inside = rest[..close.0].trim_start_matches(['(', '（']);
    let is_sound = |c: char| c.is_ascii_lowercase() || c == 'ü' || TONES.contains(c);
    let syllables = inside.split(' ').filter(|part| !part.is_empty()).count();
    let sounds = inside.chars().all(|c| c == ' ' || is_sound(c));
    let toned = inside.contains(|c| TONES.contains(c));
    if sounds && toned && (1..=2).contains(&syllables) { close.0 + close.1.len_utf8() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::len;

    #[test]
    fn sounds_with_a_tone_are_no_words() {
        let cases = [
            ("區", "(qū)政府", 5),
            ("区", "（qū）政府", 9),
            ("葛", "(gě)", 5),
            ("銀", "(yín háng)", 12),
            ("路", "(km)", 0),
            ("和", "(hé shì bì xìn)", 0),
            ("a", "(qū)", 0),
            ("", "(qū)", 0),
            ("區", "(區)", 0),
            ("區", "(qū", 0),
        ];
        for (before, rest, want) in cases {
            assert_eq!(len(before, rest), want, "{before}{rest}");
        }
    }
}
