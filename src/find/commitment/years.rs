//! Lists of years that numbers belong to in order: 2025年、2026年和2027年; 2025—2027年.

use super::respectively::LONGEST;
use super::scene::Scene;
use crate::span::{TextRange, to_u32};

/// The EDTF of each item, where `range` is nothing but years.
pub(super) fn listed(scene: &Scene, range: TextRange) -> Option<Vec<String>> {
    let range = range.trim(scene.text);
    let mut items = Vec::new();
    let mut at = skip(scene, range, range.start, Skip::Lead);
    while at < range.end && items.len() <= LONGEST {
        let (end, edtf) = item(scene, range, at)?;
        items.push(edtf);
        at = skip(scene, range, end, Skip::Tail);
        let next = skip(scene, range, at, Skip::Joint);
        if next == at && at < range.end {
            return None;
        }
        at = skip(scene, range, next, Skip::Lead);
    }
    match items.as_slice() {
        [] => None,
        [span] => each_year(span),
        _ => Some(items),
    }
}

/// The years that the clause before `clause` consists of: 到2025年和2027年,污水处理率分别….
pub(super) fn before(scene: &Scene, clause: TextRange, count: usize) -> Option<Vec<String>> {
    let previous = scene.layout.previous(clause)?;
    // 力争到2025年和2027年.
    let hoped = scene.lexicon.targets.modality.at_start(previous.of(scene.text));
    let skip = hoped.map_or(0, |(word, _)| word.len());
    let years = listed(scene, previous.within(skip, previous.of(scene.text).len() - skip))?;
    (years.len() == count).then_some(years)
}

/// 2025—2027年 are three years; a year alone is no list.
fn each_year(span: &str) -> Option<Vec<String>> {
    let (first, last) = (span.get(..4)?, span.get(4..)?.strip_prefix('/')?);
    let (first, last): (i16, i16) = (first.parse().ok()?, last.parse().ok()?);
    let years: Vec<String> =
        (first..=last).take(LONGEST + 1).map(|year| year.to_string()).collect();
    (years.len() <= LONGEST).then_some(years)
}

/// The period or the bare year that begins at `at`: its end and its EDTF.
fn item(scene: &Scene, range: TextRange, at: u32) -> Option<(u32, String)> {
    let found = scene.periods.partition_point(|period| period.range.start < at);
    if let Some(period) = scene.periods.get(found).filter(|period| period.range.start == at) {
        return Some((period.range.end, period.edtf.clone()));
    }
    let words = TextRange::new(at, range.end).of(scene.text);
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let year = words.get(..digits).filter(|year| year.len() == 4 && year.starts_with("20"))?;
    Some((at + to_u32(digits), year.to_owned()))
}

/// What may stand around the items of a list.
#[derive(Clone, Copy)]
enum Skip {
    /// 到, 在.
    Lead,
    /// 底, 末.
    Tail,
    /// 、 or 和.
    Joint,
}

/// Where the words of that kind at `at` end.
fn skip(scene: &Scene, range: TextRange, at: u32, kind: Skip) -> u32 {
    let words = TextRange::new(at, range.end).of(scene.text);
    let table = &scene.lexicon.targets;
    let set = match kind {
        Skip::Lead => &table.period_lead,
        Skip::Tail => &table.period_tail,
        Skip::Joint => &table.conjunction,
    };
    at + set.at_start(words).map_or(0, |(word, ())| to_u32(word.len()))
}
