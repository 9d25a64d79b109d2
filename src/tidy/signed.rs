//! The signature of a notice where it ran into the line before it, or into the note behind its date.
//!
//! All places are bytes of the raw text, inside the line that is asked about.

use super::frame::{ATTACHMENT, bracketed, organ_before, signed_date};
use crate::chars::{is_han, is_space};
use crate::lexicon::Lexicon;
use crate::names::recognise::NameShape;

/// Characters of the longest name that a list of attachments runs into.
const NAME: usize = 24;
/// Characters of the shortest.
const SHORTEST: usize = 4;

/// Around name and date in a line, and before a name whose date stands on the next line.
pub(super) fn breaks(lexicon: &Lexicon, raw: &str, line: (usize, usize), next: &str) -> Vec<usize> {
    let words = raw[line.0..line.1].trim_end_matches(is_space);
    let mut breaks = signature(lexicon, words);
    breaks.extend(note(words));
    if begins_with_date(next) {
        breaks.extend(organ_before(lexicon, words, words.len()));
        breaks.extend(organ_behind_list(lexicon, words));
    }
    breaks.iter().map(|at| line.0 + at).collect()
}

/// Name, date and what stands behind it where a signature ends the line: `…落实。|某县人民政府|2024年4月9日`.
fn signature(lexicon: &Lexicon, line: &str) -> Vec<usize> {
    let Some(year) = line.rfind('年') else { return Vec::new() };
    let Some((from, to)) = signed_date(line, year) else { return Vec::new() };
    let is_last = to == line.len() || bracketed(&line[to..]) == Some(line.len() - to);
    // Name and date on a line of their own stay together.
    let alone = |name: &usize| to == line.len() && line[..*name].chars().all(is_space);
    match organ_before(lexicon, line, from).filter(|name| is_last && !alone(name)) {
        Some(name) => vec![name, from, to],
        None => Vec::new(),
    }
}

/// Behind a date that begins the line and is all of it but a note: `2024年4月9日|(此件公开发布)`.
fn note(line: &str) -> Option<usize> {
    let end = date_end(line)?;
    (bracketed(&line[end..]) == Some(line.len() - end)).then_some(end)
}

/// Where the date ends that begins the line.
fn date_end(line: &str) -> Option<usize> {
    let (from, to) = signed_date(line, line.find('年')?)?;
    line[..from].chars().all(is_space).then_some(to)
}

/// A date and nothing else but a note behind it.
fn begins_with_date(line: &str) -> bool {
    let line = line.trim_end_matches(is_space);
    date_end(line)
        .is_some_and(|end| end == line.len() || bracketed(&line[end..]) == Some(line.len() - end))
}

/// Before a name that is known whole at the end of a list of attachments: `附件:某某制度|国务院办公厅`. Best
/// behind a genre, else the shortest.
fn organ_behind_list(lexicon: &Lexicon, line: &str) -> Option<usize> {
    if !line.trim_start_matches(is_space).starts_with(ATTACHMENT) {
        return None;
    }
    let places = line.char_indices().rev().take(NAME).take_while(|(_, c)| is_han(*c));
    let known = |name: &str| matches!(lexicon.organisations.name_shape(name), NameShape::Known(_));
    let names = places.skip(SHORTEST - 1).map(|(at, _)| at).filter(|at| known(&line[*at..]));
    let names: Vec<usize> = names.collect();
    let behind_genre = |at: &&usize| lexicon.genres.at_end(&line[..**at]).is_some();
    names.iter().find(behind_genre).or(names.first()).copied()
}
