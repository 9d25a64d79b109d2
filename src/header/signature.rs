//! The formula of a cover, 发文机关署名 and 成文日期.

use super::title::Title;
use super::{Frame, date, number, organ, recipients, series, width};
use crate::marker;
use crate::model::{DocumentNumber, SegmentKind};
use crate::names::recognise::Prefix;
use crate::span::TextRange;
use jiff::civil::Date;

/// Signatories of a joint notice stand on so many lines at most.
const SIGNATORIES: usize = 30;
/// Characters of a place by which two names begin alike.
const PLACE: usize = 3;
/// Lines below the title among which number and recipients stand.
pub(super) const RECIPIENT_LINES: usize = 8;

/// What stands between the title and the text, and below the text of the cover.
#[derive(Clone, Debug, Default)]
pub(super) struct Cover {
    /// The number below, above or beside the title.
    pub(super) number: Option<(DocumentNumber, TextRange)>,
    /// The number had lost its brackets.
    pub(super) bare_number: bool,
    /// The line of 主送机关.
    pub(super) recipients: Option<TextRange>,
    /// The organs that signed.
    pub(super) signatories: Vec<TextRange>,
    /// The words of the date of signature.
    pub(super) date: Option<SignedOn>,
    /// A date in brackets below the title.
    pub(super) title_date: Option<(Date, TextRange)>,
    /// The last line of the signature block.
    pub(super) end: Option<usize>,
    /// First line behind title and number.
    pub(super) body: usize,
    /// 现印发给你们.
    pub(super) issues: bool,
}

/// The date of signature.
#[derive(Clone, Copy, Debug)]
pub(super) enum SignedOn {
    /// Whole.
    Date(Date, TextRange),
    /// Digits that lost 年, 月 or 日.
    Damaged(TextRange),
}

/// Reads the cover and marks its lines.
pub(super) fn read(frame: &mut Frame, title: Option<&Title>) -> Cover {
    let mut cover = Cover::default();
    read_numbers(frame, title, &mut cover);
    recipients::read(frame, title, &mut cover);
    read_signature(frame, &mut cover);
    read_bare_number(frame, title, &mut cover);
    series::read(frame, title, &mut cover);
    mark_approval(frame, &mut cover);
    cover
}

/// Numbers stand alone on a line around the title, or glued to it in brackets.
fn read_numbers(frame: &mut Frame, title: Option<&Title>, cover: &mut Cover) {
    let (first, last) = title.map_or((0, 0), |title| title.lines);
    if let Some(title) = title {
        let range = frame.range(first).cover(frame.range(last));
        let words = range.of(&frame.tidy.text);
        let inside = title.range.start - range.start..title.range.end - range.start;
        let found = number::find(words);
        let outside = |at: usize| !inside.contains(&(at as u32));
        if let Some(found) = found.filter(|found| outside(found.start)) {
            let place = range.within(found.start, found.end - found.start);
            cover.number = Some((found.number, place));
        }
        cover.title_date =
            bracketed_date(frame, words).map(|(date, at, len)| (date, range.within(at, len)));
        read_copy(frame, title, cover);
    }
    let near = (last + RECIPIENT_LINES).min(frame.len());
    for line in first.saturating_sub(3)..near {
        if !frame.is_free(line) {
            continue;
        }
        let words = frame.words(line);
        if let Some(found) = number::find(words).filter(|found| number::is_whole(words, found)) {
            frame.mark(line, SegmentKind::DocumentNumber);
            let place = frame.range(line).within(found.start, found.end - found.start);
            cover.number.get_or_insert((found.number, place));
        } else if words.starts_with('(')
            && let Some(date) = date::whole(frame.lexicon, words)
        {
            cover.title_date.get_or_insert((date, frame.range(line)));
            frame.mark(line, SegmentKind::Date);
        }
    }
}

/// What stands beside the copy of the title that the page shows above it.
fn read_copy(frame: &Frame, title: &Title, cover: &mut Cover) {
    let Some((first, last)) = title.copy else { return };
    let range = frame.range(first).cover(frame.range(last));
    let words = range.of(&frame.tidy.text);
    if cover.title_date.is_none() {
        let date = bracketed_date(frame, words);
        cover.title_date = date.map(|(date, at, len)| (date, range.within(at, len)));
    }
}

/// A number that lost its brackets; the date of signature proves its year.
fn read_bare_number(frame: &mut Frame, title: Option<&Title>, cover: &mut Cover) {
    let text = &frame.tidy.text;
    let year = match cover.date.filter(|_| cover.number.is_none()) {
        Some(SignedOn::Date(signed, _)) => signed.year(),
        Some(SignedOn::Damaged(digits)) => {
            digits.of(text).get(..4).and_then(|y| y.parse().ok()).unwrap_or(0)
        }
        None => return,
    };
    let first = title.map_or(0, |title| title.lines.0.saturating_sub(3));
    for line in first..cover.body.min(frame.len()) {
        if !frame.is_free(line) {
            continue;
        }
        if let Some(found) = number::without_brackets(frame.words(line), year) {
            let place = frame.range(line).within(found.start, found.end - found.start);
            frame.mark(line, SegmentKind::DocumentNumber);
            cover.number = Some((found.number, place));
            cover.bare_number = true;
            return;
        }
    }
}

/// `…的通知(2023年5月23日)`.
fn bracketed_date(frame: &Frame, words: &str) -> Option<(Date, usize, usize)> {
    let open = words.rfind('(')?;
    let inside = words[open + 1..].split(')').next()?;
    let date = date::whole(frame.lexicon, inside)?;
    Some((date, open + 1, inside.len()))
}

/// The first line that is a date and stands below an organ, a sentence or a seal.
fn read_signature(frame: &mut Frame, cover: &mut Cover) {
    for line in cover.body..frame.len() {
        if !frame.is_free(line) {
            continue;
        }
        let Some((date, organs)) = date_line(frame, line) else { continue };
        let signed = signatories_above(frame, line, organs);
        if signed.is_none() && !stands_below_text(frame, line) {
            continue;
        }
        cover.date = Some(date);
        cover.end = Some(line);
        frame.mark(line, SegmentKind::Date);
        if let Some(organs) = organs {
            let opening = broken_before(frame, line, organs);
            if let Some(above) = opening {
                frame.mark(above, SegmentKind::Signature);
            }
            cover.signatories = match opening {
                Some(above) => vec![frame.range(above).cover(organs)],
                None => names(frame, organs),
            };
        }
        sign(frame, cover, &signed.unwrap_or_default());
        cover.signatories.sort_by_key(|name| name.start);
        return;
    }
    undated(frame, cover);
}

/// Marks the lines of a signature and takes their names.
fn sign(frame: &mut Frame, cover: &mut Cover, lines: &[usize]) {
    let mut skip = false;
    for (index, line) in lines.iter().enumerate() {
        let words = &frame.dense[*line];
        let is_seal = words.starts_with('(') && frame.lexicon.phrases.seal.find(words).is_some();
        let broken = lines.get(index + 1) == Some(&(line + 1)) && continues_name(frame, *line);
        if !is_seal && !skip {
            let range = frame.range(*line);
            let whole = if broken { range.cover(frame.range(line + 1)) } else { range };
            cover.signatories.extend(names(frame, whole));
        }
        skip = broken;
        frame.mark(*line, if is_seal { SegmentKind::Note } else { SegmentKind::Signature });
    }
}

/// Organs on the last lines of a notice whose date is lost.
fn undated(frame: &mut Frame, cover: &mut Cover) {
    let mut lines = Vec::new();
    for line in (cover.body..frame.len()).rev().filter(|line| !frame.is_aside(*line)) {
        let signs = organ::is_organ(frame.lexicon, &frame.dense[line]);
        if !frame.is_free(line) || !signs || frame.is_task_row(line) {
            break;
        }
        lines.push(line);
    }
    let below_text = lines.last().is_some_and(|line| stands_below_text(frame, *line));
    for line in lines.into_iter().rev().filter(|_| below_text) {
        frame.mark(line, SegmentKind::Signature);
        cover.signatories.extend(names(frame, frame.range(line)));
    }
}

/// A line that is a date, or a name and a date.
fn date_line(frame: &Frame, line: usize) -> Option<(SignedOn, Option<TextRange>)> {
    let range = frame.range(line);
    let words = range.of(&frame.tidy.text);
    if width(words) > 60 || words.starts_with('(') {
        return None;
    }
    if let Some(date) = date::whole(frame.lexicon, words) {
        return Some((SignedOn::Date(date, range), None));
    }
    if date::damaged(words).is_some() {
        return Some((SignedOn::Damaged(range), None));
    }
    let (date, at) = date_at_end(frame, words)?;
    let organs = range.within(0, at).trim(&frame.tidy.text);
    let name = organs.of(&frame.tidy.text);
    let is_organ = name.split(' ').all(|n| organ::is_organ(frame.lexicon, n))
        || series::is_signer(frame, &super::dense(name));
    let place = range.within(at, words.len() - at);
    is_organ.then_some((SignedOn::Date(date, place), Some(organs)))
}

/// The date that ends the words, and where it begins.
fn date_at_end(frame: &Frame, words: &str) -> Option<(Date, usize)> {
    if !words.ends_with(|c: char| c == '日' || c.is_ascii_digit()) {
        return None;
    }
    let years = words.char_indices().skip(2).filter(|(_, c)| matches!(c, '1' | '2' | '一' | '二'));
    { years }.find_map(|(at, _)| Some((date::whole(frame.lexicon, &words[at..])?, at)))
}

/// An organ and a date on one line.
pub(super) fn organ_and_date(frame: &Frame, line: usize) -> Option<(Date, TextRange, TextRange)> {
    match date_line(frame, line)? {
        (SignedOn::Date(date, place), Some(organs)) => Some((date, place, organs)),
        _ => None,
    }
}

/// The lines of organs and seals directly above, first to last.
fn signatories_above(frame: &Frame, line: usize, inline: Option<TextRange>) -> Option<Vec<usize>> {
    let mut lines = Vec::new();
    for above in (0..line).rev().take(SIGNATORIES) {
        if frame.is_aside(above) {
            continue;
        }
        let words = &frame.dense[above];
        let seal = words.starts_with('(') && frame.lexicon.phrases.seal.find(words).is_some();
        let broken = lines.last() == Some(&(above + 1)) && continues_name(frame, above);
        if !frame.is_free(above)
            || frame.is_task_row(above)
            || !(seal || broken || signs(frame, above) || opens_name(frame, above))
        {
            break;
        }
        lines.push(above);
    }
    lines.reverse();
    (!lines.is_empty() || inline.is_some()).then_some(lines)
}

/// A line that names an organ, or several.
fn signs(frame: &Frame, line: usize) -> bool {
    let own = without_seal(frame, &frame.dense[line]);
    frame.words(line).split(' ').all(|name| organ::is_organ(frame.lexicon, name))
        || organ::is_organ(frame.lexicon, own)
        || series::is_signer(frame, &frame.dense[line])
        || width(own) <= 200 && !own.contains([',', '。', ':']) && frame.lexicon.is_organs(own)
}

/// The second line of a name that was broken: `…改革⏎协调领导小组办公室(代章)`.
fn opens_name(frame: &Frame, line: usize) -> bool {
    line > 0 && frame.is_free(line - 1) && joined_name(frame, line - 1)
}

/// The first line of a name whose second line is the one below.
fn continues_name(frame: &Frame, line: usize) -> bool {
    !signs(frame, line) && joined_name(frame, line)
}

fn joined_name(frame: &Frame, first: usize) -> bool {
    if signs(frame, first + 1) && !is_headless(frame, first + 1) {
        return false;
    }
    let (head, tail) = (&frame.dense[first], without_seal(frame, &frame.dense[first + 1]));
    let plain = marker::at_start(head).is_none();
    let short =
        plain && width(head) <= 30 && !head.contains([',', '。', ':', ';', '、', '》', ')']);
    short && frame.lexicon.is_organ(&format!("{head}{tail}").replace(['“', '”'], ""))
}

/// The line above, where a name broke off that goes on before the date: `…应对病毒⏎疫情应急指挥部 2020年2月13日`.
fn broken_before(frame: &Frame, line: usize, organs: TextRange) -> Option<usize> {
    let above = line.checked_sub(1).filter(|above| frame.is_free(*above))?;
    let (head, tail) = (&frame.dense[above], super::dense(organs.of(&frame.tidy.text)));
    let plain = marker::at_start(head).is_none()
        && width(head) <= 30
        && !head.contains([',', '。', ':', ';', '、', '》', ')']);
    let joined = || frame.lexicon.is_organ(&format!("{head}{tail}"));
    (plain && lacks_place(frame, &tail) && !signs(frame, above) && joined()).then_some(above)
}

/// An organ without a place or a level in front: the tail of a longer name.
fn is_headless(frame: &Frame, line: usize) -> bool {
    lacks_place(frame, without_seal(frame, &frame.dense[line]))
}

fn lacks_place(frame: &Frame, words: &str) -> bool {
    let levels = &frame.lexicon.list_words.levels;
    let placed =
        words.char_indices().take(5).any(|(at, _)| levels.at_start(&words[at..]).is_some());
    let reading = frame.lexicon.organisations.read(words);
    !placed && reading.is_none_or(|reading| reading.prefix == Prefix::None)
}

/// `某某局(代章)` → `某某局`.
fn without_seal<'w>(frame: &Frame, words: &'w str) -> &'w str {
    match words.find('(').filter(|open| *open > 0) {
        Some(open) if frame.lexicon.phrases.seal.find(&words[open..]).is_some() => &words[..open],
        _ => words,
    }
}

/// A sentence, the formula of a cover or a list stands above a date without a name.
fn stands_below_text(frame: &Frame, line: usize) -> bool {
    let above = (0..line).rev().find(|above| !frame.is_aside(*above));
    above.is_some_and(|above| frame.dense[above].ends_with(['。', ')', '》']))
}

/// The organs named on a line: one, or several with spaces or nothing between them.
fn names(frame: &Frame, range: TextRange) -> Vec<TextRange> {
    let words = range.of(&frame.tidy.text);
    let range = match words.find('(') {
        Some(open) if frame.lexicon.phrases.seal.find(&words[open..]).is_some() => {
            range.within(0, open)
        }
        _ => range,
    };
    let words = range.of(&frame.tidy.text);
    let pieces: Vec<&str> = words.split(' ').collect();
    let each = pieces.iter().all(|piece| organ::is_organ(frame.lexicon, piece));
    if !each || pieces.len() == 1 {
        let found = if each { Vec::new() } else { glued(frame, range) };
        return if found.is_empty() { vec![range] } else { found };
    }
    let mut at = 0;
    let mut found = Vec::new();
    for piece in pieces {
        found.push(range.within(at, piece.len()));
        at += piece.len() + 1;
    }
    found
}

/// Names with nothing between them, whatever spaces a typesetter spread in them:
/// `国家发展改革委人 民 银 行`.
fn glued(frame: &Frame, range: TextRange) -> Vec<TextRange> {
    let words = range.of(&frame.tidy.text);
    let dense = super::dense(words);
    let lengths = frame.lexicon.organs(&dense);
    if !are_alike(&dense, &lengths) && frame.lexicon.is_organ(&dense.replace(['“', '”'], "")) {
        return vec![range];
    }
    // Where each byte of the dense words stands in the words.
    let places = words.char_indices().filter(|(_, c)| !c.is_whitespace());
    let places: Vec<usize> =
        places.flat_map(|(at, c)| (0..c.len_utf8()).map(move |i| at + i)).collect();
    let (mut at, mut start) = (0, 0);
    let mut found = Vec::new();
    for len in lengths {
        at += len;
        // A zone before a body of its own is the place of that: 综合实验区|财政局.
        if at < dense.len() && frame.lexicon.organisations.is_place(&dense[start..at]) {
            continue;
        }
        let (Some(from), Some(to)) = (places.get(start), places.get(at - 1)) else { break };
        found.push(range.within(*from, to + 1 - from));
        start = at;
    }
    found
}

/// `甲市教育局|甲市财政局`, `财政部|交通运输部`: names that end or begin alike, and no name in another.
fn are_alike(dense: &str, lengths: &[usize]) -> bool {
    let mut at = 0;
    let names = lengths.iter().map(|len| {
        at += len;
        dense.get(at - len..at).unwrap_or_default()
    });
    let names: Vec<&str> = names.collect();
    let Some((first, others)) = names.split_first().filter(|(_, others)| !others.is_empty()) else {
        return false;
    };
    let place = |name: &&str| {
        let start: String = name.chars().take(PLACE).collect();
        first.contains(&start)
    };
    let last = first.chars().next_back();
    others.iter().all(place) || others.iter().all(|name| name.chars().next_back() == last)
}

/// Marks the sentence that issues a document.
fn mark_approval(frame: &mut Frame, cover: &mut Cover) {
    let end = cover.end.unwrap_or(cover.body + RECIPIENT_LINES).min(frame.len());
    for line in cover.body..end {
        let is_formula = frame.is_free(line)
            && width(&frame.dense[line]) <= 300
            && frame.lexicon.phrases.approval.find(&frame.dense[line]).is_some();
        if is_formula {
            cover.issues = true;
            frame.mark(line, SegmentKind::Approval);
        }
    }
}
