//! Phases, deadlines and recurring obligations.

use super::Span;
use schemars::JsonSchema;
use serde::Serialize;

/// What a milestone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MilestoneKind {
    /// A dated stage of the work.
    Phase,
    /// A date by which something must be done.
    Deadline,
    /// Something to be done again and again.
    Recurring,
}

/// How often something must be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Recurrence {
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every quarter.
    Quarterly,
    /// Every half-year.
    Semiannual,
    /// Every year.
    Annual,
}

/// A phase, a deadline or a recurring obligation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Milestone<'a> {
    /// Id within the record: `m1`, `m2` … in reading order.
    pub id: String,
    /// Id of the section that it stands in.
    pub section: Option<String>,
    /// What it is.
    pub kind: MilestoneKind,
    /// Name of a phase.
    pub name: Option<&'a str>,
    /// The dates in EDTF, as precise as the words: `2025-03/2025-09`, `../2025-06-30`.
    pub edtf: Option<&'a str>,
    /// First day, ISO 8601; null where it is open.
    #[schemars(extend("format" = "date"))]
    pub start: Option<String>,
    /// Last day, ISO 8601, inclusive; null where it is open.
    #[schemars(extend("format" = "date"))]
    pub end: Option<String>,
    /// How often, for a recurring obligation.
    pub recurrence: Option<Recurrence>,
    /// Who must act, as written.
    pub actors: Vec<&'a str>,
    /// What must be done.
    pub action: Option<&'a str>,
    /// Place of the words.
    pub span: Span<'a>,
    /// Name of the rule that found it.
    pub rule: &'a str,
}
