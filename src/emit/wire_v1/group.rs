//! Leading groups and their members.

use super::{Extent, Span};
use schemars::JsonSchema;
use serde::Serialize;

/// A leading group (领导小组, 工作专班 …).
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Group<'a> {
    /// Id within the record: `g1`, `g2` … in reading order.
    pub id: String,
    /// Its name.
    pub name: Option<&'a str>,
    /// Place of its name.
    pub name_span: Option<Span<'a>>,
    /// The body where its office sits (办公室设在…).
    pub office: Option<&'a str>,
    /// Place of that body's name.
    pub office_span: Option<Span<'a>>,
    /// Its members, in order.
    pub members: Vec<Member<'a>>,
    /// All of it.
    pub span: Extent,
    /// Name of the rule that found it.
    pub rule: &'a str,
}

/// A member of a group.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Member<'a> {
    /// The member's role as written: 组长, 副组长, 成员.
    pub role: &'a str,
    /// The person's name without inner padding; null where only a post or a unit is named.
    pub person: Option<&'a str>,
    /// The post, or the unit where only a unit is named, as written.
    pub post: Option<&'a str>,
    /// Id of the organisation in `units`, where the post names one.
    pub unit: Option<String>,
    /// Place of the words.
    pub span: Span<'a>,
    /// Name of the rule that found it.
    pub rule: &'a str,
}
