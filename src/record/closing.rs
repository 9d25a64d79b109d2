//! Clauses that close a whole section: `责任单位:…` on a line of its own below the last of several items
//! that name nobody speaks of all of them.
//!
//! One section alone does not tell: the clause may be that of its last item. So it counts where all
//! clauses on lines of their own stand so, and more than one section or item shows it.

use super::Stages;
use crate::find::responsibility::Clause;
use crate::find::settle::PassageFindings;
use crate::model::SectionId;
use crate::outline::Passage;
use rustc_hash::{FxHashMap, FxHashSet};

/// So many sections that a clause closes show that the notice writes so, or so many items of one.
const SECTIONS: usize = 2;
const ITEMS: usize = 3;

/// The section that the clause of a passage closes, by the position of the passage.
#[derive(Debug, Default)]
pub(super) struct Closing {
    parents: FxHashMap<usize, SectionId>,
}

impl Closing {
    /// Looks at the clauses of the whole notice.
    pub(super) fn new(stages: &Stages) -> Self {
        let family = Family::new(stages);
        let mut parents = FxHashMap::default();
        let mut items = 0;
        let passages = stages.outline.passages.iter().zip(stages.findings).enumerate();
        for (index, (passage, findings)) in passages {
            if !ends_in_own_lines(stages, passage, findings) {
                continue;
            }
            let Some(parent) = family.closed_by(passage.section) else { return Self::default() };
            items = family.children(parent).max(items);
            parents.insert(index, parent);
        }
        let shown = parents.len() >= SECTIONS || items >= ITEMS;
        if shown { Self { parents } } else { Self::default() }
    }

    /// The section that the clause of this passage closes.
    pub(super) fn of(&self, passage: usize) -> Option<SectionId> {
        self.parents.get(&passage).copied()
    }
}

/// Which sections have clauses, and how they stand to each other.
struct Family<'s> {
    stages: &'s Stages<'s>,
    children: FxHashMap<SectionId, Vec<SectionId>>,
    claused: FxHashSet<SectionId>,
}

impl<'s> Family<'s> {
    fn new(stages: &'s Stages<'s>) -> Self {
        let mut children: FxHashMap<SectionId, Vec<SectionId>> = FxHashMap::default();
        for (index, section) in stages.outline.sections.iter().enumerate() {
            let id = SectionId(index as u32);
            section
                .parent
                .into_iter()
                .for_each(|parent| children.entry(parent).or_default().push(id));
        }
        let found = super::by_passage(stages).filter(|(_, found)| !found.clauses.is_empty());
        let claused = found.filter_map(|(section, _)| section).collect();
        Self { stages, children, claused }
    }

    fn children(&self, parent: SectionId) -> usize {
        self.children.get(&parent).map_or(0, Vec::len)
    }

    /// The parent of a section that is the last of several without sections of their own, where
    /// nobody else under it has a clause.
    fn closed_by(&self, section: Option<SectionId>) -> Option<SectionId> {
        let section = section?;
        let parent = self.stages.outline.sections.get(section.index())?.parent?;
        let (last, others) = self.children.get(&parent)?.split_last()?;
        let alone = others
            .iter()
            .all(|other| !self.claused.contains(other) && !self.children.contains_key(other));
        let is_last = *last == section && !self.children.contains_key(last);
        (is_last && !others.is_empty() && alone && !self.claused.contains(&parent))
            .then_some(parent)
    }
}

/// The only clause of the passage stands on lines of its own at its end, below the words of the item.
fn ends_in_own_lines(stages: &Stages, passage: &Passage, findings: &PassageFindings) -> bool {
    let [clause] = findings.clauses.as_slice() else { return false };
    let Clause { range, paragraph, .. } = clause;
    let text = &stages.tidy.text;
    let own = passage.paragraphs.get(*paragraph).map(|own| own.trim(text));
    let last = passage.paragraphs.last().map(|last| last.trim(text));
    let behind = |end: u32| text.get(range.end as usize..end as usize).unwrap_or_default();
    let closes =
        last.is_some_and(|last| behind(last.end).trim_matches(['。', ';', ' ']).is_empty());
    *paragraph > 0 && own.is_some_and(|own| own.start == range.start) && closes
}
