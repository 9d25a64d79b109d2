//! Phases, deadlines and recurring obligations.
//!
//! Each rule sees a [`Scene`]: the passage with the dates of each paragraph. Where two findings want
//! the same words, the order of [`TABLE`] decides: a named phase before a deadline inside a clause,
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

use super::ranges::{Found, Settled};
use super::table::Step;
use super::{Context, Passage, Rule, Runs};
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

/// What a rule finds in a passage, given what stronger ones found.
type Find = fn(&mut Scene, &Settled<MilestoneFinding>, &mut Notes) -> Vec<MilestoneFinding>;

/// The rules of this kind, in the order in which they may claim words.
const TABLE: &[Runs<Find>] = &[
    Runs { rule: &phase_bracket::RULE, find: |scene, _, notes| phase_bracket::find(scene, notes) },
    Runs { rule: &phase_plain::RULE, find: |scene, _, notes| phase_plain::find(scene, notes) },
    Runs { rule: &phase_heading::RULE, find: |scene, _, notes| phase_heading::find(scene, notes) },
    Runs {
        rule: &clause_due::RULE,
        find: |scene, settled, notes| {
            // The deadlines of a passage lie in the year of its own phase.
            scene.learn_phases(settled.iter());
            clause_due::find(scene, notes)
        },
    },
    Runs { rule: &table_due::RULE, find: |scene, _, notes| table_due::find(scene, notes) },
    Runs { rule: &table_step::RULE, find: |scene, _, notes| table_step::find(scene, notes) },
    Runs { rule: &label_due::RULE, find: |scene, _, notes| label_due::find(scene, notes) },
    Runs { rule: &recurring::RULE, find: |scene, _, _| recurring::find(scene) },
    Runs {
        rule: &deadline::RULE,
        find: |scene, settled, notes| {
            scene.take(settled.iter().map(|finding| finding.range).collect());
            deadline::find(scene, notes)
        },
    },
];

/// The rules of the table.
pub(super) fn rules() -> impl Iterator<Item = &'static Rule> {
    super::of(TABLE)
}

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
    for rule in TABLE {
        let found = (rule.find)(&mut scene, &settled, notes);
        settled.add(found);
    }
    settled.into_vec()
}

impl Found for MilestoneFinding {
    fn range(&self) -> TextRange {
        self.range
    }
}
