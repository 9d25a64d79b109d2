//! Leading groups and their members, from prose and from appended rosters.

use super::{Context, Passage};
use crate::diagnostic::Notes;
use crate::model::RuleId;
use crate::span::TextRange;

/// A leading group.
#[derive(Clone, Debug)]
pub struct GroupFinding {
    /// All of it.
    pub range: TextRange,
    /// Its name.
    pub name: Option<TextRange>,
    /// Where its office sits.
    pub office: Option<TextRange>,
    /// Its members, in order.
    pub members: Vec<MemberFinding>,
    /// The rule that found it.
    pub rule: RuleId,
}

/// A member of a group.
#[derive(Clone, Debug)]
pub struct MemberFinding {
    /// The words.
    pub range: TextRange,
    /// 组长, 副组长, 成员: where the word stands, perhaps lines above.
    pub role: TextRange,
    /// The person's name.
    pub person: Option<TextRange>,
    /// The post, or the unit where only a unit is named.
    pub post: Option<TextRange>,
    /// The organisation inside the post.
    pub unit: Option<TextRange>,
    /// The rule that found it.
    pub rule: RuleId,
}

/// All groups of a passage, in reading order.
pub fn find(_context: &Context, _passage: &Passage, _notes: &mut Notes) -> Vec<GroupFinding> {
    Vec::new()
}
