//! Phases, deadlines and recurring obligations.

use super::{Context, Passage};
use crate::calendar::Interval;
use crate::diagnostic::Notes;
use crate::model::{MilestoneKind, Recurrence, RuleId};
use crate::span::TextRange;

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

/// All milestones of a passage, in reading order. `clauses` are the passage's responsibility
/// clauses; `dues` the deadlines inside them. `phase` is the interval of the phase that the passage
/// stands in, if it stands in one.
pub fn find(
    _context: &Context,
    _passage: &Passage,
    _clauses: &[TextRange],
    _dues: &[TextRange],
    _phase: Option<&Interval>,
    _notes: &mut Notes,
) -> Vec<MilestoneFinding> {
    Vec::new()
}
