//! Where the segments of a sentence begin and end.

use crate::annotate::Annotations;
use crate::chars::{is_close, is_open, is_punctuation};

/// The words up to the first punctuation other than 、 and quotes; a bracket ends them too, but not
/// the short one of 县(市、区).
pub(super) fn first_segment<'t>(marks: &'t Annotations, text: &'t str) -> &'t str {
    let signs = marks.signs(text);
    let mut inside = 0;
    let end = signs.iter().find(|(at, sign)| {
        if *at < inside {
            return false;
        }
        inside = at + aside(marks, text.get(*at..).unwrap_or_default());
        inside == *at && ends_segment(*sign)
    });
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// The length of a bracket of hardly more than a word, `(市、区)`.
pub(super) fn aside(marks: &Annotations, text: &str) -> usize {
    bracket(marks, text, 8)
}

/// The length of the bracket that `text` begins with, if it has at most `most` characters.
pub(super) fn bracket(marks: &Annotations, text: &str, most: usize) -> usize {
    if !text.starts_with('(') {
        return 0;
    }
    let close = marks.signs(text).first(&[')']);
    let short = |at: &usize| text.get(..*at).is_some_and(|all| all.chars().nth(most - 1).is_none());
    close.filter(short).map_or(0, |at| at + 1)
}

/// The words after the last punctuation that ends a segment.
pub(super) fn last_segment<'t>(marks: &'t Annotations, text: &'t str) -> &'t str {
    marks.signs(text).tail(ends_segment)
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

/// True where nothing but an opening bracket, a marker sign or a space stands before: `text` is
/// what precedes in the sentence.
pub(super) fn opens_sentence(head: &str) -> bool {
    head.trim_end_matches(|ch: char| is_open(ch) || is_close(ch) || ch == ' ' || ch == '.')
        .is_empty()
}

#[cfg(test)]
mod tests {
    use super::{first_segment, last_segment};
    use crate::annotate::Annotations;
    use crate::lexicon::Lexicon;

    #[test]
    fn segments_end_at_their_signs() {
        let marks = Annotations::of(Lexicon::builtin(), "");
        assert_eq!(last_segment(&marks, "乙,丙"), "丙");
        for (text, first) in [
            ("报送“一月一报”、小结,由", "报送“一月一报”、小结"),
            ("各县(市、区)政府,由", "各县(市、区)政府"),
            ("完成(责任单位:甲局、乙局)", "完成"),
        ] {
            assert_eq!(first_segment(&marks, text), first);
        }
    }
}
