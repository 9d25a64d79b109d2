//! The sentence on either side of a place, up to a semicolon or the end of its line.

use super::Annotations;

/// Bytes of a sentence that are looked at on one side: 160 characters. A text without punctuation costs no
/// more than other text.
const REACH: usize = 480;

/// A colon does not end a sentence here: what follows it belongs to its words.
fn ends(sign: char) -> bool {
    matches!(sign, '。' | ';' | '!' | '?' | '\n')
}

impl Annotations<'_> {
    /// The words of the same sentence before byte `at`.
    pub(crate) fn sentence_before<'s>(&'s self, words: &'s str, at: usize) -> &'s str {
        let from = (at.saturating_sub(REACH)..=at).find(|from| words.is_char_boundary(*from));
        let near = from.and_then(|from| words.get(from..at)).unwrap_or_default();
        self.signs(near).tail(ends)
    }

    /// The words of the same sentence from byte `at` on, without what ends it.
    pub(crate) fn sentence_after<'s>(&'s self, words: &'s str, at: usize) -> &'s str {
        let limit = words.len().min(at.saturating_add(REACH));
        let to = (at..=limit).rev().find(|to| words.is_char_boundary(*to));
        let near = to.and_then(|to| words.get(at..to)).unwrap_or_default();
        self.signs(near).head(ends)
    }
}

#[cfg(test)]
mod tests {
    use super::Annotations;
    use crate::lexicon::Lexicon;

    #[test]
    fn a_sentence_ends_at_its_signs() {
        let text = "甲。乙,丙丁;戊";
        let marks = Annotations::of(Lexicon::builtin(), text);
        let at = text.find('丁').unwrap();
        assert_eq!(marks.sentence_before(text, at), "乙,丙");
        assert_eq!(marks.sentence_after(text, at), "丁");
    }

    #[test]
    fn a_text_without_signs_is_cut_at_characters() {
        let long = "字".repeat(400);
        let marks = Annotations::of(Lexicon::builtin(), &long);
        for at in [0, 3, 600, 1200] {
            assert!(marks.sentence_before(&long, at).len() <= 480);
            assert!(marks.sentence_after(&long, at).len() <= 480);
        }
        assert_eq!(marks.sentence_before(&long, 1), "");
    }
}
