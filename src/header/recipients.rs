//! 主送机关 taken apart: which commas stand between two bodies and which inside one.

use crate::lexicon::Lexicon;
use crate::model::{Level, UnitKind};
use crate::names::recognise::{NameShape, Prefix};
use crate::span::TextRange;

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
    let open = is_bare_kind(lexicon, last) && (!next.contains('各') || !last.contains('各'));
    !open && !is_bare_kind(lexicon, next) && !shares_head(lexicon, before, next)
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
