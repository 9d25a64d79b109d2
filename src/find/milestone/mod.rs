//! Phases, deadlines and recurring obligations.
//!
//! Each rule sees a [`Scene`]: the passage with the dates of each paragraph. Where two findings want
//! the same words, the order in which [`find`] runs them decides: a named phase before a deadline inside a clause,
//! that before a labelled one, the free deadlines last.

mod actor;
mod clause_due;
mod deadline;
mod label_due;
mod phase_bracket;
mod phase_heading;
mod phase_plain;
mod recurring;
mod scene;
mod table_due;
mod table_step;
mod words;
mod years;

use super::ranges::Ranges;
use super::table::Step;
use super::{Context, Passage, Rule};
use crate::calendar::Interval;
use crate::diagnostic::Notes;
use crate::model::{MilestoneKind, Recurrence, RuleId};
use crate::span::TextRange;
use scene::Scene;

/// A date or a rhythm that somebody must keep.
#[derive(Clone, Debug)]
pub struct MilestoneFinding {
    /// The words.
    pub range: TextRange,
    /// Which of the passage's paragraphs it stands in.
    pub paragraph: usize,
    /// What it is.
    pub kind: MilestoneKind,
    /// The name of a phase.
    pub name: Option<TextRange>,
    /// The days.
    pub interval: Option<Interval>,
    /// How often.
    pub recurrence: Option<Recurrence>,
    /// Who must act.
    pub actors: Vec<TextRange>,
    /// What must be done.
    pub action: Option<TextRange>,
    /// The rule that found it.
    pub rule: RuleId,
}

impl MilestoneFinding {
    fn new(rule: &Rule, kind: MilestoneKind, paragraph: usize, range: TextRange) -> Self {
        Self {
            range,
            paragraph,
            kind,
            name: None,
            interval: None,
            recurrence: None,
            actors: Vec::new(),
            action: None,
            rule: rule.id,
        }
    }
}

/// The rules of this kind, for `gongwen explain`; the function `find` runs them.
pub(crate) const RULES: &[&Rule] = &[
    &phase_bracket::RULE,
    &phase_plain::RULE,
    &phase_heading::RULE,
    &clause_due::RULE,
    &table_due::RULE,
    &table_step::RULE,
    &label_due::RULE,
    &recurring::RULE,
    &deadline::RULE,
];

/// What other kinds found in a passage.
pub(crate) struct Given<'a> {
    /// Its responsibility clauses.
    pub(crate) clauses: &'a [TextRange],
    /// The deadlines inside them.
    pub(crate) dues: &'a [TextRange],
    /// The cells of task tables that tell by when, in reading order.
    pub(crate) cells: &'a [TextRange],
    /// The cells of task tables that tell what is done by a time that their column names.
    pub(crate) steps: &'a [Step],
}

/// All milestones of a passage, in reading order. `phase` is the interval of the phase that the
/// passage stands in, if it stands in one.
pub(crate) fn find(
    context: &Context,
    passage: &Passage,
    given: &Given,
    phase: Option<&Interval>,
    notes: &mut Notes,
) -> Vec<MilestoneFinding> {
    let mut scene = Scene::new(context, passage, given, phase);
    let mut settled = Settled::default();
    settled.add(phase_bracket::find(&scene, notes));
    settled.add(phase_plain::find(&scene, notes));
    settled.add(phase_heading::find(&scene, notes));
    // The deadlines of a passage lie in the year of its own phase.
    scene.learn_phases(&settled.found);
    settled.add(clause_due::find(&scene, notes));
    settled.add(table_due::find(&scene, notes));
    settled.add(table_step::find(&scene, notes));
    settled.add(label_due::find(&scene, notes));
    settled.add(recurring::find(&scene));
    scene.take(settled.words.clone());
    settled.add(deadline::find(&scene, notes));
    settled.found.sort_by_key(|finding| finding.range);
    settled.found
}

/// Findings that no longer compete for words.
#[derive(Default)]
struct Settled {
    found: Vec<MilestoneFinding>,
    words: Ranges,
}

impl Settled {
    /// Takes over the findings whose words no stronger rule has.
    fn add(&mut self, new: Vec<MilestoneFinding>) {
        for finding in new {
            if !self.words.overlaps(finding.range) {
                self.words.insert(finding.range);
                self.found.push(finding);
            }
        }
    }
}
