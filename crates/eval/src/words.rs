//! Words as the comparison sees them, and how alike two of them are.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// Compatibility forms made plain, white space left out.
pub(super) fn folded(words: &str) -> String {
    // Separators of data (U+001C to U+001F) are white space in the definitions' scorer.
    let is_space = |c: &char| c.is_whitespace() || ('\u{1C}'..='\u{1F}').contains(c);
    words.nfkc().filter(|c| !is_space(c)).collect()
}

/// A value of a record as words; null is none.
pub(super) fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(words) => folded(words),
        other => other.to_string(),
    }
}

/// 1 for equal words; else the larger of the F1 of the longest common subsequence, and 0.9 times the
/// share of the shorter words that the longer hold in order.
pub(super) fn likeness(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.is_empty() || b.is_empty() {
        return if a == b { 1.0 } else { 0.0 };
    }
    let common = common(&a, &b) as f64;
    let shorter = a.len().min(b.len());
    let held = if shorter >= 3 { 0.9 * common / shorter as f64 } else { 0.0 };
    held.max(2.0 * common / (a.len() + b.len()) as f64)
}

/// The length of the longest common subsequence.
fn common(a: &[char], b: &[char]) -> usize {
    let mut above = vec![0_usize; b.len() + 1];
    for x in a {
        let mut row = vec![0; b.len() + 1];
        for (j, y) in b.iter().enumerate() {
            row[j + 1] = if x == y { above[j] + 1 } else { above[j + 1].max(row[j]) };
        }
        above = row;
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{folded, likeness};

    #[test]
    fn width_and_spaces_never_count() {
        assert_eq!(folded("\u{FF08}一\u{FF09} 20\u{3000}个\n"), "(一)20个");
    }

    #[test]
    fn likeness_is_of_words_in_order() {
        for (a, b, expected) in [
            ("基站", "基站", 1.0),
            ("", "基站", 0.0),
            ("", "", 1.0),
            ("新建基站", "基站", 4.0 / 6.0),
            ("5G基站", "新建5G基站数", 0.9),
            ("甲乙", "丙丁", 0.0),
        ] {
            assert!((likeness(a, b) - expected).abs() < 1e-9, "{a} {b} {}", likeness(a, b));
        }
    }
}
