//! Titles that no other rule sees: `某某市2025年补贴活动公告` without 关于, `转发某某局关于…的提示` without
//! a genre. Looked for last, on a line of its own among the first lines.

use super::fields::RawField;
use super::title::{self, Title};
use super::{Frame, dense, organ, width};
use crate::lexicon::page::{FieldName, Genre};
use crate::marker;
use crate::model::SegmentKind;

/// Code points of the shortest such title.
const SHORTEST: usize = 8;
/// Code points of the longest.
const LONGEST: usize = 80;

/// The first line that is such a title, before the text begins. Marks it. The beginning of a title
/// that page or file state is none.
pub(super) fn find(frame: &mut Frame, fields: &[RawField]) -> Option<Title> {
    let stated = fields.iter().filter(|field| field.name == FieldName::Title);
    let stated: Vec<String> = stated.map(|field| dense(field.value.of(&frame.tidy.text))).collect();
    let title = search(frame)?;
    let cut =
        |stated: &String| stated.len() > title.words.len() && stated.starts_with(&title.words);
    if stated.iter().any(cut) {
        return None;
    }
    frame.mark(title.lines.0, SegmentKind::Title);
    Some(title)
}

fn search(frame: &Frame) -> Option<Title> {
    let head = 0..frame.head(title::HEAD_LINES);
    let head =
        head.take_while(|line| !frame.is_free(*line) || !title::ends_head(&frame.dense[*line]));
    let free = head.filter(|line| frame.is_free(*line) && !frame.is_row(*line));
    { free }.filter(|line| !leads_to(frame, *line)).find_map(|line| {
        let range = frame.range(line);
        let title = Title::new(frame, range, (line, line));
        let words = &title.words;
        let fits = (SHORTEST..=LONGEST).contains(&width(words))
            && !words.contains(['。', ';', ':', ','])
            && marker::at_start(words).is_none();
        let genre = title.genre.map(|(_, genre)| genre);
        let named = announces(frame, words, genre) || speaks_about(frame, words);
        (fits && named).then_some(title)
    })
}

/// A place or a year, and a statutory genre at the end.
fn announces(frame: &Frame, words: &str, genre: Option<Genre>) -> bool {
    let organisations = &frame.lexicon.organisations;
    let placed =
        || organisations.full_places(words) > 0 || !organisations.grammar_places(words).is_empty();
    genre == Some(Genre::Statutory) && (placed() || words.starts_with("20"))
}

/// 关于 behind an organ, or behind the word that passes something on.
fn speaks_about(frame: &Frame, words: &str) -> bool {
    let Some(issuer) = title::before_about(words) else { return false };
    let passes_on = frame.lexicon.phrases.issuing.at_start(issuer).is_some();
    passes_on || organ::is_organ(frame.lexicon, issuer)
}

/// The path of a page that ends in the title on the next line.
pub(super) fn leads_to(frame: &Frame, line: usize) -> bool {
    let next = frame.next(line + 1).filter(|next| frame.is_free(*next));
    let next = next.map(|next| frame.dense[next].as_str()).filter(|next| width(next) >= SHORTEST);
    let words = frame.dense[line].as_str();
    next.is_some_and(|next| words.len() > next.len() && words.ends_with(next))
}
