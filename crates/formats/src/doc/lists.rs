//! The lists of a file: levels with their formats, and paragraphs' ways to them.

use super::bytes::{i32_at, index, part, part_left, u8_at, u16_at, u32_at};
use std::collections::BTreeMap;

/// Levels that a list may have.
pub(super) const LEVELS: usize = 9;
/// Characters of a label.
const LABEL: usize = 128;
/// Lists and overrides that are read at most.
const MOST: usize = 4096;

/// Lists and overrides of a file.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    pub(super) lists: Vec<List>,
    /// What a paragraph names: a list, perhaps with other levels.
    pub(super) overrides: Vec<Override>,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List {
    id: u32,
    /// The styles that stand for its levels.
    styles: Vec<u16>,
    levels: Vec<Level>,
}

/// How a level is numbered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Level {
    /// The first number.
    pub(super) start: u32,
    /// The kind of number.
    pub(super) format: u8,
    /// All numbers of the label are Arabic.
    pub(super) is_legal: bool,
    /// The level above whose next number begins this level anew; levels from there on do not.
    pub(super) restart: u8,
    pub(super) follow: Follow,
    /// The label; a character below 9 stands for the number of that level.
    pub(super) text: Vec<u16>,
}

/// What stands between a label and its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Follow {
    #[default]
    Gap,
    Nothing,
}

/// A list as paragraphs name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Override {
    id: u32,
    /// The place of the list.
    list: Option<usize>,
    changes: Vec<Change>,
}

/// What an override changes at a level.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Change {
    level: usize,
    start: Option<u32>,
    other: Option<Level>,
}

impl Lists {
    /// Reads both tables. `lists` goes on behind its `len` bytes with the levels.
    pub(super) fn read((lists, len): (&[u8], usize), overrides: &[u8]) -> Self {
        let lists = read_lists(lists, len);
        let mut overrides = read_overrides(overrides);
        let places = lists.iter().enumerate().rev().map(|(place, list)| (list.id, place));
        let places: BTreeMap<u32, usize> = places.collect();
        for named in &mut overrides {
            named.list = places.get(&named.id).copied();
        }
        Self { lists, overrides }
    }

    /// The list that an override, counted from 1, stands for: its place and itself.
    pub(super) fn list(&self, number: u16) -> Option<(usize, &List)> {
        let place = self.override_of(number)?.list?;
        self.lists.get(place).map(|list| (place, list))
    }

    /// A level of a list as an override has it.
    pub(super) fn level(&self, number: u16, level: usize) -> Option<&Level> {
        let own = self.change(number, level).and_then(|change| change.other.as_ref());
        own.or_else(|| {
            let levels = &self.list(number)?.1.levels;
            levels.get(level).or_else(|| levels.first())
        })
    }

    /// The number at which an override begins a level anew.
    pub(super) fn new_start(&self, number: u16, level: usize) -> Option<u32> {
        self.change(number, level)?.start
    }

    /// The level of a list that a style stands for.
    pub(super) fn level_of_style(&self, number: u16, style: u16) -> Option<u8> {
        let styles = &self.list(number)?.1.styles;
        let level = styles.iter().position(|found| *found == style)?;
        u8::try_from(level).ok()
    }

    fn override_of(&self, number: u16) -> Option<&Override> {
        self.overrides.get(usize::from(number).checked_sub(1)?)
    }

    fn change(&self, number: u16, level: usize) -> Option<&Change> {
        self.override_of(number)?.changes.iter().find(|change| change.level == level)
    }
}

fn read_lists(bytes: &[u8], len: usize) -> Vec<List> {
    /// Bytes of a list before its levels.
    const LIST: usize = 28;
    let count = usize::from(u16_at(bytes, 0).unwrap_or_default()).min(MOST);
    let mut at = len;
    let mut lists = Vec::new();
    for number in 0..count {
        let Some(head) = part(bytes, 2 + number * LIST, LIST) else { break };
        let is_simple = u8_at(head, 26).unwrap_or_default() & 1 != 0;
        let count = if is_simple { 1 } else { LEVELS };
        let levels = (0..count).map_while(|_| read_level(bytes, &mut at)).collect();
        let styles = (0..LEVELS).filter_map(|level| u16_at(head, 8 + level * 2)).collect();
        lists.push(List { id: u32_at(head, 0).unwrap_or_default(), styles, levels });
    }
    lists
}

fn read_level(bytes: &[u8], at: &mut usize) -> Option<Level> {
    /// Bytes of a level before its modifiers and its label.
    const LEVEL: usize = 28;
    let head = part(bytes, *at, LEVEL)?;
    let flags = u8_at(head, 5)?;
    let modifiers = usize::from(u8_at(head, 24)?) + usize::from(u8_at(head, 25)?);
    let text_at = *at + LEVEL + modifiers;
    // A longer label is none: the place is wrong.
    let len = usize::from(u16_at(bytes, text_at)?);
    (len <= LABEL).then_some(())?;
    let text = part_left(bytes, text_at + 2, len * 2);
    *at = text_at + 2 + len * 2;
    Some(Level {
        start: i32_at(head, 0)?.clamp(0, 0x7FFF).unsigned_abs(),
        format: u8_at(head, 4)?,
        is_legal: flags & 4 != 0,
        restart: if flags & 8 != 0 { u8_at(head, 26)? } else { u8::MAX },
        follow: if u8_at(head, 15)? == 2 { Follow::Nothing } else { Follow::Gap },
        text: (0..text.len() / 2).filter_map(|unit| u16_at(text, unit * 2)).collect(),
    })
}

fn read_overrides(bytes: &[u8]) -> Vec<Override> {
    /// Bytes of an override before its changes.
    const OVERRIDE: usize = 16;
    let count = u32_at(bytes, 0).map_or(0, index).min(MOST);
    let mut at = 4 + count * OVERRIDE;
    let mut overrides = Vec::new();
    for number in 0..count {
        let Some(head) = part(bytes, 4 + number * OVERRIDE, OVERRIDE) else { break };
        let changes = usize::from(u8_at(head, 12).unwrap_or_default()).min(LEVELS);
        at += 4;
        let changes = (0..changes).map_while(|_| read_change(bytes, &mut at)).collect();
        overrides.push(Override { id: u32_at(head, 0).unwrap_or_default(), list: None, changes });
    }
    overrides
}

fn read_change(bytes: &[u8], at: &mut usize) -> Option<Change> {
    let start = i32_at(bytes, *at)?.clamp(0, 0x7FFF).unsigned_abs();
    let flags = u32_at(bytes, *at + 4)?;
    *at += 8;
    let other = if flags & 0x20 != 0 { Some(read_level(bytes, at)?) } else { None };
    let own_start = other.as_ref().map(|level| level.start);
    let start = (flags & 0x10 != 0).then(|| own_start.unwrap_or(start));
    Some(Change { level: index(flags & 0x0F), start, other })
}

#[cfg(test)]
impl Lists {
    /// One list with these levels, named by override 1 and, with a new start, by override 2.
    pub(super) fn for_test(levels: Vec<Level>) -> Self {
        let plain = Override { id: 7, list: Some(0), changes: Vec::new() };
        let change = Change { level: 0, start: Some(5), other: None };
        let anew = Override { id: 7, list: Some(0), changes: vec![change] };
        Self {
            lists: vec![List { id: 7, styles: vec![20, 21], levels }],
            overrides: vec![plain, anew],
        }
    }
}
