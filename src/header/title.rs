//! The title of a notice, over as many lines as it takes.

use super::{Frame, attachment, dense, number, plain, signature, told, width};
use crate::diagnostic::{Code, Notes};
use crate::lexicon::page::{FieldName, Genre};
use crate::marker;
use crate::model::SegmentKind;
use crate::span::TextRange;

/// A title stands among the first lines.
pub(super) const HEAD_LINES: usize = 45;
/// Lines that a title may be broken into.
pub(super) const TITLE_LINES: usize = 6;
/// Organs on lines of their own above the words of a joint title.
pub(super) const ORGANS: usize = 12;
/// Chinese characters of the shortest title.
const SHORTEST: usize = 3;
/// Code points that a heading above a table has at least where it is a title and no name of a sheet.
pub(super) const SHORTEST_STATED: usize = 8;
/// Code points of a line of a menu, as a rule.
const MENU: usize = 10;
/// Code points of the longest label of a title.
const LABEL: usize = 6;
/// Code points of the longest bracket that belongs to a title.
const VERSION: usize = 14;
/// Code points of the longest title.
pub(super) const LONGEST: usize = 160;

/// The title block.
#[derive(Clone, Debug)]
pub(super) struct Title {
    /// From the first to the last word of the title.
    pub(super) range: TextRange,
    /// First and last line.
    pub(super) lines: (usize, usize),
    /// The words without spaces and line breaks.
    pub(super) words: String,
    /// The genre at its end with its place, `的通知` → `通知`.
    pub(super) genre: Option<(TextRange, Genre)>,
    /// The lines of the same title above it, which belongs to the page.
    pub(super) copy: Option<(usize, usize)>,
}

impl Title {
    /// A title that stands once.
    pub(super) fn new(frame: &Frame, range: TextRange, lines: (usize, usize)) -> Self {
        let words = dense(range.of(&frame.tidy.text));
        let genre = genre(frame, range, &words);
        Self { range, lines, words, genre, copy: None }
    }
}

/// Finds the title and marks its lines. Of two blocks with the same title the second is the
/// notice's own; the first belongs to the page. What the file calls itself is looked for first; where
/// it is the title of a notice and not on the page, lines that could be any title are not taken.
pub(super) fn find(
    frame: &mut Frame,
    stated: Option<TextRange>,
    notes: &mut Notes,
) -> Option<Title> {
    let stated = stated.map(|range| dense(range.of(&frame.tidy.text)));
    let told = stated.as_ref().and_then(|words| told::find(frame, words));
    let is_notice = stated.as_ref().is_some_and(|words| {
        about(words) && matches!(frame.lexicon.genres.at_end(words), Some((_, Genre::Statutory)))
    });
    let settled = |title: &Title| {
        !is_notice || title.genre.is_some_and(|(_, genre)| genre == Genre::Statutory)
    };
    let first = told.or_else(|| search(frame, 0).filter(settled));
    let first =
        first.or_else(|| told::above_table(frame)).or_else(|| told::of_attachment(frame))?;
    let again = again(frame, &first);
    for line in first.lines.0..=first.lines.1 {
        frame.mark(line, SegmentKind::Title);
    }
    let Some(mut second) = again else { return Some(first) };
    second.copy = Some(first.lines);
    notes.at(Code::DuplicateText, first.range, format!("the title stands twice: {}", first.words));
    for line in second.lines.0..=second.lines.1 {
        frame.mark(line, SegmentKind::Title);
    }
    Some(second)
}

/// The same title further down, before the text begins, or the whole title of which the first is a piece.
fn again(frame: &Frame, first: &Title) -> Option<Title> {
    let head = first.lines.1 + 1..frame.head(HEAD_LINES);
    let head = head.take_while(|line| !frame.is_free(*line) || !ends_head(&frame.dense[*line]));
    let titles = head.filter(|line| frame.is_free(*line)).filter_map(|line| at(frame, line));
    let mut titles: Vec<Title> = titles.collect();
    let same = titles.iter().position(|second| second.words == first.words);
    let found = same.or_else(|| titles.iter().position(|second| completes(frame, first, second)));
    found.map(|found| titles.swap_remove(found))
}

/// `某某县人民政府关于印发某某方案的通知` below `某某方案`, by which a page calls it.
fn completes(frame: &Frame, first: &Title, second: &Title) -> bool {
    let opening = &frame.dense[second.lines.0];
    let opens = about(opening) || super::organ::is_organ(frame.lexicon, opening);
    let statutory = second.genre.is_some_and(|(_, genre)| genre == Genre::Statutory);
    opens && statutory && about(&second.words) && second.words.contains(&first.words)
}

fn search(frame: &Frame, from: usize) -> Option<Title> {
    for line in from..frame.head(HEAD_LINES) {
        if !frame.is_free(line) {
            continue;
        }
        let words = &frame.dense[line];
        if !plain::leads_to(frame, line)
            && let Some(title) = at(frame, line)
        {
            return Some(title);
        }
        if ends_head(words) {
            return None;
        }
    }
    None
}

/// The text has begun: no title of the cover follows.
pub(super) fn ends_head(words: &str) -> bool {
    let sentence = words.contains('。') || words.ends_with(':') || width(words) > LONGEST;
    sentence || marker::at_start(words).is_some_and(|m| m.style == marker::Style::Han)
}

/// A title that begins on this line.
pub(super) fn at(frame: &Frame, line: usize) -> Option<Title> {
    let marked = marker::at_start(&frame.dense[line]);
    if attachment::is_bare_label(&frame.dense[line])
        || is_serial_line(frame, line)
        || stands_twice(frame, line)
        || marked.is_some_and(|marker| marker.style != marker::Style::Digit)
    {
        return None;
    }
    let mut last = line;
    let mut best = None;
    let organs = (line..frame.len()).take(ORGANS);
    let organs = organs.take_while(|line| frame.lexicon.is_organ(&frame.dense[*line])).count();
    for end in line..(line + organs.saturating_sub(1) + TITLE_LINES).min(frame.len()) {
        let is_prose = !frame.is_row(end) && !frame.dense[end].contains(['。', ';']);
        let joinable = frame.is_free(end) && is_prose;
        let starts_anew = end > line && opens_other(frame, end);
        if !joinable || starts_anew {
            break;
        }
        last = end;
        let range = frame.range(line).cover(frame.range(end));
        if let Some(title) = accept(frame, range, (line, end)) {
            let settled = title.genre.is_some_and(|(_, genre)| genre == Genre::Statutory);
            let open =
                !settled && (continues(frame, end) || is_closed_below(frame, end, &title.words));
            best = Some(title);
            if !is_version(frame, end + 1) && !open {
                break;
            }
        }
        if frame.dense[end].ends_with(':') {
            break;
        }
    }
    best.or_else(|| untyped(frame, line, last))
}

/// A line without a genre that stands again right below: the organ above a title that a page repeats.
fn stands_twice(frame: &Frame, line: usize) -> bool {
    let words = &frame.dense[line];
    frame.dense.get(line + 1) == Some(words) && frame.lexicon.genres.at_end(words).is_none()
}

/// `(2021—2023年)`, `(试行)`: a line that belongs to the title above it, and is no date, number or note.
fn is_version(frame: &Frame, line: usize) -> bool {
    let free = frame.is_free(line) && line < frame.len();
    let Some(words) = frame.dense.get(line).filter(|_| free) else { return false };
    let inside = words.strip_prefix('(').and_then(|words| words.strip_suffix(')'));
    inside.is_some_and(|inside| {
        let is_note = frame.lexicon.phrases.note.find(inside).is_some();
        let is_number = number::find(inside).is_some() || number::serial(inside).is_some();
        let is_day = inside.contains('月') || inside.contains('第');
        width(inside) <= VERSION
            && !inside.contains([',', '。', ':'])
            && !is_note
            && !is_number
            && !is_day
    })
}

/// The next line may belong to the title: `…政务服务标准⏎化规范化…的通知`.
fn continues(frame: &Frame, line: usize) -> bool {
    let next = line + 1;
    next < frame.len()
        && frame.is_free(next)
        && frame.tidy.lines[next].gap == 0
        && width(&frame.dense[next]) <= 60
        && frame.lexicon.phrases.issuing.find(&frame.dense[line]).is_some()
}

/// A title that issues something, and the line that closes it on the next line, a blank one between or not.
fn is_closed_below(frame: &Frame, line: usize, title: &str) -> bool {
    let next = line + 1;
    next < frame.len()
        && frame.is_free(next)
        && width(&frame.dense[next]) <= 60
        && frame.lexicon.phrases.issuing.find(title).is_some()
        && closes(frame, next)
}

/// `和《某某办法》的通知`, `(2023版)的通知`: the last line of a title that a converter parted by blank lines.
fn closes(frame: &Frame, line: usize) -> bool {
    let range = inner(frame, frame.range(line));
    let words = dense(range.of(&frame.tidy.text));
    let genre = frame.lexicon.genres.at_end(&words);
    let ends = genre.is_some_and(|(word, genre)| {
        *genre == Genre::Statutory && words[..words.len() - word.len()].ends_with('的')
    });
    ends && !about(&words) && !words.contains(['。', ':'])
}

/// A line that cannot continue a title.
fn opens_other(frame: &Frame, line: usize) -> bool {
    let words = &frame.dense[line];
    let inside = words.strip_prefix('(').and_then(|words| words.split(')').next());
    let bracketed_date =
        inside.is_some_and(|inside| inside.contains('年') && inside.contains('月'));
    number::find(words).is_some_and(|found| number::is_whole(words, &found))
        || marker::at_start(words).is_some()
        || bracketed_date
        || is_serial_line(frame, line)
}

/// `第12号`, `〔2025〕3号`, and an organ and a date on one line: the head of minutes and orders.
fn is_serial_line(frame: &Frame, line: usize) -> bool {
    number::serial(&frame.dense[line]).is_some() || signature::organ_and_date(frame, line).is_some()
}

/// A title that ends in a genre.
fn accept(frame: &Frame, range: TextRange, lines: (usize, usize)) -> Option<Title> {
    let range = inner(frame, range);
    let text = &frame.tidy.text;
    let words = dense(range.of(text));
    if !(5..=LONGEST).contains(&width(&words)) || words.contains(':') && !words.contains('《') {
        return None;
    }
    let genre = genre(frame, range, &words);
    let issues = words.ends_with('》') && frame.lexicon.phrases.issuing.find(&words).is_some();
    let typed = match genre {
        Some((place, Genre::Statutory)) => {
            let of = text[..place.start as usize].ends_with('的') && width(&words) >= 12;
            about(&words) || of || names_organ(frame, &words) && !is_menu(frame, &words, lines)
        }
        Some((_, Genre::Other)) => {
            about(&words) || width(&words) >= SHORTEST_STATED && !is_menu(frame, &words, lines)
        }
        None => false,
    };
    (is_wordy(&words) && (typed || issues)).then_some(Title {
        range,
        lines,
        words,
        genre,
        copy: None,
    })
}

/// Lines that are short on the whole, one below the other, the first of which names no place.
fn is_menu(frame: &Frame, words: &str, (first, last): (usize, usize)) -> bool {
    let opening = &frame.dense[first];
    let placed =
        || frame.lexicon.organisations.is_place(opening) || frame.lexicon.is_organ(opening);
    last > first && width(words) < MENU * (last - first + 1) && !placed()
}

/// Without page ordinal in front, number and date behind, and title marks around.
pub(super) fn inner(frame: &Frame, range: TextRange) -> TextRange {
    let text = &frame.tidy.text;
    let mut range = range.trim(text);
    let words = range.of(text);
    if let Some(marker) = marker::at_start(words).filter(|m| m.style == marker::Style::Digit) {
        range = range.within(marker.len, words.len() - marker.len).trim(text);
    }
    let words = range.of(text);
    if let Some(found) = number::find(words).filter(|found| found.start == 0) {
        let rest = words[found.end..].trim_start_matches([' ', '·', '•', '|', ':', '—', '-']);
        range = range.within(words.len() - rest.len(), rest.len()).trim(text);
    }
    while let Some(shorter) = without_tail(frame, range) {
        range = shorter;
    }
    if let Some(label) = labelled(frame, range) {
        range = range.within(label, range.of(text).len() - label).trim(text);
    }
    if let Some(issuer) = issuer(frame, range) {
        range = range.within(issuer, range.of(text).len() - issuer).trim(text);
    }
    unwrapped(frame, range)
}

/// Without the title marks around all of it.
pub(super) fn unwrapped(frame: &Frame, range: TextRange) -> TextRange {
    let text = &frame.tidy.text;
    let words = range.of(text);
    let wrapped = words.strip_prefix('《').and_then(|words| words.strip_suffix('》'));
    match wrapped.filter(|words| balanced(words)) {
        Some(_) => range.within('《'.len_utf8(), words.len() - 2 * '《'.len_utf8()).trim(text),
        None => range,
    }
}

/// The bytes of a label that ran into the title, with what a page wrote before it: `政务问答名称:`.
fn labelled(frame: &Frame, range: TextRange) -> Option<usize> {
    let (label, _) = range.of(&frame.tidy.text).split_once(':')?;
    let near = label.char_indices().rev().take(LABEL);
    let named = |at: usize| {
        let name = frame.lexicon.labels.get(&dense(&label[at..]));
        name == Some(&FieldName::Title)
    };
    let known = !label.contains('《') && { near }.any(|(at, _)| named(at));
    known.then(|| label.len() + 1)
}

/// The bytes of `某某市政府办公室:` before a title: a portal names the organ first.
fn issuer(frame: &Frame, range: TextRange) -> Option<usize> {
    let (organ, title) = range.of(&frame.tidy.text).split_once(':')?;
    let named = super::organ::is_organ(frame.lexicon, &dense(organ));
    (named && title.contains("关于")).then(|| organ.len() + 1)
}

/// Without `(2023年5月23日)`, `(甲发〔2020〕1号)`, `甲发〔2020〕1号` or, behind a genre, `第12号` at the end.
fn without_tail(frame: &Frame, range: TextRange) -> Option<TextRange> {
    let text = &frame.tidy.text;
    let words = range.of(text);
    if let Some(found) =
        number::find(words).filter(|found| found.end == words.len() && found.start > 0)
    {
        return Some(range.within(0, found.start).trim(text));
    }
    let serial = words.rfind('第').filter(|at| number::serial(&words[*at..]).is_some());
    let before = serial.map(|at| range.within(0, at).trim(text));
    let typed = |range: &TextRange| frame.lexicon.genres.at_end(range.of(text)).is_some();
    if let Some(before) = before.filter(typed) {
        return Some(before);
    }
    let open = words.rfind('(').filter(|_| words.ends_with(')'))?;
    let inside = &words[open + 1..words.len() - 1];
    let dated = inside.contains('年') && inside.contains('月') && width(inside) <= 12
        || number::find(inside).is_some()
        || number::serial(inside).is_some();
    dated.then(|| range.within(0, open).trim(text))
}

/// Every 《 is closed before the next stands alone.
fn balanced(words: &str) -> bool {
    let mut depth = 0;
    words.chars().all(|c| {
        depth += match c {
            '《' => 1,
            '》' => -1,
            _ => 0,
        };
        depth >= 0
    })
}

/// The genre at the end of a title, a bracketed note behind it ignored.
pub(super) fn genre(frame: &Frame, range: TextRange, words: &str) -> Option<(TextRange, Genre)> {
    let text = &frame.tidy.text;
    let mut head = range;
    if words.ends_with(')')
        && let Some(open) = range.of(text).rfind('(')
    {
        head = range.within(0, open).trim(text);
    }
    let head_words = head.of(text);
    // A typesetter spreads the last line of a title: 的 批 复.
    let plain = dense(head_words);
    let (word, genre) = frame.lexicon.genres.at_end(&plain)?;
    let letters = head_words.char_indices().rev().filter(|(_, c)| !c.is_whitespace());
    let (start, _) = letters.take(width(word)).last()?;
    Some((head.within(start, head_words.len() - start), *genre))
}

/// True for words rather than numbers: an invoice calls itself by its own.
pub(super) fn is_wordy(words: &str) -> bool {
    let han = words.chars().filter(|c| crate::chars::is_han(*c)).count();
    let digits = words.chars().filter(char::is_ascii_digit).count();
    han >= SHORTEST && han >= digits
}

pub(super) fn about(words: &str) -> bool {
    words.contains("关于")
}

/// What stands before 关于.
pub(super) fn before_about(words: &str) -> Option<&str> {
    Some(words.split_once("关于")?.0)
}

/// `某某市人民政府公告`: a genre behind the name of an organ.
fn names_organ(frame: &Frame, words: &str) -> bool {
    let Some((word, _)) = frame.lexicon.genres.at_end(words) else { return false };
    let organ = words[..words.len() - word.len()].trim_end_matches('的');
    super::organ::is_organ(frame.lexicon, organ)
}

/// The first line of a text that opens with `关于…` but names no known genre.
fn untyped(frame: &Frame, line: usize, last: usize) -> Option<Title> {
    let range = inner(frame, frame.range(line));
    let words = dense(range.of(&frame.tidy.text));
    let alone = line == last || frame.dense[line].ends_with(')');
    let fits =
        words.starts_with("关于") && width(&words) <= 60 && !words.contains(['。', ':', ',']);
    (alone && fits).then_some(Title { range, lines: (line, line), words, genre: None, copy: None })
}
