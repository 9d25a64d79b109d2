//! Pieces of the frame of a notice that ran into their neighbours although the text kept its other
//! line breaks: number and recipients, recipients and the first sentence, the last sentence and the
//! signature, the list of 附件 or the foot of the page.
//!
//! Each is cut only where both sides show what they are.

use super::flat::furniture_break;
use super::frame::{
    ATTACHMENT, glued_number, names_first, number_end, recipients_end, title_end,
    unknown_recipients,
};
use super::signed;
use crate::chars::{fold, is_space};
use crate::lexicon::Lexicon;
use crate::lexicon::page::Genre;
use crate::marker::{self, Style};
use memchr::memmem::FinderRev;
use once_cell::sync::Lazy;

/// Lines that can be blank between a name and its date.
const BLANK: usize = 8;
/// Lines with words among which title, number and recipients stand.
const HEAD: usize = 12;

static LAST_ATTACHMENT: Lazy<FinderRev<'static>> = Lazy::new(|| FinderRev::new(ATTACHMENT));

/// The same lines, cut around what ran together.
pub(super) fn apart(
    lexicon: &Lexicon,
    raw: &str,
    lines: Vec<(usize, usize)>,
) -> Vec<(usize, usize)> {
    let mut cut = Vec::with_capacity(lines.len());
    let (mut seen, mut above) = (0, "");
    for (index, line) in lines.iter().copied().enumerate() {
        let words = raw[line.0..line.1].trim_matches(is_space);
        let mut breaks = Vec::new();
        if seen < HEAD && !words.is_empty() {
            breaks = head_breaks(lexicon, raw, line, above);
            (seen, above) = (seen + 1, words);
        }
        breaks.extend(signed::breaks(lexicon, raw, line, next(raw, &lines, index)));
        breaks.extend(attachments(raw, line));
        breaks.extend(foot(lexicon, raw, line));
        breaks.sort_unstable();
        breaks.dedup();
        let mut start = line.0;
        for at in breaks.into_iter().filter(|at| line.0 < *at && *at < line.1) {
            cut.push((start, at));
            start = at;
        }
        cut.push((start, line.1));
    }
    cut
}

/// The next line with words.
pub(super) fn next<'t>(raw: &'t str, lines: &[(usize, usize)], index: usize) -> &'t str {
    let words = lines[index + 1..].iter().take(BLANK).map(|line| &raw[line.0..line.1]);
    { words }.find(|words| !words.chars().all(is_space)).unwrap_or_default()
}

/// Between title and number, behind number and recipients, and between a title and recipients.
pub(super) fn head_breaks(
    lexicon: &Lexicon,
    raw: &str,
    (start, end): (usize, usize),
    above: &str,
) -> Vec<usize> {
    let line = &raw[start..end];
    let title = title_end(lexicon, line);
    let number = number_end(line).filter(|at| recipients_end(lexicon, &line[*at..]).is_some());
    let glued = glued_number(lexicon, line);
    let from = title.or(number).or(glued.map(|(_, number)| number)).unwrap_or(0);
    let proved = from > 0 || ends_head(lexicon, above);
    let list = recipients_end(lexicon, &line[from..]).map(|len| from + len);
    let list = list.filter(|end| proved && precedes_text(lexicon, &line[from..], end - from));
    let unknown = || unknown_recipients(lexicon, &line[from..]).map(|len| from + len);
    let list = list.or_else(|| unknown().filter(|_| proved));
    let glued = glued.into_iter().flat_map(|(title, number)| [title, number]);
    title.into_iter().chain(number).chain(glued).chain(list).map(|at| start + at).collect()
}

/// The line above the recipients: a title or a number.
fn ends_head(lexicon: &Lexicon, above: &str) -> bool {
    let statutory = matches!(lexicon.genres.at_end(above), Some((_, Genre::Statutory)));
    let number = above.ends_with('号') && above.contains(['〔', '[', '［']);
    statutory || number
}

/// Several recipients, and a sentence behind their colon.
fn precedes_text(lexicon: &Lexicon, line: &str, end: usize) -> bool {
    let (list, text) = line.split_at(end);
    let list = list.trim_start_matches(is_space);
    let many = list.contains(|c: char| matches!(fold(c), ',' | '、'))
        || lexicon.organisations.begins_as_many(list);
    let opens = lexicon.openings.at_start(text.trim_start_matches(is_space)).is_some();
    let sentence = text.contains('。') || lexicon.opens_text(text.trim_end_matches([':', '：']));
    many && (sentence || opens) && names_first(lexicon, list)
}

/// Before a list of 附件 that follows the end of a sentence: `…责任。|附件:1.…`.
pub(super) fn attachments(raw: &str, (start, end): (usize, usize)) -> Option<usize> {
    let line = &raw[start..end];
    let at = LAST_ATTACHMENT.rfind(line.as_bytes())?;
    let before = line[..at].trim_end_matches(is_space).chars().next_back().map(fold)?;
    let mut behind = line[at + ATTACHMENT.len()..].chars();
    let colon = behind.next().is_some_and(|c| fold(c) == ':');
    let first = marker::at_start(behind.as_str().trim_start_matches(is_space));
    let numbered = first.is_some_and(|marker| marker.style == Style::Digit && marker.ordinal == 1);
    let ends = matches!(before, '。' | ';' | ')' | '〕' | '》');
    (colon && numbered && ends).then_some(start + at)
}

/// Before the foot of the page, behind which no sentence stands.
fn foot(lexicon: &Lexicon, raw: &str, line: (usize, usize)) -> Option<usize> {
    furniture_break(lexicon, raw, line).filter(|at| !raw[*at..line.1].contains('。'))
}
