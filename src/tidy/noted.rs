//! A note in brackets between a title and what follows it, and the recipients behind a number, where line
//! breaks were lost.
//!
//! All places are bytes of the line that is asked about.

use super::flat::head;
use super::frame::{
    NUMBER, NUMBERS, TITLE, bracketed, ends_title, opens_number, recipients_end, signed_date,
};
use crate::chars::{fold, is_han, is_space};
use crate::lexicon::Lexicon;

/// Bytes in which the title behind the fields of a page ends.
const LIST: usize = 2400;

/// Where title, note and number end that ran together: `…的实施意见|(2024年5月8日)|霁发〔2024〕12号|`.
pub(super) fn noted_number(lexicon: &Lexicon, line: &str) -> Option<[usize; 3]> {
    let near = head(line, TITLE);
    let (open, _) = near.char_indices().find(|(_, c)| opens_number(*c))?;
    let code = near[..open].chars().rev().take_while(|c| is_han(*c));
    let code_start = open - code.map(char::len_utf8).sum::<usize>();
    let note_end = near[..code_start].trim_end_matches(is_space).len();
    let note = near[..note_end].char_indices().rev().find(|(_, c)| fold(*c) == '(')?.0;
    let is_note = bracketed(&near[note..note_end]).is_some_and(|len| note + len == note_end);
    let end = open + head(&line[open..], NUMBER).find('号')? + '号'.len_utf8();
    let title = near[..note].trim_end_matches(is_space);
    let named =
        ends_title(lexicon, title) || is_date(&near[note..note_end]) && is_named(lexicon, title);
    (is_note && named).then_some([note, note_end, end])
}

/// Where title and date in brackets end that ran into the recipients: `…的通知|(2023年5月23日)|各县人民政府:`. A
/// number in brackets does the same.
pub(super) fn dated_title(lexicon: &Lexicon, line: &str) -> Option<[usize; 2]> {
    let near = head(line, LIST);
    let mut brackets = near.char_indices().filter(|(_, c)| fold(*c) == '(').map(|(at, _)| at);
    brackets.find_map(|note| {
        let end = note + bracketed(&near[note..])?;
        let title = near[..note].trim_end_matches(is_space);
        let inside = &near[note..end];
        let is_number = inside.contains(opens_number) && inside.contains('号');
        let titled = (is_date(inside) || is_number) && is_named(lexicon, title);
        let list = recipients_end(lexicon, &line[end..]).filter(|_| titled)?;
        (!line[end..end + list].contains('《')).then_some([note, end])
    })
}

/// `(2023年5月23日)`.
fn is_date(note: &str) -> bool {
    let inside = note.trim_matches(is_space).trim_start_matches(['(', '（']);
    let close = |c: char| fold(c) == ')';
    let date = inside.find('年').and_then(|year| signed_date(inside, year));
    date.is_some_and(|(from, to)| {
        from == 0 && inside[to..].trim_start_matches(is_space).chars().all(close)
    })
}

/// Ends as titles do: in a genre, or in the title of what is issued.
fn is_named(lexicon: &Lexicon, title: &str) -> bool {
    title.ends_with('》') || lexicon.genres.at_end(title).is_some()
}

/// The recipients behind a number, as far as their colon: `榕政办规〔2023〕9 号 |各县人民政府,市直各委、办:|`.
pub(super) fn addressed(lexicon: &Lexicon, line: &str) -> Option<(usize, usize)> {
    let near = head(line, TITLE);
    let brackets = near.char_indices().filter(|(_, c)| opens_number(*c)).take(NUMBERS);
    { brackets }.find_map(|(open, _)| {
        let end = open + head(&line[open..], NUMBER).find('号')? + '号'.len_utf8();
        let list = recipients_end(lexicon, &line[end..])?;
        (!line[end..end + list].contains('《')).then_some((end, end + list))
    })
}
