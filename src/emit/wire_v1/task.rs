//! What is to be done, and by whom.

use super::{Extent, Span};
use schemars::JsonSchema;
use serde::Serialize;

/// Where a task comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// A provision that ends in its own responsibility clause.
    Provision,
    /// A line `unit: what it does` under 主办单位, 协办单位 or 责任分工.
    Duty,
    /// A row of a task table.
    TableRow,
}

/// Something to be done, and who answers for it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Task<'a> {
    /// Id within the record: `t1`, `t2` … in reading order.
    pub id: String,
    /// Id of the deepest section that it stands in, or null outside the numbered structure.
    pub section: Option<String>,
    /// Where it comes from.
    pub kind: TaskKind,
    /// Heading of the provision; null for a duty line.
    pub title: Option<&'a str>,
    /// Place of the heading.
    pub title_span: Option<Span<'a>>,
    /// The provision's own text without marker, title and clause.
    pub text: &'a str,
    /// All of it, clause included.
    pub span: Extent,
    /// Who answers for it, in the order of the words.
    pub responsibilities: Vec<Responsibility<'a>>,
    /// Ids of the targets in its words.
    pub targets: Vec<String>,
    /// Ids of the milestones in its words.
    pub milestones: Vec<String>,
    /// Name of the rule that found it.
    pub rule: &'a str,
}

/// The part that a unit has in a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Leads: 牵头, 主办.
    Lead,
    /// Is responsible: 责任单位, 负责.
    Responsible,
    /// Supports: 配合, 协办, 参与.
    Support,
    /// Supervises: 督办, 指导.
    Supervise,
}

/// One unit's part in a task.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Responsibility<'a> {
    /// Id of the organisation in `units`.
    pub unit: String,
    /// Its part in the task.
    pub role: Role,
    /// The word that says so, as written; empty where only the list of units stands.
    pub role_text: &'a str,
    /// The name as written, its bracket note included: `区经科局(区数据局)`.
    pub surface: &'a str,
    /// Position among the units of the same role in this task, from 1.
    pub order: u32,
    /// Which run between commas the name stands in, from 1; a comma often separates classes of
    /// units.
    pub group: u32,
    /// True where a rule of the document adds the unit (以下均需各县落实,不再列出).
    pub implied: bool,
    /// Name of the rule that found it.
    pub rule: &'a str,
    /// Place of the name; for an implied unit, of the words that add it.
    pub span: Span<'a>,
}
