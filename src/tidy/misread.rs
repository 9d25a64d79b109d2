//! Signs that a scanner took for others: `完成.` for the end of a sentence, `市教育局丶财政局`, `—、总体要求`,
//! `2O25年`.
//!
//! Each has a twin of as many bytes, so all places stay as they are. A sign is changed only where its
//! neighbours show that it cannot be what it looks like.

use crate::chars::{fold, is_han, is_space};
use crate::lexicon::Lexicon;
use crate::marker;
use memchr::memmem;
use std::borrow::Cow;

/// Misread signs of three bytes.
const STOP: char = '\u{FF0E}';
const COMMA: char = '\u{4E36}';
const ONE: char = '\u{2014}';
/// Characters of the longest marker before a full stop.
const MARKER: usize = 6;
/// Bytes on either side among which a number ends.
const NUMBER: usize = 16;

/// The text with such signs as they were meant.
pub(super) fn mended<'t>(lexicon: &Lexicon, raw: Cow<'t, str>) -> Cow<'t, str> {
    let places = places(lexicon, &raw);
    if places.is_empty() {
        return raw;
    }
    let mut mended = String::with_capacity(raw.len());
    for (at, meant) in places {
        mended.push_str(raw.get(mended.len()..at).unwrap_or_default());
        mended.push(meant);
    }
    mended.push_str(raw.get(mended.len()..).unwrap_or_default());
    Cow::Owned(mended)
}

/// Where a sign is misread, and what it was.
fn places(lexicon: &Lexicon, raw: &str) -> Vec<(usize, char)> {
    let mut places = Vec::new();
    for sign in [STOP, COMMA, ONE] {
        let mut buffer = [0; 4];
        for at in memmem::find_iter(raw.as_bytes(), sign.encode_utf8(&mut buffer).as_bytes()) {
            let (before, behind) = (&raw[..at], &raw[at + sign.len_utf8()..]);
            let meant = match sign {
                STOP => ends_sentence(before, behind).then_some('。'),
                COMMA => Some('、'),
                _ => is_one(lexicon, before, behind).then_some('一'),
            };
            places.extend(meant.map(|meant| (at, meant)));
        }
    }
    for at in memchr::memchr2_iter(b'O', b'l', raw.as_bytes()) {
        if in_number(raw, at) {
            places.push((at, if raw[at..].starts_with('O') { '0' } else { '1' }));
        }
    }
    places.sort_unstable();
    places
}

/// Behind words and before others, or at the end of the line: no stop of a marker (`一.`, `(一).`) or a number.
fn ends_sentence(before: &str, behind: &str) -> bool {
    let closes = |c: char| is_han(c) || matches!(fold(c), ')' | '”' | '》' | '%');
    let goes_on = |c: char| is_han(c) || c.is_control() || is_space(c) || "“《(（".contains(c);
    let near = before.chars().rev().take(MARKER + 1).take_while(|c| !c.is_control());
    let near: String =
        near.filter(|c| !is_space(*c)).collect::<Vec<_>>().into_iter().rev().collect();
    let in_marker = marker::at_start(&format!("{near}.甲")).is_some();
    before.chars().next_back().is_some_and(closes)
        && behind.chars().next().is_none_or(goes_on)
        && !in_marker
}

/// A dash alone that is 一: in a marker or in a word.
fn is_one(lexicon: &Lexicon, before: &str, behind: &str) -> bool {
    let (last, next) = (before.chars().next_back(), behind.chars().next());
    let opens =
        last.is_none_or(|c| c.is_control() || is_space(c) || matches!(fold(c), '。' | ';' | ':'));
    let sign = |c: Option<char>| matches!(c, Some('、' | COMMA));
    let bracket = |c: Option<char>, wanted: char| c.is_some_and(|c| fold(c) == wanted);
    let teen = last == Some('十');
    let in_brackets = (teen || bracket(last, '(')) && bracket(next, ')');
    let counts = (opens || teen) && (sign(next) || next == Some('是'))
        || opens && next == Some('十') && sign(behind.chars().nth(1));
    let start = before.char_indices().next_back().map_or(0, |(at, _)| at);
    let words = &before[start..];
    let in_word = || {
        let around: String = words.chars().chain([ONE]).chain(behind.chars().take(2)).collect();
        let own = &around[words.len()..];
        [&*around, own].iter().any(|words| lexicon.phrases.misread_one.at_start(words).is_some())
    };
    last != Some(ONE) && next != Some(ONE) && (in_brackets || counts || in_word())
}

/// Among digits, and no other letter: `2O25`, `l2月`, `1O`.
fn in_number(raw: &str, at: usize) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric();
    let start =
        at - raw.as_bytes()[..at].iter().rev().take(NUMBER).take_while(|b| is_part(b)).count();
    let end = at + raw.as_bytes()[at..].iter().take(NUMBER).take_while(|b| is_part(b)).count();
    let number = &raw.as_bytes()[start..end];
    let plain = number.iter().all(|byte| byte.is_ascii_digit() || matches!(byte, b'O' | b'l'));
    let digits = number.iter().any(u8::is_ascii_digit);
    plain && digits && number.first() != Some(&b'O')
}

#[cfg(test)]
mod tests {
    use super::mended;
    use crate::lexicon::Lexicon;
    use std::borrow::Cow;

    #[test]
    fn signs_are_put_back_where_they_can_be_nothing_else() {
        for (read, meant) in [
            (
                "—、总体要求\n（—）目标．到2O25年建成l2处．",
                "一、总体要求\n（一）目标。到2025年建成12处。",
            ),
            ("市教育局丶财政局进—步做好．", "市教育局、财政局进一步做好。"),
            ("十—、完善机制．“要”", "十一、完善机制。“要”"),
            ("完成率9O%以上", "完成率90%以上"),
        ] {
            assert_eq!(mended(Lexicon::builtin(), Cow::Borrowed(read)), meant);
        }
        for text in [
            "——到2025年",
            "3．5万",
            "一．目标\n（一）．任务\n1．建设",
            "4月—10月",
            "甲市—乙市",
            "O2O、H2O、PM2.5",
        ] {
            let same = mended(Lexicon::builtin(), Cow::Borrowed(text));
            assert_eq!(same, text);
        }
    }
}
