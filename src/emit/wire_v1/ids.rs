//! Ids inside a record: for people, and the same in every run.

use super::given::Given;
use crate::emit::line::Json;
use crate::model::{MilestoneId, Section, TargetId, TaskId, UnitId};
use crate::span::to_u32;
use rustc_hash::FxHashMap;

/// An id inside the record.
#[derive(Clone, Copy, Debug)]
pub(in crate::emit) enum Id<'v> {
    /// A letter for the list and the position in it.
    Counted(&'static str, u32),
    /// The id of a section.
    Section(&'v str),
}

impl Id<'_> {
    /// Of the `at`th of a list, from 0.
    pub(super) fn nth(letter: &'static str, at: usize) -> Self {
        Self::Counted(letter, to_u32(at).saturating_add(1))
    }

    pub(super) fn of_task(id: TaskId) -> Self {
        Self::nth("t", id.index())
    }

    pub(super) fn of_target(id: TargetId) -> Self {
        Self::nth("n", id.index())
    }

    pub(super) fn of_milestone(id: MilestoneId) -> Self {
        Self::nth("m", id.index())
    }

    pub(super) fn of_unit(id: UnitId) -> Self {
        Self::nth("u", id.index())
    }
}

impl Given for Id<'_> {
    type Value = String;

    fn read(self) -> String {
        match self {
            Self::Counted(letter, number) => format!("{letter}{number}"),
            Self::Section(id) => id.to_owned(),
        }
    }

    fn write(self, json: &mut Json<'_>) {
        match self {
            Self::Counted(letter, number) => json.id(letter, number),
            Self::Section(id) => json.name(id),
        }
    }
}

/// The ids of all sections, in their order.
///
/// An id is `s` and the ordinals from the top of the part (`s3.2.1`). The part's id stands in front
/// (`p1:s3`) except in the first part that has sections. Where an id would stand again (a number
/// repeated, or `(1)` beside `1.`), the later ones get `~2`, `~3` …
pub(super) fn of_sections(sections: &[Section]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::with_capacity(sections.len());
    let mut seen: FxHashMap<String, u32> = FxHashMap::default();
    for section in sections {
        let parent = section.parent.and_then(|parent| ids.get(parent.index()));
        let id = match parent {
            Some(parent) => format!("{parent}.{}", section.ordinal),
            None => format!("{}s{}", part_prefix(section, sections), section.ordinal),
        };
        ids.push(unused(id, &mut seen));
    }
    ids
}

fn part_prefix(section: &Section, sections: &[Section]) -> String {
    match sections.first() {
        Some(first) if first.part != section.part => format!("p{}:", section.part.0),
        _ => String::new(),
    }
}

/// `id`, or with the count of its appearances behind it. Ordinals are digits, so a marked id can
/// never be another section's plain one.
fn unused(id: String, seen: &mut FxHashMap<String, u32>) -> String {
    let count = seen.entry(id.clone()).or_default();
    *count += 1;
    if *count == 1 { id } else { format!("{id}~{count}") }
}

#[cfg(test)]
mod tests {
    use super::of_sections;
    use crate::model::{PartId, Section, SectionId};
    use crate::span::{Span, Spanned};

    fn section(part: u32, parent: Option<u32>, ordinal: u32) -> Section {
        Section {
            part: PartId(part),
            parent: parent.map(SectionId),
            path: String::new(),
            depth: 1,
            label: String::new(),
            ordinal,
            title: Spanned::new(String::new(), Span::default()),
            span: Span::default(),
            rule: "test",
        }
    }

    #[test]
    fn ids_tell_the_way_down_and_are_unique() {
        let sections = [
            section(1, None, 3),
            section(1, Some(0), 2),
            section(1, Some(1), 1),
            section(1, Some(0), 2),
            section(1, Some(3), 1),
            section(2, None, 3),
            section(2, Some(5), 1),
            section(1, None, 3),
        ];
        let expected = ["s3", "s3.2", "s3.2.1", "s3.2~2", "s3.2~2.1", "p2:s3", "p2:s3.1", "s3~2"];
        assert_eq!(of_sections(&sections), expected);
    }

    #[test]
    fn a_parent_that_comes_later_is_no_parent() {
        assert_eq!(of_sections(&[section(0, Some(7), 1)]), ["s1"]);
    }
}
