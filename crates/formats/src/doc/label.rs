//! Automatic numbers and bullets: counting, and the text of a label.

use super::lists::{Follow, LEVELS, Level, Lists};
use super::numerals::numeral;
use super::symbols::{bullet, is_private};
use crate::draft::drawn;
use std::collections::BTreeSet;

/// The format of a level that has a bullet.
const BULLET: u8 = 0x17;
/// The format of a level without a number.
const NONE: u8 = 0xFF;

/// The numbers that were given so far.
#[derive(Clone, Debug)]
pub(super) struct Counters<'a> {
    lists: &'a Lists,
    /// For each list, the last number of each level since it began.
    numbers: Vec<[Option<u32>; LEVELS]>,
    /// Overrides and levels whose own start was used.
    started: BTreeSet<(u16, usize)>,
}

impl<'a> Counters<'a> {
    /// Nothing counted.
    pub(super) fn new(lists: &'a Lists) -> Self {
        Self { lists, numbers: vec![[None; LEVELS]; lists.lists.len()], started: BTreeSet::new() }
    }

    /// Counts a paragraph of that list and level, and gives its label with what stands between
    /// it and `text`.
    pub(super) fn label(&mut self, list: u16, level: u8, text: &str) -> Option<String> {
        let level = usize::from(level).min(LEVELS - 1);
        let (place, _) = self.lists.list(list)?;
        let format = self.lists.level(list, level)?;
        self.count(place, list, level);
        let numbers = *self.numbers.get(place)?;
        let mut label = self.text(list, format, &numbers);
        if label.is_empty() || (format.format == BULLET && text.is_empty()) {
            return None;
        }
        let has_gap = format.follow == Follow::Gap && needs_gap(format, &label, text);
        if format.format == BULLET {
            label = drawn(&label);
        }
        if has_gap {
            label.push(' ');
        }
        Some(label)
    }

    fn count(&mut self, place: usize, list: u16, level: usize) {
        let start = |level| self.lists.level(list, level).map_or(1, |level| level.start);
        let starts: Vec<u32> = (0..LEVELS).map(start).collect();
        let restarts: Vec<u8> = (0..LEVELS)
            .map(|level| self.lists.level(list, level).map_or(u8::MAX, |level| level.restart))
            .collect();
        let anew = self.lists.new_start(list, level);
        let is_first = anew.is_some() && !self.started.contains(&(list, level));
        let Some(numbers) = self.numbers.get_mut(place) else { return };
        numbers[level] = match (numbers[level], anew) {
            (_, Some(anew)) if is_first => Some(anew),
            (Some(number), _) => Some(number.saturating_add(1)),
            (None, Some(anew)) => Some(anew),
            (None, None) => Some(starts[level]),
        };
        for above in 0..level {
            numbers[above].get_or_insert(starts[above]);
        }
        for below in level + 1..LEVELS {
            if level < usize::from(restarts[below]) {
                numbers[below] = None;
            }
        }
        if is_first {
            self.started.insert((list, level));
        }
    }

    fn text(&self, list: u16, format: &Level, numbers: &[Option<u32>; LEVELS]) -> String {
        let mut units = Vec::new();
        for unit in &format.text {
            let Some(number) = numbers.get(usize::from(*unit)) else {
                units.push(*unit);
                continue;
            };
            let of = self.lists.level(list, usize::from(*unit)).map_or(0, |level| level.format);
            let kind = if format.is_legal { 0 } else { of };
            if of != NONE && of != BULLET {
                units.extend(numeral(kind, number.unwrap_or(1)).encode_utf16());
            }
        }
        let text = String::from_utf16_lossy(&units);
        let shown = text.chars().map(|c| if is_private(c) { bullet(c) } else { c });
        shown.filter(|c| !c.is_control()).collect()
    }
}

/// A label and its text would run together: a bullet, or digits and letters that meet, or a full
/// stop that would become a decimal point.
fn needs_gap(format: &Level, label: &str, text: &str) -> bool {
    let Some(last) = label.chars().next_back().filter(|_| !text.is_empty()) else {
        return false;
    };
    let begins_with_digit = text.starts_with(|c: char| c.is_ascii_digit());
    format.format == BULLET || last.is_ascii_alphanumeric() || (last == '.' && begins_with_digit)
}

#[cfg(test)]
mod tests {
    use super::{Counters, drawn};
    use crate::doc::lists::{Follow, Level, Lists};

    fn level(format: u8, text: &str) -> Level {
        let text = text.encode_utf16().collect();
        Level { start: 1, format, restart: u8::MAX, text, ..Level::default() }
    }

    fn notice() -> Lists {
        let third = level(0, "\u{2}.");
        let fourth = Level { is_legal: true, ..level(0, "\u{0}.\u{3}") };
        Lists::for_test(vec![level(0x25, "\0、"), level(0x25, "（\u{1}）"), third, fourth])
    }

    #[test]
    fn levels_count_and_begin_anew() {
        let lists = notice();
        let mut counters = Counters::new(&lists);
        let asked = [
            (1, 0),
            (1, 1),
            (1, 2),
            (1, 2),
            (1, 1),
            (1, 2),
            (1, 3),
            (1, 0),
            (1, 1),
            (2, 0),
            (2, 0),
        ];
        let labels: Vec<String> = asked
            .iter()
            .map(|(list, level)| counters.label(*list, *level, "工作").unwrap())
            .collect();
        let expected = [
            "一、",
            "（一）",
            "1.",
            "2.",
            "（二）",
            "1.",
            "1.1 ",
            "二、",
            "（一）",
            "五、",
            "六、",
        ];
        assert_eq!(labels, expected);
        assert_eq!(counters.label(9, 0, "工作"), None);
    }

    #[test]
    fn a_gap_stands_only_where_label_and_text_would_run_together() {
        let bulleted = level(0x17, "\u{F06C}");
        let tight = Level { follow: Follow::Nothing, ..level(0, "\u{2}") };
        let lists = Lists::for_test(vec![level(0, "\0."), bulleted, tight]);
        let mut counters = Counters::new(&lists);
        assert_eq!(counters.label(1, 0, "目标").unwrap(), "1.");
        assert_eq!(counters.label(1, 0, "2025年").unwrap(), "2. ");
        assert_eq!(counters.label(1, 1, "目标").unwrap(), drawn("●") + " ");
        assert_eq!(counters.label(1, 1, ""), None);
        assert_eq!(counters.label(2, 2, "").unwrap(), "1");
        assert_eq!(counters.label(1, 2, "目标").unwrap(), "2");
    }
}
