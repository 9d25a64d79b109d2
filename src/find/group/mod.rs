//! Leading groups and their members, from prose and from appended rosters.
//!
//! [`roster`] reads lines with a role and a colon, [`prose`] sentences that say who takes which
//! role; [`office`] says where a group's office sits and is a group of its own where the sentence
//! that founds the group stands elsewhere. [`merge()`] puts the pieces of one group together.

mod glued;
mod label;
pub(crate) mod merge;
mod named;
pub(crate) mod office;
mod people;
mod person;
mod post;
pub(crate) mod prose;
pub(crate) mod roster;
mod title;
mod unit;

pub(crate) use merge::merge;

use super::ranges::Ranges;
use super::{Context, Passage, Rule};
use crate::diagnostic::Notes;
use crate::model::RuleId;
use crate::span::TextRange;

/// The rules of this kind, for `gongwen explain`; the function `find` runs them.
pub(crate) const RULES: &[&Rule] = &[&roster::RULE, &prose::RULE, &office::RULE];

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
///
/// A name padded with a space (张 宇) and a post with a space inside (市 财政局副局长, after a
/// character slipped back to its unit) are ranges too: the record stage leaves such spaces out.
#[derive(Clone, Debug)]
pub struct MemberFinding {
    /// The words.
    pub range: TextRange,
    /// 组长, 副组长, 成员: as a record shows it.
    pub role: Box<str>,
    /// Where the word stands, perhaps lines above.
    pub role_range: TextRange,
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
pub(crate) fn find(context: &Context, passage: &Passage, notes: &mut Notes) -> Vec<GroupFinding> {
    let mut found = roster::find(context, passage, notes);
    let mut taken: Ranges = found.iter().map(|group| group.range).collect();
    for group in prose::find(context, passage) {
        if !taken.overlaps(group.range) {
            taken.insert(group.range);
            found.push(group);
        }
    }
    found.sort_by_key(|group| group.range);
    for (name, office) in office::find(context, passage) {
        settle_office(&mut found, name, office);
    }
    found
}

/// An office belongs to the last group before it in the passage, else it stands alone. The groups
/// stand in reading order and stay so: only the first office can have none before it.
fn settle_office(found: &mut Vec<GroupFinding>, name: Option<TextRange>, office: office::Office) {
    let behind = found.partition_point(|group| group.range.start <= office.range.start);
    match behind.checked_sub(1) {
        Some(before) => {
            let group = &mut found[before];
            group.office = group.office.or(Some(office.place));
            group.range = group.range.cover(office.range);
        }
        None => {
            let range = name.map_or(office.range, |name| name.cover(office.range));
            let (office, members) = (Some(office.place), Vec::new());
            let rule = office::RULE.id;
            found.insert(0, GroupFinding { range, name, office, members, rule });
        }
    }
}
