//! Where sentences and their segments begin and end. Every look is bounded, so that a paragraph
//! without punctuation costs no more than its length.

use crate::chars::{is_close, is_open, is_punctuation};

/// As far as a rule looks in one direction, in bytes: 160 Chinese characters.
const WINDOW: usize = 480;

/// A colon does not end a sentence here: what follows it belongs to its words.
fn ends_sentence(ch: char) -> bool {
    matches!(ch, '。' | ';' | '!' | '?')
}

/// The words of the same sentence before byte `at`.
pub(super) fn sentence_before(text: &str, at: usize) -> &str {
    let head = window_before(text, at);
    let start = head.char_indices().rev().find(|(_, ch)| ends_sentence(*ch) || *ch == '\n');
    start.and_then(|(at, ch)| head.get(at + ch.len_utf8()..)).unwrap_or(head)
}

/// The words of the same sentence from byte `at` on, without what ends it.
pub(super) fn sentence_after(text: &str, at: usize) -> &str {
    let tail = window_after(text, at);
    let end = tail.find(|ch| ends_sentence(ch) || ch == '\n');
    end.and_then(|end| tail.get(..end)).unwrap_or(tail)
}

/// The words up to the first punctuation other than 、 and quotes; a bracket ends them too, but not
/// the short one of 县(市、区).
pub(super) fn first_segment(text: &str) -> &str {
    let mut inside = 0;
    let end = text.char_indices().find(|(at, ch)| {
        if *at < inside {
            return false;
        }
        inside = at + aside(text.get(*at..).unwrap_or_default());
        inside == *at && ends_segment(*ch)
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// The length of a bracket of hardly more than a word, `(市、区)`.
pub(super) fn aside(text: &str) -> usize {
    if !text.starts_with('(') {
        return 0;
    }
    let close = text.char_indices().take(8).find(|(_, ch)| *ch == ')');
    close.map_or(0, |(at, _)| at + 1)
}

/// The words after the last punctuation that ends a segment.
pub(super) fn last_segment(text: &str) -> &str {
    let start = text.char_indices().rev().find(|(_, ch)| ends_segment(*ch));
    start.and_then(|(at, ch)| text.get(at + ch.len_utf8()..)).unwrap_or(text)
}

/// True for signs that divide a sentence: commas, stops, colons and brackets.
pub(super) fn ends_segment(ch: char) -> bool {
    let inside_words = matches!(
        ch,
        '、' | '“'
            | '”'
            | '‘'
            | '’'
            | '《'
            | '》'
            | '-'
            | '—'
            | '·'
            | '~'
            | '/'
            | '%'
            | '.'
            | '+'
    );
    is_punctuation(ch) && !inside_words || matches!(ch, '(' | ')' | '〔' | '〕' | '[' | ']' | '\n')
}

/// True where byte `at` lies inside 《…》.
pub(super) fn in_title(text: &str, at: usize) -> bool {
    let head = window_before(text, at);
    let open = head.rfind('《');
    open.is_some_and(|open| head.rfind('》').is_none_or(|close| close < open))
}

/// Up to [`WINDOW`] bytes before `at`.
pub(super) fn window_before(text: &str, at: usize) -> &str {
    bytes_before(text, at, WINDOW)
}

/// Up to `limit` bytes before `at`.
pub(super) fn bytes_before(text: &str, at: usize, limit: usize) -> &str {
    let from = (at.saturating_sub(limit)..=at).find(|from| text.is_char_boundary(*from));
    from.and_then(|from| text.get(from..at)).unwrap_or_default()
}

pub(super) fn window_after(text: &str, at: usize) -> &str {
    let limit = text.len().min(at.saturating_add(WINDOW));
    let to = (at..=limit).rev().find(|to| text.is_char_boundary(*to));
    to.and_then(|to| text.get(at..to)).unwrap_or_default()
}

/// True where nothing but an opening bracket, a marker sign or a space stands before: `text` is
/// what precedes in the sentence.
pub(super) fn opens_sentence(head: &str) -> bool {
    head.trim_end_matches(|ch: char| is_open(ch) || is_close(ch) || ch == ' ' || ch == '.')
        .is_empty()
}

#[cfg(test)]
mod tests {
    use super::{first_segment, in_title, last_segment, sentence_after, sentence_before};

    #[test]
    fn sentences_and_segments_end_at_their_signs() {
        let text = "甲。乙,丙丁;戊";
        let at = text.find('丁').unwrap();
        assert_eq!(sentence_before(text, at), "乙,丙");
        assert_eq!(sentence_after(text, at), "丁");
        assert_eq!(last_segment("乙,丙"), "丙");
        assert_eq!(first_segment("报送“一月一报”、小结,由"), "报送“一月一报”、小结");
        assert_eq!(first_segment("各县(市、区)政府,由"), "各县(市、区)政府");
        assert_eq!(first_segment("完成(责任单位:甲局、乙局)"), "完成");
    }

    #[test]
    fn titles_are_seen_from_inside() {
        let text = "印发《2023年要点》,2023年";
        assert!(in_title(text, text.find("2023").unwrap()));
        assert!(!in_title(text, text.rfind("2023").unwrap()));
    }

    #[test]
    fn windows_end_at_characters() {
        let long = "字".repeat(400);
        for at in [0, 3, 600, 1200] {
            assert!(sentence_before(&long, at).len() <= 480);
            assert!(sentence_after(&long, at).len() <= 480);
        }
        assert_eq!(sentence_before(&long, 1), "");
    }
}
