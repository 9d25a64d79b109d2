//! 主送机关: the line that names them, taken apart: which commas stand between two bodies and which inside one.

use super::signature::{Cover, RECIPIENT_LINES};
use super::title::Title;
use super::{Frame, date, width};
use crate::lexicon::Lexicon;
use crate::marker;
use crate::model::{Level, SegmentKind, UnitKind};
use crate::names::recognise::{NameShape, Prefix};
use crate::span::TextRange;

/// Code points of the longest label of a form.
const FORM: usize = 12;
/// What departments are called by.
const DEPARTMENT: &str = "局";
/// Code points of a day at the start of a line.
const DAY: usize = 11;

/// The line that ends in a colon before the text begins.
pub(super) fn read(frame: &mut Frame, title: Option<&Title>, cover: &mut Cover) {
    let from = title.map_or(0, |title| title.lines.1 + 1);
    cover.body = from;
    // A page header between title and recipients may be long.
    let free = (from..frame.len()).filter(|line| frame.is_free(*line));
    let free: Vec<usize> = free.take(RECIPIENT_LINES).collect();
    for line in free {
        if is_recipients(frame, &frame.dense[line]) && !is_form(frame, line) {
            cover.recipients = Some(frame.range(line));
            frame.mark(line, SegmentKind::Recipients);
            cover.body = line + 1;
            return;
        }
        let words = &frame.dense[line];
        // A link with the words of the title: `查看解读:《…》`.
        if title.is_some_and(|title| words.contains(&title.words)) {
            continue;
        }
        // `2023-02-01 浏览次数:` below the title.
        if date::at_start(frame.lexicon, words).is_some() && width(words) <= FORM + DAY {
            continue;
        }
        if words.contains(['。', ':']) || marker::at_start(words).is_some() {
            return;
        }
    }
}

/// A line of a form: the next one ends in a colon, too, and is as short.
fn is_form(frame: &Frame, line: usize) -> bool {
    let next = frame.next(line + 1).filter(|next| frame.is_free(*next));
    next.is_some_and(|next| {
        let words = &frame.dense[next];
        words.ends_with(':') && width(words) <= FORM && !frame.lexicon.opens_text(words)
    })
}

/// Names and a colon; a semicolon parts them only where the first is a name for sure.
pub(super) fn is_recipients(frame: &Frame, words: &str) -> bool {
    let Some(list) = words.strip_suffix(':') else { return false };
    let named = || {
        let first = list.split([',', ';', '、']).next().unwrap_or_default();
        frame.lexicon.organisations.name_shape(first).is_name()
    };
    let sentence = list.contains(['。', ':', '《', '〔'])
        || list.contains(';') && !named()
        || frame.lexicon.opens_text(list);
    let opens = |piece: &str| frame.lexicon.openings.at_start(piece).is_some();
    !sentence
        && !list.split([',', ';']).any(opens)
        && !list.starts_with(|c: char| c.is_ascii_digit())
        && width(list) <= 400
        && marker::at_start(list).is_none()
}

/// 主送机关, taken apart at commas and enumeration commas outside brackets. 各委、办、局 and
/// 各省、自治区、直辖市 stay one body: a member that is a bare kind of place or body is no name.
pub(super) fn split(lexicon: &Lexicon, text: &str, range: TextRange) -> Vec<TextRange> {
    let words = range.of(text).trim_end_matches(':');
    let mut pieces: Vec<TextRange> = Vec::new();
    let (mut start, mut depth) = (0, 0i32);
    for (at, c) in words.char_indices().chain([(words.len(), ',')]) {
        match c {
            '(' | '〔' | '〈' => depth += 1,
            ')' | '〕' | '〉' => depth -= 1,
            ',' | ';' | '、' if depth <= 0 => {
                let behind = words.get(at + c.len_utf8()..).unwrap_or_default();
                let before = &words[start..at];
                if c == '、'
                    && (waits(lexicon, before, behind) || !separates(lexicon, before, behind))
                {
                    continue;
                }
                let piece = range.within(start, at - start).trim(text);
                pieces.extend(Some(piece).filter(|piece| !piece.is_empty()));
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces
}

/// 北川市、南川市教育局: places alone share the head of the name behind them, unless it is a zone,
/// which acts by itself.
fn waits(lexicon: &Lexicon, before: &str, behind: &str) -> bool {
    let organisations = &lexicon.organisations;
    let is_zone =
        |name: &str| organisations.suffix(name).is_some_and(|(_, of)| of.kind == UnitKind::Agency);
    let is_place = |name: &str| organisations.is_place(name.trim()) && !is_zone(name.trim());
    let list = behind.split([',', ';']).next().unwrap_or_default();
    let head = list.rsplit('、').next().unwrap_or_default();
    !is_zone(head.trim()) && before.split('、').all(is_place) && !list.split('、').all(is_place)
}

/// An enumeration comma between two names, and not inside one.
fn separates(lexicon: &Lexicon, before: &str, behind: &str) -> bool {
    let last = without_brackets(before);
    let last = last.rsplit('、').next().unwrap_or_default();
    let next = without_brackets(behind);
    let next = next.split([',', '、', ';']).next().unwrap_or_default();
    // 州直和中央、省驻某州各单位
    let tail = last.rsplit(['和', '及']).next().unwrap_or_default();
    let open = is_bare_kind(lexicon, tail) && (!next.contains('各') || !last.contains('各'));
    !open
        && !names_field(lexicon, last)
        && !is_bare_kind(lexicon, next)
        && !shares_head(lexicon, before, next)
        && !shares_committee(lexicon, last, next)
}

/// 某省商务、财政主管部门: a field, which is no name before the word for its department stands behind it.
fn names_field(lexicon: &Lexicon, last: &str) -> bool {
    let organisations = &lexicon.organisations;
    let department = format!("{}{DEPARTMENT}", last.trim());
    !last.contains('各')
        && !organisations.name_shape(last.trim()).is_name()
        && matches!(organisations.name_shape(&department), NameShape::Known(_))
}

/// 各开发区、自贸试验区管委会: zones of a kind share who runs them; zones with a name act by themselves.
fn shares_committee(lexicon: &Lexicon, last: &str, next: &str) -> bool {
    let full = lexicon.organisations.collective_in_full(last.trim());
    let committee = full.strip_prefix(last.trim()).unwrap_or_default();
    last.trim().starts_with('各')
        && !committee.is_empty()
        && !next.contains('各')
        && next.trim().ends_with(committee)
}

/// `县(市、区)人民政府` → `县人民政府`.
fn without_brackets(words: &str) -> String {
    let mut depth = 0;
    let outside = words.chars().filter(|c| {
        depth += i32::from(*c == '(');
        let keeps = depth == 0;
        depth -= i32::from(*c == ')' && depth > 0);
        keeps
    });
    outside.collect()
}

/// 各区教育局、财政局: a member without a place of its own belongs to the 各 before it.
fn shares_head(lexicon: &Lexicon, before: &str, next: &str) -> bool {
    let first = before.split('、').next().unwrap_or(before).trim();
    let headless =
        lexicon.organisations.read(next.trim()).is_some_and(|reading| match reading.prefix {
            Prefix::None => true,
            Prefix::Word(_, level) => level == Level::Town,
            Prefix::Place(_) => false,
        });
    let shape = lexicon.organisations.name_shape(next.trim());
    let department = matches!(shape, NameShape::Known(UnitKind::Government | UnitKind::Party));
    first.starts_with('各') && !next.contains('各') && headless && department
}

/// 各省, 自治区, 办: no name by itself.
fn is_bare_kind(lexicon: &Lexicon, words: &str) -> bool {
    let words = words.trim();
    let name = words.trim_start_matches('各');
    name.chars().count() < 3 || lexicon.bare_kinds.at_end(name).is_some()
}
