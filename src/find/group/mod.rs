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

use super::ranges::{Found, Settled};
use super::{Context, Passage, Rule, Runs};
use crate::diagnostic::Notes;
use crate::model::RuleId;
use crate::span::TextRange;

/// What a rule does with the groups found so far.
type Find = fn(&Context, &Passage, &mut Settled<GroupFinding>, &mut Notes);

/// The rules of this kind, in the order in which they may claim words.
const TABLE: &[Runs<Find>] = &[
    Runs {
        rule: &roster::RULE,
        find: |context, passage, found, notes| found.add(roster::find(context, passage, notes)),
    },
    Runs {
        rule: &prose::RULE,
        find: |context, passage, found, _| found.add(prose::find(context, passage)),
    },
    Runs {
        rule: &office::RULE,
        find: |context, passage, found, _| {
            for (name, office) in office::find(context, passage) {
                settle_office(found, name, office);
            }
        },
    },
];

/// The rules of the table.
pub(super) fn rules() -> impl Iterator<Item = &'static Rule> {
    super::of(TABLE)
}

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
    let mut found = Settled::default();
    TABLE.iter().for_each(|rule| (rule.find)(context, passage, &mut found, notes));
    found.into_vec()
}

impl Found for GroupFinding {
    fn range(&self) -> TextRange {
        self.range
    }
}

/// An office belongs to the last group before it in the passage, else it stands alone.
fn settle_office(
    found: &mut Settled<GroupFinding>,
    name: Option<TextRange>,
    office: office::Office,
) {
    if let Some(group) = found.before(office.range) {
        group.office = group.office.or(Some(office.place));
        group.range = group.range.cover(office.range);
        return;
    }
    let range = name.map_or(office.range, |name| name.cover(office.range));
    let (office, members, rule) = (Some(office.place), Vec::new(), office::RULE.id);
    found.add([GroupFinding { range, name, office, members, rule }]);
}
